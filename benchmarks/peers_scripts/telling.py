"""How a peer's script tells what it found: lines of JSON, and arrays in a file."""

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import metadata, version
from typing import Any

import numpy as np


def problem() -> Any:
    """Return the arrays of the problem: the file named first at the command line."""
    return np.load(sys.argv[1])


def introduce(package: str) -> None:
    """Print who is about to solve, so that it is known of one that has to be stopped.

    Args:
        package: The peer's name on the package registry.
    """
    said = {"by": f"{package} {version(package)}", "licence": _licence(package)}
    print(json.dumps(said), flush=True)


def tell(seconds: list[float], *, note: str, **arrays: Any) -> None:
    """Write the answer to the file named second, and print in what time it was found.

    Args:
        seconds: What each repetition took.
        note: What the peer says of its answer.
        arrays: The answer.
    """
    np.savez(sys.argv[2], **arrays)
    print(json.dumps({"seconds": seconds, "note": note}))


def timed(work: Callable[[], Any], *, repeats: int) -> tuple[list[float], Any]:
    """Return what each repetition took, and the last one's answer."""
    taken, answer = [], None
    for _ in range(repeats):
        began = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - began)
    return taken, answer


def _licence(package: str) -> str:
    told = metadata(package)
    classed = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    last = classed[0].split(" :: ")[-1] if classed else "not stated"
    return told.get("License-Expression") or told.get("License") or last
