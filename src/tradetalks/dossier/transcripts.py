"""Transcripts: each turn of questions and answers belongs to whom its label names."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tradetalks.dossier.items import Person, Span, Speaker, SpeakerKind
from tradetalks.dossier.match import word_set
from tradetalks.dossier.offices import HEADS

FEWEST_TURNS = 3
"""Labelled lines below which a text is no transcript."""

_ASKING = word_set(
    "q question journalist reporter interviewer moderator host operator press correspondent "
    "questioner media presenter"
)
_ANSWERING = word_set("a answer")
_TITLES = word_set(
    "mr mrs ms miss dr hon the rt prof sir dame amb ambassador sen senator rep secretary minister "
    "president commissioner chair chairman chairwoman governor representative undersecretary "
    "spokesperson spokesman spokeswoman premier chancellor right honourable deputy press acting "
    "vice assistant senior foreign trade commerce finance prime chief general director"
)
_LABEL = re.compile(
    r"^[ \t>*_–-]*"
    r"(?P<label>"
    r"(?:Q|A|Question|Answer|Journalist|Reporter|Interviewer|Moderator|Host|Operator|"
    r"Correspondent|Press|Presenter)(?: \d{1,2})?|"
    r"[A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,6}|"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+| (?:of|for|bin|al|de|da|van|von|der|la)){0,7}"
    r")(?: ?\([^()\n]{1,60}\))?[*_]{0,2}"
    r"(?::[*_]{0,2}|(?<=\bQ)\.|(?<=\bA)\.| ?[–—](?= ))[ \t\n]+(?=\S)",
    re.M,
)


@dataclass(frozen=True)
class Turn:
    """What one speaker says until the next label.

    Attributes:
        start: First character of the words, after the label.
        end: One past the last.
        speaker: Who has the floor; a questioner is named by the label.
        asks: True for a questioner or moderator.
    """

    start: int
    end: int
    speaker: Speaker
    asks: bool


class Turns:
    """The turns of a transcript; none where a text is no transcript.

    Args:
        text: The article's text.
        persons: The people found in it.
    """

    def __init__(self, text: str, persons: Sequence[Person]) -> None:
        self._turns = _turns(text, persons)
        self._starts = [turn.start for turn in self._turns]

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn that a character of the article belongs to."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._turns[index].end:
            return None
        return self._turns[index]

    def speaker_at(self, position: int) -> Speaker | None:
        """Return who has the floor at a character of the article."""
        turn = self.turn_at(position)
        return turn.speaker if turn else None

    def __len__(self) -> int:
        return len(self._turns)


def _turns(text: str, persons: Sequence[Person]) -> tuple[Turn, ...]:
    labels = list(_LABEL.finditer(text))
    if not _is_transcript(labels, persons):
        return ()
    known = {match["label"] for match in labels if _knows(match["label"], persons)}
    labels = [match for match in labels if match["label"] in known]
    ends = [match.start() for match in labels[1:]] + [len(text)]
    answering = next(
        (holder for match in labels if (holder := _person(match["label"], persons))), None
    )
    return tuple(
        Turn(match.end(), end, _speaker(match, persons, answering), _asks(match["label"]))
        for match, end in zip(labels, ends, strict=True)
    )


def _is_transcript(labels: Sequence[re.Match[str]], persons: Sequence[Person]) -> bool:
    """Tell a transcript from lines such as "Date:", "Contact:": labels recur, and are speakers'."""
    named = [match["label"] for match in labels if _knows(match["label"], persons)]
    counts = Counter(named)
    return len(named) >= FEWEST_TURNS and len(counts) > 1 and max(counts.values()) > 1


def _asks(label: str) -> bool:
    return label.lower().split()[0] in _ASKING


def _knows(label: str, persons: Sequence[Person]) -> bool:
    first = label.lower().rstrip(".").split()[0]
    return (
        first in _ASKING | _ANSWERING
        or _person(label, persons) is not None
        or _words(label)[-1:] in [[head] for head in HEADS]
        or (label.isupper() and first in _TITLES)
    )


def _words(label: str) -> list[str]:
    return [word for word in re.findall(r"[\w’'-]+", label.lower()) if word not in {"the"}]


def _person(label: str, persons: Sequence[Person]) -> Person | None:
    """Return the person a label names by name, initials or office."""
    words = [word for word in _words(label) if word not in _TITLES]
    if words:
        for person in persons:
            name = _words(person.full_name)
            if words[-1] == name[-1] and set(words) <= set(name):
                return person
        if label.isupper() and len(words) == 1:
            for person in persons:
                if "".join(word[0] for word in _words(person.full_name)) == words[0]:
                    return person
    office = " ".join(_words(label))
    return next((p for p in persons if _holds(p, office)), None)


def _holds(person: Person, office: str) -> bool:
    return any(
        re.search(rf"\b{re.escape(office)}\b", span.quote.lower())
        and ("prime" in office) == ("prime" in span.quote.lower())
        for span in person.offices
    )


def _speaker(match: re.Match[str], persons: Sequence[Person], answering: Person | None) -> Speaker:
    label, start = match["label"], match.start("label")
    span = Span(start=start, end=match.end("label"), quote=label)
    person = None if _asks(label) else _person(label, persons)
    if label.lower() in _ANSWERING:
        person = answering or (persons[0] if len(persons) == 1 else None)
    if person is None:
        return Speaker(kind=SpeakerKind.PERSON, name=label, span=span)
    return Speaker(
        kind=SpeakerKind.PERSON, name=person.full_name, economy=person.economy, span=span
    )
