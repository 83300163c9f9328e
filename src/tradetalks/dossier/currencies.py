"""Money by its signs, codes and coins; a coin that several states use is settled by the text."""

from collections.abc import Iterable, Mapping
from datetime import date

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

_TENDER_ON = date(2025, 1, 1)
_LOCALE = Locale.parse("en")

SIGNS: Mapping[str, str] = {
    "US$": "USD", "USD": "USD", "$": "USD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD",
    "C$": "CAD", "CA$": "CAD", "CAD": "CAD", "NZ$": "NZD", "NZD": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY",
    "JPY": "JPY", "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "₹": "INR", "INR": "INR",
    "₩": "KRW", "KRW": "KRW", "CHF": "CHF", "Sfr": "CHF", "PKR": "PKR", "฿": "THB",
    "THB": "THB", "AED": "AED", "SAR": "SAR", "ZAR": "ZAR", "₺": "TRY", "₫": "VND",
    "₴": "UAH", "MXN": "MXN", "NOK": "NOK", "SEK": "SEK", "DKK": "DKK", "KES": "KES",
    "Rs": "", "Rs.": "", "Mex$": "MXN", "USD$": "USD", "AUD$": "AUD", "CAD$": "CAD",
    "NZD$": "NZD", "MXN$": "MXN", "U.S.$": "USD", "U.S $": "USD", "₦": "NGN", "₱": "PHP",
    "₽": "RUB", "₪": "ILS", "NT$": "TWD", "RM": "MYR", "Tk": "BDT", "KSh": "KES", "Ksh": "KES",
}  # fmt: skip
"""Signs and codes in front of a sum; empty where several states write theirs so."""

CODES = (
    "AED|ARS|AUD|BDT|BHD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|ETB|EUR|GBP|GHS|HKD|HUF|IDR|ILS|INR|"
    "JOD|JPY|KES|KRW|KWD|KZT|LKR|MAD|MXN|MYR|NGN|NOK|NZD|OMR|PEN|PHP|PKR|PLN|QAR|RMB|RON|RUB|SAR|"
    "SEK|SGD|THB|TND|TRY|TWD|TZS|UAH|UGX|USD|UYU|VND|XAF|XOF|ZAR|ZMW"
)

_LEADING = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "won": "KRW",
    "dirham": "AED", "riyal": "SAR", "ruble": "RUB", "krona": "SEK", "real": "BRL",
}  # fmt: skip
"""What is meant by a coin of several states where the text does not tell."""
_FIXED = frozenset({"dollar", "euro", "pound", "yen", "yuan", "won"})
_NO_COINS = frozenset({"gold", "mark", "sol", "som", "lev", "lek", "tala"})
"""Last words of currencies' names that mean other things more often."""
_FORMS = {
    "renminbi": "yuan", "reais": "real", "kroner": "krone", "kronor": "krona", "rouble": "ruble",
    "colones": "colón", "lei": "leu", "soles": "sol", "leva": "lev",
}  # fmt: skip
_MORE_NATIONS = {
    ("us", "dollar"): "USD", ("u.s.", "dollar"): "USD", ("american", "dollar"): "USD",
    ("korean", "won"): "KRW", ("emirati", "dirham"): "AED", ("mexican", "peso"): "MXN",
    ("taiwan", "dollar"): "TWD", ("taiwanese", "dollar"): "TWD", ("sterling", "pound"): "GBP",
    ("uae", "dirham"): "AED", ("cfa", "franc"): "", ("lao", "kip"): "LAK",
    ("kyrgyz", "som"): "KGS", ("uzbek", "som"): "UZS", ("turkmen", "manat"): "TMT",
    ("nepali", "rupee"): "NPR", ("qatari", "rial"): "QAR", ("saudi", "rial"): "SAR",
    ("omani", "riyal"): "OMR", ("russian", "rouble"): "RUB", ("argentinian", "peso"): "ARS",
}  # fmt: skip


def _in_use() -> dict[str, tuple[str, ...]]:
    """Return the currency codes that each territory (alpha-2) uses."""
    codes = [str(code) for code in _LOCALE.territories]
    return {
        code: tuple(get_territory_currencies(code, _TENDER_ON))
        for code in codes
        if len(code) == 2 and code.isalpha() and code not in {"EU", "UN", "ZZ", "QO", "XA", "XB"}
    }


_BY_TERRITORY = _in_use()
_NAMES = {
    code: _LOCALE.currencies[code].lower()
    for code in sorted({code for codes in _BY_TERRITORY.values() for code in codes})
}
_BY_COIN: dict[str, tuple[str, ...]] = {}
for _code, _name in _NAMES.items():
    _coin = _name.split()[-1]
    _BY_COIN[_coin] = (*_BY_COIN.get(_coin, ()), _code)
_ALPHA2 = {
    alpha3: codes[0]
    for alpha3, codes in get_global("territory_aliases").items()
    if len(alpha3) == 3 and alpha3.isalpha() and len(codes) == 1 and len(codes[0]) == 2
}

COINS: Mapping[str, str] = {
    **{coin: coin for coin in _BY_COIN if coin not in _NO_COINS},
    **_FORMS,
}
"""Words for coins, without a plural s, and the coin each is a form of."""
NATIONS: Mapping[tuple[str, str], str] = {
    **{tuple(name.rsplit(" ", 1)): code for code, name in _NAMES.items() if " " in name},
    **_MORE_NATIONS,
}
"""A nation's word and a coin's, as in "Swiss franc", and the currency."""


def unit_of_coin(word: str, nation: str = "") -> str:
    """Return the currency of a coin, empty where its word and its nation's leave it open."""
    coin = COINS[word]
    own = NATIONS.get((nation, word), NATIONS.get((nation, coin), ""))
    if own or nation:
        return own
    codes = _BY_COIN.get(coin, ())
    return _LEADING.get(coin) or (codes[0] if len(codes) == 1 else "")


def is_open(word: str) -> bool:
    """Tell whether the economies that a text names decide which currency a coin is."""
    coin = COINS.get(word, "")
    return coin not in _FIXED and len(_BY_COIN.get(coin, ())) > 1


def settle(word: str, economies: Iterable[str]) -> str:
    """Return the currency of a coin that the first of `economies` with such a coin uses.

    Args:
        word: The coin, such as "rupee".
        economies: Codes of the economies of a text, the likeliest first.
    """
    codes = _BY_COIN.get(COINS.get(word, ""), ())
    for economy in economies:
        for code in _BY_TERRITORY.get(_ALPHA2.get(economy, ""), ()):
            if code in codes:
                return code
    return unit_of_coin(word)
