"""The terms that sides would sign, by each rule that theory offers, with their certificate."""

import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Never

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.lines import Lines
from tradetalks.bargain.proof import BALANCED, Proof, proof_of, slope_error
from tradetalks.bargain.search import FEW, priced
from tradetalks.bargain.summit import Summit, from_here, summit
from tradetalks.bargain.table import Table
from tradetalks.bargain.task import NashProduct, Smallest, Task, WeightedSum
from tradetalks.errors import UnknownCodeError

FloatArray = NDArray[np.float64]

NOTHING = 1e-9
"""A gain over the fallback below this fraction of real income is none: it is a tenth of a dollar
where income is a hundred million."""
LITTLE = (1e-1, 1e-3)
"""Weights of the others, one after the other, on the way to what is best for one side."""
TURNS = 25
IN_PROPORTION = 1e-3
"""How near gains come to their proportions, in logs, before polishing."""
KEPT = 1e-9
"""How far below its fallback rounding may leave a side, as a fraction of real income."""


class Rule(StrEnum):
    """What is made of the room between two fallbacks."""

    NASH = "nash"
    """The largest product of gains over the fallbacks, each to the power of its weight."""
    KALAI = "kalai"
    """The largest gains that stand to one another as the weights do, in money or in percent."""
    KALAI_SMORODINSKY = "kalai-smorodinsky"
    """The largest gains that stand to one another as the most that each could have."""
    UTILITARIAN = "utilitarian"
    """The largest sum of gains in money, nobody below its fallback."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise UnknownCodeError("bargaining rule", str(value), [str(each) for each in cls])


class Verdict(StrEnum):
    """What a search for terms came to."""

    SETTLED = "settled"
    """Terms that every side prefers to its fallback, and the proof of them."""
    NO_DEAL = "no deal"
    """No terms in the room leave every side better off; the nearest point, and who is short."""
    NOT_PROVED = "not proved"
    """Terms whose proof fails: neither settled nor optimal."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Settlement:
    """Terms, what they are worth, and the proof of them.

    Attributes:
        rule: By which rule they were chosen.
        verdict: Whether they would be signed.
        lines: What was on the table.
        rate: The rate of each line, a fraction [line].
        x: `log(1 + r)` of each line.
        gains: Each side's gain over the status quo, a fraction of real income [side].
        over_fallback: Each side's gain over its fallback, a fraction of real income there [side].
        values: Value of each score of the table [score].
        tariff: Every rate of the world [exporter, importer, sector].
        at_bound: Which lines rest on a bound [line].
        binding: Which floors bind, and the price of each in the rule's own unit.
        proof: What stands behind it.
        ideal: The most each side could have, over the status quo; under Kalai-Smorodinsky only
            [side].
        evaluations: Worlds solved.
        seconds: Wall-clock time.
    """

    rule: Rule
    verdict: Verdict
    lines: Lines
    rate: FloatArray
    x: FloatArray
    gains: FloatArray
    over_fallback: FloatArray
    values: FloatArray
    tariff: FloatArray
    at_bound: NDArray[np.bool_]
    binding: tuple[tuple[str, float], ...]
    proof: Proof
    ideal: FloatArray | None
    evaluations: int
    seconds: float

    @property
    def shortfall(self) -> FloatArray:
        """By how much each side is short of its fallback, a fraction; zero where it is not."""
        return np.maximum(-self.over_fallback, 0.0)


def settle(
    table: Table, rule: Rule | str = Rule.NASH, *, near: Settlement | None = None
) -> Settlement:
    """Return the terms a rule chooses, or the nearest point where no terms suit every side.

    Where no rates at hand leave every side better off, equal gains are looked for first, whatever
    the rule: they show whether there is a deal at all, and give Nash's product a start at which
    every logarithm exists.

    Args:
        table: Who bargains over what.
        rule: Which rule.
        near: Terms to begin from, such as those before a red line moved.

    Raises:
        UnknownCodeError: There is no such rule.
        NoEquilibriumError: The search came to rates without an equilibrium.
    """
    rule = Rule(rule)
    began, solved = time.perf_counter(), table.oracle.evaluations
    inside, equal = _opening(table, near)
    if equal is not None and inside is None:
        task = _equal_task(table, table.equal_share)
        return _timed(table, _recorded(table, rule, equal, task, None), began, solved)
    assert inside is not None
    return _timed(table, _by_rule(table, rule, inside), began, solved)


def opening(table: Table) -> FloatArray | None:
    """Return terms at which every side gains over its fallback, None where the room holds none."""
    return _opening(table, None)[0]


def _opening(table: Table, near: Settlement | None) -> tuple[FloatArray | None, Summit | None]:
    """Return terms that suit every side; else none, and the largest equal gains there are."""
    inside = start_inside(table, near)
    if inside is not None:
        return inside, None
    equal = summit(table.oracle, _equal_task(table, table.equal_share), _starts(table, near))
    worth = equal.at.s > NOTHING * float(table.equal_share.max())
    return (equal.at.x if worth else None), equal


def start_inside(table: Table, near: Settlement | None = None) -> FloatArray | None:
    """Return rates at which every side gains over its fallback, None where none are at hand.

    Args:
        table: Who bargains over what.
        near: Terms tried first.
    """
    begun = [] if near is None else [near.x]
    tried = [np.clip(x, table.oracle.low, table.oracle.high) for x in begun + _starts(table, None)]
    worst = [
        float((table.over_fallback(table.oracle.value(x)) / table.equal_share).min()) for x in tried
    ]
    if near is not None and worst[0] > NOTHING:
        return tried[0]
    best = int(np.argmax(worst))
    return tried[best] if worst[best] > NOTHING else None


def ideals(table: Table, inside: FloatArray) -> tuple[FloatArray, list[FloatArray]]:
    """Return the most each side could have, the others at their fallbacks (eq. bargain.6).

    Args:
        table: Who bargains over what.
        inside: `log(1 + r)` of each line, at which every side is above its fallback.

    Returns:
        The gain of each side over the status quo [side], and where each is had.
    """
    where = [best_for(table, side, inside) for side in range(len(table.sides))]
    best = [float(table.oracle.value(x)[side]) for side, x in enumerate(where)]
    return np.array(best), where


def best_for(table: Table, side: int, inside: FloatArray) -> FloatArray:
    """Return the terms that are best for one side, the others above their fallbacks.

    Args:
        table: Who bargains over what.
        side: Position of the side.
        inside: As in `ideals`.
    """
    x = inside
    for little in LITTLE:
        weights = np.full(len(table.sides), little)
        weights[side] = 1.0
        x = with_weights(table, weights, x)
    task = _ideal_task(table, side)
    return from_here(table.oracle, task, priced(table.oracle, task, x)).at.x


def with_weights(table: Table, weights: FloatArray, inside: FloatArray) -> FloatArray:
    """Return the terms with the largest product of gains, each to its weight (eq. bargain.4).

    Whatever the weights, nobody can have more there without somebody having less.

    Args:
        table: Who bargains over what; its own weights are not looked at.
        weights: The weights [side].
        inside: As in `ideals`.
    """
    weighed = replace(table, weight=weights)
    return summit(table.oracle, _nash_task(weighed), [inside], polished=False).at.x


def in_proportion(table: Table, share: FloatArray, inside: FloatArray) -> FloatArray:
    """Return the largest gains over the fallbacks that stand in given proportions (eq. bargain.5).

    Weights of a Nash product are moved until its gains do.

    Args:
        table: Who bargains over what.
        share: What the gains are to be proportional to [side].
        inside: As in `ideals`.
    """
    weights, x, power = np.ones(len(share)) / len(share), inside, 1.0
    before, missed = weights, np.zeros(len(share))
    for turn in range(TURNS):
        x = with_weights(table, weights, x)
        gain = table.over_fallback(table.oracle.value(x)) * table.scale
        off = np.log(gain / share) - np.log(gain / share).mean()
        if np.abs(off).max() < IN_PROPORTION:
            break
        if turn:
            moved, answered = np.log(weights / before), off - missed
            pull = float(moved @ (answered - answered.mean())) / max(float(moved @ moved), 1e-300)
            power = float(np.clip(1.0 / pull, 0.2, 5.0)) if pull > 0.0 else power
        before, missed = weights, off
        weights = weights * np.exp(-power * off)
        weights = weights / weights.sum()
    return x


def _by_rule(table: Table, rule: Rule, inside: FloatArray) -> Settlement:
    if rule is Rule.NASH:
        return _proved(table, rule, _nash_task(table), inside)
    if rule is Rule.UTILITARIAN:
        return _proved(table, rule, _utilitarian_task(table), inside)
    share, most = table.equal_share, None
    if rule is Rule.KALAI_SMORODINSKY:
        most, _ = ideals(table, inside)
        share = (most - table.fallback) / (most - table.fallback).max()
    task = _equal_task(table, share)
    if len(table.oracle.lines) <= FEW:
        top = priced(table.oracle, task, in_proportion(table, share, inside))
        found = _recorded(table, rule, from_here(table.oracle, task, top), task, most)
        # In a corner that is best for many weights, no weight brings the gains into proportion.
        if found.proof.holds:
            return found
    return _proved(table, rule, task, inside, ideal=most)


def _proved(
    table: Table, rule: Rule, task: Task, start: FloatArray, *, ideal: FloatArray | None = None
) -> Settlement:
    return _recorded(table, rule, summit(table.oracle, task, [start]), task, ideal)


def _ideal_task(table: Table, side: int) -> Task:
    others = tuple(at for at in range(len(table.sides)) if at != side)
    weights = np.zeros(len(table.sides))
    weights[side] = 1.0
    return Task(
        aim=WeightedSum(table.weights_on_scores(weights)),
        floors=table.gains_at_least(np.zeros(len(table.sides)), sides=others),
    )


def _nash_task(table: Table) -> Task:
    count = len(table.oracle.scores)
    aim = NashProduct(
        weights=table.weights_on_scores(table.weight / table.weight.sum()),
        fallback=np.pad(table.fallback, (0, count - len(table.sides))),
    )
    return Task(aim=aim, floors=table.floors)


def _utilitarian_task(table: Table) -> Task:
    money = table.weight * table.income
    return Task(
        aim=WeightedSum(table.weights_on_scores(money / money.sum())),
        floors=table.gains_at_least(np.zeros(len(table.sides))),
    )


def _equal_task(table: Table, share: FloatArray) -> Task:
    return Task(aim=Smallest(), floors=table.gains_at_least(share))


def _starts(table: Table, near: Settlement | None) -> list[FloatArray]:
    lines = table.oracle.lines
    middle = (lines.low + np.minimum(lines.high, 1.0)) / 2.0
    rates = [np.clip(lines.now, lines.low, lines.high), np.clip(middle, lines.low, lines.high)]
    begun = [] if near is None else [np.clip(near.x, np.log1p(lines.low), np.log1p(lines.high))]
    return begun or [np.log1p(rate) for rate in rates]


def _recorded(
    table: Table, rule: Rule, found: Summit, task: Task, ideal: FloatArray | None
) -> Settlement:
    top, oracle = found.at, table.oracle
    over = table.over_fallback(top.values)
    rate = oracle.lines.rates(top.x)
    counts = task.aim.slope(top.values, top.s)[0] + top.prices @ task.floors.rows
    proof = proof_of(
        top,
        bound=BALANCED,
        slope_error=slope_error(oracle, top.x, counts),
        starts=found.starts,
        spread=found.spread,
        more=_own_tests(table, rate),
    )
    return Settlement(
        rule=rule,
        verdict=_verdict(proof, over),
        lines=oracle.lines,
        rate=rate,
        x=top.x,
        gains=top.values[: len(table.sides)],
        over_fallback=over,
        values=top.values,
        tariff=oracle.lines.tariff_at(rate),
        at_bound=top.at_bound,
        binding=tuple(
            (name, float(price))
            for name, price in zip(task.floors.name, top.prices, strict=True)
            if price > 0
        ),
        proof=proof,
        ideal=ideal,
        evaluations=0,
        seconds=0.0,
    )


def _own_tests(table: Table, rate: FloatArray) -> tuple[str, ...]:
    lines = table.oracle.lines
    outside = (rate < lines.low) | (rate > lines.high)
    return ("a rate lies outside its bounds",) if outside.any() else ()


def _verdict(proof: Proof, over: FloatArray) -> Verdict:
    if not proof.holds:
        return Verdict.NOT_PROVED
    if (over < -KEPT).any() or (over <= NOTHING).all():
        return Verdict.NO_DEAL
    return Verdict.SETTLED


def _timed(table: Table, found: Settlement, began: float, solved: int) -> Settlement:
    return replace(
        found,
        evaluations=table.oracle.evaluations - solved,
        seconds=time.perf_counter() - began,
    )
