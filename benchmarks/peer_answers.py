"""What a peer answers: its scripts run by an interpreter of its own, for a minute at most."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import Timing, as_table, short, summary

Array = NDArray[np.float64]

SCRIPTS = Path(__file__).parent / "peers_scripts"
PATIENCE = 60.0
"""Seconds after which a peer is stopped; imports and what it prepares count."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One problem, solved by both.

    Attributes:
        what: The problem.
        peer: Name and version of the other solver.
        licence: Its licence.
        theirs: What it took, milliseconds; None where it was stopped.
        ours: What this project took.
        apart: Largest log distance of the answers; None where the peer gave none.
        note: What the peer says of its answer, and what differs between the problems.
    """

    what: str
    peer: str
    licence: str
    theirs: Timing | None
    ours: Timing
    apart: float | None
    note: str = ""

    @property
    def ratio(self) -> float:
        """Their time over ours; at least this where they were stopped."""
        theirs = 1e3 * PATIENCE if self.theirs is None else self.theirs.median
        return theirs / self.ours.median


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """What a peer's script told.

    Attributes:
        by: Name and version.
        licence: Its licence.
        timing: Milliseconds; None if it was stopped.
        note: What it says of its answer.
        arrays: The answer; empty if it was stopped.
    """

    by: str
    licence: str
    timing: Timing | None
    note: str
    arrays: dict[str, Array]


def ask(python: str, script: str, given: dict[str, Any]) -> Answer:
    """Return what a peer's script finds.

    Args:
        python: Interpreter that has the peer.
        script: One of `peers_scripts`.
        given: The arrays of the problem.

    Raises:
        SystemExit: The interpreter could not run it.
    """
    with tempfile.TemporaryDirectory() as folder:
        problem, answer = Path(folder) / "problem.npz", Path(folder) / "answer.npz"
        np.savez(problem, **given)
        command = [python, "-W", "ignore", str(SCRIPTS / script), str(problem), str(answer)]
        lines = _said(command, folder)
        if not answer.exists():
            note = f"stopped after {PATIENCE:.0f} s"
            return Answer(**lines[0], timing=None, note=note, arrays={})
        with np.load(answer) as found:
            arrays = {name: found[name] for name in found.files}
    timing = summary([1e3 * taken for taken in lines[-1]["seconds"]])
    return Answer(**lines[0], timing=timing, note=lines[-1]["note"], arrays=arrays)


def _said(command: list[str], folder: str) -> list[Any]:
    """Return the lines of JSON among what a command prints until it ends or is stopped."""
    apart_from_ours = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    try:
        ran = subprocess.run(
            command,
            cwd=folder,
            env=apart_from_ours,
            check=False,
            capture_output=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as stopped:
        printed = stopped.stdout or b""
    else:
        printed = ran.stdout
        if ran.returncode:
            last = ran.stderr.decode().strip().splitlines()[-1:]
            raise SystemExit(f"{command[0]} could not run {Path(command[3]).name}: {last}")
    return [json.loads(line) for line in printed.splitlines() if line.startswith(b"{")]


def compared_with(answer: Answer, *, what: str, ours: Timing, field: str, found: Array) -> Compared:
    """Return a comparison with what a peer's script told.

    Args:
        answer: What it told.
        what: The problem.
        ours: What this project took.
        field: Which of its arrays is compared.
        found: The same as this project has it.
    """
    theirs = answer.arrays.get(field)
    return Compared(
        what=what,
        peer=answer.by,
        licence=answer.licence,
        theirs=answer.timing,
        ours=ours,
        apart=None if theirs is None else apart(theirs, found),
        note=answer.note,
    )


def apart(one: Array, other: Array) -> float:
    """Return the largest log distance of two answers."""
    return float(np.abs(np.log(one / other)).max())


def shown(made: list[Compared]) -> str:
    """Return the table."""
    heads = ("problem", "peer (licence)", "theirs, ms", "ours, ms", "ratio", "answers apart", "")
    rows = [
        (
            each.what,
            f"{each.peer} ({each.licence})",
            "stopped" if each.theirs is None else str(each.theirs),
            str(each.ours),
            f"{'above ' if each.theirs is None else ''}{short(each.ratio)}",
            "" if each.apart is None else f"{each.apart:.0e}",
            each.note,
        )
        for each in made
    ]
    return as_table(heads, rows)
