"""What of struck talks a brief shows where a side keeps its room to itself.

Whoever has the model can search for the room that gives what is printed. So what would tell a
private bound, aim, weight or fallback to the last digit is left out, not only the private keys.
"""

from dataclasses import dataclass
from functools import cached_property

from tradetalks.bargain.settle import Verdict
from tradetalks.bargain.strike import Strike
from tradetalks.errors import DealError
from tradetalks.policy.negotiation import FallbackKind, Negotiation
from tradetalks.policy.room_check import CLOSE, Span, check_room


@dataclass(frozen=True, eq=False)
class Showing:
    """What may be printed.

    Attributes:
        strike: The answers of the search.
    """

    strike: Strike

    @property
    def open(self) -> bool:
        """Whether nobody keeps anything to itself."""
        return not any(side.private for side in self.strike.seat.negotiation.sides)

    @property
    def terms(self) -> bool:
        """Whether rates are printed: what comes nearest to a deal tells a private fallback."""
        return self.open or self.strike.settled.verdict is Verdict.SETTLED

    @cached_property
    def effects(self) -> bool:
        """Whether it is printed what the terms do: with all rates but one it tells that one."""
        return self.terms and not any(self.rests(at) for at in range(len(self.strike.settled.rate)))

    def fallback(self, at: int) -> bool:
        """Return whether it is printed what a side, by position, has without a deal.

        A war is fought up to the ceilings of all sides.
        """
        side = self.strike.seat.negotiation.sides[at]
        kinds = (side.fallback.kind, side.fallback.otherwise)
        return not side.private and (self.open or FallbackKind.WAR not in kinds)

    def rests(self, at: int) -> bool:
        """Return whether the rate of a line rests on a bound that others do not know."""
        if self.open:
            return False
        rate, (own, seen) = float(self.strike.settled.rate[at]), self._spans[at]
        on = [end for end in (own.low, own.high) if abs(rate - end) <= CLOSE]
        known = [] if seen is None else [seen.low, seen.high]
        return any(min((abs(end - each) for each in known), default=1.0) > CLOSE for end in on)

    @cached_property
    def _spans(self) -> list[tuple[Span, Span | None]]:
        """Between what each line may move, and between what others know that it may."""
        talks = self.strike.seat.negotiation
        own = self._room(talks)
        try:
            seen: tuple[Span | None, ...] = self._room(talks.public())
        except DealError:
            # Open red lines may leave no rate within the usual room of a side that has another.
            seen = (None,) * len(own)
        return [pair for pair in zip(own, seen, strict=True) if not pair[0].kept]

    def _room(self, talks: Negotiation) -> tuple[Span, ...]:
        eve = self.strike.seat.eve
        return tuple(check_room(talks, eve.schedule, eve.measured, library=eve.library))
