"""Sources without a name: "an EU diplomat", "two officials briefed on the talks", "the letter"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tradetalks.dossier.items import SpeakerKind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import word_set
from tradetalks.dossier.offices import MODIFIERS, PORTFOLIO

MOST_WORDS = 7
"""Words that may stand before the noun that names a source."""

_NOUNS: dict[str, SpeakerKind] = {}
for _kind, _words in (
    (
        SpeakerKind.ANALYSTS,
        "analyst analysts economist economists expert experts observers academics academic "
        "researchers researcher think-tank think-tanks strategist strategists commentators "
        "commentator professor professors scholars scientist scientists",
    ),
    (
        SpeakerKind.OFFICIALS,
        "official officials source sources diplomat diplomats negotiator negotiators aide aides "
        "insider insiders person people persons lawmaker lawmakers senators envoys adviser "
        "advisers delegate delegates commissioners ambassador ambassadors",
    ),
    (
        SpeakerKind.GOVERNMENT,
        "ministry ministries department spokesperson spokesman spokeswoman statement readout "
        "communiqué communique sheet government governments administration cabinet delegation "
        "delegations sides side leaders ministers presidents embassy letter presidency treasury "
        "parliament committee document memo declaration countries parties nations decree "
        "regulator summary account opposition commission council secretariat",
    ),
    (
        SpeakerKind.BUSINESS,
        "exporter exporters manufacturer manufacturers producer producers groups association "
        "associations traders trader lobby farmers farmer unions union companies company "
        "businesses chamber chambers firm firms carmaker carmakers importers importer retailers "
        "industry growers grower federation guild brokers broker bank banks packers millers "
        "investors planter planters fishermen shippers builders executives",
    ),
    (SpeakerKind.PERSON, "manager director executive lawyer worker trucker official's retailer"),
):
    _NOUNS |= dict.fromkeys(_words.split(), _kind)

_PLURAL = re.compile(r"(?:s|people|fishermen|officials|both)$")
_DETERMINERS = word_set(
    "a an the one two three four five several some many most another other both its their his her "
    "our my these those few no each all"
)
# Nouns that name a source only with what is known about it, or with a word before them.
_BARE_NEVER = word_set(
    "person people persons official source side aide insider diplomat negotiator statement "
    "account letter document leaders ministers presidents countries parties nations company firm "
    "bank union industry commission council committee parliament treasury summary memo "
    "declaration decree sheet manager director executive lawyer worker opposition government "
    "administration cabinet department delegation groups lobby group regulator secretariat"
)
_QUALITIES = (
    MODIFIERS
    | PORTFOLIO
    | word_set(
        "unnamed several top embassy commerce finance european familiar retired local foreign "
        "policy independent legal industry joint central ruling own many beef dairy steel auto car "
        "textile garment business trade-union commission treasury fact palm coffee rice fruit "
        "government western opposition customs antitrust farm farmers"
    )
)
_KNOWING = re.compile(
    r" (?:directly )?(?:familiar with|(?:with|having) (?:direct |first-hand )?knowledge of|"
    r"briefed on|close to|involved in|privy to|on|in|from|of|at)"
    r" (?:the |both |all |its |their )?(?:\w+ ){0,2}?(?:matter|talks|negotiations|discussions|"
    r"thinking|plans?|issue|process|delegation|sides|capitals|countries|governments|"
    r"delegations|ministries)\b|"
    r" (?:at|in|from) (?:the |an? )?(?:\w+ ){0,3}?(?:ministry|department|bank|embassy|brokerage|"
    r"agency|commission|company|firm|union|university|institute|port)\b"
)
_BODIES = word_set(
    "ministry department chamber association federation bank council committee union guild "
    "presidency secretariat commission"
)
# "the Chamber of Commerce", "the Ministry of Foreign Affairs".
_OF_WHAT = re.compile(
    r" (?:of|for)(?: the)?(?: [A-Z][\w-]+)(?:(?:,? and|,| &)? [A-Z][\w-]+){0,4}|"
    r" (?:of|for) (?:culture|commerce|trade|finance|agriculture|industry|energy|economy|labour|"
    r"foreign affairs|fisheries)(?: and \w+)?\b"
)
_RELATIVE = re.compile(r" who(?:m| has| have| had|\b)")
_ONE_OF = re.compile(
    r"\b(?:(?:one|two|three|some|several|most|many|another|both) of|members of) $", re.I
)


@dataclass(frozen=True)
class Source:
    """Words that name a source: characters in the article, what sort, one or several."""

    start: int
    end: int
    kind: SpeakerKind
    plural: bool


def kind_of(words: str) -> SpeakerKind | None:
    """Return the sort of source that a noun phrase names, by its last noun known."""
    for word in reversed(re.findall(r"[\w-]+", words.lower())):
        if word in _NOUNS:
            return _NOUNS[word]
    return None


def find_sources(line: Line) -> Iterator[Source]:
    """Yield the unnamed sources of a sentence, in order."""
    last = line.start
    for index, token in enumerate(line.tokens):
        noun = token.text.lower()
        if noun not in _NOUNS or token.start < last:
            continue
        noun_phrase = _phrase(line, index, noun, last)
        if noun_phrase:
            last = noun_phrase.end
            yield noun_phrase


def _phrase(line: Line, index: int, noun: str, floor: int) -> Source | None:
    first, determined = _first_word(line, index, floor)
    start, end = line.tokens[first].start, line.tokens[index].end
    known = _KNOWING.match(line.text, end - line.start)
    relative = _RELATIVE.match(line.text, end - line.start)
    if noun in {"person", "people", "persons"} and not (known or relative):
        return None
    if noun in _BARE_NEVER and not (determined or known or first < index):
        return None
    if known:
        end = line.start + known.end()
    elif noun in _BODIES:
        titled = _OF_WHAT.match(line.text, end - line.start)
        end = line.start + titled.end() if titled else end
    ahead = _ONE_OF.search(line.text[: start - line.start])
    if ahead:
        start = line.start + ahead.start()
    plural = bool(_PLURAL.search(noun)) and not (ahead and ahead[0].lower().startswith("one"))
    return Source(start, end, _NOUNS[noun], plural)


def _first_word(line: Line, index: int, floor: int) -> tuple[int, bool]:
    """Return the first word of a noun phrase, and whether it has "a", "the", "two" …."""
    tokens, first, accepted = line.tokens, index, index
    while first > 0 and index - first < MOST_WORDS and tokens[first - 1].start >= floor:
        word = tokens[first - 1].text
        gap = line.text[tokens[first - 1].end - line.start : tokens[first].start - line.start]
        lower = word.lower()
        if gap not in {" ", "-", "’", "'", "’ "}:
            break
        first -= 1
        if lower in _DETERMINERS and gap == " ":
            return first, True
        if not (word[0].isupper() or lower in _QUALITIES or lower == "s"):
            break
        if word.lower() != "s":
            accepted = first
    return accepted, False
