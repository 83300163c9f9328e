"""A scenario laid on the status quo: made small to travel, and named by all that determines it."""

from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model.scenario import Scenario
from tradetalks.model.scenario_work import Case, Cells, Ground, cells
from tradetalks.model.weigh import check_axes
from tradetalks.policy.deal import Deal, apply_deal
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]


class Layer:
    """Lays scenarios on the ground of a run.

    Args:
        ground: What all scenarios share.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._fingerprints: dict[str, str] = {}

    def case(self, scenario: Scenario) -> Case:
        """Return a scenario as it travels.

        Raises:
            InputError: An array has the wrong shape, or a schedule is of another world.
            UnknownCodeError: The world has no such elasticity set.
            DealError: A concession does not fit the status quo.
        """
        standing = self._ground.standing
        elasticity = scenario.elasticities or self._ground.world.elasticity
        if elasticity not in self._ground.world.elasticities:
            raise UnknownCodeError("elasticity set", elasticity, self._ground.world.elasticities)
        goal = self._goal(scenario)
        refuse_quotas(goal.quotas, asked="one of many scenarios")
        iceberg = scenario.iceberg
        return Case(
            rate=_told("rates", goal.rate, against=standing.rate),
            iceberg=None
            if iceberg is None
            else _told("iceberg", iceberg, against=np.ones_like(standing.rate)),
            structure=scenario.structure,
            elasticity=elasticity,
            assumptions=goal.assumptions,
        )

    def key(self, case: Case) -> str:
        """Return SHA-256 over all that determines the numbers of a case."""
        digest = sha256(self._common)
        digest.update(self._fingerprint(case.elasticity).encode())
        digest.update(repr(case.structure).encode())
        for told in (case.rate, case.iceberg):
            if told is None:
                digest.update(b"none")
                continue
            digest.update(len(told.place).to_bytes(8, "little"))
            digest.update(told.place.astype("<i4").tobytes())
            digest.update(told.value.astype("<f8").tobytes())
        return digest.hexdigest()

    def _goal(self, scenario: Scenario) -> Schedule:
        """Return the rates a scenario asks for, with only what it assumes itself."""
        world, standing = self._ground.world, self._ground.standing
        bare, terms = replace(standing, assumptions=()), scenario.terms
        if terms is None:
            return bare
        if isinstance(terms, Deal):
            return apply_deal(bare, terms, world)
        if isinstance(terms, Schedule):
            check_axes(world, terms)
            return terms
        return replace(bare, rate=np.asarray(terms, dtype=np.float64))

    def _fingerprint(self, elasticity: str) -> str:
        if elasticity not in self._fingerprints:
            world: World = self._ground.world.with_elasticity(elasticity)
            self._fingerprints[elasticity] = world.fingerprint
        return self._fingerprints[elasticity]

    @cached_property
    def _common(self) -> bytes:
        versions = [f"{name} {version(name)}" for name in ("tradetalks", "jax", "jaxlib", "numpy")]
        standing = np.ascontiguousarray(self._ground.standing.rate, dtype="<f8")
        return "|".join(
            [*versions, repr(self._ground.solver), sha256(standing.tobytes()).hexdigest()]
        ).encode()


def _told(name: str, array: FloatArray, *, against: FloatArray) -> Cells:
    if array.shape != against.shape:
        raise InputError(
            f"{name} have the shape {array.shape}", remedy=f"Give the world's, {against.shape}"
        )
    return cells(array, against=against)
