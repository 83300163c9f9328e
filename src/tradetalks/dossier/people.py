"""People with the offices the text gives them, and every later mention by a shorter name."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tradetalks.dossier.items import Person, Span
from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import Token, word_set
from tradetalks.dossier.offices import Office, find_offices

MOST_NAME_WORDS = 5

PARTICLES = word_set("bin ibn al el ul ur van von der den de da di dos du la le abu binti y ud")
HONORIFICS = word_set(
    "mr mrs ms dr sir shri smt sheikh prof professor lord lady dame gen general hon h.e. amb"
)
ONLY_IN = {"commissioner": "EU"}
"""Offices that, of the economies that negotiate, only one has; used where the text names it."""

FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "VNM", "TWN", "HKG", "KHM", "SGP", "MAC"})

NOT_NAMES = word_set(
    "the a an on in at by of to for from with and but or as if it its he she they we i you his "
    "her their this that these those both all some many most no not one two three monday "
    "tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december trade deal talks agreement ministry "
    "department commission office bank council association chamber federation institute group "
    "inc ltd university times post journal reuters bloomberg news agency party parliament "
    "senate congress house court union organisation organization board authority committee when "
    "while after before during since under over however meanwhile also said government "
    "delegation statement press minister secretary president state street free partnership "
    "economic world new how why what who where analysts officials exporters economists experts "
    "cabinet framework joint high act bill forum summit treaty pact accord hall centre center "
    "airport avenue square palace co corp plc gmbh headline tariffs tariff exports imports "
    "supreme asked speaking yet there here today tomorrow yesterday still then now once such "
    "other another each every neither either later earlier according despite although though "
    "because so until negotiators negotiations"
)
# Words between a name and its office: "Jasem Albudaiwi, the council's secretary general".
_BEFORE_OFFICE = word_set("the a an s former its country nation bloc council ministry government")
_NAME_GAP = re.compile(r"[ \u00a0]|-|['’]|\. ")
_SAID_AFTER = re.compile(
    r" (?:said|says|told|added|stated|announced|warned|argued|noted|stressed|insisted|declared)\b"
)


@dataclass(frozen=True)
class Naming:
    """A place where the text names a person: characters, words, and the office beside it."""

    start: int
    end: int
    words: tuple[str, ...]
    line: Line
    office: Office | None = None


@dataclass
class _Figure:
    """A person being put together from the places that name them."""

    words: tuple[str, ...]
    namings: list[Naming] = field(default_factory=list)

    def is_same(self, words: tuple[str, ...]) -> bool:
        """Tell whether a name is this person's, in full or in part."""
        folded, own = _fold(words), _fold(self.words)
        short, long = sorted((folded, own), key=len)
        return long[-len(short) :] == short or (len(short) > 1 and set(short) <= set(long))

    def economy(self) -> str:
        """Return the economy the offices beside the name point to."""
        codes = [n.office.economy for n in self.namings if n.office and n.office.economy]
        return codes[0] if codes else ""


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
    for line in lines:
        if not line.title:
            for naming in _namings(line):
                _settle(figures, naming)
    figures = [figure for figure in figures if len(figure.words) > 1 or _head(figure)]
    mentions = tuple(_mentions(lines, figures))
    for mention in mentions:
        _take_office_beside(lines, figures[mention.person], mention)
    persons = tuple(
        _person(figure, [m for m in mentions if m.person == index], lines, as_of)
        for index, figure in enumerate(figures)
    )
    return persons, mentions, {index: _head(figure) for index, figure in enumerate(figures)}


def _fold(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _settle(figures: list[_Figure], naming: Naming) -> None:
    """Add a naming to the person it is of, most recent first, or start a new person."""
    for figure in reversed(figures):
        if figure.is_same(naming.words):
            figure.namings.append(naming)
            if len(naming.words) > len(figure.words):
                figure.words = naming.words
            return
    figures.append(_Figure(naming.words, [naming]))


def _namings(line: Line) -> Iterator[Naming]:
    offices = find_offices(line)
    taken = _taken(line, offices)
    yield from _beside_offices(line, offices, taken)
    for index, token in enumerate(line.tokens[:-1]):
        if token.text.lower() in HONORIFICS and token.text[0].isupper():
            run = _run_from(line, index + 1, taken)
            if run:
                yield _naming(line, run, None)
    yield from _speaking(line, taken)


def _taken(line: Line, offices: Iterable[Office]) -> frozenset[int]:
    """Return the words that belong to a place or an office, and so to no name."""
    spans = [(place.start, place.end) for place in line.places]
    spans += [(office.start, office.end) for office in offices]
    return frozenset(
        index
        for index, token in enumerate(line.tokens)
        if any(start <= token.start < end for start, end in spans)
    )


def _beside_offices(
    line: Line, offices: Iterable[Office], taken: frozenset[int]
) -> Iterator[Naming]:
    for office in offices:
        after = line.after(office.end, 3)
        run = _run_from(line, office.last + 1, taken) if re.match(r" \w|, [^\W\d_]", after) else ()
        # "the commerce minister, Jam Kamal Khan, said": with a comma the name must be a full one.
        if run and (after[0] == " " or (len(run) > 1 and _closed_by_comma(line, run))):
            yield _naming(line, run, office)
            continue
        before = _run_before(line, office, taken)
        if len(before) > 1 or (before and _has_honorific(line, before[0])):
            yield _naming(line, before, office)


def _closed_by_comma(line: Line, run: Sequence[int]) -> bool:
    return line.after(line.tokens[run[-1]].end, 1) in {",", ".", "", ";"}


def _has_honorific(line: Line, index: int) -> bool:
    return index > 0 and line.tokens[index - 1].text.lower() in HONORIFICS


def _speaking(line: Line, taken: frozenset[int]) -> Iterator[Naming]:
    """Yield full names that are followed by a verb of saying."""
    index = 0
    while index < len(line.tokens):
        run = _run_from(line, index, taken)
        if len(run) > 1 and _SAID_AFTER.match(line.after(line.tokens[run[-1]].end, 14)):
            yield _naming(line, run, None)
        index = run[-1] + 1 if run else index + 1


def _naming(line: Line, run: Sequence[int], office: Office | None) -> Naming:
    tokens = [line.tokens[index] for index in run]
    words = tuple(token.text for token in tokens)
    return Naming(tokens[0].start, tokens[-1].end, words, line, office)


def _may_be_named(token: Token) -> bool:
    return token.text[0].isupper() and token.text.lower() not in NOT_NAMES


def _run_from(line: Line, index: int, taken: frozenset[int]) -> tuple[int, ...]:
    """Return the words of a name that starts at `index`: capitalised, particles between."""
    tokens = line.tokens
    if index < len(tokens) and tokens[index].text.lower() in HONORIFICS:
        index += 1
    run: list[int] = []
    while index < len(tokens) and len(run) < MOST_NAME_WORDS and index not in taken:
        if run and not _NAME_GAP.fullmatch(_between(line, index - 1)):
            break
        particle = bool(run) and tokens[index].text.lower() in PARTICLES
        if not (_may_be_named(tokens[index]) or particle):
            break
        run.append(index)
        index += 1
    while run and tokens[run[-1]].text.lower() in PARTICLES:
        run.pop()
    return tuple(run)


def _between(line: Line, index: int) -> str:
    left, right = line.tokens[index], line.tokens[index + 1]
    return line.text[left.end - line.start : right.start - line.start]


def _run_before(line: Line, office: Office, taken: frozenset[int]) -> tuple[int, ...]:
    """Return the name in "Marco Rubio, the U.S. secretary of state"."""
    index = office.first - 1
    while index >= 0 and (index in taken or line.tokens[index].text.lower() in _BEFORE_OFFICE):
        index -= 1
    if index < 0 or not _between(line, index).startswith(", "):
        return ()
    run: list[int] = []
    while index >= 0 and len(run) < MOST_NAME_WORDS and index not in taken:
        word = line.tokens[index]
        if run and not _NAME_GAP.fullmatch(_between(line, index)):
            break
        if not (_may_be_named(word) or (run and word.text.lower() in PARTICLES)):
            break
        if word.text.lower() in HONORIFICS:
            break
        run.insert(0, index)
        index -= 1
    return tuple(run)


def _mentions(lines: Sequence[Line], figures: Sequence[_Figure]) -> Iterator[Known]:
    """Yield every mention of the persons: longest name first, then surname alone."""
    by_word: dict[str, list[int]] = {}
    for index, figure in enumerate(figures):
        for word in _short_forms(figure):
            by_word.setdefault(word, []).insert(0, index)
    for line in lines:
        position = 0
        while position < len(line.tokens):
            person, length = _person_at(line, position, figures, by_word)
            if length:
                last = line.tokens[position + length - 1]
                yield Known(line.tokens[position].start, last.end, person)
            position += length or 1


def _short_forms(figure: _Figure) -> set[str]:
    """Return single words that stand for the person: surname, and a family name put first."""
    forms = {figure.words[-1]}
    if figure.economy() in FAMILY_NAME_FIRST:
        forms.add(figure.words[0])
    return {form for form in forms if len(form) > 1 and form.lower() not in NOT_NAMES}


def _person_at(
    line: Line, position: int, figures: Sequence[_Figure], by_word: dict[str, list[int]]
) -> tuple[int, int]:
    first = line.tokens[position].text
    for index, figure in enumerate(figures):
        words = figure.words
        if words[0] == first:
            window = line.tokens[position : position + len(words)]
            if tuple(token.text for token in window) == words:
                return index, len(words)
    if first in by_word and not any(
        m.start <= line.tokens[position].start < m.end for m in line.places
    ):
        return by_word[first][0], 1
    return 0, 0


def _take_office_beside(lines: Sequence[Line], figure: _Figure, mention: Known) -> None:
    """Add the office right before a mention that discovery passed over, as in headlines."""
    if any(naming.start == mention.start for naming in figure.namings):
        return
    line = next(line for line in lines if line.start <= mention.start < line.end)
    for office in find_offices(line):
        if line.text[office.end - line.start : mention.start - line.start] == " ":
            words = tuple(line.text[mention.start - line.start : mention.end - line.start].split())
            figure.namings.append(Naming(mention.start, mention.end, words, line, office))


def _person(
    figure: _Figure, mentions: Sequence[Known], lines: Sequence[Line], as_of: str
) -> Person:
    offices = sorted(
        {
            (naming.office.start, naming.office.end): naming.line.span(
                naming.office.start, naming.office.end
            )
            for naming in figure.namings
            if naming.office
        }.values(),
        key=lambda span: span.start,
    )
    fullest = max(offices, key=lambda span: len(span.quote), default=None)
    first = min(figure.namings, key=lambda naming: (naming.line.title, naming.start))
    full = max(figure.namings, key=lambda naming: len(naming.words))
    spans = [naming.line.span(naming.start, naming.end) for naming in figure.namings]
    by_start = {line.start: line for line in lines}
    starts = sorted(by_start)
    spans += [_span_in(by_start, starts, mention) for mention in mentions]
    unique = {(span.start, span.end): span for span in spans}
    # Prefer the body: a headline says the least.
    ordered = sorted(unique.values(), key=lambda span: (span.start < first.start, span.start))
    return Person(
        name=first.line.span(first.start, first.end).quote,
        full_name=full.line.span(full.start, full.end).quote,
        office=fullest.quote if fullest else "",
        offices=tuple(offices),
        economy=figure.economy() or _only_holder(figure, lines),
        as_of=as_of,
        spans=tuple(ordered),
    )


def _span_in(by_start: dict[int, Line], starts: Sequence[int], mention: Known) -> Span:
    line = by_start[starts[bisect_right(starts, mention.start) - 1]]
    return line.span(mention.start, mention.end)


def _only_holder(figure: _Figure, lines: Sequence[Line]) -> str:
    code = ONLY_IN.get(_head(figure), "")
    return code if any(place.code == code for line in lines for place in line.places) else ""


def _head(figure: _Figure) -> str:
    heads = [naming.office.head for naming in figure.namings if naming.office]
    return heads[0] if heads else ""
