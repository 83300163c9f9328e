"""Who keeps the profit of a fixed set of firms, and what a government thinks of each industry."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Profits:
    """Krugman's firms, fixed in number: a sector's profit is revenue over sigma (eq. model.21).

    `σ = 1 + θ`; labour and inputs cost the rest. This is the structure of Ossa (2014).
    """
