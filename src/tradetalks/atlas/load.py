"""Load a world by name or from a file, checked."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.assemble import accounts
from tradetalks.atlas.catalogue import origins_in
from tradetalks.atlas.check import check_world
from tradetalks.atlas.places import economy_name
from tradetalks.atlas.sectors import SECTORS, SERVICES
from tradetalks.atlas.world import World
from tradetalks.atlas.worldfile import read_world
from tradetalks.errors import UnknownCodeError, WorldError

Array = NDArray[np.float64]

DEFAULT = "default"
DEFAULT_ELASTICITY = "fontagne_2022"
_TABLES = Path(__file__).parent / "data" / DEFAULT

NOTES: tuple[str, ...] = (
    "Flows describe 2022, the cost structure 2020 (balanced to 2022), the tariffs that the United"
    " States charges 2024, all other tariffs 2021.",
    "Pakistan's levels are low: value added here is about 285 billion dollars, against 375 billion"
    " of GDP in the World Development Indicators (2022), and its exports of 28.8 billion are below"
    " the 35.7 billion of customs records (BACI, 2023).",
    "Afghanistan, Iran, Kuwait, Qatar and Sri Lanka have no economy of their own here: they are in"
    " the rest of the world.",
    "The United Arab Emirates have flows of their own, but the mean cost structure of three other"
    " oil and gas exporters.",
    "Tariffs are averages by sector. Single products (cotton, soya, liquefied gas) can pay far"
    " more or less.",
    "Agreements that took effect after 2021 are not in the tariffs.",
    "China's duties of 2018-19 on goods from the United States are not in the tariffs.",
)


def world_names() -> tuple[str, ...]:
    """Return the names of the worlds that ship."""
    return (DEFAULT,)


def load_world(name_or_path: str | Path = DEFAULT, *, elasticities: str | None = None) -> World:
    """Load a world that ships, or one from a file, and check its identities.

    Args:
        name_or_path: One of `world_names()`, or the path of a file that `save_world` wrote.
        elasticities: The elasticity set to use; the world's own choice when not given.

    Raises:
        WorldError: The file is missing, damaged, of another version, or not a world.
        IdentityError: The world breaks an accounting identity; the message names the cell.
        UnknownCodeError: The world has no elasticity set of that name.
    """
    world = _default_world() if str(name_or_path) == DEFAULT else _from_file(Path(name_or_path))
    return world if elasticities is None else world.with_elasticity(elasticities)


def _from_file(path: Path) -> World:
    looks_like_a_name = len(path.parts) == 1 and not path.suffix
    if looks_like_a_name and not path.exists():
        unknown = UnknownCodeError("world", str(path), world_names())
        raise WorldError(unknown.what, remedy=f"{unknown.remedy}, or the path of a world file")
    return _sealed(read_world(path))


@cache
def _default_world() -> World:
    return _sealed(default_from(_TABLES))


def _sealed(world: World) -> World:
    """Check a world and make its arrays read-only: the default one is shared by all callers."""
    check_world(world)
    blocks = (
        world.spending,
        world.tariff,
        world.value_added_share,
        world.input_share,
        world.final_share,
        *world.elasticities.values(),
    )
    for block in blocks:
        block.flags.writeable = False
    return world


def default_from(folder: Path) -> World:
    """Assemble the default world from its tables.

    Args:
        folder: Where flows, structure, tariffs and elasticities lie.

    Raises:
        WorldError: A table is missing or its axes differ from those of the flows.
    """
    flows = _arrays(folder / "flows.npz")
    structure, tariffs = _arrays(folder / "structure.npz"), _arrays(folder / "tariffs.npz")
    for name, table in (("structure", structure), ("tariffs", tariffs)):
        for axis in ("economies", "sectors"):
            if not np.array_equal(table[axis], flows[axis]):
                raise WorldError(f"{name} and flows list different {axis}", where=str(folder))
    rate = tariffs["rate"]
    spending = (flows["flow"] * (1.0 + rate)).sum(axis=0)
    blocks = accounts(flows["flow"], rate, structure["use"] * spending[:, :, None])
    economies = tuple(map(str, flows["economies"]))
    return World(
        name=DEFAULT,
        year=int(flows["year"]),
        economies=economies,
        sectors=tuple(map(str, flows["sectors"])),
        economy_names=tuple(map(economy_name, economies)),
        sector_names=tuple(sector.name for sector in SECTORS),
        spending=blocks.spending,
        tariff=rate,
        value_added_share=blocks.value_added_share,
        input_share=blocks.input_share,
        final_share=blocks.final_share,
        elasticities=_elasticities(folder / "elasticities.csv"),
        elasticity=DEFAULT_ELASTICITY,
        services=SERVICES,
        origins=origins_in(folder),
        notes=NOTES,
    )


def _arrays(path: Path) -> dict[str, Any]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            return dict(archive)
    except OSError as error:
        raise WorldError(
            f"cannot read a table of the default world ({error.strerror})",
            where=str(path),
            remedy="Install the package again",
        ) from None


def _elasticities(path: Path) -> dict[str, Array]:
    rows = csv.reader(path.read_text(encoding="utf-8").splitlines()[1:])
    return {name: np.array(theta, dtype=float) for name, *theta in rows}
