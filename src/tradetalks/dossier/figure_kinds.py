"""What a figure is about: a tariff, growth, a quota, a purchase, an investment, and so on.

Every sort has its words. Of those in the figure's own clause the nearest decides, for a clause
often holds two figures of two sorts. Percentages are told apart in
`tradetalks.dossier.percent_kinds`.
"""

import re
from collections.abc import Sequence

from tradetalks.dossier.figures import Figure, Setting
from tradetalks.dossier.items import FRACTION, MeasureKind
from tradetalks.dossier.numerals import Amount
from tradetalks.dossier.percent_kinds import percent_kind

REACH = 90
"""Characters on either side in which words tell what a figure is about."""

_OTHERS: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = (
    (MeasureKind.QUOTA, re.compile(
        r"\b(?:quotas?|let in|admit\w*|import licen[cs]es?|in-quota|out-of-quota|"
        r"(?:tariff|duty)[- ]free|free of duty|without duty|reduced duty|lower duty|(?:volumes?|"
        r"tonnage) "
        r"(?:of|for)|(?:will|would|may|can|to) enter)\b", re.I)),
    (MeasureKind.PURCHASE, re.compile(
        r"\b(?:bu(?:y|ying)|purchas\w+|order(?:s|ed|ing)?|procur\w+|off-?take|contract(?:s|"
        r"ed)? for|take delivery|supply contract|acquir\w+|memorand\w+|(?:plan\w*|want\w*|"
        r"offer\w*) to take)\b", re.I)),
    (MeasureKind.TRADE_VALUE, re.compile(
        r"\b(?:trade|traded|exports?|exported|imports?|imported|ship(?:s|ped|ments?)|surplus|"
        r"deficits?|"
        r"turnover|sales|sells?|sold|commerce|shortfall|remittances|bought|buys)\b", re.I)),
    (MeasureKind.INVESTMENT, re.compile(
        r"\b(?:invest\w*|FDI|inject\w*|plants?|factor(?:y|ies)|smelters?|refiner(?:y|ies)|joint "
        r"venture|projects?|stakes?|capital|into|pour\w*|drawn)\b", re.I)),
    (MeasureKind.AID, re.compile(
        r"\b(?:aid|grants?|loans?|lend\w*|credits?|credit line|assistance|bail-?out|relief|"
        r"facility|fund(?:s|ing|ed)?|support package|financing|development bank|of [\w-]+ support|"
        r"donat\w+|subsid\w+|compensation)\b", re.I)),
    (MeasureKind.OTHER, re.compile(
        r"\b(?:price[sd]?|costs?|fines?|budget|sav(?:es?|ed|ings?)|insur\w+|guarantees?|bills?|"
        r"revenues?|"
        r"profits?|losses|damage|threshold|spends?|spent|GDP|debt|wages?|salar(?:y|ies)|"
        r"fees?)\b", re.I)),
)  # fmt: skip
_PLEDGED = re.compile(
    r"\b(?:will|would|shall|to|may|might|could|pledg\w+|promis\w+|commit\w*|agree\w*|plan\w*|"
    r"must|had to)\b",
    re.I,
)
_WORTH = re.compile(r"^[^.;]{0,40}\b(?:worth|valued at|for|priced at)\b[^.;]{0,20}$", re.I)
_BESIDE = re.compile(r"[^;.]{0,40}(?:,| and| to| or|from|[-–])[^;.]{0,40}", re.I)
_AGAINST = re.compile(
    r"\b(?:from|to|against|compared with|than|up from|down from) (?:[\w-]+ ){0,2}$", re.I
)
_LET_IN = re.compile(r"^[^.;]{0,25} at (?:an? |the )?(?:\d|zero|reduced|lower|duty)", re.I)
_DUTIES_NEAR = re.compile(
    r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|per ?cent|charg|rate|pays?\b)|%", re.I
)
_GOODS = frozenset({MeasureKind.PURCHASE, MeasureKind.TRADE_VALUE, MeasureKind.QUOTA})
_WHOLE = frozenset({"aircraft", "helicopters", "locomotives", "cargoes"})
"""What is counted when it is ordered."""
_TAKEN = re.compile(r"\b(?:buys?|bought|buying|imported|imports|shipped|took)\b", re.I)


def kind_of(
    figure: Figure,
    setting: Setting,
    *,
    known: tuple[MeasureKind | None, ...] = (),
    last: MeasureKind | None = None,
) -> MeasureKind | None:
    """Return what a figure of a sentence is about; None for a "zero" that is no figure.

    Args:
        figure: The figure.
        setting: What the text is about.
        known: What the figures before it in the sentence are about.
        last: What the last figure with its unit, just before, is about, if there is one.
    """
    amount = figure.amount
    if amount.unit != FRACTION:
        return _amount_kind(figure, setting, known, last)
    if amount.bare and not (setting.duties and (last or _duties_near(figure))):
        return None
    if amount.bare or (amount.value == 0.0 and not re.search(r"%|cent", figure.words)):
        return MeasureKind.TARIFF_RATE
    return percent_kind(figure, setting, known=known, last=last)


def _duties_near(figure: Figure) -> bool:
    return bool(_DUTIES_NEAR.search(figure.line.text))


def _amount_kind(
    figure: Figure,
    setting: Setting,
    known: tuple[MeasureKind | None, ...],
    last: MeasureKind | None,
) -> MeasureKind:
    coupled = _coupled(figure, known)
    if coupled:
        return coupled
    before, after = figure.before[-REACH:], figure.after[:REACH]
    money = figure.amount.unit == "" or figure.amount.unit.isupper()
    if not money and _LET_IN.match(after):
        return MeasureKind.QUOTA
    kind = _nearest(before, after, _OTHERS if money else _OTHERS[:3])
    if kind is None:
        return _earlier(figure, known) or last or _default(figure.amount, setting)
    if kind is MeasureKind.PURCHASE and _habit(figure):
        return MeasureKind.TRADE_VALUE
    return kind


def _coupled(figure: Figure, known: tuple[MeasureKind | None, ...]) -> MeasureKind | None:
    """Return the kind of an earlier figure of the sentence that this one is set beside."""
    number = figure.number
    if not number or not known:
        return None
    if known[-1] in _GOODS and _WORTH.match(figure.between(number - 1)):
        return known[-1]
    earlier = _earlier(figure, known)
    if earlier and _AGAINST.search(figure.before):
        return earlier
    adjoins = figure.amounts[number - 1].unit == figure.amount.unit
    if adjoins and _BESIDE.fullmatch(figure.between(number - 1)):
        return _nearest(figure.before[-30:], figure.after[:25], _OTHERS[:4]) or known[-1]
    return None


def _earlier(figure: Figure, known: tuple[MeasureKind | None, ...]) -> MeasureKind | None:
    """Return what the last figure of the sentence with the same unit is about."""
    pairs = zip(reversed(known), reversed(figure.amounts[: len(known)]), strict=True)
    return next((kind for kind, amount in pairs if amount.unit == figure.amount.unit), None)


def _habit(figure: Figure) -> bool:
    """Tell goods that are bought, year by year, from goods that are to be bought."""
    return bool(_TAKEN.search(figure.before)) and not _PLEDGED.search(figure.before)


def _default(amount: Amount, setting: Setting) -> MeasureKind:
    money = amount.unit == "" or amount.unit.isupper()
    if money or not setting.trade:
        return MeasureKind.OTHER
    if amount.unit in _WHOLE:
        return MeasureKind.PURCHASE
    return MeasureKind.QUOTA if setting.quotas else MeasureKind.TRADE_VALUE


def _nearest(
    before: str, after: str, kinds: Sequence[tuple[MeasureKind, re.Pattern[str]]]
) -> MeasureKind | None:
    """Return the sort whose words stand nearest to a figure within its clause."""
    best: tuple[float, MeasureKind] | None = None
    for kind, words in kinds:
        ahead = [len(before) - match.end() for match in words.finditer(before)]
        behind = [match.start() for match in words.finditer(after)]
        near = min([*ahead, *behind], default=None)
        if near is not None and (best is None or near < best[0]):
            best = (near, kind)
    return best[1] if best else None
