"""What of struck talks may be shown where a side keeps its room to itself.

Terms, gains and prices follow from the room of a side, and whoever has the model can search for
the room that gives them. So what would tell a bound, an aim, a weight or a fallback to the last
digit is left out, not only the keys of the private file. Every export asks here: the JSON of
`strike` and the brief.
"""

from dataclasses import dataclass
from functools import cached_property

from tradetalks.bargain.rows import Row, rows_of, spans_of
from tradetalks.bargain.settle import Verdict
from tradetalks.bargain.strike import Strike
from tradetalks.errors import DealError
from tradetalks.policy.negotiation import FallbackKind, Negotiation
from tradetalks.policy.room_check import Span
from tradetalks.policy.standing import CLOSE


@dataclass(frozen=True, eq=False)
class Showing:
    """What may leave the house.

    Attributes:
        strike: The talks, struck.
    """

    strike: Strike

    @cached_property
    def talks(self) -> Negotiation:
        """The talks as others may see them."""
        return self.strike.seat.negotiation.public()

    @cached_property
    def private(self) -> tuple[str, ...]:
        """Codes of the sides that keep their room to themselves."""
        return tuple(side.code for side in self.strike.seat.negotiation.sides if side.private)

    @property
    def open(self) -> bool:
        """Whether nobody keeps anything to itself."""
        return not self.private

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every rate of the talks; one that a private red line keeps is told from no other."""
        return rows_of(self.strike.seat)

    @cached_property
    def spans(self) -> tuple[Span | None, ...]:
        """Between what each rate may move, for all to see; None where that is private."""
        try:
            return spans_of(self.strike.seat, self.talks)
        except DealError:
            # Open red lines may leave no rate within the usual room of a side that has another.
            return (None,) * len(self.rows)

    @property
    def terms(self) -> bool:
        """Whether rates are shown: what comes nearest to a deal tells a private fallback."""
        return self.open or self.strike.settled.verdict is Verdict.SETTLED

    @cached_property
    def effects(self) -> bool:
        """Whether what the terms do is shown: with all rates known but one, it tells that one."""
        return self.terms and not any(self._rests(at) for at in range(len(self.rows)))

    def rate(self, at: int) -> float | None:
        """Return the rate of a row under the first terms, None where it tells a private bound."""
        if not self.terms or self._rests(at):
            return None
        return self.rows[at].agreed(self.strike.settled.rate)

    def bound(self, at: int) -> str | None:
        """Return which public bound the rate of a row rests on, None for none or a private one."""
        rate, span = self.rate(at), self.spans[at]
        if rate is None or span is None:
            return None
        if span.kept:
            return "kept"
        if abs(rate - span.low) <= CLOSE:
            return "floor"
        return "ceiling" if abs(rate - span.high) <= CLOSE else None

    def fallback(self, at: int) -> bool:
        """Return whether it is shown what a side, by position, has without a deal.

        A war is fought up to the ceilings of all sides.
        """
        side = self.strike.seat.negotiation.sides[at]
        kinds = (side.fallback.kind, side.fallback.otherwise)
        return not side.private and (self.open or FallbackKind.WAR not in kinds)

    def gain(self, at: int) -> bool:
        """Return whether it is shown what a side gains: a private one counts in a way of its own.

        What it gains in real income, as any economy does, is among the effects.
        """
        return self.effects and not self.strike.seat.negotiation.sides[at].private

    def _rests(self, at: int) -> bool:
        """Return whether the rate of a row rests on a bound that others do not know."""
        row, span = self.rows[at], self.spans[at]
        if self.open or row.position is None:
            return False
        agreed = row.agreed(self.strike.settled.rate)
        on = [end for end in (row.span.low, row.span.high) if abs(agreed - end) <= CLOSE]
        known = [] if span is None else [span.low, span.high]
        return any(min((abs(end - each) for each in known), default=1.0) > CLOSE for end in on)
