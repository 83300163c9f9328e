"""Read the raw files behind the default world, as they are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import SourceError

Array = NDArray[np.float64]

FLOWS = "oecd/icio_2022_81x28.mat"
STRUCTURE = "oecd/icio_2020_structure_77x45.npz"
DUTIES = "us_tariffs/us_tariff_2024_by_partner_sector.csv"
ELASTICITIES = "elasticities/published_by_sector.csv"
PROTEE = "elasticities/protee_hs6.csv"
HS_TO_ISIC = "concordances/hs2017_hs6_isic4_gtap.csv"
HS_EDITIONS = "concordances/hs2022_hs2017.csv"
LINES = "us_tariffs/hs10_2024"

MILLIONS_PER_BILLION = 1000.0


@dataclass(frozen=True, eq=False)
class RawFlows:
    """The extended inter-country tables of 2022.

    Attributes:
        economies: 81 codes in axis order.
        industries: 28 labels in axis order; the last is all services.
        flow: Sales at basic price [exporter, importer, industry], billions of US dollars.
        tariff: Average applied rate of 2021, same axes, fractions.
        sets: The elasticity sets that travel in the same file [industry], by their name.
    """

    economies: tuple[str, ...]
    industries: tuple[str, ...]
    flow: Array
    tariff: Array
    sets: dict[str, Array]


@dataclass(frozen=True, eq=False)
class RawStructure:
    """The cost and demand structure of 2020.

    Attributes:
        economies: 77 codes in axis order.
        industries: 45 labels in axis order.
        value_added_share: [economy, industry], of output.
        input_share: [economy, input, user], of the user's output; sums with value added to one.
        final_share: [economy, industry], of final spending.
    """

    economies: tuple[str, ...]
    industries: tuple[str, ...]
    value_added_share: Array
    input_share: Array
    final_share: Array


def read_flows(raw: Path) -> RawFlows:
    """Read the flows, tariffs and elasticities of `FLOWS` under the folder `raw`.

    Raises:
        SourceError: The file is missing, or h5py is not installed.
    """
    try:
        import h5py  # an extra: only who rebuilds the default world needs it
    except ImportError:
        raise SourceError(
            "h5py is needed to read the raw flows", remedy="pip install 'tradetalks[build]'"
        ) from None
    with h5py.File(_existing(raw / FLOWS)) as file:
        data = file["data"]
        return RawFlows(
            economies=_labels(file, data["countries"]),
            industries=_labels(file, data["sectors"]),
            flow=_exporter_first(data["Xjik_3D"]) / MILLIONS_PER_BILLION,
            tariff=_exporter_first(data["tjik_3D"]),
            sets={
                _text(group["source"]): np.asarray(group["epsilon_S"], dtype=float).ravel()
                for group in data["sigma"].values()
            },
        )


def read_structure(raw: Path) -> RawStructure:
    """Read the cost and demand structure of `STRUCTURE` under the folder `raw`.

    Raises:
        SourceError: The file is missing.
    """
    with np.load(_existing(raw / STRUCTURE), allow_pickle=False) as file:
        return RawStructure(
            economies=tuple(map(str, file["countries"])),
            industries=tuple(map(str, file["sectors"])),
            value_added_share=file["va_share"],
            input_share=file["io"],
            final_share=file["final_share"],
        )


def _existing(path: Path) -> Path:
    if path.is_file():
        return path
    raise SourceError(
        "this raw file is missing", where=str(path), remedy="Name the folder that holds 'oecd/'"
    )


def _exporter_first(block: Any) -> Array:  # noqa: ANN401  h5py ships no types
    # MATLAB writes columns first, so HDF5 shows [industry, importer, exporter].
    return np.ascontiguousarray(np.asarray(block, dtype=float).transpose(2, 1, 0))


def _text(block: Any) -> str:  # noqa: ANN401
    return "".join(chr(code) for code in np.asarray(block).ravel())


def _labels(file: Any, block: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(_text(file[reference]) for reference in np.asarray(block).ravel())
