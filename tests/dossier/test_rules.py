"""Single sentences, each turning on one rule: negation, hedge, time, speaker, pair, office."""

import pytest

from tradetalks.dossier.article import article_from_text
from tradetalks.dossier.gazetteer import economy_names
from tradetalks.dossier.items import MeasureKind
from tradetalks.dossier.lines import read_lines
from tradetalks.dossier.read import read

LEAD = "Peru and India are in trade talks.\n\n"


def statuses_of(sentence, **kwargs):
    record = read(LEAD + sentence + "\n", **kwargs)
    return [s for s in record.statuses if s.spans[0].start >= len(LEAD)]


def rates_of(sentence):
    found = read(LEAD + sentence + "\n").measures
    return [measure for measure in found if measure.kind is MeasureKind.TARIFF_RATE]


@pytest.mark.parametrize(
    ("sentence", "stage", "hedged", "negated"),
    [
        ("The two countries signed the agreement in Lima.", "signed", False, False),
        ("The agreement has not been signed.", "negotiating", False, True),
        ("The talks have stalled over rice.", "stalled", False, False),
        ("The talks have not stalled.", "negotiating", False, True),
        ("The talks haven’t stalled.", "negotiating", False, True),
        ("Negotiations are far from stalled.", "negotiating", False, True),
        ("A deal is imminent.", "near", False, False),
        ("A deal is not imminent.", "negotiating", False, True),
        ("The deal may be concluded within weeks.", "near", True, False),
        ("They hope to sign the agreement in May.", "negotiating", True, False),
        ("They agreed on a framework for the deal.", "framework agreed", False, False),
        ("An agreement in principle was announced.", "framework agreed", False, False),
        ("The agreement entered into force in 2009.", "in force", False, False),
        ("Congress ratified the trade agreement.", "ratified", False, False),
        ("India suspended the negotiations.", "suspended", False, False),
        ("Negotiations on the deal are on hold.", "suspended", False, False),
        ("Peru withdrew from the agreement.", "terminated", False, False),
        ("The talks collapsed.", "terminated", False, False),
        ("India rejected the proposed agreement.", "opposed", False, False),
        ("They will hold exploratory talks on a deal.", "exploratory", False, False),
        ("They concluded the negotiations.", "concluded", False, False),
        ("The parties resumed talks in May.", "negotiating", False, False),
    ],
)
def test_words_give_a_stage_with_hedge_and_negation(sentence, stage, hedged, negated):
    (status,) = statuses_of(sentence)
    assert (status.stage, status.hedged, status.negated) == (stage, hedged, negated)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ceasefire deal was signed.",
        "The peace talks have collapsed.",
        "The transfer deal was concluded.",
        "The agreement must be ratified by both parliaments.",
        "The agreement will enter into force next year.",
        "The engine stalled on the road to Lima.",
        "The minister signed the guest book.",
    ],
)
def test_other_matters_and_plans_are_no_stage(sentence):
    assert statuses_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kind", "name"),
    [
        ("A deal is near, Foreign Minister Ana Ríos said.", "person", "Ana Ríos"),
        ("“A deal is near,” said Ana Ríos, Peru's foreign minister.", "person", "Ana Ríos"),
        ("Analysts say that a deal is near completion.", "analysts", "Analysts"),
        ("According to officials, a deal is near completion.", "officials", "officials"),
        ("The ministry said that a deal was near completion.", "government", "The ministry"),
        ("India said that a deal was near completion.", "government", "India"),
        ("A deal is near completion.", "outlet", ""),
    ],
)
def test_a_stage_carries_who_says_so(sentence, kind, name):
    (status,) = statuses_of(sentence)
    assert (status.speaker.kind, status.speaker.name) == (kind, name)


def test_a_new_speaker_ends_the_analysts_turn():
    text = (
        "Analysts have praised the visit. The minister, Ana Ríos, said rice was open. "
        "The mood suggests that a deal is near completion."
    )
    assert [s.speaker.kind for s in statuses_of(text)] == ["outlet"]


def test_a_status_of_another_pair_names_that_pair():
    (status,) = statuses_of("Chile and Japan signed a trade agreement in 2007.")
    assert status.about == ("CHL", "JPN")


def test_an_earlier_time_is_not_now():
    (status,) = statuses_of("The talks had stalled over rice.")
    assert not status.current


@pytest.mark.parametrize(
    ("text", "office", "economy"),
    [
        ("Mr Li Wei, the commerce minister of China, spoke.", "commerce minister", "CHN"),
        ("India's Commerce Secretary Sunil Rao spoke.", "Commerce Secretary", "IND"),
        ("French Finance Minister Éric Blanc spoke.", "Finance Minister", "FRA"),
        (
            "Federal Minister for Commerce Jam Kamal spoke.",
            "Federal Minister for Commerce",
            "",
        ),
        (
            "Rosa Díaz, Peru's minister of foreign trade and tourism, spoke.",
            "minister of foreign trade and tourism",
            "PER",
        ),
        ("U.S. Trade Representative John Doe spoke.", "Trade Representative", "USA"),
        (
            "Pakistan's ambassador to the United States, Omar Khan, spoke.",
            "ambassador to the United States",
            "PAK",
        ),
    ],
)
def test_an_office_is_given_in_the_words_of_the_text(text, office, economy):
    (person,) = read(f"{text} The trade talks go on.\n").persons
    assert (person.office, person.economy) == (office, economy)


def test_a_surname_alone_is_the_person_named_before():
    text = (
        "Peru's trade minister, Ana Ríos, met reporters. Ríos said talks were slow.\n\n"
        "“We wait,” Ríos added.\n"
    )
    (person,) = read(text).persons
    assert [span.quote for span in person.spans] == ["Ana Ríos", "Ríos", "Ríos"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The US and the UK met.", ["USA", "GBR"]),
        ("The U.S.-Pakistan deal; U.S-Pakistan ties", ["USA", "PAK", "USA", "PAK"]),
        ("They told us in the uk.", []),
        ("New Mexico, the South China Sea and the Washington Post", []),
        ("South Korean and North Korean goods", ["KOR", "PRK"]),
        ("PAKISTAN AND INDIA TALK", ["PAK", "IND"]),
        ("Michael Jordan and Chad Bown met in Jordan and Chad.", ["JOR", "TCD"]),
        ("a turkey from Turkey", ["TUR"]),
        ("Côte d’Ivoire, Guinea-Bissau, Papua New Guinea", ["CIV", "GNB", "PNG"]),
        ("Brussels and the White House", ["EU", "USA"]),
    ],
)
def test_economies_are_named_in_many_ways(text, codes):
    lines = read_lines(article_from_text(text + "\n"))
    assert [place.code for line in lines for place in line.places] == codes


def test_every_country_has_a_code_of_three_letters_and_its_name_is_found():
    blocs = {code for code in economy_names() if len(code) != 3 or not code.isalpha()}
    countries = set(economy_names()) - blocs - {"GCC"}
    assert len(countries) > 195
    for code in countries:
        name = economy_names()[code]
        lines = read_lines(article_from_text(f"The talks with {name} go on.\n"))
        assert [place.code for place in lines[0].places] == [code], name


def test_abbreviations_do_not_end_sentences():
    text = "Mr. Ali met Pakistan-U.S. officials on Monday. He left the U.S. The talks go on.\n"
    assert [line.text for line in read_lines(article_from_text(text))] == [
        "Mr. Ali met Pakistan-U.S. officials on Monday.",
        "He left the U.S.",
        "The talks go on.",
    ]


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("India cut its tariff on Peruvian grapes to 15% from 30%.", [(0.15, ""), (0.30, "")]),
        ("Exports grew by 12 per cent after the tariff cut.", []),
        ("Tariffs will go on 99% of tariff lines.", []),
        ("A 2.5 percent duty applies.", [(0.025, "")]),
    ],
)
def test_a_tariff_rate_is_told_from_growth_and_coverage(sentence, rates):
    found = [(m.value, "") for m in rates_of(sentence)]
    assert found == rates


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("Peruvian goods will face a 20% tariff.", [(0.2, "IND", "PER", "proposed")]),
        ("Indian exports pay a 12 percent tariff.", [(0.12, "PER", "IND", "current")]),
        ("India's tariff on Peruvian goods is 30 percent.", [(0.3, "IND", "PER", "current")]),
        ("It is a tariff of 15 percent on Indian cars.", [(0.15, "PER", "IND", "current")]),
        ("Peru sells grapes and faces a 10% tariff.", [(0.1, "IND", "PER", "current")]),
        ("There is a 40% tariff on steel from Chile.", [(0.4, "", "CHL", "current")]),
        ("The average tariff is 9%.", [(0.09, "", "", "current")]),
        (
            "Peruvian goods will face a 20% tariff, while Indian products will enter Peru at a "
            "zero tariff.",
            [(0.2, "IND", "PER", "proposed"), (0.0, "PER", "IND", "proposed")],
        ),
        ("Peruvian exports enter India duty-free.", [(0.0, "IND", "PER", "current")]),
        ("Peruvian goods would pay no tariff in India.", [(0.0, "IND", "PER", "proposed")]),
        ("India announced no tariff increase.", []),
        ("The airport has a duty-free shop for tariffs.", []),
        ("India threatened a 25% tariff on Peruvian goods.", [(0.25, "IND", "PER", "threatened")]),
        (
            "The deal lowers the threatened 25 percent tariff on Peruvian goods to 15 percent.",
            [(0.25, "IND", "PER", "threatened"), (0.15, "IND", "PER", "proposed")],
        ),
        (
            "Peruvian goods would otherwise face a 30% tariff.",
            [(0.3, "IND", "PER", "threatened")],
        ),
        (
            "A letter to Lima set a tariff of 30% on Peruvian goods.",
            [(0.3, "IND", "PER", "threatened")],
        ),
        ("India offered a 5% tariff on Peruvian fruit.", [(0.05, "IND", "PER", "proposed")]),
    ],
)
def test_a_rate_has_its_two_sides_and_its_time(sentence, rates):
    found = rates_of(sentence)
    assert [(m.value, m.by, m.on, m.time) for m in found] == rates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Minister Ana Ríos said in a post that the deal was “done”. Secretary Sunil Rao told "
            "reporters that India would buy more grapes.",
            [
                ("Ana Ríos", "the deal was “done”", "did"),
                ("Ana Ríos", "done", "did"),
                ("Sunil Rao", "India would buy more grapes", "may"),
            ],
        ),
        (
            '"Both sides have a reason to move," said Jane Smith, an analyst at a bank.',
            [("Jane Smith", "Both sides have a reason to move,", "did")],
        ),
        (
            "Tariffs gave both sides a reason to move, said Jane Smith, an analyst at a bank.",
            [("Jane Smith", "Tariffs gave both sides a reason to move", "did")],
        ),
        (
            "Officials denied that a deal would be announced this month.",
            [("Officials", "a deal would be announced this month", "denies")],
        ),
        (
            "India denied reports that an agreement had been reached.",
            [("India", "an agreement had been reached", "denies")],
        ),
        ("Officials did not say that a deal was done.", []),
        (
            "Peru expects to reach an agreement with India, Trade Minister Ana Ríos said on "
            "Thursday, as the old one nears its end.",
            [("Ana Ríos", "Peru expects to reach an agreement with India", "may")],
        ),
        (
            "Minister Ana Ríos announced late on Tuesday a trade agreement on rice.",
            [("Ana Ríos", "a trade agreement on rice", "did")],
        ),
        (
            "Minister Ana Ríos said on Thursday night that all talks were over.",
            [("Ana Ríos", "all talks were over", "did")],
        ),
        (
            "India said in June that rice was open.",
            [("India", "rice was open", "did")],
        ),
        (
            '"There is no deal," a person familiar with the talks said.',
            [("a person familiar with the talks", "There is no deal,", "did")],
        ),
        (
            "“Are we close?” Minister Ana Ríos said. “No,” Sunil Rao said.",
            [("Ana Ríos", "Are we close?", "did"), ("Sunil Rao", "No,", "did")],
        ),
    ],
)
def test_words_are_laid_in_the_mouth_of_who_said_them(text, said):
    found = read(LEAD + text + "\n").statements
    assert [(s.speaker.name, s.content, s.modality) for s in found] == said
