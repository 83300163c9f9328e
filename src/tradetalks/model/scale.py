"""Economies of scale: more workers mean more firms, and more firms make a cheaper bundle."""

from dataclasses import dataclass

from tradetalks.errors import StructureError
from tradetalks.model.shapes import ByEconomy, BySector, BySeller


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Unit cost falls with the number of firms that an economy's labour sustains (eq. model.19).

    It is the labour of the whole economy that counts, so no industry settles in one place however
    strong the economies of scale.

    Attributes:
        strength: The scale elasticity times the trade elasticity, `ψ θ`, positive; 0.67 in
            Ignatenko et al. (2025), after Lashkaripour and Lugovskyy (2023), and 1.34 where they
            double the trade elasticity alone.
    """

    strength: float = 0.67

    def __post_init__(self) -> None:
        if not 0.0 < self.strength < 100.0:
            raise StructureError(
                f"economies of scale of strength {self.strength}",
                remedy="Give a positive one, or leave scale out for constant returns",
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
