"""`tradetalks strike`: from a talks file to the terms that its sides would sign."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli import modes, options
from tradetalks.cli.drawing import DrawOptions, draws_of
from tradetalks.errors import InputError, UnknownCodeError

if TYPE_CHECKING:
    from tradetalks.bargain.chance import Odds
    from tradetalks.bargain.settle import Rule
    from tradetalks.bargain.strike import Strike
    from tradetalks.model.sampling import ElasticityDraws

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
    draws: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Under N draws of elasticities: the chance that all sides sign."
        ),
    ] = None,
    seed: modes.Seed = None,
    json: options.Json = False,
) -> None:
    """Strike talks: the terms that their sides would sign, and what surrounds them."""
    day = options.parse_date(as_of, option="--as-of")
    check_points(points)
    drawn = parse_draws(draws, seed, elasticities)
    from tradetalks import load_talks, load_world, strike

    rules = parse_rules(rule)
    at = load_world(world, elasticities=elasticities)
    model = options.parse_structure(structure, options.parse_closure(closure), at)
    negotiation = load_talks(talks, at, private=private or ())
    thetas = None if drawn is None else draws_of(at, drawn)
    with options.working("searching for terms"):
        found = strike(at, negotiation, on=day, structure=model, rules=rules, points=points)
    sure = None if thetas is None else _odds(found, thetas)
    _print(found, sure, seed=None if drawn is None else drawn.seeded, json=json)


def _odds(found: "Strike", draws: "ElasticityDraws") -> "Odds":
    from tradetalks.bargain.strike_odds import strike_odds

    with options.counting("drawing elasticities") as progress:
        return strike_odds(found, draws, progress=progress)


def _print(found: "Strike", sure: "Odds | None", *, seed: int | None, json: bool) -> None:
    if json:
        from tradetalks.cli import shapes
        from tradetalks.cli.shapes_strike import strike_shape

        print(shapes.dump(strike_shape(found, sure, seed=seed)))
    else:
        from tradetalks.cli import show_strike

        show_strike.struck(found, sure)


def parse_draws(
    count: int | None, seed: int | None, elasticities: str | None
) -> DrawOptions | None:
    """Return what is to be drawn, None for nothing.

    Raises:
        InputError: Too few or too many, or a seed without draws.
    """
    if count is None:
        if seed is not None:
            raise InputError(f"--seed goes only with {modes.DRAWS}", remedy="Leave it out")
        return None
    return DrawOptions(
        count=count, seed=seed, elasticities=elasticities, covariance=None, matrix=None
    )


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
