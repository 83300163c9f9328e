"""Where the time goes: wall-clock seconds by stage."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Progress = Callable[[str], None]


@dataclass(eq=False)
class Stopwatch:
    """Times stages and tells whoever watches that one begins.

    Attributes:
        progress: Called with the name of each stage as it starts, or None.
        seconds: Wall-clock seconds by stage, in order of first start.
    """

    progress: Progress | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage; the time counts also when it fails."""
        if self.progress is not None:
            self.progress(name)
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
