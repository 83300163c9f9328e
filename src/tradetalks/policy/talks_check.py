"""What talks must not contradict, whatever the rates of the day."""

from collections.abc import Sequence
from itertools import combinations, product

from tradetalks.errors import DealError
from tradetalks.policy.deal import Concession, Deal
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Instrument, RedLine, Side, ThirdParty

Cells = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str | None]
"""Importers, exporters and sectors of a rate, and the programme whose headline it is."""


def check_sides(sides: Sequence[Side], *, where: str) -> None:
    """Check that somebody can move something.

    Raises:
        DealError: No side has an instrument.
    """
    if not any(side.instruments for side in sides):
        raise DealError(
            "no side has an instrument: there is nothing to negotiate",
            where=where,
            remedy=f"Add [[room.{sides[0].code}.instrument]] with 'to' and 'sectors', or weigh "
            "this file as a deal",
        )


def check_gives(side: Side, deal: Deal, *, where: str) -> None:
    """Check that a side has something to give.

    Raises:
        DealError: It has neither an instrument nor a concession.
    """
    if not side.instruments and not any(each.by in side.members for each in deal.concessions):
        raise DealError(
            f"{side.code} has no instrument and makes no concession: it has nothing to give",
            where=where,
            remedy=f"Add [[room.{side.code}.instrument]] with 'to' and 'sectors', or a "
            f'[[concession]] with by = "{side.code}"',
        )


def check_ids(side: Side) -> None:
    """Check that a side's instruments have names of their own.

    Raises:
        DealError: Two have the same.
    """
    for one, two in combinations([each for each in side.instruments if each.id], 2):
        if one.id == two.id:
            raise DealError(
                f"two instruments of {side.code} have the id '{one.id}'",
                where=two.place,
                remedy=f"The other is at {one.place}; rename one",
            )


def check_overlap(sides: Sequence[Side], deal: Deal, library: Library) -> None:
    """Check that no rate has two masters.

    Raises:
        DealError: Two instruments set it, or an instrument and a concession.
    """
    instruments = [each for side in sides for each in side.instruments]
    pairs: list[tuple[Instrument | Concession, Instrument]] = [*combinations(instruments, 2)]
    pairs += product(deal.concessions, instruments)
    for one, two in pairs:
        if cell := shared_cell(cells_of(one, library), cells_of(two, library)):
            importer, exporter, sector = cell
            other = "an instrument" if isinstance(one, Instrument) else "a concession"
            raise DealError(
                f"{other} and an instrument both set the rate of {importer} on {sector} from "
                f"{exporter}",
                where=two.place,
                remedy=f"The other is at {one.place}; take that sector out of one of them",
            )


def check_red_lines(sides: Sequence[Side]) -> None:
    """Check that every red line holds the very rate that an instrument sets.

    Raises:
        DealError: It is about the whole rate where an instrument sets a headline, or the reverse.
    """
    instruments = [each for side in sides for each in side.instruments]
    for line, instrument in product(
        [each for side in sides for each in side.red_lines], instruments
    ):
        if not meets(line, instrument) or (line.keep and line.measure is None):
            continue
        if (line.measure is None) != (instrument.measure is None):
            raise DealError(
                f"this red line is about {_held(line)}, and the instrument at {instrument.place} "
                f"sets {_held(instrument)}",
                where=line.place,
                remedy="Drop 'measure'"
                if line.measure
                else f'Add measure = "{instrument.measure}"',
            )


def _held(terms: RedLine | Instrument) -> str:
    return f"the headline of '{terms.measure}'" if terms.measure else "the whole rate"


def meets(line: RedLine, instrument: Instrument) -> bool:
    """Return whether a red line is about goods whose rate an instrument sets."""
    pairs = ((line.on, instrument.by), (line.to, instrument.to), (line.sectors, instrument.sectors))
    return all(set(one) & set(two) for one, two in pairs)


def binds(line: RedLine, instrument: Instrument, library: Library) -> bool:
    """Return whether a red line holds the rate that an instrument sets."""
    whole = line.keep and line.measure is None
    same = programme_of(line.measure, library) == programme_of(instrument.measure, library)
    return meets(line, instrument) and (whole or same)


def cells_of(terms: Instrument | Concession, library: Library) -> Cells:
    """Return the rates that an instrument or a concession sets."""
    by = terms.by if isinstance(terms, Instrument) else (terms.by,)
    return by, terms.to, terms.sectors, programme_of(terms.measure, library)


def programme_of(measure: str | None, library: Library) -> str | None:
    """Return the programme that the measure of some terms belongs to; None where they name none.

    A measure that the library does not hold stands for itself.
    """
    found = (m.programme for m in library.measures if measure in (m.id, m.programme))
    return next(found, measure)


def shared_cell(one: Cells, two: Cells) -> tuple[str, str, str] | None:
    """Return importer, exporter and sector of a rate that both set, or None.

    Headlines of two programmes are two rates, though they fall on the same goods.
    """
    if one[3] is not None and two[3] is not None and one[3] != two[3]:
        return None
    importer, exporter, sector = (
        next((code for code in first if code in second), None)
        for first, second in zip(one[:3], two[:3], strict=True)
    )
    if importer is None or exporter is None or sector is None:
        return None
    return importer, exporter, sector


def check_third_parties(third: Sequence[ThirdParty], sides: Sequence[Side], *, where: str) -> None:
    """Check that third parties are outside the talks, each once.

    Raises:
        DealError: One is a side, or stands twice.
    """
    inside = {code for side in sides for code in side.members}
    seen: set[str] = set()
    for each in third:
        if both := sorted(inside & set(each.members)):
            raise DealError(
                f"'{both[0]}' is a party and no third party",
                where=where,
                remedy="A side's own floor is its fallback, or an objective",
            )
        if twice := sorted(seen & set(each.members)):
            raise DealError(f"third party named twice: {twice[0]}", where=where)
        seen.update(each.members)
