"""Score the reader on the labelled texts: `python -m tests.reading dev` (or `test`).

Prints precision and recall by field with 95 percent intervals, beside the targets and a bare
gazetteer. `--errors FIELD` lists what was wrong or missed; `--reader URL --model NAME` scores a
model in place of the rules.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.reading.baseline import bare_gazetteer
from tests.reading.labels import HALVES, Labelled, load_half
from tests.reading.matching import Counts
from tests.reading.score import FIELDS, interval, unsupported
from tradetalks.cli.reader import parse_reader

Reader = Callable[[Path], Mapping[str, Any]]


def reader(path: Path, *, asked: Any = None) -> Mapping[str, Any]:
    """Return what the project reads, by rules or the reader asked for, in its published shape."""
    from tradetalks.dossier.read import read

    return json.loads(read(path, reader=asked).to_json())


def records_of(texts: Sequence[Labelled], read: Reader) -> list[Mapping[str, Any]]:
    """Return the record of each text."""
    return [read(text.path) for text in texts]


def counts_of(
    texts: Sequence[Labelled], records: Sequence[Mapping[str, Any]], key: str
) -> list[Counts]:
    """Return how a field came out, text by text."""
    return [FIELDS[key].count(record, text) for text, record in zip(texts, records, strict=True)]


def false_statuses(texts: Sequence[Labelled], records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the texts not about talks in which a status was found."""
    return [
        text.name
        for text, record in zip(texts, records, strict=True)
        if text.is_negative and record["statuses"]
    ]


def report(half: str, read: Reader = reader) -> str:
    """Return the table of one half as Markdown."""
    texts = load_half(half)
    records, bare = records_of(texts, read), records_of(texts, bare_gazetteer)
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


def _with(by_text: Sequence[Counts], measure: str) -> str:
    low, high = interval(by_text, measure)
    return f"{getattr(sum(by_text, Counts()), measure):.2f} ({low:.2f}-{high:.2f})"


def errors(half: str, key: str, read: Reader = reader) -> str:
    """Return what was wrong or missed in a field, text by text."""
    texts = load_half(half)
    by_text = counts_of(texts, records_of(texts, read), key)
    lines = [
        f"{text.name}: {error}"
        for text, counts in zip(texts, by_text, strict=True)
        for error in counts.errors
    ]
    return "\n".join(lines)


def main() -> None:
    """Print scores or errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("--errors", choices=list(FIELDS))
    parser.add_argument("--reader", metavar="URL")
    parser.add_argument("--model", metavar="NAME")
    asked = parser.parse_args()
    read = partial(reader, asked=parse_reader(asked.reader, asked.model, None))
    print(errors(asked.half, asked.errors, read) if asked.errors else report(asked.half, read))


if __name__ == "__main__":
    main()
