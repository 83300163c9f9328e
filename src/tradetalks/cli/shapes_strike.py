"""The documented JSON of `strike` (docs/reference/json.md)."""

from typing import TYPE_CHECKING

import numpy as np

from tradetalks.bargain.showing import Showing
from tradetalks.cli import shapes_strike_around as around
from tradetalks.cli.shapes import VERSION, Shape, certificate_shape, deal_shape
from tradetalks.cli.strike_chance import chance_shape
from tradetalks.cli.strike_export import withheld
from tradetalks.units import Unit

if TYPE_CHECKING:
    from tradetalks.bargain.chance import Odds
    from tradetalks.bargain.proof import Proof
    from tradetalks.bargain.settle import Settlement
    from tradetalks.bargain.strike import Strike
    from tradetalks.policy.negotiation import Objective, Side

STRIKE_UNITS = (
    dict.fromkeys(
        (
            "rate",
            "rate_now",
            "rates",
            "cut_to",
            "free_to",
            "floor",
            "ceiling",
            "at_least",
            "at_most",
            "revenue_floor",
            "gain",
            "over_fallback",
            "ideal",
            "price",
            "linear_error",
            "deal",
            "cheating",
            "war",
            "discount_factor",
            "interest_rate",
            "points",
            "subsidy",
            "additionality",
        ),
        Unit.FRACTION,
    )
    | dict.fromkeys(
        (
            "gain_usd",
            "over_fallback_usd",
            "to_sign_usd",
            "to_spare_usd",
            "cost_usd",
            "brings_usd",
            "free_brings_usd",
            "by_point_usd",
            "whole_usd",
            "lost_usd",
            "withdrawn_usd",
            "amount_usd",
            "flow_before_usd",
            "flow_without_usd",
            "flow_asked_usd",
            "outlay_usd",
            "reached_usd",
            "equivalent_variation",
        ),
        Unit.BILLION_USD,
    )
    | {"real_income_hat": Unit.RATIO}
)
"""The unit of numbers that `strike --json` prints, by field."""


def strike_shape(struck: "Strike", sure: "Odds | None" = None, *, seed: int | None = None) -> Shape:
    """Return what was struck, without what private sides keep to themselves.

    Args:
        struck: The talks, struck.
        sure: How sure the terms are, where that was asked for.
        seed: Of the draws behind it.
    """
    showing = Showing(struck)
    seat, first = struck.seat, struck.settled
    several = showing.open
    return {
        "schema": f"tradetalks/strike/{VERSION}",
        "talks": deal_shape(seat.negotiation.deal),
        "on": str(seat.eve.schedule.on),
        "known": str(seat.eve.schedule.known),
        "units": {name: unit.value for name, unit in STRIKE_UNITS.items()},
        "verdict": str(first.verdict),
        "sides": [_side(showing, at) for at in range(len(showing.talks.sides))],
        "lines": [_line(showing, at) for at in range(len(showing.rows))],
        "terms": _terms(showing),
        "other_rules": [_settlement(showing, each) for each in struck.settlements[1:]]
        if several
        else None,
        "frontier": around.frontier_shape(showing) if several else None,
        "exchange": around.exchange_shape(struck) if several else None,
        "swaps": around.swaps_shape(struck) if several else None,
        "economies": around.economies_shape(struck) if showing.effects else None,
        "third_parties": around.third_parties_shape(showing),
        "raised": around.raised_shape(showing),
        "reactions": around.reactions_shape(showing),
        "war": around.war_shape(struck.war) if several else None,
        "keeps": around.keeps_shape(struck) if several else None,
        "pledges": around.pledges_shape(struck) if showing.effects else None,
        "chance": chance_shape(sure, seed=seed) if several and sure is not None else None,
        "assumptions": _assumptions(showing),
        "withheld": withheld(showing),
        "baseline_certificate": certificate_shape(seat.before.certificate),
        "seconds": struck.seconds,
    }


def _assumptions(showing: Showing) -> list[str]:
    ours = list(showing.strike.seat.assumptions)
    return ours + [each for each in showing.talks.assumptions if each not in ours]


def _side(showing: Showing, at: int) -> Shape:
    side = showing.strike.seat.negotiation.sides[at]
    shown = showing.talks.sides[at]
    shape: Shape = {"code": side.code, "members": list(side.members), "private": side.private}
    return shape | _room(shown) | _fallback(showing, side, at) | _gains(showing, at)


def _room(side: "Side") -> Shape:
    """Return what a side says of its room; nulls where it says nothing."""
    if side.private:
        return dict.fromkeys(("weight", "objective", "sensitive", "wants", "red_lines"))
    return {
        "weight": side.weight,
        "objective": _objective(side.objective),
        "sensitive": list(side.sensitive),
        "wants": [{"sectors": list(want.sectors), "note": want.note} for want in side.wants],
        "red_lines": [
            {
                "on": list(line.on),
                "to": list(line.to),
                "sectors": list(line.sectors),
                "measure": line.measure,
                "keep": line.keep,
                "at_least": line.at_least,
                "at_most": line.at_most,
            }
            for line in side.red_lines
        ],
    }


def _objective(objective: "Objective") -> Shape:
    return {
        "kind": str(objective.kind),
        "sector_weights": dict(objective.sector_weights),
        "revenue_floor": objective.revenue_floor,
        "employment_floors": dict(objective.employment_floors),
    }


def _fallback(showing: Showing, side: "Side", at: int) -> Shape:
    if side.private:
        return {"fallback": None}
    outside = showing.strike.seat.fallbacks.sides[at]
    income = float(showing.strike.seat.table.income[at])
    shown = showing.fallback(at)
    return {
        "fallback": {
            "kind": str(side.fallback.kind),
            "sentence": outside.sentence,
            "notes": [state.note for state, _ in outside.states if state.note],
            "gain": outside.gain if shown else None,
            "gain_usd": outside.gain * income if shown else None,
        }
    }


def _gains(showing: Showing, at: int) -> Shape:
    names = (
        "gain",
        "gain_usd",
        "over_fallback",
        "over_fallback_usd",
        "to_sign_usd",
        "to_spare_usd",
    )
    if not showing.gain(at):
        return dict.fromkeys(names)
    settled, gap = showing.strike.settled, showing.strike.gap
    own = {
        "gain": float(settled.gains[at]),
        "gain_usd": float(settled.gains[at] * showing.strike.seat.table.income[at]),
    }
    if not showing.fallback(at):
        return dict.fromkeys(names) | own
    return own | {
        "over_fallback": float(settled.over_fallback[at]),
        "over_fallback_usd": float(gap.over_fallback[at]),
        "to_sign_usd": float(gap.to_sign[at]),
        "to_spare_usd": float(gap.to_spare[at]),
    }


def _line(showing: Showing, at: int) -> Shape:
    row, span = showing.rows[at], showing.spans[at]
    private = row.span.side in showing.private
    known = span is not None and not private
    return {
        "side": row.span.side,
        "by": list(row.span.instrument.by),
        "to": list(row.span.instrument.to),
        "mfn": row.span.instrument.mfn,
        "sectors": list(row.span.sectors),
        "measure": row.span.instrument.measure,
        "rate_now": row.now,
        "floor": span.low if known and span is not None else None,
        "ceiling": span.high if known and span is not None else None,
        "rate": showing.rate(at),
        "rests_on": showing.bound(at),
    }


def _terms(showing: Showing) -> Shape:
    settled = showing.strike.settled
    binding = [{"floor": name, "price": price} for name, price in settled.binding]
    return {
        "rule": str(settled.rule),
        "binding": binding if showing.open else None,
        "ideal": None if settled.ideal is None or not showing.open else settled.ideal.tolist(),
        "certificate": proof_shape(settled.proof),
        "evaluations": settled.evaluations,
        "seconds": settled.seconds,
    }


def _settlement(showing: Showing, settled: "Settlement") -> Shape:
    table = showing.strike.seat.table
    return {
        "rule": str(settled.rule),
        "verdict": str(settled.verdict),
        "rates": [row.agreed(settled.rate) for row in showing.rows],
        "gain": settled.gains.tolist(),
        "gain_usd": (settled.gains * table.income).tolist(),
        "over_fallback": settled.over_fallback.tolist(),
        "over_fallback_usd": ((settled.gains - table.fallback) * table.income).tolist(),
        "binding": [{"floor": name, "price": price} for name, price in settled.binding],
        "ideal": None if settled.ideal is None else np.asarray(settled.ideal).tolist(),
        "certificate": proof_shape(settled.proof),
        "evaluations": settled.evaluations,
        "seconds": settled.seconds,
    }


def proof_shape(proof: "Proof") -> Shape:
    """Return what stands behind an answer of a search."""
    return {
        "holds": proof.holds,
        "residual": proof.residual,
        "uphill": proof.uphill,
        "slope_error": proof.slope_error,
        "starts": proof.starts,
        "failures": list(proof.failures),
    }
