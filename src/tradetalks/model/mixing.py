"""A faster fixed point of a few numbers, by Anderson's (1965) mixing of the last moves."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

MEMORY = 8
RANK = 1e-10
"""Directions in which the last moves differ by less than this, relative, are not mixed."""
RUN_OFF = 2.0
"""A move this many times the one before forgets all earlier ones."""


class Mixing:
    """Proposes the next point from the last points and the moves that a map made from them.

    Args:
        longest: The longest move, and the longest step proposed, of any number.
    """

    def __init__(self, longest: float = np.inf) -> None:
        self._longest = longest
        self._points: list[FloatArray] = []
        self._moves: list[FloatArray] = []

    def next(self, point: FloatArray, move: FloatArray) -> FloatArray:
        """Return the point at which the mix of the last moves is smallest, moved by that mix.

        Args:
            point: Where the map was taken.
            move: How far it moved that point.
        """
        move, longest = np.clip(move, -self._longest, self._longest), self._longest
        if self._moves and np.abs(move).max() > RUN_OFF * np.abs(self._moves[-1]).max():
            self._points, self._moves = [], []
        kept = min(MEMORY, len(point) + 1)
        self._points = [*self._points, point][-kept:]
        self._moves = [*self._moves, move][-kept:]
        step = move
        if len(self._moves) > 1:
            points, moves = np.diff(self._points, axis=0).T, np.diff(self._moves, axis=0).T
            step = move - (points + moves) @ np.linalg.lstsq(moves, move, rcond=RANK)[0]
        return np.asarray(point + np.clip(step, -longest, longest))
