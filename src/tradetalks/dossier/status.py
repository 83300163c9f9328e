"""How far the talks are, in whose words: stage, speaker, hedge, time."""

import re
from collections.abc import Sequence

from tradetalks.dossier.article import Article
from tradetalks.dossier.gazetteer import FORUMS
from tradetalks.dossier.items import (
    OUTLET,
    Rejected,
    Speaker,
    SpeakerKind,
    Stage,
    Statement,
    Status,
)
from tradetalks.dossier.lines import Line
from tradetalks.dossier.parties import is_mere_place
from tradetalks.dossier.speakers import Speakers
from tradetalks.dossier.stage_judgement import BEGAN, clause_before, is_negated, is_planned, judged
from tradetalks.dossier.stage_signs import CONTEXT, Sign, signs_in
from tradetalks.dossier.stage_times import is_current, time_of
from tradetalks.dossier.statements import CUE, according_to
from tradetalks.dossier.subject_matter import NEAR, speaks_of_trade_talks

_HEDGE = re.compile(
    r"\b(?:could|(?-i:may)|might|would|likely|possibl[ey]|perhaps|expect\w*|suggests?|hop(?:e|es|ed|ing|"
    r"eful)|"
    r"reportedly|appears?|appeared|seems?|aim\w*|if|unless|probabl[ey]|potential\w*|prospects?|"
    r"should|"
    r"set to|poised|anticipat\w+|optimis\w+|plans? to|planned|seeks?|wants? to|believed|"
    r"rumou?r\w*|target\w*|"
    r"intends?|threat\w*|consider\w*|wants? (?=an? )|goal|ambition|"
    r"(?:said|reported|believed|thought|understood|rumou?red|claimed) to (?:have|be))\b",
    re.I,
)
_SOUGHT = re.compile(
    r"\b(?:consider\w*|seeks?|intention|possib\w+|potential\w*|prospects?|propos\w+)\b", re.I
)
_WOULD_NOT = re.compile(r"\bwould (?:not|never|be no|oppose|vote)\b|\bplan(?:s|ned)\b", re.I)
_FRAMEWORK_NAME = re.compile(
    r"(?:framework|political|preliminary|interim|provisional|partial|outline) (?:trade )?\w+", re.I
)
_EVIDENTIAL = re.compile(
    r"\b(?:suggests?|signals?|points? to|indicates?|appears?|seems?|implies)\b", re.I
)
_SETTLED = frozenset({Stage.CONCLUDED, Stage.SIGNED, Stage.FRAMEWORK_AGREED, Stage.RATIFIED})


def find_statuses(
    lines: Sequence[Line],
    statements: Sequence[Statement],
    speakers: Speakers,
    article: Article,
    *,
    about_trade: bool,
) -> tuple[tuple[Status, ...], tuple[Rejected, ...]]:
    """Return the signs of how far talks are, and those looked at and not taken.

    Args:
        lines: The article's sentences.
        statements: What is said in it.
        speakers: Who can speak.
        article: The article, for the day it is dated.
        about_trade: Whether it is about trade deals or tariffs.
    """
    published = article.published
    statuses: list[Status] = []
    rejected: list[Rejected] = []
    first_of_block: dict[int, int] = {}
    reached: set[Stage] = set()
    for number, line in enumerate(lines):
        first = first_of_block.setdefault(line.block, number)
        taken: list[tuple[Sign, Stage]] = []
        for sign in signs_in(line, lines[max(0, number - CONTEXT) : number]):
            if any(sign.start < other.end and other.start < sign.end for other, _ in taken):
                continue
            stage, reason = judged(line, sign, published)
            if not (
                about_trade or speaks_of_trade_talks(lines[max(0, number - NEAR) : number + 1])
            ):
                reason = "the article is not about trade talks"
            if reason:
                span = line.span(sign.start, sign.end)
                what = f"status '{sign.stage}'"
                rejected.append(Rejected(what=what, reason=reason, spans=(span,)))
            else:
                taken.append((sign, stage))
        for sign, stage in _most_telling(line, taken):
            if sign.stage in _SETTLED and stage is Stage.NEGOTIATING and reached & _SETTLED:
                continue  # the wish to sign what is agreed is no step back to the table
            reached.add(stage)
            speaker = _speaker(line, sign, statements, speakers, lines[first:number])
            statuses.append(_status(line, sign, stage, speaker, article))
    return tuple(statuses), tuple(rejected)


def _most_telling(line: Line, taken: Sequence[tuple[Sign, Stage]]) -> list[tuple[Sign, Stage]]:
    """Return one sign for each stage, and no mere talks where a sentence says how far they are."""
    kept: dict[Stage, Sign] = {}
    for sign, stage in taken:
        kept.setdefault(stage, sign)
    further = kept.keys() - {Stage.NEGOTIATING, Stage.EXPLORATORY}
    if (
        further
        and Stage.NEGOTIATING in kept
        and not BEGAN.search(kept[Stage.NEGOTIATING].words(line))
    ):
        del kept[Stage.NEGOTIATING]
    if kept.keys() & {Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.TERMINATED}:
        # "the interim agreement took effect", "parliament approved the conclusion of the pact".
        kept = {stage: sign for stage, sign in kept.items() if not _is_mere_name(line, stage, sign)}
    if Stage.NEAR in kept:
        # "edge closer toward finalizing a deal": the goal is no second sign.
        kept = {
            s: sign for s, sign in kept.items() if s is Stage.NEAR or not is_planned(line, sign)
        }
    return sorted(((sign, stage) for stage, sign in kept.items()), key=lambda each: each[0].start)


def _is_mere_name(line: Line, stage: Stage, sign: Sign) -> bool:
    words = sign.words(line)
    if stage is Stage.FRAMEWORK_AGREED:
        return _FRAMEWORK_NAME.fullmatch(words) is not None
    return stage is Stage.CONCLUDED and words.lower().startswith("conclusion")


def _status(line: Line, sign: Sign, stage: Stage, speaker: Speaker, article: Article) -> Status:
    published = article.published
    negated, planned = is_negated(line, sign), is_planned(line, sign)
    edtf = time_of(line, sign, published)
    return Status(
        stage=stage,
        speaker=speaker,
        hedged=(planned and not negated) or _is_hedged(line, sign),
        current=is_current(line, sign, stage, speaker, edtf, published),
        negated=negated,
        as_of=edtf or article.day,
        about=_about(line),
        sentence=line.whole(),
        spans=(line.span(sign.start, sign.end),),
    )


def _is_hedged(line: Line, sign: Sign) -> bool:
    around = clause_before(line, sign) + sign.words(line)
    if sign.stage is Stage.EXPLORATORY:  # what is considered or sought is explored for certain
        around = _SOUGHT.sub("", around)
    if sign.stage is Stage.OPPOSED:  # "would never": the "will not" of reported speech
        around = _WOULD_NOT.sub("", around)
    return _HEDGE.search(around) is not None


def _about(line: Line) -> tuple[str, ...]:
    """Return the economies a sentence names as doers, not as places."""
    codes = [m.code for m in line.places if not is_mere_place(line, m) and m.code not in FORUMS]
    return tuple(dict.fromkeys(codes))


def _speaker(
    line: Line,
    sign: Sign,
    statements: Sequence[Statement],
    speakers: Speakers,
    earlier: Sequence[Line],
) -> Speaker:
    """Return whose words a sign is in; the outlet's where nobody else speaks.

    Args:
        line: The sentence.
        sign: Its words.
        statements: What was said in the article.
        speakers: Who can speak.
        earlier: The sentences before it in its paragraph.
    """
    for statement in statements:
        for span in statement.spans:
            if span.start <= sign.start < span.end:
                return statement.speaker
    according = according_to(line, speakers)
    if according:
        return according[0]
    if _EVIDENTIAL.search(line.text) and not _has_own_voice(line, speakers):
        return _analysts_of(earlier, speakers)
    return OUTLET


def _analysts_of(earlier: Sequence[Line], speakers: Speakers) -> Speaker:
    """Return the analysts a paragraph speaks for, when nobody else took the floor since."""
    for line in reversed(earlier):
        subjects = [candidate for candidate in speakers.of(line) if candidate.is_subject]
        analysts = [c for c in subjects if c.speaker.kind is SpeakerKind.ANALYSTS]
        if analysts:
            return analysts[0].speaker
        if any(c.speaker.kind is SpeakerKind.PERSON for c in subjects) and CUE.search(line.text):
            return OUTLET
    return OUTLET


def _has_own_voice(line: Line, speakers: Speakers) -> bool:
    """Tell whether somebody named stands before the verb that says what things suggest."""
    verb = _EVIDENTIAL.search(line.text)
    return verb is not None and speakers.subject_before(line, line.start + verb.start()) is not None
