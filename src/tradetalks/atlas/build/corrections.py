"""Rates that public law states and the averages miss: `corrections.toml`, read and applied."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.sectors import SECTOR_CODES, SERVICES

Array = NDArray[np.float64]

FILE = Path(__file__).with_name("corrections.toml")
EVERYONE: tuple[str, ...] = ()
GOODS: tuple[str, ...] = tuple(code for code in SECTOR_CODES if code not in SERVICES)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One rule of public law.

    Attributes:
        what: The defect and the rule, one sentence.
        reference: The legal text.
        exporters: Codes it favours or burdens; empty for everyone.
        importers: Codes whose rates it sets.
        sectors: Sector codes.
        rate: The rate, a fraction, or none for the importer's highest rate in the sector.
    """

    what: str
    reference: str
    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...]
    rate: float | None


@cache
def corrections() -> tuple[Correction, ...]:
    """Return the rules in the order in which they apply."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_correction(entry) for entry in table["correction"])


def _correction(entry: dict[str, str | float | list[str]]) -> Correction:
    members, sectors, rate = entry.get("between"), entry["sectors"], entry["rate"]
    return Correction(
        what=str(entry["what"]),
        reference=str(entry["reference"]),
        exporters=_codes(entry.get("from", members)),
        importers=_codes(entry.get("to", members)),
        sectors=GOODS if sectors == "goods" else _codes(sectors),
        rate=None if rate == "mfn" else float(str(rate)),
    )


def _codes(value: str | float | list[str] | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else EVERYONE


def corrected(rate: Array, rule: Correction, economies: tuple[str, ...]) -> Array:
    """Apply one rule.

    Args:
        rate: [exporter, importer, sector], fractions; sectors are those of the default world.
        rule: The rule.
        economies: The codes of the axes.
    """
    sellers = [economies.index(code) for code in rule.exporters or economies]
    buyers = [economies.index(code) for code in rule.importers]
    kinds = [SECTOR_CODES.index(code) for code in rule.sectors]
    cells = np.ix_(sellers, buyers, kinds)
    changed = rate.copy()
    highest = rate.max(axis=0)[np.ix_(buyers, kinds)]
    changed[cells] = highest if rule.rate is None else rule.rate
    return changed
