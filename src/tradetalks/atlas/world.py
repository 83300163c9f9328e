"""The world in one year: who buys what from whom, and how it is made and taxed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import UnknownCodeError
from tradetalks.origin import Origin

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class World:
    """One benchmark equilibrium, complete and balanced.

    Axes are written [exporter, importer, sector]; money is billions of current US dollars a
    year; rates and shares are fractions. Services sectors are those with no tariff by law.

    Attributes:
        name: Short name, printed in every certificate.
        year: The year the flows describe.
        economies: Codes in axis order (ISO 3166 alpha-3, or a code of the maker's own).
        sectors: Codes in axis order.
        economy_names: English name of each economy, same order.
        sector_names: English name of each sector, same order.
        spending: X[exporter, importer, sector], at purchaser price, tariff in.
        tariff: Applied ad valorem rate on the price before tariff, same axes; 0 at home, except
            in a group of economies that tax one another.
        value_added_share: gamma[economy, sector], value added over producer revenue.
        input_share: gamma[economy, input sector, using sector], cost of input over revenue.
        final_share: alpha[economy, sector]; each economy sums to one.
        elasticities: Trade elasticity theta[sector] by name of published set; positive.
        elasticity: The name of the set in use.
        services: Codes of sectors that carry no tariff.
        origins: The sources behind the numbers.
        notes: What a reader must know about this world, one sentence each.
    """

    name: str
    year: int
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    economy_names: tuple[str, ...]
    sector_names: tuple[str, ...]
    spending: Array
    tariff: Array
    value_added_share: Array
    input_share: Array
    final_share: Array
    elasticities: Mapping[str, Array]
    elasticity: str
    services: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def expenditure(self) -> Array:
        """E[importer, sector]: spending on each sector, tariff in, billions of US dollars."""
        return np.asarray(self.spending.sum(axis=0))

    @cached_property
    def share(self) -> Array:
        """pi[exporter, importer, sector]: spending shares; zero where nothing is bought."""
        total = self.expenditure
        return self.spending / np.where(total > 0, total, 1.0)

    @cached_property
    def flow(self) -> Array:
        """Trade before tariff [exporter, importer, sector], billions of US dollars."""
        return self.spending / (1.0 + self.tariff)

    @cached_property
    def output(self) -> Array:
        """Y[economy, sector]: producer revenue, billions of US dollars."""
        return np.asarray(self.flow.sum(axis=1))

    @cached_property
    def value_added(self) -> Array:
        """V[economy]: value added (GDP at basic prices), billions of US dollars."""
        return np.asarray((self.value_added_share * self.output).sum(axis=1))

    @cached_property
    def revenue(self) -> Array:
        """R[economy]: tariff revenue, billions of US dollars."""
        return np.asarray((self.tariff * self.flow).sum(axis=(0, 2)))

    @cached_property
    def deficit(self) -> Array:
        """D[economy]: imports less exports before tariff, billions of US dollars; sums to zero."""
        return np.asarray(self.flow.sum(axis=(0, 2)) - self.flow.sum(axis=(1, 2)))

    @cached_property
    def income(self) -> Array:
        """I[economy]: value added, tariff revenue and deficit, billions of US dollars."""
        return self.value_added + self.revenue + self.deficit

    @property
    def theta(self) -> Array:
        """theta[sector]: the trade elasticities in use."""
        return self.elasticities[self.elasticity]

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over codes and numbers: two worlds with one fingerprint are the same."""
        digest = hashlib.sha256("|".join((*self.economies, *self.sectors)).encode())
        for block in (
            self.spending,
            self.tariff,
            self.value_added_share,
            self.input_share,
            self.final_share,
            self.theta,
        ):
            digest.update(np.ascontiguousarray(block, dtype="<f8").tobytes())
        return digest.hexdigest()

    def economy_index(self, code: str, *, where: str = "") -> int:
        """Return the position of an economy.

        Raises:
            UnknownCodeError: The economy is not in this world.
        """
        return _index("economy", code, self.economies, where)

    def sector_index(self, code: str, *, where: str = "") -> int:
        """Return the position of a sector.

        Raises:
            UnknownCodeError: The sector is not in this world.
        """
        return _index("sector", code, self.sectors, where)

    def with_elasticity(self, name: str) -> "World":
        """Return the same world under another published elasticity set.

        Raises:
            UnknownCodeError: No set of that name is in this world.
        """
        if name not in self.elasticities:
            raise UnknownCodeError("elasticity set", name, self.elasticities)
        return replace(self, elasticity=name)


def _index(kind: str, code: str, known: tuple[str, ...], where: str) -> int:
    try:
        return known.index(code)
    except ValueError:
        raise UnknownCodeError(kind, code, known, where=where) from None
