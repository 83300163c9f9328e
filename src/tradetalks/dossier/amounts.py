"""Numbers as news writes them: percentages, money, quantities, and "duty-free".

Only what is said of an amount tells what it is about; that is read in
`tradetalks.dossier.measures`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tradetalks.dossier.items import FRACTION


@dataclass(frozen=True)
class Amount:
    """A number with its unit: characters `start` to `end` of the text it was found in.

    Attributes:
        start: First character.
        end: One past the last.
        value: A percentage as a fraction, money and quantities in units.
        unit: "fraction", an ISO 4217 code, or the thing counted.
        points: Whether it counts percentage points.
    """

    start: int
    end: int
    value: float
    unit: str
    points: bool = False


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a hundred": 100, "one hundred": 100, "zero": 0, "half a": 0.5, "a": 1, "a dozen": 12,
}  # fmt: skip
_WORD = "|".join(sorted((word for word in _WORDS if word not in {"a", "half a"}), key=len)[::-1])
_PERCENT_SIGN = r"(?:\s?%|[ -]?per[ -]?cent\b(?!age))"
_PERCENT = re.compile(
    rf"(?<![\d.,])(?:(?P<low>{_NUMBER})(?:{_PERCENT_SIGN})?(?:\s?[-–]\s?| to | and | or |/))?"
    rf"(?P<value>{_NUMBER}|(?<![\w-])(?:{_WORD}))"
    rf"(?P<sign>{_PERCENT_SIGN}|[ -]percentage[ -]points?\b)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "crore": 1e7,
    "lakh": 1e5, "hundred million": 1e8, "lakh crore": 1e12,
}  # fmt: skip
_LONG_SCALE = "lakh crore|hundred million|thousand|million|billion|trillion|crore|lakh"
_SCALE = rf"(?:[ -]?(?P<scale>{_LONG_SCALE})\b|\s?(?P<short>bn|bln|mn|mln|tn|trn|[mbk])\b)"
_SIGNS = {
    "US$": "USD", "USD": "USD", "$": "USD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD",
    "C$": "CAD", "CA$": "CAD", "CAD": "CAD", "NZ$": "NZD", "NZD": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY",
    "JPY": "JPY", "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "₹": "INR", "INR": "INR",
    "₩": "KRW", "KRW": "KRW", "CHF": "CHF", "Sfr": "CHF", "PKR": "PKR", "฿": "THB",
    "THB": "THB", "AED": "AED", "SAR": "SAR", "ZAR": "ZAR", "₺": "TRY", "₫": "VND",
    "₴": "UAH", "MXN": "MXN", "NOK": "NOK", "SEK": "SEK", "DKK": "DKK", "KES": "KES",
    "Rs": "", "Rs.": "", "Mex$": "MXN", "USD$": "USD", "AUD$": "AUD", "CAD$": "CAD",
    "NZD$": "NZD", "MXN$": "MXN", "U.S.$": "USD", "U.S $": "USD",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len)[::-1])
_BY_SIGN = {sign.upper().replace(" ", ""): unit for sign, unit in _SIGNS.items()}
_CODES = "|".join(code for code in {*_SIGNS.values(), "RMB"} if code)
_COINS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "won": "KRW", "baht": "THB", "dirham": "AED", "riyal": "SAR",
    "rand": "ZAR", "real": "BRL", "reais": "BRL", "rupee": "", "franc": "CHF", "peso": "",
    "lira": "TRY", "shilling": "", "taka": "BDT", "rupiah": "IDR", "ringgit": "MYR",
    "dong": "VND", "hryvnia": "UAH", "krone": "", "krona": "SEK",
}  # fmt: skip
_NATIONAL = {
    ("canadian", "dollar"): "CAD", ("australian", "dollar"): "AUD",
    ("new zealand", "dollar"): "NZD", ("singapore", "dollar"): "SGD",
    ("hong kong", "dollar"): "HKD", ("chinese", "yuan"): "CNY", ("turkish", "lira"): "TRY",
    ("japanese", "yen"): "JPY", ("british", "pound"): "GBP", ("thai", "baht"): "THB",
    ("saudi", "riyal"): "SAR", ("emirati", "dirham"): "AED", ("korean", "won"): "KRW",
    ("us", "dollar"): "USD", ("u.s.", "dollar"): "USD",
    ("american", "dollar"): "USD", ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR",
    ("sri lankan", "rupee"): "LKR", ("swiss", "franc"): "CHF", ("mexican", "peso"): "MXN",
    ("philippine", "peso"): "PHP", ("chilean", "peso"): "CLP", ("kenyan", "shilling"): "KES",
    ("norwegian", "krone"): "NOK", ("danish", "krone"): "DKK",
}  # fmt: skip
_NATION = "|".join(re.escape(nation) for nation, _ in _NATIONAL)
_COIN = "|".join(_COINS)
# "$1.5 billion", "US$500m", "Rs 300 crore", "between $2 billion and $3 billion" as two.
_SIGNED = re.compile(
    rf"(?<![\w$])(?P<sign>{_SIGN}|(?-i:A|C|c|HK|hk|NZ|S|US) \$)[ \u00a0]?"
    rf"(?P<value>{_NUMBER}){_SCALE}?"
    r"(?:[ -](?:US )?dollars?\b)?",
    re.I,
)
# "500 million USD", "10 €".
_TRAILING = re.compile(
    rf"(?<![\d.,$€£¥₹\w])(?P<value>{_NUMBER}){_SCALE}?[ \u00a0]?"
    rf"(?P<sign>(?:{_CODES})\b|[$€£¥₹])(?! ?\d)(?: (?P<late>million|billion|trillion)\b)?",
    re.I,
)
# "1.5 billion dollars", "500 million Swiss francs", "two billion euros".
_SPOKEN = re.compile(
    rf"(?<![\d.,$€£¥₹\w])(?P<value>{_NUMBER}|\b(?:{_WORD}|half a|a))"
    rf"(?:{_SCALE})?[ -](?:(?P<nation>{_NATION})[ -])?(?P<coin>{_COIN})s?\b",
    re.I,
)
_UNITS = (
    "metric tonnes|metric tons|tonnes|tons|tonne|ton|kilograms?|kilos?|kg|"
    "barrels(?: a day| per day)?|litres|liters|hectolitres|bushels|cubic met(?:er|re)s|MMBtu|bcm|"
    "megawatts?|gigawatts?|MW|GW|"
    "bales|head of cattle|head|carcasses|units|vehicles|cars|trucks|aircraft|airplanes|aeroplanes|"
    "planes|jets|helicopters|cargoes|shipments|containers|bottles|doses|visas|tractors|locomotives|"
    "rail cars|buses|square met(?:er|re)s|pieces|pairs|heads|crates|boxes|cases"
)
_COUNTED = re.compile(
    rf"(?<![\d.,$€£¥₹\w])(?P<value>{_NUMBER}|\b(?:{_WORD}))"
    rf"(?:[ -](?P<scale>{_LONG_SCALE}))?[ \u00a0-](?:of )?"
    rf"(?:(?!percent|per|dollars|euros)[A-Z]?[\w-]+[ ]){{0,2}}?(?P<unit>{_UNITS})\b",
)
_PLURALS = {"tonne": "tonnes", "ton": "tonnes", "tons": "tonnes", "metric tons": "tonnes",
            "metric tonnes": "tonnes", "planes": "aircraft", "jets": "aircraft",
            "airplanes": "aircraft", "aeroplanes": "aircraft"}  # fmt: skip
_FREE = re.compile(
    r"(?<![\w-])(?:(?:zero|no|nil)[- ](?:import |customs |per ?cent )?(?:tariffs?|dut(?:y|ies))"
    r"(?! (?:increas|hike|cut|reduc|relief|w[ae]|is|are|talk|deal|chang|rate|concession|barrier|"
    r"agree|line|threat))|(?:duty|tariff)[- ]free(?! (?:shop|store|retail|zone))|"
    r"free of (?:all )?(?:tariffs?|dut(?:y|ies))|tariffs? (?:of|to|at) zero|zero[- ](?:rated|duty|"
    r"tariff))\b",
    re.I,
)
_NOT_FREE = re.compile(r"\b(?:not|without|n[’']t|never|neither|nor)\b[^,;]{0,25}$", re.I)


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a sentence, in order, none overlapping another.

    A range gives two. An amount in a currency that the words leave open ("Rs 300 crore") has an
    empty unit.

    Args:
        text: A sentence.
    """
    found = [*_percents(text), *_free(text), *_money(text), *_quantities(text)]
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return tuple(kept)


def _value(words: str) -> float:
    plain = words.lower()
    if plain in _WORDS:
        return float(_WORDS[plain])
    return float(Decimal(words.replace(",", "")))


def _percents(text: str) -> Iterator[Amount]:
    for match in _PERCENT.finditer(text):
        points = "point" in match["sign"].lower()
        for group in ("low", "value"):
            if not match[group] or (group == "low" and _YEAR.fullmatch(match[group])):
                continue
            value = float(Decimal(str(_value(match[group]))) / 100)
            end = match.end() if group == "value" else match.end(group)
            if group == "low":
                own = re.compile(_PERCENT_SIGN, re.I).match(text, end)
                end = own.end() if own else end
            yield Amount(match.start(group), end, value, FRACTION, points)


def _free(text: str) -> Iterator[Amount]:
    for match in _FREE.finditer(text):
        if not _NOT_FREE.search(text[: match.start()]):
            yield Amount(match.start(), match.end(), 0.0, FRACTION)


def _scaled(match: re.Match[str]) -> float:
    groups = match.groupdict()
    scale = groups.get("scale") or groups.get("short") or ""
    return _value(match["value"]) * _SCALES.get(scale.lower(), 1.0)


def _money(text: str) -> Iterator[Amount]:
    for match in _SIGNED.finditer(text):
        yield Amount(match.start(), match.end(), _scaled(match), _unit_of(match["sign"]))
    for match in _TRAILING.finditer(text):
        late = _SCALES[match["late"].lower()] if match["late"] else 1.0
        unit = _unit_of(match["sign"])
        yield Amount(match.start(), match.end(), _scaled(match) * late, unit)
    for match in _SPOKEN.finditer(text):
        if match["value"].lower() == "a" and not match["scale"]:
            continue
        coin = match["coin"].lower()
        nation = (match["nation"] or "").lower()
        unit = _NATIONAL.get((nation, coin), _COINS[coin])
        yield Amount(match.start(), match.end(), _scaled(match), unit)


def _unit_of(sign: str) -> str:
    return _BY_SIGN[sign.upper().replace(" ", "")]


def _quantities(text: str) -> Iterator[Amount]:
    for match in _COUNTED.finditer(text):
        unit = match["unit"].lower()
        yield Amount(match.start(), match.end(), _scaled(match), _PLURALS.get(unit, unit))
