"""Run the command line with `python -m tradetalks`."""

from tradetalks.cli import main

if __name__ == "__main__":
    main()
