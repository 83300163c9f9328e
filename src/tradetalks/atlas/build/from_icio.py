"""An exact world from the OECD's own file: nothing about its structure is assumed.

Input purchases of every user from every origin are in the file, so value added is output less
inputs and final demand is what is left of spending. Two things are not in the file and are said
in the report: tariffs (the user's, or those that ship), and stocks that are run down, which no
model of buyers can hold.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.assemble import Accounts, accounts
from tradetalks.atlas.build.industries import merge_to_sectors, names_of, sector_of, service_codes
from tradetalks.atlas.build.user_tariffs import checked_tariffs, read_tariffs, shipped_tariffs
from tradetalks.atlas.check import check_world
from tradetalks.atlas.load import DEFAULT_ELASTICITY, load_world
from tradetalks.atlas.places import economy_name, places
from tradetalks.atlas.sources.icio import Icio, read_icio
from tradetalks.atlas.world import World
from tradetalks.errors import SourceError
from tradetalks.origin import Origin

Array = NDArray[np.float64]

ROUNDING = 1e-3
"""How far the sales of an industry may lie from the file's output, as a fraction of output. In an
official file the two differ by rounding, a thousand times less."""


@dataclass(frozen=True)
class Gap:
    """The largest distance between a sum and the file's own total.

    Attributes:
        size: The distance over output, a fraction.
        cell: The economy and industry where it is, as `PAK_C13T15`.
    """

    size: float
    cell: str


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """What was found in the file, and what had to be done to make a world of it.

    Attributes:
        year: The year of the world.
        economies: How many there are, merged parts counted once.
        sectors: How many sectors the world has.
        merged: Parts of economies that were merged.
        row_gap: How far a row's sum lies from the file's output, at most.
        column_gap: How far inputs, taxes and value added lie from output, at most; zero where
            the file has no row of value added.
        run_down: Sales from stocks set to zero, in billions of US dollars: cells
            [exporter, importer, sector] whose final demand was negative.
        run_down_cells: How many there are.
        output_change: Largest relative change of a sector's output that followed from it.
        inputs_to_final: Inputs beyond a sector's revenue that were booked as final demand,
            billions of US dollars.
        tariffs: Where the tariffs come from.
    """

    year: int
    economies: int
    sectors: int
    merged: tuple[str, ...]
    row_gap: Gap
    column_gap: Gap
    run_down: float
    run_down_cells: int
    output_change: float
    inputs_to_final: float
    tariffs: str


def build_from_icio(
    path: str | Path,
    *,
    year: int | None = None,
    by_sector: bool = True,
    tariffs: Array | str | Path | None = None,
    name: str | None = None,
) -> tuple[World, BuildReport]:
    """Build a world from an OECD ICIO table in CSV form.

    Output is the sum of a row, value added is output less inputs at purchaser price: it includes
    the taxes less subsidies on inputs (`TLS`) other than the tariffs themselves. Taxes on final
    demand are left out, as prices are basic prices plus tariff.

    Args:
        path: The file, as published.
        year: The year it describes; read from the file's name when not given.
        by_sector: Merge industries into the sectors of the default world; basic metals stay one
            sector where the file has them as one. If not, industries keep their labels.
        tariffs: Applied rates [exporter, importer, sector] on the axes of the world, or a CSV
            file with the columns exporter, importer, sector, rate; the tariffs that ship,
            matched by code, when not given.
        name: The world's name; from the file's name when not given.

    Returns:
        The world, checked, and a report.

    Raises:
        SourceError: The file is not in the official form, or does not add up.
        UnknownCodeError: The tariff file names an economy or sector that the table lacks.
    """
    path = Path(path)
    year = year or _year_in(path)
    raw = read_icio(path)
    row_gap, column_gap = _gaps(raw, path)
    table = merge_to_sectors(raw) if by_sector else raw
    stocked = _without_run_down(table)
    rate, said = _tariffs(tariffs, stocked.table)
    blocks, excess = _accounts(stocked.table, rate)
    report = BuildReport(
        year=year,
        economies=len(table.economies),
        sectors=len(table.industries),
        merged=table.merged,
        row_gap=row_gap,
        column_gap=column_gap,
        run_down=stocked.amount,
        run_down_cells=stocked.cells,
        output_change=stocked.output_change,
        inputs_to_final=excess,
        tariffs=said,
    )
    world = _world(stocked.table, blocks, rate, report, name or path.stem, path)
    check_world(world)
    return world, report


def _year_in(path: Path) -> int:
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", path.stem))
    if len(years) != 1:
        raise SourceError(
            f"the file's name {'holds several years' if years else 'holds no year'}",
            where=str(path),
            remedy="Say which year it describes (year=…)",
        )
    return int(years.pop())


def _gaps(raw: Icio, path: Path) -> tuple[Gap, Gap]:
    """Compare the sums of rows and of columns with the file's own output.

    Sales must add up: every flow of the world comes from them. The file's own value added is not
    used, so a column that does not add up is reported, not refused.
    """
    rows = raw.intermediate.sum(axis=(2, 3)) + raw.final.sum(axis=1)
    columns = raw.intermediate.sum(axis=(0, 1)) + raw.taxes + raw.value_added
    known = columns if raw.value_added.any() else raw.output
    row = _gap(raw, rows)
    if row.size > ROUNDING:
        raise SourceError(
            f"the sales of {row.cell} differ from its output by {row.size:.2%}",
            where=str(path),
            remedy="The table does not balance: use the file as the OECD publishes it",
        )
    return row, _gap(raw, known)


def _gap(raw: Icio, total: Array) -> Gap:
    size = np.abs(total - raw.output) / np.maximum(np.abs(raw.output), _least(raw))
    at = np.unravel_index(int(size.argmax()), size.shape)
    return Gap(float(size[at]), f"{raw.economies[at[0]]}_{raw.industries[at[1]]}")


def _least(raw: Icio) -> float:
    # Industries that make less than a millionth of the largest are measured against that.
    return 1e-6 * float(raw.output.max())


@dataclass(frozen=True, eq=False)
class _Stocked:
    table: Icio
    amount: float
    cells: int
    output_change: float


def _without_run_down(table: Icio) -> _Stocked:
    """Set negative final demand to zero and let output follow by the table's own coefficients.

    Where more of a good leaves a buyer's stocks than it buys for final use, final demand is
    negative. It becomes zero, and output y solves y = A y + f with the same input coefficients A
    and the new final demand f, so that every account still balances.
    """
    intermediate = np.maximum(table.intermediate, 0.0)
    negative = np.minimum(table.final, 0.0)
    cells = int((negative < 0).sum()) + int((table.intermediate < 0).sum())
    if not cells:
        return _Stocked(table, 0.0, 0, 0.0)
    n, s = table.output.shape
    output = table.intermediate.sum(axis=(2, 3)) + table.final.sum(axis=1)
    safe = np.where(output > 0, output, 1.0)
    final = table.final - negative
    coefficients = (intermediate / safe).reshape(n * s, n * s)
    demand = final.sum(axis=1).ravel()
    solved = np.linalg.solve(np.eye(n * s) - coefficients, demand).reshape(n, s)
    moved = np.abs(solved - output) / np.maximum(output, _least(table))
    changed = Icio(
        economies=table.economies,
        industries=table.industries,
        intermediate=intermediate / safe * solved,
        final=final,
        output=solved,
        value_added=table.value_added,
        taxes=table.taxes,
        merged=table.merged,
    )
    return _Stocked(changed, float(-negative.sum()), cells, float(moved.max()))


def _tariffs(given: Array | str | Path | None, table: Icio) -> tuple[Array, str]:
    if given is None:
        return shipped_tariffs(table.economies, table.industries)
    if isinstance(given, str | Path):
        return read_tariffs(Path(given), table.economies, table.industries)
    return checked_tariffs(given, table.economies, table.industries), "given as an array"


def _accounts(table: Icio, rate: Array) -> tuple[Accounts, float]:
    """Return the world's blocks, and inputs beyond revenue that became final demand (billions)."""
    flow = table.intermediate.sum(axis=3).swapaxes(1, 2) + table.final
    inputs = np.einsum("isnk,ins->nsk", table.intermediate, 1.0 + rate, optimize=True)
    revenue, cost = flow.sum(axis=1), inputs.sum(axis=1)
    factor = np.minimum(1.0, revenue / np.where(cost > 0, cost, 1.0))
    kept = inputs * np.where(cost > 0, factor, 1.0)[:, None, :]
    blocks = accounts(flow, rate, kept)
    return blocks, float(inputs.sum() - kept.sum())


def _world(
    table: Icio, blocks: Accounts, rate: Array, report: BuildReport, name: str, path: Path
) -> World:
    shipped = load_world()
    known = places()
    return World(
        name=name,
        year=report.year,
        economies=table.economies,
        sectors=table.industries,
        economy_names=tuple(
            economy_name(code) if code in known or code == "ROW" else code
            for code in table.economies
        ),
        sector_names=names_of(table.industries),
        spending=blocks.spending,
        tariff=rate,
        value_added_share=blocks.value_added_share,
        input_share=blocks.input_share,
        final_share=np.maximum(blocks.final_share, 0.0),
        elasticities={
            set_: np.array(
                [
                    np.mean([theta[shipped.sector_index(c)] for c in sector_of(label)])
                    for label in table.industries
                ]
            )
            for set_, theta in shipped.elasticities.items()
        },
        elasticity=DEFAULT_ELASTICITY,
        services=service_codes(table.industries),
        origins=(_origin(path, report), *(o for o in shipped.origins if _still_used(o, report))),
        notes=_notes(report),
    )


def _still_used(origin: Origin, report: BuildReport) -> bool:
    tariffs = ("applied-tariffs-2021", "us-census-duties-2024")
    return origin.id.startswith("trade-elasticities") or (
        origin.id in tariffs and report.tariffs.startswith("those that ship")
    )


def _origin(path: Path, report: BuildReport) -> Origin:
    return Origin(
        id=f"oecd-icio-{report.year}",
        title=f"OECD Inter-Country Input-Output table of {report.year}: {path.name}",
        producer="Organisation for Economic Co-operation and Development (OECD)",
        citation="OECD, Inter-Country Input-Output Database, https://oe.cd/icio",
        link="https://oe.cd/icio",
        covers=str(report.year),
        licence="OECD terms and conditions: data may be adapted with credit to the OECD",
        changes=_notes(report),
    )


def _notes(report: BuildReport) -> tuple[str, ...]:
    notes = [
        "Value added is output less inputs at purchaser price; it includes taxes less subsidies"
        " on inputs other than tariffs.",
        f"Tariffs: {report.tariffs}.",
    ]
    if report.column_gap.size > ROUNDING:
        notes.append(
            f"The file's own value added and taxes miss output by {report.column_gap.size:.1%} in"
            f" {report.column_gap.cell}; they are not used."
        )
    if report.merged:
        notes.append(f"Parts of economies were merged: {', '.join(report.merged)}.")
    if report.run_down_cells:
        notes.append(
            f"Final demand was negative in {report.run_down_cells} cells"
            f" ({report.run_down:.3f} billion dollars of stocks run down): set to zero, output"
            f" follows by the table's own coefficients (by {report.output_change:.2%} at most)."
        )
    if report.inputs_to_final > 0:
        notes.append(
            f"Inputs worth {report.inputs_to_final:.3f} billion dollars beyond a sector's revenue"
            " were booked as final demand."
        )
    return tuple(notes)
