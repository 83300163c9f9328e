"""Economies of scale: more workers mean more firms, and more firms make a cheaper bundle."""

from dataclasses import dataclass

from tradetalks.errors import StructureError
from tradetalks.model.shapes import ByEconomy, BySector, BySeller


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Unit cost falls with the number of firms that an economy's labour sustains (eq. model.19).

    Attributes:
        strength: The scale elasticity times the trade elasticity, `ψ θ`; 0.67 in Ignatenko et al.
            (2025), after Lashkaripour and Lugovskyy (2023).
    """

    strength: float = 0.67

    def __post_init__(self) -> None:
        if not 0.0 < self.strength < 1.0:
            raise StructureError(
                f"economies of scale of strength {self.strength}",
                remedy="Give one between 0 and 1: from 1 on an industry would settle in one place",
            )


def log_cost_at_scale(
    *, log_bundle: BySeller, log_wage: ByEconomy, log_labour: ByEconomy, psi: BySector
) -> BySeller:
    """Return the log change in unit cost at the new number of firms (eq. model.19).

    A firm is set up with the same bundle that it produces with, so labour sustains more firms
    where the bundle has grown cheap against the wage.

    Args:
        log_bundle: Log change in the cost of a bundle of labour and inputs (eq. model.1).
        log_wage: Log change in the wage.
        log_labour: Log change in labour.
        psi: Scale elasticity by sector; zero without economies of scale.
    """
    log_firms = (log_labour + log_wage)[:, None] - log_bundle
    return log_bundle - psi * log_firms
