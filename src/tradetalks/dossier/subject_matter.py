"""Whether a text, or a few sentences of it, is about trade deals or tariffs."""

import re
from collections.abc import Sequence

from tradetalks.dossier.lines import Line

TRADE = re.compile(
    r"\b(?:trade|trading|tariffs?|export\w*|import(?:s|ers?|ed)?|commerc\w+|customs|market access|"
    r"duty-free|free-trade|FTA|CEPA|EPA|economic (?:cooperation|partnership|diplomacy|agreement|"
    r"framework))\b",
    re.I,
)
_TRADE_TALKS = re.compile(
    r"\b(?:(?:free[- ])?trade(?: and [\w-]+| [\w-]+)? (?:deals?|talks|agreements?|pacts?|accords?|"
    r"treat(?:y|ies)|negotiat\w+|minist(?:er|ry)|representative|partnership|commissioner|relations|"
    r"area|liberali[sz]ation|concessions|preferences|committee|mission|"
    r"war|dispute|barriers|chief|secretary|envoy|framework|ties|surplus|deficit|round|accord)|"
    r"(?:deal|agreement|pact|talks|negotiations|treaty|accord) on (?:[\w-]+ )?(?:trade|tariffs|"
    r"market access)|FTA|CUSMA|USMCA|NAFTA|RCEP|CPTPP|AfCFTA|CEPA|TEPA|EPA|customs union|"
    r"(?:economic|comprehensive) partnership|economic (?:[\w-]+ ){0,2}agreement|"
    r"partnership agreement|market[- ]opening|tariff (?:preferences?|schedules?|concessions?)|"
    r"preferential (?:access|tariffs?|dut(?:y|ies))|origin (?:rules?|chapter)|"
    r"reciprocal tariffs?|"
    r"tariffs? (?:on|of|rates?|lines?|cuts?|deal|deadline|relief|threat\w*)|import dut(?:y|ies)|"
    r"duties (?:of|on)|dut(?:y|ies)[- ]free|market access|rules of origin|commerce minist\w+)\b"
    r"|\d(?:\.\d+)? ?(?:%|per ?cent) (?:\w+ )?(?:tariff|duty)",
    re.I,
)
EARLY = 4
"""Sentences from the top, the headline among them, that say what a text is about."""
ENOUGH_ON_TRADE = 2
"""Sentences on trade deals or tariffs that make a text one about them, unless an early one does."""


_SIDES_OF_TRADE = tuple(
    re.compile(words, re.I)
    for words in (
        r"\btrad(?:e|ing)\b", r"\bexport\w*\b", r"\bimport(?:s|ed|ers?)?\b", r"\bquotas?\b",
        r"\bcustoms\b|\bduty\b|\bduties\b", r"\bmarket access\b|\bbarriers\b",
    )
)  # fmt: skip
_DEALING = re.compile(r"\b(?:deals?|agreements?|pact|accord|treaty|talks|negotiat\w+)\b", re.I)
_GOODS = tuple(
    re.compile(words, re.I)
    for words in (
        r"\btariffs?\b",
        r"\d ?(?:%|per ?cent)[^.;]{0,60}\bdut(?:y|ies)\b|"
        r"\bdut(?:y|ies)\b[^.;]{0,60}\d ?(?:%|per ?cent)",
        r"\b(?:shipments?|ships?|sells?|sold|buys?|bought|suppl(?:y|ies|ied)|exporters?|growers?|"
        r"farmers?|packers?|makers?|mills?)\b",
        r"\b(?:at|to) (?:zero|nil)\b|\bduty[- ]free\b|\bwithout (?:duty|paying)\b|\bexcise\b",
        r"\b(?:tonnes|safeguards?|quotas?|allowances?|annex(?:es)?|chapters?|market access)\b",
        r"\bnegotiators?\b|\bheads? of delegation\b|\brounds?\b",
        r"\btrade\b",
    )
)
MANY_SIGNS = 4
"""Such signs, beside an accord and two economies, in a text that names no other matter."""
_OTHER_MATTERS = re.compile(
    r"\b(?:museums?|exhibitions?|borrow\w*|merger|takeovers?|shareholders?|strikers?|transfer|"
    r"coach|league|climate|emissions|adaptation|ceasefire|truce|peace|hostages?|troops|soldiers|"
    r"armed forces|army|military|arms|missiles?|exercises|electricity|power plants?|inflation|"
    r"policy rate|central bank|monetary|household debt|wages?|pay rise|unions|walkout|airlines?|"
    r"flights?|patients|vaccines?|hospitals?|film|series|album|publisher|extradition|prisoners?|nuclear|refugees?|migrants?|"
    r"asylum|candidates?|polls?|voters|fans|stadium|seasons?|players?|archaeolog\w+|orchestra|"
    r"university|students?|telescope|satellites?|astronauts?|river|dam|fishermen)\b",
    re.I,
)
MANY_SIDES = 3
"""Sides of trade (exports, duties, quotas and so on) that a text names if it is about trade."""


NEAR = 6
"""Sentences back, one of which must name trade talks in a text about other things too."""
_NAMED_TALKS = re.compile(r"\btrade (?:deal|talks|agreement|pact|negotiations)\b", re.I)


def speaks_of_trade_talks(lines: Sequence[Line]) -> bool:
    """Tell whether one of a few sentences names trade talks or a trade agreement."""
    return any(_NAMED_TALKS.search(line.text) for line in lines)


def _deals_in_goods(lines: Sequence[Line]) -> bool:
    """Tell whether a text speaks of an accord, of two economies, of goods and of little else."""
    whole = "\n".join(line.text for line in lines)
    others = {match[0].lower() for match in _OTHER_MATTERS.finditer(whole)}
    return (
        _DEALING.search(whole) is not None
        and len({place.code for line in lines for place in line.places}) > 1
        and len(others) < 2
        and sum(sign.search(whole) is not None for sign in _GOODS) >= MANY_SIGNS
    )


def is_about_trade_talks(lines: Sequence[Line]) -> bool:
    """Tell whether a text is about trade deals or tariffs.

    Two sentences on them say so, or one early, or several sides of trade beside a deal.
    """
    on_trade = [number for number, line in enumerate(lines) if _TRADE_TALKS.search(line.text)]
    if len(on_trade) >= ENOUGH_ON_TRADE or any(number < EARLY for number in on_trade):
        return True
    if _deals_in_goods(lines):
        return True
    sides = sum(any(side.search(line.text) for line in lines) for side in _SIDES_OF_TRADE)
    between = any(
        _DEALING.search(line.text) and len({place.code for place in line.places}) > 1
        for line in lines
    )
    return sides > MANY_SIDES or (between and sides >= MANY_SIDES - bool(on_trade))
