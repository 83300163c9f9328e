"""Every country and bloc by the names that news uses: name, demonym, capital, institution."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from babel import Locale

from tradetalks.dossier.match import Phrases, Token, word_set

COLUMNS = ("name", "demonym", "seat", "institution", "city")

FORUMS = frozenset({"G7", "G20", "BRICS", "SAARC"})
"""Groups that meet but do not conclude trade agreements: named, never a party."""


MEMBERS = {
    "EU": word_set(
        "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT "
        "ROU SVK SVN ESP SWE"
    ),
    "GCC": word_set("BHR KWT OMN QAT SAU ARE"),
    "ASEAN": word_set("BRN KHM IDN LAO MYS MMR PHL SGP THA TLS VNM"),
    "EFTA": word_set("ISL LIE NOR CHE"),
    "MERCOSUR": word_set("ARG BOL BRA PRY URY"),
    "EAEU": word_set("ARM BLR KAZ KGZ RUS"),
    "SACU": word_set("BWA SWZ LSO NAM ZAF"),
}
"""Customs unions and blocs whose members speak for them at times."""

BLOC_NAMES = {
    "EU": "European Union", "ASEAN": "ASEAN", "GCC": "Gulf Cooperation Council", "EFTA": "EFTA",
    "MERCOSUR": "Mercosur", "EAEU": "Eurasian Economic Union",
    "SACU": "Southern African Customs Union", "AU": "African Union",
    "CARICOM": "Caribbean Community", "CPTPP": "CPTPP", "RCEP": "RCEP", "SAARC": "SAARC",
    "BRICS": "BRICS", "G7": "G7", "G20": "G20",
}  # fmt: skip

PLAIN_NAMES = {
    "MMR": "Myanmar", "HKG": "Hong Kong", "MAC": "Macao", "COD": "DR Congo",
    "COG": "Congo Republic",
    "BIH": "Bosnia and Herzegovina", "ATG": "Antigua and Barbuda", "TTO": "Trinidad and Tobago",
    "PSE": "Palestine", "STP": "São Tomé and Príncipe",
}  # fmt: skip

# Names of things that hold the name of a country and do not mean its government.
NOT_PLACES = (
    "New Mexico", "Gulf of Mexico", "South China Sea", "East China Sea", "Sea of Japan",
    "Indian Ocean", "Gulf of Oman", "Persian Gulf", "Washington Post", "Washington State",
    "Washington Times", "George Washington", "Denzel Washington", "British Columbia",
    "American Samoa", "Latin America", "Latin American", "South America", "South American",
    "Central America", "Central American", "North America", "North American", "West Indian",
    "American Indian", "Native American", "Times of India", "China Daily",
    "Global Times", "Japan Times", "Korea Herald", "Korea Times", "South China Morning Post",
    "Jakarta Post", "Bangkok Post", "Moscow Times", "Jerusalem Post", "Straits Times",
    "New York Times", "Boston Globe", "Los Angeles Times", "Chicago Tribune", "Financial Times",
    "Paris Agreement", "Paris Club", "Geneva Convention", "Vienna Convention", "Kyoto Protocol",
    "Doha Round", "Uruguay Round", "Marrakesh Agreement", "Treaty of Rome", "Rome Statute",
    "Panama hat", "Turkey Creek", "Guinea pig", "French fries", "Dutch auction", "Swiss formula",
    "Brent", "Danish Siddiqui", "Jordan River", "Michael Jordan", "West Jordan", "Turkish Airlines",
    "Singapore Airlines", "Ethiopian Airlines", "Air India", "Bank of America", "Radio Pakistan",
    "Thai Airways", "British Airways", "American Airlines", "Panama Papers", "Radio Free Asia",
    "Atlanta, Georgia", "Georgia and Alabama", "Alabama and Georgia", "Georgia and Florida",
    "Florida and Georgia", "Georgia, Alabama", "Savannah, Georgia", "Carolina and Georgia",
    "Georgia Tech", "state of Georgia", "New England", "Prince Georgia",
    "British Virgin Islands", "Gulf of Guinea", "New Delhi Television", "Dutch disease",
    "Silicon Valley", "Wall Street", "US dollars", "U.S. dollars", "US dollar", "U.S. dollar",
    "Indian rupees", "Pakistani rupees", "Canadian dollars", "Japanese yen", "Chinese yuan",
)  # fmt: skip

# Countries that are also first names or surnames: not a place beside another capitalised word.
_ALSO_PERSONS = frozenset(
    {"Chad", "Jordan", "Georgia", "Israel", "Sofia", "Paris", "Cyprus", "Santiago", "Victoria"}
)


_MONEY_AFTER = re.compile(r" ?\$")


class Kind(StrEnum):
    """How a text names an economy."""

    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"
    INSTITUTION = "institution"
    CITY = "city"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Mention:
    """An economy named: where in the text, which, and how."""

    start: int
    end: int
    code: str
    kind: Kind


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    table = files("tradetalks.dossier").joinpath("data/places.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines(), delimiter="|"))


@lru_cache(maxsize=1)
def economy_names() -> dict[str, str]:
    """Return the English name of every code the reader knows."""
    territories = Locale.parse("en").territories
    names = {
        row["code"]: str(territories[row["iso2"]]).replace("&", "and").replace("’", "'")
        for row in _rows()
        if row["iso2"]
    }
    return names | BLOC_NAMES | PLAIN_NAMES


@lru_cache(maxsize=1)
def _phrases() -> Phrases[tuple[str, Kind]]:
    entries: dict[str, tuple[str, Kind]] = {}
    for row in _rows():
        for column, kind in (
            ("other cities", Kind.CITY),
            ("institutions", Kind.INSTITUTION),
            ("seats of government", Kind.SEAT),
            ("demonyms", Kind.DEMONYM),
            ("other names", Kind.NAME),
        ):
            for phrase in filter(None, (part.strip() for part in row[column].split(";"))):
                entries[phrase] = (row["code"], kind)
        if row["iso2"]:
            entries[economy_names()[row["code"]]] = (row["code"], Kind.NAME)
    return Phrases(entries | dict.fromkeys(NOT_PLACES, ("", Kind.BLOCKED)))


def find_places(tokens: tuple[Token, ...], text: str, *, offset: int = 0) -> tuple[Mention, ...]:
    """Return the economies a sentence names, in order.

    Args:
        tokens: The words of the sentence.
        text: The sentence.
        offset: Where the sentence starts in the article; the mentions' places count from there.
    """
    return tuple(
        Mention(hit.start, hit.end, *hit.value)
        for hit in _phrases().find(tokens, text, offset=offset)
        if hit.value[1] is not Kind.BLOCKED
        and not _part_of_a_name(text, hit.start - offset, hit.end - offset)
    )


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """Tell a person called Jordan from the country, and US dollars from the United States."""
    if text[start:end] in {"US", "U.S."} and _MONEY_AFTER.match(text, end):
        return True
    if text[start:end] not in _ALSO_PERSONS:
        return False
    after = text[end : end + 2]
    return len(after) == 2 and after[0] == " " and after[1].isupper()
