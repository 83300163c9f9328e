"""`tradetalks atlas build`: a world of one's own from official files."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli import options
from tradetalks.errors import WorldError

if TYPE_CHECKING:
    from tradetalks.atlas.own.from_files import Choices, SourceFiles


def build_command(
    output: Annotated[Path, typer.Option("-o", "--output", help="World file to write.")],
    icio: Annotated[
        Path | None, typer.Option(help="OECD ICIO table, the official CSV of any year.")
    ] = None,
    baci: Annotated[
        Path | None, typer.Option(help="Trade: CEPII's BACI; needs --countries.")
    ] = None,
    countries: Annotated[
        Path | None, typer.Option(help="The list country_codes that comes with BACI.")
    ] = None,
    comtrade: Annotated[
        Path | None, typer.Option(help="Trade: an answer of UN Comtrade, CSV or JSON.")
    ] = None,
    itpd: Annotated[
        Path | None, typer.Option(help="Trade with sales at home: ITPD-E or -S; needs --year.")
    ] = None,
    gdp: Annotated[
        Path | None, typer.Option(help="Output: World Development Indicators, JSON of the API.")
    ] = None,
    value_added: Annotated[
        Path | None,
        typer.Option(help="CSV: economy, sector, value (billions, or shares with --gdp)."),
    ] = None,
    output_per_value_added: Annotated[
        float | None, typer.Option(help="Output over value added, where there are no inputs.")
    ] = None,
    value_added_share: Annotated[
        float | None,
        typer.Option(help="Value added over output; the rest buys a bundle of everything."),
    ] = None,
    tariffs: Annotated[
        list[Path] | None,
        typer.Option(
            help="Downloads of WITS, or CSV: exporter, importer, sector, rate. Repeatable. "
            "Default: those that ship with --icio, none otherwise."
        ),
    ] = None,
    duty: Annotated[
        str | None,
        typer.Option(help="Kind of rate in a web download of WITS: MFN, AHS (default) or PRF."),
    ] = None,
    tariff_year: Annotated[
        int | None, typer.Option(help="Year of rates, where a file of WITS holds several.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Year of the trade; default: from the file.")
    ] = None,
    economies: Annotated[
        str | None, typer.Option(metavar="A,B,…", help="Economies; the others become ROW.")
    ] = None,
    one_sector: Annotated[
        bool, typer.Option("--one-sector", help="Everything is one sector.")
    ] = False,
    concordance: Annotated[
        Path | None, typer.Option(help="CSV from HS6 (2017) to ISIC: sectors of the default world.")
    ] = None,
    editions: Annotated[
        Path | None, typer.Option(help="CSV from HS2022 to HS2017, for products of 2022.")
    ] = None,
    elasticities: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER_OR_NAME", help="Trade elasticity, or a published set; default: 4."
        ),
    ] = None,
    industries: Annotated[
        bool, typer.Option("--industries", help="Keep the industries of --icio as they are.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Build a balanced world from an OECD table, or from trade, output and tariffs."""
    if icio is not None:
        others = {
            "--baci": baci,
            "--countries": countries,
            "--comtrade": comtrade,
            "--itpd": itpd,
            "--gdp": gdp,
            "--value-added": value_added,
            "--output-per-value-added": output_per_value_added,
            "--value-added-share": value_added_share,
            "--duty": duty,
            "--tariff-year": tariff_year,
            "--economies": economies,
            "--one-sector": one_sector or None,
            "--concordance": concordance,
            "--editions": editions,
            "--elasticities": elasticities,
        }
        _refuse_beside("--icio", others, "it holds all of a world but its tariffs")
        _from_icio(icio, output, one_tariff_file(tariffs), year, not industries, json=json)
        return
    _refuse_beside("--baci, --comtrade or --itpd", {"--industries": industries or None}, "")
    from tradetalks.atlas.own.from_files import Choices, SourceFiles
    from tradetalks.atlas.sources.rate_files import APPLIED

    files = SourceFiles(
        baci=baci,
        countries=countries,
        comtrade=comtrade,
        itpd=itpd,
        gdp=gdp,
        value_added=value_added,
        tariffs=tuple(tariffs or ()),
        concordance=concordance,
        editions=editions,
    )
    choices = Choices(
        year=year,
        economies=parse_economies(economies),
        one_sector=one_sector,
        output_per_value_added=output_per_value_added,
        value_added_share=value_added_share,
        elasticities=parse_elasticities(elasticities),
        duty=duty or APPLIED,
        tariff_year=tariff_year,
    )
    _from_files(files, choices, output, json=json)


def one_tariff_file(tariffs: list[Path] | None) -> Path | None:
    """Return the one file of tariffs that an OECD table may have.

    Raises:
        WorldError: There are several.
    """
    if tariffs and len(tariffs) > 1:
        raise WorldError(
            "several files of tariffs go with trade, not with --icio",
            where="--tariffs",
            remedy="Give one CSV file with exporter, importer, sector, rate",
        )
    return tariffs[0] if tariffs else None


def parse_economies(text: str | None) -> tuple[str, ...] | None:
    """Return the codes of `--economies`, or None for none.

    Raises:
        WorldError: The text has an empty code.
    """
    if text is None:
        return None
    codes = tuple(code.strip().upper() for code in text.split(","))
    if not all(codes):
        raise WorldError(
            f"'{text}' is no list of economies",
            where="--economies",
            remedy="Write codes with commas between, as in PAK,USA,CHN",
        )
    return codes


def parse_elasticities(text: str | None) -> float | str:
    """Return a number, or the name of a published set; 4 for nothing."""
    try:
        return float(text or 4.0)
    except ValueError:
        return str(text)


def _refuse_beside(chosen: str, others: Mapping[str, object], why: str) -> None:
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise WorldError(
            f"{given[0]} does not go with {chosen}{f': {why}' if why else ''}",
            where="atlas build",
            remedy="Give exactly one of --icio, --baci, --comtrade and --itpd, and what goes with"
            " it"
            if given[0] in ("--baci", "--comtrade", "--itpd")
            else "Leave it out",
        )


def _from_icio(
    icio: Path, output: Path, tariffs: Path | None, year: int | None, by_sector: bool, *, json: bool
) -> None:
    from tradetalks.atlas.build.from_icio import build_from_icio
    from tradetalks.atlas.save import save_world
    from tradetalks.cli import shapes, show

    with options.working(f"reading {icio.name}"):
        world, built = build_from_icio(icio, year=year, by_sector=by_sector, tariffs=tariffs)
        save_world(world, output)
    print(shapes.dump(shapes.built_shape(world, built, output))) if json else show.built(
        world, built, output
    )


def _from_files(files: "SourceFiles", choices: "Choices", output: Path, *, json: bool) -> None:
    from tradetalks.atlas.own.from_files import build_from_files
    from tradetalks.atlas.save import save_world
    from tradetalks.cli import shapes, show

    with options.working("reading trade"):
        built = build_from_files(files, choices)
        save_world(built.world, output)
    print(shapes.dump(shapes.own_shape(built, output))) if json else show.own(built, output)
