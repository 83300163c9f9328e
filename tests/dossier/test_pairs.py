"""Two parties are chosen where one pair is plainly meant, and who acts beside them has a part."""

import pytest

from tradetalks.dossier.read import read

PAIRS = [
    ("Talks on a trade agreement between Chile and India resumed. Peru looks on.", "CHL IND"),
    ("The Chile-India trade pact is near. Duties on grapes will fall.", "CHL IND"),
    ("Chile's parliament gave its blessing to the trade agreement with India.", "CHL IND"),
    (
        "Ministry of Commerce, Government of Pakistan\n\nWhere do we stand? The trade talks with "
        "Türkiye continue. Our goods pay a duty of 9 percent in Türkiye.",
        "PAK TUR",
    ),
    (
        "Office of the United States Trade Representative\n\nQ: Are the Vietnam talks stalled?\n\n"
        "A: They are not. We want the tariffs of Vietnam down. Vietnam knows it.",
        "USA VNM",
    ),
    (
        "Negotiators for Kenya and Egypt sit down in Nairobi for the fourth round of trade talks. "
        "Uganda has its own views of tariffs, and so has Rwanda.",
        "KEN EGY",
    ),
]
NO_PAIR = [
    "Trade ministers of Japan, India, Chile and Peru spoke of tariffs. All want a trade agreement.",
    "Tariffs rose again. Chile, Peru, India and Japan export less; trade talks are far away.",
    "Chile and Peru signed a trade agreement. India and Japan signed a trade agreement.",
]
LEAD = "Chile and India are in talks on a trade agreement. Chile and India want lower tariffs. "
THIRDS = [
    ("Peru pays 5 percent there.", "PER"),
    ("Peruvian grapes land free of duty.", "PER"),
    ("Exporters fear that Vietnam will get ahead of them.", "VNM"),
    ("Australia, whose own accord has applied since 2022, sells more coal.", "AUS"),
    ("The buyers have meanwhile turned to South Africa.", "ZAF"),
    ("The next round will be held in Geneva.", ""),
    ("They met on the margins of a meeting in Gyeongju, Republic of Korea.", ""),
    ("A German paper had the story first.", ""),
]


def codes(items):
    return {item.code for item in items}


@pytest.mark.parametrize(("text", "pair"), PAIRS)
def test_the_pair_is_chosen(text, pair):
    assert codes(read(text + "\n").parties) == set(pair.split())


@pytest.mark.parametrize("text", NO_PAIR)
def test_no_pair_is_chosen_where_several_are_meant(text):
    assert not read(text + "\n").parties


@pytest.mark.parametrize(("sentence", "thirds"), THIRDS)
def test_who_acts_is_a_third_party_and_a_place_is_not(sentence, thirds):
    record = read(LEAD + sentence + "\n")
    assert codes(record.parties) == {"CHL", "IND"}
    assert codes(record.third_parties) == set(thirds.split())
