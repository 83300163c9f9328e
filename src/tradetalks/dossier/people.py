"""People with the offices the text gives them, and every later mention by a shorter name."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tradetalks.dossier.gazetteer import BLOC_NAMES, Kind
from tradetalks.dossier.items import Person, Span
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import word_set
from tradetalks.dossier.names import NOT_NAMES, PARTICLES, SUFFIXES, Naming
from tradetalks.dossier.namings import find_namings
from tradetalks.dossier.offices import Office, find_offices

ONLY_IN = {"commissioner": "EU"}
"""Offices that, of the economies that negotiate, only one has; used where the text names it."""

FAMILY_NAME_FIRST = word_set("CHN KOR PRK VNM TWN HKG KHM SGP MAC")


LEADING_HEADS = word_set(
    "minister president premier secretary chancellor negotiator commissioner governor "
    "representative ambassador envoy chief"
)
_WHOSE = re.compile(r"\b(?:its|their|country[’']s|nation[’']s|bloc[’']s|union[’']s) $", re.I)
_ANY = re.compile(r"\b(?:an?|former|retired)(?: \w+)? $", re.I)
_SAID = re.compile(
    r" (?:said|says|told|announced|warned|added|confirmed|denied|replied|noted|insisted)\b"
)


@dataclass
class _Figure:
    """A person being put together from the places that name them."""

    words: tuple[str, ...]
    namings: list[Naming] = field(default_factory=list)

    def is_same(self, words: tuple[str, ...]) -> bool:
        """Tell whether a name is this person's, in full or its last part."""
        folded, own = _fold(words), _fold(self.words)
        short, long = sorted((folded, own), key=len)
        return long[-len(short) :] == short or (len(short) > 1 and set(short) <= set(long))

    def is_called(self, words: tuple[str, ...]) -> bool:
        """Tell whether one word is part of this person's name: "President Lula"."""
        own = set(_fold(self.words)) - PARTICLES
        return len(words) == 1 and len(own) > 1 and set(_fold(words)) <= own

    def economy(self) -> str:
        """Return the economy the words beside the name point to."""
        codes = [n.office.economy for n in self.namings if n.office and n.office.economy]
        codes += [n.economy for n in self.namings if n.economy]
        return codes[0] if codes else ""

    def head(self) -> str:
        """Return the main noun of the office first given."""
        heads = [naming.office.head for naming in self.namings if naming.office]
        return heads[0] if heads else ""

    def is_certain(self) -> bool:
        """Tell whether the text names a person here and not a thing."""
        return len(self.words) > 1 or any(n.office or n.titled for n in self.namings)


@dataclass(frozen=True)
class Known:
    """A mention of a person: where, who (index into the persons), in the article's characters."""

    start: int
    end: int
    person: int


def find_people(
    lines: Sequence[Line], *, as_of: str
) -> tuple[tuple[Person, ...], tuple[Known, ...], dict[int, str]]:
    """Return the persons, every mention of them, and each one's main office noun by index."""
    figures: list[_Figure] = []
    for naming in find_namings(lines):
        _settle(figures, naming)
    figures = [figure for figure in figures if figure.is_certain()]
    _take_first_names(lines, figures)
    _take_offices_said_before(lines, figures)
    mentions = tuple(_mentions(lines, figures))
    starts = [line.start for line in lines]
    named = {naming.start for figure in figures for naming in figure.namings}
    for mention in mentions:
        if mention.start in named:
            continue
        line = _line_at(lines, starts, mention.start)
        _take_office_beside(line, figures[mention.person], mention)
    by_person: dict[int, list[Known]] = {}
    for mention in mentions:
        by_person.setdefault(mention.person, []).append(mention)
    codes = {place.code for line in lines for place in line.places}
    persons = tuple(
        _person(figure, by_person.get(index, []), lines, starts, codes, as_of)
        for index, figure in enumerate(figures)
    )
    return persons, mentions, {index: figure.head() for index, figure in enumerate(figures)}


def _take_first_names(lines: Sequence[Line], figures: Sequence[_Figure]) -> None:
    """Let a first name alone be a person's, where a text says "Suphajee replied"."""
    firsts: dict[str, list[_Figure]] = {}
    for figure in figures:
        firsts.setdefault(figure.words[0], []).append(figure)
    lasts = {figure.words[-1] for figure in figures}
    for line in lines:
        for token in line.tokens:
            alone = firsts.get(token.text, [])
            if len(alone) != 1 or len(alone[0].words) < 2 or token.text in lasts:
                continue
            if _SAID.match(line.after(token.end, 14)) and not line.title:
                naming = Naming(token.start, token.end, (token.text,), line)
                alone[0].namings.append(naming)


def _take_offices_said_before(lines: Sequence[Line], figures: Sequence[_Figure]) -> None:
    """Give the office in "its finance minister said" to whom the story names next without one."""
    heads = {figure.head() for figure in figures}
    firsts = [(min(figure.namings, key=lambda n: n.start), figure) for figure in figures]
    firsts.sort(key=lambda item: item[0].start)
    for line in lines:
        for office in find_offices(line) if not line.title else ():
            if office.head in heads or not _speaks_unnamed(line, office):
                continue
            ahead = next(((n, f) for n, f in firsts if n.start >= line.end), None)
            if ahead and not ahead[1].head() and ahead[0].line.block - line.block <= 1:
                naming = ahead[0]
                ahead[1].namings.append(
                    Naming(naming.start, naming.end, naming.words, line, office)
                )


def _speaks_unnamed(line: Line, office: Office) -> bool:
    if _ANY.search(line.before(office.start, 30)):
        return False
    whose = office.economy or _WHOSE.search(line.before(office.start, 12))
    return (
        bool(whose)
        and office.head in LEADING_HEADS
        and (_SAID.match(line.after(office.end, 14)) is not None)
    )


def _fold(words: Iterable[str]) -> tuple[str, ...]:
    folded = tuple(word.casefold() for word in words)
    return folded[:-1] if len(folded) > 1 and folded[-1] in SUFFIXES else folded


def _settle(figures: list[_Figure], naming: Naming) -> None:
    """Add a naming to the person it is of, most recent first, or start a new person."""
    same = [figure for figure in reversed(figures) if figure.is_same(naming.words)]
    same += [figure for figure in reversed(figures) if figure.is_called(naming.words)]
    if not same:
        figures.append(_Figure(naming.words, [naming]))
        return
    same[0].namings.append(naming)
    if len(naming.words) > len(same[0].words):
        same[0].words = naming.words


def _mentions(lines: Sequence[Line], figures: Sequence[_Figure]) -> Iterator[Known]:
    """Yield every mention of the persons: longest name first, then surname alone."""
    forms: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for index, figure in enumerate(figures):
        for form in _forms(figure):
            forms.setdefault(form[0], []).insert(0, (form, index))
    for listed in forms.values():
        listed.sort(key=lambda item: -len(item[0]))
    for line in lines:
        places = {place.start for place in line.places}
        position = 0
        while position < len(line.tokens):
            person, length = _person_at(line, position, forms, places)
            if length:
                last = line.tokens[position + length - 1]
                yield Known(line.tokens[position].start, last.end, person)
            position += length or 1


def _forms(figure: _Figure) -> set[tuple[str, ...]]:
    """Return the forms that stand for a person: full, from the second word on, one word."""
    words = figure.words
    if len(words) > 1 and words[-1].lower() in SUFFIXES:
        words = words[:-1]
    forms = {figure.words} | {words[first:] for first in range(len(words))}
    forms |= {naming.words for naming in figure.namings}
    if figure.economy() in FAMILY_NAME_FIRST:
        forms.add(words[:1])
    forms |= {(form[0].capitalize(), *form[1:]) for form in forms if form[0] in PARTICLES}
    return {
        form
        for form in forms
        if form[-1].lower() not in PARTICLES
        and (len(form) > 1 or (len(form[0]) > 1 and form[0].lower() not in NOT_NAMES))
    }


def _person_at(
    line: Line,
    position: int,
    forms: dict[str, list[tuple[tuple[str, ...], int]]],
    places: set[int],
) -> tuple[int, int]:
    for form, person in forms.get(line.tokens[position].text, ()):
        window = tuple(token.text for token in line.tokens[position : position + len(form)])
        alone = len(form) == 1 and line.tokens[position].start in places
        if window == form and not alone:
            return person, len(form)
    return 0, 0


def _take_office_beside(line: Line, figure: _Figure, mention: Known) -> None:
    """Add the office right before a mention that discovery passed over, as in headlines."""
    for office in find_offices(line):
        if line.text[office.end - line.start : mention.start - line.start] == " ":
            words = tuple(line.text[mention.start - line.start : mention.end - line.start].split())
            figure.namings.append(Naming(mention.start, mention.end, words, line, office))


def _person(
    figure: _Figure,
    mentions: Sequence[Known],
    lines: Sequence[Line],
    starts: Sequence[int],
    codes: set[str],
    as_of: str,
) -> Person:
    spans: dict[tuple[int, int], Span] = {}
    for naming in figure.namings:
        if naming.office:
            line = _line_at(lines, starts, naming.office.start)
            whole = line.span(naming.office.start, naming.office.end)
            spans[whole.start, whole.end] = whole
    offices = sorted(spans.values(), key=lambda span: span.start)
    fullest = _fullest(figure, offices)
    first = min(figure.namings, key=lambda naming: (naming.line.title, naming.start))
    full = max(figure.namings, key=lambda naming: len(naming.words))
    only = ONLY_IN.get(figure.head(), "")
    return Person(
        name=_flat(_line_at(lines, starts, first.start).span(first.start, first.end)),
        full_name=_flat(_line_at(lines, starts, full.start).span(full.start, full.end)),
        office=_flat(_without_country(_line_at(lines, starts, fullest.start), fullest))
        if fullest
        else "",
        offices=tuple(offices),
        economy=figure.economy() or (only if only in codes else ""),
        as_of=as_of,
        spans=_places_of(figure, mentions, lines, starts, first.start),
    )


_LINKED = re.compile(r"\b(?:is|was|became|serves|served|who)\b[\w ]{0,20}$")


def _fullest(figure: _Figure, offices: Sequence[Span]) -> Span | None:
    """Return the longest form, of those beside the name where there are such."""
    linked = {
        (n.office.start, n.office.end)
        for n in figure.namings
        if n.office
        and n.office.start > n.end
        and _LINKED.search(n.line.text[n.end - n.line.start : n.office.start - n.line.start])
    }
    beside = [span for span in offices if (span.start, span.end) not in linked]
    return max(beside or offices, key=lambda span: len(span.quote), default=None)


_OF_PLACE = re.compile(
    r" (?:of|for) (?:the )?(?:(?:[A-Z][a-z]+ ){0,2}(?:Republic|Kingdom|State|Sultanate|Federation|"
    r"Commonwealth|Union|Government) of (?:the )?)?$"
)


def _without_country(line: Line, span: Span) -> Span:
    """Return "Prime Minister" of "Prime Minister of Peru", "Commissioner" of "European …"."""
    start, end = span.start, span.end
    for place in line.places:
        country = place.kind in {Kind.NAME, Kind.SEAT} and place.code not in BLOC_NAMES
        if place.end == end and country:
            link = _OF_PLACE.search(line.text[start - line.start : place.start - line.start])
            end = start + link.start() if link else end
    if line.text.startswith("European Commission ", start - line.start):
        start += len("European ")
    for place in line.places:
        gap = line.text[place.end - line.start : end - line.start]
        if place.start == start and place.end < end and gap.startswith(" "):
            start = place.end + 1 if place.kind is Kind.DEMONYM else start
    return line.span(start, end)


def _line_at(lines: Sequence[Line], starts: Sequence[int], position: int) -> Line:
    return lines[bisect_right(starts, position) - 1]


def _flat(span: Span) -> str:
    return " ".join(span.quote.split())


def _places_of(
    figure: _Figure,
    mentions: Sequence[Known],
    lines: Sequence[Line],
    starts: Sequence[int],
    first: int,
) -> tuple[Span, ...]:
    """Return where the text names a person: the body before a headline, which says the least."""
    places = [(naming.start, naming.end) for naming in figure.namings]
    places += [(mention.start, mention.end) for mention in mentions]
    spans = [_line_at(lines, starts, start).span(start, end) for start, end in places]
    unique = {(span.start, span.end): span for span in spans}
    return tuple(sorted(unique.values(), key=lambda span: (span.start < first, span.start)))
