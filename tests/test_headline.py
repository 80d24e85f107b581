"""Which item gives the event's own total of a measure."""

from told_editions import edition_of

NAMED = "Ada Brill, 34, was killed by the fire at the mill of Lowmoor on 3 May 2001."
FOUND = "Two weavers were found dead at the mill of Lowmoor on 3 May 2001, which brings the death toll to five."


def _killed(folder, *texts):
    return next(e for e in edition_of(folder, *texts).entries if e.headline and e.item.measure == "killed").best


def test_the_dead_who_are_named_are_no_toll_where_an_account_gives_a_number(tmp_path):
    number = "Two people were killed by the fire at the mill of Lowmoor on 3 May 2001."
    assert _killed(tmp_path, NAMED, NAMED.replace("was killed", "died"), f"{NAMED} She was a dyer.", number) == 2


def test_those_who_bring_the_toll_to_a_figure_are_not_the_toll(tmp_path):
    fewer = "Two weavers were killed at the mill of Lowmoor on 3 May 2001."
    assert _killed(tmp_path, FOUND, FOUND.replace("weavers", "dyers"), fewer) == 5
