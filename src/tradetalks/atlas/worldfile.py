"""The file that holds one world, and how it is read.

A zip archive (as numpy's npz) with one member per block and a JSON header that names axes, units
and origins; docs/reference/world-file.md describes it. Reading never unpickles, and looks at the
declared sizes before it allocates anything.
"""

import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.world import World
from tradetalks.errors import SourceError, WorldError
from tradetalks.origin import origin_from

Array = NDArray[np.float64]

FORMAT = "tradetalks-world"
VERSION = 1
HEADER = "header.json"
MOST_HEADER_BYTES = 16_000_000
MOST_CELLS = 200_000_000
"""About 1.6 GB: no world that fits this machine's model is larger."""

AXES: Mapping[str, tuple[str, ...]] = {
    "spending": ("exporter", "importer", "sector"),
    "tariff": ("exporter", "importer", "sector"),
    "value_added_share": ("economy", "sector"),
    "input_share": ("economy", "input sector", "using sector"),
    "final_share": ("economy", "sector"),
    "elasticities": ("set", "sector"),
}
UNITS: Mapping[str, str] = {
    "spending": "billion current US dollars a year, at purchaser price, tariff included",
    "tariff": "fraction of the price before tariff",
    "value_added_share": "fraction of producer revenue",
    "input_share": "fraction of the using sector's producer revenue",
    "final_share": "fraction of final spending",
    "elasticities": "trade elasticity, positive",
}
TEXTS: tuple[str, ...] = (
    "economies",
    "sectors",
    "economy_names",
    "sector_names",
    "services",
    "notes",
)
_REMEDY = "Write it again with tradetalks.atlas.save.save_world"


def read_world(path: Path) -> World:
    """Read a world from its file; the caller checks its identities.

    Raises:
        WorldError: The file is missing, damaged, of another version, or not a world.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            header = _header(archive, path)
            blocks = {name: _read_block(archive, name, header, path) for name in AXES}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise WorldError(
            f"not a world file, or damaged ({error})", where=str(path), remedy=_REMEDY
        ) from None
    except OSError as error:
        raise WorldError(f"cannot be read ({error.strerror or error})", where=str(path)) from None
    return _world(header, blocks, path)


def _header(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    names = set(archive.namelist())
    expected = {HEADER, *(f"{block}.npy" for block in AXES)}
    if HEADER not in names:
        raise WorldError("not a world file: it has no header", where=str(path), remedy=_REMEDY)
    if archive.getinfo(HEADER).file_size > MOST_HEADER_BYTES:
        raise WorldError("the header is absurdly large", where=str(path), remedy=_REMEDY)
    try:
        header = json.loads(archive.read(HEADER))
    except (ValueError, zlib.error, RecursionError) as error:
        raise WorldError(
            f"the header is not JSON ({error})", where=str(path), remedy=_REMEDY
        ) from None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise WorldError("not a world file", where=str(path), remedy=_REMEDY)
    if header.get("version") != VERSION:
        raise WorldError(
            f"the file has version {header.get('version')!r}, this package reads {VERSION}",
            where=str(path),
            remedy="Install the version of tradetalks that wrote it, or write it again",
        )
    if names != expected:
        odd = sorted(names ^ expected)[0]
        state = "is missing from" if odd in expected else "does not belong in"
        raise WorldError(f"'{odd}' {state} the file", where=str(path), remedy=_REMEDY)
    _check_header(header, path)
    return header


def _check_header(header: dict[str, Any], path: Path) -> None:
    wrong = [name for name in (*TEXTS, "elasticity_sets") if not _is_texts(header.get(name))]
    wrong += [name for name in ("name", "elasticity") if not isinstance(header.get(name), str)]
    wrong += [] if type(header.get("year")) is int else ["year"]
    wrong += [] if isinstance(header.get("origins"), list) else ["origins"]
    if wrong:
        raise WorldError(
            f"'{wrong[0]}' is missing from the header or of the wrong kind",
            where=str(path),
            remedy=_REMEDY,
        )
    stated = header.get("axes")
    for block, axes in AXES.items():
        if not isinstance(stated, dict) or stated.get(block) != list(axes):
            raise WorldError(
                f"the axes of '{block}' are not {', '.join(axes)}", where=str(path), remedy=_REMEDY
            )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _shape(block: str, header: dict[str, Any]) -> tuple[int, ...]:
    length = {
        "sector": len(header["sectors"]),
        "input sector": len(header["sectors"]),
        "using sector": len(header["sectors"]),
        "set": len(header["elasticity_sets"]),
    }
    return tuple(length.get(axis, len(header["economies"])) for axis in AXES[block])


def _read_block(archive: zipfile.ZipFile, name: str, header: dict[str, Any], path: Path) -> Array:
    where, shape = f"{path}, {name}", _shape(name, header)
    cells = int(np.prod(shape, dtype=object))
    if cells > MOST_CELLS:
        raise WorldError(f"{cells:,} cells are more than this package reads", where=where)
    try:
        with archive.open(f"{name}.npy") as member:
            if np.lib.format.read_magic(member) != (1, 0):
                raise ValueError("not an array of the format's first version")
            found, fortran, kind = np.lib.format.read_array_header_1_0(member)
            payload = member.read(cells * 8 + 1)
    except (ValueError, zlib.error) as error:
        raise WorldError(f"damaged ({error})", where=where, remedy=_REMEDY) from None
    if found != shape or kind != np.dtype("<f8") or fortran:
        raise WorldError(
            f"holds {kind} {found} where float64 {shape} is needed", where=where, remedy=_REMEDY
        )
    if len(payload) != cells * 8:
        raise WorldError(
            "has more or fewer numbers than its shape says", where=where, remedy=_REMEDY
        )
    return np.frombuffer(payload, dtype="<f8").reshape(shape).astype(np.float64)


def _world(header: dict[str, Any], blocks: dict[str, Array], path: Path) -> World:
    sets = dict(zip(header["elasticity_sets"], blocks["elasticities"], strict=True))
    try:
        origins = tuple(origin_from(values, where=str(path)) for values in header["origins"])
    except (SourceError, TypeError, ValueError) as error:
        raise WorldError(
            f"an origin cannot be read ({error})", where=str(path), remedy=_REMEDY
        ) from None
    if header["elasticity"] not in sets:
        raise WorldError(
            f"no elasticity set '{header['elasticity']}'", where=str(path), remedy=_REMEDY
        )
    world = World(
        name=header["name"],
        year=header["year"],
        economies=tuple(header["economies"]),
        sectors=tuple(header["sectors"]),
        economy_names=tuple(header["economy_names"]),
        sector_names=tuple(header["sector_names"]),
        spending=blocks["spending"],
        tariff=blocks["tariff"],
        value_added_share=blocks["value_added_share"],
        input_share=blocks["input_share"],
        final_share=blocks["final_share"],
        elasticities=sets,
        elasticity=header["elasticity"],
        services=tuple(header["services"]),
        origins=origins,
        notes=tuple(header["notes"]),
    )
    if header.get("fingerprint", world.fingerprint) != world.fingerprint:
        raise WorldError(
            "the numbers were changed after the file was written", where=str(path), remedy=_REMEDY
        )
    return world
