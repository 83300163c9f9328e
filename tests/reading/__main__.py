"""Score the reader on the labelled texts: `python -m tests.reading dev` (or `test`).

Prints precision and recall by field with 95 percent intervals, beside the targets and a bare
gazetteer. `--errors FIELD` lists what was wrong or missed in a field, `--errors all` in all that
have a target; `--reader URL --model NAME` scores a model in place of the rules.
"""

import argparse
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.reading.labels import HALVES
from tests.reading.report import all_errors, errors, scores
from tests.reading.score import FIELDS


def reader(path: Path, *, asked: Any = None) -> Mapping[str, Any]:
    """Return what the project reads, by rules or the reader asked for, in its published shape."""
    from tradetalks.dossier.read import read

    return json.loads(read(path, reader=asked).to_json())


def main() -> None:
    """Print scores or errors."""
    from tradetalks.cli.reader import parse_reader

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("--errors", choices=["all", *FIELDS])
    parser.add_argument("--reader", metavar="URL")
    parser.add_argument("--model", metavar="NAME")
    asked = parser.parse_args()
    read = partial(reader, asked=parse_reader(asked.reader, asked.model, None))
    if asked.errors == "all":
        print(all_errors(asked.half, read))
    elif asked.errors:
        print("\n".join(errors(asked.half, asked.errors, read)))
    else:
        print(scores(asked.half, read))


if __name__ == "__main__":
    main()
