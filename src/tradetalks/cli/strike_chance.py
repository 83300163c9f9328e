"""What `strike --draws` adds, for a person and as JSON: how sure the terms and the list are."""

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.cli.strike_numbers import money
from tradetalks.cli.strike_rows import line_named, party_named
from tradetalks.cli.tables import NOTHING_THERE, table
from tradetalks.units import Unit

if TYPE_CHECKING:
    from tradetalks.atlas.world import World
    from tradetalks.bargain.chance import Odds
    from tradetalks.model.interval import Chance, Interval

CHANCE_UNITS = {
    "chance": Unit.FRACTION,
    "error": Unit.FRACTION,
    "over_fallback_usd": Unit.BILLION_USD,
    "rank_correlation": Unit.FRACTION,
}
"""The unit of every number that `--draws` adds to `strike --json`."""


def chances(out: Console, found: "Odds", world: "World") -> None:
    """Print how sure it is that the sides would sign, and which lines stay cheap."""
    out.print(_sides(found, world))
    lost = f"; {len(found.failures)} more have no equilibrium" if found.failures else ""
    out.print(
        f"All sides sign in {_percent(found.signs)} percent of {found.signs.count:,} draws{lost}. "
        "± is one standard error from the number of draws."
    )
    if found.lines:
        out.print(_lines(found, world))
    if found.rank_correlation is not None:
        ranks = found.rank_correlation
        out.print(
            f"The list keeps its order with a correlation of {ranks.middle:.2f} "
            f"({ranks.low:.2f} to {ranks.high:.2f})."
        )
    out.print(f"Assumed: {escape(found.draws.sentence)}")


def _sides(found: "Odds", world: "World") -> Table:
    rows = [
        [party_named(code, world), _percent(better), *_range(found.interval(at))]
        for at, (code, better) in enumerate(zip(found.sides, found.gains, strict=True))
    ]
    columns = [
        ("side", "<"),
        ("better off than without a deal, %", ">"),
        ("gain over its fallback: 5 %", ">"),
        ("median", ">"),
        ("95 %", ">"),
    ]
    return table(
        "How sure? These terms under other elasticities, million USD a year", columns, rows
    )


def _lines(found: "Odds", world: "World") -> Table:
    rows = [
        [
            party_named(found.sides[each.offer.line.owner], world),
            line_named(each.offer.line, world),
            _percent(each.helps_owner),
            _percent(each.helps_others),
            _percent(each.free_at_first),
            _percent(each.among_first),
        ]
        for each in found.lines
    ]
    columns = [
        ("levied by", "<"),
        ("goods", "<"),
        ("whole cut helps its owner", ">"),
        ("helps the others", ">"),
        ("first point helps both", ">"),
        ("among the five cheapest", ">"),
    ]
    return table("In how many percent of the draws a cut …", columns, rows)


def _percent(part: "Chance") -> str:
    return f"{100 * part.value:.1f}" + (f" ± {100 * part.error:.1f}" if part.error else "")


def _range(between: "Interval | None") -> list[str]:
    if between is None:
        return [NOTHING_THERE] * 3
    return [money(between.low), money(between.middle), money(between.high)]


def chance_shape(found: "Odds", *, seed: int | None) -> dict[str, Any]:
    """Return how sure the terms and the list are.

    Args:
        found: The odds.
        seed: Of the draws.
    """
    ranks = found.rank_correlation
    return {
        "units": {name: unit.value for name, unit in CHANCE_UNITS.items()},
        "draws": found.count,
        "solved": found.signs.count,
        "seed": seed,
        "sentence": found.draws.sentence,
        "all_sign": _chance_shape(found.signs),
        "sides": [
            {
                "code": code,
                "better_off": _chance_shape(better),
                "over_fallback_usd": _interval_shape(found.interval(at)),
            }
            for at, (code, better) in enumerate(zip(found.sides, found.gains, strict=True))
        ],
        "lines": [
            {
                "side": found.sides[each.offer.line.owner],
                "sectors": list(each.offer.line.sectors),
                "to": list(each.offer.line.to),
                "helps_owner": _chance_shape(each.helps_owner),
                "helps_others": _chance_shape(each.helps_others),
                "free_at_first": _chance_shape(each.free_at_first),
                "among_first": _chance_shape(each.among_first),
            }
            for each in found.lines
        ],
        "rank_correlation": _interval_shape(ranks),
        "failures": [
            {"draw": each.draw, "verdict": each.verdict, "reason": each.reason}
            for each in found.failures
        ],
    }


def _chance_shape(part: "Chance") -> dict[str, float]:
    return {"chance": part.value, "error": part.error}


def _interval_shape(between: "Interval | None") -> list[float] | None:
    """Return the 5, 50 and 95 percent quantiles."""
    return None if between is None else [between.low, between.middle, between.high]
