"""Offices as the text gives them: "Deputy Prime Minister and Foreign Minister"."""

import re
from dataclasses import dataclass

from tradetalks.dossier.gazetteer import Kind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import Token, word_set

GOVERNMENT_HEADS = word_set(
    "minister secretary president premier pm chancellor commissioner representative ambassador "
    "envoy negotiator adviser advisor governor undersecretary chief senator king emir sultan "
    "spokesperson spokesman spokeswoman official diplomat counsellor counselor consul lawmaker "
    "director leader czar tsar marshal speaker mayor prince princess queen pope legislator "
    "congressman congresswoman parliamentarian chargé charge taoiseach attorney commander judge "
    "justice aide boss head treasurer comptroller delegate"
)
ANALYST_HEADS = word_set(
    "economist analyst professor fellow researcher strategist lecturer expert scholar academic "
    "historian scientist commentator columnist consultant"
)
BUSINESS_HEADS = word_set(
    "ceo executive chairman chairwoman chair chairperson founder co-founder manager partner owner "
    "broker trader farmer grower producer exporter importer entrepreneur businessman businesswoman "
    "manufacturer shopkeeper rancher lobbyist"
)
OTHER_HEADS = word_set(
    "activist campaigner lawyer author writer journalist editor engineer unionist striker player "
    "coach agent captain goalkeeper referee singer actor actress curator trustee bishop doctor "
    "teacher pilot winemaker fisherman carpenter nurse student"
)
HEADS = GOVERNMENT_HEADS | ANALYST_HEADS | BUSINESS_HEADS | OTHER_HEADS
APPOSED_HEADS = word_set("head partner owner manager charge justice delegate boss")
"""Nouns that are an office only after a name: "Ana Ríos, head of the port"."""

PLURAL_HEADS = {
    "ministers": "minister", "presidents": "president", "senators": "senator",
    "commissioners": "commissioner", "ambassadors": "ambassador", "premiers": "premier",
    "chancellors": "chancellor", "governors": "governor",
}  # fmt: skip
"""Titles before several names, and the noun of each."""

PORTFOLIO = word_set(
    "commerce trade industry industrial finance foreign external affairs economic economy "
    "economics agriculture agricultural energy petroleum investment investments state treasury "
    "defence defense interior home planning development international cooperation business "
    "enterprise enterprises environment climate technology digital information textiles textile "
    "food fisheries labour labor transport transportation infrastructure security law justice "
    "culture tourism education health power railways maritime ports coordinating strategic "
    "innovation science relations diplomacy regional integration small medium market markets "
    "export exports customs revenue supply budget resources mineral minerals mining policy "
    "competition growth production industries commission government company bank council national "
    "north south east west asian european pacific indo-pacific promotion housing urban rural "
    "water livestock social communications telecommunications electronics heavy ocean oceans "
    "marine democracy enlargement neighbourhood partnerships sovereignty recovery reconstruction "
    "ecological transition consumer commodities plantation forestry forest forests sports women "
    "youth public works employment human land lands religious immigration citizenship migration "
    "negotiations attractiveness "
    "private sector coast maritime logistics civil aviation multilateral bilateral "
    "general supplies parliamentary congressional institutional"
)
MODIFIERS = PORTFOLIO | word_set(
    "deputy vice prime senior chief acting former first second special assistant associate under "
    "joint union cabinet federal lead top permanent executive general principal caretaker interim "
    "outgoing incoming head managing visiting main opposition research political independent "
    "high crown ministry department embassy vice-president retired veteran crown grand emeritus "
    "additional provincial ruling majority minority sporting artistic editorial museum"
)
MOST_WORDS = 14
"""Words an office may have before its main noun."""

_TAIL_LINK = word_set("of for to on at")
_OWN = re.compile(r"\b(?:my|his|her|its|their|whose|[’']s) $", re.I)
# "Assistant US Trade Representative": the rank before the country is part of the office.
_RANKS = word_set("assistant deputy acting associate vice former under")
_BODIES = word_set("ministry department embassy agency office authority")
_TAIL_FILL = word_set("the and of")
_JOINS = re.compile(r"(?:[ \u00a0]|-)")
_LIST_GAP = re.compile(r",? (?:and |& )?|[ \u00a0]|-")


@dataclass(frozen=True)
class Office:
    """An office named in a sentence.

    Attributes:
        first: Index of its first word among the sentence's words.
        last: Index of its last word.
        start: First character in the article.
        end: One past its last.
        economy: Code of the economy served, or empty.
        head: Its main noun, lower case.
    """

    first: int
    last: int
    start: int
    end: int
    economy: str
    head: str


def find_offices(line: Line) -> tuple[Office, ...]:
    """Return the offices a sentence names, in order, joined ones as one."""
    found: list[Office] = []
    for index, token in enumerate(line.tokens):
        head = token.text.lower()
        if found and index <= found[-1].last:
            continue
        if head not in HEADS and not (head == "deputy" and _is_whole(line, index)):
            continue
        first, last = _leftmost(line, index), _rightmost(line, index)
        start, end = line.tokens[first].start, line.tokens[last].end
        if found and first - 1 <= found[-1].last < index and _joined(line, found[-1].end, start):
            first, start = found[-1].first, found.pop().start
        economy = _economy(line, start, line.tokens[index].end, end)
        found.append(Office(first, last, start, end, economy, head))
    return tuple(found)


def _joined(line: Line, end: int, start: int) -> bool:
    gap = line.text[end - line.start : start - line.start]
    return start <= end or _LIST_GAP.fullmatch(gap) is not None


def _is_whole(line: Line, index: int) -> bool:
    """Tell "his deputy, Ana Ríos" from "his deputy minister"."""
    return _OWN.search(line.before(line.tokens[index].start, 10)) is not None and (
        line.after(line.tokens[index].end, 2) == ", "
    )


def _gap(line: Line, left: Token, right: Token) -> str:
    return line.text[left.end - line.start : right.start - line.start]


def _leftmost(line: Line, index: int) -> int:
    """Walk left over modifiers, and over "and" between two of them."""
    first = index
    while first > 0 and index - first < MOST_WORDS:
        previous = line.tokens[first - 1]
        word, gap = previous.text.lower(), _gap(line, previous, line.tokens[first])
        if word in MODIFIERS | HEADS and (_JOINS.fullmatch(gap) or gap == " & "):
            first -= 1
        elif word == "and" and first > 1 and _is_part(line, first - 2):
            first -= 2
        else:
            break
    return _past_country(line, first)


def _past_country(line: Line, first: int) -> int:
    """Return the rank before a country, where one stands there: "Assistant US Trade …"."""
    if first < 2 or not line.tokens[first].text[0].isupper():
        return first
    start = line.tokens[first].start
    place = next((place for place in line.places if place.end == start - 1), None)
    if place is None:
        return first
    index = next((i for i, token in enumerate(line.tokens) if token.start == place.start), 0)
    if (
        index
        and line.tokens[index - 1].text.lower() in _RANKS
        and _gap(line, line.tokens[index - 1], line.tokens[index]) == " "
    ):
        return index - 1
    return first


def _is_part(line: Line, index: int) -> bool:
    left, right = line.tokens[index], line.tokens[index + 1]
    return left.text.lower() in MODIFIERS | HEADS and _gap(line, left, right) == " "


def _rightmost(line: Line, index: int) -> int:
    """Walk right over "of state", "for Commerce, Industry and Investment", "of Indonesia"."""
    tokens = line.tokens
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    if following == "general" or following == "designate":
        index += 1
    elif following == "d" and index + 2 < len(tokens) and tokens[index + 2].text == "Affaires":
        index += 2
    if index + 2 >= len(tokens) or tokens[index + 1].text.lower() not in _TAIL_LINK:
        return index
    ends = {mention.end: mention for mention in line.places}
    starts = {mention.start: mention for mention in line.places}
    last, here = index, index + 2
    while here < len(tokens) and _LIST_GAP.fullmatch(_gap(line, tokens[here - 1], tokens[here])):
        word = tokens[here].text.lower()
        if tokens[here].start in starts:
            stop = starts[tokens[here].start].end
            while tokens[here].end < stop:
                here += 1
            last = here
        elif word in PORTFOLIO or word in _BODIES or tokens[here].end in ends:
            last = here
        elif word not in _TAIL_FILL:
            break
        here += 1
    return last


def _economy(line: Line, start: int, head_end: int, end: int) -> str:
    """Return whose office it is: the economy named right before it, else within it, else after."""
    for mention in reversed(line.places):
        gap = line.text[mention.end - line.start : start - line.start]
        if mention.end <= start and re.fullmatch(r"(?:['’]s?)?[ \u00a0-](?:the )?", gap):
            return mention.code
    inside = [m for m in line.places if start <= m.start < head_end]
    if inside:
        return inside[-1].code
    after = [m for m in line.places if head_end <= m.start < end and m.kind is not Kind.CITY]
    # An ambassador "to" a country serves another.
    link = re.match(r" (?:general )?(?:of|for)\b", line.after(head_end), re.I)
    return after[0].code if after and link else ""
