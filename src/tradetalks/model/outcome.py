"""What a deal does to every economy and sector, beside the status quo."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.model.decompose import Split, along_path, first_order
from tradetalks.model.equilibrium import Equilibrium
from tradetalks.model.quotas import QuotaFill
from tradetalks.model.status import Certificate
from tradetalks.model.welfare import equivalent_variation

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Outcome:
    """The world with a deal beside the world without it.

    Every array is indexed in the order of `economies` and `sectors`. Money is billions of US
    dollars a year, at prices where world labour income is what it is in the status quo. Changes
    (`_hat`) are new over old; where both are zero they are 1.

    Attributes:
        equilibrium: The world with the deal, relative to the status quo (`equilibrium.world`).
        baseline: The certificate of the status quo itself.
        on: The date of the rates; None where no dated schedule was given.
        known: The date of the knowledge they rest on.
        assumptions: What was assumed on the way, one sentence each.
        quotas: What became of each tariff quota; empty where there is none.
    """

    equilibrium: Equilibrium
    baseline: Certificate
    on: date | None = None
    known: date | None = None
    assumptions: tuple[str, ...] = ()
    quotas: tuple[QuotaFill, ...] = ()

    @property
    def world(self) -> World:
        """The status quo, as a benchmark."""
        return self.equilibrium.world

    @property
    def economies(self) -> tuple[str, ...]:
        """Codes of the economies in axis order."""
        return self.world.economies

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes of the sectors in axis order."""
        return self.world.sectors

    @property
    def certificate(self) -> Certificate:
        """What stands behind the numbers with the deal."""
        return self.equilibrium.certificate

    @property
    def real_income_hat(self) -> FloatArray:
        """Change in real income [economy], exactly (eq. model.10)."""
        return self.equilibrium.real_income_hat

    @property
    def welfare_hat(self) -> FloatArray:
        """Change in welfare [economy]; real income where labour is fixed (eq. model.22)."""
        return self.equilibrium.welfare_hat

    @cached_property
    def equivalent_variation(self) -> FloatArray:
        """The money that at status-quo prices is worth the deal [economy] (eq. model.11).

        What more work costs those who do it is taken out where labour answers.
        """
        return equivalent_variation(real_income=self.welfare_hat, benchmark=self.income_before)

    @property
    def income_before(self) -> FloatArray:
        """Income in the status quo [economy]."""
        return self.equilibrium.before.income

    @property
    def income_after(self) -> FloatArray:
        """Income with the deal [economy]."""
        return self.equilibrium.income

    @cached_property
    def exports_before(self) -> FloatArray:
        """Sales to other economies, before tariff, in the status quo [economy]."""
        return np.asarray(_foreign(self.world.flow).sum(axis=(1, 2)))

    @cached_property
    def exports_after(self) -> FloatArray:
        """Sales to other economies, before tariff, with the deal [economy]."""
        return np.asarray(_foreign(self.equilibrium.flow).sum(axis=(1, 2)))

    @cached_property
    def exports_hat(self) -> FloatArray:
        """Change in exports [economy]."""
        return _ratio(self.exports_after, self.exports_before)

    @cached_property
    def imports_before(self) -> FloatArray:
        """Purchases from other economies, before tariff, in the status quo [economy]."""
        return np.asarray(_foreign(self.world.flow).sum(axis=(0, 2)))

    @cached_property
    def imports_after(self) -> FloatArray:
        """Purchases from other economies, before tariff, with the deal [economy]."""
        return np.asarray(_foreign(self.equilibrium.flow).sum(axis=(0, 2)))

    @cached_property
    def imports_hat(self) -> FloatArray:
        """Change in imports [economy]."""
        return _ratio(self.imports_after, self.imports_before)

    @property
    def revenue_before(self) -> FloatArray:
        """Tariff revenue in the status quo [economy]."""
        return self.world.revenue

    @property
    def revenue_after(self) -> FloatArray:
        """Tariff revenue with the deal, the rents of quotas not in it [economy]."""
        return self.equilibrium.revenue - self._rents("importer")

    @property
    def quota_rent(self) -> FloatArray:
        """What those who hold licences under tariff quotas earn by them [economy]."""
        return self._rents("holder")

    def _rents(self, whose: Literal["importer", "holder"]) -> FloatArray:
        """Return rents summed by one end of each quota [economy]."""
        rents = np.zeros(len(self.economies))
        for quota in self.quotas:
            rents[self.world.economy_index(getattr(quota.line, whose))] += quota.rent
        return rents

    @property
    def wage_hat(self) -> FloatArray:
        """Change in the nominal wage [economy]."""
        return self.equilibrium.wage_hat

    @cached_property
    def real_wage_hat(self) -> FloatArray:
        """Change in the wage over the price of final consumption [economy]."""
        return self.equilibrium.wage_hat / self.equilibrium.price_index_hat

    @property
    def price_index_hat(self) -> FloatArray:
        """Change in the price of final consumption [economy]."""
        return self.equilibrium.price_index_hat

    @property
    def output_before(self) -> FloatArray:
        """Producer revenue in the status quo [economy, sector]."""
        return self.equilibrium.before.output

    @property
    def output_after(self) -> FloatArray:
        """Producer revenue with the deal [economy, sector]."""
        return self.equilibrium.output

    @cached_property
    def employment_hat(self) -> FloatArray:
        """Change in the labour each sector employs [economy, sector].

        Labour cost by sector over the wage.
        """
        return _ratio(self.output_after / self.wage_hat[:, None], self.output_before)

    @cached_property
    def employment_share(self) -> FloatArray:
        """Share of each sector in employment in the status quo [economy, sector]."""
        before = self.equilibrium.before
        paid = (before.value_added_share - before.profit_share) * before.output
        return paid / before.labour_income[:, None]

    @property
    def tariff_before(self) -> FloatArray:
        """Applied rates in the status quo [exporter, importer, sector]."""
        return self.world.tariff

    @property
    def tariff_after(self) -> FloatArray:
        """Applied rates with the deal [exporter, importer, sector].

        Where there is a tariff quota, the rate that holds at its margin.
        """
        return self.equilibrium.tariff

    @property
    def flow_before(self) -> FloatArray:
        """Trade before tariff in the status quo [exporter, importer, sector]."""
        return self.world.flow

    @property
    def flow_after(self) -> FloatArray:
        """Trade before tariff with the deal, same axes; computed anew at each call."""
        return self.equilibrium.flow

    @cached_property
    def first_order(self) -> Split:
        """The split by source as Caliendo and Parro define it (eq. model.12)."""
        return first_order(self.equilibrium)

    @cached_property
    def along_path(self) -> Split:
        """The split by source that adds up exactly (eq. model.13); solves the path when asked."""
        return along_path(self.equilibrium)


def _foreign(flow: FloatArray) -> FloatArray:
    abroad = 1.0 - np.eye(flow.shape[0])
    return flow * abroad[:, :, None]


def _ratio(after: FloatArray, before: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((before == 0) & (after == 0), 1.0, after / before)
