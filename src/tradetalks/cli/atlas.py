"""`tradetalks atlas`: what is in a world, and how to build one of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from tradetalks.cli import options

atlas_app = typer.Typer(
    help="List a world's economies, sectors, sources and dates; build a world of one's own.",
    invoke_without_command=True,
)


@atlas_app.callback()
def list_command(
    context: typer.Context,
    world: options.WorldName = "default",
    report: Annotated[
        bool, typer.Option("--report", help="What balancing moved, by economy (default world).")
    ] = False,
    json: options.Json = False,
) -> None:
    """List a world's economies, sectors, sources and dates."""
    if context.invoked_subcommand is not None:
        return
    from tradetalks import load_world
    from tradetalks.cli import shapes, show

    if report:
        from tradetalks.atlas.report import balancing_report

        moves = balancing_report()
        print(shapes.dump(shapes.report_shape(moves))) if json else show.report(moves)
        return
    chosen = load_world(world)
    print(shapes.dump(shapes.world_shape(chosen))) if json else show.world(chosen)


@atlas_app.command("build")
def build_command(
    icio: Annotated[Path, typer.Option(help="OECD ICIO table, the official CSV of any year.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="World file to write.")],
    tariffs: Annotated[
        Path | None,
        typer.Option(help="CSV with exporter, importer, sector, rate; default: those that ship."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Year the table describes; default: from the file's name.")
    ] = None,
    industries: Annotated[
        bool, typer.Option("--industries", help="Keep the table's industries as they are.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Build an exact world from an official OECD inter-country input-output table."""
    from tradetalks.atlas.build.from_icio import build_from_icio
    from tradetalks.atlas.save import save_world
    from tradetalks.cli import shapes, show

    with options.working(f"reading {icio.name}"):
        world, built = build_from_icio(icio, year=year, by_sector=not industries, tariffs=tariffs)
        save_world(world, output)
    print(shapes.dump(shapes.built_shape(world, built, output))) if json else show.built(
        world, built, output
    )
