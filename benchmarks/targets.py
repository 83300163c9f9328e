"""The times this project has set itself: `python -m benchmarks.targets`.

Each target is measured in a process of its own, whose peak memory is printed too. JAX computes on
the processor unless `JAX_PLATFORMS` names another device (`JAX_PLATFORMS=cuda`); the code is the
same, and the device is printed. Processor time is that of all cores together: where it is far
below the median, others kept them busy. `--json` prints everything as JSON, `--data FOLDER` reads
the raw data of the replications elsewhere, `--only KEY` measures one target.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import problems
from benchmarks.measuring import (
    DATA,
    Timing,
    as_table,
    device,
    in_own_process,
    load,
    peak_megabytes,
    short,
)
from benchmarks.target_list import TARGETS, Target

MOST_MEGABYTES = 2000.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table; fields as in `Target` and `Measured`.

    Attributes:
        megabytes: Peak memory of the process, imports and reading of data in.
        device: What JAX computed on.
    """

    key: str
    what: str
    limit: float
    unit: str
    timing: Timing
    residual: float
    note: str
    megabytes: float
    device: str

    @property
    def met(self) -> bool:
        """Whether the median keeps to the target, at the residual asked for."""
        return self.timing.median <= self.limit and self.residual <= problems.RESIDUAL


def measured_here(target: Target, data: Path) -> Row:
    """Return a target measured in this process."""
    found = target.measure(data)
    return Row(
        key=target.key,
        what=target.what,
        limit=target.limit,
        unit=target.unit,
        timing=found.timing,
        residual=found.residual,
        note=found.note,
        megabytes=peak_megabytes(),
        device=device(),
    )


def measured_apart(target: Target, data: Path) -> Row:
    """Return a target measured in a process of its own."""
    said = in_own_process(
        "benchmarks.targets", "--here", "--only", target.key, "--data", str(data.resolve())
    )
    return Row(**(said | {"timing": Timing(**said["timing"])}))


def shown(rows: Sequence[Row]) -> str:
    """Return the table; its last row is of memory."""
    heads = ("", "target", "median (least to most)", "processor", "residual", "peak memory", "")
    lines = [
        (
            f"{row.what}{f', {row.note}' if row.note else ''}",
            f"<= {short(row.limit)} {row.unit}",
            f"{row.timing} {row.unit}",
            "" if row.timing.processor is None else f"{short(row.timing.processor)} {row.unit}",
            f"{row.residual:.0e}",
            f"{row.megabytes:.0f} MB",
            "met" if row.met else "missed",
        )
        for row in rows
    ]
    most = max(row.megabytes for row in rows)
    verdict = "met" if most <= MOST_MEGABYTES else "missed"
    limit = f"<= {MOST_MEGABYTES:.0f} MB"
    lines.append(("memory, most of any", limit, f"{most:.0f} MB", "", "", "", verdict))
    return as_table(heads, lines)


def main() -> None:
    """Measure the targets and print what was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[target.key for target in TARGETS])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    chosen = [target for target in TARGETS if asked.only in (None, target.key)]
    if asked.here:
        print(json.dumps(asdict(measured_here(chosen[0], asked.data))))
        return
    before = load()
    if not asked.data.exists():
        left = [target.key for target in chosen if target.reads]
        chosen = [target for target in chosen if not target.reads]
        print(f"no raw data at {asked.data}, so left out: {', '.join(left)}", file=sys.stderr)
    rows = [measured_apart(target, asked.data) for target in chosen]
    if asked.json:
        told = [asdict(row) | {"met": row.met} for row in rows]
        print(json.dumps({"load": before, "targets": told}))
        return
    print(f"JAX computes on: {rows[0].device}\nload: {before}\n\n{shown(rows)}")


if __name__ == "__main__":
    main()
