"""`tradetalks weigh`: one deal, as a whole or in one of the other ways."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli import modes, options
from tradetalks.cli.drawing import DrawOptions, draws_of, require_some

if TYPE_CHECKING:
    from datetime import date

    from tradetalks.atlas.world import World
    from tradetalks.model.structure import Structure
    from tradetalks.policy.deal import Deal


def weigh_command(
    deal: Annotated[Path, typer.Argument(help="Deal file in TOML (docs/reference/deal-file.md).")],
    as_of: options.AsOf = None,
    world: options.WorldName = "default",
    elasticities: options.Elasticities = None,
    structure: options.StructureName = None,
    closure: options.ClosureName = None,
    sectors: Annotated[bool, typer.Option(help="Add output and employment by sector.")] = False,
    flows: Annotated[bool, typer.Option(help="Add bilateral flows (with --json).")] = False,
    path: modes.ByYear = False,
    years: modes.Years = None,
    discount: modes.Discount = None,
    draws: modes.Draws = None,
    seed: modes.Seed = None,
    covariance: modes.CovarianceFile = None,
    elasticity_draws: modes.DrawsFile = None,
    sensitivity: modes.Sensitive = False,
    json: options.Json = False,
) -> None:
    """Weigh a deal: what it does to every economy, in general equilibrium."""
    from tradetalks import load_deal, load_world

    mode = modes.mode_of(
        {
            "--sectors": sectors,
            "--flows": flows,
            "--path": path,
            "--years": years,
            "--discount": discount,
            "--draws": draws,
            "--seed": seed,
            "--covariance": covariance,
            "--elasticity-draws": elasticity_draws,
            "--sensitivity": sensitivity,
        }
    )
    drawn = None
    if draws is not None:
        drawn = DrawOptions(
            count=draws,
            seed=seed,
            elasticities=elasticities,
            covariance=covariance,
            matrix=elasticity_draws,
        )
    day = options.parse_date(as_of, option="--as-of")
    imbalances = options.parse_closure(closure)
    at = load_world(world, elasticities=elasticities)
    model = options.parse_structure(structure, imbalances, at)
    terms = load_deal(deal, at)
    asked = _Asked(at, terms, day, model, json)
    if mode == modes.PATH:
        _by_year(asked, years=years, discount=modes.parse_discount(discount))
    elif mode == modes.SENSITIVITY:
        _sensitive(asked)
    elif drawn is not None:
        _drawn(asked, drawn, one_model=bool(structure or closure))
    else:
        _as_a_whole(asked, sectors=sectors, flows=flows)


@dataclass(frozen=True, eq=False)
class _Asked:
    """What every way to weigh a deal is given."""

    world: "World"
    deal: "Deal"
    day: "date | None"
    structure: "Structure"
    json: bool


def _as_a_whole(asked: _Asked, *, sectors: bool, flows: bool) -> None:
    from tradetalks import weigh
    from tradetalks.cli import shapes, show_deal

    with options.working("solving the status quo and the deal"):
        outcome = weigh(asked.world, asked.deal, on=asked.day, structure=asked.structure)
    if asked.json:
        print(shapes.dump(shapes.outcome_shape(outcome, asked.deal, sectors=sectors, flows=flows)))
    else:
        show_deal.outcome(outcome, asked.deal, sectors=sectors)


def _by_year(asked: _Asked, *, years: int | None, discount: float) -> None:
    from tradetalks import weigh_path
    from tradetalks.cli import shapes, show_deal

    with options.working("solving year after year"):
        found = weigh_path(
            asked.world,
            asked.deal,
            on=asked.day,
            structure=asked.structure,
            years=years,
            discount=discount,
        )
    print(shapes.dump(shapes.path_shape(found))) if asked.json else show_deal.path(found)


def _drawn(asked: _Asked, drawn: DrawOptions, *, one_model: bool) -> None:
    from tradetalks import weigh_draws
    from tradetalks.cli import shapes, shapes_draws, show_draws
    from tradetalks.model.draws import DEFAULT_STRUCTURES

    began = perf_counter()
    draws = draws_of(asked.world, drawn)
    with options.counting("weighing draws") as progress:
        found = weigh_draws(
            asked.world,
            asked.deal,
            draws,
            on=asked.day,
            structures=(asked.structure,) if one_model else DEFAULT_STRUCTURES,
            progress=progress,
        )
    require_some(found)
    elapsed = perf_counter() - began
    if asked.json:
        shape = shapes_draws.draws_shape(found, asked.deal, seed=drawn.seeded, elapsed=elapsed)
        print(shapes.dump(shape))
    else:
        show_draws.draws(found, asked.deal, seed=drawn.seeded, elapsed=elapsed)


def _sensitive(asked: _Asked) -> None:
    from tradetalks import sensitivity
    from tradetalks.cli import shapes, shapes_draws, show_draws

    with options.working("differentiating the status quo and the deal"):
        found = sensitivity(
            asked.world,
            asked.deal,
            asked.deal.parties,
            on=asked.day,
            structure=asked.structure,
        )
    if asked.json:
        print(shapes.dump(shapes_draws.sensitivity_shape(found, asked.deal)))
    else:
        show_draws.sensitivity(found, asked.deal)
