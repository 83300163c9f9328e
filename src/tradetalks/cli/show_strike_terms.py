"""What `strike` prints of terms: the verdict, the rates, the gains, other rules, the frontier."""

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.bargain.rows import Row, rows_of
from tradetalks.cli.strike_numbers import money, points
from tradetalks.cli.strike_rows import economies_named, headline_of, held_by, party_named
from tradetalks.cli.tables import percent, table
from tradetalks.policy.economies import name_of
from tradetalks.policy.negotiation import ObjectiveKind
from tradetalks.policy.words import joined

if TYPE_CHECKING:
    from tradetalks.bargain.frontier import Frontier, FrontierPoint
    from tradetalks.bargain.settle import Settlement
    from tradetalks.bargain.strike import Strike

APART = 5e-5
"""Points of the frontier whose rates are nearer than this are one point in what is printed."""


def terms(out: Console, found: "Strike") -> None:
    """Print the verdict, the terms of the first rule, and how other rules divide the gains."""
    out.print(f"[bold]{escape(verdict_said(found))}[/]", soft_wrap=True)
    rows = rows_of(found.seat)
    out.print(_rates(found, rows))
    out.print(_gains(found))
    _aims(out, found)
    if len(found.settlements) > 1:
        out.print(_rules(found))
        if differing := _differing(found, rows):
            out.print(_rates_by_rule(found, differing))
        else:
            out.print("By all these rules the rates are the same, to a hundredth of a percent.")
    if found.frontier is not None:
        out.print(_frontier(found, found.frontier))


def verdict_said(found: "Strike") -> str:
    """Return the verdict in a sentence or two."""
    settled, world = found.settled, found.seat.before.world
    if settled.verdict == "settled":
        sides = joined([name_of(side, world) for side in found.seat.table.sides])
        return (
            f"Settled: {sides} are each better off with these terms than without a deal "
            f"(the rule is {settled.rule})."
        )
    if settled.verdict == "not proved":
        return (
            "Not proved: the search ended here, and the proof fails: "
            f"{'; '.join(settled.proof.failures)}. These are not terms to rely on."
        )
    return (
        f"No deal: no terms near these leave every side better off. {_short(found, settled)} "
        "What follows is the nearest point."
    )


def _short(found: "Strike", terms: "Settlement") -> str:
    table, world = found.seat.table, found.seat.before.world
    over = (terms.gains - table.fallback) * table.income
    short = [
        f"{name_of(table.sides[at], world)} by {money(-over[at]).lstrip('+')} million USD a "
        f"year ({points(terms.shortfall[at]).lstrip('+')} percent)"
        for at in np.flatnonzero(terms.shortfall > 0.0)
    ]
    return f"Short of its fallback is {joined(short)}." if short else "Nobody gains."


def _rates(found: "Strike", rows: tuple[Row, ...]) -> Table:
    seat, settled = found.seat, found.settled
    world = seat.before.world
    sensitive = {side.code: side.sensitive for side in seat.negotiation.sides}
    cells = []
    for row in rows:
        span = row.span
        marked = set(span.sectors) & set(sensitive[span.side])
        goods = headline_of(span.sectors, span.instrument.measure, world)
        cells.append(
            [
                party_named(span.side, world),
                "everybody" if span.instrument.mfn else economies_named(span.instrument.to, world),
                f"{goods} *" if marked else goods,
                percent(row.now),
                percent(row.agreed(settled.rate)),
                held_by(row, settled.rate, seat.negotiation),
            ]
        )
    columns = [
        ("levied by", "<"),
        ("on", "<"),
        ("goods (* sensitive)", "<"),
        ("today, %", ">"),
        ("agreed, %" if settled.verdict == "settled" else "here, %", ">"),
        ("held by", "<"),
    ]
    return table(f"Terms by the rule {settled.rule}", columns, cells)


def _gains(found: "Strike") -> Table:
    bargain, settled = found.seat.table, found.settled
    world = found.seat.before.world
    rows = [
        [
            party_named(code, world),
            money(settled.gains[at] * bargain.income[at]),
            points(settled.gains[at]),
            money((settled.gains[at] - bargain.fallback[at]) * bargain.income[at]),
            points(settled.over_fallback[at]),
        ]
        for at, code in enumerate(bargain.sides)
    ]
    columns = [
        ("side", "<"),
        ("gain over today, million USD a year", ">"),
        ("% of real income", ">"),
        ("gain over its fallback, million USD a year", ">"),
        ("%", ">"),
    ]
    return table("What each side gains", columns, rows)


def _aims(out: Console, found: "Strike") -> None:
    """Say where a gain is not one in plain real income, and which floors bind."""
    world, outcome = found.seat.before.world, found.outcome
    for side in found.seat.negotiation.sides:
        if side.objective.kind is ObjectiveKind.WEIGHTED_SECTORS:
            worth = sum(outcome.equivalent_variation[world.economy_index(c)] for c in side.members)
            out.print(
                f"Gains of {side.code} are in what it aims at, real income with weights on "
                f"sectors; its plain real income changes by {money(float(worth))} million USD."
            )
    for name, _ in found.settled.binding:
        out.print(f"Binds: {escape(name)} is at its floor.")


def _rules(found: "Strike") -> Table:
    bargain, world = found.seat.table, found.seat.before.world
    rows = [
        [
            str(each.rule),
            str(each.verdict),
            *(
                money(gain * income)
                for gain, income in zip(each.gains, bargain.income, strict=True)
            ),
            *(
                money((gain - out) * income)
                for gain, out, income in zip(
                    each.gains, bargain.fallback, bargain.income, strict=True
                )
            ),
        ]
        for each in found.settlements
    ]
    names = [party_named(code, world) for code in bargain.sides]
    columns = [
        ("rule", "<"),
        ("verdict", "<"),
        *((f"{name} over today", ">") for name in names),
        *((f"{name} over its fallback", ">") for name in names),
    ]
    return table("By other rules, million USD a year", columns, rows)


def _differing(found: "Strike", rows: tuple[Row, ...]) -> list[Row]:
    """Return the rates that two rules set differently enough for it to be printed."""
    return [
        row
        for row in rows
        if len({percent(row.agreed(each.rate)) for each in found.settlements}) > 1
    ]


def _rates_by_rule(found: "Strike", rows: list[Row]) -> Table:
    world = found.seat.before.world
    cells = [
        [
            party_named(row.span.side, world),
            headline_of(row.span.sectors, row.span.instrument.measure, world),
            *(percent(row.agreed(each.rate)) for each in found.settlements),
        ]
        for row in rows
    ]
    columns = [
        ("levied by", "<"),
        ("goods", "<"),
        *((str(each.rule), ">") for each in found.settlements),
    ]
    return table("Rates that the rules set differently, %", columns, cells)


def _frontier(found: "Strike", drawn: "Frontier") -> Table:
    bargain, world = found.seat.table, found.seat.before.world
    names = [party_named(bargain.sides[at], world) for at in drawn.sides]
    ends = {
        weight: f"best for {name_of(bargain.sides[at], world)}"
        for weight, at in zip((1.0, 0.0), drawn.sides, strict=True)
    }
    rows = [
        [
            *_point(found, drawn, alike[0]),
            " and ".join(ends[each.weight] for each in alike if each.weight in ends),
        ]
        for alike in _distinct(drawn.points)
    ]
    columns = [
        *((f"{name} over today", ">") for name in names),
        *((f"{name} over its fallback", ">") for name in names),
        ("", "<"),
    ]
    title = "The frontier: what one side can have and the other still has, million USD a year"
    return table(title, columns, rows)


def _distinct(points: tuple["FrontierPoint", ...]) -> list[list["FrontierPoint"]]:
    """Return the points by their rates: at an end that is reached early many are the same."""
    found: list[list[FrontierPoint]] = []
    for each in points:
        if found and np.abs(each.rate - found[-1][0].rate).max() <= APART:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _point(found: "Strike", drawn: "Frontier", point: "FrontierPoint") -> list[str]:
    bargain, at = found.seat.table, list(drawn.sides)
    today = point.gains[at] * bargain.income[at]
    without = (point.gains - bargain.fallback)[at] * bargain.income[at]
    return [*map(money, today), *map(money, without)]
