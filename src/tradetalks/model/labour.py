"""How many people work, and at what pace more of them make each more productive."""

from dataclasses import dataclass

import jax.numpy as jnp

from tradetalks.errors import StructureError
from tradetalks.model.shapes import ByEconomy, Scalar


@dataclass(frozen=True, kw_only=True)
class ElasticLabour:
    """People work more when a wage buys more (eq. model.18).

    Attributes:
        elasticity: Of labour supply in the real wage after tax, positive; 0.5 in Ignatenko et al.
            (2025), after Chetty et al. (2011).
        relief: Whether new tariff revenue replaces income tax; when not, it is rebated lump sum.
    """

    elasticity: float = 0.5
    relief: bool = True

    def __post_init__(self) -> None:
        if not 0.0 < self.elasticity < 100.0:
            raise StructureError(
                f"an elasticity of labour supply of {self.elasticity}",
                remedy="Give a positive one, or leave labour out to hold it fixed",
            )


def log_labour_supply(
    *,
    log_wage: ByEconomy,
    log_price_index: ByEconomy,
    relief: ByEconomy,
    elasticity: Scalar,
) -> ByEconomy:
    """Return the log change in labour (eq. model.18).

    Args:
        log_wage: Log change in the wage.
        log_price_index: Log change in the price of final consumption.
        relief: New tariff revenue that replaces income tax, over labour income; zero where none.
        elasticity: Elasticity of labour supply in the real wage after tax.
    """
    return elasticity * (log_wage - log_price_index - jnp.log1p(-relief))
