"""Read the WTO's tariff actions between two members, and the rate in force on a day.

The file of the Tariff and Trade Data platform (`C156_C840.csv`) has a row for each product at six
digits and each day on which some rate between the two changed, in no order. `best_avlbl` is the
whole rate in per cent, the ordinary duty and all additions together, and not the addition: on the
first day, before any action, products carry their ordinary duty, and each action shifts a product
of 12.5 and one of 0 by as much. `imports` is a weight, and no part of the rate.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.opening import LINE, file_hash, read_csv_text, refuse_first
from tradetalks.atlas.sources.rate_places import at_places, union_apart
from tradetalks.atlas.sources.rate_rows import (
    KEY,
    Kept,
    as_fractions,
    each_once,
    finished,
    said,
    six_digits,
)
from tradetalks.atlas.sources.tables import RateTable
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

COLUMNS: Mapping[str, str] = {
    "importer": "reporter_code",
    "exporter": "partner_code",
    "day": "year_dt",
    "product": "hs_code",
    "rate": "best_avlbl",
}
EDITION = "HS2022"
"""The file does not name its edition; members notified actions since 2025 in that of 2022."""

MEMBER = r"^[A-Za-z]([0-9]{3})$"
"""A member's code is a letter, C for a country and U for a union, before its number."""


def read_wto_actions(path: Path, *, on: date) -> RateTable:
    """Read the rates in force on a day: of each product, the latest action not after it.

    Args:
        path: The CSV file.
        on: The day. After the last action in the file its rates are taken to hold.

    Raises:
        SourceError: The file cannot be read, is not in the official form, or begins after the day.
    """
    frame = read_csv_text(path, columns=tuple(COLUMNS.values()))
    renamed = frame.select(LINE, **{ours: pl.col(theirs) for ours, theirs in COLUMNS.items()})
    steps: tuple[Callable[[pl.DataFrame], Kept], ...] = (
        six_digits(path, COLUMNS["product"]),
        as_fractions(path, COLUMNS["rate"]),
        at_places(path),
        each_once(path, (*KEY, "day")),
        partial(_in_force, on=on, path=path),
        union_apart(on.year),
    )
    kept = Kept(_dated(_numbered(renamed), path))
    for step in steps:
        kept = kept.then(step)
    return RateTable(
        rows=finished(kept, path),
        year=on.year,
        classification=EDITION,
        kind="applied by action",
        origins=(_origin(path, on),),
        assumed=(
            *kept.said,
            f"'{COLUMNS['rate']}' is the whole rate, the ordinary duty and every addition.",
            f"Product codes are those of {EDITION}; the file does not say.",
        ),
    )


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Strip the letter from members' codes."""
    return frame.with_columns(pl.col("importer", "exporter").str.replace(MEMBER, "${1}"))


def _dated(frame: pl.DataFrame, path: Path) -> pl.DataFrame:
    day = frame["day"].str.to_date("%Y-%m-%d", strict=False)
    named = frame.rename({"day": COLUMNS["day"]})
    refuse_first(named, day.is_null(), COLUMNS["day"], str(path), "is not a day such as 2025-04-09")
    return frame.with_columns(day=day)


def _in_force(frame: pl.DataFrame, *, on: date, path: Path) -> Kept:
    begun = frame.filter(pl.col("day") <= on)
    if begun.is_empty() and frame.height:
        raise SourceError(
            f"no action is dated {on} or before",
            where=str(path),
            remedy="Ask for a day from " + str(frame["day"].min()) + " on",
        )
    latest = begun.sort("day", LINE).unique(KEY, keep="last", maintain_order=True)
    later = frame.select(KEY).unique().height - latest.height
    last = str(begun["day"].max())
    return Kept(
        latest,
        (
            *said(later, f"without a rate on {on} or before left out", "product"),
            f"The rates of {on} are those of the latest action before or on it; the last is of"
            f" {last}.",
        ),
    )


def _origin(path: Path, on: date) -> Origin:
    return Origin(
        id=f"wto-tariff-actions-{on}",
        title=f"WTO tariff actions ({path.name})",
        producer="World Trade Organization (WTO)",
        citation="World Trade Organization, Tariff and Trade Data, tariff actions",
        link="https://ttd.wto.org",
        covers=f"Rates in force on {on}",
        licence="WTO: analyses may be published with credit to the WTO, and data redistributed only"
        " with its approval; this is the user's own copy",
        sha256=file_hash(path),
    )
