"""Numbers as a reader meets them: rounded, signed, in the unit that suits their size."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from tradetalks.brief.facts import Fact, Kind

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"
LONG = 12
"""Rows from which a column counts as long."""
LEAST_PERCENT = 0.001
"""What three decimals can say; words call less 'less than 0.001 percent'."""
NOTHING = "next to nothing"
"""What words call an end of a range that its sampling error does not tell from zero."""
UNDER_ONE_MILLION = 0.001
"""Billions of dollars: what words call 'less than $1 million'."""


@dataclass(frozen=True)
class Scale:
    """The unit of one table column: how many of it make the stored unit, and its decimals.

    Attributes:
        heading: What the column's head says, such as "$ million".
        factor: Stored value times this is the printed value.
        decimals: Digits after the point.
        signed: Whether a plus sign is printed.
    """

    heading: str
    factor: float
    decimals: int
    signed: bool


def scale_of(kind: Kind, values: Sequence[float]) -> Scale:
    """Return one unit and one number of decimals for a whole column of numbers.

    Args:
        kind: How the numbers are read.
        values: The numbers that set the scale, without the ends of their ranges.
    """
    match kind:
        case Kind.CHANGE:
            steps = [abs(value - 1.0) for value in values]
            return Scale("%", 100.0, _decimals(100.0 * _telling(steps)), True)
        case Kind.RATE:
            return Scale("%", 100.0, 1, False)
        case Kind.LOSS:
            return Scale("log points × 100", 1.0, 2, False)
        case Kind.INDEX:
            return Scale("0 to 1", 1.0, 2, False)
        case Kind.CHANCE:
            return Scale("%", 100.0, 0, False)
        case Kind.PRICE:
            return Scale("$ for a dollar", 1.0, 2, False)
        case Kind.MONEY | Kind.GAIN:
            sizes, signed = [abs(value) for value in values], kind is Kind.GAIN
            if max(sizes, default=0.0) >= 20.0:
                return Scale("$ billion", 1.0, 1, signed)
            return Scale("$ million", 1000.0, 0 if _telling(sizes) >= 0.02 else 1, signed)


def _telling(sizes: Sequence[float]) -> float:
    """Return the size that sets the decimals: the largest, or one of many that is not an outlier.

    A long column (all sectors, all economies) has a few large numbers and many small ones; the
    upper quartile keeps the small ones from all being printed as nothing.
    """
    ordered = sorted(sizes)
    if len(ordered) > LONG:
        return ordered[3 * len(ordered) // 4]
    return ordered[-1] if ordered else 0.0


def _decimals(largest: float) -> int:
    """Return the decimals that show two figures of a column's largest number, one to four."""
    if largest <= 0:
        return 2
    return min(4, max(1, 1 - floor(log10(largest))))


def shown(value: float, kind: Kind, scale: Scale) -> str:
    """Return a number as its column prints it: thousands grouped, a true minus sign."""
    neutral = 1.0 if kind is Kind.CHANGE else 0.0
    number = round((value - neutral) * scale.factor, scale.decimals)
    return _signed(number, scale.decimals, plus=scale.signed)


def grouped(number: float, decimals: int) -> str:
    """Return a number with grouped thousands and a true minus sign, as an axis prints it."""
    return _signed(round(number, decimals), decimals, plus=False)


def _signed(number: float, decimals: int, *, plus: bool) -> str:
    digits = f"{abs(number):,.{decimals}f}".replace(",", NARROW_SPACE)
    if number < 0:
        return MINUS + digits
    return f"+{digits}" if plus and number > 0 else digits


def range_shown(fact: Fact, scale: Scale) -> str:
    """Return "low to high" in the column's unit, or nothing where no range was run."""
    if fact.low is None or fact.high is None:
        return ""
    low, high = (shown(known(fact, end), fact.kind, scale) for end in ("low", "high"))
    return f"{low} to {high}"


def known(fact: Fact, end: str = "value") -> float:
    """Return one number of a fact to a step no finer than its sampling error.

    Steps are 1, 2 or 5 of some decimal place, so that a step in percent or millions is one too.
    """
    amount, error = fact.end(end), fact.error_of(end)
    if not error > 0.0:
        return amount
    place = 10.0 ** floor(log10(error))
    step = next(size * place for size in (1, 2, 5, 10) if size * place >= error * (1 - 1e-9))
    return fact.neutral + step * round((amount - fact.neutral) / step)


def alone(fact: Fact) -> str:
    """Return a fact as it stands by itself in a sentence, with its unit and without its sign."""
    if fact.unit == Kind.MONEY.unit:
        return dollars(abs(fact.value))
    if fact.kind is Kind.CHANGE:
        return _percent(abs(fact.value - 1.0) * 100.0)
    if fact.kind is Kind.RATE:
        return f"{grouped(fact.value * 100.0, 1)} percent"
    if fact.kind is Kind.CHANCE:
        return f"{grouped(fact.value * 100.0, 0)} percent"
    return grouped(abs(fact.value), 2)


def _percent(size: float) -> str:
    if 0.0 < size < LEAST_PERCENT:
        return f"less than {LEAST_PERCENT} percent"
    return f"{_two_figures(size)} percent"


def dollars(billions: float) -> str:
    """Return an amount in words: two significant figures, millions or billions of dollars."""
    if billions < UNDER_ONE_MILLION:
        return f"less than $1{SPACE}million"
    return f"${_amount(billions)}{SPACE}{_size_word(billions)}"


def dollar_range(low: float, high: float) -> tuple[str, str]:
    """Return two amounts in words; the first leaves out its unit where the second has the same.

    Args:
        low: Billions of dollars; zero is what rounding leaves of it.
        high: Likewise.
    """
    if low == 0.0:
        return NOTHING, dollars(high)
    if low >= UNDER_ONE_MILLION and _size_word(low) == _size_word(high):
        return f"${_amount(low)}", dollars(high)
    return dollars(low), dollars(high)


def _size_word(billions: float) -> str:
    return "billion" if _rounded(billions * 1000.0) >= 1000.0 else "million"


def _amount(billions: float) -> str:
    return _two_figures(billions if _size_word(billions) == "billion" else billions * 1000.0)


def _rounded(number: float, figures: int = 2) -> float:
    if number == 0:
        return 0.0
    return round(number, figures - 1 - floor(log10(abs(number))))


def _two_figures(number: float) -> str:
    kept = _rounded(number)
    if kept == 0:
        return "0"
    decimals = max(0, 1 - floor(log10(abs(kept))))
    return f"{kept:,.{min(decimals, 3)}f}".replace(",", NARROW_SPACE)
