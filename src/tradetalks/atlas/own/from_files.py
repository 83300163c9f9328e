"""Build a world from files alone, as the command line does."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tradetalks.atlas.build.product_sectors import ProductSectors, read_product_sectors
from tradetalks.atlas.own.build import build_world
from tradetalks.atlas.own.elasticity import Elasticities
from tradetalks.atlas.own.report import BuiltWorld
from tradetalks.atlas.own.technology import Roundabout
from tradetalks.atlas.places import places
from tradetalks.atlas.sources.array_tables import ALL
from tradetalks.atlas.sources.baci import read_baci
from tradetalks.atlas.sources.comtrade import read_comtrade
from tradetalks.atlas.sources.itpd import read_itpd
from tradetalks.atlas.sources.opening import numbers, read_csv_text, refuse_twice
from tradetalks.atlas.sources.rate_files import APPLIED, read_rates
from tradetalks.atlas.sources.tables import TradeTable
from tradetalks.atlas.sources.wdi import read_wdi
from tradetalks.errors import WorldError

MADE = ("economy", "sector", "value")
"""Columns of a file of value added."""


@dataclass(frozen=True, kw_only=True)
class SourceFiles:
    """The files that a world is built from; exactly one of trade.

    Attributes:
        baci: Flows of CEPII's BACI.
        countries: The list `country_codes` that comes with them.
        comtrade: An answer of UN Comtrade, CSV or JSON.
        itpd: ITPD-E or ITPD-S.
        gdp: An answer of the World Bank's API with output.
        value_added: A CSV file with economy, sector and value, billions of US dollars, or shares of
            output with `gdp`.
        tariffs: Downloads of WITS, or CSV files with exporter, importer, sector and rate.
        concordance: From products of HS2017 to classes of ISIC revision 4.
        editions: From products of HS2022 to those of HS2017.
    """

    baci: Path | None = None
    countries: Path | None = None
    comtrade: Path | None = None
    itpd: Path | None = None
    gdp: Path | None = None
    value_added: Path | None = None
    tariffs: tuple[Path, ...] = ()
    concordance: Path | None = None
    editions: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is not in a file.

    Attributes:
        year: The year of trade, where a file holds several.
        economies: Codes of economies; the others join the rest of the world.
        one_sector: Whether everything is one sector.
        output_per_value_added: Output over value added, where nothing is bought as an input.
        value_added_share: Value added over revenue, where inputs are a bundle of everything.
        elasticities: One trade elasticity for all sectors, or the name of a published set.
        duty: Which kind of rate to read from a web download of WITS.
        tariff_year: Which year of rates to read, where a file of WITS holds several.
    """

    year: int | None = None
    economies: Sequence[str] | None = None
    one_sector: bool = False
    output_per_value_added: float | None = None
    value_added_share: float | None = None
    elasticities: Elasticities = 4.0
    duty: str = APPLIED
    tariff_year: int | None = None


def build_from_files(files: SourceFiles, choices: Choices) -> BuiltWorld:
    """Read the files and build a world of them.

    Args:
        files: The files.
        choices: What is not in them.

    Raises:
        SourceError: A file cannot be read, or is not in its form.
        WorldError: The files do not go together, or make no world.
        UnknownCodeError: An economy, a sector or a set of elasticities is on no list.
    """
    _check(files, choices)
    trade = _trade(files, choices)
    here = {*trade.rows["exporter"], *trade.rows["importer"]} & set(places())
    share = choices.value_added_share
    return build_world(
        trade,
        gdp=None if files.gdp is None else read_wdi(files.gdp, year=trade.year),
        tariffs=[
            read_rates(
                path,
                trade_year=trade.year,
                year=choices.tariff_year,
                duty=choices.duty,
                partners=sorted(here),
            )
            for path in files.tariffs
        ],
        inputs=None if share is None else Roundabout(share),
        value_added=None if files.value_added is None else read_value_added(files.value_added),
        output_per_value_added=choices.output_per_value_added,
        elasticities=choices.elasticities,
        economies=choices.economies,
        sectors=_sectors(files, choices),
    )


def read_value_added(path: Path) -> pl.DataFrame:
    """Read a CSV file with the columns economy, sector and value.

    Raises:
        SourceError: A column is missing, a cell comes twice, or a value is none or negative.
    """
    frame = read_csv_text(path, columns=MADE)
    refuse_twice(frame, MADE[:2], str(path))
    value = numbers(frame, "value", str(path), least=0.0)
    return frame.select("economy", "sector", value=value)


def _check(files: SourceFiles, choices: Choices) -> None:
    """Refuse what does not go together before anything is read."""
    _one_trade(files)
    both = files.concordance is not None and choices.one_sector
    neither = files.concordance is None and not choices.one_sector
    if both:
        raise _misfit("a concordance makes many sectors", "one sector", "Give one of the two")
    if files.itpd is None and neither:
        raise _misfit(
            "products of six digits are too many to be sectors",
            "sectors",
            "Ask for one sector, or give a concordance",
        )
    if files.itpd is not None and files.concordance is not None:
        raise _misfit(
            "ITPD has industries of its own, not products",
            "concordance",
            "Leave it out, or ask for one sector",
        )
    if files.editions is not None and files.concordance is None:
        raise _misfit("editions of products need a concordance", "editions", "Give it too")
    if choices.value_added_share is not None and choices.output_per_value_added is not None:
        raise _misfit(
            "output per value added is one over the share of value added",
            "value-added share",
            "Give one of the two",
        )


def _one_trade(files: SourceFiles) -> None:
    named = {"BACI": files.baci, "Comtrade": files.comtrade, "ITPD": files.itpd}
    given = [name for name, path in named.items() if path is not None]
    if len(given) != 1:
        raise _misfit(
            f"trade comes from {' and '.join(given) or 'no file'}",
            "trade",
            f"Give exactly one of {', '.join(named)}",
        )
    if (files.baci is None) != (files.countries is None):
        lead = "BACI needs its list of countries" if files.baci else "a list of countries is BACI's"
        raise _misfit(lead, "countries", "Give the flows and country_codes of one archive")


def _misfit(what: str, where: str, remedy: str) -> WorldError:
    return WorldError(what, where=where, remedy=remedy)


def _trade(files: SourceFiles, choices: Choices) -> TradeTable:
    if files.itpd is not None:
        if choices.year is None:
            raise _misfit("ITPD holds many years", "year", "Say which")
        return read_itpd(files.itpd, year=choices.year)
    if files.baci is not None and files.countries is not None:
        table = read_baci(files.baci, countries=files.countries)
    else:
        assert files.comtrade is not None
        table = read_comtrade(files.comtrade)
    if choices.year is not None and choices.year != table.year:
        raise _misfit(f"trade is of {table.year}, not of {choices.year}", "year", "Leave it out")
    return table


def _sectors(files: SourceFiles, choices: Choices) -> ProductSectors | str | None:
    if files.concordance is not None:
        return read_product_sectors(files.concordance, editions=files.editions)
    return ALL if choices.one_sector else None
