"""Which language a text is in, by its script, its letters and its commonest words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

# The commonest function words of each language, and some that no account of an event does without; languages that share words
# are told apart by the others.
_PROFILES = {
    "en": "the of and to in a is was that it for on with as at by from were are his be had not this but they have which an he she who said has been their after two three people killed dead police",
    "fr": "le la les de des du et à un une en dans que qui est sont été par pour sur au aux avec pas ce cette il elle ont plus son ses leur nous mais ou deux trois morts personnes police",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie wurde zwei drei tote menschen polizei",
    "es": "el la los las de y en que un una por con para del se al no es su lo más como fue han este ha pero sus entre cuando sobre según años también dos tres muertos personas policía",
    "it": "il lo la i gli le di e che in un una per con del della dei non è si da al alla sono nel ha più come anche dalla suo stato hanno dopo questo due tre morti persone polizia",
    "pt": "o a os as de e que em um uma do da dos das para com não no na por se mais foi ao são como mas pelo pela seu sua ele também após segundo dois três mortos pessoas polícia",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door hij naar uit werd nog zij deze heeft worden over twee drie doden mensen politie",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var från så hade under efter vid kan sig nu två tre döda människor polisen",
    "pl": "i w na z do się nie że to jest o jak po od za przez dla jego był są oraz które ale przy być tym także ich roku ma dwie trzy osób ludzi policja zginęło",
    "ro": "și de la în a cu pe pentru din că nu o un care mai au fost este sau prin după cel ca ce lui sunt iar doi trei morți oameni poliția",
    "cs": "a v se na je že s z do o to i ve za po by pro jako od jeho ale byl jsou který podle při nebo tak bylo dva tři lidí mrtvých policie",
    "hu": "a az és hogy nem is egy meg volt csak ez már de mint még vagy után szerint ki majd között el két három ember halott rendőrség",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ama en ne var ise değil oldu dedi tarafından iki üç kişi ölü öldü az fazla polis",
    "az": "və bir bu da də ilə üçün olan kimi daha sonra edən ki olub edib onun çox idi isə hər həm tərəfindən iki üç nəfər ölü insan həlak polis",
    "ru": "и в не на что он с по это как из у за от к но его она так они был было же для мы о при были году после двое трое человек погибли погибших людей полиция",
    "uk": "і в на не що з у та до за від як це він про але його для був вона були який по року також після або двоє троє людей загинули загиблих людини поліція",
    "bg": "и на в да се за от е не с по че са като това до но при след или са бе през които двама трима души загинаха загинали над полиция",
    "sr": "и у је да на се за од са су не као о који али из то по био или после двоје троје људи погинуло погинулих полиција",
    "ar": "في من على إلى أن عن التي الذي مع هذا كان هذه بعد قد ما لم بين كما وقد ذلك شخصا شخص قتلى قتل أكثر الشرطة",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد بود نفر کشته شدند پس پلیس",
}  # fmt: skip
NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "hy": "Armenian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "km": "Khmer", "ko": "Korean",
    "my": "Burmese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian",
    "sv": "Swedish", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""Languages that are told, by their tag (BCP 47), in English."""
_LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in _PROFILES.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
# The letters that a language has besides those of its script, or in place of them: a word with another one is not its own.
_LATIN = {
    "en": "", "fr": "àâæçéèêëîïôœùûüÿ", "de": "äöüß", "es": "áéíñóúü", "it": "àèéìíîòóù", "pt": "áâãàçéêíóôõú",
    "nl": "éëïóöü", "sv": "åäöé", "pl": "ąćęłńóśźż", "ro": "ăâîșşțţ", "cs": "áčďéěíňóřšťúůýž", "hu": "áéíóöőúüű",
    "tr": "çğıöşüâîû", "az": "çəğıöşü",
}  # fmt: skip
_CYRILLIC = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "uk": "абвгдежзийклмнопрстуфхцчшщьюяіїєґ",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя", "sr": "абвгдежзиклмнопрстуфхцчшђјљњћџ",
}  # fmt: skip
_ARABIC = {"ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"}
_LETTERS = {
    code: frozenset(letters) | (frozenset("abcdefghijklmnopqrstuvwxyz") if kind is _LATIN else frozenset())
    for kind in (_LATIN, _CYRILLIC, _ARABIC)
    for code, letters in kind.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("latin", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"), ("cyrillic", "\u0400-\u04ff"), ("arabic", "\u0600-\u06ff"), ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"), ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"),
    ("th", "\u0e00-\u0e7f"), ("my", "\u1000-\u109f"), ("am", "\u1200-\u137f"), ("km", "\u1780-\u17ff"), ("hy", "\u0531-\u058f"),
    ("ka", "\u10a0-\u10ff"), ("ko", "\uac00-\ud7af"), ("kana", "\u3040-\u30ff"), ("han", "\u4e00-\u9fff"),
)  # fmt: skip
_OF_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS}
_SEVERAL = {"latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC}
"""Scripts of several languages; any other but han and kana tells the language itself."""
_SAMPLE = 20_000
_FEW = 4
"""Words below which nothing is said: a name or a headline may be of any language."""
_EVIDENCE = 1.2
"""Least evidence, about that of a common word which no other language has, and another that some have."""
_MARGIN = 0.5
"""...and how much more it must be than that of the next language."""
_FOREIGN = 0.8
"""What a word with a letter that a language has not speaks against it."""


def find_language(text: str) -> tuple[str, float] | None:
    """BCP 47 tag of the language that most of a text is in and how sure, 0 to 1.

    None for texts too short, or of none of the languages above.
    """
    sample = text[:_SAMPLE]
    counts = {name: len(letters.findall(sample)) for name, letters in _OF_SCRIPT.items()}
    # A sign of Chinese writing is a word; Japanese has kana between them.
    if counts["han"] + counts["kana"] > max(n for name, n in counts.items() if name not in ("han", "kana")) / 4:
        signs = counts["han"] + counts["kana"]
        return ("ja" if counts["kana"] * 12 > signs else "zh", 0.9) if signs >= _FEW else None
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return None
    words = Counter(w.lower() for w in _WORD.findall(sample))
    if script not in _SEVERAL:
        return (script, 0.9) if words.total() >= _FEW else None
    return _by_words(words, _SEVERAL[script])


def _by_words(words: Counter[str], languages: Mapping[str, str]) -> tuple[str, float] | None:
    total = words.total()
    if total < _FEW:
        return None
    # Single words of long texts count less: a text of 300 words needs more than one.
    scores = dict.fromkeys(languages, 0.0)
    for word, count in words.items():
        known = [code for code in _LANGUAGES_OF.get(word, ()) if code in scores]
        for code in known:
            scores[code] += count / math.sqrt(len(known))
        marks = [c for c in set(word) if not c.isascii()]
        for mark in marks:
            having = [code for code in languages if mark in _LETTERS[code]]
            for code in having:
                if len(having) < len(languages) / 2:
                    scores[code] += 0.7 * count / len(having)
        if marks:
            for code in languages:
                if not _LETTERS[code].issuperset(marks):
                    scores[code] -= _FOREIGN * count
    ranked = sorted(((score, code) for code, score in scores.items()), reverse=True)
    (best, code), (second, _) = ranked[:2]
    least = max(_EVIDENCE, 0.08 * total)
    if best < least or best - second < _MARGIN:
        return None
    # Half of it from the lead, half from how much there is to go by.
    lead = min(1.0, (best - max(0.0, second)) / best)
    return code, round(min(0.99, 0.4 + 0.35 * lead + 0.25 * min(1.0, best / 6)), 2)
