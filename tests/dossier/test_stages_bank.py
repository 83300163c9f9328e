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
