"""The six commands."""

from pathlib import Path
from typing import Annotated

import typer

from tradetalks.cli import options
from tradetalks.cli.atlas import atlas_app
from tradetalks.cli.dossier import dossier_app
from tradetalks.cli.read import read_command
from tradetalks.cli.strike import strike_command
from tradetalks.cli.weigh import weigh_command

app = typer.Typer(
    help="An open trade-talks desk: read the news, weigh the deal, write the brief.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(atlas_app, name="atlas")
app.add_typer(dossier_app, name="dossier")


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from tradetalks import __version__

        print(f"tradetalks {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


app.command("read")(read_command)
app.command("weigh")(weigh_command)
app.command("strike")(strike_command)


@app.command("brief")
def brief_command(
    source: Annotated[
        str, typer.Argument(help="Article, deal or talks file; '-' for an article on stdin.")
    ],
    as_of: options.AsOf = None,
    world: options.WorldName = "default",
    elasticities: options.Elasticities = None,
    parties: options.Parties = None,
    talks: Annotated[
        Path | None,
        typer.Option("--talks", help="Talks file: adds the section on terms both could sign."),
    ] = None,
    private: Annotated[
        list[Path] | None,
        typer.Option("--private", metavar="FILE", help="A side's own file. Repeatable."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="HTML file; default: beside the source.")
    ] = None,
    timings: Annotated[bool, typer.Option("--timings", help="Print where the time went.")] = False,
    json: options.Json = False,
) -> None:
    """Write the brief on an article, a deal or talks: one HTML file that needs no network."""
    from tradetalks import write_brief
    from tradetalks.cli import shapes, show

    with options.working("reading") as progress:
        brief = write_brief(
            options.source_or_stdin(source),
            output or options.default_output(source),
            as_of=options.parse_date(as_of, option="--as-of"),
            world=world,
            elasticities=elasticities,
            parties=options.parse_parties(parties),
            talks=talks,
            private=private or (),
            progress=progress,
        )
    if json:
        print(shapes.dump(shapes.brief_shape(brief)))
    else:
        show.brief(brief, timings=timings)
