"""Small libraries written as a user would, for one importer and a few exporters."""

from pathlib import Path

from tradetalks.policy.load import load_library
from tradetalks.policy.measure import Library

MEASURE = """
[[measure]]
id = "{id}"
programme = "{programme}"
title = "A duty"
legal_basis = "A statute"
reference = "An order"
by = "{by}"
kind = "duty"
announced = {announced}
applies = {applies}
{more}
"""


def measure(
    id: str,
    *,
    announced: str,
    applies: str,
    programme: str = "added",
    by: str = "E00",
    more: str = 'on = "all"\nrate = 0.10',
) -> str:
    return MEASURE.format(
        id=id, programme=programme, by=by, announced=announced, applies=applies, more=more
    )


def library(tmp_path: Path, *tables: str, name: str = "library.toml") -> Library:
    path = tmp_path / name
    path.write_text('title = "A library"\n' + "".join(tables), encoding="utf-8")
    return load_library(path)
