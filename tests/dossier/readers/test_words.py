"""A quote is found again to the letter, or it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.dossier.readers.words import MOST_PLACES, UnfoundedError, Words

TEXT = "The  deal is\nnear. “It’s an ideal deal,” she said — twice. Not 5 percent: 25 percent."


@pytest.mark.parametrize(
    ("given_words", "held"),
    [
        ("The deal is near.", "The  deal is\nnear."),
        ("  deal\tis \n near ", "deal is\nnear"),
        ('"It\'s an ideal deal,"', "“It’s an ideal deal,”"),
        ("she said - twice", "she said — twice"),
        ("25 percent", "25 percent"),
    ],
)
def test_white_space_and_the_form_of_marks_change_no_word(given_words, held):
    span = Words(TEXT).only(given_words)
    assert span.quote == held
    assert TEXT[span.start : span.end] == held


@pytest.mark.parametrize(
    "words",
    [
        "the deal is near", "The deal is near!", "deal near", "The deal ... near",
        "The deal was near", "eal is", "deal is nea", "percent 25",
    ],
)  # fmt: skip
def test_another_letter_case_or_word_or_half_a_word_is_not_there(words):
    with pytest.raises(UnfoundedError, match="not in the article"):
        Words(TEXT).only(words)


@pytest.mark.parametrize("words", ["", "  \n", ".", "“”", "—"])
def test_marks_alone_are_no_words(words):
    with pytest.raises(UnfoundedError, match="no words"):
        Words(TEXT).only(words)


def test_words_that_stand_twice_need_the_words_around_them():
    words = Words("Steel pays 5 percent. Rice pays 5 percent. Tea pays 9 percent, as tea did.")
    with pytest.raises(UnfoundedError, match="stand 2 times"):
        words.only("5 percent")
    assert words.only("5 percent", around="Rice pays 5 percent.").start == 32
    with pytest.raises(UnfoundedError, match="around the quote stand 2 times"):
        words.only("5 percent", around="pays 5 percent.")
    with pytest.raises(UnfoundedError, match="not in the words given around"):
        words.only("5 percent", around="Tea pays 9 percent")
    with pytest.raises(UnfoundedError, match="not in the article"):
        words.only("9 percent", around="Coal pays 9 percent")
    assert len(words.everywhere("pays")) == 3


def test_what_stands_everywhere_is_no_finding():
    with pytest.raises(UnfoundedError, match=f"more than {MOST_PLACES} times"):
        Words("the " * 1000).everywhere("the")


def test_the_nearest_words_are_shown_for_what_is_not_there():
    words = Words(TEXT)
    assert words.nearest("She said that THE deal is NEAR and signed").quote == "The  deal is\nnear"
    assert words.nearest("Nobody knows") is None
    assert words.nearest("") is None


@given(st.text(), st.text())
def test_whatever_is_given_what_comes_back_is_in_the_text(text, words):
    held = Words(text)
    near = held.nearest(words)
    assert near is None or text[near.start : near.end] == near.quote
    try:
        spans = held.everywhere(words)
    except UnfoundedError:
        return
    for span in spans:
        assert text[span.start : span.end] == span.quote


@given(
    st.lists(st.sampled_from(["deal", " ", "\n", "“", "’", "5", "é", "İ", ".", "-"]), min_size=1)
)
def test_every_stretch_of_whole_words_is_found_again(pieces):
    text = " ".join(pieces)
    if not any(letter.isalnum() for letter in text):
        return
    spans = Words(text).everywhere(text)
    assert "".join(spans[0].quote.split()) == "".join(text.split())
