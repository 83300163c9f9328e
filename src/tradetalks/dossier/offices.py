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
    "justice aide boss head treasurer comptroller delegate councillor councilor tánaiste officer "
    "counsel vice-president vice-premier vice-minister attaché commissar rapporteur convener "
    "administrator coordinator co-ordinator registrar superintendent inspector"
)
ANALYST_HEADS = word_set(
    "economist analyst professor fellow researcher strategist lecturer expert scholar academic "
    "historian scientist commentator columnist consultant dean researcher demographer forecaster"
)
BUSINESS_HEADS = word_set(
    "ceo executive chairman chairwoman chair chairperson founder co-founder manager partner owner "
    "broker trader farmer grower producer exporter importer entrepreneur businessman businesswoman "
    "manufacturer shopkeeper rancher lobbyist planter miller exporter wholesaler retailer grocer "
    "industrialist banker shipowner forwarder"
)
OTHER_HEADS = word_set(
    "activist campaigner lawyer author writer journalist editor engineer unionist striker player "
    "coach agent captain goalkeeper referee singer actor actress curator trustee bishop doctor "
    "teacher pilot winemaker fisherman carpenter nurse student correspondent reporter writer "
    "secretary-general bureaucrat negotiator arbitrator mediator accountant trucker driver tailor "
    "weaver brewer distiller breeder beekeeper shepherd"
)
HEADS = GOVERNMENT_HEADS | ANALYST_HEADS | BUSINESS_HEADS | OTHER_HEADS
_SURNAMES = word_set(
    "miller weaver shepherd brewer driver planter tailor baker banker farmer grower bishop tanner"
)
SHORT_HEADS = word_set("Sen Rep Gov Amb")
"""Titles of office cut short, before a full stop and a name."""
_MAY_BE_HEADS = HEADS | word_set("deputy member mp mep sen rep gov amb")
APPOSED_HEADS = word_set("head partner owner manager charge justice delegate boss officer member")
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
    "general supplies parliamentary congressional institutional revitalisation revitalization "
    "competitiveness transformation modernisation agribusiness commercial procurement tax taxation "
    "tariff tariffs antitrust aviation shipping steel textile garment coffee cocoa tea sugar rice "
    "grain dairy beef meat fisheries fishery wine farm farming rural hydrocarbons gas oil mines "
    "textiles materials science universities research entrepreneurship crafts artisan artisanal "
    "msmes smes trade-policy free-trade legal budgetary fiscal monetary planning statistics "
    "standards quality sanitary veterinary phytosanitary plant animal animals crops irrigation "
    "privatisation privatization investments diaspora nationals overseas abroad external "
    "productive production reconstruction reform reforms administrative administration territorial "
    "cohesion solidarity integration europe asia africa america americas pacific commonwealth "
    "northern southern eastern western central arab arabic latin caribbean gulf mediterranean "
    "internal domestic home-affairs cyber data digitalisation digitalization telecoms media "
    "sustainable sustainability green blue circular"
)
MODIFIERS = PORTFOLIO | word_set(
    "deputy vice prime senior chief acting former first second special assistant associate under "
    "joint union cabinet federal lead top permanent executive general principal caretaker interim "
    "outgoing incoming head managing visiting main opposition research political independent "
    "high crown ministry department embassy vice-president retired veteran crown grand emeritus "
    "additional provincial ruling majority minority sporting artistic editorial museum national "
    "regional global honorary elect then current longtime long-time ex- shadow press "
    "communications plantations telecommunications fertiliser fertilizer "
    "associate adjunct emerita founding non-executive supervisory state trading policy marketing "
    "sales operating financial information technology country mission economy trade-union labour "
    "garment mango cattle sheep pig poultry soybean soy wheat maize corn avocado banana salmon "
    "prawn shrimp flower tobacco cotton rubber palm timber furniture shoe leather wool cheese "
    "milk whisky whiskey truck lorry port freight car auto chip drugs"
)
_RANKED = MODIFIERS | HEADS
MOST_WORDS = 14
"""Words an office may have before its main noun."""

_TAIL_LINK = word_set("of for to on at")
_BODY = word_set(
    "ministry department embassy agency office authority committee subcommittee council chamber "
    "association associations federation confederation union guild board bureau secretariat "
    "commission delegation mission group company firm bank institute institution university "
    "college "
    "school faculty centre center museum port mill plant party parliament senate house assembly "
    "congress court tribunal organisation organization society foundation fund academy alliance "
    "cooperative co-operative league lobby think-tank network forum initiative directorate "
    "division "
    "section unit desk team treasury presidency cabinet government administration territory state "
    "republic province region city town island islands agreement treaty accord pact talks "
    "negotiations programme program project service services corporation exchange factory "
    "brokerage consultancy consultants newspaper faction caucus bloc community conference "
    "works yard airline railway terminal hospital club trust syndicate cartel staff"
)
_NOUNS = PORTFOLIO | word_set(
    "exporters exporter importers importer manufacturers manufacturer producers producer growers "
    "grower farmers farmer traders trader employers industrialists bankers retailers shippers "
    "planters millers packers brewers distillers weavers spinners makers brokers workers carmakers "
    "chambers unions sales law economics politics history engineering medicine mission protocol "
    "policy staff lot country nation bloc capital local joint ruling"
)
"""Lower-case words that stand in the name of a body before its noun."""
_OF_BODIES = _NOUNS | _BODY
_CHARGE = re.compile(r" (?:in charge of|responsible for|charged with) (?:the )?")
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
        if head not in _MAY_BE_HEADS or (found and index <= found[-1].last):
            continue
        if not _is_head(line, index, head):
            continue
        first, last = _leftmost(line, index), _rightmost(line, index)
        start, end = line.tokens[first].start, line.tokens[last].end
        if found and first - 1 <= found[-1].last < index and _joined(line, found[-1], head, start):
            first, start = found[-1].first, found.pop().start
        economy = _economy(line, start, line.tokens[index].end, end)
        found.append(Office(first, last, start, end, economy, head))
    return tuple(found)


def _is_head(line: Line, index: int, head: str) -> bool:
    if head in HEADS:
        return head not in _SURNAMES or line.tokens[index].text[0].islower()
    if head == "deputy":
        return (
            _is_whole(line, index)
            or _is_elected(line, index)
            or line.before(line.tokens[index].start, 11) == "opposition "
        )
    if head == "member":
        return line.after(line.tokens[index].end, 8) == " of the " and (
            line.after(line.tokens[index].end + 8, 1).isupper()
        )
    after = line.after(line.tokens[index].end, 5)
    if head in {"mp", "mep"}:
        return after.startswith((" for ", " from"))
    text = line.tokens[index].text
    return text in SHORT_HEADS and re.match(r"\. [A-Z]", after) is not None


def _is_elected(line: Line, index: int) -> bool:
    """Tell "opposition deputy Davit Lomidze" from "Deputy Minister"."""
    ahead = line.tokens[index + 1 : index + 3]
    if len(ahead) < 2 or not all(token.text[0].isupper() for token in ahead):
        return False
    starts = {place.start for place in line.places}
    return not any(token.text.lower() in _RANKED or token.start in starts for token in ahead)


TITLES = word_set("senator ambassador professor judge king queen prince princess governor sen amb")
"""Titles that stand beside another office of the same person."""


def _joined(line: Line, found: Office, head: str, start: int) -> bool:
    """Tell "Deputy Prime Minister and Foreign Minister" from a title before the next name."""
    gap = line.text[found.end - line.start : start - line.start]
    if start <= found.end:
        return True
    if head in TITLES or (head == found.head and found.first == found.last):
        return False
    return _LIST_GAP.fullmatch(gap) is not None


def _is_whole(line: Line, index: int) -> bool:
    """Tell "his deputy, Ana Ríos" from "his deputy minister"."""
    return _OWN.search(line.before(line.tokens[index].start, 10)) is not None and (
        line.after(line.tokens[index].end, 2) == ", "
    )


def _gap(line: Line, left: Token, right: Token) -> str:
    return line.text[left.end - line.start : right.start - line.start]


def _leftmost(line: Line, index: int) -> int:
    """Walk left over modifiers, and over "and" between two of them."""
    first, listed = index, False
    while first > 0 and index - first < MOST_WORDS:
        previous = line.tokens[first - 1]
        word, gap = previous.text.lower(), _gap(line, previous, line.tokens[first])
        if word in _RANKED and (_JOINS.fullmatch(gap) or gap == " & "):
            first -= 1
        elif (
            word == "and"
            and first > 1
            and _is_part(line, first - 2)
            and not _is_another(line, first, index)
        ):
            first -= 2
            listed = True
        elif listed and gap == ", " and word in PORTFOLIO and previous.text[0].isupper():
            first -= 1
        else:
            break
    return _past_country(line, first)


def _is_another(line: Line, first: int, index: int) -> bool:
    """Tell "the President and President Costa": two persons."""
    before = line.tokens[first - 2].text.lower()
    if first != index or before != line.tokens[index].text.lower():
        return False
    return first < 3 or line.tokens[first - 3].text.lower() not in MODIFIERS


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
    return left.text.lower() in _RANKED and _gap(line, left, right) == " "


def _rightmost(line: Line, index: int) -> int:
    """Walk right over "of state", "for Commerce, Industry and Investment", "of Indonesia"."""
    tokens = line.tokens
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    if following == "general" or following == "designate" or following == "elect":
        index += 1
    elif following == "d" and index + 2 < len(tokens) and tokens[index + 2].text in _AFFAIRS:
        index += 2
        if index + 1 < len(tokens) and tokens[index + 1].text == "a.i.":
            index += 1
    if tokens[index].text.lower() in _NO_TAIL:
        return index
    for _ in range(MOST_TAILS):
        last = _tail(line, index)
        if last == index:
            break
        index = last
    return index


_AFFAIRS = word_set("Affaires affaires")
_NO_TAIL = word_set("sen rep gov amb king queen sultan emir")
MOST_TAILS = 3
"""Phrases that may follow the noun of an office: "of trade | at the Ministry | of Kenya"."""


def _tail(line: Line, index: int) -> int:
    """Return the last word of one phrase after an office, or the word it follows."""
    tokens, first = line.tokens, index + 2
    charge = _CHARGE.match(line.text, tokens[index].end - line.start)
    if charge:
        at = line.start + charge.end()
        first = next((i for i in range(index, len(tokens)) if tokens[i].start >= at), len(tokens))
        if line.text[charge.end() - 4 : charge.end()] == "the ":
            first -= 1
    elif (
        index + 1 < len(tokens)
        and tokens[index + 1].text not in _TAIL_LINK
        and not _within(line, index)
    ):
        return index
    if first >= len(tokens) or _gap(line, tokens[index], tokens[index + 1]) != " ":
        return index
    known = _known_tail(line, index, first)
    body = _body_tail(line, first)
    return max(known, body)


def _within(line: Line, index: int) -> bool:
    """Tell "chair of the committee | in the European Parliament" and "trade | with Peru"."""
    link = re.match(r" (?:in|with) (?:the )?", line.after(line.tokens[index].end, 12))
    if link is None:
        return False
    at = line.tokens[index].end + link.end()
    trade = line.tokens[index].text.lower() in {"trade", "relations"}
    return any(
        place.start == at and (place.kind is Kind.INSTITUTION or (trade and " with" in link[0]))
        for place in line.places
    )


def _known_tail(line: Line, index: int, here: int) -> int:
    """Walk over the names of portfolios, bodies and places, and what joins them."""
    tokens = line.tokens
    ends = {mention.end: mention for mention in line.places}
    starts = {mention.start: mention for mention in line.places}
    last = index
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


MOST_BODY_WORDS = 9
"""Words that the name of a body may have: "the Queensland Beef Exporters' Guild"."""


def _body_tail(line: Line, first: int) -> int:
    """Return the last word of "(of) the European Parliament's trade committee", or -1."""
    tokens, last, run = line.tokens, -1, 0
    starts = {mention.start: mention for mention in line.places}
    here, capitals, named = first, 0, False
    while here < len(tokens) and here - first < MOST_BODY_WORDS:
        text = tokens[here].text
        word = text.lower()
        if here > first:
            gap = _gap(line, tokens[here - 1], tokens[here])
            if not (gap in _BODY_GAPS or (gap == ", " and _lists_on(line, here))):
                break
        if word in HEADS and word not in _OF_BODIES and not text.endswith("s"):
            break
        place = starts.get(tokens[here].start)
        if place is not None:
            while tokens[here].end < place.end and here + 1 < len(tokens):
                here += 1
            named = True
        elif word in _BODY or (word.endswith("s") and word[:-1] in _BODY and named):
            last, named = here, True
        elif text[0].isupper() or text[0].isdigit():
            capitals += 1
            named = True
            run = here
        elif word in _NOUNS:
            named = True
        elif word == "s" or word in _INNER or word in {"and", "of", "for", "the", "a", "an", "in"}:
            if word in {"and", "of", "for", "in"} and not (here > first and last >= 0):
                if not (word == "and" and named):
                    break
            elif word in {"of", "for", "in"}:
                break
        elif not _is_plain_noun(word):
            break
        here += 1
    closed = run and _is_closed(line, run)
    if last < 0 and capitals and closed and run - first < 4 and run >= first:
        short_start = tokens[first].text.lower() in {"the"} or capitals <= 2
        return run if short_start else -1
    if last >= 0 and run == last + 1 and tokens[run].text.isupper() and closed:
        return run
    return last


_BODY_GAPS = frozenset({" ", "-", "’", "'", "’ ", "' ", " & "})
_INNER = word_set("its their his her our new old")


def _is_plain_noun(word: str) -> bool:
    return word in MODIFIERS


def _lists_on(line: Line, here: int) -> bool:
    """Tell "the Ministry of Industry, Trade and Investment" from the end of a name."""
    return line.tokens[here].text.lower() in PORTFOLIO and (
        line.tokens[here - 1].text.lower() in PORTFOLIO
    )


def _is_closed(line: Line, index: int) -> bool:
    return re.match(r"[,.;:)”\"]|$| [a-z]|\n", line.after(line.tokens[index].end, 3)) is not None


def _economy(line: Line, start: int, head_end: int, end: int) -> str:
    """Return whose office it is: the economy named right before it, else within it, else after."""
    for mention in reversed(line.places):
        gap = line.text[mention.end - line.start : start - line.start]
        if mention.end <= start and re.fullmatch(r"(?:['’]s?)?[ \u00a0-](?:the )?", gap):
            return mention.code
    inside = [m for m in line.places if start < m.end and m.start < head_end]
    if inside:
        return inside[-1].code
    region = _REGION_BEFORE.search(line.before(start, 24)) or _REGION_AFTER.match(
        line.after(head_end, 30)
    )
    if region:
        return _REGIONS[region["region"]]
    after = [m for m in line.places if head_end <= m.start < end and m.kind is not Kind.CITY]
    # An ambassador "to" a country serves another.
    link = re.match(r" (?:general )?(?:of|for|at|d[’']affaires)\b", line.after(head_end), re.I)
    return after[0].code if after and link else ""


_REGIONS = {
    **dict.fromkeys(
        ("California", "Texas", "Florida", "Ohio", "Michigan", "Iowa", "Illinois", "Wisconsin",
         "Oregon", "Kansas", "Nebraska", "Indiana", "Kentucky", "Tennessee", "Virginia",
         "Pennsylvania", "Minnesota", "Missouri", "Arizona", "Colorado", "Louisiana"), "USA"),
    **dict.fromkeys(
        ("Ontario", "Quebec", "Québec", "Alberta", "Manitoba", "Saskatchewan", "Nova Scotia",
         "New Brunswick", "British Columbia"), "CAN"),
    **dict.fromkeys(("New South Wales", "Queensland", "Tasmania"), "AUS"),
    **dict.fromkeys(("Bavaria", "Saxony", "Hesse"), "DEU"),
    **dict.fromkeys(("São Paulo", "Mato Grosso", "Minas Gerais"), "BRA"),
    **dict.fromkeys(("Punjab", "Sindh"), "PAK"),
    **dict.fromkeys(("Gujarat", "Maharashtra", "Tamil Nadu", "Kerala", "Karnataka"), "IND"),
}  # fmt: skip
"""Parts of countries whose governors and premiers speak of trade."""
_ANY_REGION = rf"(?P<region>{'|'.join(map(re.escape, _REGIONS))})"
_REGION_BEFORE = re.compile(rf"\b{_ANY_REGION}(?:[’']s)? $")
_REGION_AFTER = re.compile(rf" of {_ANY_REGION}\b")
