"""The JSON of what surrounds terms: the frontier, offers, those outside, the war, pledges."""

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.showing import Showing
from tradetalks.cli.shapes import Shape

if TYPE_CHECKING:
    from tradetalks.bargain.exchange import Offer
    from tradetalks.bargain.keep import Keep
    from tradetalks.bargain.lines import Line
    from tradetalks.bargain.pledge import InvestmentEffect, PurchaseEffect
    from tradetalks.bargain.strike import Strike
    from tradetalks.bargain.subsidy import Met, Unmet
    from tradetalks.bargain.war import War
    from tradetalks.policy.commitment import Commitment

FloatArray = NDArray[np.float64]


def frontier_shape(showing: Showing) -> Shape | None:
    """Return the points of the frontier, from what is best for the second side to the first's."""
    drawn, table = showing.strike.frontier, showing.strike.seat.table
    if drawn is None:
        return None
    return {
        "sides": [table.sides[at] for at in drawn.sides],
        "points": [
            {
                "weight": point.weight,
                "rates": [row.agreed(point.rate) for row in showing.rows],
                "gain": point.gains.tolist(),
                "gain_usd": (point.gains * table.income).tolist(),
                "over_fallback": point.over_fallback.tolist(),
                "over_fallback_usd": ((point.gains - table.fallback) * table.income).tolist(),
            }
            for point in drawn.points
        ],
        "dropped": drawn.dropped,
    }


def exchange_shape(struck: "Strike") -> list[Shape]:
    """Return the list of offers and requests, free lunches first."""
    return [_offer(struck, offer) for offer in struck.exchange.offers]


def _offer(struck: "Strike", offer: "Offer") -> Shape:
    return {
        "kind": str(offer.kind),
        **_line(struck, offer.line),
        "rate": offer.rate,
        "floor": offer.floor,
        "cost_usd": offer.cost,
        "brings_usd": offer.brings,
        "price": offer.price,
        "by_point_usd": offer.by_point.tolist(),
        "whole_usd": None if offer.whole is None else offer.whole.tolist(),
        "free_to": offer.free_to,
        "free_brings_usd": offer.free_brings,
        "most_helped": _somebody(offer.most_helped),
        "most_hurt": _somebody(offer.most_hurt),
        "linear_error": offer.linear_error,
    }


def _line(struck: "Strike", line: "Line") -> Shape:
    return {
        "side": struck.seat.table.sides[line.owner],
        "by": list(line.by),
        "to": list(line.to),
        "sectors": list(line.sectors),
        "measure": line.measure,
    }


def _somebody(who: tuple[str, float] | None) -> Shape | None:
    return None if who is None else {"code": who[0], "gain_usd": who[1]}


def swaps_shape(struck: "Strike") -> list[Shape]:
    """Return the swaps that both sides gain by, the best first."""
    return [
        {
            "lines": [
                _line(struck, offer.line) | {"rate": offer.rate, "cut_to": rate}
                for offer, rate in zip((swap.first, swap.second), swap.rate, strict=True)
            ],
            "gain_usd": swap.gain.tolist(),
        }
        for swap in struck.swaps
    ]


def economies_shape(struck: "Strike") -> list[Shape]:
    """Return what the first terms do to every economy, in axis order."""
    world, outcome = struck.seat.before.world, struck.outcome
    return [
        {
            "code": code,
            "name": name,
            "real_income_hat": float(outcome.real_income_hat[i]),
            "equivalent_variation": float(outcome.equivalent_variation[i]),
        }
        for i, (code, name) in enumerate(zip(world.economies, world.economy_names, strict=True))
    ]


def raised_shape(showing: Showing) -> list[int] | None:
    """Return which of `lines` the first terms raise on goods of somebody not at the table."""
    if not showing.effects:
        return None
    raised = showing.strike.raised
    return [at for at, row in enumerate(showing.rows) if row.position in raised]


def third_parties_shape(showing: Showing) -> list[Shape]:
    """Return who is watched, and what the first terms do to them."""
    seat, values = showing.strike.seat, showing.strike.settled.values
    return [
        {
            "code": each.code,
            "members": list(each.members),
            "floor": each.floor,
            "gain": float(values[at]) if showing.effects else None,
        }
        for each, at in zip(seat.negotiation.third_parties, seat.watched_at, strict=True)
    ]


def reactions_shape(showing: Showing) -> list[Shape] | None:
    """Return how the largest of those watched answers the first terms."""
    if not showing.effects:
        return None
    sides = showing.strike.seat.negotiation.sides
    return [
        {
            "stance": str(each.stance),
            "members": list(each.members),
            "gain": each.gain,
            "points": each.points,
            "lost_usd": each.lost,
            "withdrawn_usd": each.withdrawn,
            "sides": [
                {
                    "code": side.code,
                    "gain": float(each.values[at]) if showing.gain(at) else None,
                }
                for at, side in enumerate(sides)
            ],
            "proved": each.best is None or each.best.proof.holds,
        }
        for each in showing.strike.reactions
    ]


def war_shape(war: "War") -> Shape:
    """Return the war between the sides."""
    proof = war.proof
    return {
        "status": war.status,
        "lines": [
            {
                "by": list(line.by),
                "to": list(line.to),
                "sectors": list(line.sectors),
                "rate": float(rate),
            }
            for line, rate in zip(war.lines.line, war.rate, strict=True)
        ],
        "gain": [float(war.values[at]) for at in range(len(proof.regret))],
        "certificate": {
            "holds": proof.holds,
            "residual": proof.residual,
            "regret": list(proof.regret),
            "uphill": list(proof.uphill),
            "starts": proof.starts,
            "failures": list(proof.failures),
        },
    }


def keeps_shape(struck: "Strike") -> list[Shape]:
    """Return whether each side would keep the first terms."""
    return [_keep(struck, each) for each in struck.keeps]


def _keep(struck: "Strike", each: "Keep") -> Shape:
    rate = each.interest_rate
    return {
        "code": struck.seat.table.sides[each.side],
        "deal": each.deal,
        "cheating": each.cheating,
        "war": each.war,
        "discount_factor": each.discount_factor,
        "interest_rate": rate if rate is not None and isfinite(rate) else None,
        "proved": each.deviation.proof.holds,
    }


def pledges_shape(struck: "Strike") -> list[Shape]:
    """Return what pledges of money would take and do on top of the first terms."""
    from tradetalks.bargain.pledge import PurchaseEffect

    return [
        _purchase(struck, each) if isinstance(each, PurchaseEffect) else _investment(struck, each)
        for each in struck.pledges
    ]


def _pledged(commitment: "Commitment") -> Shape:
    return {
        "kind": str(commitment.kind),
        "by": list(commitment.by),
        "to": list(commitment.to),
        "sectors": list(commitment.sectors),
        "verb": str(commitment.verb),
        "amount_usd": commitment.amount,
        "additionality": commitment.additionality,
    }


def _purchase(struck: "Strike", pledge: "PurchaseEffect") -> Shape:
    return _pledged(pledge.commitment) | {
        "flow_before_usd": pledge.flow_before,
        "flow_without_usd": pledge.flow_without,
        "flow_asked_usd": pledge.floor,
        "sentence": pledge.sentence,
        "paid_by_buyer": _met(struck, pledge.by_buyer),
        "paid_by_seller": _met(struck, pledge.by_seller),
    }


def _met(struck: "Strike", found: "Met | Unmet | None") -> Shape | None:
    from tradetalks.bargain.subsidy import Met

    if found is None:
        return None
    if not isinstance(found, Met):
        return {"met": False, "reached_usd": found.reached, "reason": found.reason}
    return {
        "met": True,
        "subsidy": found.subsidy,
        "outlay_usd": found.outlay,
        "sides": _worth(struck, found.equivalent_variation),
    }


def _investment(struck: "Strike", pledge: "InvestmentEffect") -> Shape:
    return _pledged(pledge.commitment) | {"sides": _worth(struck, pledge.equivalent_variation)}


def _worth(struck: "Strike", worth: FloatArray) -> list[Shape]:
    world = struck.seat.before.world
    return [
        {
            "code": side.code,
            "gain_usd": float(sum(worth[world.economy_index(code)] for code in side.members)),
        }
        for side in struck.seat.negotiation.sides
    ]
