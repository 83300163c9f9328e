"""What one gets for nothing: country names, key words, and the words next to them.

A bare gazetteer, as half the tools in the field are: no grammar, no negation, no speaker.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from babel import Locale

from tests.reading.labels import plain_words

_STAGES = {
    "signed": "signed", "ratified": "ratified", "in force": "in force", "concluded": "concluded",
    "framework": "framework agreed", "stalled": "stalled", "suspended": "suspended",
    "terminated": "terminated", "rejected": "opposed", "close to": "near", "talks": "negotiating",
    "exploratory": "exploratory",
}  # fmt: skip
_TOPICS = {
    "tariff": "tariffs", "agricultur": "agriculture", "steel": "steel", "cars": "cars",
    "energy": "energy", "investment": "investment", "services": "services", "textile": "textiles",
    "technology": "technology", "minerals": "critical_minerals", "beef": "meat_dairy",
    "rules of origin": "rules_of_origin", "digital": "digital", "security": "security",
    "pharmaceutical": "pharmaceuticals", "chemical": "chemicals", "coffee": "coffee_tea_cocoa",
    "rice": "grains", "fruit": "fruit_vegetables", "machinery": "machinery",
    "procurement": "construction_procurement", "fish": "fisheries", "labour": "labour",
}  # fmt: skip
_NAMES = {
    name: code
    for code, name in Locale("en").territories.items()
    if len(code) == 2 and code.isalpha()
}
_PERSON = re.compile(
    r"((?:[A-Z][a-z]+ )*(?:Minister|President|Secretary|Ambassador|Commissioner))"
    r" ((?:[A-Z][\w’'-]+ ?){2,3})"
)
_DATE = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_QUOTE = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def bare_gazetteer(path: Path) -> Mapping[str, Any]:
    """Return a record in the published shape by look-up alone."""
    text = plain_words(path.read_text(encoding="utf-8"))
    low = text.lower()
    places = [
        _item(text, match.start(), match.end(), code=_alpha3(code), name=name)
        for name, code in _NAMES.items()
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
    seen = list({place["code"]: place for place in places if place["code"]}.values())
    return {
        "article": {"text": text, "published": None},
        "parties": seen[:2],
        "candidates": [],
        "third_parties": seen[2:],
        "mentioned": [],
        "persons": [
            _item(text, m.start(), m.end(), full_name=m[2].strip(), office=m[1])
            for m in _PERSON.finditer(text)
        ],
        "agenda": _hits(text, low, _TOPICS, "topic"),
        "statuses": [
            {**each, "sentence": each["spans"][0], "speaker": {"kind": "outlet"}, "as_of": ""}
            for each in _hits(text, low, _STAGES, "stage")
        ],
        "measures": [
            _item(
                text,
                m.start(),
                m.end(),
                kind="tariff rate",
                value=float(m[1]) / 100,
                unit="fraction",
                by="",
                on="",
                time="current",
            )
            for m in re.finditer(r"\b(\d+(?:\.\d+)?) ?(?:%|percent|per cent)", text)
        ],
        "next_steps": _dated(text),
        "statements": [
            _item(
                text,
                m.start(1),
                m.end(1),
                content=m[1],
                voice="said",
                speaker={"kind": "person", "name": _last_name(text[: m.start()])},
            )
            for m in _QUOTE.finditer(text)
        ],
        "meetings": [
            _item(text, m.start(), m.end(), held=True) for m in re.finditer(r"\bmet\b", text)
        ],
        "rejected": [],
    }


def _item(text: str, start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"spans": [{"start": start, "end": end, "quote": text[start:end]}], **fields}


def _hits(text: str, low: str, words: Mapping[str, str], key: str) -> Sequence[dict[str, Any]]:
    return [
        _item(text, low.index(word), low.index(word) + len(word), **{key: value})
        for word, value in words.items()
        if word in low
    ]


def _dated(text: str) -> list[dict[str, Any]]:
    found = []
    for sentence in re.finditer(r"[^.]*\bwill\b[^.]*", text):
        day = _DATE.search(sentence[0])
        if day and day[4]:
            when = {"edtf": f"{day[4]}-{day[5]}-{day[6]}"}
            found.append(_item(text, sentence.start(), sentence.end(), when=when))
    return found


def _last_name(before: str) -> str:
    names = re.findall(r"[A-Z][a-z]+ [A-Z][a-z]+", before)
    return names[-1] if names else "outlet"


def _alpha3(alpha2: str) -> str:
    return _ALPHA3.get(alpha2, "")


def _three_letters() -> dict[str, str]:
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {
        codes[0]: alpha3
        for alpha3, codes in aliases.items()
        if len(alpha3) == 3 and alpha3.isalpha() and len(codes) == 1 and len(codes[0]) == 2
    }


_ALPHA3 = _three_letters()
