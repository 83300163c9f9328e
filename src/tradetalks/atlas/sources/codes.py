"""Which three-letter codes of a trade file are places, and what becomes of the others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tradetalks.atlas.places import places
from tradetalks.atlas.sources.opening import LINE
from tradetalks.errors import SourceError, nearest_codes

RENAMED: Mapping[str, str] = {"S19": "TWN", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KSV": "XKX"}
"""Codes that the sources use for a place of today, and its code."""

# fmt: off
FORMER = frozenset((
    "ANT", "BLX", "BUR", "BYS", "CSK", "CTE", "DDR", "FXX", "JTN", "MID", "NTZ", "PCI", "PCZ",
    "PUS", "SCG", "SUN", "VDR", "WAK", "YAR", "YDR", "YMD", "YUG",
))
"""Countries that are no more (ISO 3166-3, and codes in use for others)."""

GROUPS = frozenset((
    "ARB", "ASE", "E27", "E28", "EU2", "EUN", "EUR", "EUU", "OED", "SSF", "W00", "WLD",
))
"""Groups whose members are counted too."""
# fmt: on

REMAINDER = re.compile(r"(?=.*[0-9_])[A-Z_][A-Z0-9]{1,2}")
"""Codes such as R20 or _X, which sources use for what they cannot allot to a country."""


@dataclass(frozen=True)
class Settled:
    """What the codes of a file become.

    Attributes:
        codes: Of the source to that of the table, for every code asked about.
        assumed: What was assumed, one sentence each.
    """

    codes: Mapping[str, str]
    assumed: tuple[str, ...]


def first_seen(rows: pl.DataFrame, columns: Sequence[str], where: str) -> dict[str, str]:
    """Return the codes in some columns, each with the file and line where it comes first."""
    names = [rows.select(LINE, code=column) for column in columns]
    first = pl.concat(names).group_by("code").agg(pl.col(LINE).min()).sort(LINE, "code")
    return {code: f"{where}, line {line}" for code, line in first.iter_rows()}


def settle_codes(codes: Mapping[str, str]) -> Settled:
    """Return the code of the table for each code of a file.

    Places keep theirs, and so do former countries and remainders such as R20.

    Args:
        codes: The codes in use, and where each of them stands, for messages.

    Raises:
        SourceError: A code is that of a group of economies, or unknown.
    """
    for code, where in codes.items():
        _check(code, where)
    settled = {code: RENAMED.get(code, code) for code in sorted(codes)}
    own = [code for code in settled if code not in places() and code not in RENAMED]
    renamed = [f"{code} is {settled[code]}" for code in settled if code in RENAMED]
    assumed = []
    if "S19" in settled:
        assumed.append(
            "Other Asia, not elsewhere specified (490, S19), is taken to be Taiwan (TWN), "
            "which is nearly all of it."
        )
        renamed.remove("S19 is TWN")
    if renamed:
        assumed.append(f"Codes are those of today: {', '.join(renamed)}.")
    if own:
        assumed.append(f"Codes that are no country of today are kept: {', '.join(own)}.")
    return Settled(settled, tuple(assumed))


def _check(code: str, where: str) -> None:
    if code in GROUPS:
        raise SourceError(
            f"'{code}' is a group of economies, and its members would count twice",
            where=where,
            remedy="Leave groups out of the file",
        )
    known = code in places() or code in RENAMED or code in FORMER or REMAINDER.fullmatch(code)
    if not known:
        near = nearest_codes(code, places())
        meant = f"The nearest are {', '.join(near)}" if near else "Codes are those of ISO 3166"
        raise SourceError(f"unknown economy '{code[:40]}'", where=where, remedy=meant)
