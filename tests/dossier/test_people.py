"""Who is a person, with which office: one sentence each."""

import pytest

from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.lines import read_lines
from tradetalks.dossier.people import find_people


def people_in(text):
    text += "\n\nThe two sides said that they will go on with the talks in the summer.\n"
    persons, _, _ = find_people(read_lines(article_from_text(text)), as_of="")
    return [(person.full_name, person.office, person.economy) for person in persons]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("The talks were led by Ana Ríos in Lima.", ("Ana Ríos", "", "")),
        ("Commerce Minister Jam Kamal Khan spoke.", ("Jam Kamal Khan", "Commerce Minister", "")),
        ("EU trade chief Ana Ríos spoke.", ("Ana Ríos", "trade chief", "EU")),
        (
            "Nasser Al Harthy, Oman's undersecretary of commerce, spoke.",
            ("Nasser Al Harthy", "undersecretary of commerce", "OMN"),
        ),
        ("They met Senator the Hon Don Farrell.", ("Don Farrell", "Senator", "")),
        (
            "The Prime Minister of Peru, the Hon Ana Ríos MP, spoke.",
            ("Ana Ríos", "Prime Minister", "PER"),
        ),
        (
            "It was signed by H.E. Qais bin Mohammed Al Yousef, Minister of Commerce, Industry "
            "and Investment Promotion.",
            (
                "Qais bin Mohammed Al Yousef",
                "Minister of Commerce, Industry and Investment Promotion",
                "",
            ),
        ),
        ("He met His Excellency Ana Ríos.", ("Ana Ríos", "", "")),
        ("Shri Piyush Goyal spoke.", ("Piyush Goyal", "", "")),
        ("Mr Hichilema spoke.", ("Hichilema", "", "")),
        ("President von der Leyen spoke.", ("von der Leyen", "President", "")),
        ("General Secretary To Lam spoke.", ("To Lam", "General Secretary", "")),
        ("Trade Minister Ahn Duk-geun spoke.", ("Ahn Duk-geun", "Trade Minister", "")),
        ("Trade Representative Robert E. Lighthizer spoke.", (
            "Robert E. Lighthizer", "Trade Representative", "")),
        ("“We wait,” said Luc Vasseur, who raises cattle.", ("Luc Vasseur", "", "")),
        ("Its head, Xóchitl Beltrán, denied it.", ("Xóchitl Beltrán", "", "")),
        ("Brazil's Lúcio Inácio Prado da Silva wanted more.", (
            "Lúcio Inácio Prado da Silva", "", "BRA")),
        ("Xiu Tamura is a fellow of the Forum.", ("Xiu Tamura", "fellow of the Forum", "")),
        ("My deputy, Edi Prio Pambudi, has the list.", ("Edi Prio Pambudi", "deputy", "")),
        ("Answers by Xia Lund (XL), Commission spokesperson for trade.", (
            "Xia Lund", "Commission spokesperson for trade", "")),
        ("Brendan Lynch, Assistant US Trade Representative, came.", (
            "Brendan Lynch", "Assistant US Trade Representative", "USA")),
        ("She received the US Chargé d'Affaires, Natalie Baker.", (
            "Natalie Baker", "Chargé d'Affaires", "USA")),
        ("They fear Donald Trump's tariffs.", ("Donald Trump", "", "")),
    ],
)  # fmt: skip
def test_a_person_is_known_by_office_title_verb_or_role(text, person):
    assert people_in(text) == [person]


@pytest.mark.parametrize(
    "text",
    [
        "A study by Sultan Qaboos University was read.",
        "Tata Motors said that it would wait.",
        "They met in Sri Jayawardenepura Kotte.",
        "The Royal Decree said so.",
        "Trade Minister To Visit India Next Week For New Talks",
        "The Trade Department, Export Council and others spoke.",
        "He said Monday Morning was the day.",
    ],
)
def test_organisations_places_and_headings_are_no_persons(text):
    assert people_in(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rice and patience\n\nBy Mwila Chanda in Kitwe\n\nThe talks go on.", ["Mwila Chanda"]),
        ("Rice and patience\n\nBy Xia Chanda\n6 May 2025\n\nThe talks go on.", ["Xia Chanda"]),
        (
            "Rice and patience\n\nXeiko Tamura and Xodrigo Beltrán\n\nThe talks go on.",
            ["Xeiko Tamura", "Xodrigo Beltrán"],
        ),
        (
            "The talks go on.\n\n(Reporting by Xia Chanda and Xeiko Tamura; Editing by Xo Lee)",
            ["Xia Chanda", "Xeiko Tamura", "Xo Lee"],
        ),
        ("The talks go on.\n\nYours sincerely,\nXia Chanda\nMinister of Trade", ["Xia Chanda"]),
        ("Presidents Xi and Trump met.", ["Xi", "Trump"]),
    ],
)
def test_bylines_credits_and_signatures_name_persons(text, names):
    assert [name for name, _, _ in people_in(text)] == names


def test_a_name_broken_over_lines_is_on_one_line_and_its_span_as_it_stands():
    text = "They saw H.E. Qais bin Mohammed\nAl Yousef, Minister of Commerce, yesterday.\n"
    persons, _, _ = find_people(read_lines(article_from_text(text)), as_of="")
    assert persons[0].full_name == "Qais bin Mohammed Al Yousef"
    assert persons[0].spans[0].quote == "Qais bin Mohammed\nAl Yousef"


def test_the_office_that_speaks_first_is_whose_name_follows():
    text = "Peru is near a deal, its trade minister said.\n\nAna Ríos, who flew to Lima, was glad."
    assert people_in(text) == [("Ana Ríos", "trade minister", "")]


def test_a_president_called_by_a_middle_name_is_the_same_person():
    text = "President Luiz Inácio Lula da Silva spoke. President Lula left."
    assert people_in(text) == [("Luiz Inácio Lula da Silva", "President", "")]
