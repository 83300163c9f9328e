"""How long a search took, said as it goes."""

import os
import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def timed(what: str, work: Callable[..., Answer], *asked: object, **options: object) -> Answer:
    """Return an answer; its seconds and the load of the machine are printed."""
    began = time.perf_counter()
    found = work(*asked, **options)
    took, load = time.perf_counter() - began, os.getloadavg()[0]
    print(f"{what}: {took:.1f} s (load {load:.1f})", flush=True)
    return found
