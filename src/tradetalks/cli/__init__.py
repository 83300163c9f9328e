"""The command line: parse, call one public function, print."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from tradetalks.errors import TradetalksError


def main() -> None:
    """Run the command line; bad input ends with its message on stderr and exit code 2."""
    _settle_streams()
    signal.signal(signal.SIGTERM, _leave)
    from tradetalks.cli.app import app

    try:
        app()
        sys.stdout.flush()
    except TradetalksError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        _silence_stdout()
        raise SystemExit(141) from None
    except OSError as error:
        _silence_stdout()
        print(f"error: cannot print ({error.strerror}).", file=sys.stderr)
        raise SystemExit(1) from None


def _settle_streams() -> None:
    """Make output survive any terminal: a letter it cannot show is replaced, never fatal."""
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End as on an error, so that half-written drafts are taken away."""
    raise SystemExit(143)


def _silence_stdout() -> None:
    """Let nothing more be written where nobody reads, at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
