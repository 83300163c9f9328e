"""What happens to trade imbalances when tariffs change."""

from enum import StrEnum


class Closure(StrEnum):
    """How the trade deficit of each economy is closed (eq. model.7)."""

    SHARE = "share"
    """Each deficit stays the same share of world income."""
    BALANCED = "balanced"
    """The benchmark is first solved without imbalances; every effect is relative to that."""
