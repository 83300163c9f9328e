"""Encounters between representatives, held or planned: who, where, when."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tradetalks.dossier.article import Article
from tradetalks.dossier.dated_steps import order
from tradetalks.dossier.dates import find_dates
from tradetalks.dossier.encounters import when_of, who_in
from tradetalks.dossier.gazetteer import FORUMS, Kind, Mention
from tradetalks.dossier.items import Meeting, When
from tradetalks.dossier.lines import Line
from tradetalks.dossier.sentences import FULL_STOP
from tradetalks.dossier.speakers import Speakers

_ENCOUNTER = re.compile(
    r"\b(?:met|meets?|meeting with|meetings? (?:on|in|between|of)|see|sees|saw|"
    r"spoke(?: again)? (?:by|with|to|on)|conferred|confers?|"
    r"speak(?: again)? (?:by|with|to|on|again)|telephoned|(?:will|to|would) call|"
    r"called (?:him|her|me|on|(?=[A-Z]))|"
    r"host(?:s|ed)?|receiv(?:e|es|ed|ing)|sat down|sit down|sits down|shook hands|"
    r"had (?:dinner|lunch|breakfast|talks|a (?:\w+ )?(?:call|meeting|conversation)) with|"
    r"h[eo]ld (?:\w+ ){0,3}?(?:talks|discussions|meetings?|negotiations|consultations|calls?|"
    r"session)|"
    r"discussions with|talks with|visited|visits (?=[A-Z])|will visit|face-to-face|session with|"
    r"paid a (?:\w+ )?visit|at their summit|joined|hosted by|"
    r"signed\b[^.;,]{0,60}? by|witnessed the signing|telephone call with|will be in|"
    r"is expected (?:back )?in|"
    r"come to [A-Z]\w+ on)\b"
)
_SIGN = re.compile(
    r"\b(?:sign|signs|signed|initial(?:l?ed)?|exchanged|put (?:his|her|their) "
    r"(?:name|names|initials))\b"
)
# What is met, seen or received without any meeting: deadlines, growth, goods.
_NO_MEETING = re.compile(
    r"\b(?:(?:met|meets?|see|sees|saw|receiv(?:e|es|ed|ing)|held?|hosts?|hosted) (?:with )?(?:\d|"
    r"(?:the|a|an|its|their|his|her|all|no|any|more|most|such|this|that|new) (?:\w+ )?(?:deadline|"
    r"demand|supply|target|goal|threat|need|requirement|condition|standard|exports?|imports?|"
    r"duties|report|offer|letter|text|draft|proposal|reply|answer|press|dinner for|office)|"
    r"supply|demand|resistance|silence|that\b|to it|what|how|whether|why|it\b)|own talks|"
    r"talks with [A-Z]\w+ (?:go|went|have|has|are|were|had|stall\w+)|"
    r"(?:Had|had) [A-Z]\w+ [\w ]{0,20}met|^had )"
)
_TEAM = re.compile(
    r"\b(?:negotiators|teams?|delegations?|sides|experts|officials|working groups?|inspectors|"
    r"ministers|leaders|presidents|premiers|camps|parties|lawyers|envoys|deputies|"
    r"secretaries|technicians|heads of (?:delegation|state|government)|groups?|men|women)\b",
    re.I,
)
_TEAM_MEETS = re.compile(
    r"\b(?:met|meets?|sat|sit|sits|gather(?:s|ed)?|conven(?:e|es|ed)|reconven(?:e|es|ed)|"
    r"confer(?:s|red)?|spoke|speak|have a (?:\w+ )?call|video call|tours?|toured|visit(?:s|ed)?|"
    r"fl(?:y|ies|ew)|goes|go to|went|travel(?:s|led|ed)?|arriv(?:e|es|ed)|return(?:s|ed)?|"
    r"was in|were in|came|comes?|hold|held|shook hands|negotiated|"
    r"put their (?:names|initials)|"
    r"(?:conclude[ds]?|wrap(?:s|ped) up|end(?:s|ed)?|clos(?:e|es|ed)|open(?:s|ed)?|began|finish\w*|"
    r"complet\w+) (?:(?:a|an|the|their|its) )?(?:\w+ )?(?:round|session|meeting|sitting))\b"
)
_WENT = re.compile(
    r"\b(?:fl(?:y|ies|ew)(?: out| back)? to|travel(?:s|led|ed)? to|(?:is|was) (?:due|expected)"
    r"(?: back)? in|arriv(?:e|es|ed) in|visit(?:s|ed)?|land(?:s|ed)? in|head(?:s|ed) to|"
    r"(?:goes|go|went|return(?:s|ed)?|come|comes|came) to|(?:will be|was|is) in)"
    r" (?:the )?(?=[A-Z])"
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|\d{1,2}(?:st|nd|rd|th)|next|latest|final|last|new|opening|closing|another)"
)
_ROUND = re.compile(
    rf"\b(?:{_ORDINAL}(?: (?:negotiating|technical|formal|full|informal|regular|plenary))?"
    r" (?:round|session|meeting|sitting)\b(?! of (?:the cup|parliament|duty|cuts|tariff|cup))|"
    r"rounds? of (?:\w+ )?(?:talks|negotiations|consultations)|"
    r"(?:days|hours|weeks) of (?:\w+ )?talks|"
    r"joint (?:\w+ )?(?:committee|commission|council)|mixed commission|"
    r"technical session|video call|exchange (?:among|between) (?:experts|officials)|"
    r"stock-?taking (?:meeting|session)|signing(?: ceremony)?|ministerial meeting)\b",
    re.I,
)
_ROUND_ALONE = re.compile(
    rf"\b(?:an?|the) {_ORDINAL} (?:(?:is|was) (?:planned|set|scheduled|due|slated|foreseen) for|"
    r"(?:begins|opens|starts|follows|will (?:follow|begin|open|start|be held)|was held|took place)"
    r" in)\b",
    re.I,
)
_HAPPENS = re.compile(
    r"\b(?:h[eo]ld|was held|were held|clos(?:es|ed)|end(?:s|ed)|beg[aiu]ns?|start(?:s|ed)|"
    r"open(?:s|ed)|took place|conven\w+|reconven\w+|conclud\w+|wrapped|broke up|pencilled|sits?|"
    r"sat|met|foreseen|fixed|slated|"
    r"takes? place|will|set for|planned|scheduled|meets?|in [A-Z]\w+|due|next)\b"
)
_BOTH = re.compile(r"\b(?:both|the two) (?:leaders|ministers|sides|men|women|officials)\b", re.I)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\b")
_THEY = re.compile(r"\b[Tt]hey\b")
_WILL = re.compile(
    r"\b(?:will|shall|is to|are to) (?:be (?:held|convened|hosted|launched|opened)|take place|meet|"
    r"convene|reconvene|sit|hold|open|begin|start|travel|visit|see|receive|gather|host|speak|fly|"
    r"return|follow|come|go)\b"
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|is to|are to|may|might|could|due to|scheduled|expected|planned|"
    r"plans? to|"
    r"intends?|set (?:for|to)|next(?! to)|"
    r"pencilled|slated|foreseen|fl(?:y|ies)\b|begins|opens|upcoming|"
    r"agreed to|hopes? to|to be held|are ready to|"
    r"meets? again|again on)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:no(?! later)|not(?! later)|never|neither|nobody|denied|had been due|put off|"
    r"cancel\w+|called off|was to|were to|would have|without)\b|"
    r"n[’']t\b",
    re.I,
)
_CUT = re.compile(rf"[;—–]|{FULL_STOP}|, (?:but|while|whereas|although|and then) ")
_WHERE = re.compile(
    r"\b(?:(?:in|at|to|near|visit|visits|visited)(?: \w+ in)?|(?:set|planned|scheduled|due|"
    r"slated|foreseen|booked|fixed) for)(?: the)? $"
)


def find_meetings(
    lines: Sequence[Line], speakers: Speakers, article: Article, *, parties: Sequence[str] = ()
) -> tuple[Meeting, ...]:
    """Return the meetings told of, in order.

    A meeting needs two sides: persons, or economies where nobody is named. A round of talks is one
    of the parties'.

    Args:
        lines: The article's sentences.
        speakers: The persons in it.
        article: For the day it is dated.
        parties: Codes of the negotiating economies.
    """
    found: list[Meeting] = []
    if len(parties) != SIDES:
        parties = _most_named(lines)
    for number, line in enumerate(lines):
        if line.title or line.text.rstrip('”"’ ').endswith("?"):
            continue
        for start, end in _clauses(line):
            meeting = _meeting(line, start, end, lines[:number], speakers, article, parties)
            if meeting:
                found.append(meeting)
    return tuple(found)


SIDES = 2


def _most_named(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the two economies named most, where the text does not tell who negotiates."""
    counts = Counter(
        place.code for line in lines for place in line.places if place.code not in FORUMS
    )
    return tuple(code for code, _ in counts.most_common(SIDES))


def _clauses(line: Line) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_CUT.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        if line.text[start:end].strip():
            yield start, end
        start = match.end() if match else end


def _meeting(
    line: Line,
    start: int,
    end: int,
    earlier: Sequence[Line],
    speakers: Speakers,
    article: Article,
    parties: Sequence[str],
) -> Meeting | None:
    words = line.text[start:end]
    if _DENIED.search(words) or _NO_MEETING.search(words):
        return None
    first, last = line.start + start, line.start + end
    who = _who(line, first, last, words, earlier, speakers, parties)
    if len(who) < 2:
        return None
    when = _when(line, first, last, article)
    lead = len(words) - len(words.lstrip(" ,“\"'’"))
    text = words.rstrip(" ,.”\"'’")
    return Meeting(
        who=who,
        where=tuple(line.span(p.start, p.end).quote for p in _where(line, first, last)),
        when=when,
        held=not _is_planned(words, when, article),
        spans=(line.span(first + lead, first + len(text)),),
    )


_SEEING = re.compile(r"\b(?:met|meets?|see|sees|saw|receiv\w+|host\w*|joined)\b")


def _who(
    line: Line,
    first: int,
    last: int,
    words: str,
    earlier: Sequence[Line],
    speakers: Speakers,
    parties: Sequence[str],
) -> tuple[str, ...]:
    """Return the two sides of a meeting, or fewer where the words tell of none."""
    cue = _ENCOUNTER.search(words)
    held_round = _ROUND.search(words) if _HAPPENS.search(words) else None
    held_round = held_round or _ROUND_ALONE.search(words)
    team = _TEAM.search(words)
    meets = _TEAM_MEETS.search(words, team.end()) if team else None
    went = _WENT.search(words)
    who = who_in(line, speakers, first, last)
    persons = [m for m in speakers.persons_in(line) if first <= m.start < last]
    if not (cue or held_round or meets or went or (_SIGN.search(words) and len(persons) > 1)):
        return ()
    if _BOTH.search(words):
        who = tuple(dict.fromkeys([*who, *_last_two(earlier, speakers)]))
    elif len(who) < 2 and cue and _PRONOUN.search(words):
        before = speakers.last_person_before(first)
        who = tuple(dict.fromkeys([*([before.speaker.name] if before else []), *who]))
    if len(who) < 2 and _THEY.search(words) and (cue or meets):
        who = tuple(dict.fromkeys([*who, *(_last_two(earlier, speakers) or parties)]))
    if (held_round or meets) and len(who) < 2 and len(parties) == 2:
        who = tuple(dict.fromkeys([*who, *parties]))
    if len(who) < 2 and went and persons and len(parties) == 2:
        own = speakers.person(persons[0].person).economy
        who = tuple(dict.fromkeys([*who, *_visited(line, first + went.end(), own, parties)]))
    elif cue and _SEEING.fullmatch(cue[0]) and not (persons or meets or held_round):
        return () if not _PRONOUN.search(words) else who
    elif went and not (cue or held_round or meets or persons):
        return ()
    return who


def _visited(line: Line, at: int, own: str, parties: Sequence[str]) -> tuple[str, ...]:
    """Return the party that a traveller goes to see: the one whose city or country it is."""
    place = next((place for place in line.places if place.start == at), None)
    if place is None or place.code not in parties or place.code == own:
        return ()
    return (place.code,)


def _is_planned(words: str, when: When | None, article: Article) -> bool:
    if _WILL.search(words):
        return True
    later = order(when.edtf, article.day) if when and when.edtf and article.day else None
    if later == 1:
        return True
    return later != -1 and _PLANNED.search(words) is not None


def _when(line: Line, first: int, last: int, article: Article) -> When | None:
    for dated in find_dates(line.text, anchor=article.published):
        if first <= line.start + dated.start and line.start + dated.end <= last:
            return when_of(line, dated)
    return None


def _where(line: Line, first: int, last: int) -> Iterator[Mention]:
    for place in line.places:
        inside = first <= place.start < last and place.kind is not Kind.DEMONYM
        if inside and _WHERE.search(line.before(place.start, 24)):
            yield place


def _last_two(lines: Sequence[Line], speakers: Speakers) -> tuple[str, ...]:
    """Return the two persons named last, whom "both leaders" means."""
    names: list[str] = []
    for line in reversed(lines):
        for mention in reversed(speakers.persons_in(line)):
            name = speakers.person(mention.person).full_name
            if name not in names:
                names.append(name)
            if len(names) == 2:
                return tuple(reversed(names))
    return ()
