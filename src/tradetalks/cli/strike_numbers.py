"""How `strike` writes numbers: small ones keep their digits."""

from math import ceil, isinf, log10

from tradetalks.cli.tables import NOTHING_THERE, signed

DIGITS = 3
"""Digits of a number that matters."""
MOST = 9
"""Decimals at most: below that, rounding of a solve begins."""


def money(billions: float) -> str:
    """Return billions of dollars as millions, with their sign."""
    return signed(1000 * billions, _places(1000 * billions, least=0))


def points(fraction: float) -> str:
    """Return a fraction as a percentage with its sign."""
    return signed(100 * fraction, _places(100 * fraction, least=2))


def dollars(price: float | None) -> str:
    """Return a price in dollars per dollar."""
    return NOTHING_THERE if price is None else f"{price:.{_places(price, least=2)}f}"


def factor(value: float | None) -> str:
    """Return a discount factor, or what stands for none."""
    return "never kept" if value is None else f"{value:.3f}"


def interest(value: float | None) -> str:
    """Return a yearly rate of interest in percent."""
    if value is None:
        return NOTHING_THERE
    return "any" if isinf(value) else f"{100 * value:.{_places(100 * value, least=1)}f}"


def _places(value: float, *, least: int) -> int:
    """Return how many decimals show `DIGITS` digits of a number."""
    if abs(value) < 10.0**-MOST:
        return least
    return min(max(DIGITS - ceil(log10(abs(value))), least), MOST)
