"""The rates of talks one by one: what each is today, and between what it may move."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.seat import Seat
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.room_check import Span, check_room

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Row:
    """One rate of the talks.

    Attributes:
        span: Between what it may move.
        position: Of its line on the table; None where a red line keeps it off.
    """

    span: Span
    position: int | None

    @property
    def now(self) -> float:
        """The rate as it stands, the highest of those it covers."""
        return float(np.max(self.span.now))

    def agreed(self, rate: FloatArray) -> float:
        """Return the rate under terms; what is kept stays.

        Args:
            rate: The rate of each line on the table [line].
        """
        return self.now if self.position is None else float(rate[self.position])


def rows_of(seat: Seat) -> tuple[Row, ...]:
    """Return every rate of the talks, those that red lines keep too, in the order of the file."""
    rows, position = [], 0
    for span in spans_of(seat, seat.negotiation):
        rows.append(Row(span=span, position=None if span.kept else position))
        position += not span.kept
    return tuple(rows)


def spans_of(seat: Seat, negotiation: Negotiation) -> tuple[Span, ...]:
    """Return between what each rate of some talks may move on the day of a seat."""
    eve = seat.eve
    return check_room(negotiation, eve.schedule, eve.measured, library=eve.library)
