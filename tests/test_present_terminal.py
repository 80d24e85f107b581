"""`variorum show` as its user meets it: piped, at 80 columns, without colour."""

import json
import os
import subprocess
import sys

import pytest

from edition_by_hand import META, TEXTS, edition
from told_editions import edition_of
from variorum.present.index import Index
from variorum.present.overview import overview
from variorum.store import save_edition


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("show") / "e.variorum"
    save_edition(edition(), target)
    return target


def show(path, *args, code=0, **env):
    command = [sys.executable, "-m", "variorum", "show", str(path), *args]
    done = subprocess.run(
        command, capture_output=True, check=False, env={k: v for k, v in os.environ.items() if k != "COLUMNS"} | env
    )
    assert done.returncode == code, done.stderr.decode()
    return (done.stdout if code == 0 else done.stderr).decode()


def test_the_apparatus(path):
    lines = show(path).splitlines()
    assert lines[0] == "Port Ansa, 3 May 2003"
    assert max(map(len, lines)) <= 80
    assert not any("\x1b" in line for line in lines)
    killed = next(n for n, line in enumerate(lines) if line.startswith("▸ killed"))
    injured = next(n for n, line in enumerate(lines) if line.startswith("▸ injured"))
    assert killed < injured
    text = " ".join(" ".join(lines[killed:injured]).split())
    assert "40–51; no best figure: 43 and 51 cannot both be" in text
    assert "“At least 40 people” ×1.1 A C D 43 ×1.0 B 51 ×1.0 C" in text
    assert not any(line.endswith(" ") for line in lines)
    assert "best 112, by rule model" in show(path)


def test_words_that_leave_room_stand_below_and_what_is_denied_has_no_figure(tmp_path):
    denied = "Nobody was arrested at the weir of Vardon."
    made = edition_of(tmp_path, f"The flood killed 12. {denied}", f"The flood killed 14. {denied}", "It killed over 9.")
    save_edition(made, tmp_path / "e.variorum")
    text = " ".join(show(tmp_path / "e.variorum").split())
    assert "14 ×1.0 1 12 ×1.0 0 “over 9” 2 leaves room for 12 and 14" in text
    assert "denied by 0 1" in text
    assert "any number" not in text


def test_an_edition_of_one_account_shows_all_it_tells(tmp_path):
    made = edition_of(tmp_path, "The flood at Vardon killed 12.")
    save_edition(made, tmp_path / "e.variorum")
    assert "people killed, Vardon single" in " ".join(show(tmp_path / "e.variorum").split())
    assert "there is no other account to set it against" in overview(Index(made)).sentences[1]


def test_singles_are_told_of_and_shown_when_asked(path):
    assert "2 more told by one account alone: --all" in show(path)
    assert "about 02:00–02:20, 3 May 2003" in show(path, "--all")


@pytest.mark.parametrize("wanted", ["killed", "Ferry Killed", "kille"])
def test_an_item_gives_the_exact_words(path, wanted):
    text = " ".join(show(path, "--item", wanted).split())
    assert "Port Ansa. [At least 40 people] were killed" in text
    assert "on the word of: the harbour office" in text
    assert "linked 0.90" in text


def test_the_number_of_lines_has_its_reasons(path):
    text = " ".join(show(path, "--item", "killed").split())
    assert "why ×1.1 behind at least 40: 3 accounts, 1 issuer network, 1 family of copies, 1 common source" in text


def test_a_quotation_has_its_speakers(path):
    assert "Ilo Vant: “We heard two blasts,”" in " ".join(show(path, "--all").split())


def test_what_rests_on_a_source(path):
    assert "--why lists" in show(path, "--origins")
    text = " ".join(show(path, "--origins", "--why").split())
    assert "the harbour office A D killed, ferry Aurelia, 3 May 2003" in text


def test_no_such_item(path):
    assert "--all` lists them" in show(path, "--item", "zeppelin", code=2)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("--accounts", "Society of the Aurelia"),
        ("--parallels", "A → D copied 10"),
        ("--parallels", "1 change in these passages: --why lists them."),
        ("--stemma", "└── → D"),
        ("--problems", "give one in accounts.csv"),
        ("--findings", "51 is at least 40."),
        ("--origins", "the harbour office 2 A D"),
    ],
)
def test_views(path, view, words):
    assert words in " ".join(show(path, view).split())
    assert all(json.loads(line) for line in show(path, view, "--json").splitlines())


def test_json_is_the_items_export(path):
    rows = [json.loads(line) for line in show(path, "--json").splitlines()]
    assert [r["item"] for r in rows][:2] == ["killed", "injured"]
    (row,) = [json.loads(line) for line in show(path, "--json", "--item", "killed").splitlines()]
    assert row == rows[0]


def test_a_terminal_of_few_letters(path):
    assert "\\u25b8 killed" in show(path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")


def test_hostile_text_moves_no_cursor(tmp_path):
    texts = TEXTS | {"B": TEXTS["B"].replace("Police said", "\x1b[2JPolice \u202esaid [bold]x[/bold]")}
    meta = META | {"B": ("courier\x1b[31m.md", "[red]t\x1b]0;owned\x07", "2003-05-05", "\u202epub", None)}
    made = edition(texts, meta)
    save_edition(made, tmp_path / "e.variorum")
    for view in ("--all", "--accounts", "--parallels", "--stemma", "--problems", "--item=killed"):
        text = show(tmp_path / "e.variorum", view, TERM="xterm", FORCE_COLOR="")
        assert not {"\x1b", "\u202e", "\x07"} & set(text)
    assert "[bold]x[/bold]" in " ".join(show(tmp_path / "e.variorum", "--item", "killed").split())
