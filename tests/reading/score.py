"""How well a dossier holds what a person reads: precision and recall by field.

The scorer knows the published JSON shape of a dossier and the labels, and nothing of the program
that made it: any reader whose output has that shape can be scored.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.reading.labels import Labelled
from tests.reading.matching import (
    Counts,
    counted,
    counted_sets,
    overlap,
    same_name,
    same_office,
    same_source,
    same_time,
    words_of,
)

Record = Mapping[str, Any]
RESAMPLES = 1000
SHORTEST_QUOTE = 5
"""Words; shorter stretches in quotation marks are not labelled and not counted."""


@dataclass(frozen=True)
class Field:
    """One field that is scored.

    Attributes:
        title: What it is.
        count: Findings of a record against the labels of its text.
        precision: What the project asks for; None where it asks for nothing.
        recall: The same.
    """

    title: str
    count: Callable[[Record, Labelled], Counts]
    precision: float | None = None
    recall: float | None = None


def countries(record: Record, text: Labelled) -> Counts:
    """Every economy that the text names."""
    lists = ("parties", "candidates", "third_parties", "mentioned")
    found = [each["code"] for name in lists for each in record[name]]
    return counted_sets(found, text.label["countries"])


def parties(record: Record, text: Labelled) -> Counts:
    """The negotiating economies."""
    return counted_sets([each["code"] for each in record["parties"]], text.label["parties"])


def third_parties(record: Record, text: Labelled) -> Counts:
    """Economies with a part in the story."""
    found = [each["code"] for each in record["third_parties"]]
    return counted_sets(found, text.label["third_parties"])


def persons(record: Record, text: Labelled) -> Counts:
    """Name and office together; an office that is missing or made up is an error."""
    found = [(each["full_name"], each["office"]) for each in record["persons"]]
    wanted = [(each["name"], each.get("office", "")) for each in text.label["persons"]]
    return counted(found, wanted, lambda a, b: same_name(a[0], b[0]) and same_office(a[1], b[1]))


def persons_strict(record: Record, text: Labelled) -> Counts:
    """The same to the letter, articles and titles aside."""
    found = [(words_of(each["full_name"]), words_of(each["office"])) for each in record["persons"]]
    wanted = [
        (words_of(each["name"]), words_of(each.get("office", ""))) for each in text.label["persons"]
    ]
    return counted(found, wanted, lambda a, b: a == b)


def agenda(record: Record, text: Labelled) -> Counts:
    """Topics of the talks."""
    return counted_sets([each["topic"] for each in record["agenda"]], text.label["agenda"])


def stages(record: Record, text: Labelled) -> Counts:
    """The stages a text reports, each once."""
    found = [each["stage"] for each in record["statuses"]]
    return counted_sets(found, [each["stage"] for each in text.label["statuses"]])


def stages_by_sentence(record: Record, text: Labelled) -> Counts:
    """Every sentence that gives a stage, with the words."""
    found = [(each["stage"], each["sentence"]["quote"]) for each in record["statuses"]]
    wanted = [(each["stage"], each["words"]) for each in text.label["statuses"]]
    return counted(found, wanted, lambda a, b: a[0] == b[0] and overlap(a[1], b[1]))


def stages_with_speaker_and_date(record: Record, text: Labelled) -> Counts:
    """Stage, who says so, as of when; each combination once."""
    found = _once(
        [(each["stage"], _source(each["speaker"]), each["as_of"]) for each in record["statuses"]]
    )
    wanted = _once(
        [
            (each["stage"], each.get("speaker", "outlet"), each.get("as_of", ""))
            for each in text.label["statuses"]
        ]
    )
    return counted(
        found,
        wanted,
        lambda a, b: a[0] == b[0] and same_source(a[1], b[1]) and same_time(a[2], b[2]),
    )


def figures(record: Record, text: Labelled) -> Counts:
    """Every figure with what it is about."""
    return _figures(record, text, lambda kind: True)


def tariff_rates(record: Record, text: Labelled) -> Counts:
    """Tariff rates alone, told from all other figures."""
    return _figures(record, text, lambda kind: kind == "tariff rate")


def tariff_rates_with_sides(record: Record, text: Labelled) -> Counts:
    """Tariff rates with who imposes them, on whom, and when."""
    keys = ("value", "by", "on", "time")
    found = [
        tuple(each[key] for key in keys)
        for each in record["measures"]
        if each["kind"] == "tariff rate"
    ]
    wanted = [
        tuple(each.get(key, "") for key in keys)
        for each in text.label["figures"]
        if each["kind"] == "tariff rate"
    ]
    return counted(found, wanted, lambda a, b: _close(a[0], b[0]) and a[1:] == b[1:])


def steps(record: Record, text: Labelled) -> Counts:
    """What is to come, where a time is given, with the time."""
    found = [
        (each["spans"][0]["quote"], each["when"]["edtf"])
        for each in record["next_steps"]
        if each["when"] and each["when"]["edtf"]
    ]
    wanted = [(each["words"], each["when"]) for each in text.label["steps"] if each.get("when")]
    return counted(found, wanted, lambda a, b: overlap(a[0], b[0]) and same_time(a[1], b[1]))


def quotes(record: Record, text: Labelled) -> Counts:
    """Words in quotation marks with who said them."""
    found = [
        (each["content"], _source(each["speaker"]))
        for each in record["statements"]
        if each["voice"] == "said" and len(each["content"].split()) >= SHORTEST_QUOTE
    ]
    wanted = [(each["words"], each["speaker"]) for each in text.label["quotes"]]
    return counted(found, wanted, lambda a, b: overlap(a[0], b[0]) and same_source(a[1], b[1]))


def meetings(record: Record, text: Labelled) -> Counts:
    """Meetings held or planned, and which."""
    found = [(each["spans"][0]["quote"], each["held"]) for each in record["meetings"]]
    wanted = [(each["words"], each["held"]) for each in text.label["meetings"]]
    return counted(found, wanted, lambda a, b: a[1] == b[1] and overlap(a[0], b[0]))


def published(record: Record, text: Labelled) -> Counts:
    """The date that the text gives itself."""
    article, wanted = record["article"], text.label["published"]
    found = article["published"] or article.get("partial_date", "")
    return counted_sets([found] if found else [], [wanted] if wanted else [])


FIELDS: Mapping[str, Field] = {
    "countries": Field("countries and blocs named", countries, 0.95, 0.93),
    "parties": Field("parties to the talks", parties),
    "third_parties": Field("third parties", third_parties),
    "persons": Field("persons with office", persons, 0.92, 0.90),
    "persons_strict": Field("the same, to the letter", persons_strict),
    "agenda": Field("agenda", agenda, 0.90, 0.85),
    "stages": Field("stages of the talks", stages, 0.85, 0.75),
    "stages_by_sentence": Field("the same, every sentence", stages_by_sentence),
    "stages_full": Field("stages with speaker and date", stages_with_speaker_and_date, 0.75, 0.65),
    "figures": Field("figures by kind", figures, 0.85, 0.75),
    "tariff_rates": Field("tariff rates told from other figures", tariff_rates),
    "sides": Field("tariff rates with both sides and time", tariff_rates_with_sides),
    "steps": Field("next steps with date", steps, 0.75, 0.60),
    "quotes": Field("direct quotes with speaker", quotes, 0.85, 0.60),
    "meetings": Field("meetings, held or planned", meetings),
    "published": Field("date of publication", published),
}
"""Fields by key, with the precision and recall that the project has set itself."""


def unsupported(record: Record) -> list[str]:
    """Return what a record holds without the words for it in its text."""
    text = record["article"]["text"]
    wrong = []
    for span in _spans(record):
        if text[span["start"] : span["end"]] != span["quote"] or not span["quote"]:
            wrong.append(str(span))
    items = [
        (name, item)
        for name, value in record.items()
        if isinstance(value, list)
        for item in value
        if isinstance(item, dict)
    ]
    return wrong + [f"{name}: {item}" for name, item in items if not item.get("spans")]


def interval(by_text: Sequence[Counts], measure: str, seed: int = 0) -> tuple[float, float]:
    """Return the 95 percent interval of precision or recall, texts drawn with replacement."""
    draw = random.Random(seed)
    pairs = [
        (each.right, each.wrong if measure == "precision" else each.missed) for each in by_text
    ]
    values = sorted(_rate(draw.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]


def _rate(pairs: Sequence[tuple[int, int]]) -> float:
    right, not_right = (sum(column) for column in zip(*pairs, strict=True))
    return right / (right + not_right) if right + not_right else 1.0


def _figures(record: Record, text: Labelled, counts: Callable[[str], bool]) -> Counts:
    found = [
        (each["kind"], abs(each["value"]), each["unit"])
        for each in record["measures"]
        if counts(each["kind"])
    ]
    wanted = [
        (each["kind"], abs(each["value"]), each.get("unit", "fraction"))
        for each in text.label["figures"]
        if counts(each["kind"])
    ]
    return counted(
        found,
        wanted,
        lambda a, b: (
            a[0] == b[0]
            and _close(a[1], b[1])
            and (a[2] == b[2] or not a[2] or overlap(a[2], b[2]))
        ),
    )


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(other))


def _source(speaker: Mapping[str, Any]) -> str:
    return "outlet" if speaker["kind"] == "outlet" else speaker["name"]


def _once(items: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(items))


def _spans(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            return [value]
        return [span for part in value.values() for span in _spans(part)]
    if isinstance(value, list):
        return [span for part in value for span in _spans(part)]
    return []
