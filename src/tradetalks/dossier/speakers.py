"""Who can stand behind words: persons, governments, officials, analysts, business."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tradetalks.dossier.gazetteer import Kind, Mention
from tradetalks.dossier.items import Person, Speaker, SpeakerKind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.offices import (
    ANALYST_HEADS,
    BUSINESS_HEADS,
    GOVERNMENT_HEADS,
    Office,
    find_offices,
)
from tradetalks.dossier.parties import is_mere_place
from tradetalks.dossier.people import Known
from tradetalks.dossier.sources import find_sources

LOOK_BACK = 4
"""Sentences before "he said" among which its person is looked for."""

_PREPOSITION = re.compile(
    r"\b(?:with|to|by|of|from|between|for|in|at|against|amid|among|on|into|about|like|than|after|"
    r"told|met|asked|urged|thanked|reminded)(?: (?:the|a|an))? $",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.I)
_DEFINITE = re.compile(r"\b(?:the|its|their|his|her|our|this|that|whose|[’']s)(?: \w+)? $", re.I)
_GROUP_HEADS = GOVERNMENT_HEADS - {"official", "diplomat", "aide", "negotiator", "delegate"}


@dataclass(frozen=True)
class Candidate:
    """A possible speaker.

    Attributes:
        start: First character in the article.
        end: One past the last.
        speaker: Who it is.
        is_subject: False after a preposition or as a verb's object.
        number: "one", "many", or "body" for a government named as a place.
        named: True where a person is meant who has a name.
    """

    start: int
    end: int
    speaker: Speaker
    is_subject: bool
    number: str = "one"
    named: bool = False


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
        self._lines = lines
        self._line_starts = [line.start for line in lines]
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

    @property
    def persons(self) -> Sequence[Person]:
        """Return everybody found in the article."""
        return self._persons

    def last_person_before(self, position: int, *, after: int = 0) -> Candidate | None:
        """Return the person named last before a character."""
        index = bisect_left(self._starts, position) - 1
        if index < 0 or self._mentions[index].start < after:
            return None
        return self._by_start.get(self._mentions[index].start)

    def antecedent(self, position: int, pronoun: str = "he") -> Candidate | None:
        """Return whom a pronoun at a character means: the subject of the nearest sentence.

        Args:
            position: Where the pronoun stands, in the article.
            pronoun: "he" and "she" are a person, "they" several, "it" a body.
        """
        here = bisect_right(self._line_starts, position) - 1
        fits = _FITS[pronoun.lower()]
        for index in range(here, max(-1, here - LOOK_BACK), -1):
            line = self._lines[index]
            if index != here and re.match(rf"{pronoun}\b", line.text, re.I):
                continue
            found = [
                c
                for c in self._by_line[line.start]
                if c.end <= position and fits(c) and not is_quoted(line, c.start)
            ]
            subjects = [c for c in found if c.is_subject]
            if subjects:
                return subjects[-1] if index == here else subjects[0]
            if found and index != here:
                return found[-1]
        return self.last_person_before(position) if pronoun.lower() in {"he", "she"} else None

    def counterpart(self, economy: str, position: int) -> Speaker | None:
        """Return who serves an economy, or may, and holds the office of the person spoken of."""
        own = self.antecedent(position)
        before = self._mentions[: bisect_left(self._starts, position)]
        serving = [m for m in before if self._persons[m.person].economy == economy]
        if not serving and own:
            heads = {
                self._heads[m.person] for m in before if self._is_named(m, own.speaker.name)
            } - {""}
            serving = [
                m
                for m in before
                if not self._persons[m.person].economy
                and self._heads[m.person] in heads
                and not self._is_named(m, own.speaker.name)
            ]
        found = self._by_start.get(serving[-1].start) if serving else None
        return found.speaker if found else None

    def _is_named(self, mention: Known, name: str) -> bool:
        return self._persons[mention.person].full_name == name

    def subject_before(self, line: Line, position: int, *, floor: int = 0) -> Candidate | None:
        """Return who governs the verb at `position`: the nearest subject before it.

        Args:
            line: The sentence.
            position: Where the verb starts, in the article.
            floor: Candidates that start before this character are left out.
        """
        aside = _ASIDE.search(line.text[: position - line.start])
        if aside:
            # "Yıldız, who has advised Ankara, believes": what stands between commas has no say.
            position = line.start + aside.start() + 1
        before = [c for c in self.of(line) if floor <= c.start and c.end <= position]
        subjects = [c for c in before if c.is_subject]
        gap_start = max(subjects[-1].end if subjects else line.start, floor)
        gap = line.text[gap_start - line.start : position - line.start]
        if before and _WHO.fullmatch(
            line.text[before[-1].end - line.start : position - line.start]
        ):
            return before[-1]
        if _IN_TURN.search(gap):
            return self.last_person_before(gap_start if subjects else position)
        pronoun = _GOVERNS.search(gap)
        if pronoun is None and before and not before[-1].is_subject:
            # A bare object stands between: look for a pronoun that takes the verb.
            tail = line.text[before[-1].end - line.start : position - line.start]
            pronoun = _PRONOUN.search(tail)
        if pronoun:
            at = gap_start + pronoun.start()
            return self.antecedent(at, pronoun[0].strip().split()[0])
        return subjects[-1] if subjects else None

    def _candidates(self, line: Line) -> Iterator[Candidate]:
        found = [*self._people(line)]
        found += self._titles(line, found)
        found += self._groups(line, found)
        found += self._governments(line, found)
        yield from sorted(found, key=lambda candidate: candidate.start)

    def _people(self, line: Line) -> Iterator[Candidate]:
        for mention in self.persons_in(line):
            yield self._as_person(line, mention.person, mention.start, mention.end)

    def _as_person(self, line: Line, index: int, start: int, end: int) -> Candidate:
        person, head = self._persons[index], self._heads[index]
        kind = SpeakerKind.PERSON
        if head in ANALYST_HEADS:
            kind = SpeakerKind.ANALYSTS
        elif head in BUSINESS_HEADS and not person.economy:
            kind = SpeakerKind.BUSINESS
        speaker = Speaker(
            kind=kind, name=person.full_name, economy=person.economy, span=line.span(start, end)
        )
        return Candidate(start, end, speaker, _is_subject(line, start), named=True)

    def _titles(self, line: Line, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield "the minister", as the person who holds the office where the text named one."""
        for office in find_offices(line):
            if any(c.start - 12 <= office.end and office.start - 12 <= c.end for c in found):
                continue
            if office.head not in _GROUP_HEADS or not _DEFINITE.search(
                line.before(office.start, 24)
            ):
                continue
            holder = self._holder(line, office)
            if holder is not None:
                yield self._as_person(line, holder, office.start, office.end)
                continue
            start = office.start
            article = re.search(r"\b(?:the|its|their|his|her|our) $", line.before(start, 6), re.I)
            start -= len(article[0]) if article else 0
            span = line.span(start, office.end)
            speaker = Speaker(
                kind=SpeakerKind.GOVERNMENT,
                name=" ".join(span.quote.split()),
                economy=office.economy,
                span=span,
            )
            yield Candidate(start, office.end, speaker, _is_subject(line, start))

    def _holder(self, line: Line, office: Office) -> int | None:
        """Return the person named last before who holds an office given without a name."""
        words = line.text[office.start - line.start : office.end - line.start].lower()
        holders = {
            index
            for index in range(len(self._persons))
            if self._is_held(index, words, office.economy)
        }
        for mention in reversed(self._mentions[: bisect_left(self._starts, office.start)]):
            if mention.person in holders:
                return mention.person
        return None

    def _is_held(self, index: int, words: str, economy: str) -> bool:
        person = self._persons[index]
        if economy and person.economy and economy != person.economy:
            return False
        return any(_same_office(words, span.quote.lower()) for span in person.offices)

    def _groups(self, line: Line, found: Sequence[Candidate]) -> Iterator[Candidate]:
        taken = [
            (office.start, office.end)
            for person in {mention.person for mention in self.persons_in(line)}
            for office in self._persons[person].offices
            if line.start <= office.start < line.end
        ]
        taken += [(candidate.start, candidate.end) for candidate in found]
        for source in find_sources(line):
            start, end = source.start, source.end
            if any(start < b and a < end for a, b in taken) or self._is_person(start, end):
                continue
            if line.before(start, 7).lower() == " whose ":
                continue
            if any(start <= place.start and place.end == end for place in line.places):
                continue
            span = line.span(start, end)
            speaker = Speaker(
                kind=source.kind,
                name=" ".join(span.quote.split()),
                economy=_economy_beside(line, start, end),
                span=span,
            )
            number = "many" if source.plural else "one"
            yield Candidate(start, end, speaker, _is_subject(line, start), number)

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
            if gap in {" and ", " and the ", ", "}:
                together = together or place
                continue
            first = together or place
            span = line.span(first.start, place.end)
            economy = "" if together else place.code
            speaker = Speaker(
                kind=SpeakerKind.GOVERNMENT, name=span.quote, economy=economy, span=span
            )
            number = "many" if together else "body"
            together = None
            yield Candidate(span.start, span.end, speaker, _is_subject(line, span.start), number)

    @staticmethod
    def _can_speak(line: Line, place: Mention, found: Sequence[Candidate]) -> bool:
        beside = any(c.start - 2 <= place.end and place.start <= c.end for c in found)
        word = line.text[place.start - line.start : place.end - line.start]
        # "The Americans" speak; "American" is said of something.
        people = place.kind is Kind.DEMONYM and word.endswith("ns")
        adjective = _OFFICE_OF.match(line.after(place.end, 40)) and re.search(
            r"\b(?:the|an?|its|their) $", line.before(place.start, 6), re.I
        )
        mute = adjective or (place.kind in {Kind.DEMONYM, Kind.CITY} and not people)
        return not (mute or beside or is_mere_place(line, place))


# "the turn of the Prime Minister, who told …": what is no subject takes the verb all the same.
_WHO = re.compile(r",? (?:MP,? )?who(?: (?:has|had|have|also|later|then|\w+ly))* ")
_ASIDE = re.compile(r", (?:who|which|whose|an?) [^,“”\"]{1,140},[ ]?(?:\w+ly |also |later )?$")
_OFFICE_OF = re.compile(r" [a-z]+ of\b")
_IN_TURN = re.compile(r"\b(?:he|she),? for (?:his|her) part,? $", re.I)
_GOVERNS = re.compile(
    r"\b(?:he|she|they|it)(?: (?:has|had|have|also|later|then|would|\w+ly))*\W*$", re.I
)


def _is_one(candidate: Candidate) -> bool:
    kind = candidate.speaker.kind
    alone = candidate.number == "one"
    return alone and (kind is not SpeakerKind.GOVERNMENT or not _is_body(candidate))


def _is_body(candidate: Candidate) -> bool:
    words = candidate.speaker.name.lower().split()
    is_office = bool(words) and (words[-1] in GOVERNMENT_HEADS or words[-1].startswith("spokes"))
    kinds = {SpeakerKind.GOVERNMENT, SpeakerKind.BUSINESS}
    return candidate.speaker.kind in kinds and candidate.number != "many" and not is_office


def _is_several(candidate: Candidate) -> bool:
    return candidate.number == "many"


_FITS = {"he": _is_one, "she": _is_one, "they": _is_several, "it": _is_body}


def is_quoted(line: Line, position: int) -> bool:
    """Tell whether a quotation of this sentence is open at a character."""
    before = line.text[: position - line.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _same_office(asked: str, held: str) -> bool:
    """Tell whether "the minister" can be the holder of an office; a prime minister is another."""
    asked, held = asked.replace("-", " "), held.replace("-", " ")
    if ("prime" in asked, "vice" in asked) != ("prime" in held, "vice" in held):
        return False
    return f" {' '.join(asked.split())} " in f" {' '.join(held.split())} "


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
