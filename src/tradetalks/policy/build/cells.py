"""What the United States bought in 2024, line by line, on the economies of the atlas."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tradetalks.atlas.places import EU_MEMBERS, REST_OF_WORLD, economies, places
from tradetalks.atlas.sectors import SECTORS
from tradetalks.errors import SourceError
from tradetalks.policy.build.earlier import spread_earlier, with_earlier
from tradetalks.policy.build.lists import Flags, read_flags

Array = NDArray[np.float64]
LINES = "us_tariffs/hs10_2024"
CHAPTERS = "us_tariffs/hs2"
PARTNERS = "us_tariffs/CensusCountryMapping_FRBAtl_short.csv"
HS_TO_ISIC = "concordances/hs2017_hs6_isic4_gtap.csv"
HS_EDITIONS = "concordances/hs2022_hs2017.csv"

UNION = "0003"
"""The Census code under which the European Union stands as one partner."""
SPECIAL = ("98", "99")
"""Chapters of special provisions: not goods of any sector."""
FARM_CHAPTERS = (*(f"{chapter:02d}" for chapter in range(1, 25)), "31")
"""Chapters of food and fertilisers."""
MEANS = ("owed", "general")
"""Rates of lines that groups of lines take the mean of, by imports."""
UNPLACED = "SVC"
"""Where lines go that no goods sector holds."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Imports of 2024 in cells of one partner and one set of tariff lines.

    Attributes:
        partner: Census code [cell].
        economy: Economy of the atlas that holds the partner [cell].
        sector: Sector code [cell].
        value: Imports, US dollars [cell].
        base: Duty over imports in 2024, a fraction [cell].
        ordinary: What of it is the ordinary duty [cell].
        earlier: What of it was levied under Section 232 before 2025 [cell].
        flags: Which lists name the lines, by name of the list [cell].
        by_line: Whether the partner's own lines are known [cell].
    """

    partner: NDArray[np.str_]
    economy: NDArray[np.str_]
    sector: NDArray[np.str_]
    value: Array
    base: Array
    ordinary: Array
    earlier: Array
    flags: Mapping[str, Flags]
    by_line: Flags

    def at(self, *codes: str) -> Flags:
        """Return which cells belong to economies of the atlas."""
        return np.isin(self.economy, codes)


def read_cells(raw: Path, *, importer: str = "USA") -> Cells:
    """Return all imports of 2024.

    Fifty partners and the Union are known by tariff line. The others, and the Union's members,
    are known by chapter: a chapter is spread over lines as the Union's imports are (members) or
    as all known partners' are (others).
    """
    lines = _read_lines(raw)
    own = lines.filter(pl.col("partner") != UNION)
    known = set(own["partner"].unique().to_list())
    donors = {
        True: _donor(lines.filter(pl.col("partner") == UNION)),
        False: _donor(own),
    }
    to_economy = _economies(raw)
    spread = [
        _spread(_read_chapters(file), partner, donors[to_economy.get(partner, "") in EU_MEMBERS])
        for partner, file in _chapter_files(raw)
        if partner in to_economy and partner not in known
    ]
    frame = pl.concat([own.with_columns(by_line=pl.lit(True)), *spread], how="diagonal")
    held = frame["partner"].replace_strict(to_economy, default=REST_OF_WORLD)
    frame = frame.with_columns(economy=held).filter(pl.col("economy") != importer)
    return _cells(frame)


def union_cells(raw: Path) -> Cells:
    """Return the Union as one partner, by tariff line."""
    frame = _read_lines(raw).filter(pl.col("partner") == UNION)
    return _cells(frame.with_columns(economy=pl.lit("EU"), by_line=pl.lit(True)))


def sector_of_hs6(raw: Path) -> dict[str, str]:
    """Return the sector of every six-digit heading of the 2017 and 2022 editions."""
    isic = pairs(raw / HS_TO_ISIC, "HS6", "i4")
    sectors = {code: _sector(group) for code, group in isic.items() if group}
    newer = pairs(raw / HS_EDITIONS, "HS6_6d", "HS5_6d")
    renamed = {new: sectors[old] for new, old in newer.items() if old in sectors}
    return renamed | sectors


def _cells(frame: pl.DataFrame) -> Cells:
    names = [name for name in frame.columns if frame[name].dtype == pl.Boolean]
    return Cells(
        partner=frame["partner"].to_numpy().astype(str),
        economy=frame["economy"].to_numpy().astype(str),
        sector=frame["sector"].to_numpy().astype(str),
        value=frame["value"].to_numpy(),
        base=(frame["duty"] / frame["value"]).to_numpy(),
        ordinary=frame["ordinary"].to_numpy(),
        earlier=frame["earlier"].to_numpy(),
        flags={name: frame[name].to_numpy() for name in names if name != "by_line"},
        by_line=frame["by_line"].to_numpy(),
    )


def _read_lines(raw: Path) -> pl.DataFrame:
    files = sorted((raw / LINES).glob("*.parquet"))
    if not files:
        raise SourceError("no import records by tariff line", where=str(raw / LINES))
    columns = ["CTY_CODE", "HS10", "imports", "duty"]
    frame = pl.concat([pl.read_parquet(file, columns=columns) for file in files])
    frame = frame.filter(pl.col("imports") > 0).rename({"CTY_CODE": "partner", "imports": "value"})
    codes = frame["HS10"].unique().sort().to_list()
    flags = pl.DataFrame({"HS10": codes} | read_flags(raw, codes))
    flags = flags.with_columns(farm_goods=pl.col("HS10").str.slice(0, 2).is_in(FARM_CHAPTERS))
    sector = _sectors(codes, sector_of_hs6(raw))
    frame = frame.join(flags.with_columns(sector=pl.Series(sector)), on="HS10", how="left")
    return with_earlier(frame, UNION)


def _sectors(lines: list[str], by_heading: Mapping[str, str]) -> list[str]:
    """Return the sector of each line; a heading without one takes its chapter's commonest."""
    found = [by_heading.get(line[:6], "") for line in lines]
    chapters: dict[str, list[str]] = {}
    for line, sector in zip(lines, found, strict=True):
        if sector:
            chapters.setdefault(line[:2], []).append(sector)
    commonest = {chapter: max(set(each), key=each.count) for chapter, each in chapters.items()}
    return [
        UNPLACED if line[:2] in SPECIAL else sector or commonest.get(line[:2], UNPLACED)
        for line, sector in zip(lines, found, strict=True)
    ]


def _sector(isic: str) -> str:
    if isic.startswith("24"):
        return "FER" if isic in ("2410", "2431") else "NFM"
    for sector in SECTORS:
        if sector.goods and any(division[1:3] == isic[:2] for division in sector.isic):
            return sector.code
    return UNPLACED


def _donor(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the make-up of each chapter: its lines pooled by sector and lists."""
    flags = [name for name in lines.columns if lines[name].dtype == pl.Boolean]
    chapter = pl.col("HS10").str.slice(0, 2).alias("chapter")
    rates = ((pl.col(name) * pl.col("value")).sum() / pl.col("value").sum() for name in MEANS)
    pooled = lines.group_by(chapter, "sector", *flags).agg(pl.col("value", "duty").sum(), *rates)
    total = pl.col("value").sum().over("chapter")
    return pooled.with_columns(part=pl.col("value") / total, rate=pl.col("duty") / pl.col("value"))


def _spread(chapters: pl.DataFrame, partner: str, donor: pl.DataFrame) -> pl.DataFrame:
    joined = donor.drop("value", "duty").join(chapters, on="chapter")
    value = pl.col("imports") * pl.col("part")
    return (
        spread_earlier(joined, partner)
        .with_columns(
            value=value, duty=value * pl.col("rate"), partner=pl.lit(partner), by_line=pl.lit(False)
        )
        .drop("chapter", "imports", "paid", "part", "rate")
    )


def _read_chapters(file: Path) -> pl.DataFrame:
    frame = pl.read_csv(file, infer_schema=False).select(
        chapter=pl.col("HS2").str.zfill(2),
        imports=pl.col("2024_imports").cast(pl.Float64),
        paid=pl.col("2024_duty").cast(pl.Float64),
    )
    return frame.filter(pl.col("imports") > 0)


def _chapter_files(raw: Path) -> list[tuple[str, Path]]:
    files = sorted((raw / CHAPTERS).glob("hs2-tariff-*.csv"))
    return [(file.stem.rsplit("-", 1)[1], file) for file in files]


def _economies(raw: Path) -> dict[str, str]:
    """Return the economy of the atlas by Census code; places unknown to the atlas are left out."""
    named = set(economies())
    held = places()
    return {
        code: (iso if iso in named else REST_OF_WORLD)
        for code, iso in pairs(raw / PARTNERS, "CTY_CODE", "ISO3").items()
        if iso in held or iso in named
    }


def pairs(path: Path, key: str, value: str) -> dict[str, str]:
    """Return one column of a CSV by another; the first row of a key counts."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found: dict[str, str] = {}
            for row in csv.DictReader(file):
                found.setdefault(row[key], row[value])
            return found
    except (OSError, KeyError) as fault:
        raise SourceError(f"cannot read the concordance ({fault})", where=str(path)) from None
