"""What part of a price is earned where the good is bought, and how far a tariff reaches it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import StructureError, UnknownCodeError

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Margins:
    """A share of spending is earned at home by those who sell and distribute.

    With firms of unequal productivity the tariff then enters trade shares with an exponent that
    differs from one (eq. model.20), and the price of a basket depends on the size of the market.

    Attributes:
        share: The share of spending net of tariff that is earned at home, in every economy but
            those in `own`.
        own: Pairs of an economy's code and its share.
        spread: Spread of productivity between firms, positive: 0.67 means a Pareto shape of the
            trade elasticity over 0.67.
        pass_through: Added to the exponent of the tariff; 0 is the authors' benchmark, -0.75 their
            partial pass-through.
        selection: Whether firms enter and leave markets; without it the exponent is one and
            market size has no effect (Eaton and Kortum 2002).
    """

    share: float
    own: tuple[tuple[str, float], ...] = ()
    spread: float = 0.67
    pass_through: float = 0.0
    selection: bool = True

    def __post_init__(self) -> None:
        for code, share in (("every economy", self.share), *self.own):
            if not 0.0 <= share < 1.0:
                raise StructureError(
                    f"a margin of {share} in {code}", remedy="Give one from 0 to below 1"
                )
        if not 0.0 < self.spread < 100.0:
            raise StructureError(
                f"a spread of productivity of {self.spread}", remedy="Give a positive one"
            )

    def by_economy(self, economies: tuple[str, ...]) -> FloatArray:
        """Return the share earned at home [economy].

        Raises:
            UnknownCodeError: `own` names an economy that is not there.
        """
        own: Mapping[str, float] = dict(self.own)
        for code in own:
            if code not in economies:
                raise UnknownCodeError("economy", code, economies, where="margins")
        return np.array([own.get(code, self.share) for code in economies])
