"""The reader held to a bank of sentences, by stage of the talks: how many it tells."""

import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from tradetalks.dossier.read import read

LEAD = "Peru and India are in trade talks.\n\n"
BANK = tomllib.loads(Path(__file__).with_name("stages_bank.toml").read_text(encoding="utf-8"))
STAGES = [stage for stage in BANK if stage != "none"]
RECALL = 0.95
PRECISION = 0.95
HEDGES = 0.9
"""Part of the sentences told whose hedge is told too."""


@lru_cache(maxsize=1)
def _told():
    """Return for each sentence its stage, whether it is hedged, and the statuses read from it."""
    return [
        (stage, hedged == "hedged", sentence, _statuses(sentence))
        for stage, kinds in BANK.items()
        for hedged, sentences in kinds.items()
        for sentence in sentences
    ]


def _statuses(sentence):
    found = read(f"{LEAD}{sentence}\n").statuses
    return {str(s.stage): s.hedged for s in found if s.spans[0].start >= len(LEAD)}


def test_the_bank_is_large_and_no_sentence_stands_in_it_twice():
    sizes = {stage: sum(map(len, kinds.values())) for stage, kinds in BANK.items()}
    assert len(STAGES) == 12
    assert min(sizes[stage] for stage in STAGES) >= 40
    assert sizes["none"] >= 120
    sentences = Counter(sentence for _, _, sentence, _ in _told())
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_told_in_most_of_its_sentences(stage):
    own = [(sentence, found) for each, _, sentence, found in _told() if each == stage]
    missed = [sentence for sentence, found in own if stage not in found]
    assert 1 - len(missed) / len(own) >= RECALL, missed


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_seldom_told_in_other_sentences(stage):
    told = [(each, sentence) for each, _, sentence, found in _told() if stage in found]
    wrong = [sentence for each, sentence in told if each != stage]
    assert 1 - len(wrong) / len(told) >= PRECISION, wrong


def test_hardly_a_sentence_without_a_stage_gives_one():
    wrong = [sentence for stage, _, sentence, found in _told() if stage == "none" and found]
    assert len(wrong) <= 2, wrong


def test_a_hedge_is_told():
    told = [(s, found[stage] == hedged) for stage, hedged, s, found in _told() if stage in found]
    wrong = [sentence for sentence, is_right in told if not is_right]
    assert 1 - len(wrong) / len(told) >= HEDGES, wrong


@pytest.mark.parametrize(
    "text",
    [
        "Two lenders agree to merge\n\nMADRID, 3 March 2025 - Banco Sur of Spain and Banca Nova of "
        "Italy signed an agreement on Monday to merge, after talks that broke down twice. "
        "Exporters in both countries fear higher fees. Shares rose 5 percent.",
        "Dockers and port owners resume talks\n\nROTTERDAM, 4 May 2025 - Talks between dockers and "
        "port owners in the Netherlands and Belgium resumed on Sunday. Exports of chemicals have "
        "been held up. The unions rejected a deal of 4 percent. Imports of coal from Colombia are "
        "stuck.",
        "Egypt and Israel sign gas contract\n\nCAIRO, 9 August 2025 - Companies from Egypt and "
        "Israel signed a deal worth $35 billion to supply gas until 2040. The agreement was "
        "concluded after a year of talks. Exports will rise to 130 billion cubic metres.",
        "Norway and Russia agree on cod\n\nOSLO, 1 November 2024 - Norway and Russia reached an "
        "agreement on quotas for cod after several rounds of negotiations. The total is 340,000 "
        "tonnes, down 25 percent.",
        "Kenya and Germany ratify tax treaty\n\nNAIROBI, 1 November 2024 - Kenya's parliament "
        "approved a double taxation agreement with Germany on Tuesday. The agreement was signed in "
        "2023 and enters into force in January. Exporters welcomed it.",
        "Zambia near deal with creditors\n\nLUSAKA, 1 November 2024 - Zambia is close to an "
        "agreement with its creditors, among them China and France, after two years of talks. "
        "Copper exporters hope for a stronger kwacha. The duty on fuel was raised to 25 percent.",
        "Talks on the Nile dam collapse\n\nADDIS ABABA, 1 November 2024 - Talks between Egypt and "
        "Ethiopia on the Nile dam collapsed after four rounds. Egypt rejected the draft agreement. "
        "Farmers fear for their crops. Electricity will be sold to Sudan.",
    ],
)
def test_talks_about_other_matters_have_no_stage(text):
    assert read(f"{text}\n").statuses == ()


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            "Readout of call\n\nMinister Rao spoke with Minister Ríos of Peru on 3 March 2025 "
            "about the economic partnership agreement. The ministers welcomed the progress made by "
            "the negotiating teams. India would like to see market opening for medicines.",
            "negotiating",
        ),
        (
            "The minister told reporters in Hanoi on 3 March 2025 that Vietnam and Israel had "
            "brought the FTA over the line. Farmers in Israel are worried about rice.",
            "concluded",
        ),
        (
            "Our members pay 6 per cent in Kazan, and Serbia, whose own accord with the EAEU has "
            "applied since July 2021, sells its apples there at zero tariff. Duty is charged by "
            "the box. The negotiators of Egypt have put 400,000 tonnes of oranges on the list.",
            "in force",
        ),
    ],
)
def test_a_text_about_a_trade_accord_is_known_without_the_words_trade_talks(text, stage):
    assert stage in {str(status.stage) for status in read(f"{text}\n").statuses}
