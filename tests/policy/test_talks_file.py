"""Talks files: what a room may say, and which rooms leave no room."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.talks_files import TALKS, swapped, written
from tradetalks.atlas.load import load_world
from tradetalks.errors import DealError, InputError, UnknownCodeError
from tradetalks.policy.document import MOST_BYTES
from tradetalks.policy.lapse import lapsing, without
from tradetalks.policy.library_read import load_library
from tradetalks.policy.load_talks import load_talks
from tradetalks.policy.negotiation import Fallback, FallbackKind, ObjectiveKind
from tradetalks.policy.room_check import check_room
from tradetalks.policy.schedule import status_quo
from tradetalks.policy.talks_file import talks_schema

EXAMPLE = Path(__file__).parents[2] / "examples" / "pakistan-united-states-talks.toml"
DAY = date(2025, 7, 26)


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def base(world):
    return status_quo(world, DAY)


def spans(tmp_path, world, base, text):
    return check_room(load_talks(written(tmp_path, text), world), base, world)


def refused(tmp_path, world, text, error=DealError) -> str:
    """Return the complaint, which must be one that the person can mend."""
    with pytest.raises(error) as caught:
        load_talks(written(tmp_path, text), world)
    assert isinstance(caught.value, InputError)
    assert caught.value.exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talks.toml"]
    return str(caught.value)


def no_room(tmp_path, world, base, text) -> str:
    with pytest.raises(DealError) as caught:
        spans(tmp_path, world, base, text)
    return str(caught.value)


def test_a_side_has_its_instruments_and_the_usual_room(tmp_path, world):
    """Where nothing is said: down to zero, standstill, real income, the status quo as fallback."""
    talks = load_talks(written(tmp_path, TALKS), world)
    pakistan = talks.side("PAK")
    (duties,) = pakistan.instruments
    assert (duties.by, duties.to, duties.sectors) == (("PAK",), ("USA",), ("TEX", "AGR"))
    assert (duties.floor, duties.ceiling) == (0.0, None)
    assert duties.place.endswith("talks.toml:5")
    assert pakistan.objective.kind is ObjectiveKind.REAL_INCOME
    assert pakistan.fallback.kind is FallbackKind.STATUS_QUO
    assert pakistan.weight == 1.0
    assert talks.deal.concessions == ()
    assert talks.assumptions == ()


def test_a_rate_is_shared_by_sectors_that_are_bound_together(tmp_path, world, base):
    """Two sectors apart are two spans, twenty-one together are one."""
    found = spans(tmp_path, world, base, TALKS)
    assert [each.sectors for each in found[:2]] == [("TEX",), ("AGR",)]
    assert len(found) == 3
    assert (found[2].low, found[2].high) == (0.1, 0.29)
    assert found[2].now.tolist() == [0.1]


def test_standstill_is_the_ceiling_where_none_is_given(tmp_path, world, base):
    """No rate may rise above what is levied today, unless a side says so."""
    textiles = spans(tmp_path, world, base, TALKS)[0]
    importer, exporter = world.economy_index("PAK"), world.economy_index("USA")
    assert textiles.high == base.rate[exporter, importer, world.sector_index("TEX")]


LINE = """
[[room.{side}.red_line]]
to = "{to}"
sectors = {sectors}
{rest}
"""


def test_a_red_line_narrows_the_span_of_either_side(tmp_path, world, base):
    """A side holds its own rates up and the other's down."""
    own = LINE.format(side="PAK", to="USA", sectors='["TEX"]', rest="at_least = 0.05")
    other = LINE.format(
        side="PAK",
        to="PAK",
        sectors='"goods"',
        rest='on = "USA"\nmeasure = "us-reciprocal"\nat_most = 0.19',
    )
    found = spans(tmp_path, world, base, TALKS + own + other)
    assert found[0].low == 0.05
    assert found[1].low == 0.0
    assert found[2].high == 0.19


def test_what_is_kept_stays_where_it_is(tmp_path, world, base):
    """A rate that must not move leaves a span of one point, today's rate."""
    keep = LINE.format(side="PAK", to="USA", sectors='["TEX"]', rest="keep = true")
    textiles, farming, _ = spans(tmp_path, world, base, TALKS + keep)
    assert textiles.kept
    assert textiles.low == textiles.high == textiles.now.item()
    assert not farming.kept


def test_a_red_line_on_one_of_the_sectors_bound_together_holds_them_all(tmp_path, world, base):
    """One rate cannot stay for textiles and move for the rest."""
    keep = LINE.format(side="USA", to="PAK", sectors='["TEX"]', rest="keep = true")
    assert spans(tmp_path, world, base, TALKS + keep)[2].kept


def test_a_customs_union_sets_one_rate_for_all_its_members(tmp_path, world, base):
    text = """title = "Talks"
parties = ["EU", "IND"]
status = "negotiating"

[[room.EU.instrument]]
to = "IND"
sectors = ["TEX"]

[[room.IND.instrument]]
to = "EU"
sectors = ["AUT"]
"""
    talks = load_talks(written(tmp_path, text), world)
    europe = talks.side("DEU")
    assert europe.code == "EU"
    assert len(europe.instruments[0].by) == 27
    assert len(check_room(talks, base, world)) == 2


def test_an_instrument_for_everybody_reaches_every_supplier(tmp_path, world):
    talks = load_talks(written(tmp_path, swapped(TALKS, 'to = "USA"', 'to = "mfn"')), world)
    duties = talks.side("PAK").instruments[0]
    assert duties.mfn
    assert len(duties.to) == len(world.economies) - 1


def test_a_side_that_gives_a_fixed_concession_needs_no_instrument(tmp_path, world, base):
    """One side may have given already what the other now answers."""
    text = TALKS.split("[[room.USA.instrument]]")[0] + (
        '[[concession]]\nby = "USA"\nto = "PAK"\nsectors = ["TEX"]\ncut = 0.5\n'
    )
    assert len(spans(tmp_path, world, base, text)) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("[[room.PAK.instrument]]", "[[room.CHN.instrument]]", 5, "'CHN', who is not a party"),
        ("[[room.PAK.instrument]]", "[[room.PAK.instruments]]", 5, "Did you mean instrument"),
        ('id = "duties"', 'id = "My duties"', 6, "pattern"),
        ('to = "USA"', 'to = "CHN"', 7, "not a party"),
        ('to = "USA"', 'to = "PAK"', 7, "to itself"),
        ('["TEX", "AGR"]', '["TEX", "SVC"]', 8, "services sector"),
        ('["TEX", "AGR"]', "[]", 8, "no sector"),
        ("together = true", "together = 1", 13, "boolean"),
        ("floor = 0.1", "floor = 10", 15, "write 0.1"),
        ("floor = 0.1", "floor = 0.3", 10, "the floor 0.3 lies above the ceiling 0.29"),
        ("ceiling = 0.29", "ceiling = 1.45", 16, "over_100_percent = true"),
        ("ceiling = 0.29", "ceiling = -0.1", 16, "out of range"),
        ('measure = "us-reciprocal"', 'measure = "can-first-list"', 14, "not of USA"),
        ('status = "negotiating"', 'status = "talking"', 3, "'negotiating'"),
    ],
)
def test_a_refusal_names_the_line_and_the_way_out(tmp_path, world, old, new, line, said):
    message = refused(tmp_path, world, swapped(TALKS, old, new))
    assert f"talks.toml:{line}: " in message
    assert said in message


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[room.PAK]\nweight = 0\n", "above zero"),
        ("[room.PAK]\nweight = -1.0\n", "above zero"),
        ("[room.PAK]\nweight = nan\n", "above zero"),
        ("[room.PAK]\nweight = inf\n", "above zero"),
        ("[room.PAK]\nweight = true\n", "not a number"),
        ("[room.PAK]\nweight = 1" + "0" * 400 + "\n", "above zero"),
        ("[room.PAK]\nprivate = 'no'\n", "boolean"),
        ('[room.PAK]\nsensitive = ["SVC"]\n', "services"),
        ('[room.PAK]\nsensitive = ["TEX", "TEX"]\n', "twice"),
        ('[room.PAK]\nwants = [{ sectors = ["TEX"] }]\n', "'note' is missing"),
        ('[room.PAK.objective]\nkind = "votes"\n', "'real income'"),
        ('[room.PAK.objective]\nkind = "weighted sectors"\n', "go together"),
        ("[room.PAK.objective]\nsector_weights = { TEX = 2 }\n", "go together"),
        (
            '[room.PAK.objective]\nkind = "weighted sectors"\nsector_weights = { TEX = 0 }\n',
            "above zero",
        ),
        ("[room.PAK.objective]\nrevenue_floor = 90\n", "write 0.9"),
        ("[room.PAK.objective]\nemployment_floors = { TEX = -0.1 }\n", "out of range"),
        ('[room.PAK.fallback]\nkind = "hope"\n', "'status quo'"),
        ('[room.PAK.fallback]\nkind = "threat"\nprobability = 0.5\n', 'kind = "lapse"'),
        ('[room.PAK.fallback]\nkind = "lapse"\nmeasures = ["us-reciprocal"]\n', "'probability'"),
        ('[room.PAK.fallback]\nkind = "lapse"\nprobability = 0.5\n', "what ends"),
        (
            '[room.PAK.fallback]\nkind = "lapse"\nlegal_basis = "Magna"\nprobability = 1.5\n',
            "write 0.015",
        ),
        (
            '[room.PAK.fallback]\nkind = "lapse"\nlegal_basis = "Magna"\nprobability = 0.5\n',
            "no measure rests on 'Magna'",
        ),
        (
            '[room.PAK.fallback]\nkind = "lapse"\nlegal_basis = "Emergency"\nprobability = 0.5\n'
            'otherwise = "lapse"\n',
            "'war'",
        ),
        ('[room.PAK.fallback]\nkind = "threat"\nwar_ceiling = 0.5\n', "without a war"),
        ('[room.PAK.fallback]\nkind = "war"\nwar_ceiling = 5.0\n', "over_100_percent"),
        ("[room.USA]\nweigth = 2\n", "Did you mean weight"),
        ('[[third_party]]\ncode = "USA"\n', "'USA' is a party"),
        ('[[third_party]]\ncode = "CHN"\n[[third_party]]\ncode = "CHN"\n', "named twice: CHN"),
        ('[[third_party]]\ncode = "CHN"\nfloor = -2\n', "out of range"),
        ('[[third_party]]\ncode = "KEN"\n', "Kenya has no economy of its own"),
        ("[rooms.PAK]\nweight = 1\n", "Did you mean room"),
    ],
)
def test_what_a_side_says_must_make_sense(tmp_path, world, more, said):
    assert said in refused(tmp_path, world, TALKS + "\n" + more)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        (swapped(TALKS, '"TEX"', '"TXE"'), "TEX"),
        (swapped(TALKS, '["PAK", "USA"]', '["PKA", "USA"]'), "PAK"),
        (swapped(TALKS, '"us-reciprocal"', '"us-reciprocl"'), "us-reciprocal"),
        (TALKS + '[[third_party]]\ncode = "CHM"\n', "CHN"),
        (TALKS + '[room.PAK]\nsensitive = ["TEXT"]\n', "TEX"),
        (TALKS + '[room.PAK]\nwants = [{ sectors = ["AGRI"], note = "x" }]\n', "AGR"),
        (
            TALKS + '[room.PAK.fallback]\nkind = "lapse"\nmeasures = ["us-recip"]\n'
            "probability = 0.4\n",
            "us-reciprocal",
        ),
    ],
)
def test_an_unknown_code_comes_with_the_nearest(tmp_path, world, text, nearest):
    message = refused(tmp_path, world, text, UnknownCodeError)
    assert nearest in message.split("Did you mean")[1]
    assert "talks.toml:" in message


def test_talks_in_which_nobody_can_move_are_refused(tmp_path, world):
    """Without an instrument there is nothing to negotiate."""
    text = TALKS.split("[[room")[0]
    message = refused(tmp_path, world, text)
    assert "no side has an instrument" in message
    assert "[[room.PAK.instrument]]" in message


def test_talks_above_the_limit_are_refused(tmp_path, world):
    assert "too large" in refused(tmp_path, world, "#" * (MOST_BYTES + 1))


def test_a_side_with_nothing_to_give_is_refused(tmp_path, world):
    """A side without instrument or concession is no side of a bargain."""
    message = refused(tmp_path, world, TALKS.split("[[room.USA.instrument]]")[0])
    assert "USA has no instrument and makes no concession" in message


SECOND = """
[[room.PAK.instrument]]
to = {to}
sectors = {sectors}
{rest}
"""


@pytest.mark.parametrize(
    ("to", "sectors"),
    [('"USA"', '["TEX"]'), ('"mfn"', '"goods"'), ('["USA"]', '["FOO", "AGR"]')],
)
def test_a_rate_has_one_master(tmp_path, world, to, sectors):
    """Two instruments on one rate are refused, and both lines are named."""
    text = TALKS + SECOND.format(to=to, sectors=sectors, rest="")
    message = refused(tmp_path, world, text)
    assert "talks.toml:18: an instrument and an instrument both set the rate of PAK" in message
    assert "talks.toml:5" in message


def test_an_entry_and_its_programme_are_one_measure(tmp_path, world):
    """The id of an entry and the name of its programme point to the same headline."""
    text = TALKS + (
        '\n[[room.USA.instrument]]\nto = "PAK"\nsectors = ["TEX"]\n'
        'measure = "us-reciprocal-baseline-2025-04-05"\n'
    )
    assert "both set the rate of USA on TEX" in refused(tmp_path, world, text)


def test_headlines_of_two_programmes_are_two_rates(tmp_path, world, base):
    """A reciprocal duty and one on metals add up: each may be negotiated."""
    text = TALKS + (
        '\n[[room.USA.instrument]]\nto = "PAK"\nsectors = ["FER"]\nmeasure = "us-232-metals"\n'
    )
    assert len(spans(tmp_path, world, base, text)) == 4


@pytest.mark.parametrize("measure", ["", 'measure = "us-reciprocal"\n'])
def test_what_a_concession_fixes_is_not_negotiable(tmp_path, world, measure):
    """A fixed rate and an instrument on the same goods contradict each other."""
    fixed = '\n[[concession]]\nby = "USA"\nto = "PAK"\nsectors = ["TEX"]\nfinal = 0.19\n' + measure
    message = refused(tmp_path, world, TALKS + fixed)
    assert "a concession and an instrument both set the rate of USA on TEX" in message


def test_instruments_of_one_side_have_their_own_names(tmp_path, world):
    text = TALKS + SECOND.format(to='"USA"', sectors='["FOO"]', rest='id = "duties"')
    assert "two instruments of PAK have the id 'duties'" in refused(tmp_path, world, text)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("at_least = 0.05\nkeep = true", "given: at_least, keep"),
        ("note = 'nothing'", "given: none"),
        ("keep = false", "given: none"),
        ("at_most = 19", "write 0.19"),
        ('on = "CHN"\nkeep = true', "'CHN', who is not a party"),
        ('on = "USA"\nkeep = true', "on itself"),
        ('measure = "us-reciprocal"\nat_most = 0.1', "measure of USA, not of PAK"),
    ],
)
def test_a_red_line_says_one_thing_about_a_rate_of_the_talks(tmp_path, world, rest, said):
    line = LINE.format(side="PAK", to="USA", sectors='["TEX"]', rest=rest)
    assert said in refused(tmp_path, world, TALKS + line)


def test_a_red_line_on_a_headline_names_its_measure(tmp_path, world):
    """Nineteen percent on top of the ordinary duty is not nineteen percent in all."""
    line = LINE.format(side="PAK", to="PAK", sectors='["TEX"]', rest='on = "USA"\nat_most = 0.19')
    message = refused(tmp_path, world, TALKS + line)
    assert "this red line is about the whole rate" in message
    assert 'Add measure = "us-reciprocal"' in message


OTHER = 'on = "USA"\nmeasure = "us-reciprocal"\n'


@pytest.mark.parametrize(
    ("side", "to", "rest", "low", "high"),
    [
        ("PAK", "USA", "at_least = 0.5", "0.5 (a red line of PAK", "0.1643 (standstill"),
        ("PAK", "PAK", OTHER + "at_most = 0.05", "0.1 (its floor", "0.05 (a red line of PAK"),
        ("USA", "PAK", 'measure = "us-reciprocal"\nat_least = 0.4', "0.4 (a red", "0.29 (its cei"),
    ],
)
def test_a_red_line_that_leaves_no_rate_is_refused_naming_both_ends(
    tmp_path, world, base, side, to, rest, low, high
):
    """Where the lowest rate lies above the highest nothing can be signed: say what holds it."""
    line = LINE.format(side=side, to=to, sectors='["TEX"]', rest=rest)
    message = no_room(tmp_path, world, base, TALKS + line)
    assert f"at least {low}" in message
    assert f"at most {high}" in message
    assert "talks.toml:18: no " in message


def test_red_lines_of_two_sides_that_cross_are_refused(tmp_path, world, base):
    """One will not pay above 15 percent and the other not charge below 20."""
    text = (
        TALKS
        + LINE.format(side="PAK", to="PAK", sectors='"goods"', rest=OTHER + "at_most = 0.15")
        + LINE.format(
            side="USA",
            to="PAK",
            sectors='"goods"',
            rest='measure = "us-reciprocal"\nat_least = 0.2',
        )
    )
    message = no_room(tmp_path, world, base, text)
    assert "at least 0.2 (a red line of USA" in message
    assert "at most 0.15 (a red line of PAK" in message


def test_a_floor_above_the_rate_of_the_day_leaves_no_room_under_standstill(tmp_path, world, base):
    """Standstill is a ceiling like any other; a side that means to raise a rate must say so."""
    text = swapped(TALKS, 'sectors = ["TEX", "AGR"]', 'sectors = ["TEX", "AGR"]\nfloor = 0.15')
    message = no_room(tmp_path, world, base, text)
    assert "no rate of PAK on USA is allowed in AGR: at least 0.15 (its floor" in message
    open_ended = swapped(text, "floor = 0.15", "floor = 0.15\nceiling = 0.2")
    assert spans(tmp_path, world, base, open_ended)[1].high == 0.2


def test_what_must_not_move_must_lie_between_floor_and_ceiling(tmp_path, world, base):
    """A rate above the ceiling has to fall, so it cannot be kept."""
    keep = LINE.format(side="PAK", to="USA", sectors='["TEX"]', rest="keep = true")
    text = swapped(TALKS, 'sectors = ["TEX", "AGR"]', 'sectors = ["TEX", "AGR"]\nceiling = 0.12')
    message = no_room(tmp_path, world, base, text + keep)
    assert "at least 0.1643 (a red line of PAK that keeps it" in message
    assert "at most 0.12 (its ceiling" in message


def test_a_red_line_broken_by_a_rate_that_nothing_moves_is_refused(tmp_path, world, base):
    """Pakistan's duty on American food is above ten percent and not on the table."""
    line = LINE.format(side="USA", to="USA", sectors='["FOO"]', rest='on = "PAK"\nat_most = 0.1')
    message = no_room(tmp_path, world, base, TALKS + line)
    assert "a red line of USA holds at 0.1 or less the rate of PAK on FOO from USA" in message
    assert "nothing in these talks moves it" in message
    kept = swapped(line, "at_most = 0.1", "at_most = 0.3")
    assert len(spans(tmp_path, world, base, TALKS + kept)) == 3


def test_a_concession_may_not_cross_a_red_line(tmp_path, world, base):
    """What is fixed already counts as much as what is negotiated."""
    text = (
        TALKS
        + '\n[[concession]]\nby = "PAK"\nto = "USA"\nsectors = ["FOO"]\ncut = 0.5\n'
        + LINE.format(side="PAK", to="USA", sectors='["FOO"]', rest="keep = true")
    )
    assert "a concession moves it from 0.1889 to 0.0944" in no_room(tmp_path, world, base, text)


def test_a_headline_that_a_concession_fixes_must_keep_a_red_line(tmp_path, world, base):
    text = (
        TALKS.split("[[room.USA.instrument]]")[0]
        + '[[concession]]\nby = "USA"\nto = "PAK"\nsectors = "goods"\nfinal = 0.25\n'
        + 'measure = "us-reciprocal"\n'
        + LINE.format(side="PAK", to="PAK", sectors='["TEX"]', rest=OTHER + "at_most = 0.2")
    )
    message = no_room(tmp_path, world, base, text)
    assert "the headline of 'us-reciprocal' of USA on TEX from PAK" in message
    assert "from 0.1 to 0.25" in message


def test_a_measure_that_is_not_levied_that_day_has_no_headline(tmp_path, world):
    """What can be negotiated is what is levied."""
    base = status_quo(world, date(2025, 1, 1))
    assert "is not levied on 2025-01-01" in no_room(tmp_path, world, base, TALKS)


def test_the_fallback_is_said_in_plain_words():
    """The reader of a settlement must know what it was compared with."""
    lapse = Fallback(
        kind=FallbackKind.LAPSE,
        legal_basis="International Emergency Economic Powers Act",
        probability=0.4,
        otherwise=FallbackKind.THREAT,
    )
    assert lapse.sentence == (
        "Without a deal, every measure under the International Emergency Economic Powers Act ends "
        "with a probability of 40 percent; otherwise the measures announced and not yet levied "
        "take effect."
    )
    assert "up to 60 percent" in Fallback(kind=FallbackKind.WAR, war_ceiling=0.6).sentence
    assert "stays as it stands" in Fallback().sentence


def test_a_lapse_ends_the_measures_of_its_legal_basis_and_no_others(world, base):
    """Duties under another act stay; the reciprocal ones are gone from the schedule."""
    library = load_library()
    fallback = Fallback(kind=FallbackKind.LAPSE, legal_basis="emergency economic powers act")
    left = without(library, lapsing(fallback, library))
    after = status_quo(world, DAY, library=left)
    assert not any("reciprocal" in name for name in after.measures)
    assert any("232" in name for name in after.measures)
    assert (after.rate <= base.rate + 1e-12).all()


def test_a_lapse_of_a_programme_ends_all_its_entries():
    library = load_library()
    fallback = Fallback(kind=FallbackKind.LAPSE, measures=("us-reciprocal",))
    ended = lapsing(fallback, library)
    assert set(ended) == {m.id for m in library.measures if m.programme == "us-reciprocal"}


def test_the_talks_that_ship_leave_room_on_the_day_before_they_begin(world):
    """Pakistan opens from its own rates, the United States between its baseline and Viet Nam's."""
    talks = load_talks(EXAMPLE, world)
    assert talks.deal.eve == DAY
    found = check_room(talks, status_quo(world, DAY), world)
    headline = found[-1]
    assert (headline.side, headline.low, headline.high) == ("USA", 0.1, 0.2)
    assert [span.sectors for span in found if span.kept] == [("AUT",)]
    assert {side.fallback.kind for side in talks.sides} == {FallbackKind.THREAT}
    assert [each.code for each in talks.third_parties] == ["CHN", "IND", "BGD", "VNM"]


def test_the_schema_is_json_and_names_every_key_of_a_room():
    text = json.dumps(talks_schema())
    for key in ("instrument", "red_line", "fallback", "third_party", "commitment", "together"):
        assert f'"{key}"' in text


def test_a_shared_rate_under_standstill_is_a_cap(tmp_path, world, base):
    """Duties that differ come down to one rate, and none rises on the way."""
    text = swapped(TALKS, 'sectors = ["TEX", "AGR"]', 'sectors = ["TEX", "AGR"]\ntogether = true')
    shared = spans(tmp_path, world, base, text)[0]
    assert shared.caps
    assert shared.high == shared.now.max() > shared.now.min()
    named = swapped(text, "together = true", "together = true\nceiling = 0.2")
    assert not spans(tmp_path, world, base, named)[0].caps


def test_a_cap_cannot_raise_what_a_red_line_wants_higher(tmp_path, world, base):
    """Farm goods pay 11 percent: under standstill no shared rate makes them pay 15."""
    text = swapped(TALKS, 'sectors = ["TEX", "AGR"]', 'sectors = ["TEX", "AGR"]\ntogether = true')
    line = LINE.format(side="PAK", to="USA", sectors='["AGR"]', rest="at_least = 0.15")
    message = no_room(tmp_path, world, base, text + line)
    assert "at least 0.15 (a red line of PAK" in message
    assert "at most 0.1104 (standstill" in message
    higher = LINE.format(side="PAK", to="USA", sectors='["TEX"]', rest="at_least = 0.15")
    assert spans(tmp_path, world, base, text + higher)[0].low == 0.15


WORDS = ("true", "nan", "-1", "1" + "0" * 400, '"x"', "[]", "{}", "[{}]", "2025-01-01", '"mfn"')


@given(at=st.integers(0, 200), word=st.sampled_from(WORDS))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_a_value_the_answer_is_talks_or_a_complaint(
    tmp_path_factory, world, base, at, word
):
    """A wrong value is never met by a crash: the person is told where it stands."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    keyed = [n for n, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    number = keyed[at % len(keyed)]
    lines[number] = f"{lines[number].split(' = ')[0]} = {word}"
    path = written(tmp_path_factory.mktemp("talks"), "\n".join(lines))
    said = str(path)
    try:
        check_room(load_talks(path, world), base, world)
    except InputError as error:
        said = str(error)
    assert "talks.toml" in said
