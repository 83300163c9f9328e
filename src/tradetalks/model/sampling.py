"""Which elasticities a world might have: draws for an answer with a range.

Draws come from the published sets and their standard errors, from a covariance of the user's own,
or from a matrix of the user's own. docs/explanation/uncertainty.md says why they are drawn so.
The same seed gives the same draws on any machine and with any version of numpy, and fewer draws
are the first ones of more, both to rounding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.elasticity_errors import SPREADS, elasticity_errors
from tradetalks.atlas.world import World
from tradetalks.errors import InputError, UnknownCodeError
from tradetalks.model.chance import normal, stream, truncated, uniform

Array = NDArray[np.float64]

LEAST_THETA = 0.01
"""Draws stay above this: buyers who answer less than this do not answer at all."""

RELATIVE_ROUNDING = 1e-6
"""A covariance printed with six digits is as symmetric and positive as its rounding allows."""

LEAST_KEPT = 0.01
"""Levels whose draws are positive less often than this are refused."""

COVARIANCE, GIVEN = "covariance", "given"
"""Where a draw that takes no published set comes from."""

_ORDER, _NOISE = 0, 1


@dataclass(frozen=True, eq=False)
class ElasticityDraws:
    """Elasticities that a world might have.

    Attributes:
        theta: Trade elasticities [draw, sector], positive, sectors in the order of the world.
        source: Per draw, the published set it took, or `covariance`, or `given`.
        sentence: What was drawn, in words for a reader of the results.
    """

    theta: Array
    source: tuple[str, ...]
    sentence: str


def published_draws(
    world: World,
    count: int,
    *,
    seed: int = 0,
    errors: bool = True,
    sets: Sequence[str] | None = None,
) -> ElasticityDraws:
    """Return draws over the published sets, each moved by its standard errors where known.

    Sets come in rounds, each of them once in every round in an order of its own, so that among
    any number of first draws no set appears more than once more often than another.

    An estimate with a standard error is drawn from the normal distribution that its estimator has
    in large samples, given that an elasticity is positive (above `LEAST_THETA`): a normal
    truncated from below. Where the error is small against the estimate that is the printed normal;
    where it is large the mean is above the estimate. A log-normal of the same mean and variance
    would put 42 % of the draws of an estimate of 0.39 with an error of 1.08 below 0.1, which the
    estimate does not say. Sectors are independent, as the papers estimate them one by one, except
    that those with the same estimate and error share an industry and move together.

    Args:
        world: Whose sets; errors are known only for the sets and sectors of the default world.
        count: How many draws, at least one.
        seed: Same seed, same draws; not negative.
        errors: Whether standard errors move the sets; without, all are taken as published.
        sets: Which sets of the world; all of them when not given.

    Raises:
        InputError: `count` or `seed` is out of range, or `sets` is empty or names one twice.
        UnknownCodeError: The world has no set of that name.
    """
    _check_counts(count, seed)
    names = _chosen(world, sets)
    known = elasticity_errors(world) if errors else {}
    chance = uniform(stream(seed, _NOISE), count, len(world.sectors))
    theta, source = np.empty_like(chance), _rounds(names, count, seed)
    for name in names:
        rows = np.array([drawn == name for drawn in source])
        theta[rows] = world.elasticities[name]
        if name in known:
            theta[rows] = _moved(world.elasticities[name], known[name], chance[rows])
    moved = [name for name in names if name in known and np.isfinite(known[name]).any()]
    return ElasticityDraws(theta, source, _published_sentence(names, moved, count, errors))


def covariance_draws(
    world: World,
    covariance: Array,
    count: int,
    *,
    mean: Array | None = None,
    seed: int = 0,
    logs: bool = True,
) -> ElasticityDraws:
    """Return normal draws with a covariance of one's own, around the elasticities in use.

    Of logs, elasticities are exp(normal): the middle one is `mean`. Of levels, draws are normal
    around `mean`, and those with any elasticity at or below `LEAST_THETA` are drawn again, so
    that the moments of what is left differ where that is often.

    Args:
        world: Whose sectors.
        covariance: [sector, sector], of log elasticities, or of elasticities where not `logs`.
        count: How many draws, at least one.
        mean: The centre [sector], elasticities and never logs; those in use when not given.
        seed: Same seed, same draws; not negative.
        logs: Whether the covariance is of logs.

    Raises:
        InputError: `count` or `seed` is out of range; the covariance has another shape, is not
            finite, not symmetric or not positive semidefinite; the mean is not positive; or
            levels are so uncertain that hardly any draw is positive throughout.
    """
    _check_counts(count, seed)
    centre = _checked(world, np.atleast_2d(world.theta if mean is None else mean), "mean")[0]
    root = _root(world, np.asarray(covariance, dtype=float))
    bits = stream(seed, _NOISE)
    if logs:
        with np.errstate(over="ignore", under="ignore"):
            theta = centre * np.exp(normal(bits, count, len(centre)) @ root)
        _checked(world, theta, "draw")
    else:
        theta = _positive(lambda n: centre + normal(bits, n, len(centre)) @ root, count)
    around = f"'{world.elasticity}'" if mean is None else "the means given"
    sentence = (
        f"{count:,} draws of elasticities around {around}, with the covariance given, of "
        f"{'their logs' if logs else 'their levels, all positive'}."
    )
    return ElasticityDraws(theta, (COVARIANCE,) * count, sentence)


def given_draws(world: World, theta: Array) -> ElasticityDraws:
    """Return a matrix of one's own as draws, checked.

    Args:
        world: Whose sectors.
        theta: Trade elasticities [draw, sector], positive.

    Raises:
        InputError: No draw, another number of sectors, or an elasticity that is not positive.
    """
    checked = _checked(world, np.array(theta, dtype=float), "draw")
    sentence = f"{len(checked):,} draws of elasticities, as given."
    return ElasticityDraws(checked, (GIVEN,) * len(checked), sentence)


def _chosen(world: World, sets: Sequence[str] | None) -> tuple[str, ...]:
    names = tuple(world.elasticities if sets is None else sets)
    for name in names:
        if name not in world.elasticities:
            raise UnknownCodeError("elasticity set", name, world.elasticities)
    if not names or len(set(names)) != len(names):
        raise InputError(
            "no elasticity set to draw from" if not names else "an elasticity set is named twice",
            where="sets",
            remedy="Name each set once",
        )
    return names


def _rounds(names: tuple[str, ...], count: int, seed: int) -> tuple[str, ...]:
    rounds = -(-count // len(names))
    order = np.argsort(uniform(stream(seed, _ORDER), rounds, len(names)), axis=1, kind="stable")
    return tuple(names[place] for place in order.ravel()[:count])


def _moved(theta: Array, error: Array, chance: Array) -> Array:
    """Return a set [draw, sector] moved by its errors; NaN or zero leaves a sector as printed."""
    pairs = list(zip(theta.tolist(), error.tolist(), strict=True))
    moved = np.tile(theta, (len(chance), 1))
    for sector, (printed, spread) in enumerate(pairs):
        if spread > 0:
            # Sectors with the estimate of one industry use the numbers of the first of them.
            shared = chance[:, pairs.index((printed, spread))]
            moved[:, sector] = truncated(shared, printed, spread, least=LEAST_THETA)
    return moved


def _positive(draw: Callable[[int], Array], count: int) -> Array:
    kept, tried = np.empty((0, 0)), 0
    while len(kept) < count:
        fresh = draw(count)
        tried += count
        fresh = fresh[(fresh > LEAST_THETA).all(axis=1)]
        kept = fresh if not kept.size else np.concatenate([kept, fresh])
        if tried >= 1 / LEAST_KEPT and len(kept) < LEAST_KEPT * tried:
            raise InputError(
                f"only {len(kept):,} of {tried:,} draws are positive in every sector",
                where="covariance",
                remedy="Give the covariance of logs, which are positive always",
            )
    return kept[:count]


def _root(world: World, covariance: Array) -> Array:
    """Return the symmetric root, which is unique, so that machines agree on the draws."""
    sectors = len(world.sectors)
    if covariance.shape != (sectors, sectors):
        raise _refused(f"its shape is {covariance.shape} where {(sectors, sectors)} is needed")
    if not np.isfinite(covariance).all():
        row, column = (world.sectors[k] for k in np.argwhere(~np.isfinite(covariance))[0])
        raise _refused(f"{row} with {column} is not a number")
    apart = np.abs(covariance - covariance.T)
    if apart.max() > RELATIVE_ROUNDING * np.abs(covariance).max():
        row, column = (world.sectors[k] for k in np.unravel_index(apart.argmax(), apart.shape))
        raise _refused(f"it is not symmetric: {row} with {column} is not {column} with {row}")
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    if values[0] < -RELATIVE_ROUNDING * max(values[-1], -values[0]):
        raise _refused(f"it is not positive semidefinite: its least eigenvalue is {values[0]:.3g}")
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)


def _refused(why: str) -> InputError:
    remedy = "Give one symmetric matrix with a row and a column per sector of the world, in order"
    return InputError(f"this cannot be a covariance: {why}", where="covariance", remedy=remedy)


def _checked(world: World, theta: Array, what: str) -> Array:
    if theta.ndim != 2 or not len(theta) or theta.shape[1] != len(world.sectors):
        raise InputError(
            f"elasticities of the shape {theta.shape}",
            where=what,
            remedy=f"Give one per sector of the world, {len(world.sectors)}, and at least one draw",
        )
    wrong = np.argwhere(~((theta > 0) & np.isfinite(theta)))
    if len(wrong):
        row, sector = wrong[0]
        raise InputError(
            f"the elasticity of {world.sectors[sector]} is {theta[row, sector]:g}",
            where=what if what == "mean" else f"{what} {row + 1}",
            remedy="Trade elasticities are positive numbers",
        )
    return theta


def _check_counts(count: int, seed: int) -> None:
    if count < 1:
        raise InputError(f"{count} draws", where="count", remedy="Ask for one or more")
    if seed < 0:
        raise InputError(f"a seed of {seed}", where="seed", remedy="Give zero or more")


def _published_sentence(
    names: tuple[str, ...], moved: Sequence[str], count: int, errors: bool
) -> str:
    least, more = divmod(count, len(names))
    times = f"{least:,}" if not more else f"{least:,} or {least + 1:,}"
    lead = f"{count:,} draws over {len(names)} published sets of elasticities, each {times} times"
    if not moved:
        reason = "no standard errors are known here" if errors else "standard errors are left out"
        return f"{lead}, as published ({reason})."
    printed = [name for name in moved if name not in SPREADS]
    spread = [name for name in moved if name in SPREADS]
    how = [f"{_listed(printed)} moved by standard errors"] if printed else []
    how += [f"{_listed(spread)} moved by the spread between products"] if spread else []
    rest = len(names) - len(moved)
    how += [f"the other {rest} as published, their errors not known here"] if rest else []
    return f"{lead}: {'; '.join(how)}."


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
