"""Who said what: direct and reported speech, each with its speaker and verb."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tradetalks.dossier.agenda import topics_between
from tradetalks.dossier.cues import CUE, DENIAL
from tradetalks.dossier.items import (
    Agenda,
    Modality,
    Rejected,
    Span,
    Speaker,
    Statement,
    Voice,
)
from tradetalks.dossier.lines import Line
from tradetalks.dossier.quotations import Quotation, attributed
from tradetalks.dossier.reported import according_to, reported_in
from tradetalks.dossier.speakers import Speakers
from tradetalks.dossier.transcripts import Turn, Turns

__all__ = ["CUE", "according_to", "find_statements", "modality_of"]

_COURTESY = re.compile(
    r"(?:thanks?\b|good (?:morning|afternoon|evening)|your questions|next)", re.I
)
_MODALITIES = (
    (Modality.SEEKS, re.compile(
        r"\b(?:seek\w*|sought|want\w*|hop(?:e|es|ed|ing)|aim\w*|pursu\w+|urg\w+|call\w* (?:for|on)|"
        r"should|must|need\w*|intend\w*|plan(?:s|ned|ning)?|looking (?:to|for))\b", re.I)),
    (Modality.MAY, re.compile(
        r"\b(?:may|might|could|would|likely|possibl\w+|perhaps|expect\w*|probabl\w+)\b", re.I)),
    (Modality.WILL, re.compile(r"\b(?:will|shall|won[’']t|is to|are to|going to|[’']ll)\b", re.I)),
)  # fmt: skip


def modality_of(words: str) -> Modality:
    """Return how firmly a thing is put."""
    for modality, pattern in _MODALITIES:
        if pattern.search(words):
            return modality
    return Modality.DID


def find_statements(
    lines: Sequence[Line], text: str, speakers: Speakers, agenda: Sequence[Agenda]
) -> tuple[tuple[Statement, ...], tuple[Rejected, ...]]:
    """Return what was said, in order, and the quotations that no speaker could be found for."""
    said: list[Statement] = []
    rejected: list[Rejected] = []
    quoted: list[Quotation] = []
    for zone in _blocks(lines):
        for quotation, floor in attributed(zone, text, speakers):
            quoted.append(quotation)
            content = _span(text, quotation.inner_start, quotation.inner_end)
            if floor is None:
                rejected.append(
                    Rejected(what="quotation", reason="no speaker found", spans=(content,))
                )
                continue
            said.append(_statement(floor.speaker, floor.cue, content, Voice.SAID, agenda))
    turns = Turns(text, speakers.persons)
    starts = [quotation.start for quotation in quoted]
    for line in lines:
        turn = turns.turn_at(line.end - 1)
        if turn and not line.text.endswith("?"):
            said += _spoken(line, turn, agenda)
        first, last = bisect_left(starts, line.start), bisect_left(starts, line.end)
        for each in reported_in(line, speakers, quoted[max(0, first - 1) : last]):
            through = (*each.through, turn.speaker) if turn else each.through
            said.append(
                _statement(each.speaker, each.cue, each.content, Voice.REPORTED, agenda, through)
            )
    return tuple(sorted(said, key=lambda item: item.spans[0].start)), tuple(rejected)


def _spoken(line: Line, turn: Turn, agenda: Sequence[Agenda]) -> Iterator[Statement]:
    """Yield a sentence of a transcript as the words of whose turn it is."""
    start = max(line.start, turn.start)
    if start < line.end and not _COURTESY.match(line.text[start - line.start :]):
        yield _statement(turn.speaker, "", line.span(start, line.end), Voice.REPORTED, agenda)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, quote=text[start:end])


def _statement(
    speaker: Speaker,
    cue: str,
    content: Span,
    voice: Voice,
    agenda: Sequence[Agenda],
    through: tuple[Speaker, ...] = (),
) -> Statement:
    denied = DENIAL.fullmatch(cue) is not None
    return Statement(
        speaker=speaker,
        cue=cue,
        content=content.quote,
        voice=voice,
        modality=Modality.DENIES if denied else modality_of(content.quote),
        about=topics_between(agenda, content.start, content.end),
        spans=(content,),
        through=through,
    )


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    block: list[Line] = []
    for line in lines:
        if line.title:
            continue
        if block and line.block != block[-1].block:
            yield tuple(block)
            block = []
        block.append(line)
    if block:
        yield tuple(block)
