"""The few numbers by economy that a run of many scenarios keeps of each."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from tradetalks.model.outcome import Outcome

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Headline:
    """What a change does to every economy, each array [economy] as in `Outcome`.

    Money is billions of US dollars a year; trade is before tariff.

    Attributes:
        real_income_hat: Change in real income, new over old.
        welfare_hat: Change in welfare; real income where labour is fixed.
        equivalent_variation: The money that at status-quo prices is worth the change.
        exports_before: Sales to other economies in the status quo.
        exports_after: The same after the change.
        imports_before: Purchases from other economies in the status quo.
        imports_after: The same after the change.
        revenue_before: Tariff revenue in the status quo.
        revenue_after: The same after the change.
    """

    real_income_hat: FloatArray
    welfare_hat: FloatArray
    equivalent_variation: FloatArray
    exports_before: FloatArray
    exports_after: FloatArray
    imports_before: FloatArray
    imports_after: FloatArray
    revenue_before: FloatArray
    revenue_after: FloatArray


HEADLINES: tuple[str, ...] = tuple(field.name for field in fields(Headline))


def headline_of(outcome: Outcome) -> Headline:
    """Return the headline of an outcome."""
    return Headline(**{name: getattr(outcome, name) for name in HEADLINES})
