"""Sentences say what the numbers allow, and no more."""

import pytest

from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.prose import gain_sentence, plain, spread
from tradetalks.policy.words import joined, with_article


def gain(value: float, low: float | None = None, high: float | None = None) -> Fact:
    return Fact(id="gain", label="gain", value=value, kind=Kind.GAIN, low=low, high=high)


def said(fact: Fact) -> str:
    return plain(gain_sentence("With the deal", "Chile", fact)).replace("\u00a0", " ")


def test_a_gain_with_its_range() -> None:
    """Both ends on one side: the sign is not questioned."""
    assert said(gain(1.1, 0.7, 1.6)) == (
        "With the deal, Chile would gain about $1.1 billion a year, between $700 million and"
        " $1.6 billion."
    )


def test_a_loss_names_the_smaller_loss_first() -> None:
    """ "between $130 and $460 million" of loss, not the other way round."""
    assert said(gain(-0.15, -0.46, -0.13)) == (
        "With the deal, Chile would lose about $150 million a year, between $130 and $460 million."
    )


def test_a_range_on_both_sides_of_zero_says_the_sign_is_not_certain() -> None:
    """The most important thing that a range can tell."""
    assert said(gain(0.025, -0.0066, 0.17)) == (
        "With the deal, Chile would gain about $25 million a year; the sign is not certain: the"
        " estimates run from a loss of $6.6 million to a gain of $170 million."
    )


def test_no_range_no_words_about_it() -> None:
    """A single run is told as one."""
    assert said(gain(0.3)) == "With the deal, Chile would gain about $300 million a year."
    assert spread(gain(0.3)) == ()


def test_less_than_a_million_is_not_also_about() -> None:
    """ "about less than" says nothing twice, and so does a range of such amounts."""
    words = "With the deal, Chile would lose less than $1 million a year"
    assert said(gain(-0.0004, -0.0007, -0.0001)) == f"{words}."
    assert said(gain(-0.0004, -0.003, -0.0001)) == (
        f"{words}, between less than $1 million and $3.0 million."
    )


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("United States", "the United States"),
        ("Netherlands", "the Netherlands"),
        ("Rest of the world", "the rest of the world"),
        ("Pakistan", "Pakistan"),
        ("Viet Nam", "Viet Nam"),
    ],
)
def test_names_take_the_article_that_english_gives_them(name: str, inside: str) -> None:
    """ "Under the deal, United States would gain" is not a sentence to read aloud."""
    assert with_article(name) == inside


def test_a_list_is_read_as_a_list() -> None:
    """One, two and three names."""
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]
