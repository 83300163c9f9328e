"""Scores and errors of a reader on one half of the labelled texts, as Markdown."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.reading.baseline import bare_gazetteer
from tests.reading.labels import Labelled, load_half
from tests.reading.matching import Counts
from tests.reading.score import FIELDS, interval, unsupported

Record = Mapping[str, Any]
Reader = Callable[[Path], Record]


def counts_of(texts: Sequence[Labelled], records: Sequence[Record], key: str) -> list[Counts]:
    """Return how a field came out, text by text."""
    return [FIELDS[key].count(record, text) for text, record in zip(texts, records, strict=True)]


def false_statuses(texts: Sequence[Labelled], records: Sequence[Record]) -> list[str]:
    """Return the texts not about talks in which a status was found."""
    return [
        text.name
        for text, record in zip(texts, records, strict=True)
        if text.is_negative and record["statuses"]
    ]


def scores(half: str, read: Reader) -> str:
    """Return precision and recall by field, with intervals, targets and a bare gazetteer."""
    texts = load_half(half)
    records = [read(text.path) for text in texts]
    bare = [bare_gazetteer(text.path) for text in texts]
    rows = [
        "| field | labels | precision | recall | asked | gazetteer |",
        "|---|---|---|---|---|---|",
    ]
    for key, field in FIELDS.items():
        by_text = counts_of(texts, records, key)
        whole = sum(by_text, Counts())
        base = sum(counts_of(texts, bare, key), Counts())
        asked = "" if field.precision is None else f"{field.precision:.2f} / {field.recall:.2f}"
        rows.append(
            f"| {field.title} | {whole.right + whole.missed} | {_with(by_text, 'precision')} | "
            f"{_with(by_text, 'recall')} | {asked} | {base.precision:.2f} / {base.recall:.2f} |"
        )
    negative = [text for text in texts if text.is_negative]
    rows += [
        "",
        f"{len(texts)} texts on {len({t.negotiation for t in texts if not t.is_negative})} "
        f"negotiations, {len(negative)} of them not about trade talks. Items without their "
        f"words in the text: {sum(len(unsupported(record)) for record in records)}. Texts not "
        f"about talks in which a status was found: {len(false_statuses(texts, records))} of "
        f"{len(negative)}. "
        f"Candidates looked at and not taken: {sum(len(r['rejected']) for r in records)}.",
    ]
    return "\n".join(rows)


def errors(half: str, key: str, read: Reader) -> list[str]:
    """Return what was wrong or missed in a field, text by text."""
    texts = load_half(half)
    by_text = counts_of(texts, [read(text.path) for text in texts], key)
    return [
        f"{text.name}: {error}"
        for text, counts in zip(texts, by_text, strict=True)
        for error in counts.errors
    ]


def all_errors(half: str, read: Reader) -> str:
    """Return every error of the fields that have a target, field by field."""
    kept = {text.path: read(text.path) for text in load_half(half)}
    parts = []
    for key, field in FIELDS.items():
        if field.precision is not None:
            found = errors(half, key, kept.__getitem__)
            parts += [f"## {field.title[:1].upper()}{field.title[1:]}: {len(found)}", ""]
            parts += [*(f"- {error}" for error in found), ""]
    return "\n".join(parts).rstrip()


def _with(by_text: Sequence[Counts], measure: str) -> str:
    low, high = interval(by_text, measure)
    return f"{getattr(sum(by_text, Counts()), measure):.2f} ({low:.2f}-{high:.2f})"
