"""What the brief asks the model, and the answers by quantity and rung."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.places import REST_OF_WORLD
from tradetalks.atlas.world import Array, World
from tradetalks.brief.findings import BASELINE, Findings, Reading, headline_of
from tradetalks.brief.sections.limits import Ground, Proof
from tradetalks.brief.sections.others import Balance, Ends
from tradetalks.brief.stages import Stopwatch
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.aid import aid_equivalent
from tradetalks.model.exposure import Balance as Stand
from tradetalks.model.exposure import equidistance
from tradetalks.model.ladder import Ladder, climb
from tradetalks.model.outcome import Outcome
from tradetalks.model.structure import Structure
from tradetalks.policy.talks import Talks

WORKERS = 2
"""Solves at once: the model computes outside Python's lock."""

QUANTITY: dict[str, Callable[[Outcome], Array]] = {
    "income": lambda outcome: outcome.real_income_hat,
    "gain": lambda outcome: outcome.equivalent_variation,
    "exports": lambda outcome: outcome.exports_hat,
    "imports": lambda outcome: outcome.imports_hat,
    "revenue": lambda outcome: outcome.revenue_after - outcome.revenue_before,
    "output": lambda outcome: _change(outcome.output_after, outcome.output_before),
    "employment": lambda outcome: _where(outcome.output_before > 0, outcome.employment_hat),
}
"""Where each quantity stands in an outcome [economy] or [economy, sector]."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """Everything that the sections print.

    Attributes:
        findings: Readings by quantity and rung.
        now: The world re-solved under the status quo at the date.
        balance: The first party between its two largest partners; None where it has no two.
        failed: Solves that found no equilibrium.
        solved: Solves that did.
        ground: What all central runs share.
        proofs: The certificates of the central runs.
    """

    findings: Findings
    now: World
    balance: Balance | None
    failed: int
    solved: int
    ground: Ground
    proofs: tuple[Proof, ...]


def ask(world: World, talks: Talks, *, watch: Stopwatch) -> Answers:
    """Price the talks and return what the brief prints.

    Args:
        world: The world as measured; its own elasticity set is the central one.
        talks: The rungs, the status quo first.
        watch: Told which stage begins.

    Raises:
        NoEquilibriumError: A central run found no equilibrium.
    """
    with watch.stage("weighing every scenario"):
        ladder = climb(world, talks)
        central = {rung.id: ladder.central(rung.id) for rung in ladder.rungs}
    with watch.stage("finding the aid equivalents"):
        readings = _readings(ladder) | _over_no_deal(ladder, talks) | _aid_readings(ladder, talks)
    now = next(iter(central.values())).world
    with watch.stage("cutting off the largest partners"):
        balance = _balance(ladder, talks, now)
    findings = Findings(
        world=world,
        talks=talks,
        readings=readings,
        runs={rung.id: _runs(ladder, rung.id) for rung in ladder.rungs},
    )
    return Answers(
        findings=findings,
        now=now,
        balance=balance,
        failed=len(ladder.failures),
        solved=len(ladder.steps) - len(ladder.failures),
        ground=_ground(world, talks, central),
        proofs=_proofs(talks, central),
    )


def _solved(ladder: Ladder, rung: str) -> dict[tuple[str, str], Outcome]:
    return {
        (step.elasticity, step.closure.value): step.outcome
        for step in ladder.of(rung)
        if step.outcome is not None
    }


def _readings(ladder: Ladder) -> dict[tuple[str, str], Reading]:
    """Return every quantity of every rung with its range over all runs."""
    readings = {}
    for rung in ladder.rungs:
        outcomes = _solved(ladder, rung.id)
        for name, take in QUANTITY.items():
            runs = np.stack([take(outcome) for outcome in outcomes.values()])
            readings[name, rung.id] = Reading(
                central=take(ladder.central(rung.id)), low=runs.min(axis=0), high=runs.max(axis=0)
            )
    return readings


def _over_no_deal(ladder: Ladder, talks: Talks) -> dict[tuple[str, str], Reading]:
    """Return what the first party gains under the headline rung over no deal, where one is known.

    Both are changes against the status quo, so their difference is taken run by run.
    """
    headline, threat = headline_of(talks), talks.rung("no_deal")
    if threat is None or threat.id == headline.id:
        return {}
    place = ladder.central(headline.id).world.economy_index(talks.parties[0])
    spread = ladder.advantage(headline.id, threat.id, lambda o: o.equivalent_variation[place])
    rows = np.full((3, len(ladder.central(headline.id).economies)), np.nan)
    rows[:, place] = spread.central, spread.low, spread.high
    return {("advantage", headline.id): Reading(central=rows[0], low=rows[1], high=rows[2])}


def _aid_readings(ladder: Ladder, talks: Talks) -> dict[tuple[str, str], Reading]:
    """Return the aid equivalents of the first party, paid by the second.

    A range would take several solves for each of its runs, so its ends are taken from the runs
    in which the gain itself is lowest and highest.
    """
    receiver, payer = talks.parties
    place = ladder.central(ladder.rungs[0].id).world.economy_index(receiver)

    def reading(rung: str) -> Reading:
        outcomes = [ladder.central(rung), *_extremes(ladder, rung, receiver)]
        amounts = [aid_equivalent(outcome, receiver, payer=payer).amount for outcome in outcomes]
        rows = np.full((3, len(outcomes[0].economies)), np.nan)
        rows[:, place] = amounts[0], min(amounts), max(amounts)
        return Reading(central=rows[0], low=rows[1], high=rows[2])

    names = [rung.id for rung in ladder.rungs]
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        return dict(zip((("aid", name) for name in names), pool.map(reading, names), strict=True))


def _extremes(ladder: Ladder, rung: str, economy: str) -> list[Outcome]:
    """Return the two outcomes of a rung in which an economy gains least and most."""
    outcomes = list(_solved(ladder, rung).values())
    place = outcomes[0].world.economy_index(economy)
    outcomes.sort(key=lambda outcome: float(outcome.equivalent_variation[place]))
    return [outcomes[0], outcomes[-1]]


def _runs(ladder: Ladder, rung: str) -> dict[tuple[str, str], Array]:
    return {run: o.equivalent_variation for run, o in _solved(ladder, rung).items()}


def _balance(ladder: Ladder, talks: Talks, now: World) -> Balance | None:
    """Return how the first party stands between its two largest partners under every rung.

    Every rung has its central value; the status quo and the headline rung have a range over
    elasticity sets too, under the central closure.
    """
    economy, partners = talks.parties[0], largest_partners(now, talks.parties[0])
    if partners is None:
        return None
    headline = headline_of(talks).id
    worlds: dict[str, list[World]] = {BASELINE: [now]}
    for rung in ladder.rungs:
        worlds[rung.id] = [ladder.central(rung.id).equilibrium.as_world(rung.id)]
    for (elasticity, closure), outcome in _solved(ladder, headline).items():
        if closure == ladder.closure.value and elasticity != ladder.elasticity:
            worlds[BASELINE].append(outcome.world)
            worlds[headline].append(outcome.equilibrium.as_world(headline))

    def stand(world: World) -> Stand | None:
        try:
            return equidistance(
                world, economy, partners, structure=Structure(imbalances=ladder.closure)
            )
        except NoEquilibriumError:
            return None

    flat = [world for found in worlds.values() for world in found]
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        solved = dict(zip(map(id, flat), pool.map(stand, flat), strict=True))
    stands = {name: [solved[id(world)] for world in found] for name, found in worlds.items()}
    if any(found[0] is None for found in stands.values()):
        return None
    kept = {name: [one for one in found if one is not None] for name, found in stands.items()}
    return _as_balance(economy, partners, kept)


def _as_balance(
    economy: str, partners: tuple[str, str], stands: Mapping[str, list[Stand]]
) -> Balance | None:
    """Return the stands by rung, the central one first in each list, as numbers with ranges."""
    even = {
        rung: [stand.equidistance for stand in found if stand.equidistance is not None]
        for rung, found in stands.items()
    }
    if not all(even.values()):
        return None
    return Balance(
        economy=economy,
        partners=partners,
        cut_off={
            (rung, partner): _ends([stand.cut_off[place] for stand in found])
            for rung, found in stands.items()
            for place, partner in enumerate(partners)
        },
        equidistance={rung: _ends(values) for rung, values in even.items()},
    )


def _ends(values: list[float]) -> Ends:
    if len(values) == 1:
        return Ends(value=values[0])
    return Ends(value=values[0], low=min(values), high=max(values))


def largest_partners(world: World, economy: str) -> tuple[str, str] | None:
    """Return the two single economies with the most two-way trade, the larger first."""
    place = world.economy_index(economy)
    trade = world.flow[place].sum(axis=1) + world.flow[:, place].sum(axis=1)
    order = [world.economies[row] for row in np.argsort(-trade, kind="stable")]
    others = [code for code in order if code not in (economy, REST_OF_WORLD)]
    return (others[0], others[1]) if len(others) > 1 else None


def _ground(world: World, talks: Talks, central: dict[str, Outcome]) -> Ground:
    certificate = next(iter(central.values())).certificate
    return Ground(
        world=world.name,
        fingerprint=world.fingerprint,
        elasticity=world.elasticity,
        closure=certificate.closure.value,
        tolerance=certificate.tolerance,
        measures=talks.rungs[0].schedule.measures,
    )


def _proofs(talks: Talks, central: dict[str, Outcome]) -> tuple[Proof, ...]:
    first = next(iter(central.values()))
    named = [(talks.rungs[0].title, first.baseline)]
    named += [(rung.title, central[rung.id].certificate) for rung in talks.rungs[1:]]
    return tuple(
        Proof(
            rung=title,
            residual=certificate.residual,
            status=certificate.status.sentence,
            steps=certificate.steps,
        )
        for title, certificate in named
    )


def _change(after: Array, before: Array) -> Array:
    return _where(before > 0, after / np.where(before > 0, before, 1.0))


def _where(holds: NDArray[np.bool_], values: Array) -> Array:
    return np.where(holds, values, np.nan)
