"""What `strike` prints for a person: one part after the other."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.cli import show_strike_around, show_strike_offers, show_strike_terms
from tradetalks.cli.strike_chance import chances
from tradetalks.cli.strike_numbers import money, points
from tradetalks.cli.strike_rows import party_named
from tradetalks.cli.tables import console, table

if TYPE_CHECKING:
    from tradetalks.bargain.chance import Odds
    from tradetalks.bargain.seat import Seat
    from tradetalks.bargain.strike import Strike


def struck(found: "Strike", sure: "Odds | None" = None) -> None:
    """Print struck talks: who, the verdict, the terms, and everything around them.

    Args:
        found: The talks, struck.
        sure: How sure the terms are, where that was asked for.
    """
    out = console()
    _who(out, found)
    show_strike_terms.terms(out, found)
    show_strike_offers.offers(out, found)
    show_strike_around.outsiders(out, found)
    show_strike_around.kept(out, found)
    show_strike_around.chips(out, found)
    if sure is not None:
        chances(out, sure, found.seat.before.world)
    for line in found.seat.assumptions:
        out.print(f"Assumed: {escape(line)}")
    _certificate(out, found)


def _who(out: Console, found: "Strike") -> None:
    seat = found.seat
    deal, schedule = seat.negotiation.deal, seat.eve.schedule
    out.print(f"[bold]{escape(deal.title)}[/]", soft_wrap=True)
    known = "" if schedule.known == schedule.on else f", as known on {schedule.known}"
    out.print(f"Rates as they stand on {schedule.on}{known}.")
    out.print(_fallbacks(seat))
    for side in seat.fallbacks.sides:
        for state, part in side.states:
            if state.note and part > 0.0:
                out.print(f"{side.side}: {escape(state.note)}")
    for each in seat.negotiation.sides:
        for want in each.wants:
            out.print(f"{each.code} asks: {escape(want.note)}", soft_wrap=True)


def _fallbacks(seat: "Seat") -> Table:
    world = seat.before.world
    rows = [
        [party_named(side.side, world), side.sentence, money(side.gain * income), points(side.gain)]
        for side, income in zip(seat.fallbacks.sides, seat.table.income, strict=True)
    ]
    columns = [
        ("side", "<"),
        ("what it falls back on", "<"),
        ("worth to it, million USD a year", ">"),
        ("% of real income", ">"),
    ]
    return table("Without a deal, against rates as they stand", columns, rows)


def _certificate(out: Console, found: "Strike") -> None:
    terms, seat = found.settled, found.seat
    proof, before = terms.proof, seat.before
    out.print(
        f"Certificate: {terms.verdict} by {terms.rule}; {proof.residual:.1e} left of the "
        f"first-order conditions, largest curvature {proof.uphill:.2g}, slopes by differences "
        f"within {proof.slope_error:.1e}, {_starts(proof.starts)}; {terms.evaluations} worlds "
        f"solved; {before.structure.sentence}; elasticities {before.world.elasticity}; baseline "
        f"{seat.eve.measured.name}, {seat.eve.measured.fingerprint[:12]}; {found.seconds:.1f} s"
    )


def _starts(count: int) -> str:
    return "searched from 1 start" if count == 1 else f"searched from {count} starts"
