"""Who sets which tariff in the world of Ignatenko et al. (2025), and the best that each can do.

The United States, one rate for everybody or one for each partner; and those who answer, as one
coalition that sets its members' rates on American goods together, or each for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tests.replications.liberation_day_scenarios import Setting
from tradetalks.atlas.world import Array
from tradetalks.bargain.lines import Lines, cell_lines
from tradetalks.bargain.optimal import Optimum, optimum
from tradetalks.bargain.oracle import Oracle
from tradetalks.bargain.scores import Scores
from tradetalks.bargain.war import War, war
from tradetalks.model.accounts import accounts_of
from tradetalks.model.presets import HOME

HIGHEST = 0.5
"""No rate goes above 50 percent, the authors' own bound on answers. Near prohibition welfare rises
again in these models: deficits stay the same money, and buy more as trade falls away."""
SETTLED = 1e-12
"""What is left of the conditions when each country answers for itself, a fraction per log point."""
ROUNDS = 30
FIRST, SECOND = 0.1, 0.11
"""Two first guesses at `log(1 + r)`, from which the slope's own slope is had."""
LONGEST = 0.05
MOVED = 1e-7
"""Steps below this say nothing of how a slope changes: what changes is rounding."""
TRIED = np.linspace(0.0, HIGHEST, 11)
"""Rates to which each country's deviation is tried."""


def others(setting: Setting) -> list[str]:
    """Return all economies but the United States."""
    return [code for code in setting.world.economies if code != HOME]


def own_lines(setting: Setting, *, uniform: bool) -> Lines:
    """Return the rates of the United States: one, or one for each partner."""
    return cell_lines(setting.world, [[HOME]], uniform=uniform, high=HIGHEST)


def answer_lines(setting: Setting, *, uniform: bool) -> Lines:
    """Return the rates of all others on American goods: one, or one for each country.

    They belong to one player, whatever they are.
    """
    if uniform:
        return cell_lines(
            setting.world, [others(setting)], partners=[HOME], uniform=True, high=HIGHEST
        )
    each = cell_lines(
        setting.world, [[code] for code in others(setting)], partners=[HOME], high=HIGHEST
    )
    return replace(each, line=tuple(replace(line, owner=0) for line in each.line))


def beside(one: Lines, two: Lines) -> Lines:
    """Return the lines of two players together."""
    return Lines(
        line=(*one.line, *(replace(line, owner=line.owner + 1) for line in two.line)),
        tariff=one.tariff,
        cell=np.concatenate([one.cell, two.cell]),
        master=np.concatenate([one.master, two.master + len(one)]),
        base=np.concatenate([one.base, two.base]),
        slope=np.concatenate([one.slope, two.slope]),
        now=np.concatenate([one.now, two.now]),
        low=np.concatenate([one.low, two.low]),
        high=np.concatenate([one.high, two.high]),
    )


def aim(setting: Setting, members: Sequence[str]) -> Array:
    """Return what a player's members count in what it maximises, as the authors have it [economy].

    Spending without inputs; what labour earns with them: their search takes that, and their tables
    weigh with GDP.
    """
    accounts = accounts_of(setting.world, setting.structure)
    size = accounts.labour_income if setting.by_wages else setting.spent
    inside = np.isin(setting.world.economies, members)
    return np.asarray(np.where(inside, size, 0.0) / size[inside].sum())


def oracle_of(setting: Setting, lines: Lines, players: Sequence[Sequence[str]]) -> Oracle:
    """Return what a search by some players asks; their average welfare is what they maximise."""
    count, n = len(players), len(setting.world.economies)
    scores = Scores(
        name=tuple(members[0] for members in players),
        welfare=np.array([aim(setting, members) for members in players]),
        revenue=np.zeros((count, n)),
        employment=np.zeros((count, n, 1)),
        level=np.ones(count),
    )
    return Oracle(setting.world, lines, scores, structure=setting.structure)


def best_alone(setting: Setting, *, uniform: bool) -> Optimum:
    """Return the best tariffs of the United States if nobody answers."""
    return optimum(oracle_of(setting, own_lines(setting, uniform=uniform), [[HOME]]), 0)


def best_answer(setting: Setting, tariff: Array, *, uniform: bool) -> Optimum:
    """Return the coalition's best answer to the tariffs of the United States."""
    lines = replace(answer_lines(setting, uniform=uniform), tariff=tariff)
    return optimum(oracle_of(setting, lines, [others(setting)]), 0)


def coalition_war(setting: Setting, *, uniform: bool) -> War:
    """Return the war of the United States and the coalition."""
    lines = beside(own_lines(setting, uniform=uniform), answer_lines(setting, uniform=uniform))
    return war(oracle_of(setting, lines, [[HOME], others(setting)]))


@dataclass(frozen=True, eq=False, kw_only=True)
class Apart:
    """The rates at which each country's own is its best answer to everybody else's.

    Attributes:
        rate: Of each country on American goods [country].
        tariff: Every rate of the world [exporter, importer, sector].
        residual: The largest slope of a country's welfare in its own rate, a fraction per log
            point.
        regret: The most that any gains by another of `TRIED`, a fraction; negative if none does.
        rounds: Steps of the secant method.
    """

    rate: Array
    tariff: Array
    residual: float
    regret: float
    rounds: int


def each_for_itself(setting: Setting, tariff: Array) -> Apart:
    """Return how all answer the United States if each looks only to itself.

    A country's slope answers to its own rate almost alone, so one secant for each country finds
    where all are zero.
    """
    lines = replace(answer_lines(setting, uniform=False), tariff=tariff)
    oracle = oracle_of(setting, lines, [[code] for code in others(setting)])
    last, x = np.full(len(lines), FIRST), np.full(len(lines), SECOND)
    before, now = _own_slopes(oracle, last), _own_slopes(oracle, x)
    bend, rounds = np.ones(len(lines)), 0
    while np.abs(now).max() > SETTLED and rounds < ROUNDS:
        bend = _bend(bend, x - last, now - before)
        step = np.clip(now / bend, -LONGEST, LONGEST)
        last, before, x = x, now, np.maximum(x + step, 0.0)
        now, rounds = _own_slopes(oracle, x), rounds + 1
    return Apart(
        rate=lines.rates(x),
        tariff=lines.tariff_at(lines.rates(x)),
        residual=float(np.abs(now).max()),
        regret=_regret(oracle, x),
        rounds=rounds,
    )


def _own_slopes(oracle: Oracle, x: Array) -> Array:
    return np.asarray(oracle.jacobian(oracle.at(x)).diagonal())


def _bend(known: Array, moved: Array, changed: Array) -> Array:
    """Return how fast each slope falls; as known where a rate hardly moved."""
    far = np.abs(moved) > MOVED
    return np.where(far, np.abs(changed) / np.where(far, np.abs(moved), 1.0), known)


def _regret(oracle: Oracle, x: Array) -> float:
    here, most = oracle.at(x).values, -np.inf
    for country in range(len(x)):
        for rate in TRIED:
            moved = x.copy()
            moved[country] = np.log1p(rate)
            most = max(most, float(oracle.at(moved).values[country] - here[country]))
    return most
