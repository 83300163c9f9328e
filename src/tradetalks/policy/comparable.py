"""Which agreed rate a partner could expect: that of the countries that sell most alike."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from tradetalks.atlas.world import Array, World
from tradetalks.policy.agreed import agreements
from tradetalks.policy.economies import members_of
from tradetalks.policy.measure import AgreedRate, Library

NEAREST = 3
"""How many comparable countries are asked; the rate is their median."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """The rate an importer could be expected to agree with a partner.

    Attributes:
        rate: The rate, a fraction.
        programme: The chain of measures whose headline it sets.
        own: Whether the partner's own rate had been agreed; otherwise it is a median.
        basis: The agreements it rests on, most alike first.
        likeness: Cosine of the export baskets, same order; one for the partner's own.
    """

    rate: float
    programme: str
    own: bool
    basis: tuple[AgreedRate, ...]
    likeness: tuple[float, ...]


def expected_rate(
    world: World, importer: str, partner: str, known: date, library: Library | None = None
) -> Expected | None:
    """Return the rate agreed with a partner, or the median of its nearest peers' agreed rates.

    Peers are partners whose rate was announced as agreed by then. Two partners are alike when
    the sectors of their sales to the importer are: cosine of the two baskets of goods.

    Args:
        world: The world whose trade tells the baskets.
        importer: Code of the importer whose rates were agreed.
        partner: Code of the exporter.
        known: The day of the knowledge.
        library: The measures; those that ship when None.

    Returns:
        None when the importer had agreed no rate with anyone by then.
    """
    agreed = [each for each in agreements(known, library) if each.by == importer]
    own = [each for each in agreed if each.partner == partner]
    if own:
        return _expected(own, (1.0,), own=True)
    peers = [each for each in agreed if members_of(each.partner, world)]
    if not peers:
        return None
    mine = _basket(world, partner, importer)
    alike = [_cosine(mine, _basket(world, each.partner, importer)) for each in peers]
    order = sorted(range(len(peers)), key=lambda at: -alike[at])[:NEAREST]
    return _expected([peers[at] for at in order], tuple(alike[at] for at in order), own=False)


def _expected(basis: list[AgreedRate], likeness: tuple[float, ...], *, own: bool) -> Expected:
    return Expected(
        rate=float(np.median([each.rate for each in basis])),
        programme=basis[0].programme,
        own=own,
        basis=tuple(basis),
        likeness=likeness,
    )


def _basket(world: World, partner: str, importer: str) -> Array:
    """Return the partner's sales of goods to the importer [sector], billions of US dollars."""
    goods = ~np.isin(world.sectors, world.services)
    sellers = [world.economy_index(code) for code in members_of(partner, world)]
    buyers = [world.economy_index(code) for code in members_of(importer, world)]
    return np.asarray(world.flow[np.ix_(sellers, buyers)].sum(axis=(0, 1))[goods])


def _cosine(one: Array, two: Array) -> float:
    size = float(np.linalg.norm(one) * np.linalg.norm(two))
    return float(one @ two) / size if size > 0 else 0.0
