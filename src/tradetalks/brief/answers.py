"""What the brief asks the model, and the answers by quantity and rung."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tradetalks.atlas.elasticity_errors import elasticity_errors
from tradetalks.atlas.world import Array, World
from tradetalks.brief.findings import DRAWS, SEED, Findings
from tradetalks.brief.ranges import aid_of, chances_of, over_no_deal, readings_of
from tradetalks.brief.sections.certainty import Tried
from tradetalks.brief.sections.limits import Ground, Proof
from tradetalks.brief.sections.others import Balance
from tradetalks.brief.stages import Stopwatch
from tradetalks.brief.standing import balance_of
from tradetalks.model.draws import Distribution
from tradetalks.model.outcome import Outcome
from tradetalks.model.rungs import Rungs, weigh_rungs
from tradetalks.model.sampling import published_draws
from tradetalks.policy.talks import Talks


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """Everything that the sections print.

    Attributes:
        findings: Readings by quantity and rung.
        now: The world re-solved under the status quo at the date.
        balance: The first party between its two largest partners; None where it has no two.
        tried: What was drawn, and which draws found no equilibrium.
        ground: What all central runs share.
        proofs: The certificates of the central runs.
    """

    findings: Findings
    now: World
    balance: Balance | None
    tried: Tried
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
        rungs = weigh_rungs(world, talks, published_draws(world, DRAWS, seed=SEED))
    with watch.stage("finding the aid equivalents"):
        readings = readings_of(rungs) | chances_of(rungs) | over_no_deal(rungs) | aid_of(rungs)
    with watch.stage("cutting off the largest partners"):
        balance = balance_of(world, talks, rungs.central)
    drawn = rungs.drawn[rungs.rungs[0].id]
    findings = Findings(
        world=world,
        talks=talks,
        readings=readings,
        runs={rung: _runs(rungs, rung) for rung in rungs.printed},
        closures=_closures(drawn),
    )
    return Answers(
        findings=findings,
        now=next(iter(rungs.central.values())).world,
        balance=balance,
        tried=_tried(world, rungs),
        ground=_ground(world, talks, rungs.central),
        proofs=_proofs(talks, rungs.central),
    )


def _closures(found: Distribution) -> tuple[str, ...]:
    ways = [structure.imbalances.value for structure in found.structures]
    return tuple(ways[place] for place in found.structure)


def _runs(rungs: Rungs, rung: str) -> dict[tuple[str, str], Array]:
    """Return the gains under each published set; the central one is that of the certificate."""
    printed, central = rungs.printed[rung], rungs.central[rung]
    gain, solved = printed.headlines.equivalent_variation, printed.solved
    names = zip(printed.source, _closures(printed), strict=True)
    runs = {name: np.asarray(gain[row]) for row, name in enumerate(names) if solved[row]}
    runs[printed.world.elasticity, printed.structures[0].imbalances.value] = (
        central.equivalent_variation
    )
    return runs


def _tried(world: World, rungs: Rungs) -> Tried:
    errors = elasticity_errors(world)
    return Tried(
        sets=tuple(world.elasticities),
        moved=tuple(name for name, error in errors.items() if np.isfinite(error).any()),
        lost={rung: len(found.failures) for rung, found in rungs.drawn.items()},
        unprinted=sum(len(found.failures) for found in rungs.printed.values()),
    )


def _ground(world: World, talks: Talks, central: Mapping[str, Outcome]) -> Ground:
    certificate = next(iter(central.values())).certificate
    return Ground(
        world=world.name,
        fingerprint=world.fingerprint,
        elasticity=world.elasticity,
        closure=certificate.closure.value,
        tolerance=certificate.tolerance,
        measures=talks.rungs[0].schedule.measures,
    )


def _proofs(talks: Talks, central: Mapping[str, Outcome]) -> tuple[Proof, ...]:
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
