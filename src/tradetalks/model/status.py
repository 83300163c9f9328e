"""How a solve went: the certificate that every answer carries."""

from dataclasses import dataclass
from enum import StrEnum

from tradetalks.model.closure import Closure
from tradetalks.model.structure import Structure


class Verdict(StrEnum):
    """What the solver can say of where it ended."""

    SOLVED = "solved"
    SOLVED_IN_STAGES = "solved in stages"
    STOPPED = "stopped"
    NO_SELLER = "no seller"
    NO_PARTNER = "no partner"
    NO_INCOME = "no income"

    @property
    def solved(self) -> bool:
        """Whether there is an equilibrium to report."""
        return self in (Verdict.SOLVED, Verdict.SOLVED_IN_STAGES)


@dataclass(frozen=True, kw_only=True)
class Status:
    """What became of a solve, in words.

    Attributes:
        verdict: One of the closed list.
        sentence: What happened, with the worst sector, economy and residual where it failed;
            no full stop.
        remedy: What to do about it; empty when solved.
    """

    verdict: Verdict
    sentence: str
    remedy: str = ""

    @property
    def solved(self) -> bool:
        """Whether there is an equilibrium to report."""
        return self.verdict.solved


@dataclass(frozen=True, kw_only=True)
class Residuals:
    """The largest residual of each block of equations at the answer.

    Attributes:
        price: Of (eq. model.2), as a log distance.
        spending: Of (eq. model.4), over world income.
        clearing: Of (eq. model.8), over world income.
        labour: Of (eq. model.18), as a log distance; zero where labour is fixed.
        balance: Imports less exports less the imbalance the closure grants, over world income;
            no equation of the solver: it follows from the others.
        own: The largest residual over the economy's own income instead: what the solver stops on.
        sector: Code of the sector where `own` is largest; empty if it is in a whole economy.
        economy: Code of the economy where `own` is largest.
    """

    price: float
    spending: float
    clearing: float
    labour: float
    balance: float
    own: float
    sector: str
    economy: str

    @property
    def largest(self) -> float:
        """The largest of all blocks."""
        return max(self.price, self.spending, self.clearing, self.labour, self.balance)


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What stands behind an answer.

    Attributes:
        residuals: Largest residual by block.
        tolerance: What the solver had to reach, relative to each economy's own income.
        structure: Which model it is.
        world: Name of the benchmark the answer is relative to.
        fingerprint: SHA-256 of that benchmark.
        elasticity: Name of the elasticity set.
        status: What became of the solve.
        steps: Evaluations of the system.
        seconds: Wall-clock time of the solve.
    """

    residuals: Residuals
    tolerance: float
    structure: Structure
    world: str
    fingerprint: str
    elasticity: str
    status: Status
    steps: int
    seconds: float

    @property
    def closure(self) -> Closure:
        """How imbalances are closed."""
        return self.structure.imbalances

    @property
    def residual(self) -> float:
        """The largest residual of any block, relative to world income."""
        return self.residuals.largest

    @property
    def solved(self) -> bool:
        """Whether the answer may be reported."""
        return self.status.solved
