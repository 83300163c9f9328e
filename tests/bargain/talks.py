"""Small talks to test on: three economies, no two alike, two of them at the table."""

from datetime import date

from tests.worlds import random_world
from tradetalks.policy.deal import Deal
from tradetalks.policy.negotiation import (
    Fallback,
    FallbackKind,
    Instrument,
    Negotiation,
    RedLine,
    Side,
    ThirdParty,
)

DAY = date(2025, 7, 26)
WORLD = random_world(11, 4, 3, zero_flows=0.0, zero_output=0.0, theta_max=6.0)
GOODS = ("S00", "S01")
ONE, TWO, THREE, FOUR = WORLD.economies


def side(code: str, *partners: str, **given) -> Side:
    """Return a side with its own rates on its partners' goods, down to zero and no higher."""
    instruments = tuple(
        Instrument(by=(code,), to=(partner,), sectors=GOODS) for partner in partners
    )
    return Side(code=code, members=(code,), **{"instruments": instruments, **given})


def talks(*sides: Side, third: tuple[ThirdParty, ...] = ()) -> Negotiation:
    """Return talks between sides, nothing fixed beforehand."""
    codes = tuple(each.code for each in sides)
    deal = Deal(title="Talks", parties=codes, status="negotiating", concessions=(), sides=codes)
    return Negotiation(deal=deal, sides=sides, third_parties=third)


def two(**given) -> Negotiation:
    """Return talks between two sides; keywords go to both."""
    return talks(
        side(ONE, TWO, **given),
        side(TWO, ONE, **given),
        third=(ThirdParty(code=THREE, members=(THREE,)),),
    )


def war_fallback(ceiling: float = 1.0) -> Fallback:
    """Return the fallback of a tariff war."""
    return Fallback(kind=FallbackKind.WAR, war_ceiling=ceiling)


def line_on(partner: str, sector: str, **given) -> RedLine:
    """Return the first side's red line on its rate for a partner's sector."""
    return RedLine(on=(ONE,), to=(partner,), sectors=(sector,), **given)
