"""`tradetalks atlas`: what is in a world, and how to build one of one's own."""

from typing import Annotated

import typer

from tradetalks.cli import options
from tradetalks.cli.atlas_build import build_command

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


atlas_app.command("build")(build_command)
