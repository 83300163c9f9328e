"""Sentences with their numbers: what is certain is said plainly, what is not is said so."""

from dataclasses import dataclass, replace

from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.figures import UNDER_ONE_MILLION, alone, dollar_range, dollars


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
    amount = {"value": fact.value, "low": fact.low, "high": fact.high}[end]
    if amount is None:
        raise ValueError(f"{fact.id} has no {end} end")
    if fact.unit == Kind.MONEY.unit:
        return Number(text=dollars(abs(amount)), fact=fact, end=end)
    at_end = Fact(id=fact.id, label=fact.label, value=amount, kind=fact.kind)
    return Number(text=alone(at_end), fact=fact, end=end)


def spread(fact: Fact) -> Sentence:
    """Return the range in words, or nothing where none was run or all of it is under $1 million.

    Both ends on one side: "between $1 million and $2 million", the smaller size first. Ends on
    both sides: "from a loss of … to a gain of …".
    """
    if fact.low is None or fact.high is None:
        return ()
    if not fact.sign_is_certain:
        return ("from a loss of ", number(fact, "low"), " to a gain of ", number(fact, "high"))
    near, far = sorted(("low", "high"), key=lambda end: abs(_end(fact, end) - fact.neutral))
    if fact.unit == Kind.MONEY.unit and abs(_end(fact, far)) < UNDER_ONE_MILLION:
        return ()
    first, second = number(fact, near), number(fact, far)
    if fact.unit == Kind.MONEY.unit:
        texts = dollar_range(abs(_end(fact, near)), abs(_end(fact, far)))
        first, second = replace(first, text=texts[0]), replace(second, text=texts[1])
    return ("between ", first, " and ", second)


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
    manner: str = "",
    beside: Sentence = (),
    tail: str = "",
) -> Sentence:
    """Say what somebody would gain or lose a year, with its range.

    Args:
        lead: The condition, such as "Without a deal"; starts the sentence.
        who: The economy, with its article.
        fact: A gain in dollars; a range on both sides of zero is said to have no certain sign.
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
        return (*opening, ", ", *reach, f"{tail}.")
    return (*opening, f"{tail}; the sign is not certain: the estimates run ", *reach, ".")


def _end(fact: Fact, end: str) -> float:
    value = fact.low if end == "low" else fact.high
    return fact.value if value is None else value
