"""What of struck talks an export shows where a side keeps its room to itself.

Terms, gains and prices follow from the room of a side, and whoever has the model can search for
the room that gives them. So what would tell a bound, an aim, a weight or a fallback to the last
digit is left out, not only the keys of the private file.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tradetalks.cli.strike_rows import Row, rows_of, spans_of
from tradetalks.errors import DealError
from tradetalks.policy.negotiation import FallbackKind, Negotiation, Side
from tradetalks.policy.room_check import CLOSE, Span
from tradetalks.policy.words import joined

if TYPE_CHECKING:
    from tradetalks.bargain.strike import Strike

Withheld = dict[str, str]


@dataclass(frozen=True, eq=False)
class Export:
    """What may leave the house.

    Attributes:
        struck: The talks, struck.
    """

    struck: "Strike"

    @cached_property
    def talks(self) -> Negotiation:
        """The talks as others may see them."""
        return self.struck.seat.negotiation.public()

    @cached_property
    def private(self) -> tuple[str, ...]:
        """Codes of the sides that keep their room to themselves."""
        return tuple(side.code for side in self.struck.seat.negotiation.sides if side.private)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every rate of the talks, those that a red line keeps too."""
        return rows_of(self.struck.seat)

    @cached_property
    def spans(self) -> tuple[Span | None, ...]:
        """Between what each rate may move, for all to see; None where that is private."""
        try:
            return spans_of(self.struck.seat, self.talks)
        except DealError:
            # Open red lines may leave no rate within the usual room of a side that has another.
            return (None,) * len(self.rows)

    @property
    def open(self) -> bool:
        """Whether nobody keeps anything to itself."""
        return not self.private

    @property
    def terms(self) -> bool:
        """Whether rates are shown: terms that would be signed, or a search with no secret."""
        return self.open or self.struck.settled.verdict == "settled"

    @cached_property
    def effects(self) -> bool:
        """Whether what the terms do is shown: with all rates known but one, it tells that one."""
        return self.terms and not any(self._resting(at) for at in range(len(self.rows)))

    def rate(self, at: int) -> float | None:
        """Return the rate of a row under the first terms, None where it tells a private bound."""
        if not self.terms or self._resting(at):
            return None
        return self.rows[at].agreed(self.struck.settled.rate)

    def bound(self, at: int) -> str | None:
        """Return which public bound a rate rests on, None for none or a private one."""
        rate, span = self.rate(at), self.spans[at]
        if rate is None or span is None:
            return None
        if span.kept:
            return "kept"
        if abs(rate - span.low) <= CLOSE:
            return "floor"
        return "ceiling" if abs(rate - span.high) <= CLOSE else None

    def _resting(self, at: int) -> bool:
        """Return whether the rate of a row rests on a bound that others do not know."""
        row, span = self.rows[at], self.spans[at]
        if self.open or row.position is None:
            return False
        agreed = row.agreed(self.struck.settled.rate)
        on = [end for end in (row.span.low, row.span.high) if abs(agreed - end) <= CLOSE]
        known = [] if span is None else [span.low, span.high]
        return any(min((abs(end - each) for each in known), default=1.0) > CLOSE for end in on)

    def fallback_shown(self, side: Side) -> bool:
        """Return whether what a fallback is worth is shown: a war is fought up to all ceilings."""
        kinds = (side.fallback.kind, side.fallback.otherwise)
        return not side.private and (self.open or FallbackKind.WAR not in kinds)

    def gain_shown(self, side: Side) -> bool:
        """Return whether what a side gains by the first terms is shown."""
        return self.effects and not side.private

    @property
    def withheld(self) -> list[Withheld]:
        """What is left out, and why."""
        if self.open:
            return []
        said = [*ALWAYS]
        if not self.terms:
            said.append(WITHOUT_TERMS)
        elif not self.effects:
            said.append(ON_A_PRIVATE_BOUND)
        if not self.effects:
            said.append(TELLING)
        who = joined(self.private)
        return [{"field": field, "why": why.format(who=who)} for field, why in said]


ALWAYS = (
    (
        "sides: weight, objective, sensitive, wants, red_lines, fallback and gains of private ones",
        "The room of {who} is private.",
    ),
    ("lines: floor and ceiling of what a private side sets", "The room of {who} is private."),
    (
        "other_rules, frontier",
        "Terms by several rules, and the ends of the frontier, tell the fallback of {who}.",
    ),
    ("exchange, swaps", "Cuts are made from the fallback of {who} down to its floors."),
    (
        "terms: binding, ideal",
        "They follow from the weight, the aim and the fallback of {who}.",
    ),
    ("war, keeps", "The war is fought up to a ceiling that {who} keeps private."),
    ("chance", "Whether {who} signs hangs on its fallback."),
)
WITHOUT_TERMS = (
    "lines: rate, rests_on",
    "There are no terms that all would sign, and how near they come tells the fallback of {who}.",
)
ON_A_PRIVATE_BOUND = (
    "lines: some of rate and rests_on",
    "These rates rest on bounds that {who} keeps private.",
)
TELLING = (
    "economies, third_parties: gain, raised, reactions, pledges, gains of every side",
    "With the model and the other rates they would tell what is left out of the terms.",
)
