"""The reader's dates, money and percentages on cases that others wrote.

`python -m benchmarks.outside_cases --cases FOLDER` runs the English cases of Microsoft's
Recognizers-Text (MIT licence), from a checkout or a folder with its files `DateParser.json`,
`DatePeriodParser.json`, `CurrencyModel.json` and `PercentModel.json`, and prints how many pass.
Only expressions that the reader is meant for are counted; the rest is listed by reason.
`--failed` prints what failed. Nothing of those files is part of this project.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tradetalks.dossier.amounts import find_amounts
from tradetalks.dossier.dates import find_dates

NUMERIC = re.compile(r"^\W*(?:\w+\W+)?\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{1,4})?\W*$")
NAMED = re.compile(
    r"jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|(?:mon|tues?|wednes|thurs?|fri|satur|sun)"
    r"|today|tomorrow|yesterday|week|month|quarter|year|\bq[1-4]\b|spring|summer|autumn|fall|winter|"
    r"^\W*(?:in |by |since )?(?:19|20)\d\d\W*$",
    re.I,
)
SPELLED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|\w+teenth|\w+tieth|twenty|thirty|nineteen|two"
    r"thousand|two thousand|seven|one|two|three|four|five|six|eight|nine|ten|hundred)\b",
    re.I,
)
NO_DAY = "0001-01-01"
SEASON = {"SP": "03", "SU": "06", "FA": "09", "WI": "12"}
MONEY = {
    "Dollar": "USD", "United States dollar": "USD", "Euro": "EUR", "Pound": "GBP",
    "British pound": "GBP", "Japanese yen": "JPY", "Chinese yuan": "CNY", "Korean won": "KRW",
    "South Korean won": "KRW", "Indian rupee": "INR", "Swiss franc": "CHF",
    "Australian dollar": "AUD", "Canadian dollar": "CAD", "New Zealand dollar": "NZD",
    "Hong Kong dollar": "HKD", "Singapore dollar": "SGD", "Brazilian Real": "BRL",
    "Thai baht": "THB", "Mexican peso": "MXN", "Turkish lira": "TRY",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One expression of one case.

    Attributes:
        text: The sentence.
        words: The expression.
        anchor: The day it was written.
        wanted: What may be read: first days of the period, or the amount and its unit.
        left_out: Why it is not counted, or empty.
    """

    text: str
    words: str
    anchor: date | None
    wanted: tuple[Any, ...]
    left_out: str = ""


def dates(cases: list[Mapping[str, Any]]) -> Iterator[Case]:
    """Yield the days."""
    for case, result in _results(cases):
        value = result["Value"]
        wanted = {value[k].get("date", "") for k in ("FutureResolution", "PastResolution")}
        yield _dated(case, result, wanted, value["Timex"], r"(?:\d{4}|XXXX)-\d\d-\d\d|XXXX-WXX-\d")


def periods(cases: list[Mapping[str, Any]]) -> Iterator[Case]:
    """Yield months, weeks, quarters, seasons and years."""
    pattern = r"\d{4}-\d\d|\d{4}|\d{4}-W\d\d|XXXX-\d\d|\d{4}-(?:SP|SU|FA|WI)|\(.*,P3M\)"
    for case, result in _results(cases):
        value = result["Value"]
        starts = {value[k].get("startDate", "") for k in ("FutureResolution", "PastResolution")}
        year, _, season = value["Timex"].partition("-")
        if season in SEASON:
            starts = {f"{year}-{SEASON[season]}-01"}
        yield _dated(case, result, starts, value["Timex"], pattern)


def money(cases: list[Mapping[str, Any]]) -> Iterator[Case]:
    """Yield amounts of money."""
    for case in cases:
        for result in case["Results"]:
            unit = MONEY.get(result["Resolution"]["unit"], "")
            value = result["Resolution"]["value"]
            reason = "" if unit else "another currency, or cents"
            if unit and (value is None or not re.search(r"\d", result["Text"])):
                reason = "a number in words"
            wanted = (float(value), unit) if unit and value else ()
            yield Case(case["Input"], result["Text"], None, wanted, reason)


def percents(cases: list[Mapping[str, Any]]) -> Iterator[Case]:
    """Yield percentages."""
    for case in cases:
        for result in case["Results"]:
            value = result["Resolution"].get("value", "").rstrip("%")
            plain = re.fullmatch(r"-?[\d.,]+", value or "")
            reason = "" if plain and re.search(r"\d", result["Text"]) else "a number in words"
            if value.startswith("-"):
                reason = "a negative percentage"
            wanted = () if reason else (float(value.replace(",", "")) / 100, "fraction")
            yield Case(case["Input"], result["Text"], None, wanted, reason)


def _results(
    cases: list[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for case in cases:
        for result in case["Results"]:
            yield case, result


def _dated(
    case: Mapping[str, Any], result: Mapping[str, Any], wanted: set[str], timex: str, pattern: str
) -> Case:
    words, reason = result["Text"], ""
    if not re.fullmatch(pattern, timex):
        reason = "a span, a duration, a holiday or a bare day of the month"
    elif (
        re.search(
            r"\b(?:late|later|earlier|early|mid|end|rest|the|my|year \d{3}|week \d+)\b", words, re.I
        )
        and "P3M" not in timex
        and not re.search(r"\d{4}-\d\d-\d\d", timex)
    ):
        reason = "a part of a period, which is read as the period, or one without a reference"
    elif NO_DAY in wanted:
        reason = "no such day"
    elif re.search(
        r"\d.*(?:month|year|day)s?.*\d.*(?:month|year|day)s? (?:ago|later)", words, re.I
    ):
        reason = "a sum of durations"
    elif NUMERIC.match(words) or not NAMED.search(words):
        reason = "numbers alone, which news does not write"
    elif SPELLED.search(words) and not re.search("quarter", words, re.I):
        reason = "a number in words"
    anchor = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
    day = date.fromisoformat(anchor) if anchor else None
    return Case(case["Input"], words, day, tuple(sorted(wanted)), reason)


def passes(case: Case) -> bool:
    """Tell whether the reader gives what is wanted."""
    if case.wanted and isinstance(case.wanted[0], float):
        return any(
            abs(found.value - case.wanted[0]) < 1e-9 * max(1.0, case.wanted[0])
            and found.unit == case.wanted[1]
            for found in find_amounts(case.text)
        )
    low = case.text.lower().find(case.words.lower())
    return any(
        first_day(found.edtf) in case.wanted
        for found in find_dates(case.text, anchor=case.anchor)
        if found.start < low + len(case.words) and low < found.end
    )


def first_day(edtf: str) -> str:
    """Return the first day of a period in EDTF."""
    edtf = edtf.strip("~").split("/")[0]
    year, _, rest = edtf.partition("-")
    if not rest:
        return f"{year}-01-01"
    if len(rest) == 2 and int(rest) > 12:
        month = {33: 1, 34: 4, 35: 7, 36: 10, 21: 3, 22: 6, 23: 9, 24: 12}.get(int(rest), 0)
        return f"{year}-{month:02d}-01"
    return edtf if len(rest) > 2 else f"{edtf}-01"


SETS = {
    "days": ("DateParser.json", dates),
    "months, weeks, quarters, seasons, years": ("DatePeriodParser.json", periods),
    "money": ("CurrencyModel.json", money),
    "percentages": ("PercentModel.json", percents),
}


def load(folder: Path, name: str) -> list[Mapping[str, Any]]:
    """Return the cases of one file, wherever it lies in the folder."""
    preferred = [
        p for p in sorted(folder.rglob(name)) if "English" in p.parts or p.parent == folder
    ]
    found: list[Mapping[str, Any]] = json.loads(preferred[0].read_text(encoding="utf-8-sig"))
    return found


def main() -> None:
    """Print the pass rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--failed", action="store_true")
    asked = parser.parse_args()
    for title, (name, cases_in) in SETS.items():
        cases = list(cases_in(load(asked.cases, name)))
        counted = [case for case in cases if not case.left_out]
        failed = [case for case in counted if not passes(case)]
        right = len(counted) - len(failed)
        print(f"{title}: {right} of {len(counted)} pass ({right / len(counted):.0%})")
        for reason, number in Counter(c.left_out for c in cases if c.left_out).most_common():
            print(f"  {number} left out: {reason}")
        for case in failed if asked.failed else []:
            print(f"  failed: {case.words!r} in {case.text!r} on {case.anchor}: {case.wanted}")


if __name__ == "__main__":
    main()
