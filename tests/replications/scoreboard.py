"""How many published numbers this project reproduces to the printed digit, by paper and table.

Run `python -m tests.replications.scoreboard > docs/replications/README.md` to write the page anew.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path

from tests.replications.scores import Score

DATA = Path(__file__).parents[3] / "shared" / "data"

PAGES = {
    "caliendo_parro": "caliendo-parro-2015.md",
    "liberation_day": "ignatenko-et-al-2025.md",
    "lashkaripour": "lashkaripour-2021.md",
    "ossa_found": "ossa-2014.md",
    "advanced_guide": "advanced-guide-2016.md",
}
"""Modules of this package that count, each with its page."""

HEAD = """\
# Replications: what is matched to the printed digit

**{reproduced} of {printed} published numbers of {papers} publications are reproduced to the last
digit.**

A number counts as reproduced when ours, rounded as theirs is, is the same. What could not be
computed counts as published all the same, with the reason, so a table never looks smaller than it
is. Tables of a paper that were not at hand, in print or as its authors saved them, are on no list
here; its page says which. The Advanced Guide's numbers are its result files at two decimals.
"""

FOOT = """\
[One gravity world, three solvers](gravity-three-solvers.md) compares programs rather than published
numbers and is not counted.

This page is what `python -m tests.replications.scoreboard` prints, from the `scores` of every
replication; a test holds the two together.
"""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The scores of one publication.

    Attributes:
        paper: Authors and year.
        page: Its page in `docs/replications`.
        scores: One a table.
    """

    paper: str
    page: str
    scores: tuple[Score, ...]

    @property
    def printed(self) -> int:
        """Numbers in all its tables."""
        return sum(score.printed for score in self.scores)

    @property
    def reproduced(self) -> int:
        """How many of them are matched."""
        return sum(score.reproduced for score in self.scores)


def collect(data: Path) -> tuple[Entry, ...]:
    """Return the scores of every replication, by publication.

    Args:
        data: Folder of raw data.
    """
    return tuple(
        Entry(paper=paper, page=page, scores=tuple(scores))
        for module, page in PAGES.items()
        for paper, scores in groupby(_scores(module, data), key=lambda score: score.paper)
    )


def as_page(entries: Iterable[Entry]) -> str:
    """Return the page: the count, publications, then tables with the reasons."""
    entries = tuple(entries)
    head = HEAD.format(
        reproduced=sum(entry.reproduced for entry in entries),
        printed=sum(entry.printed for entry in entries),
        papers=len(entries),
    )
    papers = ["| publication | reproduced | published |", "|---|---|---|"]
    papers += [
        f"| [{entry.paper}]({entry.page}) | {entry.reproduced} | {entry.printed} |"
        for entry in entries
    ]
    sections = [section for entry in entries for section in _section(entry)]
    return "\n".join([head, *papers, "", *sections, FOOT.rstrip()]) + "\n"


def _section(entry: Entry) -> Iterator[str]:
    yield f"## {entry.paper}\n"
    yield "| table | reproduced | published | why not the rest, or what it took |"
    yield "|---|---|---|---|"
    for score in entry.scores:
        yield f"| {score.table} | {score.reproduced} | {score.printed} | {score.why} |"
    yield ""


def _scores(module: str, data: Path) -> tuple[Score, ...]:
    found: tuple[Score, ...] = import_module(f"tests.replications.{module}").scores(data)
    return found


def main() -> None:
    """Print the page."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    print(as_page(collect(data)), end="")


if __name__ == "__main__":
    main()
