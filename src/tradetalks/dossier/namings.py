"""Where a text names a person: beside an office, after a title, with a verb, in a byline."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tradetalks.dossier.bylines import find_bylines
from tradetalks.dossier.gazetteer import Kind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import word_set
from tradetalks.dossier.names import (
    Naming,
    between,
    given_names,
    is_in_title_case,
    is_paper,
    is_titled,
    looks_like_a_person,
    naming_of,
    past_titles,
    run_before,
    run_from,
    taken_by,
)
from tradetalks.dossier.offices import (
    APPOSED_HEADS,
    PLURAL_HEADS,
    TITLES,
    Office,
    find_offices,
)

# Words between a name and its office: "Jasem Albudaiwi, the council's secretary general"; "Helen
# Marchetti is chair".
_BEFORE_OFFICE = word_set(
    "the a an s its his her their our country nation bloc council group firm then former formerly "
    "ministry department company union chamber association regulator party bank "
    "mp mep republican democrat labour conservative socialist liberal"
)
# "its ambassador in Ankara, Ana Ríos,".
_POSTED = re.compile(r" (?:in|to|at) (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, (?=[A-Z])")
_IS = word_set(
    "is was became becomes serves served as who been now currently has also remains named "
    "appointed elected as then and"
)
_SKIPPED = _BEFORE_OFFICE | _IS
_APPOSED = re.compile(r",? \(?[A-Z]{2,5}\)?, |, | \(| [–—-] ")
_SAYING = (
    r"(?:said|says|told|tells|added|adds|stated|announced|warned|warns|argued|argues|noted|notes|"
    r"stressed|insisted|insists|declared|wrote|writes|answered|replied|asked|explained|recalled|"
    r"complained|joked|quipped|believes?|thinks?|hopes?|expects?|denied|denies|acknowledged|"
    r"confirmed|pledged|promised|vowed|predicted|reckons?|conceded|admitted|commented|observed|"
    r"remarked|suggested|urged|cautioned|disagreed|agreed|advised|concluded|continued|countered|"
    r"claimed|described|called|calls|welcomed|rejected|dismissed)\b"
)
# What follows a full name shows that it is a person's.
_PERSON_AFTER = re.compile(
    rf" (?:(?:also|later|has|had|then|recently|repeatedly|\w+ly) )?{_SAYING}|, who\b|, (?:aged )?"
    r"[2-9]\d,| \([2-9]\d\)| of (?:the )?[A-Z][\w’'&-]+(?: [A-Z][\w’'&-]+){0,4},? "
    rf"(?:\w+ly )?{_SAYING}"
)
_AFTER_APPOSITION = re.compile(
    rf", (?:(?:also|later|has|had|then|\w+ly) )?(?:{_SAYING}|will |would |met |spoke )"
)
_BEFORE_PERSON = re.compile(
    rf"(?:[,”\"’?!] (?:{_SAYING}) |\b(?:met|meets?|meeting|received|congratulated|thanked|talks|"
    r"spoke|speaks?|sat down|conferred|call) with |\b(?:met|telephoned|succeeded|replaced|"
    r"appointed|(?:led|headed|chaired|hosted|represented|accompanied|signed|written|answers|"
    r"answered|attended|initialled|witnessed|joined|received|welcomed|briefed|drafted|remarks|"
    r"speech|statement|interview|opened|moderated|succeeded|replaced|quoted|followed|co-chaired|"
    r"proposed) by|remarks of|interview(?:ed)? with|such as|among them (?:was|were|is|are)|"
    r"among them|present were|attending were|included|including|between|alongside|"
    r"together with|accompanying|according to|like|thanked|praised|accused|urged|asked|told|"
    r"joined|flanked by|invited|interviewed|summoned) )(?:the )?$",
    re.I,
)
# "her host, Luis Lacalle Pou"; "his Omani counterpart Qais Al Yousef".
_ROLE = re.compile(
    r"\b(?:counterpart|opposite number|predecessor|successor|host|colleague|wife|husband|son|"
    r"daughter|boss|"
    r"leader|(?:its|their|whose|ministry[’']s) (?:head|chief)),? $",
    re.I,
)
_ENDS = re.compile(r"[,.;:)”\"]|$| (?:of|at|in|from|on|who|and|for|to|by|last|this|during|said)\b")
_DID = re.compile(
    rf" (?:{_SAYING}|[a-z]+ed\b|will |would |has |had |met |spoke |flew |left |went )"
)


def find_namings(lines: Sequence[Line]) -> Iterator[Naming]:
    """Yield the places where a text names a person, in order."""
    for line in lines:
        yield from _in_headline(line) if line.title else _namings(line)
    yield from find_bylines(lines)


def _in_headline(line: Line) -> Iterator[Naming]:
    """Yield names beside offices, where capitals tell or the first name is a known one."""
    offices = find_offices(line)
    for naming in _beside_offices(line, offices, taken_by(line, offices)):
        known = len(naming.words) > 1 and naming.words[0].casefold() in given_names()
        if known or not is_in_title_case(line):
            yield naming


def _namings(line: Line) -> Iterator[Naming]:
    offices = find_offices(line)
    taken = taken_by(line, offices)
    yield from _beside_offices(line, offices, taken)
    yield from _titled(line, taken)
    yield from _after_plurals(line, taken)
    yield from _by_what_stands_beside(line, taken)


def _beside_offices(
    line: Line, offices: Iterable[Office], taken: frozenset[int]
) -> Iterator[Naming]:
    last: Office | None = None
    following: Office | None = None
    for office in offices:
        previous, following = following, office
        if office.head in _DESKS and _BY_AHEAD.search(line.before(office.start, 20)):
            continue
        run = () if office.head in APPOSED_HEADS else _run_after(line, office, taken)
        if run:
            yield naming_of(line, run, office, economy=_shared(line, office, last, run))
            if (
                previous
                and _JOINT.fullmatch(
                    line.text[previous.end - line.start : office.start - line.start]
                )
                and office.head in TITLES
            ):
                yield naming_of(line, run, previous)
            last = office if office.economy else last
            continue
        before = _run_before(line, office, taken)
        if len(before) > 1 or (before and is_titled(line, before[0])):
            economy = "" if office.economy else _whose(line, _titles_start(line, before[0]))
            yield naming_of(line, before, office, economy=economy)


def _shared(line: Line, office: Office, last: Office | None, run: Sequence[int]) -> str:
    """Return whose minister Y is in "Peru's trade minister X and finance minister Y"."""
    if office.economy or last is None or not _TOGETHER.search(line.before(office.start, 8)):
        return ""
    gap = line.text[last.end - line.start : office.start - line.start]
    return last.economy if len(gap) < _NEAR and office.start < line.tokens[run[0]].start else ""


_JOINT = re.compile(r",? (?:the )?")
_DESKS = word_set("correspondent reporter editor writer columnist")
_BY_AHEAD = re.compile(r"\b[Bb]y:? (?:[A-Z][\w-]+ )?$")
_TOGETHER = re.compile(r"(?:, | and |, and )$")
_NEAR = 60
"""Characters between two offices of one government in a list."""


def _titles_start(line: Line, index: int) -> int:
    """Return where the titles before a name start: "Qatar's Sheikh Faisal"."""
    while index and is_titled(line, index):
        index -= 1
    return line.tokens[index].start


def _run_after(line: Line, office: Office, taken: frozenset[int]) -> tuple[int, ...]:
    """Return the name in "Commerce Minister X", "the commerce minister, X,"."""
    posted = _POSTED.match(line.text, office.end - line.start)
    if posted:
        at = line.start + posted.end()
        first = next(
            (i for i in range(office.last, len(line.tokens)) if line.tokens[i].start == at), 0
        )
        run = run_from(line, first, taken) if first else ()
        return run if len(run) > 1 and _closed(line, run) else ()
    after = line.after(office.end, 3)
    if office.head in _SHORT and after.startswith(". "):
        after = after[1:]
    if not re.match(r" \w|, [^\W\d_]", after):
        return ()
    following = office.last + 1
    run = run_from(line, following, taken, addressed=after[0] == " ")
    if not run or after[0] == " ":
        return run
    # With a comma the name must be a full one, or have a title.
    full = len(run) > 1 or past_titles(line, following) > following
    return run if full and _closed(line, run) else ()


_OF_BODY = re.compile(
    r"(?<=\w), (?:(?:then|formerly) )?(?:the |an? )?(?:[\w&-]+ ){0,3}[\w&-]+[’']s? $"
)
# "Suphat Limcharoen, buying director at a chain".
_ONE_WORD = re.compile(r"(?<=\w), (?:the |an? )?[a-z][a-z-]{2,}(?<!ed)(?<!told)(?<!said)(?<!met) $")
_SHORT = word_set("sen rep gov amb")


def _closed(line: Line, run: Sequence[int]) -> bool:
    tail = line.after(line.tokens[run[-1]].end, 12)
    return re.match(r"(?: (?:MP|MEP|[A-Z]{2,3}))?(?:[,.;:)]|$| and | \()|\. ", tail) is not None


def _run_before(line: Line, office: Office, taken: frozenset[int]) -> tuple[int, ...]:
    """Return the name in "Marco Rubio, the U.S. secretary of state"; "Jane Doe is chair"."""
    index, linked = office.first - 1, False
    while index >= 0:
        word = line.tokens[index].text.lower()
        aged = len(word) == 2 and word.isdigit()
        if index not in taken and word not in _SKIPPED and not aged:
            break
        linked = linked or (word in _IS and word != "and")
        index -= 1
    ahead_of = line.text[: office.start - line.start][-70:]
    of_body = _OF_BODY.search(ahead_of) or _ONE_WORD.search(ahead_of)
    if of_body and not linked:
        at = office.start - len(of_body[0])
        ahead = next((i for i in range(index, -1, -1) if line.tokens[i].end == at), None)
        if ahead is not None:
            return run_before(line, ahead, taken)
    if index < 0:
        return ()
    gap = between(line, index)
    if index and re.match(r"\)", gap) and between(line, index - 1) == " (":
        index, gap = index - 1, ", "
    if not (gap in {" ", ", "} if linked else _APPOSED.match(gap)):
        return ()
    return run_before(line, index, taken)


def _titled(line: Line, taken: frozenset[int]) -> Iterator[Naming]:
    index = 0
    while index < len(line.tokens) - 1:
        first = past_titles(line, index)
        if first > index:
            run = run_from(line, first, taken, addressed=True)
            if run:
                yield naming_of(line, run, titled=True)
        index = max(first, index + 1)


def _after_plurals(line: Line, taken: frozenset[int]) -> Iterator[Naming]:
    """Yield both in "Presidents Xi Jinping and Trump"."""
    for index, token in enumerate(line.tokens[:-1]):
        if token.text.lower() not in PLURAL_HEADS or not token.text[0].isupper():
            continue
        run = run_from(line, index + 1, taken, addressed=between(line, index) == " ")
        if not run or run[0] != index + 1:
            continue
        head = PLURAL_HEADS[token.text.lower()]
        office = Office(index, index, token.start, token.start + len(head), "", head)
        yield naming_of(line, run, office)
        joint = run[-1] + 1
        if joint < len(line.tokens) and line.tokens[joint].text == "and":
            second = run_from(line, joint + 1, taken)
            if second:
                yield naming_of(line, second, office)


def _by_what_stands_beside(line: Line, taken: frozenset[int]) -> Iterator[Naming]:
    """Yield full names shown to be a person's by a verb, a relative clause or a role."""
    index, plain, previous = 0, not is_in_title_case(line), -1
    while index < len(line.tokens):
        run = run_from(line, index, taken) if line.tokens[index].text[0].isupper() else ()
        if len(run) > 1 and not is_paper(line, run):
            start, end = line.tokens[run[0]].start, line.tokens[run[-1]].end
            economy = _whose(line, start)
            known = plain and line.tokens[run[0]].text.casefold() in given_names()
            shaped = plain and looks_like_a_person(line, run)
            listed = previous >= 0 and _lists_on(line, previous, run)
            if known or shaped or listed or _is_person(line, start, end, economy):
                yield naming_of(line, run, economy=economy)
                previous = run[-1]
        index = run[-1] + 1 if run else index + 1


def _lists_on(line: Line, previous: int, run: Sequence[int]) -> bool:
    """Tell the second and third of "led by A, B and C"."""
    gap = line.text[line.tokens[previous].end - line.start : line.tokens[run[0]].start - line.start]
    return (
        gap in {", ", " and ", ", and "}
        and _ENDS.match(line.after(line.tokens[run[-1]].end)) is not None
    )


def _is_person(line: Line, start: int, end: int, economy: str) -> bool:
    before, after = line.before(start, 60), line.after(end, 40)
    if _PERSON_AFTER.match(after):
        return True
    if _AFTER_APPOSITION.match(after) and before.endswith(", "):
        return True
    if _ENDS.match(after) and (_BEFORE_PERSON.search(before) or _ROLE.search(before)):
        return True
    return bool(economy) and _DID.match(after) is not None


def _whose(line: Line, start: int) -> str:
    """Return the economy in "Brazil's Luiz Inácio Lula da Silva"."""
    for place in line.places:
        gap = line.text[place.end - line.start : start - line.start]
        if place.end < start and re.fullmatch(r"[’']s? ", gap) and place.kind is Kind.NAME:
            return place.code
    return ""
