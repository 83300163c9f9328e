"""An Advanced Guide to Trade Policy Analysis (2016), chapter 2, application 2: NAFTA in 1994.

Run `python -m tests.replications.advanced_guide` to print the book's numbers, those of its own
procedure on our estimates, and the equilibrium it stops short of.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.replications.advanced_guide_effects import Findings, abroad, find
from tests.replications.advanced_guide_rounds import after, benchmark, trade_at
from tests.replications.advanced_guide_trade import NAFTA
from tests.replications.scores import Score, to_the_digit
from tradetalks.atlas.world import Array

DATA = Path(__file__).parents[3] / "shared" / "data"

PAPER = "Yotov, Piermartini, Monteiro and Larch (2016)"
EFFECT = "0.5571853"
"""Coefficient of an agreement in the log that comes with the book's program."""

SHOWN = (1, 2, 3, 4, 5, 10, 30)
"""Rounds on the page; the book stops after the third."""

HEADINGS = {
    "exports_conditional": "exports, conditional",
    "exports": "exports, full endowment",
    "price": "price at the gate",
    "index": "inward resistance",
    "real_gdp": "real GDP",
}


def scores(data: Path) -> tuple[Score, ...]:
    """Return how many numbers of the result files are matched at two decimals.

    Args:
        data: Folder of raw data.
    """
    return count(find(data))


def count(found: Findings) -> tuple[Score, ...]:
    """Return the scores of what was found; the book's own procedure is what reproduces it."""
    effect = Score(
        PAPER,
        "Application 2, coefficient of an agreement",
        1,
        int(to_the_digit(EFFECT, found.costs.effect)),
        "not matched" * (not to_the_digit(EFFECT, found.costs.effect)),
    )
    return (effect, *(_column_score(name, found) for name in HEADINGS))


def _column_score(name: str, found: Findings) -> Score:
    theirs = getattr(found.theirs, name)
    matched = matches(theirs, getattr(found.rounds, name))
    in_equilibrium = matches(theirs, getattr(found.exact, name))
    reasons = []
    if matched < len(theirs):
        reasons.append(f"differs at the second decimal ({len(theirs) - matched})")
    if in_equilibrium < matched:
        reasons.append(f"after the book's three rounds; in equilibrium {in_equilibrium}")
    table = f"Application 2, {HEADINGS[name]}"
    return Score(PAPER, table, len(theirs), matched, "; ".join(reasons))


def matches(theirs: Array, ours: Array) -> int:
    """Return how many are the same at two decimals."""
    pairs = zip(theirs, ours, strict=True)
    return sum(to_the_digit(f"{printed:.2f}", float(computed)) for printed, computed in pairs)


def members_table(found: Findings) -> str:
    """Return the three members: the book's number / by its rounds / in equilibrium."""
    lines = [_row("", *HEADINGS.values()), "|---" * 6 + "|"]
    for code in NAFTA:
        at = found.costs.economies.index(code)
        sources = (found.theirs, found.rounds, found.exact)
        cells = [
            " / ".join(f"{getattr(each, name)[at]:.2f}" for each in sources) for name in HEADINGS
        ]
        lines.append(_row(code, *cells))
    return "\n".join(lines)


def columns_table(found: Findings) -> str:
    """Return every column of the result files: how far ours is at most."""
    lines = [_row("file, column", "all within"), "|---" * 2 + "|"]
    for each in found.columns:
        lines.append(_row(f"{each.file}, `{each.name}`", each.distance))
    return "\n".join(lines)


def rounds_table(found: Findings) -> str:
    """Return exports of the three after each number of rounds, then in equilibrium."""
    costs = found.costs
    places = [costs.economies.index(code) for code in NAFTA]
    with_it = benchmark(costs).fit.exports
    lines = [_row("rounds", *NAFTA), "|---" * 4 + "|"]
    for made in SHOWN:
        effect = 100 * (with_it / abroad(trade_at(after(costs, made), costs)) - 1)
        lines.append(_row(str(made), *(f"{effect[place]:.2f}" for place in places)))
    lines.append(_row("equilibrium", *(f"{found.exact.exports[place]:.2f}" for place in places)))
    return "\n".join(lines)


def economies_table(found: Findings) -> str:
    """Return all economies: theirs, ours by the book's rounds, and what equilibrium adds."""
    heads = ("conditional", "full endowment", "equilibrium", "equilibrium less theirs")
    lines = [_row("", *heads), "|---" * 5 + "|"]
    for at, code in enumerate(found.costs.economies):
        theirs, ours, exact = (
            effects.exports[at] for effects in (found.theirs, found.rounds, found.exact)
        )
        conditional = (found.theirs.exports_conditional[at], found.rounds.exports_conditional[at])
        pair = " / ".join(f"{each:.3f}" for each in conditional)
        full = f"{theirs:.3f} / {ours:.3f}"
        lines.append(_row(code, pair, full, f"{exact:.3f}", f"{exact - theirs:+.3f}"))
    return "\n".join(lines)


def tables(found: Findings) -> Iterator[tuple[str, str]]:
    """Yield a line of explanation and a table, in the order of the page."""
    yield (
        "The members, percent; theirs / ours by their rounds / in equilibrium.",
        members_table(found),
    )
    yield "Exports of the members after so many rounds, percent.", rounds_table(found)
    yield "Every column of the result files against ours by their rounds.", columns_table(found)
    yield "Exports of all, percent; theirs / ours by their rounds.", economies_table(found)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the tables, and the certificate behind the equilibrium."""
    found = find(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
    costs = found.costs
    print(f"Effect of an agreement: {costs.effect:.7f} ({costs.error:.3f}); theirs {EFFECT}.\n")
    for line, table in tables(found):
        print(f"{line}\n\n{table}\n")
    status, left = found.equilibrium.certificate.status, found.equilibrium.residuals.largest
    print(f"{status.sentence}; of world income {left:.1e}.")


if __name__ == "__main__":
    main()
