"""Who negotiates: chosen where the text makes it plain, asked for where it does not."""

import pytest

from tests.dossier.cases import TEXTS
from tradetalks.dossier.parties import require_two_parties
from tradetalks.dossier.read import read
from tradetalks.errors import ArticleError, UnknownCodeError


def test_an_article_without_an_economy_is_read_and_its_parties_refused():
    record = read("The trade talks went on for days, and nothing came of them.\n")
    assert record.candidates == ()
    with pytest.raises(ArticleError, match="names no economy"):
        require_two_parties(record)


def test_one_economy_is_not_enough():
    record = read(TEXTS / "one-economy.txt")
    with pytest.raises(ArticleError, match=r"only one economy: Brazil \(BRA\)"):
        require_two_parties(record)


def test_ten_economies_are_listed_and_the_option_is_named():
    record = read(TEXTS / "ten-economies.txt")
    with pytest.raises(ArticleError, match="--parties") as caught:
        require_two_parties(record)
    for code in "JPN KOR IDN MYS THA KHM CHE ARG ECU GTM".split():  # noqa: SIM905
        assert f"({code})" in str(caught.value)


def test_a_text_that_is_not_about_trade_has_no_parties():
    record = read(TEXTS / "no-talks-cricket.txt")
    with pytest.raises(ArticleError, match="is not about trade talks"):
        require_two_parties(record)


def test_the_person_asking_settles_it_in_their_order():
    record = read(TEXTS / "ten-economies.txt", parties=("IDN", "jpn"))
    first, second = require_two_parties(record)
    assert (first.code, second.code, record.choice) == ("IDN", "JPN", "asked for")
    assert first.quote == "Indonesia"


@pytest.mark.parametrize(
    ("parties", "error", "message"),
    [
        (("IDN", "BRA"), ArticleError, r"does not name Brazil \(BRA\).*It names: "),
        (("IDN", "JPM"), UnknownCodeError, "JPN"),
        (("IDN",), ArticleError, "1 parties"),
        (("IDN", "IDN"), ArticleError, "1 parties"),
        (("IDN", "JPN", "CHE"), ArticleError, "3 parties"),
    ],
)
def test_what_is_asked_for_must_be_two_economies_the_article_names(parties, error, message):
    with pytest.raises(error, match=message):
        read(TEXTS / "ten-economies.txt", parties=parties)


def test_a_dominant_pair_is_chosen_among_many_that_are_named():
    text = (
        "India and Norway near end of trade talks\n\n"
        "India and Norway are close to a trade agreement, both sides said. Norway has asked India "
        "for lower tariffs on fish; India wants visas for engineers.\n\n"
        "India already has agreements with Japan, Australia, the UAE, Mauritius and Singapore.\n"
    )
    assert {party.code for party in read(text).parties} == {"IND", "NOR"}


def test_a_member_state_does_not_displace_its_bloc():
    text = (
        "EU and India resume trade talks\n\nThe European Union and India resumed trade talks in "
        "Brussels. Germany and France want lower car tariffs, the EU said.\n"
    )
    assert {party.code for party in read(text).parties} == {"EU", "IND"}
