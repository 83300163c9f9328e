"""What `weigh --draws` draws: elasticities from the options, and over which models."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.cli import modes
from tradetalks.errors import InputError, NoEquilibriumError

if TYPE_CHECKING:
    from tradetalks.atlas.world import World
    from tradetalks.model.draws import Distribution
    from tradetalks.model.sampling import ElasticityDraws

MOST_DRAWS = 10_000
"""What a thousand draws leave open is the model's, not theirs; more take minutes and gigabytes."""
DEFAULT_SEED = 0


@dataclass(frozen=True, kw_only=True)
class DrawOptions:
    """What the command line said of the draws.

    Attributes:
        count: How many.
        seed: None where it was left out.
        elasticities: Name of the only published set, or of the centre of a covariance.
        covariance: File of a covariance of log elasticities.
        matrix: File of elasticities, one draw a row.

    Raises:
        InputError: Too few or too many, or options that do not go together.
    """

    count: int
    seed: int | None
    elasticities: str | None
    covariance: Path | None
    matrix: Path | None

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST_DRAWS:
            raise InputError(
                f"{self.count:,} draws",
                where=modes.DRAWS,
                remedy=f"Ask for 1 to {MOST_DRAWS:,}; the function `weigh_draws` takes more",
            )
        if self.seed is not None and self.seed < 0:
            raise InputError(f"{self.seed}", where="--seed", remedy="Give zero or more")
        if self.matrix is None:
            return
        others = {
            "--covariance": self.covariance,
            "--seed": self.seed,
            "--elasticities": self.elasticities,
        }
        for name, value in others.items():
            if value is not None:
                modes.refuse_together(name, "--elasticity-draws")

    @property
    def seeded(self) -> int | None:
        """The seed that the draws have; None where they come from a file."""
        return None if self.matrix else (self.seed or DEFAULT_SEED)


def draws_of(world: "World", asked: DrawOptions) -> "ElasticityDraws":
    """Return the draws that were asked for.

    Args:
        world: The world, with the elasticities that were asked for.
        asked: The options.

    Raises:
        SourceError: A file is no such file.
        InputError: The file has fewer draws, or is no covariance, or there is nothing to draw.
    """
    from tradetalks.atlas.elasticity_files import read_covariance
    from tradetalks.model.sampling import covariance_draws

    if asked.matrix is not None:
        return _given(world, asked.matrix, asked.count)
    seed = asked.seed or DEFAULT_SEED
    if asked.covariance is not None:
        return covariance_draws(
            world, read_covariance(asked.covariance, world), asked.count, seed=seed
        )
    return _published(world, asked, seed)


def _given(world: "World", path: Path, count: int) -> "ElasticityDraws":
    from tradetalks.atlas.elasticity_files import read_draws
    from tradetalks.model.sampling import given_draws

    theta = read_draws(path, world)
    if len(theta) < count:
        raise InputError(
            f"{len(theta):,} draws, where {count:,} are asked for",
            where=str(path),
            remedy=f"Ask for {modes.DRAWS} {len(theta)} or fewer",
        )
    return given_draws(world, theta[:count])


def _published(world: "World", asked: DrawOptions, seed: int) -> "ElasticityDraws":
    from tradetalks.atlas.elasticity_errors import elasticity_errors
    from tradetalks.model.sampling import published_draws

    if asked.elasticities is None:
        return published_draws(world, asked.count, seed=seed)
    errors = elasticity_errors(world).get(asked.elasticities)
    if errors is None or not (errors > 0).any():
        raise InputError(
            f"no standard errors of '{asked.elasticities}' are known here, so all draws of it "
            "would be the same",
            where="--elasticities",
            remedy="Leave it out to draw over all sets, or give --covariance",
        )
    return published_draws(world, asked.count, seed=seed, sets=(asked.elasticities,))


def require_some(found: "Distribution") -> None:
    """Refuse an answer without a single draw that has an equilibrium.

    Raises:
        NoEquilibriumError: There is none; the message counts the reasons.
    """
    if found.solved.any():
        return
    counted = "; ".join(f"{len(lost):,} × {verdict}" for verdict, lost in found.lost.items())
    first = found.failures[0]
    raise NoEquilibriumError(
        f"none of {found.count:,} draws has an equilibrium ({counted}). The first: {first.reason}",
        where=modes.DRAWS,
        remedy="Take another --structure, or elasticities that are less wide",
    )
