"""Numbers are read with their unit, and told apart by what the words beside them say."""

import pytest

from tests.dossier.test_rules import LEAD
from tradetalks.dossier.amounts import find_amounts
from tradetalks.dossier.read import read


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("from 150% to 75 percent", [(1.5, "fraction"), (0.75, "fraction")]),
        ("tariffs of 25-30 per cent", [(0.25, "fraction"), (0.3, "fraction")]),
        ("in 2024 and 15 percent", [(0.15, "fraction")]),
        ("twenty percent, fifty-one percent", [(0.2, "fraction")]),
        ("$1.5 billion of soya", [(1.5e9, "USD")]),
        ("US$500m and €1.2bn", [(5e8, "USD"), (1.2e9, "EUR")]),
        ("10 million Swiss francs", [(1e7, "CHF")]),
        ("500 million USD", [(5e8, "USD")]),
        ("a $4 billion loan", [(4e9, "USD")]),
        ("A$4 billion", [(4e9, "AUD")]),
        ("Rs 300 crore", [(3e9, "")]),
        ("half a billion dollars", [(5e8, "USD")]),
        ("99,000 tonnes of beef", [(99_000, "tonnes")]),
        ("50 Boeing aircraft", [(50, "aircraft")]),
        ("goods enter duty-free", [(0.0, "fraction")]),
        ("goods do not enter duty-free", []),
        ("the 27 members met for 3 days", []),
    ],
)
def test_an_amount_has_its_value_and_its_unit(text, amounts):
    assert [(each.value, each.unit) for each in find_amounts(text)] == amounts


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("India will cut its tariff on cars to 10 percent.", ["tariff rate"]),
        ("Peru lowered its duties by 5 percentage points.", ["tariff cut"]),
        ("The deal frees 92 percent of tariff lines.", ["coverage"]),
        ("Exports grew by 12 percent last year.", ["growth"]),
        ("India takes 15 percent of Peru's exports.", ["share"]),
        ("India will buy 200,000 tonnes of copper.", ["purchase"]),
        ("There is a quota of 5,000 tonnes of sugar.", ["quota"]),
        ("Firms pledged to invest $2 billion in mines.", ["investment"]),
        ("Trade between them reached $4 billion.", ["trade value"]),
        ("Peru was promised a $300 million loan.", ["aid"]),
        (
            "India will buy $3 billion of oil and invest $1 billion in ports.",
            ["purchase", "investment"],
        ),
    ],
)
def test_what_a_figure_is_about_is_told_by_the_words_nearest_to_it(sentence, kinds):
    found = read(LEAD + sentence + "\n").measures
    assert [measure.kind for measure in found] == kinds
