"""Rates: who imposes them on whose goods, when, on which goods, and in which stages."""

import pytest

from tradetalks.dossier.items import MeasureKind
from tradetalks.dossier.read import read

LEAD = "Peru and India are in trade talks on tariffs.\n\n"


def rates_of(words, lead=LEAD):
    found = read(lead + words + "\n").measures
    return [measure for measure in found if measure.kind is MeasureKind.TARIFF_RATE]


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("India charges 5 percent on most goods.", [("IND", "PER", "current")]),
        ("Chile pays 20 percent in India.", [("IND", "CHL", "current")]),
        (
            "Chile, whose own talks are stuck, pays 25 percent now and 50 percent from next week.",
            [("", "CHL", "current"), ("", "CHL", "proposed")],
        ),
        ("Peru keeps its rate of 20% under the deal.", [("PER", "IND", "current")]),
        ("Peru has asked India for something like 12 percent.", [("IND", "PER", "proposed")]),
        (
            "Peru lowered its duty on Indian cars from 10 percent to 5 percent.",
            [("PER", "IND", "previous"), ("PER", "IND", "current")],
        ),
        (
            "Peru will lower its duty on cars from more than 10 percent to 5 percent.",
            [("PER", "IND", "current"), ("PER", "IND", "proposed")],
        ),
        ("India will scrap its duty of 7 percent on grapes.", [("IND", "PER", "current")]),
        ("Peru is to waive its 3 percent duty on cotton.", [("PER", "IND", "current")]),
        ("Without a deal the rate for Peru goes to 46%.", [("IND", "PER", "threatened")]),
        (
            "Peruvian goods pay 19 percent instead of the 29 percent once threatened.",
            [("IND", "PER", "current"), ("IND", "PER", "threatened")],
        ),
        ("India raised its duties to 50% for countries without a deal.", [("IND", "", "current")]),
        ("| goods | Peru asks for |\n|---|---|\n| wine | 5% |", [("IND", "PER", "proposed")]),
    ],
)
def test_the_clause_tells_the_sides_and_the_time(sentence, rates):
    assert [(rate.by, rate.on, rate.time) for rate in rates_of(sentence)] == rates


def test_a_text_in_the_first_person_speaks_for_its_own_side():
    lead = "Ministry of Trade of Peru\n\nWe are in trade talks with India.\n\n"
    (ours, theirs) = rates_of("Our goods pay 19% there. Our duty on their cars is 6%.", lead)
    assert (ours.by, ours.on) == ("IND", "PER")
    assert (theirs.by, theirs.on) == ("PER", "IND")


def test_a_sentence_that_names_nobody_goes_on_with_the_rate_before():
    (_, rate) = rates_of("India charges 5 percent on Peruvian grapes. On wine it is 8 percent.")
    assert (rate.by, rate.on, rate.value) == ("IND", "PER", 0.08)


@pytest.mark.parametrize(
    ("sentence", "goods"),
    [
        ("India charges 35 percent on cars and up to 27 percent on wine.", ["cars", "wine"]),
        ("India will let in 9,000 tonnes of Peruvian beef a year.", ["beef"]),
        ("Peru will buy 50 Boeing aircraft.", ["Boeing aircraft"]),
        ("Peru asked for a quota for orange juice of 8,000 tonnes.", ["orange juice"]),
        (
            "Peru offered zero tariffs on natural gas, cars and corn.",
            ["natural gas, cars and corn"],
        ),
        ("| goods | duty |\n|---|---|\n| steel bars | 5% |", ["steel bars"]),
        ("India charges a duty of 8 percent.", [""]),
    ],
)
def test_the_goods_are_named_in_the_words_of_the_text(sentence, goods):
    assert [measure.what for measure in read(LEAD + sentence + "\n").measures] == goods


def test_a_rate_that_falls_in_stages_has_a_path():
    first, second, last = rates_of(
        "India will cut its duty on whisky from 150 percent to 75 percent at once and then to 40 "
        "percent over ten years."
    )
    assert [stop.value for stop in first.path] == [0.75, 0.4]
    (stop,) = second.path
    assert (stop.value, stop.span.quote) == (0.4, "40 percent")
    assert stop.when is not None
    assert (stop.when.granularity, stop.when.span.quote) == ("vague", "over ten years")
    assert last.path == ()


def test_a_dated_stage_has_its_date_and_a_range_is_no_path():
    duty, zero = rates_of("The duty on polymers is 7% and falls to zero on 1 March 2027.")
    assert [stop.when.edtf for stop in duty.path if stop.when] == ["2027-03-01"]
    assert zero.path == ()
    assert not any(rate.path for rate in rates_of("Rates will fall to between 5 and 9 percent."))
