"""What `strike` prints around terms: those outside, whether they are kept, what else is needed."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.cli.strike_numbers import factor, interest, money, points
from tradetalks.cli.strike_rows import economies_named, line_named, party_named
from tradetalks.cli.tables import NOTHING_THERE, table
from tradetalks.policy.economies import name_of
from tradetalks.policy.words import joined, starting

if TYPE_CHECKING:
    from tradetalks.bargain.pledge import InvestmentEffect, PurchaseEffect
    from tradetalks.bargain.reaction import Reaction
    from tradetalks.bargain.strike import Strike

FloatArray = NDArray[np.float64]

MOST_AFFECTED = 5
ANSWERS = {
    "passive": "leaves its rates alone",
    "proportional": "withdraws as much trade as it lost",
    "best response": "sets all its rates on the sides' goods as suits it best",
}


def outsiders(out: Console, found: "Strike") -> None:
    """Print what the terms do to those who are not at the table, and how the largest answers."""
    out.print(_outside(found))
    world = found.seat.before.world
    if found.raised:
        lines = joined([line_named(found.settled.lines.line[at], world) for at in found.raised])
        out.print(f"Raised against others: these terms raise rates on {escape(lines)}.")
    if found.reactions:
        out.print(_answers(found))
        name = economies_named(found.reactions[0].members, world)
        out.print(
            f"Where {escape(name)} sets what suits it best, it chooses all its rates on the sides' "
            "goods anew, whether these terms touch them or not: what follows is not only an answer "
            "to this deal.",
            soft_wrap=True,
        )


def _outside(found: "Strike") -> Table:
    negotiation, outcome = found.seat.negotiation, found.outcome
    world = found.seat.before.world
    watched = [
        [
            party_named(each.code, world),
            money(sum(_worth(found, code) for code in each.members)),
            points(float(found.settled.values[at])),
            NOTHING_THERE if each.floor is None else points(each.floor),
        ]
        for each, at in zip(negotiation.third_parties, found.seat.watched_at, strict=True)
    ]
    seen = {code for each in negotiation.third_parties for code in each.members}
    seen |= {code for side in negotiation.sides for code in side.members}
    order = np.argsort(-np.abs(outcome.equivalent_variation), kind="stable")
    others = [int(i) for i in order if world.economies[i] not in seen][:MOST_AFFECTED]
    more = [
        [
            world.economy_names[i],
            money(float(outcome.equivalent_variation[i])),
            points(float(outcome.real_income_hat[i] - 1.0)),
            "not watched",
        ]
        for i in others
    ]
    columns = [
        ("outside the talks", "<"),
        ("gain, million USD a year", ">"),
        ("% of real income", ">"),
        ("floor, %", ">"),
    ]
    return table("Third parties under these terms", columns, [*watched, *more])


def _worth(found: "Strike", code: str) -> float:
    place = found.seat.before.world.economy_index(code)
    return float(found.outcome.equivalent_variation[place])


def _answers(found: "Strike") -> Table:
    bargain, world = found.seat.table, found.seat.before.world
    name = economies_named(found.reactions[0].members, world)
    columns = [
        (f"{name} …", "<"),
        ("adds to its rates, points", ">"),
        ("its own gain, %", ">"),
        *((f"{party_named(code, world)}, million USD", ">") for code in bargain.sides),
    ]
    rows = [_answer(found, each) for each in found.reactions]
    return table(f"If {name} answers: gains over today", columns, rows)


def _answer(found: "Strike", each: "Reaction") -> list[str]:
    income = found.seat.table.income
    proved = each.best is None or each.best.proof.holds
    short = "" if each.in_full else " (even this takes less)"
    return [
        ANSWERS[each.stance] + short + ("" if proved else " (not proved)"),
        points(each.points) if each.stance == "proportional" else NOTHING_THERE,
        points(each.gain),
        *(money(float(gain * money_)) for gain, money_ in zip(each.values, income, strict=False)),
    ]


def kept(out: Console, found: "Strike") -> None:
    """Print whether each side would keep the terms, and the war that follows if not."""
    bargain, world = found.seat.table, found.seat.before.world
    rows = [
        [
            party_named(bargain.sides[each.side], world),
            money(each.deal * bargain.income[each.side]),
            money(each.cheating * bargain.income[each.side])
            + ("" if each.deviation.proof.holds else " (not proved)"),
            money(each.war * bargain.income[each.side]),
            factor(each.discount_factor),
            interest(each.interest_rate),
        ]
        for each in found.keeps
    ]
    columns = [
        ("side", "<"),
        ("keeps them", ">"),
        ("cheats for a year", ">"),
        ("in the war after", ">"),
        ("kept if its discount factor is above", ">"),
        ("or it pays less interest than, % a year", ">"),
    ]
    out.print(table("Will it be kept? Gains over today, million USD a year", columns, rows))
    fought = found.war
    said = "" if fought.proof.holds else f": {'; '.join(fought.proof.failures)}"
    out.print(
        f"The war between the sides: {fought.status}{escape(said)}; no side gains more than "
        f"{100 * max(fought.proof.regret):.1e} percent by another tariff."
    )


def chips(out: Console, found: "Strike") -> None:
    """Print what else is needed, and what pledges do: apart from the tariffs, never added."""
    gap, world = found.gap, found.seat.before.world
    for at, code in enumerate(gap.sides):
        name = name_of(code, world)
        if gap.to_sign[at] > 0.0:
            needed = money(float(gap.to_sign[at])).lstrip("+")
            out.print(
                f"Before {name} signs, something else must be worth {needed} million USD a year "
                "to it."
            )
        else:
            spare = money(float(gap.to_spare[at])).lstrip("+")
            out.print(
                f"{starting(name)} could give up to {spare} million USD a year for something else "
                "and still sign."
            )
    for pledge in found.pledges:
        out.print(escape(_pledge(pledge, found)), soft_wrap=True)
    for each in found.seat.negotiation.commitments:
        if each.amount is None:
            to = economies_named(each.to, world)
            out.print(
                f"Beside the tariffs, without a number: {each.kind}, "
                f"{economies_named(each.by, world)} to {to}. {escape(each.note)}",
                soft_wrap=True,
            )


def _pledge(pledge: "PurchaseEffect | InvestmentEffect", found: "Strike") -> str:
    world, made = found.seat.before.world, pledge.commitment
    head = f"Pledge, apart from the tariffs: {economies_named(made.by, world)} {made.verb}"
    if made.kind == "purchase":
        return f"{head} buy {made.amount:g} bn a year. {pledge_said(pledge, found)}"
    return f"{head} invest {made.amount:g} bn a year. {pledge_said(pledge, found)}"


def pledge_said(pledge: "PurchaseEffect | InvestmentEffect", found: "Strike") -> str:
    """Return what a pledge would take and do."""
    from tradetalks.bargain.pledge import PurchaseEffect
    from tradetalks.bargain.subsidy import Met

    if isinstance(pledge, PurchaseEffect):
        met = [each for each in (pledge.by_buyer, pledge.by_seller) if isinstance(each, Met)]
        paid = [
            f"Paid by the {each.payer}, it changes real income of "
            f"{_worths(each.equivalent_variation, found)}."
            for each in met
        ]
        return " ".join([pledge.sentence, *paid])
    return (
        "Taken as a gift of what would not have come anyway, it changes real income of "
        f"{_worths(pledge.equivalent_variation, found)}."
    )


def _worths(worth: FloatArray, found: "Strike") -> str:
    world = found.seat.before.world
    parts = [
        f"{side.code} by {money(float(sum(worth[world.economy_index(c)] for c in side.members)))}"
        for side in found.seat.negotiation.sides
    ]
    return f"{joined(parts)} million USD a year"
