"""Write a world to its file."""

import json
import os
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.check import check_world
from tradetalks.atlas.world import World
from tradetalks.atlas.worldfile import AXES, FORMAT, HEADER, TEXTS, UNITS, VERSION
from tradetalks.errors import OutputError

Array = NDArray[np.float64]


def save_world(world: World, path: str | Path) -> None:
    """Write a world to one file, which `load_world` reads back to the same numbers.

    What stood at `path` is replaced only when the new file is complete.

    Args:
        world: What to write; it is checked first.
        path: Where it goes, customarily ending in `.world`.

    Raises:
        OutputError: The file cannot be written.
        WorldError: The world is not complete or not balanced.
    """
    check_world(world)
    target = Path(path)
    if target.exists() and not target.is_file():
        raise OutputError(
            "cannot write the world: something that is no file stands there",
            where=str(target),
            remedy="Name a file in a folder that exists and can be written",
        )
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                _write(world, file)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot write the world ({error.strerror})",
            where=str(target),
            remedy="Name a file in a folder that exists and can be written",
        ) from None


def _write(world: World, file: BinaryIO) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(HEADER, json.dumps(_header(world), ensure_ascii=False, indent=1))
        for block in AXES:
            buffer = BytesIO()
            np.save(buffer, _block(world, block), allow_pickle=False)
            archive.writestr(f"{block}.npy", buffer.getvalue())


def _header(world: World) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": world.name,
        "year": world.year,
        "axes": {block: list(axes) for block, axes in AXES.items()},
        "units": dict(UNITS),
        **{name: list(getattr(world, name)) for name in TEXTS},
        "elasticity_sets": list(world.elasticities),
        "elasticity": world.elasticity,
        "origins": [origin.as_dict() for origin in world.origins],
        "fingerprint": world.fingerprint,
    }


def _block(world: World, name: str) -> Array:
    if name == "elasticities":
        return np.array(list(world.elasticities.values()), dtype="<f8")
    return np.ascontiguousarray(getattr(world, name), dtype="<f8")
