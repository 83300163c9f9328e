"""Write the tables of the default world: `python -m tradetalks.atlas.build.ship RAW`."""

import argparse
import csv
import math
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.build.default import YEAR, DefaultTables, build_default
from tradetalks.atlas.build.report import Movement

Array = NDArray[np.float64]

FOLDER = Path(__file__).parents[1] / "data" / "default"
_EPOCH = (2020, 1, 1, 0, 0, 0)


def write_tables(tables: DefaultTables, folder: Path) -> None:
    """Write flows, structure, tariffs, elasticities with their errors and the two reports.

    Args:
        tables: What `build_default` returned.
        folder: Where the files go; it must exist.
    """
    axes = {"economies": np.array(tables.economies), "sectors": np.array(tables.sectors)}
    write_arrays(folder / "flows.npz", axes | {"flow": tables.flow, "year": np.array(YEAR)})
    write_arrays(folder / "structure.npz", axes | {"use": tables.use})
    write_arrays(folder / "tariffs.npz", axes | {"rate": tables.tariff})
    # No number of the world rests on the errors: a folder of their own keeps them from its origins.
    (folder / "uncertainty").mkdir(exist_ok=True)
    for name, sets in (
        ("elasticities.csv", tables.elasticities),
        ("uncertainty/elasticity-errors.csv", tables.elasticity_errors),
    ):
        _write_rows(
            folder / name,
            ("set", *tables.sectors),
            ([label, *map(_known, values.tolist())] for label, values in sets.items()),
        )
    _write_rows(
        folder / "balancing.csv",
        [field.name for field in fields(Movement)],
        (_rounded(asdict(moved).values()) for moved in tables.movements),
    )
    _write_rows(
        folder / "repairs.csv",
        ("what", "cells", "importers", "largest"),
        (
            [note.what, note.cells, " ".join(note.importers), f"{note.largest:.6f}"]
            for note in tables.repairs
        ),
    )


def write_arrays(path: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Write an npz archive whose bytes depend on nothing but the arrays.

    Args:
        path: Where it goes.
        arrays: The arrays by name.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = BytesIO()
            np.save(buffer, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())


def _known(value: float) -> str:
    return "" if math.isnan(value) else repr(value)


def _rounded(values: Iterable[object]) -> list[object]:
    return [f"{value:.6g}" if isinstance(value, float) else value for value in values]


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Rebuild the shipped tables from a folder of raw data."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("raw", type=Path, help="folder with oecd/, us_tariffs/ and elasticities/")
    parser.add_argument("--into", type=Path, default=FOLDER, help="where the tables go")
    options = parser.parse_args(arguments)
    write_tables(build_default(options.raw), options.into)


if __name__ == "__main__":
    main()
