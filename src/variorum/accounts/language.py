"""Which language a text is in, by its commonest words and its script."""

from __future__ import annotations

import re
from collections import Counter

# The commonest function words of each language; languages that share words are told apart by the others.
_PROFILES = {
    "en": "the of and to in a is was that it for on with as at by from were are his be had not this but they have which an he she who said has been their after",
    "fr": "le la les de des du et à un une en dans que qui est sont été par pour sur au aux avec pas ce cette il elle ont plus son ses leur nous mais ou",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie wurde",
    "es": "el la los las de y en que un una por con para del se al no es su lo más como fue han este ha pero sus entre cuando sobre según años también",
    "it": "il lo la i gli le di e che in un una per con del della dei non è si da al alla sono nel ha più come anche dalla suo stato hanno dopo questo",
    "pt": "o a os as de e que em um uma do da dos das para com não no na por se mais foi ao são como mas pelo pela seu sua ele também após segundo",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door hij naar uit werd nog zij deze heeft worden over",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var från så hade under efter vid kan sig nu",
    "pl": "i w na z do się nie że to jest o jak po od za przez dla jego był są oraz które ale przy być tym także ich roku ma",
    "ro": "și de la în a cu pe pentru din că nu o un care mai au fost este sau prin după cel ca ce lui sunt iar",
    "cs": "a v se na je že s z do o to i ve za po by pro jako od jeho ale byl jsou který podle při nebo tak bylo",
    "hu": "a az és hogy nem is egy meg volt csak ez már de mint még vagy után szerint ki majd között el",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ama en ne var ise değil oldu dedi tarafından",
    "az": "və bir bu da də ilə üçün olan kimi daha sonra edən ki olub edib onun çox idi isə hər həm tərəfindən",
    "ru": "и в не на что он с по это как из у за от к но его она так они был было же для мы о при были году после",
    "uk": "і в на не що з у та до за від як це він про але його для був вона були який по року також після або",
    "bg": "и на в да се за от е не с по че са като това до но при след или са бе през които",
    "sr": "и у је да на се за од са су не као о који али из то по био или после",
    "el": "και το να του η της με που για από στην στο των την οι τα δεν ο τον είναι θα σε ότι",
    "ar": "في من على إلى أن عن التي الذي مع هذا كان هذه بعد قد ما لم بين كما وقد ذلك",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد بود",
    "he": "של את על לא כי הוא גם עם זה היא כל אל היה אבל יש או מה אחרי",
    "hi": "के में की है और से को का ने पर यह कि भी हैं एक नहीं था लिए",
}  # fmt: skip
_LISTS = {code: frozenset(words.split()) for code, words in _PROFILES.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("hy", re.compile("[\u0531-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_SAMPLE = 20_000


def find_language(text: str) -> tuple[str, float] | None:
    """BCP 47 tag of the language and how sure, 0 to 1; None for texts too short or of none of the languages above."""
    sample = text[:_SAMPLE]
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) * 5 > len(sample):
            return code, 0.9
    words = [w.lower() for w in _WORD.findall(sample)]
    if len(words) < 8:
        return None
    counts = Counter(words)
    shares = sorted(
        ((sum(counts[w] for w in known) / len(words), code) for code, known in _LISTS.items()), reverse=True
    )
    (best, code), (second, _) = shares[:2]
    if best < 0.1:
        return None
    return code, round(min(0.99, 0.5 + (best - second) / best / 2), 2)
