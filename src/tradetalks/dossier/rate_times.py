"""Whether a figure holds now, held before, is proposed, or is to come if talks fail."""

import re

from tradetalks.dossier.figures import Figure

CURRENT, PREVIOUS, PROPOSED, THREATENED = "current", "previous", "proposed", "threatened"

_ABOUT = (
    r"(?:(?:an?|the|as much as|up to|about|some|around|at least|its|their|our|his|more than|"
    r"less than|over|under|nearly|roughly) )*"
)
_THREAT_AFTER = re.compile(
    r"^[^%;.,]{0,30}?\b(?:threat\w*|loom(?:s|ed|ing)|feared|(?:once|first|originally) (?:announced|"
    r"planned|foreseen))\b",
    re.I,
)
_THREAT = re.compile(
    r"\b(?:threat\w*|would otherwise|otherwise (?:face|pay|be)|looming|(?:avoid|avert|"
    r"escape|head off|stave off|spared?|ward off)(?:s|ed|ing)?)\b",
    re.I,
)
_NO_DEAL = re.compile(
    r"\b(?:failing (?:a|an|that|any)|without (?:a|an|any) (?:deal|agreement|accord|pact|"
    r"arrangement)|"
    r"absent (?:a|an)|unless|if (?:no|talks|the talks|there is no|nothing|they fail|negotiations)|"
    r"goes? back to|go(?:es)? up to|reverts?|snaps? back|should the talks|in the absence)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:letters?\b[^.;]{0,40}\b(?:sets?|names?|warn\w*|told|announc\w*|impos\w+)|(?:was|were|"
    r"been) "
    r"(?:told|warned|notified)\b[^.;]{0,40}\b(?:pay|face|be charged))\b",
    re.I,
)
_NOW_BEFORE = re.compile(
    r"\b(?:now|currently|today|already|at present|"
    r"still)\b[^,;<>]{0,25}$",
    re.I,
)
_NOW_AFTER = re.compile(
    r"^(?: [\w-]+){0,4}? (?:now|today|currently|at present|already|so far|meanwhile|since|"
    r"(?:in force|applies|charged|in effect|levied) (?:since|now|today|already|meanwhile))\b"
    r"|^ (?:applies|is in force|has been in force|took effect|has applied)\b",
    re.I,
)
_FROM = re.compile(rf"\bfrom {_ABOUT}$", re.I)
_TO = re.compile(rf"\bto {_ABOUT}$", re.I)
_LOWERED = (
    r"(?:lowered|cut|reduced|raised|brought|dropped|fell|rose|halved|slashed|trimmed|went|came|"
    r"doubled|increased|moved)"
)
_MOVED = re.compile(rf"\b(?:(?:has|have|had) (?:\w+ )?)?{_LOWERED}\b", re.I)
_VERBS = re.compile(
    rf"\b(?:{_LOWERED}|lowers?|cuts?|reduces?|falls?|drops?|rises?|raises?|will|"
    rf"would)\b",
    re.I,
)
_MODAL = re.compile(
    r"\b(?:will|would|could|(?-i:may)|might|shall|to|can|must|should|agree[sd]?|propos\w+|offer\w*|"
    r"plan(?:s|ned|ning)?|"
    r"want\w*|if|ready|deal|accord|pact)\b",
    re.I,
)
_REMOVED = re.compile(
    r"\b(?:abolish|drop|scrap|waiv|eliminat|remov|phas\w+ out|lift|lower|cut|reduc|halv|suspend|"
    r"giv\w+ (?:up|away)|end|slash|replac|get rid of|do away with|spare)\w*"
    r"(?:(?! (?:to|at|by|until|than)\b) [\w’',-]+){0,6}? $",
    re.I,
)
_REMOVED_AFTER = re.compile(
    r"^(?: [\w’'-]+){0,8}? (?:(?:will|would|could|(?-i:may)|to|is to|"
    r"are to) (?:be )?(?:\w+ly )?(?:fall|"
    r"drop|go|disappear|scrapped|abolished|cut|lifted|removed|halved|lowered|eliminated|reduced|"
    r"phased out|come down|end)\b|and (?:falls?|drops?|goes) to\b)",
    re.I,
)
_AMONG = re.compile(r"\b(?:among them|including|such as|which include)\b", re.I)
_INSTEAD = re.compile(
    rf"\b(?:instead of|in place of|rather than|down from|up from|against|compared with|replac\w+) "
    rf"{_ABOUT}$",
    re.I,
)
_ANNOUNCED = re.compile(
    r"^ (?:[\w-]+ )?(?:threatened|announced|feared|foreseen|"
    r"first named)\b",
    re.I,
)
_WAS = re.compile(
    r"\b(?:previously|earlier|previous|original(?:ly)?|was|were|had been|used to \w+|formerly|once|"
    r"until (?:then|now|recently|\w+))\W+(?:[\w-]+ ){0,3}$",
    re.I,
)
_LOST = re.compile(
    r"\b(?:lost|lose[sd]?|losing|loss of|end of|expir\w+|ended|former)\b[^,;]{0,20}$", re.I
)
_PROPOSED = re.compile(
    r"\b(?:would|could|(?-i:may)|might|propos\w+|offer\w*|seek\w*|sought|want\w*|plan(?:s|ned|"
    r"ning)?|will|shall|if|"
    r"expect\w*|consider\w*|demand\w*|hop(?:e[sd]?|ing)|push\w* for|call\w* for|ask\w*|promis\w+|"
    r"accept\w*|"
    r"towards?|looked for|ready to|is to|are to|aim\w*|once the|announced increase|pledg\w+|"
    r"suggest\w*|propose|bring)\b",
    re.I,
)
_PROPOSED_AFTER = re.compile(
    r"^(?: [\w’'-]+){0,6}?[\"”’]? [\"“‘]?(?:would|will|could|(?-i:may)|might)\b|^ (?:under the|"
    r"from (?:next|january|"
    r"february|march|april|(?-i:may)|june|july|august|september|october|november|december)|"
    r"over \w+ years|"
    r"within \w+ years|after \w+ years|in \w+ years)\b",
    re.I,
)
_TO_COME = re.compile(
    r"^[^%;.<>]{0,60}? (?:(?:from|on|as of) (?:next|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
    r"Sun)day)\b|takes effect (?:on|from|next|in)\b|"
    r"(?:will|is to|are to) (?:take effect|apply|come into force|be in force))"
)
_KEPT = re.compile(
    r"\b(?:keep(?:s|ing)?|kept|maintain(?:s|ed)?|retain(?:s|"
    r"ed)?)\b[^,;<>]{0,40}$",
    re.I,
)
_LEVIED = re.compile(r"\b(?:pays?|charges?|levies|imposes?|faces?|applies|collects?)\b", re.I)
_AGREED = re.compile(
    r"(?<!no )(?<!out an )(?<!out a )(?<!has an )(?<!have an )\b(?:agree[sd]?|agreement|deal|pact|"
    r"accord|framework|treaty|CEPA|FTA)\b",
    re.I,
)
_PERCENT = re.compile(r"\d(?:\s?%|[ -]per[ -]?cent\b(?!age))", re.I)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|to (?:buy|purchase|invest|reach|raise|double|lift|import|export|spend|"
    r"build|order|eliminate|remove|scrap|cut|cover|open|allow|provide|take|bring)|pledg\w+|"
    r"promis\w+|"
    r"commit(?:s|ted|ting|ments?)?|agree\w*|target\w*|aim\w*|plan(?:s|ned|ning)?|propos\w+|"
    r"offer\w*|seek\w*|want\w*|expect\w*|"
    r"could|"
    r"may|might|should|by 20\d\d|over the next)\b",
    re.I,
)
_OVER = re.compile(r"\b(?:had|used to|previously|formerly|was|were|from|in (?:19|20)\d\d)\b", re.I)


def time_of_rate(figure: Figure) -> str:
    """Return when a tariff rate applies: "current", "previous", "proposed" or "threatened"."""
    line, amount = figure.line.text, figure.amount
    before, after = figure.before, figure.own_after
    whole = line[: amount.start]
    # In "lowers the threatened 25 percent to 15 percent" only the first rate is a threat.
    own = _PERCENT.split(before)[-1]
    moves = _of_a_move(figure, whole)
    if _INSTEAD.search(before):
        return _of_the_replaced(figure)
    if _THREAT.search(own) or _THREAT_AFTER.match(after):
        return THREATENED
    if moves:
        return moves
    if _TO_COME.match(after) and not _conditional(figure):
        return PROPOSED
    if _KEPT.search(before):
        return CURRENT
    if _NOW_BEFORE.search(own) or _NOW_AFTER.match(after):
        return CURRENT
    if _conditional(figure):
        return THREATENED
    if _REMOVED.search(before) or _REMOVED_AFTER.match(after) or _AMONG.search(own):
        return CURRENT
    proposed = bool(_PROPOSED.search(before[-90:]) or _PROPOSED_AFTER.match(after))
    if _WAS.search(before) or _LOST.search(before):
        return PROPOSED if proposed else PREVIOUS
    agreed = _AGREED.search(before if _LEVIED.search(before) else whole)
    return PROPOSED if proposed or agreed else CURRENT


def _conditional(figure: Figure) -> bool:
    """Tell a rate that comes if there is no deal."""
    line, amount = figure.line.text, figure.amount
    ahead = _PERCENT.split(line[: amount.start])[-1]
    return bool(_NO_DEAL.search(ahead) or _NO_DEAL.search(figure.after[:60]) or _TOLD.search(ahead))


def _of_a_move(figure: Figure, whole: str) -> str:
    """Return the time of a rate that something moves from, or to ("from 10 percent to 5")."""
    is_from, is_to = _FROM.search(whole), _TO.search(whole)
    if not (is_from or is_to):
        return ""
    ahead = figure.before if _VERBS.search(figure.before) else whole
    verbs = list(_MOVED.finditer(ahead))
    past = bool(verbs) and not _MODAL.search(ahead[: verbs[-1].start()][-25:])
    if is_from:
        return PREVIOUS if past else CURRENT
    return CURRENT if past else ""


def _of_the_replaced(figure: Figure) -> str:
    """Return the time of a rate that another stands instead of."""
    if _ANNOUNCED.match(figure.own_after):
        return THREATENED
    ahead = figure.before
    to_come = (
        _PROPOSED.search(ahead)
        or _NO_DEAL.search(figure.line.text)
        or _NOW_AFTER.match(figure.own_after)
    )
    return CURRENT if to_come or _NOW_AFTER.match(figure.own_after) else PREVIOUS


def time_of_other(figure: Figure) -> str:
    """Return when an amount that is no rate holds: planned, over, or now."""
    if _PLANNED.search(figure.before):
        return PROPOSED
    return PREVIOUS if _OVER.search(figure.before) else CURRENT
