"""Every source behind the tables that ship, and the page that lists them."""

import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tradetalks.errors import SourceError
from tradetalks.origin import Origin, read_origin

PACKAGE = Path(__file__).parents[1]
SUFFIX = ".origin.toml"


@cache
def origins() -> tuple[Origin, ...]:
    """Return the origin of every table in the package, in order of their files.

    Raises:
        SourceError: An origin file cannot be read, or two share an id.
    """
    found = [(path, read_origin(path)) for path in sorted(PACKAGE.rglob(f"*{SUFFIX}"))]
    first: dict[str, Path] = {}
    for path, origin in found:
        if origin.id in first:
            raise SourceError(
                f"the id '{origin.id}' is also in {first[origin.id]}", where=str(path)
            )
        first[origin.id] = path
    return tuple(origin for _, origin in found)


def origins_in(folder: Path) -> tuple[Origin, ...]:
    """Return the origins of the tables in one folder, in order of their files.

    Raises:
        SourceError: An origin file cannot be read.
    """
    return tuple(read_origin(path) for path in sorted(folder.glob(f"*{SUFFIX}")))


def as_markdown(sources: Sequence[Origin]) -> str:
    """Return the list of sources as a Markdown page.

    Args:
        sources: What to list, in order.
    """
    lead = (
        "# Data sources\n\n"
        "Every table that ships with the package, where it comes from, under which licence, and "
        "what was done to it. This page is generated from the origin file beside each table: "
        "`python -m tradetalks.atlas.catalogue > DATA_SOURCES.md`.\n"
    )
    return "\n".join([lead, *(_section(origin) for origin in sources)])


def _section(origin: Origin) -> str:
    rows = {
        "Producer": origin.producer,
        "Cite as": origin.citation,
        "Link": f"<{origin.link}>" if origin.link else "",
        "Published": origin.published,
        "Retrieved": origin.retrieved,
        "Covers": origin.covers,
        "Licence": origin.licence,
        "SHA-256 of the raw file": f"`{origin.sha256}`" if origin.sha256 else "",
    }
    lines = [f"## {origin.title}", "", f"`{origin.id}`", ""]
    lines += [f"- {label}: {value}" for label, value in rows.items() if value]
    if origin.changes:
        lines += ["- What was changed:", *(f"  - {change}" for change in origin.changes)]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(as_markdown(origins()))
