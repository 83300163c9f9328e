"""Sentences with their numbers: what is certain is said plainly, what is not is said so."""

from dataclasses import dataclass, replace

from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.figures import NOTHING, UNDER_ONE_MILLION, alone, dollar_range, dollars, known


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number inside a sentence.

    Attributes:
        text: As it is read.
        fact: The fact it belongs to.
        end: Which of its numbers: "value", "low" or "high".
    """

    text: str
    fact: Fact
    end: str = "value"


Sentence = tuple[str | Number, ...]
"""Words and numbers in reading order."""


def plain(sentence: Sentence) -> str:
    """Return a sentence without its marks, as it is read aloud."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def number(fact: Fact, end: str = "value") -> Number:
    """Return one number of a fact as words say it."""
    amount = known(fact, end)
    if fact.unit == Kind.MONEY.unit:
        words = NOTHING if amount == 0.0 != fact.end(end) else dollars(abs(amount))
        return Number(text=words, fact=fact, end=end)
    at_end = Fact(id=fact.id, label=fact.label, value=amount, kind=fact.kind)
    return Number(text=alone(at_end), fact=fact, end=end)


def spread(fact: Fact) -> Sentence:
    """Return the range in words, or nothing where none was run or all of it is under $1 million.

    All on one side: "between $1 million and $2 million", the smaller size first. Otherwise each
    end says what it is: "from a loss of … to a gain of …".
    """
    if fact.low is None or fact.high is None:
        return ()
    if not fact.sign_is_certain:
        return ("from ", *signed(fact, "low"), " to ", *signed(fact, "high"))
    near, far = sorted(("low", "high"), key=lambda end: abs(fact.end(end) - fact.neutral))
    if fact.unit == Kind.MONEY.unit and abs(fact.end(far)) < UNDER_ONE_MILLION:
        return ()
    first, second = number(fact, near), number(fact, far)
    if fact.unit == Kind.MONEY.unit:
        texts = dollar_range(abs(known(fact, near)), abs(known(fact, far)))
        first, second = replace(first, text=texts[0]), replace(second, text=texts[1])
    return ("between ", first, " and ", second)


def signed(fact: Fact, end: str = "value") -> Sentence:
    """Return one number of a fact as a gain or as a loss."""
    gain = fact.end(end) >= fact.neutral
    return ("a gain of " if gain else "a loss of ", number(fact, end))


def about(fact: Fact) -> Sentence:
    """Return an amount with "about" before it, which "less than $1 million" does without."""
    if fact.unit == Kind.MONEY.unit and abs(fact.value) < UNDER_ONE_MILLION:
        return (number(fact),)
    return ("about ", number(fact))


def gain_sentence(
    lead: str,
    who: str,
    fact: Fact,
    *,
    chance: Fact | None = None,
    manner: str = "",
    beside: Sentence = (),
    tail: str = "",
) -> Sentence:
    """Say what somebody would gain or lose a year, with its range.

    Args:
        lead: The condition, such as "Without a deal"; starts the sentence.
        who: The economy, with its article.
        fact: A gain in dollars; a range on both sides of zero is said to have no certain sign.
        chance: The probability of a gain, told where the sign is not certain.
        manner: Words set before the amount, such as "the most, ".
        beside: Words set in brackets after the amount.
        tail: Words that end the statement.
    """
    verb = "gain" if fact.value >= 0 else "lose"
    opening: Sentence = (f"{lead}, {who} would {verb} {manner}", *about(fact), " a year")
    if beside:
        opening = (*opening, " (", *beside, ")")
    reach = spread(fact)
    if not reach:
        return (*opening, f"{tail}.")
    if fact.sign_is_certain:
        return (*opening, ", in nine of ten estimates ", *reach, f"{tail}.")
    odds: Sentence = ("a gain has a probability of ", number(chance), ", and ") if chance else ()
    return (
        *opening,
        f"{tail}; the sign is not certain: ",
        *odds,
        "nine of ten estimates run ",
        *reach,
        ".",
    )
