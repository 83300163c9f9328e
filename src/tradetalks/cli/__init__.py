"""The command line: parse, call one public function, print."""

import sys

from tradetalks.errors import TradetalksError


def main() -> None:
    """Run the command line; bad input ends with its message on stderr and exit code 2."""
    from tradetalks.cli.app import app

    try:
        app()
    except TradetalksError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(141) from None
