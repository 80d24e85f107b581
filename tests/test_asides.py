"""Links to other stories within an account are told from the story, and nothing is read in them."""

import pytest

from test_claims import read

STORY = "Three dockers were killed on Monday when the crane at the west quay of Vardon fell on their hut, the harbour office said, and two others were hurt.\n"
REST = "The harbour master, Ines Holt, said that the crane had been looked at in the spring and that nothing had been found wanting in it by anybody.\n"


def quotes(text):
    claims, _, problems = read(text)
    notes = [p.message for p in problems if "links to other stories" in p.message]
    return [c.quote for c in claims], notes


@pytest.mark.parametrize(
    "links",
    [
        "RELATED: Flood kills 14 in Orlo\n",
        "Read more: Mayor charged over 17 boats\n",
        ">>WATCH | 16 rescued from the ferry\n",
        "Related Coverage Two die in Orlo mill\n",
        "[SEE ALSO: 1999 storm remembered]\n",
        "Related stories\nFlood kills 14 in Orlo valley\nMayor charged over 17 boats\n",
        "ALSO ON HARBOUR.EXAMPLE\nSixteen rescued from the burning ferry\nMarch 3, 2014\n",
        "Artículos relacionados:\nMueren 14 personas en las inundaciones\n",
        "Flood kills 14 in Orlo valley\nMarch 3, 2014\nMayor charged over 17 boats\n5 hours ago\n",
        "Flood kills 14 in Orlo valley - 03/03/14\nMayor charged over 17 boats - 02/03/14\n",
        "2:41 Flood kills 14 in Orlo valley\n0:38 Mayor charged over 17 boats\n1:07 Sixteen rescued from ferry\n",
        "Flood kills 14 in the Orlo valley\nMayor charged over 17 boats\n",
    ],
)
def test_links_are_not_read(links):
    alone, _ = quotes(STORY + REST)
    for text in (STORY + links + REST, STORY + REST + links + REST):
        found, (note,) = quotes(text)
        assert sorted(set(found)) == sorted(set(alone))
        for line in links.splitlines():
            assert line in note


@pytest.mark.parametrize(
    "lines",
    [
        "Crane fell on 3 dockers at the quay\nHarbour office looks into 2 cranes\n",  # the story's own heads, above it
        "Ned Moor, 38, of Orlo\nAnna Reyes, 24, of Vardon\n",
        "9:15 The crane begins to lean over 4 dockers\n9:20 Dockers run from the hut\n9:31 The crane falls\n",
        "Only 14 of the dockers were at work\n",  # one heading alone
        "Read more than 14 reports and you know less, the dockers say.\n",
        "More than 14 dockers had been at work in the hut\n",
        "Video shot by 14 of the dockers shows the hut\n",
    ],
)
def test_lines_of_the_story_are_read(lines):
    before = "" if lines.startswith("Crane") else STORY
    found, notes = quotes(before + lines + STORY + REST)
    assert notes == []
    alone, _ = quotes(STORY + REST)
    assert set(found) > set(alone)


def test_the_storys_own_title_and_day_are_read():
    """A title with its day, and prose below it, is not the last of the list of titles above it."""
    text = "Flood kills 14 in Orlo valley\nMarch 3, 2014\nMayor charged over 17 boats\nMarch 4, 2014\nCrane kills 3 dockers at the quay\nMarch 5, 2014\n"
    found, _ = quotes(text + STORY + REST)
    assert "3" in found
    assert "March 5, 2014" in found
    assert "14" not in found


def test_the_day_below_the_name_of_a_section_is_the_storys():
    """A section of a site is called as a head over titles is: what stands between it and the story is the story's own."""
    text = "Latest news\nMarch 5, 2014\n"
    found, _ = quotes(text + STORY + REST)
    assert "March 5, 2014" in found
