"""A worker that does not come back from one file."""

import os
import signal
from pathlib import Path

from tradetalks.dossier.many import Attempt


def kill_at_seven(chunk, dates):
    """Read nothing, and die where the seventh file is in the chunk."""
    if any(Path(str(task)).stem == "0007" for task in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return [Attempt(source=str(task)) for task in chunk]
