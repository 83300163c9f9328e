"""Which goods a figure is on, in the text's words."""

import re
from collections.abc import Iterator

from tradetalks.dossier.agenda import goods_in
from tradetalks.dossier.figures import Figure
from tradetalks.dossier.items import FRACTION, Span
from tradetalks.dossier.match import word_set

_STOP = (
    r"(?!(?:from|to|in|into|of|at|by|with|that|which|who|whose|is|are|was|were|will|would|has|have|"
    r"had|can|could|may|might|if|than|instead|for|under|since|after|before|until|each|per|up|"
    r"down|now|"
    r"today|when|while|but|or|and|on|over|within|as|it|they|we|he|she|not|once|last|next|this|"
    r"falls?|"
    r"fell|rises?|rose|drops?|applies|enter|entering|both|between|worth|alone|too|also|yesterday|"
    r"here|there|a year|be|been|being|duty-free|tariff-free|the|his|her|our|its|their|my|\w+day)\b)"
)
_WORD = rf"{_STOP}[^\W\d_][\w’'-]*"
_NOUNS = (
    rf"(?P<goods>{_WORD}(?: {_WORD}){{0,3}}(?:(?:, {_WORD}(?: {_WORD})?){{0,4}},? and "
    rf"(?!\w+ed\b){_WORD}(?: {_WORD})?)?)"
)
_LEAD = r"(?:(?:the|its|their|our|all|most|some|any|certain|imported|imports of|more|other|such) )*"
_DUTY = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|rates?|tax(?:es)?|quotas?|ceiling)"
_BEHIND = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^ (?:worth )?(?:a year |annually )?of {_LEAD}{_NOUNS}",
        rf"^(?: (?:[\w-]+ ){{0,3}}?{_DUTY})? on {_LEAD}{_NOUNS}",
    )
)
_AHEAD = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_DUTY} (?:on|for) {_LEAD}{_NOUNS}[^<>]{{0,40}}$",
        rf"\bon {_LEAD}{_NOUNS}(?: [\w’'-]+){{0,6}} $",
    )
)
_NO_GOODS = re.compile(
    r"^(?:average|paper|top|condition|everything|everyone|others?|what|principle|protection|it|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b",
    re.I,
)


_MEASURES = word_set(
    "tonnes kg kilogram kilograms kilo kilos barrels litres liters hectolitres bushels mmbtu bcm "
    "mw megawatt megawatts gigawatt gigawatts gw gallons quintals head units shipments cargoes "
    "bottles feet meters metres containers pieces pairs crates boxes cases teu teus doses visas "
    "bales"
)
_NUMBER = re.compile(
    r"^(?:[\d.,]+|[a-z-]+)(?: (?:thousand|million|billion))? (?:of )?(?:new )?", re.I
)
REACH = 60
"""Characters between a figure and goods that are read with it."""


def goods_of(figure: Figure) -> str:
    """Return the goods that a figure is on, in the text's words, or nothing.

    What is counted goes first ("50 Boeing aircraft"), then the words that hang on the figure
    ("5,000 tonnes of beef", "a duty on cars"), the row of its table, and the goods of the closed
    list that stand nearest to it in its clause.

    Args:
        figure: The figure.
    """
    return (
        _counted(figure)
        or next((words for words in _hung_on(figure) if words), "")
        or _of_the_row(figure)
        or _nearest(figure)
    )


def _counted(figure: Figure) -> str:
    unit = figure.amount.unit
    if unit in {FRACTION, ""} or unit.isupper() or unit.split()[-1] in _MEASURES:
        return ""
    return _NUMBER.sub("", figure.words)


def _hung_on(figure: Figure) -> Iterator[str]:
    for pattern in _BEHIND:
        match = pattern.match(figure.after)
        if match:
            yield _named(figure, figure.amount.end + match.start("goods"), match["goods"])
    if figure.headings:
        return
    for pattern in _AHEAD:
        match = pattern.search(figure.before)
        if match:
            yield _named(figure, figure.clause[0] + match.start("goods"), match["goods"])


def _named(figure: Figure, start: int, words: str) -> str:
    """Return the words without the economy in front of them; nothing if no goods are left."""
    first = figure.line.start + start
    for place in figure.line.places:
        if place.start == first:
            words = re.sub(r"^['’]s?\b", "", words[place.end - place.start :]).strip()
    return "" if _NO_GOODS.match(words) else words


def _of_the_row(figure: Figure) -> str:
    if not figure.headings:
        return ""
    first, last = figure.headings[-1]
    return figure.line.text[first:last].strip()


def _nearest(figure: Figure) -> str:
    first, last = (figure.line.start + place for place in figure.clause)
    spans = [
        span
        for span in goods_in(figure.line)
        if not figure.line.before(span.start, 4).lower().endswith("non-")
        and first <= span.start
        and span.end <= last
        and _away(span, figure.start) <= REACH
    ]
    return min(spans, key=lambda span: _away(span, figure.start)).quote if spans else ""


def _away(span: Span, position: int) -> int:
    return abs(span.start - position) if span.start >= position else abs(position - span.end)
