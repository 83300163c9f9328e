"""Who can stand behind words: persons, governments, officials, analysts, business."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tradetalks.dossier.gazetteer import Kind, Mention
from tradetalks.dossier.items import Person, Speaker, SpeakerKind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.offices import ANALYST_HEADS, BUSINESS_HEADS
from tradetalks.dossier.parties import is_mere_place
from tradetalks.dossier.people import Known

_GROUPS = (
    (
        SpeakerKind.ANALYSTS,
        re.compile(
            r"\b(?:(?:(?:trade|policy|political|independent|market|industry|legal|many|some|"
            r"several|"
            r"most|other) )*(?:analysts?|economists?|experts?(?! level)|observers|academics|"
            r"researchers|"
            r"think[- ]tanks?|strategists?)(?: and (?:policy )?(?:commentators|observers|"
            r"economists|"
            r"analysts|experts))?|(?:policy )?commentators|professors?)\b",
            re.I,
        ),
    ),
    (
        SpeakerKind.OFFICIALS,
        re.compile(
            r"\b(?:(?:senior|government|trade|unnamed|two|several|top|embassy|commerce|finance) )*"
            r"(?:officials?|sources?|diplomats?|negotiators?|aides?|(?:people|person) "
            r"(?:familiar with|briefed on|close to) the (?:matter|talks|negotiations|discussions)|"
            r"insiders)\b",
            re.I,
        ),
    ),
    (
        SpeakerKind.GOVERNMENT,
        re.compile(
            r"\b(?:(?:the )?(?:[a-z]+ )?(?:ministry(?: of [A-Za-z]+(?: and [A-Za-z]+)?)?|"
            r"spokes(?:person|man|woman))|(?:a|the|its|their) (?:joint )?(?:statement|readout|"
            r"communiqu[eé]|fact sheet)|joint statement|(?:the |both |two )?(?:governments?|"
            r"administration|cabinet|delegations?)|both (?:sides|countries|leaders|ministers|"
            r"governments|parties)|the (?:two )?(?:sides|leaders|ministers|presidents|governments|"
            r"two countries|"
            r"nations))\b",
            re.I,
        ),
    ),
    (
        SpeakerKind.BUSINESS,
        re.compile(
            r"\b(?:(?:[a-z]+ )?(?:exporters?|manufacturers?|producers?|industry groups?|"
            r"associations?|business leaders?|traders?|lobby(?: group)?|farmers?|unions?|companies|"
            r"businesses|chambers? of commerce))\b",
            re.I,
        ),
    ),
)
_PREPOSITION = re.compile(
    r"\b(?:with|to|by|of|from|between|for|in|at|against|amid|among|on|into|about|like)"
    r"(?: (?:the|a|an))? $",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.I)


@dataclass(frozen=True)
class Candidate:
    """A possible speaker: characters in the article, and who it is."""

    start: int
    end: int
    speaker: Speaker
    is_subject: bool


class Speakers:
    """The possible speakers of an article, by sentence.

    Args:
        lines: The article's sentences.
        persons: The people found.
        mentions: Every mention of them.
        heads: Main noun of each person's office.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        persons: Sequence[Person],
        mentions: Sequence[Known],
        heads: dict[int, str],
    ) -> None:
        self._persons = persons
        self._mentions = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        self._heads = heads
        self._by_line = {line.start: tuple(self._candidates(line)) for line in lines}
        self._by_start = {c.start: c for found in self._by_line.values() for c in found}

    def of(self, line: Line) -> tuple[Candidate, ...]:
        """Return the possible speakers a sentence names, in order."""
        return self._by_line[line.start]

    def persons_in(self, line: Line) -> tuple[Known, ...]:
        """Return the mentions of persons in a sentence."""
        first = bisect_left(self._starts, line.start)
        last = bisect_left(self._starts, line.end)
        return tuple(self._mentions[first:last])

    def person(self, index: int) -> Person:
        """Return a person by index."""
        return self._persons[index]

    def last_person_before(self, position: int, *, after: int = 0) -> Candidate | None:
        """Return the person named last before a character, for "he said"."""
        index = bisect_left(self._starts, position) - 1
        if index < 0 or self._mentions[index].start < after:
            return None
        return self._by_start.get(self._mentions[index].start)

    def _candidates(self, line: Line) -> Iterator[Candidate]:
        found = [*self._people(line), *self._groups(line)]
        found += self._governments(line, found)
        yield from sorted(found, key=lambda candidate: candidate.start)

    def _people(self, line: Line) -> Iterator[Candidate]:
        for mention in self.persons_in(line):
            person, head = self._persons[mention.person], self._heads[mention.person]
            kind = SpeakerKind.PERSON
            if head in ANALYST_HEADS:
                kind = SpeakerKind.ANALYSTS
            elif head in BUSINESS_HEADS and not person.economy:
                kind = SpeakerKind.BUSINESS
            speaker = Speaker(
                kind=kind,
                name=person.full_name,
                economy=person.economy,
                span=line.span(mention.start, mention.end),
            )
            yield Candidate(mention.start, mention.end, speaker, _is_subject(line, mention.start))

    def _groups(self, line: Line) -> Iterator[Candidate]:
        taken = [
            (office.start, office.end)
            for mention in self.persons_in(line)
            for office in self._persons[mention.person].offices
        ]
        for kind, pattern in _GROUPS:
            for match in pattern.finditer(line.text):
                start, end = match.start() + line.start, match.end() + line.start
                if any(start < b and a < end for a, b in taken) or self._is_person(start, end):
                    continue
                taken.append((start, end))
                code = _economy_beside(line, start, end)
                speaker = Speaker(
                    kind=kind, name=match[0], economy=code, span=line.span(start, end)
                )
                yield Candidate(start, end, speaker, _is_subject(line, start))

    def _is_person(self, start: int, end: int) -> bool:
        """Tell "Jane Doe, an economist": the person speaks, not her profession."""
        return any(
            mention.start - 2 <= end and start - 5 <= mention.end
            for mention in self._mentions[
                max(0, bisect_left(self._starts, start) - 1) : bisect_left(self._starts, end + 3)
            ]
        )

    def _governments(self, line: Line, found: Sequence[Candidate]) -> Iterator[Candidate]:
        together: Mention | None = None
        places = [place for place in line.places if self._can_speak(line, place, found)]
        for place, following in zip_longest(places, places[1:]):
            gap = (
                line.text[place.end - line.start : following.start - line.start]
                if following
                else ""
            )
            if gap in {" and ", " and the "}:
                together = together or place
                continue
            first = together or place
            span = line.span(first.start, place.end)
            economy = "" if together else place.code
            speaker = Speaker(
                kind=SpeakerKind.GOVERNMENT, name=span.quote, economy=economy, span=span
            )
            together = None
            yield Candidate(span.start, span.end, speaker, _is_subject(line, span.start))

    @staticmethod
    def _can_speak(line: Line, place: Mention, found: Sequence[Candidate]) -> bool:
        beside = any(c.start - 2 <= place.end and place.start <= c.end for c in found)
        return not (place.kind in {Kind.DEMONYM, Kind.CITY} or beside or is_mere_place(line, place))

    def subject_before(self, line: Line, position: int, *, floor: int = 0) -> Candidate | None:
        """Return who governs the verb at `position`: the nearest subject before it.

        Args:
            line: The sentence.
            position: Where the verb starts, in the article.
            floor: Candidates that start before this character are left out.
        """
        before = [c for c in self.of(line) if floor <= c.start and c.end <= position]
        if before and not before[-1].is_subject:
            # A bare object stands between: look for a pronoun that takes the verb.
            gap = line.text[before[-1].end - line.start : position - line.start]
            pronoun = _PRONOUN.search(gap)
            if pronoun:
                return self.last_person_before(position)
        subjects = [c for c in before if c.is_subject]
        gap_start = subjects[-1].end if subjects else line.start
        gap = line.text[gap_start - line.start : position - line.start]
        if re.search(r"\b(?:he|she)\W*$", gap, re.I):
            return self.last_person_before(position)
        return subjects[-1] if subjects else None


def _is_subject(line: Line, start: int) -> bool:
    return not _PREPOSITION.search(line.before(start, 30))


def _economy_beside(line: Line, start: int, end: int) -> str:
    for place in line.places:
        gap = line.text[place.end - line.start : start - line.start]
        if place.end <= start and re.fullmatch(r"(?:['’]s?)?[ -](?:[a-z]+ )?", gap):
            return place.code
        if start <= place.start < end:
            return place.code
    return ""
