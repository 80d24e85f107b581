"""The figure of a toll by each named rule, or the reason why there is none."""

import pytest

from verdicts_by_hand import number, tolls

FORTY, FORTY_THREE, FIFTY = (("40", number(40)), ("43", number(43)), ("50", number(50)))
AT_LEAST = ("at least 40", number(40, None))


@pytest.mark.parametrize(
    ("rule", "said", "figure"),
    [
        ("min-max", [FORTY, FORTY_THREE], "The rule min-max gives the range only."),
        ("min-max", [FORTY, FORTY], 40),
        ("vote", [FORTY, FORTY_THREE, FORTY_THREE], 43),
        ("vote", [FORTY, FORTY_THREE], "As many accounts give 40 and 43."),
        ("vote", [AT_LEAST, AT_LEAST, FORTY_THREE], 40),
        ("exact-vote", [AT_LEAST, AT_LEAST, FORTY_THREE], 43),
        ("exact-vote", [AT_LEAST, AT_LEAST], "No account gives an exact figure."),
        ("two-independent", [FORTY_THREE, FORTY, FORTY], 40),
        ("two-independent", [FORTY, FORTY_THREE], "No value has two independent lines behind it, at most 1.0."),
        ("two-independent", [AT_LEAST, AT_LEAST], "No exact value."),
        ("conservative", [FORTY_THREE, FORTY, FORTY_THREE], 40),
        ("median", [FORTY_THREE, FORTY, FIFTY], 43),
        ("model", [AT_LEAST, FORTY_THREE], 43),
        ("model", [AT_LEAST, AT_LEAST], 40),
    ],
)
def test_a_rule(rule, said, figure):
    toll = tolls(*((words, value, None, None) for words, value in said), rule=rule)
    assert (toll.refused if toll.best is None else toll.best) == figure
    assert (toll.rule, toll.best is None) == (rule, isinstance(figure, str))
