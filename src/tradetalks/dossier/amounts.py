"""Numbers as news writes them: percentages, money, quantities, and "duty-free".

Only what is said of an amount tells what it is about; that is read in
`tradetalks.dossier.measures`.
"""

import re
from collections.abc import Iterator

from tradetalks.dossier.currencies import CODES, COINS, NATIONS, SIGNS, is_open, unit_of_coin
from tradetalks.dossier.numerals import NUMBER, WORD, Amount, value_of
from tradetalks.dossier.percentages import find_percentages

_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "crore": 1e7,
    "lakh": 1e5, "hundred million": 1e8, "lakh crore": 1e12,
}  # fmt: skip
_LONG_SCALE = "lakh crore|hundred million|thousand|million|billion|trillion|crore|lakh"
_SHORT_SCALE = "bn|bln|mn|mln|tn|trn|[mbk]"
_SCALE = rf"(?:[ -]?(?P<scale>{_LONG_SCALE})\b|\s?(?P<short>{_SHORT_SCALE})\b)"
_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len)[::-1])
_BY_SIGN = {sign.upper().replace(" ", ""): unit for sign, unit in SIGNS.items()} | dict(
    zip(CODES.split("|"), CODES.replace("RMB", "CNY").split("|"), strict=True)
)
_NATION = "|".join(re.escape(nation) for nation in sorted({n for n, _ in NATIONS}, key=len)[::-1])
_COIN = "|".join(sorted(COINS, key=len)[::-1])
# "$1.5 billion", "US$500m", "Rs 300 crore", "between $2 and $3 billion".
_SIGNED = re.compile(
    rf"(?<![\w$])(?P<sign>{_SIGN}|(?-i:{CODES})|(?-i:A|C|c|HK|hk|NZ|S|US) \$)[ \u00a0]?"
    rf"(?:(?P<low>{NUMBER})(?:\s?[-–]\s?| (?:to|and|or) )(?:{_SIGN})?"
    rf"(?=(?:{NUMBER})(?:[ -]?(?:{_LONG_SCALE})|\s?(?:{_SHORT_SCALE}))\b))?"
    rf"(?P<value>{NUMBER}){_SCALE}?"
    r"(?:[ -](?:US )?dollars?\b)?",
    re.I,
)
# "500 million USD", "10 €".
_TRAILING = re.compile(
    rf"(?<![\d.,$€£¥₹\w])(?P<value>{NUMBER}){_SCALE}?[ \u00a0]?"
    rf"(?P<sign>(?:{CODES})\b|[$€£¥₹])(?! ?\d)(?: (?P<late>million|billion|trillion)\b)?",
    re.I,
)
# "1.5 billion dollars", "500 million Swiss francs", "two billion euros", "2 to 3 billion euros".
_SPOKEN = re.compile(
    rf"(?<![\d.,$€£¥₹\w])(?:(?P<low>{NUMBER})(?:\s?[-–]\s?| (?:to|and|or) ))?"
    rf"(?P<value>{NUMBER}|\b(?:{WORD}|half a|a quarter of a|a))"
    rf"(?:{_SCALE})?[ -](?:(?P<nation>{_NATION})[ -])?(?P<coin>{_COIN})s?\b",
    re.I,
)
_CENTS = re.compile(rf"(?<![\d.,$€£¥₹\w])(?P<value>{NUMBER}) (?:US )?cents?\b")
_UNITS = (
    "metric tonnes|metric tons|tonnes|tons|tonne|ton|kilograms?|kilos?|kg|"
    "barrels(?: a day| per day)?|litres|liters|hectolitres|bushels|cubic met(?:er|re)s|MMBtu|bcm|"
    "megawatts?|gigawatts?|MW|GW|gallons|quintals|(?:cubic|board|square) feet|"
    "TEUs?|airliners|jetliners|"
    "bales|head of cattle|head|carcasses|units|vehicles|cars|trucks|aircraft|airplanes|aeroplanes|"
    "planes|jets|helicopters|cargoes|shipments|bottles|doses|visas|tractors|locomotives|"
    "rail cars|buses|square met(?:er|re)s|(?:containers|pieces|pairs|crates|boxes|cases)(?= of)"
)
_COUNTED = re.compile(
    rf"(?<![\d.,$€£¥₹\w])(?:(?P<low>{NUMBER})(?:\s?[-–]\s?| (?:to|and|or) ))?"
    rf"(?P<value>{NUMBER}|\b(?:{WORD}))"
    rf"(?:[ -](?P<scale>{_LONG_SCALE}))?[ \u00a0-](?:of )?"
    rf"(?:(?!percent|per|dollars|euros)[A-Z]?[\w-]+[ ]){{0,2}}?(?P<unit>{_UNITS})\b",
)
# "took 1.1 million bales last season and plans to take 1.4 million this season".
_UNNAMED = re.compile(
    rf"(?<![\d.,$€£¥₹\w-])(?P<value>{NUMBER})(?: (?P<scale>{_LONG_SCALE}))?"
    r"(?= (?:this|next|last|a|per|each) (?:year|season|month)| (?:now|today|before)\b)"
)
_PLURALS = {"tonne": "tonnes", "ton": "tonnes", "tons": "tonnes", "metric tons": "tonnes",
            "metric tonnes": "tonnes", "planes": "aircraft", "jets": "aircraft",
            "airplanes": "aircraft", "aeroplanes": "aircraft", "airliners": "aircraft",
            "jetliners": "aircraft"}  # fmt: skip
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a sentence, in order, none overlapping another.

    A range gives two. An amount in a currency that the words leave open ("Rs 300 crore") has an
    empty unit.

    Args:
        text: A sentence.
    """
    found = [*find_percentages(text), *_money(text), *_quantities(text)]
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return tuple(kept)


def _scaled(match: re.Match[str], group: str = "value") -> float:
    groups = match.groupdict()
    scale = groups.get("scale") or groups.get("short") or ""
    return round(value_of(match[group]) * _SCALES.get(scale.lower(), 1.0), 4)


def _money(text: str) -> Iterator[Amount]:
    low, has_digit = text.lower(), bool(_DIGIT.search(text))
    for match in _SIGNED.finditer(text) if has_digit else ():
        unit, coin = _unit_of(match["sign"]), "rupee" if match["sign"].lower()[:2] == "rs" else ""
        yield from _one_or_two(match, unit, coin=coin)
    for match in _TRAILING.finditer(text) if has_digit else ():
        late = _SCALES[match["late"].lower()] if match["late"] else 1.0
        unit = _unit_of(match["sign"])
        yield Amount(match.start(), match.end(), _scaled(match) * late, unit)
    for match in _SPOKEN.finditer(text) if any(coin in low for coin in COINS) else ():
        if match["value"].lower() == "a" and not match["scale"]:
            continue
        coin, nation = match["coin"].lower(), (match["nation"] or "").lower()
        unit = unit_of_coin(coin, nation)
        yield from _one_or_two(match, unit, coin=coin if not nation and is_open(coin) else "")
    for match in _CENTS.finditer(text) if " cent" in low else ():
        yield Amount(match.start(), match.end(), value_of(match["value"]) / 100, "USD")


def _one_or_two(match: re.Match[str], unit: str, *, coin: str = "") -> Iterator[Amount]:
    """Yield an amount, and before it the lower end of a range."""
    start = match.start()
    if match["low"] and not _YEAR.fullmatch(match["low"]):
        low = match.end("low")
        yield Amount(start, low, _scaled(match, "low"), unit, coin=coin)
        start = match.start("value")
    elif match["low"]:
        start = match.start("value")
    yield Amount(start, match.end(), _scaled(match), unit, coin=coin)


def _unit_of(sign: str) -> str:
    return _BY_SIGN[sign.upper().replace(" ", "")]


def _quantities(text: str) -> Iterator[Amount]:
    unit = ""
    for match in _COUNTED.finditer(text):
        if _YEAR.fullmatch(match["value"]) and not match["scale"] and " " in match[0][5:]:
            continue
        unit = _PLURALS.get(match["unit"].lower(), match["unit"].lower())
        yield from _one_or_two(match, unit)
    if unit:
        for match in _UNNAMED.finditer(text):
            yield Amount(match.start(), match.end(), _scaled(match), unit)
