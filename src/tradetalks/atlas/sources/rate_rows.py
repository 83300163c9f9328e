"""From rows as an office publishes them to rows of a rate table, with a word on what was left out.

Every step takes a frame of text columns `exporter`, `importer`, `product`, `rate` and the `line` of
the file, and returns it changed. A step that leaves rows out says how many, and of which kind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tradetalks.atlas.sources.opening import numbers, refuse_first
from tradetalks.atlas.sources.tables import RATE_SCHEMA
from tradetalks.errors import SourceError

KEY = ("exporter", "importer", "product")
DIGITS = 6
HIGHEST_PERCENT = 10_000.0
"""No tariff is higher, but equivalents of specific duties pass a thousand."""

TOTALS = ("total", "all")
SIX_DIGITS = "Download all products at six digits (HS6)"


@dataclass(frozen=True, eq=False)
class Kept:
    """Rows under way.

    Attributes:
        frame: What is kept.
        said: What was assumed, merged or left out so far, one sentence each.
    """

    frame: pl.DataFrame
    said: tuple[str, ...] = ()

    def then(self, step: Callable[[pl.DataFrame], "Kept"]) -> "Kept":
        """Take one more step."""
        after = step(self.frame)
        return Kept(after.frame, (*self.said, *after.said))


def said(count: int, words: str, noun: str = "row") -> tuple[str, ...]:
    """Return a sentence on how many rows something befell, or none where it befell none."""
    return (f"{count:,} {noun}{'' if count == 1 else 's'} {words}.",) if count else ()


def six_digits(path: Path, column: str = "product") -> Callable[[pl.DataFrame], Kept]:
    """Keep products at six digits, restore zeros lost in front, and leave out totals.

    Codes have an even number of digits: an odd one has lost its zero to a spreadsheet.

    Args:
        path: The file, for messages.
        column: What the file calls the column, for messages.
    """

    def step(frame: pl.DataFrame) -> Kept:
        code = pl.col("product")
        total = code.str.to_lowercase().is_in(TOTALS)
        strange = frame.select(~total & ~code.str.contains(r"^[0-9]{1,6}$")).to_series()
        what = "is no product of the Harmonised System at six digits"
        named = frame.rename({"product": column})
        refuse_first(named, strange, column, str(path), what, SIX_DIGITS)
        odd = code.str.len_chars() % 2 == 1
        coded = frame.filter(~total).with_columns(
            product=pl.when(odd).then("0" + code).otherwise(code), odd=odd
        )
        kept = coded.filter(pl.col("product").str.len_chars() == DIGITS)
        padded = int(kept["odd"].sum())
        return Kept(
            kept.drop("odd"),
            (
                *said(frame.height - kept.height, "of chapters, headings or totals left out"),
                *said(padded, "given back the zero that its product code had lost in front"),
            ),
        )

    return step


def as_fractions(path: Path, column: str = "rate") -> Callable[[pl.DataFrame], Kept]:
    """Turn rates from per cent into fractions; rows without a rate are missing, not free.

    Args:
        path: The file, for messages.
        column: What the file calls the column, for messages.
    """

    def step(frame: pl.DataFrame) -> Kept:
        named = frame.rename({"rate": column})
        percent = numbers(named, column, str(path), least=0.0, allow_empty=True)
        excessive = percent.fill_null(0.0) > HIGHEST_PERCENT
        what = "is more than a tariff in per cent can be"
        refuse_first(named, excessive, column, str(path), what)
        kept = frame.with_columns(rate=percent / 100.0).filter(percent.is_not_null())
        return Kept(
            kept, said(frame.height - kept.height, "without a rate left out: missing, not free")
        )

    return step


def each_once(path: Path, key: tuple[str, ...] = KEY) -> Callable[[pl.DataFrame], Kept]:
    """Leave out rows that repeat another, and refuse two rates for one cell.

    Args:
        path: The file, for messages.
        key: The columns that tell cells apart.
    """

    def step(frame: pl.DataFrame) -> Kept:
        kept = frame.unique(key, keep="first", maintain_order=True)
        first = kept.select(*key, before="line", other="rate")
        torn = frame.join(first, on=key, nulls_equal=True).filter(pl.col("rate") != pl.col("other"))
        if torn.height:
            cell = torn.sort("line").row(0, named=True)
            raise SourceError(
                f"product {cell['product']} has another rate in line {cell['before']}",
                where=f"{path}, line {cell['line']}",
                remedy="Keep one row for each reporter, partner and product",
            )
        return Kept(kept, said(frame.height - kept.height, "left out as a repeat of another"))

    return step


def finished(kept: Kept, path: Path) -> pl.DataFrame:
    """Return the rows in the columns and the order of a rate table.

    Raises:
        SourceError: Nothing was kept.
    """
    if kept.frame.is_empty():
        raise SourceError(
            f"no rate is left{': ' if kept.said else ''}{' '.join(kept.said).rstrip('.')}",
            where=str(path),
            remedy=f"{SIX_DIGITS}, for reporters and partners one by one",
        )
    ordered = kept.frame.select(list(RATE_SCHEMA)).cast(RATE_SCHEMA)  # type: ignore[arg-type]
    return ordered.sort("importer", "exporter", "product", nulls_last=False)
