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
        "With the deal, Chile would gain about $1.1 billion a year, in nine of ten estimates"
        " between $700 million and $1.6 billion."
    )


def test_a_loss_names_the_smaller_loss_first() -> None:
    """ "between $130 and $460 million" of loss, not the other way round."""
    assert said(gain(-0.15, -0.46, -0.13)) == (
        "With the deal, Chile would lose about $150 million a year, in nine of ten estimates"
        " between $130 and $460 million."
    )


def test_a_range_on_both_sides_of_zero_says_the_sign_is_not_certain() -> None:
    """The most important thing that a range can tell."""
    assert said(gain(0.025, -0.0066, 0.17)) == (
        "With the deal, Chile would gain about $25 million a year; the sign is not certain: nine of"
        " ten estimates run from a loss of $6.6 million to a gain of $170 million."
    )


def test_an_open_sign_comes_with_its_probability() -> None:
    """A reader who hears that a sign is not certain asks how likely it is."""
    odds = Fact(id="chance", label="chance", value=0.617, kind=Kind.CHANCE, error=0.028)
    told = plain(gain_sentence("With it", "Chile", gain(0.02, -0.01, 0.2), chance=odds))
    assert "not certain: a gain has a probability of 60 percent, and nine of ten estimates" in told
    sure = plain(gain_sentence("With it", "Chile", gain(0.02, 0.01, 0.2), chance=odds))
    assert "probability" not in sure


def test_a_centre_outside_its_range_is_not_given_its_sign() -> None:
    """Each end says whether it is a gain or a loss."""
    assert said(gain(-0.01, 0.02, 0.2)).endswith(
        "estimates run from a gain of $20 million to a gain of $200 million."
    )


def test_ends_are_told_no_finer_than_their_sampling_error() -> None:
    """An end of 347 with an error of 22 is 350; one that is all error is next to nothing."""
    found = Fact(
        id="gain",
        label="gain",
        value=0.2,
        kind=Kind.GAIN,
        low=0.002,
        high=0.347,
        low_error=0.009,
        high_error=0.022,
    )
    assert said(found).endswith("between next to nothing and $350 million.")


def test_no_range_no_words_about_it() -> None:
    """A single run is told as one."""
    assert said(gain(0.3)) == "With the deal, Chile would gain about $300 million a year."
    assert spread(gain(0.3)) == ()


def test_less_than_a_million_is_not_also_about() -> None:
    """ "about less than" says nothing twice, and so does a range of such amounts."""
    words = "With the deal, Chile would lose less than $1 million a year"
    assert said(gain(-0.0004, -0.0007, -0.0001)) == f"{words}."
    assert said(gain(-0.0004, -0.003, -0.0001)) == (
        f"{words}, in nine of ten estimates between less than $1 million and $3.0 million."
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
