"""What a length of time is asked of: a sentence, a service, a time gone by, how long something lasted.

Any two lengths of time lie on one scale, and accounts give many; those of unlike length can be answers to one question
only where the words around both ask it.
"""

from __future__ import annotations

import re

_QUESTIONS = {
    "pregnancy": (r"", r"\s*(?:pregnant|along\b)"),
    "service": (
        r"(?:\b(?:veteran|career|tenure)\b[^.;:]{0,30}|\b(?:serv(?:ed|ing)(?: (?:as|in|with|on) [^.;:]{1,50})?|(?:has|had|have|'s) been (?:a|an|with|at|on) [^.;:]{1,50}"
        r"|(?:worked|working|works|employed|taught|teaching) [^.;:]{1,50}))(?: for)?(?: the (?:last|past))?\s*",
        r"[\s-]*(?:old )?(?:(?:\w+ ){0,3}veteran|career|employee)|\s*(?:on|with|in|at) (?:the |his |her |its )?(?:[A-Z][\w.'’-]* ){0,5}"
        r"(?:force|department|job|office|police|service|military|navy|army|reserves|company|law enforcement|duty|plant)\b",
    ),
    "sentence": (
        r"\b(?:sentence[ds]?|sentencing|jailed|imprisoned|imprisonment|prison|jail|probation|parole|faces?|facing|serv(?:e|es|ed|ing))\b[^.;:]{0,40}",
        r"\s*(?:(?:in|of|behind) (?:\w+ )?(?:prison|jail|custody|probation|bars|parole|imprisonment)|to life\b|(?:prison |jail )?(?:sentence|term)\b|without parole)",
    ),
    "time ago": (r"", r"\s*(?:ago\b|(?:have|has|had) (?:passed|gone by|elapsed))"),
    "time after": (r"", r"\s*(?:later|after|following|since|afterwards?)\b"),
    "time before": (r"", r"\s*(?:earlier|before|prior|previously|beforehand)\b"),
    "time taken": (r"\b(?:last(?:ed|ing|s)?|took|takes|taking|went on|going on|continued|raged|spent|on the run)(?: for)?\s*", r"[\s-]+long\b"),
}
"""Questions, with what stands right before or right after a length of time that answers them; the first that fits holds."""
_HEDGE = r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|more than|less than|at least|just|only|over|another|an additional)\s+)*$"
_CLAUSE = re.compile(r"[;:]\s")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]\w+|^(?!The |A |An |It |In |This |His |Her |He |She )[A-Z][a-z]\w+")
_ASKED = [
    (question, re.compile(before + _HEDGE, re.IGNORECASE) if before else None, re.compile(after, re.IGNORECASE))
    for question, (before, after) in _QUESTIONS.items()
]


def question_of(before: str, after: str) -> tuple[str, str]:
    """The question that a length of time answers, by the words of its sentence on both sides, with the names told beside it; "" for none.

    Names are of moment where a service, a sentence or a pregnancy is somebody's.

    >>> question_of("Harrow was sentenced to ", " in prison")
    ('sentence', 'harrow')
    >>> question_of("The pilot, a ", " veteran of the harbour police, saw it")
    ('service', '')
    >>> question_of("The bridge fell ", " ago")
    ('time ago', '')
    >>> question_of("They have rented the house for ", "")
    ('', '')
    """
    for question, ahead, behind in _ASKED:
        if behind.match(after) or (ahead is not None and ahead.search(before)):
            return question, "" if question.startswith("time") else _named(before, after)
    return "", ""


def _named(before: str, after: str) -> str:
    """The names in the clause, in lower case, in order."""
    clause = _CLAUSE.split(before)[-1] + "\n" + _CLAUSE.split(after)[0]
    return " ".join(sorted({name.lower() for name in _NAME.findall(clause)}))
