"""How sure it is that the terms of struck talks would be signed."""

from collections.abc import Callable

from tradetalks.bargain.chance import Case, Odds, odds
from tradetalks.bargain.strike import Strike
from tradetalks.model.sampling import ElasticityDraws


def strike_odds(
    struck: Strike,
    draws: ElasticityDraws,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Odds:
    """Return how sure it is, over draws of elasticities, that the first terms would be signed.

    Args:
        struck: The talks, struck under the world's own elasticities.
        draws: The elasticities.
        progress: Told the draws done and the draws in all.

    Raises:
        NoEquilibriumError: No draw has an equilibrium.
    """
    seat = struck.seat
    case = Case(
        measured=seat.eve.measured,
        schedule=seat.eve.schedule,
        terms=struck.settled.tariff,
        fallbacks=[
            [(state.tariff, part) for state, part in side.states] for side in seat.fallbacks.sides
        ],
        offers=struck.exchange,
    )
    return odds(seat.table, case, draws, progress=progress)
