"""The language of a text: right for two sentences of any kind, never wrong for less."""

import pytest

from variorum.accounts import read_accounts
from variorum.accounts.language import NAMES, find_language
from variorum.pipeline import make_edition
from variorum.present.report import report
from variorum.settings import AccountSettings

SENTENCES = {
    "en": "The strike began on Tuesday morning. By evening the workers had closed both gates of the harbour.",
    "fr": "La grève a commencé mardi matin. Le soir, les ouvriers avaient fermé les deux portes du port.",
    "de": "Der Streik begann am Dienstagmorgen. Bis zum Abend hatten die Arbeiter beide Tore des Hafens geschlossen.",
    "es": "La huelga comenzó el martes por la mañana. Por la tarde los obreros habían cerrado las dos puertas del puerto.",
    "it": "Lo sciopero è cominciato martedì mattina. La sera gli operai avevano chiuso tutte e due le porte del porto.",
    "pt": "A greve começou na terça-feira de manhã. À noite os operários tinham fechado as duas portas do porto.",
    "nl": "De staking begon op dinsdagochtend. Tegen de avond hadden de arbeiders beide poorten van de haven gesloten.",
    "sv": "Strejken började på tisdagsmorgonen. På kvällen hade arbetarna stängt båda portarna till hamnen.",
    "pl": "Strajk rozpoczął się we wtorek rano. Do wieczora robotnicy zamknęli obie bramy portu.",
    "ro": "Greva a început marți dimineață. Până seara muncitorii au închis ambele porți ale portului.",
    "cs": "Stávka začala v úterý ráno. Do večera dělníci zavřeli obě brány přístavu.",
    "hu": "A sztrájk kedden reggel kezdődött. Estére a munkások bezárták a kikötő mindkét kapuját.",
    "tr": "Grev salı sabahı başladı. Akşama kadar işçiler limanın her iki kapısını da kapatmıştı.",
    "az": "Tətil çərşənbə axşamı səhər başladı. Axşama qədər fəhlələr limanın hər iki qapısını bağlamışdılar.",
    "ru": "Забастовка началась во вторник утром. К вечеру рабочие закрыли оба входа в порт.",
    "uk": "Страйк почався у вівторок вранці. До вечора робітники зачинили обидві брами порту.",
    "bg": "Стачката започна във вторник сутринта. До вечерта работниците бяха затворили и двете врати на пристанището.",
    "sr": "Штрајк је почео у уторак ујутру. До вечери су радници затворили обе капије луке.",
    "el": "Η απεργία άρχισε την Τρίτη το πρωί. Ως το βράδυ οι εργάτες είχαν κλείσει τις δύο πύλες του λιμανιού.",
    "ar": "بدأ الإضراب صباح الثلاثاء. وبحلول المساء كان العمال قد أغلقوا بوابتي الميناء.",
    "fa": "اعتصاب صبح سه شنبه آغاز شد. تا عصر کارگران هر دو دروازه بندر را بسته بودند.",
    "he": "השביתה החלה ביום שלישי בבוקר. עד הערב סגרו הפועלים את שני שערי הנמל.",
    "hi": "हड़ताल मंगलवार की सुबह शुरू हुई। शाम तक मज़दूरों ने बंदरगाह के दोनों फाटक बंद कर दिए थे।",
    "ja": "ストライキは火曜日の朝に始まった。夕方までに労働者は港の門を二つとも閉めた。",
    "zh": "罢工于星期二早上开始。到傍晚,工人们已经关闭了港口的两个大门。",
    "ko": "파업은 화요일 아침에 시작되었다. 저녁까지 노동자들은 항구의 두 문을 모두 닫았다.",
    "hy": "Գործադուլը սկսվեց երեքշաբթի առավոտյան։ Մինչև երեկո բանվորները փակել էին նավահանգստի երկու դարպասները։",
    "ka": "გაფიცვა სამშაბათს დილით დაიწყო. საღამომდე მუშებმა ნავსადგურის ორივე კარიბჭე დაკეტეს.",
    "th": "การนัดหยุดงานเริ่มขึ้น เช้าวันอังคาร คนงานปิดประตู ท่าเรือทั้งสองแห่ง ภายในตอนเย็น",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_two_sentences_are_enough(code):
    found = find_language(SENTENCES[code])
    assert found is not None
    assert found[0] == code
    assert 0.4 <= found[1] < 1


@pytest.mark.parametrize("code", SENTENCES)
def test_a_piece_of_them_is_never_taken_for_another_language(code):
    words = SENTENCES[code].split()
    for size in (3, 5, 7):
        for start in range(0, len(words) - size + 1, 2):
            found = find_language(" ".join(words[start : start + size]))
            assert found is None or found[0] == code or found[1] < 0.75, words[start : start + size]


@pytest.mark.parametrize(
    "text", ["", "131 774 26,000", "Vardon", "OK!", "Anna Reyes, Ilo Vant, Mirrow, Tarn", "🙂 🙂 🙂", "\u202e\u200f"]
)
def test_names_and_figures_have_no_language(text):
    assert find_language(text) is None


@pytest.mark.parametrize("code", ["fr", "ru", "ar", "ja"])
def test_most_of_a_mixed_text_decides(code):
    english = SENTENCES["en"]
    assert find_language(f"{english * 3} “{SENTENCES[code]}”")[0] == "en"
    assert find_language(f"{SENTENCES[code] * 3} “{english}”")[0] == code


def test_every_language_that_is_told_has_a_name():
    assert {find_language(text)[0] for text in SENTENCES.values()} <= NAMES.keys()


def test_what_is_not_understood_is_said(tmp_path):
    (tmp_path / "fr.txt").write_text(SENTENCES["fr"])
    (tmp_path / "en.txt").write_text(SENTENCES["en"])
    (tmp_path / "xx.txt").write_text("Tlaminama quiyauh mochi. " * 20)
    (tmp_path / "list.txt").write_text("Anna Reyes 61\nIlo Vant 51\n")
    _, problems = read_accounts([tmp_path], AccountSettings())
    said = {p.where: p.message for p in problems}
    assert set(said) == {"fr.txt", "xx.txt"}
    assert "is in French (fr), which is not understood yet" in said["fr.txt"]
    assert "its language was not recognised" in said["xx.txt"]


def test_pages_say_in_which_language_and_direction_words_are(tmp_path):
    for code in ("ar", "fr"):
        (tmp_path / f"{code}.txt").write_text(SENTENCES[code] + " “131”")
    (tmp_path / "names.txt").write_text("Anna Reyes, 131 dead")
    page = report(make_edition([tmp_path]))
    assert '<div class="text" lang="ar">\n<div class="para"><p dir="auto">' in page
    assert '<div class="text" lang="fr">' in page
    assert '<div class="text" lang="">' in page  # not known, and not English
    assert '<blockquote dir="auto" lang="fr"' in page
