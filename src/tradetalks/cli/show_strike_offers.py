"""What `strike` prints of offers and requests: what a cut costs and brings, and what to swap."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.cli.strike_numbers import dollars, money
from tradetalks.cli.strike_rows import line_named, party_named
from tradetalks.cli.tables import NOTHING_THERE, percent, table
from tradetalks.policy.economies import name_of

if TYPE_CHECKING:
    from tradetalks.bargain.exchange import Offer
    from tradetalks.bargain.logroll import Swap
    from tradetalks.bargain.strike import Strike

TOP = 10


def offers(out: Console, found: "Strike") -> None:
    """Print what each cut costs its owner and brings the others, and swaps both gain by."""
    every = found.exchange.offers
    if not every:
        out.print("No rate can be cut below what stands without a deal.")
        return
    out.print(_offers(found))
    if len(every) > TOP:
        out.print(f"The first {TOP} of {len(every)}; all are in the JSON.")
    for side in range(len(found.exchange.sides)):
        if sentence := cheapest_said(found, side):
            out.print(escape(sentence), soft_wrap=True)
    if found.swaps:
        out.print(_swaps(found))


def cheapest_said(found: "Strike", side: int) -> str:
    """Return which concession a side buys most with, or nothing where it has none."""
    offer, world = found.exchange.cheapest(side), found.seat.before.world
    if offer is None:
        return ""
    name = name_of(found.exchange.sides[side], world)
    return (
        f"The cheapest whole concession of {name} per dollar the other side gains is "
        f"{line_named(offer.line, world)}, from {percent(offer.rate)} to {percent(offer.floor)} "
        f"percent: {dollars(offer.price)} dollars."
    )


def _offers(found: "Strike") -> Table:
    rows = [_offer(found, offer) for offer in found.exchange.offers[:TOP]]
    columns = [
        ("kind", "<"),
        ("levied by", "<"),
        ("goods", "<"),
        ("from", ">"),
        ("to", ">"),
        ("free to", ">"),
        ("costs owner", ">"),
        ("brings others", ">"),
        ("price", ">"),
        ("hurts most", "<"),
    ]
    title = (
        "Offers and requests, one by one, from the rates without a deal. Rates in %, money in "
        "million USD a year; free to: down to there a cut costs its owner nothing; price: what "
        "the owner pays for a dollar the others gain"
    )
    return table(title, columns, rows)


def _offer(found: "Strike", offer: "Offer") -> list[str]:
    world, hurt = found.seat.before.world, offer.most_hurt
    return [
        str(offer.kind),
        party_named(found.exchange.sides[offer.line.owner], world),
        line_named(offer.line, world),
        percent(offer.rate),
        percent(offer.floor),
        NOTHING_THERE if offer.free_to is None else percent(offer.free_to),
        money(offer.cost),
        money(offer.brings),
        dollars(offer.price),
        NOTHING_THERE if hurt is None else f"{hurt[0]} {money(hurt[1])}",
    ]


def _swaps(found: "Strike") -> Table:
    sides = found.exchange.sides
    rows = [_swap(found, swap) for swap in found.swaps[:TOP]]
    columns = [
        ("one side cuts", "<"),
        ("to, %", ">"),
        ("the other cuts", "<"),
        ("to, %", ">"),
        *((f"{party_named(code, found.seat.before.world)} gains", ">") for code in sides),
    ]
    return table("Swaps that both gain by, million USD a year", columns, rows)


def _swap(found: "Strike", swap: "Swap") -> list[str]:
    world, sides = found.seat.before.world, found.exchange.sides
    cells = []
    for offer, rate in zip((swap.first, swap.second), swap.rate, strict=True):
        cells += [f"{sides[offer.line.owner]}: {line_named(offer.line, world)}", percent(rate)]
    return [*cells, *(money(float(gain)) for gain in swap.gain)]
