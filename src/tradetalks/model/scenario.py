"""A scenario, what became of it, and how a run of many is cut up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model.headline import HEADLINES, Headline
from tradetalks.model.outcome import Outcome
from tradetalks.model.structure import DEFAULT_STRUCTURE, Structure
from tradetalks.policy.deal import Deal
from tradetalks.policy.schedule import Schedule

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Scenario:
    """One change to the status quo.

    Attributes:
        name: What it is called in the results.
        terms: New rates [exporter, importer, sector] as fractions, or a whole schedule, or a deal
            that is laid on the status quo; None leaves the rates of the status quo.
        iceberg: Change in other trade costs, same axes; 1 is none, infinity cuts trade off. None
            where none changes.
        structure: Which model it is.
        elasticities: Name of the elasticity set; the world's own when None.
    """

    name: str
    terms: FloatArray | Schedule | Deal | None = None
    iceberg: FloatArray | None = None
    structure: Structure = DEFAULT_STRUCTURE
    elasticities: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Result:
    """What became of one scenario.

    Attributes:
        name: The scenario's.
        structure: Which model it is.
        elasticity: Name of the elasticity set.
        verdict: Of the solver (`Verdict`), or 'no status quo' where it has no equilibrium to
            begin from, 'refused' where the scenario cannot be used, 'error' where a worker met
            something unforeseen, 'lost' where every worker died with it, 'not run' where no
            worker was left.
        sentence: What happened; no full stop.
        residual: The largest residual of any block over world income; not a number where nothing
            was solved.
        headline: The numbers by economy; None where there is no equilibrium.
        outcome: The whole outcome, where the run was asked for it.
        assumptions: What was assumed in laying it on the status quo, one sentence each.
    """

    name: str
    structure: Structure
    elasticity: str
    verdict: str
    sentence: str
    residual: float
    headline: Headline | None
    outcome: Outcome | None = None
    assumptions: tuple[str, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether there are numbers."""
        return self.headline is not None


@dataclass(frozen=True, eq=False, kw_only=True)
class Scenarios:
    """What became of many scenarios, in the order they were given.

    Attributes:
        economies: Codes in axis order.
        results: One for each scenario; failures in.
        resumed: How many were read from the checkpoint and not solved again.
        deaths: How often a worker, or a pool of them, died under a chunk that was then given to
            another.
    """

    economies: tuple[str, ...]
    results: tuple[Result, ...]
    resumed: int = 0
    deaths: int = 0

    @cached_property
    def failures(self) -> tuple[Result, ...]:
        """The results without numbers."""
        return tuple(result for result in self.results if not result.solved)

    @property
    def verdicts(self) -> Mapping[str, int]:
        """How many there are of each verdict."""
        return Counter(result.verdict for result in self.results)

    def of(self, name: str) -> tuple[Result, ...]:
        """Return the results of the scenarios of a name.

        Raises:
            UnknownCodeError: There is none.
        """
        found = tuple(result for result in self.results if result.name == name)
        if not found:
            raise UnknownCodeError("scenario", name, (result.name for result in self.results))
        return found

    def array(self, name: str) -> FloatArray:
        """Return one headline [scenario, economy]; not a number where there is no equilibrium.

        Args:
            name: A field of `Headline`, such as 'real_income_hat'.

        Raises:
            UnknownCodeError: There is no such headline.
        """
        if name not in HEADLINES:
            raise UnknownCodeError("headline", name, HEADLINES)
        whole = np.full((len(self.results), len(self.economies)), np.nan)
        for place, result in enumerate(self.results):
            if result.headline is not None:
                whole[place] = getattr(result.headline, name)
        return whole


@dataclass(frozen=True, kw_only=True)
class Batch:
    """How a run is cut up.

    Attributes:
        chunk: Scenarios in a task.
        ahead: Tasks under way at once; take several for each worker.
        retries: How often a scenario is tried again after a worker died with it.
        outcomes: Whether whole outcomes come back, some megabytes each.

    Raises:
        InputError: A number that makes no sense.
    """

    chunk: int = 16
    ahead: int = 64
    retries: int = 3
    outcomes: bool = False

    def __post_init__(self) -> None:
        for name, least in (("chunk", 1), ("ahead", 1), ("retries", 0)):
            if getattr(self, name) < least:
                raise InputError(f"{name} is {getattr(self, name)}", remedy=f"Give {least} or more")


DEFAULT_BATCH = Batch()
