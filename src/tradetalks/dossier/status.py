"""How far the talks are, in whose words: stage, speaker, hedge, time."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from tradetalks.dossier.dates import find_dates
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
from tradetalks.dossier.parties import TRADE, is_mere_place
from tradetalks.dossier.speakers import Speakers
from tradetalks.dossier.statements import CUE, according_to

_DEAL = (
    r"(?:agreements?|deals?|pacts?|accords?|treat(?:y|ies)|FTA|CEPA|EPA|ETCA|TEPA|TIFA|"
    r"arrangements?|memorandum|MoU|partnership|framework|communiqu[eé])"
)
_TALKS = r"(?:talks|negotiations?|negotiating|discussions|dialogue)"
_LEAD = r"(?:[\w’'.&-]+ ){0,6}?"
_FEW = r"(?:[\w’'-]+ ){0,5}?"
_GAP = r"[^.;:?!“”\"]{0,90}? "
_HOUSE = (
    r"(?:parliament|congress|senate|lawmakers|assembly|legislature|chamber of deputies|deputies|"
    r"lower house|upper house|house of \w+|cabinet|council of ministers|bundestag|riksdag|duma|"
    r"knesset|diet|national council|state duma|mps|meps|senators|royal decree)"
)
_ABOUT_TALKS = re.compile(
    rf"\b(?:{_DEAL}|{_TALKS}|negotiators?|negotiate[sd]?|terms|rounds?|signing|signature|"
    r"ratif\w+|the text|chapters?)\b",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:they|it|its|we|us|this|that|these|those|both|the two|neither|nobody|he|she)\b", re.I
)
_OTHER_MATTER = re.compile(
    r"\b(?:peace|ceasefire|truce|nuclear|hostage|arms|prisoners?|plea|transfer|merger|takeover|"
    r"film|"
    r"book|record|climate|extradition|border|defen[cs]e|military|coalition|loan|bailout|IMF|"
    r"broadcast\w*|player|sponsorship|licensing) "
    r"(?:agreement|deal|pact|accord|treaty|talks|negotiations|contract)s?\b",
    re.I,
)
_TRADE_DEAL = re.compile(r"\btrade (?:deal|talks|agreement|pact|negotiations)\b", re.I)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Stage, re.Pattern[str]], ...]:
    """Return the expressions of each stage, the more telling stages first."""
    table = files("tradetalks.dossier").joinpath("data/stages.toml").read_text(encoding="utf-8")
    stages = tomllib.loads(table)["stage"]
    return tuple(
        (
            Stage(stage["name"]),
            re.compile(rf"(?<![\w-])(?:{_filled('|'.join(stage['words']))})", re.I),
        )
        for stage in stages
    )


def _filled(words: str) -> str:
    for name, pattern in (
        ("<a deal>", rf"{_LEAD}{_DEAL}\b"),
        ("<the talks>", rf"{_LEAD}{_TALKS}\b"),
        ("<deal>", _DEAL),
        ("<talks>", _TALKS),
        ("<few>", _FEW),
        ("<gap>", rf"(?:{_GAP}|)"),
        ("<house>", _HOUSE),
    ):
        words = words.replace(name, pattern)
    return words


_NEGATION = re.compile(
    r"\b(?:not|n[’']t|never|neither|nor|no longer|far from|yet to|have yet|has yet|fail(?:ed|"
    r"s)? to|"
    r"without|den(?:y|ied|ies)(?: (?:that|reports?|\w+)){0,4}|cannot|unlikely to|refused to|"
    r"no (?=deal|agreement|pact|accord|treaty|imminent))(?:\W+[\w’'-]+){0,5}\W*$|"
    r"n[’']t(?:\W+\w+){0,3}\W*$",
    re.I,
)
AFTER_NEGATION = {
    Stage.NEAR: Stage.NEGOTIATING,
    Stage.STALLED: Stage.NEGOTIATING,
    Stage.SUSPENDED: Stage.NEGOTIATING,
    Stage.FRAMEWORK_AGREED: Stage.NEGOTIATING,
    Stage.CONCLUDED: Stage.NEGOTIATING,
    Stage.SIGNED: Stage.NEGOTIATING,
    Stage.NEGOTIATING: Stage.OPPOSED,
    Stage.RATIFIED: Stage.SIGNED,
    Stage.IN_FORCE: Stage.SIGNED,
}
"""What follows from the denial of a stage; nothing follows from the others' denial."""

_HEDGE = re.compile(
    r"\b(?:could|may|might|would|likely|possibl[ey]|perhaps|expect\w*|suggests?|hop(?:e|es|ed|ing|"
    r"eful)|"
    r"reportedly|appears?|appeared|seems?|aim\w*|if|unless|probabl[ey]|potential\w*|prospects?|"
    r"should|"
    r"set to|poised|anticipat\w+|optimis\w+|plans? to|planned|seeks?|wants? to|believed|"
    r"rumou?r\w*|target\w*|"
    r"intends?|threat\w*|consider\w*)\b",
    re.I,
)
_CLAUSE = re.compile(
    r"[;:—“”\"]|, (?:but|and|while|although|which|who|with) |,? (?:as|while|but|although|after|"
    r"because) "
)
_PLANNED = re.compile(
    r"\b(?:will|to be|to|expected to|set to|due to|hop(?:e|es|ing) to|want(?:s|ed)? to|aim(?:s|ed|"
    r"ing)? to|could|may|"
    r"might|would|should|can|ready to|before|after|until|ahead of|towards?|for|of|if|unless|"
    r"threat\w* to|when)"
    r"(?: (?:be|then|also|finally|soon|eventually|the|a|it|they|still))?\W*$",
    re.I,
)
_HAD = re.compile(r"\b(?:had|once|used to)\b(?:\W+\w+){0,4}\W*$", re.I)
_PAST = re.compile(
    r"\b(?:(?:and|but) (?:\w+ ){0,2}(?:restarted|resumed|revived|relaunched)|previously|"
    r"years? after|formerly|once |last (?:year|month|decade)|earlier (?:this|"
    r"last) year|"
    r"(?:years?|months?|decades?) ago|used to|at the time|back in|until (?:recently|last|then)|"
    r"initially|"
    r"by then|in the (?:19|20)\d0s|after (?:earlier )?(?:talks|negotiations) )",
    re.I,
)
_EVIDENTIAL = re.compile(
    r"\b(?:suggests?|signals?|points? to|indicates?|appears?|seems?|implies)\b", re.I
)
CONTEXT = 2
"""Sentences before one that only says "they" or "it", among which talks must be spoken of."""
REACH = 60
"""Characters between a sign and the date it is read with."""

# Stages that a plan to reach them does not reach: "to sign a deal" is not a signature.
_ACHIEVED = frozenset(
    {Stage.CONCLUDED, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.FRAMEWORK_AGREED,
     Stage.TERMINATED, Stage.SUSPENDED}
)  # fmt: skip


@dataclass(frozen=True)
class _Sign:
    """Words that give a stage: characters in the article."""

    start: int
    end: int
    stage: Stage


def find_statuses(
    lines: Sequence[Line],
    statements: Sequence[Statement],
    speakers: Speakers,
    *,
    published: date | None,
) -> tuple[tuple[Status, ...], tuple[Rejected, ...]]:
    """Return the signs of how far talks are, and those looked at and not taken."""
    statuses: list[Status] = []
    rejected: list[Rejected] = []
    is_trade = any(TRADE.search(line.text) for line in lines)
    for number, line in enumerate(lines):
        first = next(i for i, other in enumerate(lines) if other.block == line.block)
        for sign in _signs(line, lines[max(0, number - CONTEXT) : number]):
            reason = "the article does not speak of trade" if not is_trade else _refusal(line, sign)
            if reason:
                span = line.span(sign.start, sign.end)
                rejected.append(
                    Rejected(what=f"status '{sign.stage}'", reason=reason, spans=(span,))
                )
                continue
            speaker = _speaker(line, sign, statements, speakers, lines[first:number])
            statuses.append(_status(line, sign, speaker, published))
    return tuple(statuses), tuple(rejected)


def _signs(line: Line, earlier: Sequence[Line]) -> Iterator[_Sign]:
    """Yield the stages a sentence speaks of, one for each stretch of words."""
    if not _is_about_talks(line, earlier):
        return
    found = [
        _Sign(line.start + match.start(), line.start + match.end(), stage)
        for stage, pattern in _rules()
        for match in pattern.finditer(line.text)
    ]
    kept: list[_Sign] = []
    for sign in found:  # earlier rules are the more telling ones
        if not any(sign.start < other.end and other.start < sign.end for other in kept):
            kept.append(sign)
    if any(sign.stage is Stage.NEAR for sign in kept):
        # "edge closer toward finalizing a deal": the goal is no second sign.
        kept = [sign for sign in kept if not _is_planned(line, sign)]
    stages: set[Stage] = set()
    for sign in sorted(kept, key=lambda sign: (-(sign.end - sign.start), sign.start)):
        if sign.stage not in stages:
            stages.add(sign.stage)
            yield sign


def _is_about_talks(line: Line, earlier: Sequence[Line]) -> bool:
    """Tell whether a sentence speaks of talks, or goes on about what one just before it did."""
    if line.text.rstrip("”\"’ ").endswith("?"):
        return False
    if _ABOUT_TALKS.search(line.text):
        return True
    goes_on = _GOES_ON.search(line.text) is not None
    return goes_on and any(_ABOUT_TALKS.search(before.text) for before in earlier)


def _clause_before(line: Line, sign: _Sign) -> str:
    """Return the words before a sign in its own clause: what governs it, and no more."""
    return _CLAUSE.split(line.before(sign.start, 80))[-1]


def _is_negated(line: Line, sign: _Sign) -> bool:
    if _NEGATION.search(_clause_before(line, sign)):
        return True
    words = line.text[sign.start - line.start : sign.end - line.start]
    return (
        re.search(r"\b(?:not|never|n[’']t|yet to be)\b(?! (?:weeks|months|years))", words)
        is not None
    )


def _is_planned(line: Line, sign: _Sign) -> bool:
    if sign.stage not in _ACHIEVED:
        return False
    words = line.text[sign.start - line.start : sign.end - line.start]
    if re.search(r"\b(?:will|would|could|may|might|should|can|must|to) (?:\w+ )?be\b", words):
        return True
    return _PLANNED.search(line.before(sign.start, 40)) is not None


def _refusal(line: Line, sign: _Sign) -> str:
    """Return why a sign is no status, or nothing."""
    words = line.text[sign.start - line.start : sign.end - line.start]
    other = _OTHER_MATTER.search(line.text)
    if (
        other
        and not TRADE.search(words)
        and not re.search(r"\btrade (?:deal|talks|agreement|pact)", line.text, re.I)
    ):
        return f"about another matter ({other[0]})"
    if _is_negated(line, sign):
        return "" if sign.stage in AFTER_NEGATION else "denied, and nothing follows from that"
    if _is_planned(line, sign) and sign.stage not in {Stage.SIGNED, Stage.CONCLUDED}:
        return "planned or possible, not reached"
    return ""


def _status(line: Line, sign: _Sign, speaker: Speaker, published: date | None) -> Status:
    negated, planned = _is_negated(line, sign), _is_planned(line, sign)
    stage = sign.stage
    if negated:
        stage = AFTER_NEGATION[stage]
    elif planned:
        stage = Stage.NEGOTIATING
    edtf = _time_of(line, sign, published)
    return Status(
        stage=stage,
        speaker=speaker,
        hedged=planned or _is_hedged(line, sign),
        current=_is_current(line, sign, stage, speaker, edtf, published),
        negated=negated,
        as_of=edtf or (published.isoformat() if published else ""),
        about=_about(line),
        sentence=line.whole(),
        spans=(line.span(sign.start, sign.end),),
    )


def _is_hedged(line: Line, sign: _Sign) -> bool:
    words = line.text[sign.start - line.start : sign.end - line.start]
    return _HEDGE.search(_clause_before(line, sign) + words) is not None


def _time_of(line: Line, sign: _Sign, published: date | None) -> str:
    """Return the date beside a sign that it holds for; a date still to come is none."""
    here = sign.start - line.start, sign.end - line.start
    near = [
        (max(dated.start - here[1], here[0] - dated.end), dated.edtf)
        for dated in find_dates(line.text, anchor=published)
        if dated.edtf[:4].isdigit()
        and (published is None or dated.edtf[:10] <= published.isoformat())
    ]
    distance, edtf = min(near, default=(REACH + 1, ""))
    return edtf if distance <= REACH else ""


def _is_current(
    line: Line, sign: _Sign, stage: Stage, speaker: Speaker, edtf: str, published: date | None
) -> bool:
    lasting = stage in {Stage.IN_FORCE, Stage.SIGNED, Stage.RATIFIED, Stage.FRAMEWORK_AGREED}
    around = _clause_before(line, sign) + _CLAUSE.split(line.after(sign.end, 40))[0]
    # In reported speech "had narrowed" is the past of the telling, not of the talks.
    if speaker is OUTLET and _HAD.search(_clause_before(line, sign)):
        return False
    if _PAST.search(around):
        return lasting
    year = re.match(r"\d{4}", edtf)
    return lasting or not (year and published and int(year[0]) < published.year)


def _about(line: Line) -> tuple[str, ...]:
    """Return the economies a sentence names as doers, not as places."""
    codes = [m.code for m in line.places if not is_mere_place(line, m) and m.code not in FORUMS]
    return tuple(dict.fromkeys(codes))


def _speaker(
    line: Line,
    sign: _Sign,
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
