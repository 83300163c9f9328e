"""What happens to trade imbalances when tariffs change."""

from enum import StrEnum
from typing import Never

from tradetalks.errors import UnknownCodeError


class Closure(StrEnum):
    """How the trade deficit of each economy is closed (eq. model.7)."""

    SHARE = "share"
    """Each deficit stays the same share of world income."""
    BALANCED = "balanced"
    """The benchmark is first solved without imbalances; every effect is relative to that."""

    @classmethod
    def _missing_(cls, value: object) -> Never:
        raise UnknownCodeError("closure", str(value), [str(each) for each in cls])
