"""Adding accounts to an edition gives what reading all of them at once gives."""

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from adding import rows_of
from variorum.adding import Known
from variorum.model import UserError
from variorum.pipeline import read_edition
from variorum.present.exports import FORMATS, json_lines
from variorum.present.report import report as page_of
from variorum.review import decide, open_reviewed, to_account, to_claim, to_item, value_text
from variorum.settings import ClaimSettings, EngineSettings, LineageSettings, Settings, TextSettings
from variorum.store import open_edition, open_known, read_log, update_edition, verify_edition

ALONE = Settings(engine=EngineSettings(workers=1))
WHO = ("police", "the fire brigade", "the mayor", "a spokesman of the port")
MEASURES = ("killed", "injured", "missing", "detained", "displaced")


def report(chance, paragraphs):
    """An invented report: some paragraphs of its own, and some that others have too."""
    said = []
    for _ in range(chance.randint(2, 5)):
        if chance.random() < 0.4:
            said.append(chance.choice(paragraphs))
        else:
            number, measure = chance.randint(2, 30), chance.choice(MEASURES)
            said.append(
                f"{chance.choice(WHO).capitalize()} said on {chance.randint(1, 9)} May 2003 that at least {number} people "
                f"were {measure}, up to {number + 9} of them children, when the ferry burned off Port Ansa. “We heard {chance.randint(2, 9)} blasts,” said the "
                f"mate, Ilo Vant, {chance.randint(40, 42)}."
            )
    return "\n\n".join(said) + "\n"


@pytest.fixture
def gathered(tmp_path):
    """Reports by name, made from a seed: with names that begin alike, dates or none, and twins."""

    def make(seed):
        chance = random.Random(seed)
        shared = [
            f"The ferry Aurelia took fire shortly after {n} in the morning, {n * 7} nautical miles off Port Ansa, while most "
            f"of the {n * 60} passengers were asleep below the upper deck, and sank within the hour."
            for n in range(2, 6)
        ]
        folder = tmp_path / str(seed)
        folder.mkdir()
        names = chance.sample(
            ["a.txt", "a_late.txt", "a_2003-05-04.txt", "b.txt", "c d.txt", "c.md", "00.txt", "z_1.txt"], 7
        )
        for name in names:
            (folder / name).write_text(report(chance, shared), encoding="utf-8")
        if chance.random() < 0.4:
            shutil.copy(folder / names[0], folder / "twin.txt")
        files = sorted(folder.iterdir())
        if chance.random() < 0.5:
            rows = "".join(f"{f.name},2003-05-0{chance.randint(3, 6)},Courier {chance.randint(1, 4)}\n" for f in files)
            (folder / "accounts.csv").write_text(f"account,published,publisher\n{rows}", encoding="utf-8")
        return chance, folder, files

    return make


def same(one, other):
    """Whether two files hold the same edition, and both are as they were written."""
    assert verify_edition(one) == verify_edition(other) == ()
    assert open_edition(one) == open_edition(other)
    assert rows_of(one) == rows_of(other)
    assert shown(one) == shown(other)
    return True


def shown(path):
    """What users get of an edition: its exports and its report."""
    reviewed = open_reviewed(path)
    exports = [json_lines(rows(reviewed.edition)) for rows in FORMATS.values()]
    return [*exports, page_of(reviewed.edition, reviewed.changes)]


@pytest.fixture(params=[False, True], ids=["counting exactly", "counting in steps"])
def in_steps(request, monkeypatch):
    """Editions that count exactly, or as large ones do, which would take minutes to make."""
    if request.param:
        monkeypatch.setattr("variorum.collation.steps.LARGE", 0)
        for stage in ("scorer", "trust"):
            monkeypatch.setattr(f"variorum.verdicts.{stage}.MANY", 1)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.usefixtures("in_steps")
def test_added_one_by_one_or_all_at_once(gathered, tmp_path, seed):
    chance, _, files = gathered(seed)
    order = chance.sample(files, len(files))
    grown, whole = tmp_path / "grown.variorum", tmp_path / "whole.variorum"
    first = len(order) - chance.randint(1, 4)
    read_edition(order[:first], grown, ALONE)
    while first < len(order):
        some = order[first : first + chance.randint(1, 2)]
        read_edition(some, grown, ALONE, add=True)
        first += len(some)
    read_edition(files, whole, ALONE)
    assert same(grown, whole)


def test_in_any_order_one_after_another(gathered, tmp_path):
    chance, _, files = gathered(11)
    made = []
    for name in ("one", "two", "three"):
        order = chance.sample(files, len(files))
        edition = tmp_path / f"{name}.variorum"
        read_edition(order[:1], edition, ALONE)
        for file in order[1:]:
            read_edition([file], edition, ALONE, add=True)
        made.append(edition)
    assert same(made[0], made[1])
    assert same(made[0], made[2])


def test_what_reviewers_decided_stays_and_is_applied(gathered, tmp_path):
    _, folder, files = gathered(12)
    grown, whole = tmp_path / "grown.variorum", tmp_path / "whole.variorum"
    read_edition(files[:-1], grown, ALONE)
    made = open_edition(grown)
    claim = made.claims[0]
    item = min((e.item for e in made.entries if claim.id not in e.item.claims), key=lambda item: len(item.claims))
    decide(grown, "Ada", "reject", to_claim(claim, made), why="no figure")
    decide(grown, "Ben", "relabel", to_item(item, made), value_text("as Ben calls it"))
    decide(grown, "Ada", "network", to_account(made.accounts[1]), value_text("of one house"))
    shutil.copy(grown, whole)
    read_edition(files[-1:], grown, ALONE, add=True)
    read_edition([folder], whole, ALONE)  # over the edition that is there: its decisions are kept
    assert same(grown, whole)
    assert [d.verb for d in read_log(grown)] == ["reject", "relabel", "network"]
    reviewed = open_reviewed(grown).edition
    assert claim.id in {c.id for c in open_edition(grown).claims}
    assert claim.id not in {i for e in reviewed.entries for i in e.item.claims}
    assert any(e.item.label == "as Ben calls it" for e in reviewed.entries)
    assert any(a.network == "of one house" for a in reviewed.accounts)
    # The log goes on where it stood.
    later = decide(grown, "Ben", "confirm", to_item(item, made))
    assert later.number == 4
    assert verify_edition(grown) == ()


def test_one_who_reads_goes_on_reading_what_he_opened(gathered, tmp_path):
    _, _, files = gathered(14)
    edition = tmp_path / "e.variorum"
    read_edition(files[:-1], edition, ALONE)
    with closing(sqlite3.connect(edition)) as reader:
        before = reader.execute("SELECT count(*) FROM account").fetchone()
        read_edition(files[-1:], edition, ALONE, add=True)
        assert reader.execute("SELECT count(*) FROM account").fetchone() == before
    assert len(open_edition(edition).accounts) == before[0] + 1


def test_what_is_decided_while_an_account_is_added_stays(gathered, tmp_path, monkeypatch):
    _, _, files = gathered(15)
    edition = tmp_path / "e.variorum"
    read_edition(files[:-1], edition, ALONE)
    claim, made = open_edition(edition).claims[0], open_edition(edition)

    def decided(*given):
        decide(edition, "Ada", "reject", to_claim(claim, made))
        return update_edition(*given)

    monkeypatch.setattr("variorum.pipeline.update_edition", decided)
    read_edition(files[-1:], edition, ALONE, add=True)
    assert [d.verb for d in read_log(edition)] == ["reject"]
    assert verify_edition(edition) == ()


def test_two_who_add_at_once_do_not_mix_their_editions(gathered, tmp_path, monkeypatch):
    _, _, files = gathered(16)
    edition = tmp_path / "e.variorum"
    read_edition(files[:-2], edition, ALONE)

    def overtaken(*given):
        monkeypatch.undo()
        read_edition(files[-1:], edition, ALONE, add=True)
        return update_edition(*given)

    monkeypatch.setattr("variorum.pipeline.update_edition", overtaken)
    with pytest.raises(UserError, match="add the accounts again"):
        read_edition(files[-2:-1], edition, ALONE, add=True)
    assert verify_edition(edition) == ()
    read_edition(files[-2:-1], edition, ALONE, add=True)
    read_edition(files, tmp_path / "whole.variorum", ALONE)
    assert same(edition, tmp_path / "whole.variorum")


@pytest.mark.parametrize("most_pairs", [2, 3, 4])
@pytest.mark.parametrize("seed", range(3))
def test_passages_that_ever_more_accounts_share(tmp_path, seed, most_pairs):
    """N-grams pass from few documents to many, crowds are thinned, words cease to be slips, an account comes first in order."""
    chance = random.Random(seed)
    told = [
        f"The barge Ilo Vant {word} against the {n}th pier of the bridge at Ansa Moor while her crew of {n * 3} slept, and her "
        f"cargo of {word} timber drifted down to the weir of Old Marrin before anybody had lit a lamp."
        for n, word in enumerate(("strucken", "ramned", "leaning", "grounded"), 4)
    ]
    for n in range(8):
        words = [
            w if chance.random() > 0.06 else w[:-1] + "x" for p in chance.sample(told, 3) for w in [*p.split(), "\n\n"]
        ]
        name = f"{chance.choice('abc')}{n}.txt"
        (tmp_path / name).write_text(
            " ".join(words) + f"\n\nPolice counted {n + 2} barges at dawn.\n", encoding="utf-8"
        )
    files = chance.sample(sorted(tmp_path.glob("*.txt")), 8)
    settings = replace(ALONE, lineage=LineageSettings(most_pairs=most_pairs))
    grown, whole = tmp_path / "grown.variorum", tmp_path / "whole.variorum"
    read_edition(files[:3], grown, settings)
    for n in range(3, len(files)):
        read_edition(files[n : n + 1], grown, settings, add=True)
    read_edition(files, whole, settings)
    assert open_edition(whole).parallels
    assert same(grown, whole)


def test_a_word_that_a_new_account_shows_to_be_no_slip(tmp_path):
    said = "The mill at {} burned to its walls before the pumps had come over the weir, and nobody knew how it began.\n"
    for name, place in (("0.txt", "Zubrowka"), ("1.txt", "Zubrovka")):
        (tmp_path / name).write_text(said.format(place), encoding="utf-8")
    (tmp_path / "2.txt").write_text("Of Zubrowka they had heard little.\n", encoding="utf-8")
    files, grown, whole = sorted(tmp_path.glob("*.txt")), tmp_path / "grown.variorum", tmp_path / "whole.variorum"
    sorts = []
    read_edition(files[:2], grown, ALONE)
    for more in ([], files[2:]):
        if more:
            read_edition(more, grown, ALONE, add=True)
        sorts.append([e.sort for p in open_edition(grown).parallels for e in p.edits])
    assert sorts == [["changed"], ["misspelt"]]
    read_edition(files, whole, ALONE)
    assert same(grown, whole)


@pytest.mark.parametrize("remembered", ["00", "00" * 48, "ff" * 48, "7f03" * 120])
@pytest.mark.parametrize("column", ["pairs", "pieces"])
def test_a_search_that_is_remembered_wrongly_is_not_believed(gathered, tmp_path, column, remembered):
    _, _, files = gathered(2)
    grown, whole = tmp_path / "grown.variorum", tmp_path / "whole.variorum"
    read_edition(files[:-1], grown, ALONE)
    with closing(sqlite3.connect(grown)) as db:
        db.execute(f"UPDATE searched SET {column} = ?", (bytes.fromhex(remembered),))
        db.commit()
    read_edition(files[-1:], grown, ALONE, add=True)
    read_edition(files, whole, ALONE)
    assert open_edition(grown) == open_edition(whole)


def test_passages_and_families_of_other_accounts_are_not_made_again(tmp_path, monkeypatch):
    for n, words in enumerate(("The mill at Ansa burned to its walls before the pumps had come from Old Marrin",) * 2):
        (tmp_path / f"{n}.txt").write_text(
            f"{words}, and nobody knew {'who' if n else 'how it'} began.\n", encoding="utf-8"
        )
    (tmp_path / "new.txt").write_text("Of the harvest nobody had heard anything yet.\n", encoding="utf-8")
    files, edition = sorted(tmp_path.glob("*.txt")), tmp_path / "e.variorum"
    read_edition(files[:2], edition, ALONE)
    assert open_edition(edition).stemma.edges
    before = open_edition(edition)

    def untouched(*_):
        raise AssertionError

    monkeypatch.setattr("variorum.lineage.find_edits", untouched)
    monkeypatch.setattr("variorum.lineage.stemma._descent", untouched)
    read_edition(files[2:], edition, ALONE, add=True)
    assert (open_edition(edition).parallels, open_edition(edition).stemma) == (before.parallels, before.stemma)


def test_entries_that_nothing_new_bears_on_stay(tmp_path):
    said = ("Nobody warned us of it", "My boat went down at noon", "Lambs drowned there", "Who will pay for the mill")
    for n, words in enumerate(said):
        (tmp_path / f"{n}.txt").write_text(f"“{words},” said a farmer.\n", encoding="utf-8")
    files = sorted(tmp_path.glob("*.txt"))
    edition, whole = tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition(files[:-1], edition, ALONE)
    with closing(sqlite3.connect(edition)) as db:
        before = dict(db.execute("SELECT id, rowid FROM item"))
    read_edition(files[-1:], edition, ALONE, add=True)
    with closing(sqlite3.connect(edition)) as db:
        after = dict(db.execute("SELECT id, rowid FROM item"))
    assert len(before) >= len(files) - 1
    assert before.items() <= after.items()
    read_edition(files, whole, ALONE)
    assert same(edition, whole)


def test_an_account_that_the_table_named_before_it_came(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(
            f"Police said that {len(name)} people died in {name}.\n", encoding="utf-8"
        )
    (tmp_path / "accounts.csv").write_text("account,publisher\none.txt,A\ntwo.txt,B\n", encoding="utf-8")
    edition, whole = tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition([tmp_path / "one.txt"], edition, ALONE)
    read_edition([tmp_path / "two.txt"], edition, ALONE, add=True)
    read_edition([tmp_path / "one.txt", tmp_path / "two.txt"], whole, ALONE)
    assert same(edition, whole)


def test_a_file_again_and_a_new_version_of_it(gathered, tmp_path):
    _, folder, files = gathered(4)
    edition, whole = tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition(files, edition, ALONE)
    before = rows_of(edition)
    read_edition(files[:1], edition, ALONE, add=True)
    assert rows_of(edition) == before
    files[0].write_text("Police said that 77 people were killed on 3 May 2003.\n", encoding="utf-8")
    read_edition(files[:1], edition, ALONE, add=True)
    read_edition([folder], whole, ALONE)
    assert same(edition, whole)


def test_accounts_whose_sigla_would_be_the_same(tmp_path):
    for name in ("one_a.txt", "one_b.txt"):
        (tmp_path / name).write_text(f"Police said that {len(name)} people died. This is {name}.\n", encoding="utf-8")
    edition = tmp_path / "e.variorum"
    read_edition([tmp_path / "one_a.txt"], edition, ALONE)
    read_edition([tmp_path / "one_b.txt"], edition, ALONE, add=True)
    assert [a.siglum for a in open_edition(edition).accounts] == ["one_a", "one_b"]


def test_claims_stay_where_only_the_words_on_the_event_change(gathered, tmp_path):
    _, _, files = gathered(13)
    edition = tmp_path / "e.variorum"
    read_edition(files, edition, ALONE)
    known = open_known(edition)
    before = known.edition
    known = Known(known, before.accounts, before.made)
    told = replace(before.event, reason="named by one account more")
    alone = [a for a in before.accounts if sum(a.sha256 == other.sha256 for other in before.accounts) == 1]
    assert alone
    assert all(known.extracted(a, told) for a in alone)
    assert not any(known.extracted(a, replace(before.event, date="1903-05-04")) for a in before.accounts)


def test_the_same_bytes_under_another_name_are_told(gathered, tmp_path):
    _, folder, files = gathered(5)
    edition = tmp_path / "e.variorum"
    read_edition(files, edition, ALONE)
    copy = folder / "zz copy.txt"
    shutil.copy(files[0], copy)
    done = read_edition([copy], edition, ALONE, add=True)
    assert done.failed
    assert any("is the same file as" in p.message for p in done.problems)


def test_made_otherwise_than_before_is_told_and_read_again(gathered, tmp_path):
    _, folder, files = gathered(6)
    edition, whole = tmp_path / "e.variorum", tmp_path / "whole.variorum"
    read_edition(files[1:], edition, ALONE)
    other = replace(ALONE, claims=ClaimSettings(head=50), text=TextSettings(longest_sentence=40))
    done = read_edition(files[:1], edition, other, add=True)
    assert "other settings (claims, text)" in done.remark
    read_edition([folder], whole, other)
    assert same(edition, whole)
    assert not read_edition(files[:1], edition, other, add=True).remark


def test_an_edition_is_whole_when_adding_fails(gathered, tmp_path, monkeypatch):
    _, _, files = gathered(7)
    edition = tmp_path / "e.variorum"
    read_edition(files[1:], edition, ALONE)
    before = edition.read_bytes()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("variorum.store.seal_file", killed)  # the last step, when all rows are changed
    with pytest.raises(KeyboardInterrupt):
        read_edition(files[:1], edition, ALONE, add=True)
    assert edition.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))
