"""What the brief asks the model, and the answers by quantity and rung."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.places import REST_OF_WORLD
from tradetalks.atlas.world import Array, World
from tradetalks.brief.findings import BASELINE, Findings, Reading
from tradetalks.brief.sections.limits import Ground, Proof
from tradetalks.brief.sections.others import Balance, Ends
from tradetalks.brief.stages import Stopwatch
from tradetalks.errors import NoEquilibriumError
from tradetalks.model.aid import aid_equivalent
from tradetalks.model.exposure import equidistance
from tradetalks.model.ladder import Ladder, climb
from tradetalks.model.outcome import Outcome
from tradetalks.policy.talks import Talks

WORKERS = 2
"""Aid equivalents solved at once: the model computes outside Python's lock."""

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
        readings = _readings(ladder) | _aid_readings(ladder, talks)
    now = next(iter(central.values())).world
    with watch.stage("cutting off the largest partners"):
        balance = _balance(talks, now, central)
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


def _aid_readings(ladder: Ladder, talks: Talks) -> dict[tuple[str, str], Reading]:
    """Return the aid equivalents of the first party, paid by the second, with their ranges."""
    receiver, payer = talks.parties
    place = next(iter(_solved(ladder, ladder.rungs[0].id).values())).world.economy_index(receiver)
    readings = {}

    def amount(outcome: Outcome) -> float:
        try:
            return aid_equivalent(outcome, receiver, payer=payer).amount
        except NoEquilibriumError:
            return float("nan")

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for rung in ladder.rungs:
            runs = _solved(ladder, rung.id)
            found = dict(zip(runs, pool.map(amount, runs.values()), strict=True))
            readings["aid", rung.id] = _only(
                place,
                len(talks.rungs[0].schedule.economies),
                central=found[ladder.elasticity, ladder.closure.value],
                over=found.values(),
            )
    return readings


def _only(place: int, size: int, *, central: float, over: Iterable[float]) -> Reading:
    """Return a reading that holds one economy's number and none for all others."""
    runs = np.array([value for value in over if value == value])
    ends = (central, runs.min(initial=np.inf), runs.max(initial=-np.inf))
    rows = np.full((3, size), np.nan)
    rows[:, place] = ends
    return Reading(central=rows[0], low=rows[1], high=rows[2])


def _runs(ladder: Ladder, rung: str) -> dict[tuple[str, str], Array]:
    return {run: o.equivalent_variation for run, o in _solved(ladder, rung).items()}


def _balance(talks: Talks, now: World, central: dict[str, Outcome]) -> Balance | None:
    """Return how the first party stands between its two largest partners under every rung."""
    economy = talks.parties[0]
    partners = largest_partners(now, economy)
    if partners is None:
        return None
    worlds = {BASELINE: now} | {
        rung: outcome.equilibrium.as_world(f"{now.name}, {rung}")
        for rung, outcome in central.items()
    }
    cut_off: dict[tuple[str, str], Ends] = {}
    distance: dict[str, Ends] = {}
    for rung, at in worlds.items():
        try:
            stand = equidistance(at, economy, partners)
        except NoEquilibriumError:
            return None
        if stand.equidistance is None:
            return None
        distance[rung] = Ends(value=stand.equidistance)
        for partner, loss in zip(partners, stand.cut_off, strict=True):
            cut_off[rung, partner] = Ends(value=loss)
    return Balance(economy=economy, partners=partners, cut_off=cut_off, equidistance=distance)


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
