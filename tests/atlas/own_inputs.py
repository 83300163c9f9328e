"""What people have of three economies and four products, as files and as numbers."""

from pathlib import Path

import numpy as np
import polars as pl

from tests.atlas.trade_files import baci, country_codes, wdi, wdi_row, write_lines

PLACES = ("CHN", "PAK", "USA")
NUMBERS = {"CHN": "156", "PAK": "586", "USA": "842"}
PRODUCTS = ("010121", "520100", "630260", "854231")
THOUSANDS = np.array(
    [
        [[0, 0, 0, 0], [900.5, 410.25, 77, 5000], [1200, 0.125, 61000.75, 90000.3]],
        [[35, 1500.5, 2200, 0.001], [0, 0, 0, 0], [12.25, 80, 45012.3, 3]],
        [[7000.1, 9100, 310, 41000], [444, 812.6, 0, 1900.7], [0, 0, 0, 0]],
    ]
)
"""Thousands of dollars [exporter, importer, product]."""

DOLLARS = {"CHN": 17.8e7, "PAK": 3.4e7, "USA": 27.4e7}


def flows() -> np.ndarray:
    """Billions of dollars; polars divides by a number by multiplying with its reciprocal."""
    return THOUSANDS * (1 / 1e6)


def output() -> dict[str, float]:
    return {code: dollars * (1 / 1e9) for code, dollars in DOLLARS.items()}


def long() -> pl.DataFrame:
    """The flows as a long frame, nothing at home."""
    cells = [
        (PLACES[i], PLACES[n], PRODUCTS[k], flows()[i, n, k])
        for i, n, k in np.ndindex(3, 3, 4)
        if i != n
    ]
    return pl.DataFrame(cells, schema=["exporter", "importer", "product", "value"], orient="row")


def baci_file(folder: Path) -> tuple[Path, Path]:
    """The flows in the form of BACI, zeros left out as there, and the list of countries."""
    rows = [
        f"2023,{NUMBERS[PLACES[i]]},{NUMBERS[PLACES[n]]},{PRODUCTS[k]},{THOUSANDS[i, n, k]},"
        for i, n, k in np.ndindex(3, 3, 4)
        if THOUSANDS[i, n, k] > 0
    ]
    return baci(folder, rows), country_codes(folder)


def wdi_file(folder: Path, *, year: str = "2023", without: tuple[str, ...] = ()) -> Path:
    rows = [
        wdi_row(code, dollars, date=year, iso2=code[:2])
        for code, dollars in DOLLARS.items()
        if code not in without
    ]
    return wdi(folder, rows)


def concordance_file(folder: Path) -> Path:
    """The sectors AGR, AGR, TEX and ELE of the four products."""
    lines = ["HS6,i4", "010121,0142", "520100,0116", "630260,1392", "854231,2610"]
    return write_lines(folder / "hs2017_isic4.csv", lines)
