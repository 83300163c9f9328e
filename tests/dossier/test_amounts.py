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
        ("between 20 and 25 percent", [(0.2, "fraction"), (0.25, "fraction")]),
        ("five or eight per cent", [(0.05, "fraction"), (0.08, "fraction")]),
        ("Chile 20, Ghana 35 percent", [(0.2, "fraction"), (0.35, "fraction")]),
        ("on August 1 to 25 percent", [(0.25, "fraction")]),
        ("it pays nothing, others 3%", [(0.0, "fraction"), (0.03, "fraction")]),
        ("| maize | nil |", [(0.0, "fraction")]),
        ("exempt from import duties", [(0.0, "fraction")]),
        ("between $2 and $3 billion", [(2e9, "USD"), (3e9, "USD")]),
        ("4.1 billion Zambian kwacha", [(4.1e9, "ZMW")]),
        ("10 million tenge", [(1e7, "KZT")]),
        ("from 6,500 to 8,000 tonnes", [(6500, "tonnes"), (8000, "tonnes")]),
        ("in 2025 Chinese cars sold well", []),
        ("2 million bales last year and 3 million this year", [(2e6, "bales"), (3e6, "bales")]),
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


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("It sets 35 percent on cars and up to 27 percent on wine.", ["tariff rate"] * 2),
        ("Most of them pay 5%.", ["tariff rate"]),
        ("Lima asked for something between 20 and 25 percent.", ["tariff rate"] * 2),
        ("Duties fall from 10 percent to 5 percent.", ["tariff rate"] * 2),
        ("India's duty on copper is 7.5% and falls to zero.", ["tariff rate"] * 2),
        ("The rest of the world may pay nothing.", ["tariff rate"]),
        ("A levy of 5% on all digital services would go.", ["tariff rate"]),
        ("India will waive its 18 percent sales tax on cotton.", ["share"]),
        (
            "It frees 98 percent of Indian exports and 97 percent of Peruvian exports of duties.",
            ["coverage"] * 2,
        ),
        ("The quota is 1.3% of what Indians eat.", ["share"]),
        ("The staff ceiling, the share of foreigners, rises from 20% to 50%.", ["share"] * 2),
        ("We put the odds at 40%.", ["share"]),
        ("The deficit was up 18.1 percent on the year before.", ["growth"]),
        ("Copper sales fell by 7% in the first half of the year.", ["growth"]),
        ("Households pay 38 percent more for rice.", ["growth"]),
        ("Lower duties raised exports by 4 percent.", ["growth"]),
        ("The tariff fell by 4 percent.", ["tariff cut"]),
        ("India bought 90,000 tonnes of copper last year.", ["trade value"]),
        ("Firms put $300 million into a refinery.", ["investment"]),
        (
            "Trade was $8 billion, down 28 percent from $12 billion.",
            ["trade value", "growth", "trade value"],
        ),
        ("It let in 9,000 tonnes of beef; breeders wanted 20,000 tonnes.", ["quota"] * 2),
        ("| copper | 5% |\n| wine | 3.2% |", ["tariff rate"] * 2),
    ],
)
def test_a_figure_is_told_by_its_neighbours_or_by_what_the_text_is_about(sentence, kinds):
    lead = "Peru and India are in trade talks on tariffs.\n\n"
    assert [measure.kind for measure in read(lead + sentence + "\n").measures] == kinds


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Oman and India are in trade talks. Firms pledged to invest 2 billion rials.\n", "OMR"),
        ("Nepal and Peru are in trade talks. A loan of 3 million rupees was agreed.\n", "NPR"),
        ("Peru and Chile are in trade talks. A loan of 3 million rupees was agreed.\n", ""),
    ],
)
def test_a_coin_of_several_states_is_settled_by_the_economies_named(text, unit):
    assert [measure.unit for measure in read(text).measures] == [unit]


def test_a_price_of_power_is_no_tariff_on_trade():
    text = "Voters in Zambia speak of the tariff. Electricity costs 38 percent more.\n"
    assert [measure.kind for measure in read(text).measures] == ["growth"]
