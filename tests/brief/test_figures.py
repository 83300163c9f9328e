"""Numbers as printed: rounded once, signed truly, in units that suit them."""

import pytest

from tradetalks.brief.facts import Fact, Facts, Kind
from tradetalks.brief.figures import (
    alone,
    dollar_range,
    dollars,
    known,
    range_shown,
    scale_of,
    shown,
)


@pytest.mark.parametrize(
    ("billions", "words"),
    [
        (0.0, "less than $1 million"),
        (0.0004, "less than $1 million"),
        (0.0012, "$1.2 million"),
        (0.34, "$340 million"),
        (0.996, "$1.0 billion"),
        (1.149, "$1.1 billion"),
        (12.34, "$12 billion"),
        (1234.0, "$1 200 billion"),
    ],
)
def test_dollars_in_words_keep_two_figures(billions: float, words: str) -> None:
    """A minister is told $1.1 billion, never $1.149 billion."""
    spaced = dollars(billions).replace("\u00a0", " ").replace("\u202f", " ")
    assert spaced == words


def test_a_range_names_its_unit_once_where_both_ends_share_it() -> None:
    """ "between $130 and $460 million", yet "between $900 million and $1.2 billion"."""
    assert dollar_range(0.13, 0.46) == ("$130", "$460\u00a0million")
    assert dollar_range(0.9, 1.2) == ("$900\u00a0million", "$1.2\u00a0billion")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1.0031, Kind.CHANGE, "+0.31"),
        (0.9969, Kind.CHANGE, "−0.31"),
        (1.0, Kind.CHANGE, "0.00"),
        (0.193, Kind.RATE, "19.3"),
        (-1.2345, Kind.GAIN, "−1 234"),
        (3.79, Kind.MONEY, "3 790"),
    ],
)
def test_a_column_prints_true_signs_and_grouped_thousands(
    value: float, kind: Kind, text: str
) -> None:
    """A change is shown in percent of itself, money in the column's unit."""
    assert shown(value, kind, scale_of(kind, [value])).replace("\u202f", " ") == text


def test_a_column_of_small_changes_gets_the_decimals_it_needs() -> None:
    """0.00 for everyone would tell nothing; the largest number keeps two figures."""
    scale = scale_of(Kind.CHANGE, [1.000013, 0.999999])
    assert shown(1.000013, Kind.CHANGE, scale) == "+0.0013"


def test_minus_nothing_is_never_printed() -> None:
    """What rounds to nothing has no sign."""
    scale = scale_of(Kind.GAIN, [-0.3])
    assert shown(-1e-9, Kind.GAIN, scale) == "0"


def test_a_range_is_printed_in_the_unit_of_its_column() -> None:
    """Both ends with their signs."""
    fact = Fact(id="a", label="a", value=0.1, kind=Kind.GAIN, low=-0.05, high=0.2)
    assert range_shown(fact, scale_of(Kind.GAIN, [0.1])) == "−50 to +200"
    assert (
        range_shown(Fact(id="a", label="a", value=0.1, kind=Kind.GAIN), scale_of(Kind.GAIN, []))
        == ""
    )


@pytest.mark.parametrize(
    ("amount", "error", "printed"),
    [(0.347, 0.0, 0.347), (0.347, 0.022, 0.35), (0.347, 0.05, 0.35), (0.347, 0.051, 0.3)],
)
def test_a_number_of_draws_is_known_to_a_step_of_one_two_or_five(
    amount: float, error: float, printed: float
) -> None:
    """The step is the smallest that is no finer than the sampling error."""
    fact = Fact(id="a", label="a", value=amount, kind=Kind.GAIN, error=error)
    assert known(fact) == pytest.approx(printed)
    change = Fact(id="a", label="a", value=1 + amount, kind=Kind.CHANGE, error=error)
    assert known(change) == pytest.approx(1 + printed)


def test_a_number_that_stands_alone_has_its_unit_and_no_sign() -> None:
    """The sentence's verb tells the sign."""
    assert alone(Fact(id="a", label="a", value=0.9969, kind=Kind.CHANGE)) == "0.31 percent"
    assert alone(Fact(id="a", label="a", value=0.193, kind=Kind.RATE)) == "19.3 percent"
    assert alone(Fact(id="a", label="a", value=-0.76, kind=Kind.LOSS)) == "0.76"


def test_a_share_too_small_for_three_decimals_is_told_as_such() -> None:
    """ "0.000 percent" would say that nothing moves."""
    assert alone(Fact(id="a", label="a", value=1.000001, kind=Kind.CHANGE)) == (
        "less than 0.001 percent"
    )
    assert alone(Fact(id="a", label="a", value=1.0, kind=Kind.CHANGE)) == "0 percent"


def test_a_fact_is_stated_once() -> None:
    """Two numbers under one id would leave the reader with neither."""
    facts = Facts()
    first = facts.state(Fact(id="a", label="a", value=0.1, kind=Kind.GAIN))
    assert facts.state(Fact(id="a", label="a", value=0.1, kind=Kind.GAIN)) is first
    with pytest.raises(ValueError, match="stands for"):
        facts.state(Fact(id="a", label="a", value=0.2, kind=Kind.GAIN))
    with pytest.raises(ValueError, match="not a number"):
        facts.state(Fact(id="b", label="b", value=float("nan"), kind=Kind.GAIN))
    assert [fact.id for fact in facts] == ["a"]
