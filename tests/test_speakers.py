"""Who says what in accounts of several paragraphs."""

import hashlib

import pytest

from variorum.claims import extract_claims
from variorum.model import Account, Event
from variorum.settings import TextSettings
from variorum.text import clean_text


def speakers(text):
    """The first word of each quotation, with its speaker."""
    account = Account("a", "a.txt", text, hashlib.sha256(text.encode()).hexdigest(), len(text))
    view, _ = clean_text(account, TextSettings())
    claims, _, _ = extract_claims(account, view, Event(None, (), ""))
    return {c.quote.split()[0].strip(",."): c.value.speaker for c in claims if c.kind == "quotation"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            'From the Gazette report:\n\n"Nobody stopped us at the gate," said Japh Marrow. "They waved."',
            {"Nobody": "Japh Marrow", "They": "Japh Marrow"},
            id="a line above names no speaker where one is named behind",
        ),
        pytest.param(
            "Ada Holt wept for her son.\n\n“He was kind,” she said.\n\nBut Mr Ned Brill said he had never"
            " seen it so, though he might not put it as Mrs Holt would.\n\n“Kind is not what he was.”",
            {"He": "Ada Holt", "Kind": "Ned Brill"},
            id="who is said to say something since the last quotation",
        ),
        pytest.param(
            "Schoolboy Alec Marr was by the door.\n\nHe said: “We felt a jolt.”\n\nDavid White, 48, from Lowmoor,"
            " was in the last cart.\n\nHe told of the dark.\n\nHe said: “I am shaken by it.”",
            {"We": "Alec Marr", "I": "David White"},
            id="the talk is of another",
        ),
        pytest.param(
            "“It is a sad place now,” Ada Fell said. “I remember my son saying, ‘Mum! Nobody is here to help us.’ He was right.”",
            {"It": "Ada Fell", "I": "Ada Fell", "Mum!": "my son"},
            id="whose words were heard",
        ),
        pytest.param(
            '"We owe it to the town that it never comes again"\n\n—President Ada Sole\n\nSome 300 marched by the mill.',
            {"We": "Ada Sole"},
            id="signed on the line below",
        ),
        pytest.param(
            "Reporter Ada Fell asked at the mill. “They were cold,” Ada Fell said.\n\nAmar has just come from Vardon."
            " He had meant to bring his boy.\n\n“I am truly afraid,” he says.\n\n“It was a bad night,” Amar told us.",
            {"They": "Ada Fell", "I": "Amar", "It": "Amar"},
            id="one who has one name",
        ),
        pytest.param(
            "Minister Rolf Sangh told of the wreck. Captain Vern Sangh is in a sick bed.\n\n“All is being done for him,”"
            " Sangh said.\n\nMr Abel Coy fell ill. His widow Mary Coy wept.\n\n“He was kind,” Mrs Coy said.",
            {"All": "Rolf Sangh", "He": "Mary Coy"},
            id="two of one surname",
        ),
    ],
)
def test_speakers(text, wanted):
    assert speakers(text) == wanted


def test_names_are_shown_with_their_marks():
    assert speakers("“We hold the dam,” said Ivan Šimrović.\n\n“For now,” Šimrović added.") == {
        "We": "Ivan Šimrović",
        "For": "Ivan Šimrović",
    }
