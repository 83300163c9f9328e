"""Whatever a model takes from a text, a record comes of it whose every quote is in the text."""

import json
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.readers.story import INJECTED
from tests.dossier.readers.stub import EMPTY
from tests.reading.score import unsupported
from tradetalks import read
from tradetalks.dossier.agenda import topics
from tradetalks.dossier.items import MeasureKind, Modality, SpeakerKind, Stage
from tradetalks.dossier.readers.answer import FoundMeasure, parse_answer
from tradetalks.dossier.readers.endpoint import Endpoint
from tradetalks.dossier.readers.model import ModelReader

RULES = read(INJECTED)
TEXT = RULES.article.text
TIMES = get_args(FoundMeasure.model_fields["time"].annotation)

starts = st.sampled_from([i for i in range(len(TEXT)) if i == 0 or TEXT[i - 1].isspace()])
stretches = st.builds(lambda start, words: " ".join(TEXT[start:].split()[:words]), starts,
                      st.integers(1, 12))  # fmt: skip
words = stretches | st.just("") | st.text(max_size=12)
many = st.lists(words, max_size=3)
speakers = st.fixed_dictionaries({"kind": st.sampled_from(list(SpeakerKind)), "words": words})
some = {"quote": words, "around": words}
sided = some | {"who": many, "where": many, "when": words}
ANSWERS = st.fixed_dictionaries(
    {
        name: st.lists(st.fixed_dictionaries(form), max_size=3)
        for name, form in {
            "persons": {"names": many, "offices": many, "country": words},
            "meetings": sided | {"held": st.booleans()},
            "agenda": {"topic": st.sampled_from([t.key for t in topics()]), "quotes": many},
            "statements": some
            | {"speaker": speakers, "cue": words, "modality": st.sampled_from(list(Modality))},
            "statuses": some
            | {"stage": st.sampled_from(list(Stage)), "speaker": speakers, "when": words}
            | dict.fromkeys(("hedged", "current", "negated"), st.booleans()),
            "next_steps": sided,
            "measures": some
            | {"kind": st.sampled_from(list(MeasureKind)), "time": st.sampled_from(TIMES)}
            | dict.fromkeys(("by", "on", "what"), words),
        }.items()
    }
)


@settings(max_examples=60)
@given(ANSWERS)
def test_a_record_comes_of_any_words_and_nothing_in_it_is_unsupported(said):
    reader = ModelReader(Endpoint(url="http://localhost:1", model="m"))
    record = reader.combined(RULES, parse_answer(json.dumps(said)))
    plain = json.loads(record.to_json())
    assert not unsupported(plain)
    assert record.parties == RULES.parties
    asked = sum(len(found) for found in said.values())
    assert sum(len(plain[name]) for name in EMPTY) <= asked
