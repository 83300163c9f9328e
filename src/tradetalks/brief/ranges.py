"""What the draws say by quantity and rung, beside the central outcome."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import Array
from tradetalks.brief.findings import STRUCK, THREAT, Reading, headline_of
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.aid import aid_equivalent
from tradetalks.model.interval import Interval, chance_above, interval
from tradetalks.model.outcome import Outcome
from tradetalks.model.rungs import Rungs

WORKERS = 2
"""Solves at once: the model computes outside Python's lock."""

Readings = dict[tuple[str, str], Reading]
Drawn = Callable[[Rungs, str], Array]

QUANTITY: Mapping[str, tuple[Callable[[Outcome], Array], Drawn]] = {
    "income": (lambda o: o.real_income_hat, lambda r, at: r.values(at, "real_income_hat")),
    "gain": (lambda o: o.equivalent_variation, lambda r, at: r.values(at, "equivalent_variation")),
    "exports": (lambda o: o.exports_hat, lambda r, at: r.values(at, "exports_hat")),
    "imports": (lambda o: o.imports_hat, lambda r, at: r.values(at, "imports_hat")),
    "revenue": (
        lambda o: o.revenue_after - o.revenue_before,
        lambda r, at: r.values(at, "revenue"),
    ),
    "output": (
        lambda o: _change(o.output_after, o.output_before),
        lambda r, at: r.values(at, "output_hat"),
    ),
    "employment": (
        lambda o: _where(o.output_before > 0, o.employment_hat),
        lambda r, at: r.values(at, "output_hat") / r.values(at, "wage_hat")[:, :, None],
    ),
}
"""Each quantity in an outcome [economy] or [economy, sector], and by draw [draw, ...]."""


def readings_of(rungs: Rungs) -> Readings:
    """Return every quantity of every rung, with the draws where they were asked for it."""
    return {
        (name, rung.id): Reading(
            central=take(rungs.central[rung.id]), draws=of_draws(rungs, rung.id)
        )
        for rung in rungs.rungs
        for name, (take, of_draws) in QUANTITY.items()
    }


def chances_of(rungs: Rungs) -> Readings:
    """Return the probability of a gain of every economy under every rung that changes a rate."""
    standing = rungs.talks.rungs[0].schedule.rate
    return {
        ("chance", rung.id): Reading(
            central=rungs.drawn[rung.id].probability_of_gain,
            errors=rungs.drawn[rung.id].sampling_error,
        )
        for rung in rungs.rungs
        if not np.array_equal(rung.schedule.rate, standing) and rungs.drawn[rung.id].solved.any()
    }


def over_no_deal(rungs: Rungs) -> Readings:
    """Return what the headline rung is worth over no deal, where one is known; draw by draw.

    The same of terms that were searched for.
    """
    threat = rungs.talks.rung(THREAT)
    if threat is None:
        return {}
    asked = dict.fromkeys((headline_of(rungs.talks).id, STRUCK))
    found = [_over(rungs, rung, threat.id) for rung in asked if rung in rungs.central]
    return {name: reading for each in found for name, reading in each.items()}


def _over(rungs: Rungs, rung: str, threat: str) -> Readings:
    if rung == threat:
        return {}
    worth, less = (rungs.central[at].equivalent_variation for at in (rung, threat))
    draws = rungs.advantage(rung, threat)
    found = [chance_above(column) for column in draws.T]
    odds = np.array([(one.value, one.error) if one else (np.nan, 0.0) for one in found])
    return {
        ("advantage", rung): Reading(central=worth - less, draws=draws),
        ("better", rung): Reading(central=odds[:, 0], errors=odds[:, 1]),
    }


def aid_of(rungs: Rungs) -> Readings:
    """Return the aid equivalents of the first party, paid by the second.

    A range over draws would take several solves for each of them, so its ends are those of the
    two draws in which the gain itself is nearest to the ends of its range.
    """
    receiver, payer = rungs.talks.parties

    def reading(rung: str) -> Reading:
        place = rungs.central[rung].world.economy_index(receiver)
        span = interval(rungs.values(rung, "equivalent_variation")[:, place])

        def amount(outcome: Outcome) -> float:
            return aid_equivalent(outcome, receiver, payer=payer).amount

        central = np.full(len(rungs.central[rung].economies), np.nan)
        central[place] = amount(rungs.central[rung])
        try:
            ends = [amount(outcome) for outcome in _at_ends(rungs, rung, place, span)]
        except NoEquilibriumError:
            ends = []
        return Reading(
            central=central, spans={place: _between(ends, span)} if ends and span else {}
        )

    names = [rung.id for rung in rungs.rungs]
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        return dict(zip((("aid", name) for name in names), pool.map(reading, names), strict=True))


def _at_ends(rungs: Rungs, rung: str, place: int, span: Interval | None) -> list[Outcome]:
    """Return the outcomes of the two draws whose gain is nearest to the ends of its range."""
    if span is None:
        return []
    gain = rungs.values(rung, "equivalent_variation")[:, place]
    draws = [int(np.nanargmin(np.abs(gain - end))) for end in (span.low, span.high)]
    return [rungs.outcome(rung, draw) for draw in draws]


def _between(ends: list[float], span: Interval) -> Interval:
    """Return a range with the sampling errors of another whose draws it shares."""
    return Interval(
        low=min(ends),
        middle=np.nan,
        high=max(ends),
        low_error=span.low_error,
        middle_error=np.nan,
        high_error=span.high_error,
    )


def _change(after: Array, before: Array) -> Array:
    return _where(before > 0, after / np.where(before > 0, before, 1.0))


def _where(holds: NDArray[np.bool_], values: Array) -> Array:
    return np.where(holds, values, np.nan)
