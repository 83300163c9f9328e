"""How far the talks are, in whose words: stage, speaker, hedge, time."""

import re
from collections.abc import Sequence
from datetime import date

from tradetalks.dossier.article import Article
from tradetalks.dossier.dates import Dated, find_dates
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
from tradetalks.dossier.parties import (
    NEAR,
    TRADE,
    is_mere_place,
    speaks_of_trade_talks,
)
from tradetalks.dossier.sentences import FULL_STOP
from tradetalks.dossier.speakers import Speakers
from tradetalks.dossier.stage_signs import CONTEXT, Sign, signs_in
from tradetalks.dossier.statements import CUE, according_to

_OTHER_MATTER = re.compile(
    r"\b(?:peace|ceasefire|truce|nuclear|hostage|arms|prisoners?|plea|transfer|merger|takeover|"
    r"film|book|record|climate|extradition|border|defen[cs]e|military|security|coalition|loan|"
    r"bailout|IMF|broadcast\w*|player|sponsorship|licensing|visiting forces|status of forces|"
    r"wage|pay|labou?r union|airline|codeshare|research|university|museum|tax|taxation|"
    r"air services|hostages|social security|rental|lease|gas supply|ransom|recording) "
    r"(?:and [\w-]+ )?(?:agreement|partnership|deal|pact|accord|treaty|talks|negotiations|"
    r"contract)s?\b|\b(?:agreement|deal|talks|negotiations) with (?:the |its |his )?"
    r"(?:(?-i:unions?)|workers|teachers|nurses|doctors|club|players?|lenders|creditors|bondholders|IMF|rebels|"
    r"hijackers|publisher|landlord)\b|\b(?:striker|midfielder|goalkeeper|quarterback|golf|tennis|chess)\b",
    re.I,
)


_NEGATION = re.compile(
    r"\b(?:not|n[’']t|never|neither|nor|no longer|far from|yet to|have yet|has yet|fail(?:ed|"
    r"s)? to|"
    r"without|den(?:y|ied|ies)(?: (?:that|reports?|\w+)){0,4}|cannot|unlikely to|refused to|"
    r"no (?=deal|agreement|pact|accord|treaty|imminent))(?:\W+[\w’'-]+){0,5}\W*$|"
    r"n[’']t(?:\W+\w+){0,3}\W*$|\bno (?:\w+ ){0,3}$",
    re.I,
)
AFTER_NEGATION = {
    Stage.NEAR: Stage.NEGOTIATING,
    Stage.STALLED: Stage.NEGOTIATING,
    Stage.SUSPENDED: Stage.NEGOTIATING,
    Stage.FRAMEWORK_AGREED: Stage.NEGOTIATING,
    Stage.CONCLUDED: Stage.NEGOTIATING,
    Stage.SIGNED: Stage.NEGOTIATING,
    Stage.TERMINATED: Stage.NEGOTIATING,
    Stage.NEGOTIATING: Stage.OPPOSED,
}
"""What follows from the denial of a stage; nothing follows from the others' denial."""

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
_CLAUSE = re.compile(
    rf"[;:—“”\"]|{FULL_STOP}|, (?:but|and|while|although|which|who|with) |,? (?:as|while|but|"
    r"although|after|because) "
)
_PLANNED = re.compile(
    r"\b(?:will|to be|to|expected to|set to|due to|hop(?:e|es|ing) to|want(?:s|ed)? to|aim(?:s|ed|"
    r"ing)? to|could|(?-i:may)|"
    r"might|would|should|can|ready to|before|after|until|ahead of|towards?|for|of|if|unless|"
    r"threat\w* to|when)"
    r"(?: (?:be|then|also|finally|soon|eventually|the|a|it|they|still))?\W*$",
    re.I,
)
_PLANNED_FACT = re.compile(
    r"\b(?:will|to be|to|expected to|set to|due to|hop(?:e|es|ing) to|want(?:s|ed)? to|aim(?:s|ed|"
    r"ing)? to|could|(?-i:may)|might|would|should|can|ready to|if|unless)"
    r"(?: (?:be|then|also|finally|soon|eventually|the|a|it|they|still))?\W*$",
    re.I,
)
_SAID_TO_HAVE = re.compile(
    r"\b(?:appears?|appeared|seems?|seemed|said|says|reported|believed|thought|understood|"
    r"rumou?red|claim(?:s|ed)|known) to (?:\w+ )?(?:have|be)\b",
    re.I,
)
_DECIDED = re.compile(
    r"\b(?:decided|agreed|voted|opted|chose|moved|resolved|ordered) (?:to|on)(?: (?:a|the))?\W*$",
    re.I,
)
_ANNOUNCED = re.compile(
    r"\b(?:said|says|told|announc\w+|declar\w+|vow\w*|pledg\w+|promis\w+|confirm\w*)\b"
    r"[^.;]{0,60}\b(?:will|would)\b|\bwill (?:\w+ )?$",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:\w{3,}ed|broke|fell|struck|went|came|took|gave|put|quit|withdrew|tore|froze|inked)\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|once|until|should|without|whether|in case|provided|as soon as|"
    r"ask(?:s|ed)? (?:to|for|when)|unclear (?:when|if)|question of when)\b[^,]{0,60}$",
    re.I,
)
_BEGAN = re.compile(r"\b(?:launch|restart|relaunch|beg[au]n|open|start|resum|revive)\w*", re.I)
_OPENS = re.compile(r"\b(?:launch|beg[aiu]n|open|start)\w*", re.I)
_LATER = re.compile(
    r"\b(?:will|shall|would|is to|are to|due to|set (?:to|for)|expected to|plan\w* (?:to|for)|"
    r"scheduled|next|upcoming|before|ahead of|until|then an?|hop(?:e|es|ed) to|agreed to|"
    r"want(?:s|ed)? to|to (?:open|launch|begin|start)|be (?:opened|launched|started|begun)|"
    r"could|(?-i:may)|might|meet again|recommend\w*|seek(?:s|ing)?|propos(?:e|es|ed|ing|al to))\b",
    re.I,
)
_AT_WORK = re.compile(
    r"\b(?:lawyers|brackets|fruit|apart|paper|articles|ready|possible)\b|"
    r"^(?:aim|hop(?:e|ing)|want|wish|would like|plan|pledg|vow|goal|target|seek|push|press)",
    re.I,
)
"""Signs that tell of work on a text or of its goal, not of a meeting that may be to come."""
_OWN_NOT = re.compile(
    r"(?:\bnot|n[’']t) (?:\w+ ){0,2}?(?:budg|mov|shift|advanc|stirr|resum|restart|continu|reconven|"
    r"vote|meet again|take place|to send|send|able|got)\w*",
    re.I,
)
"""Denials that are themselves the sign: "has not moved", "will not resume before"."""
_WILL = re.compile(
    r"(?: (?!(?:was|were|has|had|have|is|are)\b)[\w-]+){0,6}? "
    r"(?:will|shall|is to|are to|is due|is set|is scheduled|is planned|is expected)\b",
    re.I,
)
_STOP = re.compile(rf"[;:—“”\"]|{FULL_STOP}|, (?:but|while|although|whereas) ")
_WAS_TO = re.compile(r"\b(?:was|were|had been) to (?:be|have)\b", re.I)
_NOT = re.compile(r"\bnot (?:\w+ )?$", re.I)
_TALKS = re.compile(r"\b(?:talks|negotiations|discussions|dialogue)\b", re.I)
_NOT_YET = re.compile(r"\b(?:not|n[’']t) yet\b|\byet to\b", re.I)
_SUBJECT = re.compile(
    r"\b(?:agreements?|deals?|pacts?|accords?|treat(?:y|ies)|[A-Z]*F?TA|CEPA|EPA|talks|negotiations|"
    r"discussions|dialogue|rounds?|signing|signature|ratification|text|vote)\b"
)
_FRAMEWORK_NAME = re.compile(
    r"(?:framework|political|preliminary|interim|provisional|partial|outline) (?:trade )?\w+", re.I
)
_SAID_OF_RATES = frozenset({Stage.IN_FORCE, Stage.SUSPENDED, Stage.TERMINATED, Stage.STALLED})
_RATE = re.compile(r"\b(?:rates?|tariffs?|dut(?:y|ies)|percent|per cent)\b|%", re.I)
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
_YEARS = re.compile(
    r"\b(?:between|from|in) ((?:19|20)\d\d) (?:and|to|until) ((?:19|20)\d\d)\b", re.I
)
_YEAR = re.compile(r"\d{4}")
_HANGS = re.compile(
    r" (?:on |in |since |from |at |by |back in |as of )?(?:late |early |mid-)?", re.I
)
REACH = 60
"""Characters between a sign and the date it is read with."""

_SETTLED = frozenset({Stage.CONCLUDED, Stage.SIGNED, Stage.FRAMEWORK_AGREED, Stage.RATIFIED})
_DONE = frozenset({Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.CONCLUDED, Stage.TERMINATED})
"""Stages told of as done: their day is past."""
# Stages that a plan to reach them does not reach: "to sign a deal" is not a signature.
_ACHIEVED = frozenset(
    {Stage.CONCLUDED, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.FRAMEWORK_AGREED,
     Stage.TERMINATED, Stage.SUSPENDED}
)  # fmt: skip


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
            stage, reason = _judged(line, sign, published)
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
        and not _BEGAN.search(kept[Stage.NEGOTIATING].words(line))
    ):
        del kept[Stage.NEGOTIATING]
    if kept.keys() & {Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.TERMINATED}:
        # "the interim agreement took effect", "parliament approved the conclusion of the pact".
        kept = {stage: sign for stage, sign in kept.items() if not _is_mere_name(line, stage, sign)}
    if Stage.NEAR in kept:
        # "edge closer toward finalizing a deal": the goal is no second sign.
        kept = {
            s: sign for s, sign in kept.items() if s is Stage.NEAR or not _is_planned(line, sign)
        }
    return sorted(((sign, stage) for stage, sign in kept.items()), key=lambda each: each[0].start)


def _is_mere_name(line: Line, stage: Stage, sign: Sign) -> bool:
    words = sign.words(line)
    if stage is Stage.FRAMEWORK_AGREED:
        return _FRAMEWORK_NAME.fullmatch(words) is not None
    return stage is Stage.CONCLUDED and words.lower().startswith("conclusion")


def _clause_before(line: Line, sign: Sign) -> str:
    """Return the words before a sign in its own clause: what governs it, and no more."""
    return _CLAUSE.split(line.before(sign.start, 80))[-1]


def _is_negated(line: Line, sign: Sign) -> bool:
    if sign.stage is Stage.OPPOSED:
        return _NOT.search(_clause_before(line, sign)) is not None
    if ", which" in sign.words(line):
        return False
    if _NEGATION.search(_clause_before(line, sign)):
        return True
    if _OWN_NOT.search(sign.words(line)):
        return False
    return (
        re.search(
            r"\b(?:not|never|n[’']t|yet to be)\b(?! (?:weeks|months|years))", sign.words(line)
        )
        is not None
    )


def _is_planned(line: Line, sign: Sign) -> bool:
    if sign.stage not in _ACHIEVED:
        return False
    words = sign.words(line)
    if re.search(
        r"\b(?:will|would|could|(?-i:may)|might|should|can|must|to) (?:\w+ )?(?:be|have)\b",
        _SAID_TO_HAVE.sub("", words),
    ):
        return True
    before = line.before(sign.start, 40)
    if _SAID_TO_HAVE.search(f"{before}{words}"):
        return False
    if sign.stage in {Stage.SUSPENDED, Stage.TERMINATED} and _DECIDED.search(before):
        return False
    return (_PLANNED_FACT if _FINITE.search(words) else _PLANNED).search(before) is not None


def _judged(line: Line, sign: Sign, published: date | None) -> tuple[Stage, str]:
    """Return the stage that a sign comes to in its sentence, and why it is no status, if so."""
    words = sign.words(line)
    other = _OTHER_MATTER.search(line.text)
    if (
        other
        and not TRADE.search(words)
        and not re.search(r"\btrade (?:deal|talks|agreement|pact)", line.text, re.I)
    ):
        return sign.stage, f"about another matter ({other[0]})"
    if _CONDITION.search(_clause_before(line, sign)) and sign.stage in _ACHIEVED | {Stage.OPPOSED}:
        return sign.stage, "a condition, not reached"
    if _is_negated(line, sign):
        if sign.stage is Stage.NEGOTIATING and _NOT_YET.search(_clause_before(line, sign) + words):
            return (Stage.EXPLORATORY, "") if _BEGAN.search(words) else (sign.stage, "")
        stage = AFTER_NEGATION.get(sign.stage)
        if sign.stage is Stage.TERMINATED and not _TALKS.search(words):
            stage = None  # that an agreement is not dead does not say that anybody talks
        return stage or sign.stage, "" if stage else "denied, and nothing follows from that"
    if sign.stage in _SAID_OF_RATES and _is_of_a_rate(line, sign):
        return sign.stage, "about a rate, not about talks"
    if _is_planned(line, sign):
        if _WAS_TO.search(_clause_before(line, sign) + words):
            return sign.stage, "planned and not done"
        if sign.stage in {Stage.SIGNED, Stage.CONCLUDED}:
            return Stage.NEGOTIATING, ""
        if sign.stage is Stage.TERMINATED and _ANNOUNCED.search(_clause_before(line, sign)):
            return Stage.OPPOSED, ""  # "told a crowd that Colombia would leave the pact"
        return sign.stage, "planned or possible, not reached"
    if sign.stage is Stage.NEGOTIATING and _is_to_come(line, sign, published):
        if _OPENS.search(words):
            return Stage.EXPLORATORY, ""
        return sign.stage, "a meeting to come, not a stage"
    return sign.stage, ""


def _is_of_a_rate(line: Line, sign: Sign) -> bool:
    """Tell "a tariff was announced; it has been on hold since" from talks that are on hold."""
    told = line.text[: sign.end - line.start]
    rate = max((match.start() for match in _RATE.finditer(told)), default=-1)
    talks = max((match.start() for match in _SUBJECT.finditer(told)), default=-1)
    return rate > talks


def _is_to_come(line: Line, sign: Sign, published: date | None) -> bool:
    """Tell "the third round begins on 20 October", said before that day, from a round held."""
    clause = _clause_before(line, sign)
    if _AT_WORK.search(sign.words(line)):
        return False
    if _LATER.search(clause) or _LATER.search(sign.words(line)):
        return True
    if _WILL.match(_CLAUSE.split(line.after(sign.end, 60))[0]):
        return True
    here = sign.start - line.start, sign.end - line.start
    near = [
        (max(dated.start - here[1], here[0] - dated.end), dated.edtf)
        for dated in find_dates(line.text, anchor=published)
        if dated.edtf[:4].isdigit()
    ]
    distance, edtf = min(near, default=(REACH + 1, ""))
    day = str(published or "")
    return (
        bool(day)
        and distance <= REACH
        and edtf[: len(day)].strip("~") > day[: len(edtf.strip("~"))]
    )


def _status(line: Line, sign: Sign, stage: Stage, speaker: Speaker, article: Article) -> Status:
    published = article.published
    negated, planned = _is_negated(line, sign), _is_planned(line, sign)
    edtf = _time_of(line, sign, published)
    return Status(
        stage=stage,
        speaker=speaker,
        hedged=(planned and not negated) or _is_hedged(line, sign),
        current=_is_current(line, sign, stage, speaker, edtf, published),
        negated=negated,
        as_of=edtf or article.day,
        about=_about(line),
        sentence=line.whole(),
        spans=(line.span(sign.start, sign.end),),
    )


def _is_hedged(line: Line, sign: Sign) -> bool:
    around = _clause_before(line, sign) + sign.words(line)
    if sign.stage is Stage.EXPLORATORY:  # what is considered or sought is explored for certain
        around = _SOUGHT.sub("", around)
    if sign.stage is Stage.OPPOSED:  # "would never": the "will not" of reported speech
        around = _WOULD_NOT.sub("", around)
    return _HEDGE.search(around) is not None


def _time_of(line: Line, sign: Sign, published: date | None) -> str:
    """Return the date beside a sign that it holds for; a date still to come is none."""
    stops = [match.start() for match in _STOP.finditer(line.text)]
    first = max([0, *(stop for stop in stops if stop < sign.start - line.start)])
    last = min([len(line.text), *(stop for stop in stops if stop >= sign.end - line.start)])
    is_done = sign.stage in _DONE and not _is_planned(line, sign)
    near: list[tuple[int, str]] = []
    for dated in find_dates(line.text, anchor=published):
        known = dated.edtf[:4].isdigit() or (published is None and dated.edtf.startswith("XXXX-"))
        if not (first <= dated.start < last and known):
            continue
        edtf = dated.edtf
        if published is not None:
            if is_done and not _YEAR.search(line.text[dated.start : dated.end]):
                edtf = _last(edtf, published)
            if edtf[:10] > published.isoformat():
                continue
        near.append((_distance(line, sign, dated), edtf))
    distance, edtf = min(near, default=(REACH + 1, ""))
    if distance > REACH:
        return ""
    years = _YEARS.search(line.text)
    return f"{years[1]}/{years[2]}" if years and edtf in years.groups() else edtf


def _distance(line: Line, sign: Sign, dated: Dated) -> int:
    """Return how far a date stands from a sign; none where it hangs on it: "signed on 3 May"."""
    start, end = sign.start - line.start, sign.end - line.start
    if dated.start >= end and _HANGS.fullmatch(line.text[end : dated.start]):
        return 0
    return max(dated.start - end, start - dated.end)


def _last(edtf: str, published: date) -> str:
    """Return the same day or month in the year before where it would be after publication."""
    if len(edtf) not in (7, 10) or edtf[: len(edtf)] <= str(published)[: len(edtf)]:
        return edtf
    return f"{int(edtf[:4]) - 1}{edtf[4:]}"


def _is_current(
    line: Line, sign: Sign, stage: Stage, speaker: Speaker, edtf: str, published: date | None
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
