"""What a sign of a stage comes to in its sentence: denied, planned, a condition, another matter."""

import re
from datetime import date

from tradetalks.dossier.dates import find_dates
from tradetalks.dossier.items import Stage
from tradetalks.dossier.lines import Line
from tradetalks.dossier.sentences import FULL_STOP
from tradetalks.dossier.stage_signs import Sign
from tradetalks.dossier.subject_matter import TRADE

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
CLAUSE = re.compile(
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
BEGAN = re.compile(r"\b(?:launch|restart|relaunch|beg[au]n|open|start|resum|revive)\w*", re.I)
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
_WAS_TO = re.compile(r"\b(?:was|were|had been) to (?:be|have)\b", re.I)
_NOT = re.compile(r"\bnot (?:\w+ )?$", re.I)
_TALKS = re.compile(r"\b(?:talks|negotiations|discussions|dialogue)\b", re.I)
_NOT_YET = re.compile(r"\b(?:not|n[’']t) yet\b|\byet to\b", re.I)
_SUBJECT = re.compile(
    r"\b(?:agreements?|deals?|pacts?|accords?|treat(?:y|ies)|[A-Z]*F?TA|CEPA|EPA|talks|negotiations|"
    r"discussions|dialogue|rounds?|signing|signature|ratification|text|vote)\b"
)
_SAID_OF_RATES = frozenset({Stage.IN_FORCE, Stage.SUSPENDED, Stage.TERMINATED, Stage.STALLED})
_RATE = re.compile(r"\b(?:rates?|tariffs?|dut(?:y|ies)|percent|per cent)\b|%", re.I)
REACH = 60
"""Characters between a sign and the date it is read with."""
# Stages that a plan to reach them does not reach: "to sign a deal" is not a signature.
_ACHIEVED = frozenset(
    {Stage.CONCLUDED, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.FRAMEWORK_AGREED,
     Stage.TERMINATED, Stage.SUSPENDED}
)  # fmt: skip


def clause_before(line: Line, sign: Sign) -> str:
    """Return the words before a sign in its own clause: what governs it, and no more."""
    return CLAUSE.split(line.before(sign.start, 80))[-1]


def is_negated(line: Line, sign: Sign) -> bool:
    """Tell whether the words around a sign, or its own, deny it."""
    if sign.stage is Stage.OPPOSED:
        return _NOT.search(clause_before(line, sign)) is not None
    if ", which" in sign.words(line):
        return False
    if _NEGATION.search(clause_before(line, sign)):
        return True
    if _OWN_NOT.search(sign.words(line)):
        return False
    return (
        re.search(
            r"\b(?:not|never|n[’']t|yet to be)\b(?! (?:weeks|months|years))", sign.words(line)
        )
        is not None
    )


def is_planned(line: Line, sign: Sign) -> bool:
    """Tell whether a stage that has to be reached is only planned, possible or hoped for."""
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


def judged(line: Line, sign: Sign, published: date | None) -> tuple[Stage, str]:
    """Return the stage that a sign comes to in its sentence, and why it is no status, if so."""
    words = sign.words(line)
    other = _OTHER_MATTER.search(line.text)
    if (
        other
        and not TRADE.search(words)
        and not re.search(r"\btrade (?:deal|talks|agreement|pact)", line.text, re.I)
    ):
        return sign.stage, f"about another matter ({other[0]})"
    if _CONDITION.search(clause_before(line, sign)) and sign.stage in _ACHIEVED | {Stage.OPPOSED}:
        return sign.stage, "a condition, not reached"
    if is_negated(line, sign):
        if sign.stage is Stage.NEGOTIATING and _NOT_YET.search(clause_before(line, sign) + words):
            return (Stage.EXPLORATORY, "") if BEGAN.search(words) else (sign.stage, "")
        stage = AFTER_NEGATION.get(sign.stage)
        if sign.stage is Stage.TERMINATED and not _TALKS.search(words):
            stage = None  # that an agreement is not dead does not say that anybody talks
        return stage or sign.stage, "" if stage else "denied, and nothing follows from that"
    if sign.stage in _SAID_OF_RATES and _is_of_a_rate(line, sign):
        return sign.stage, "about a rate, not about talks"
    if is_planned(line, sign):
        if _WAS_TO.search(clause_before(line, sign) + words):
            return sign.stage, "planned and not done"
        if sign.stage in {Stage.SIGNED, Stage.CONCLUDED}:
            return Stage.NEGOTIATING, ""
        if sign.stage is Stage.TERMINATED and _ANNOUNCED.search(clause_before(line, sign)):
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
    clause = clause_before(line, sign)
    if _AT_WORK.search(sign.words(line)):
        return False
    if _LATER.search(clause) or _LATER.search(sign.words(line)):
        return True
    if _WILL.match(CLAUSE.split(line.after(sign.end, 60))[0]):
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
