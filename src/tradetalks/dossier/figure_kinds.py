"""What a figure is about: a tariff, growth, a quota, a purchase, an investment, and so on.

Every sort has its words. Of those in the figure's own clause the nearest decides, for a clause
often holds two figures of two sorts.
"""

import re
from collections.abc import Sequence

from tradetalks.dossier.amounts import Amount
from tradetalks.dossier.items import FRACTION, MeasureKind

REACH = 90
"""Characters on either side in which words tell what a figure is about."""
MOST_RATE = 10.0
"""A fraction; what is larger is no tariff."""

_TARIFF = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharge|import tax(?:es)?)\b", re.I
)
_SHARE = re.compile(
    r"\b(?:growth|grew|rose by|fell by|inflation|of (?:[\w’'-]+ ){0,4}(?:exports|"
    r"imports|trade|GDP|goods|tariff lines|products|lines|revenue|shipments|value|output)|stake|"
    r"share of|"
    r"market share|majority|turnout|interest|discount|year[- ]on[- ]year|unemployment)\b",
    re.I,
)
_GROWTH_BEFORE = re.compile(
    r"\b(?:grew|grown|rose|risen|fell|fallen|up|down|growth|inflation|increased?|dropp?ed|jumped|"
    r"declined?|shrank|surged|expanded)(?: \w+){0,2} $",
    re.I,
)
_COVERS = re.compile(
    r"^(?:\W*(?:of|in) )(?:[\w’'-]+ ){0,5}?(?:tariff lines|lines|products?|goods|items|exports|"
    r"imports|trade|shipments|categories)\b",
    re.I,
)
_LINES = re.compile(r"\b(?:tariff lines|product lines|of lines|of goods lines)\b", re.I)
_FREED = re.compile(
    r"\b(?:cover\w*|eliminat\w+|remov\w+|scrap\w*|abolish\w*|liberali[sz]\w+|duty[- ]free|tariff"
    r"[- ]free|zero|free of|phas\w+ out|open\w*|subject to|exempt\w*|concession\w*|preferen\w+|"
    r"appl(?:y|ies|ied) to|benefit\w*|enter\w*|levied|hit by|affect\w*)\b",
    re.I,
)
_CUT = re.compile(
    r"\b(?:cut\w*|reduc\w+|lower\w*|slash\w*|trim\w*|halv\w+|decreas\w+|drop\w*|fall\w*|fell|"
    r"rais\w+|increas\w+)\b[^.;]{0,60}\bby (?:an? |about |around |up to |as much as |at least |"
    r"another |a further )*$",
    re.I,
)
_CUT_AFTER = re.compile(
    r"^\W*(?:tariff |duty |across-the-board )?(?:cuts?|reductions?|decreases?|off)\b", re.I
)
_OTHERS: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = (
    (MeasureKind.QUOTA, re.compile(
        r"\b(?:quotas?|let in|admit\w*|import licen[cs]es?|in-quota|out-of-quota|ceiling|"
        r"(?:tariff|duty)[- ]free (?:volume|access)|(?:volumes?|tonnage) (?:of|for))\b", re.I)),
    (MeasureKind.PURCHASE, re.compile(
        r"\b(?:bu(?:y|ys|ying)|bought|purchas\w+|order(?:s|ed|ing)?|procur\w+|off-?take|contract(?:s|"
        r"ed)? for|take delivery|supply contract|acquir\w+)\b", re.I)),
    (MeasureKind.INVESTMENT, re.compile(
        r"\b(?:invest\w*|FDI|inject\w*|plants?|factor(?:y|ies)|smelters?|refiner(?:y|ies)|joint "
        r"venture|projects?|stakes?|capital)\b", re.I)),
    (MeasureKind.AID, re.compile(
        r"\b(?:aid|grants?|loans?|lend\w*|credits?|credit line|assistance|bail-?out|relief|"
        r"facility|fund(?:s|ing|ed)?|support package|financing|development bank|"
        r"donat\w+)\b", re.I)),
    (MeasureKind.TRADE_VALUE, re.compile(
        r"\b(?:trade|exports?|exported|imports?|imported|ship(?:s|ped|ments?)|surplus|deficits?|"
        r"turnover|sales|sells?|sold|worth|commerce|shortfall|remittances)\b", re.I)),
)  # fmt: skip
_SHARED = re.compile(
    r"\b(?:share|of (?:[\w’'-]+ ){0,5}(?:exports|imports|trade|GDP|goods|revenue|shipments|output|"
    r"value|market|population|workers|demand|supply|sales|production)|stake|majority|accounts? for|"
    r"made up|makes? up)\b",
    re.I,
)
_GROWS = re.compile(
    r"\b(?:grew|grow|grown|grows|growth|rose|rise|rises|risen|fell|fallen|falls?|up|down|increas\w+|"
    r"dropp?\w*|jump\w*|declin\w+|shr[aiu]nk\w*|surg\w+|expand\w*|climb\w*|slump\w*|slid|plung\w+|"
    r"tumbl\w+|soar\w*|lift\w*|boost\w*|swell\w*|gain\w*|inflation|higher|lower|more than|year[- ]"
    r"on[- ]year|from a year)\b",
    re.I,
)
_CLAUSE = re.compile(r"[;:—–]|, (?:while|but|whereas|although|and|with|which|or)\b| while |\. ")
_ALONE = re.compile(
    r"\b(?:turnout|interest|discount|unemployment|votes?|voters|polls?|approval|stake|majority|"
    r"bonus|wages?|salar(?:y|ies)|humidity|probability|chance|inflation)\b",
    re.I,
)


def kind_of(text: str, amounts: Sequence[Amount], number: int) -> MeasureKind:
    """Return what a figure of a sentence is about.

    Args:
        text: The sentence.
        amounts: All its figures, in order.
        number: Which of them.
    """
    amount = amounts[number]
    if amount.unit != FRACTION:
        return _nearest(text, amount) or MeasureKind.OTHER
    if text[amount.end - 1].isalpha() and "%" not in text[amount.start : amount.end]:
        words = text[amount.start : amount.end].lower()
        if amount.value == 0.0 and "cent" not in words:
            return MeasureKind.TARIFF_RATE
    return _percentage(text, amount)


def _percentage(text: str, amount: Amount) -> MeasureKind:
    before = text[max(0, amount.start - REACH) : amount.start]
    after = text[amount.end : amount.end + REACH]
    own_before, own_after = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    own = own_before + " " + own_after
    if _COVERS.match(after):
        return _covering(own_before, own_after)
    tariff = bool(_TARIFF.search(own))
    if tariff and (_CUT.search(own_before) or _CUT_AFTER.match(after)):
        return MeasureKind.TARIFF_CUT
    if amount.points:
        return MeasureKind.TARIFF_CUT if tariff else MeasureKind.GROWTH
    if _is_rate(text, amount):
        return MeasureKind.TARIFF_RATE
    if _GROWS.search(own_before[-50:]) or re.match(
        r"\W*(?:growth|rise|increase|drop|fall|decline|"
        r"jump|higher|lower|more|less)\b",
        own_after,
        re.I,
    ):
        return MeasureKind.GROWTH
    if _SHARED.search(own):
        return MeasureKind.SHARE
    return MeasureKind.OTHER


def _covering(before: str, after: str) -> MeasureKind:
    """Tell what part of trade something applies to from a mere part of it."""
    if _LINES.search(after[:60]):
        return MeasureKind.COVERAGE
    if _FREED.search(before) or _FREED.search(after):
        return MeasureKind.COVERAGE
    return MeasureKind.COVERAGE if _TARIFF.search(after) else MeasureKind.SHARE


def _is_rate(text: str, amount: Amount) -> bool:
    """Tell a rate of duty from growth or a share: a tariff word near, no share word nearer."""
    before, after = text[max(0, amount.start - 70) : amount.start], text[amount.end :][:50]
    if amount.value > MOST_RATE:
        return False
    if _SHARE.match(after.lstrip()) or _SHARE.search(after[:22]):
        return False
    if _GROWTH_BEFORE.search(before) and not _TARIFF.search(before):
        return False
    return bool(_TARIFF.search(before) or _TARIFF.search(after))


def _nearest(text: str, amount: Amount) -> MeasureKind | None:
    """Return the sort whose words stand nearest to a figure within its clause."""
    before = _CLAUSE.split(text[max(0, amount.start - REACH) : amount.start])[-1]
    after = _CLAUSE.split(text[amount.end : amount.end + REACH])[0]
    best: tuple[float, MeasureKind] | None = None
    for kind, words in _OTHERS:
        ahead = [len(before) - match.end() for match in words.finditer(before)]
        behind = [match.start() for match in words.finditer(after)]
        near = min([*ahead, *behind], default=None)
        if near is not None and (best is None or near < best[0]):
            best = (near, kind)
    return best[1] if best else None
