"""What happens to trade imbalances when trade costs change."""

from enum import StrEnum
from typing import Never

from tradetalks.errors import UnknownCodeError


class Closure(StrEnum):
    """How the trade deficit of each economy is closed (eq. model.7)."""

    SHARE = "share"
    """Each deficit stays the same share of world income (Caliendo and Parro 2015)."""
    NOMINAL = "nominal"
    """Each deficit stays the same money, at constant world value added (Dekle, Eaton and Kortum
    2008; Ignatenko et al. 2025)."""
    OWN = "own"
    """Spending stays the same multiple of what the economy earns itself (Advanced Guide 2016)."""
    BALANCED = "balanced"
    """Deficits end with the change, which is then part of the effect."""
    PURGED = "purged"
    """The benchmark is first solved without imbalances; every effect is relative to that (Ossa
    2014; Caliendo and Parro 2015, Table 2)."""

    @property
    def without_imbalances(self) -> bool:
        """Whether trade is balanced after the change."""
        return self in (Closure.BALANCED, Closure.PURGED)

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise UnknownCodeError("closure", str(value), [str(each) for each in cls])
