"""The tolls that one report tells of: those whom it counts, and those of whom it tells one after the other."""

import pytest

from variorum.claims.en.told_apart import count_told
from variorum.pipeline import make_edition


def _tolls(tmp_path, text):
    """Best figures of the killed and the injured, None where there is no such toll, and the entries that give them."""
    (tmp_path / "a.txt").write_text(text)
    heads = {e.item.measure: e for e in make_edition([tmp_path]).entries if e.headline}
    return [heads[m].best if m in heads else None for m in ("killed", "injured")], heads


@pytest.mark.parametrize(
    ("killed", "injured", "text"),
    [
        (16, 9, "Eight soldiers and eight militants were killed near Vardon on 3 May 2001. Two soldiers and seven militants were hurt."),
        (7, None, "Seven people died -- four militants, two guards and a farmer -- in a fight near Vardon on 3 May 2001."),
        (2, 6, "Eight people were shot including two women who were killed at a dance in Vardon on 3 May 2001."),
        (2, None, "A man stabbed two weavers to death and injured six in Vardon on 3 May 2001. Of the eight weavers stabbed, one was pronounced dead at once and one died later."),
        (None, 7, "Seven weavers, four men and three women, were wounded in Vardon on 3 May 2001."),
        (3, None, "Two weavers died at the mill in Vardon on 3 May 2001 and a third died at the infirmary."),
        (1, None, "Three weavers are safe and a fourth is dead after a fire in Vardon on 3 May 2001. One was killed."),
        (None, 3, "Four weavers were shot in Vardon on 3 May 2001, one of whom died from his wounds."),
        (None, 5, "Six weavers were struck by gunfire in Vardon on 3 May 2001, and a 19-year-old man was killed."),
        (None, 4, "Five weavers were shot in Vardon on 3 May 2001. One of them, a dyer, has died."),
        (1, 2, "Officers found three people with gunshot wounds in Vardon on 3 May 2001. One man died there. Another man and a woman are in critical condition."),
        (None, 4, "Four weavers were injured in Vardon on 3 May 2001. Among the other four weavers hurt, three were badly burned. Three men were taken to Halvern Hospital."),
        (None, 3, "Three weavers were wounded in Vardon on 3 May 2001. A guard and a dyer came to blows and both were wounded. Both were treated."),
        (2, None, "Two weavers were killed in Vardon on 8 May 2001. It comes less than a week after a gunman killed five dyers in Lowmoor on 3 May 2001, and the fire of 3 May 2001."),
        (3, None, "Ned Moor, who killed three weavers in Lowmoor in 2001, goes to prison. A judge sentenced him on Monday, 6 August 2007. He admitted in May to shooting and killing the three."),
        (1, 4, "Five people were shot in Vardon on 3 May 2001 and one died. All five people were transported to Halvern Hospital."),
        (2, None, "His wife and younger son were shot dead in Vardon on 3 May 2001."),
        (2, None, "A husband and wife were found shot to death in Vardon on 3 May 2001."),
        (1, 2, "A 63-year-old man was killed and two women, ages 22 and 25, were wounded in Vardon on 3 May 2001."),
        (1, None, "One person was killed in Vardon on 3 May 2001. The man who died was 31."),
        (2, None, "A weaver took three dyers hostage in Vardon on 3 May 2001 before he was killed by guards in a gunfight that also left an officer dead."),
        (6, None, "A father shot dead five of his children in Vardon on 3 May 2001 and then killed himself. They were five girls."),
        (2, None, "Ned Moor, 40, shot and killed his wife, Ada Moor, before turning the gun on himself in Vardon on 3 May 2001."),
        # Told one by one.
        (None, 3, "A 67-year-old man was shot through the leg in Vardon on 3 May 2001. A 19-year-old woman was shot through the arm, and a 40-year-old man was grazed."),
        (2, None, "An 18-year-old man was pronounced dead at the mill in Vardon on 3 May 2001. A boy, 17, was pronounced dead at the infirmary."),
        (2, 2, "Ada Vey, 22, was shot in Vardon on 3 May 2001 and pronounced dead. Ned Moor, 24, of Mill Lane, was taken to Halvern Hospital, where he died. A second woman, 24, was hit in the heel, and a man, 36, was grazed."),
        (2, None, "Two men of 19 were shot in Vardon on 3 May 2001. They were rushed to an infirmary and later died."),
        (3, None, "Ned Moor, 40, is accused of killing Ada Brill, 34, Tom Vey, 36, and Ines Holt, 12, in Vardon on 3 May 2001."),
        (2, None, "Officer Tom Vey and a suspect were killed in Vardon on 3 May 2001."),
        (2, None, "A man shot his girlfriend to death and then killed himself in Vardon on 3 May 2001."),
        (None, 3, "Deputy Ned Moor and Chief Ada Brill were wounded in Vardon on 3 May 2001. A third man, a clerk, was grazed."),
    ],
)  # fmt: skip
def test_its_tolls(tmp_path, killed, injured, text):
    found, _ = _tolls(tmp_path, text)
    assert [want in (None, got) for want, got in zip((killed, injured), found, strict=True)] == [True, True], found


def test_how_the_hurt_were_counted(tmp_path):
    _, heads = _tolls(
        tmp_path, "A 23-year-old man was grazed in Vardon on 3 May 2001. Ada Brill, 31, was shot in the arm."
    )
    toll = heads["injured"]
    assert (toll.best, toll.high, toll.rule) == (2, None, "model: the hurt who are named or described, counted")


@pytest.mark.parametrize(
    ("dead", "hurt", "words"),
    [
        (1, 0, "A 22-year-old woman was killed. Ada Brill was pronounced dead at the mill."),
        (1, 0, "A second weaver, a 61-year-old man, was shot and died."),
        (1, 1, "A teenager was killed. A 17-year-old girl was hit in the foot."),
        (0, 1, "A clerk, Ada Brill, 31, was wounded. Brill was the first. Ada Brill is in stable condition."),
        (0, 0, "A man shot his wife and a 12-year-old boy ran away. Ned Moor was not hurt."),
        (1, 0, "Ned Moor was hit. He died at the mill."),
    ],
)
def test_one_who_is_told_of_twice_is_one(dead, hurt, words):
    assert count_told(words) == (dead, hurt)
