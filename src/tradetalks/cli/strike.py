"""`tradetalks strike`: from a talks file to the terms that its sides would sign."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli import options
from tradetalks.errors import InputError, UnknownCodeError

if TYPE_CHECKING:
    from tradetalks.bargain.settle import Rule

ALL = "all"
FEWEST_POINTS, MOST_POINTS = 3, 101


def strike_command(
    talks: Annotated[
        Path, typer.Argument(help="Talks file in TOML (docs/reference/talks-file.md).")
    ],
    as_of: options.AsOf = None,
    private: Annotated[
        list[Path] | None,
        typer.Option("--private", metavar="FILE", help="A side's own file. Repeatable."),
    ] = None,
    world: options.WorldName = "default",
    elasticities: options.Elasticities = None,
    structure: options.StructureName = None,
    closure: options.ClosureName = None,
    rule: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="nash, kalai, kalai-smorodinsky, utilitarian or all; "
            "default: nash, with kalai-smorodinsky beside it.",
        ),
    ] = None,
    points: Annotated[int, typer.Option(metavar="N", help="Points of the frontier.")] = 11,
    json: options.Json = False,
) -> None:
    """Strike talks: the terms that their sides would sign, and what surrounds them."""
    day = options.parse_date(as_of, option="--as-of")
    check_points(points)
    from tradetalks import load_talks, load_world, strike
    from tradetalks.cli import shapes

    rules = parse_rules(rule)
    at = load_world(world, elasticities=elasticities)
    model = options.parse_structure(structure, options.parse_closure(closure), at)
    negotiation = load_talks(talks, at, private=private or ())
    with options.working("searching for terms"):
        found = strike(at, negotiation, on=day, structure=model, rules=rules, points=points)
    if json:
        from tradetalks.cli.shapes_strike import strike_shape

        print(shapes.dump(strike_shape(found)))
    else:
        from tradetalks.cli import show_strike

        show_strike.struck(found)


def check_points(points: int) -> None:
    """Check that a frontier of so many points can be drawn.

    Raises:
        InputError: It cannot.
    """
    if not FEWEST_POINTS <= points <= MOST_POINTS:
        raise InputError(
            f"a frontier of {points} points",
            where="--points",
            remedy=f"Ask for {FEWEST_POINTS} to {MOST_POINTS}: two of them are its ends",
        )


def parse_rules(name: str | None) -> "tuple[Rule, ...]":
    """Return the rules of that name, the first of which is the one shown in full.

    Raises:
        UnknownCodeError: There is no such rule.
    """
    from tradetalks.bargain.settle import Rule

    if name is None:
        return Rule.NASH, Rule.KALAI_SMORODINSKY
    if name == ALL:
        return tuple(Rule)
    names = [str(each) for each in Rule]
    if name not in names:
        raise UnknownCodeError("bargaining rule", name, [*names, ALL], where="--rule")
    return (Rule(name),)
