"""Whose rates on whom: from an office's codes of reporters and partners to the list of places.

The steps are those of `rate_rows`, for the columns `importer` and `exporter`.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl

from tradetalks.atlas.place_numbers import UNION, WORLD, place_of, union_members
from tradetalks.atlas.places import places
from tradetalks.atlas.sources.rate_rows import KEY, SIX_DIGITS, Kept, said
from tradetalks.errors import SourceError, UnknownCodeError

UNION_SPELLINGS = ("EUU", "EUN", "EU27")
WORLD_SPELLINGS = (WORLD, "WLD", "0")


def at_places(path: Path) -> Callable[[pl.DataFrame], Kept]:
    """Turn numbers of reporters and partners into codes; the world as partner becomes null.

    Groups of beneficiaries and other codes that are no place are left out, and named.
    """

    def step(frame: pl.DataFrame) -> Kept:
        names = _names({*frame["exporter"].unique(), *frame["importer"].unique()})
        coded = frame.with_columns(
            pl.col("exporter", "importer").replace_strict(names, return_dtype=pl.String)
        )
        world = frame["exporter"].str.to_uppercase().is_in(WORLD_SPELLINGS)
        nowhere = coded["importer"].is_null()
        stranger = coded["exporter"].is_null() & ~world & ~nowhere
        kept = coded.filter(~nowhere & ~stranger)
        if kept.is_empty() and frame.height:
            raise SourceError(
                "no reporter and partner is on the list of places",
                where=str(path),
                remedy=f"{SIX_DIGITS}, for reporters and partners one by one",
            )
        reporters = _unknown(frame["importer"].filter(nowhere), "reporter code")
        partners = _unknown(frame["exporter"].filter(stranger), "partner code")
        return Kept(kept, (*reporters, *partners))

    return step


def from_partners(partners: Sequence[str] | None) -> Callable[[pl.DataFrame], Kept]:
    """Keep rates on some exporters, the Union's and those on everyone among them.

    Args:
        partners: Codes of places; all of them where there is nothing.

    Raises:
        UnknownCodeError: A code is not on the list of places.
    """
    for code in partners or ():
        if code not in places():
            raise UnknownCodeError("place", code, places())

    def step(frame: pl.DataFrame) -> Kept:
        if partners is None:
            return Kept(frame)
        asked = pl.col("exporter").is_in([*partners, UNION]) | pl.col("exporter").is_null()
        kept = frame.filter(asked)
        return Kept(kept, said(frame.height - kept.height, "on partners not asked for left out"))

    return step


def union_apart(year: int, partners: Sequence[str] | None = None) -> Callable[[pl.DataFrame], Kept]:
    """Give the European Union's rates to its members of the year, and its partners' rates on it.

    A row of a member's own goes before the Union's. Members charge each other nothing, and nobody
    itself.

    Args:
        year: Whose members count.
        partners: The exporters to keep; all of them where there is nothing.
    """

    def step(frame: pl.DataFrame) -> Kept:
        members = union_members(year)
        sellers = tuple(code for code in members if partners is None or code in partners)
        inside = pl.col("exporter").is_in(members) & pl.col("importer").is_in(members)
        home = pl.col("exporter").eq_missing(pl.col("importer"))
        abroad = frame.filter(~home)
        spread = _spread(_spread(abroad, "importer", members), "exporter", sellers)
        kept = spread.filter(~(home | (inside & (pl.col("union") > 0)).fill_null(value=False)))
        count = frame.filter(_is_union("importer") | _is_union("exporter")).height
        word = f"of the European Union spread to its {len(members)} members in {year}"
        itself = said(frame.height - abroad.height, "of a place's rate on itself left out")
        return Kept(kept.drop("union"), (*itself, *said(count, word)))

    return step


def _spread(frame: pl.DataFrame, column: str, members: tuple[str, ...]) -> pl.DataFrame:
    """Repeat the Union's rows for each member that has no row of its own; count the repeats."""
    marked = frame if "union" in frame.columns else frame.with_columns(union=pl.lit(0))
    own = marked.filter(~_is_union(column))
    whole = marked.filter(_is_union(column)).drop(column)
    spread = whole.join(pl.DataFrame({column: members}, schema={column: pl.String}), how="cross")
    added = spread.join(own, on=list(KEY), how="anti", nulls_equal=True)
    return pl.concat([own, added.with_columns(pl.col("union") + 1).select(own.columns)])


def _is_union(column: str) -> pl.Expr:
    return pl.col(column).eq_missing(pl.lit(UNION))


def _names(codes: set[str]) -> Mapping[str, str | None]:
    return {code: _name(code.upper()) for code in codes}


def _name(code: str) -> str | None:
    if code in UNION_SPELLINGS:
        return UNION
    return code if code in places() else place_of(code)


def _unknown(codes: pl.Series, kind: str) -> tuple[str, ...]:
    listed = sorted(codes.unique())
    named = ", ".join(listed[:8]) + (", …" if len(listed) > 8 else "")
    kinds = f"{len(listed)} {kind}{'' if len(listed) == 1 else 's'}"
    word = f"of {kinds} left out, groups of countries or on no list: {named}"
    return said(codes.len(), word)
