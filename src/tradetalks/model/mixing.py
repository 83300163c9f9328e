"""A faster fixed point of a few numbers, by Anderson's (1965) mixing of the last moves."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

MEMORY = 7
"""Points that are mixed, the last one in."""


class Mixing:
    """Proposes the next point from the last points and the moves that a map made from them."""

    def __init__(self) -> None:
        self._past: list[tuple[FloatArray, FloatArray]] = []

    def next(self, point: FloatArray, move: FloatArray) -> FloatArray:
        """Return the mix of the last points whose moves cancel best, moved by what is left.

        Args:
            point: Where the map was taken.
            move: How far it moved that point.
        """
        self._past = [*self._past, (point, move)][-MEMORY:]
        earlier = self._past[:-1]
        if not earlier:
            return point + move
        moves = np.stack([move - before for _, before in earlier], axis=1)
        ends = np.stack([point + move - at - before for at, before in earlier], axis=1)
        weight = np.linalg.lstsq(moves, move, rcond=None)[0]
        return np.asarray(point + move - ends @ weight)
