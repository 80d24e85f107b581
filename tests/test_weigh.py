"""`variorum weigh` on small tables and on a world with known truth and copying."""

import csv
import random

import pytest
from click.testing import CliRunner

from variorum.cli.weigh import command
from variorum.model import UserError
from variorum.verdicts.cells import key_of


def weigh(tmp_path, rows, *options, head="source,item,value"):
    table, out = tmp_path / "t.csv", tmp_path / "r.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        file.write(head + "\n")
        csv.writer(file).writerows(rows)
    CliRunner().invoke(
        command, [str(table), "--out", str(out), *options], catch_exceptions=False, standalone_mode=False
    )
    with out.open(newline="", encoding="utf-8") as file:
        return {r["item"]: r for r in csv.DictReader(file)}


def world(seed=7):
    """Six honest sources, and one careless source that four others copy."""
    chance = random.Random(seed)
    truth, rows = {}, []
    for i in range(200):
        item = f"i{i}"
        truth[item] = str(chance.randrange(10, 99))
        rows += [
            (f"honest{k}", item, truth[item] if chance.random() < 0.8 else str(chance.randrange(10, 99)))
            for k in range(6)
            if chance.random() < 0.7
        ]
        careless = truth[item] if chance.random() < 0.4 else str(chance.randrange(10, 99))
        rows += [(f"copy{k}", item, careless) for k in range(5)]
    return truth, rows


def test_copied_wrong_values_do_not_outvote(tmp_path):
    truth, rows = world()
    found = weigh(tmp_path, rows, "--always")
    right = sum(found[i]["best"] == t for i, t in truth.items())
    assert right >= 180  # a plain vote is right on fewer than 150


def test_the_order_of_rows_changes_nothing(tmp_path):
    _, rows = world()
    assert weigh(tmp_path, rows) == weigh(tmp_path, rows[::-1])


def test_a_tie_is_refused_unless_always(tmp_path):
    rows = [("a", "x", "1"), ("b", "x", "2")]
    assert weigh(tmp_path, rows)["x"]["best"] == ""
    assert weigh(tmp_path, rows)["x"]["refused"]
    assert weigh(tmp_path, rows, "--always")["x"]["best"] in "12"


def test_names_in_another_order_are_one_value(tmp_path):
    rows = [("a", "x", "Vant, Ilo; Orl, Mia"), ("b", "x", "Mia Orl, Ilo Vant"), ("c", "x", "Tev Asr")]
    found = weigh(tmp_path, rows)["x"]
    assert "Vant" in found["best"]
    assert float(found["independent"]) == 2.0


def test_a_network_is_one_voice(tmp_path):
    rows = [("a", "x", "1", "n"), ("b", "x", "1", "n"), ("c", "x", "2", ""), ("d", "x", "2", "")]
    found = weigh(tmp_path, rows, head="source,item,value,network")["x"]
    assert found["best"] == "2"


@pytest.mark.parametrize(
    ("content", "says"),
    [("a,b\n1,2\n", "no column"), ("source,item,value\n", "nothing"), ("source,item,value\n,x,1\n", "Line 2")],
)
def test_bad_tables_are_told_in_a_sentence(tmp_path, content, says):
    table = tmp_path / "t.csv"
    table.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=says):
        CliRunner().invoke(
            command, [str(table), "--out", str(tmp_path / "o")], catch_exceptions=False, standalone_mode=False
        )


def test_times_in_any_format_are_one_value_and_best_is_a_cell_as_given(tmp_path):
    said = ["6:15 PM", "18:15", "Dec 1 - 6:15p", "2011-12-01 06:15 PM", "18:40", "Not Available"]
    found = weigh(tmp_path, [(f"s{i}", "x", t) for i, t in enumerate(said)])["x"]
    assert found["best"] in said[:4]
    assert found["reasons"].startswith("4 of 5")


def test_a_time_beside_an_offset_a_date_or_without_a_colon_is_the_same_time(tmp_path):
    said = ["18:15 Dec 2", "01-Dec-2011 18:15 (+0:40)", "-1:00 18:15", "1815", "18:40", "6:15 PM"]
    found = weigh(tmp_path, [(f"s{i}", "x", t) for i, t in enumerate(said)])["x"]
    assert found["reasons"].startswith("5 of 6")


def test_the_name_of_a_column_says_nothing_in_its_cells():
    assert key_of("Gate B2", "text", name="dep_gate") == key_of("B2", "text", name="dep_gate")
    assert key_of("Gate", "text", name="gate") == ("gate",)


def test_of_lists_as_likely_the_commoner_is_best_and_names_run_together_are_two(tmp_path):
    rows = [(f"s{k}", "b", "Ilo B. Vanten") for k in range(2)] + [(f"t{k}", "b", "Vanten, Ilo") for k in range(3)]
    assert weigh(tmp_path, [*rows, ("w", "c", "A; B")], "--always")["b"]["best"] == "Vanten, Ilo"
    rows = [("u", "b", "IloVanten; Mia Orles"), ("v", "b", "Mia Orles; Ilo Vanten"), ("w", "b", "Mia Orles")]
    assert weigh(tmp_path, rows, "--always")["b"]["best"] == "Mia Orles; Ilo Vanten"


def test_partial_lists_support_the_full_one(tmp_path):
    rows = []
    for n in range(30):
        a, b = f"Ilo Vant{'abcdefghij'[n % 10]}en", f"Mia Orl{'klmnopqrst'[n % 10]}es"
        rows += [("full", f"b{n}", f"{a}; {b}"), ("caps", f"b{n}", f"{b}, {a}".upper())]
        rows += [(f"part{k}", f"b{n}", a) for k in range(3)]
    found = weigh(tmp_path, rows, "--always")
    assert all("orl" in r["best"].casefold() for r in found.values())


def test_a_deeper_step_of_a_hierarchy_is_supported_by_the_steps_above(tmp_path):
    rows = [("a", "x", "Orl > Tev > Ansa"), ("b", "x", "Orl > Tev"), ("c", "x", "Orl"), ("d", "x", "Ussel")]
    assert weigh(tmp_path, rows, "--always")["x"]["best"] == "Orl > Tev > Ansa"


def test_sources_that_copy_lists_are_no_two(tmp_path):
    chance, rows = random.Random(5), []

    def name():
        return " ".join("".join(chance.choices("bdfgklmnprst", k=6)).capitalize() for _ in "ab")

    for n in range(40):
        true = [name(), name()]
        rows += [(f"honest{k}", f"b{n}", "; ".join(true)) for k in range(3)]
        rows += [
            (source, f"b{n}", f"{true[0]}; {true[1]}; {wrong}") for wrong in [name()] for source in ("one", "copy")
        ]
    found = weigh(tmp_path, rows)
    assert {r["independent"] for r in found.values()} == {"1.1"}
    assert all(r["best"] == "" and "1.1 independent" in r["refused"] for r in found.values())


def test_cells_that_are_left_unread_are_told(tmp_path):
    rows = [
        ("a", "x", "31"),
        ("b", "x", "31"),
        ("c", "x", "at least 20"),
        ("d", "y", "7"),
        ("e", "y", "7"),
        ("f", "x", "n/a"),
    ]
    found = weigh(tmp_path, rows)
    assert found["x"]["reasons"] == "2 of 2 sources, 2.0 independent; unread: “at least 20” (c)"
    assert found["y"]["reasons"] == "2 of 2 sources, 2.0 independent"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_may_be_parted_as_spreadsheets_do(tmp_path, mark):
    table, out = tmp_path / "t.csv", tmp_path / "r.csv"
    table.write_text("\n".join(mark.join(r) for r in (["Source", " Item", "Value"], ["a", "x", "1"], ["b", "x", "1"])))
    command.main([str(table), "--out", str(out)], standalone_mode=False)
    assert "x,1,1,1" in out.read_text()


def test_the_table_is_not_written_over(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("source,item,value\na,x,1\n")
    with pytest.raises(UserError, match="would be lost"):
        command.main([str(table), "--out", str(table)], standalone_mode=False)
    assert table.read_text() == "source,item,value\na,x,1\n"


def test_a_minority_that_means_something_else_by_a_column_does_not_win_it(tmp_path):
    chance, rows, truth = random.Random(3), [], {}
    for n in range(80):
        gate, runway = 600 + 5 * n, 600 + 5 * n + 11 + n % 7
        truth[f"F{n}|left"] = str(gate)
        for k in range(14):
            rows.append((f"gate{k}", f"F{n}|planned", str(500 + n if chance.random() < 0.9 else 400 + k)))
            rows.append((f"gate{k}", f"F{n}|left", str(gate if chance.random() < 0.5 else 2000 + 9 * n + k)))
        for k in range(7):
            rows.append((f"runway{k}", f"F{n}|planned", str(500 + n if chance.random() < 0.5 else 300 + k)))
            rows.append((f"runway{k}", f"F{n}|left", str(gate if chance.random() < 0.05 else runway)))
    found = weigh(tmp_path, rows, "--always")
    assert sum(found[i]["best"] == t for i, t in truth.items()) >= 70
