"""The room of a side, from what it wrote to records that fit a world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.policy.codes import any_sectors, economies_of, goods_sectors, once, partners_of
from tradetalks.policy.deal import MFN
from tradetalks.policy.document import Document, Loc
from tradetalks.policy.lapse import lapsing
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import (
    Fallback,
    FallbackKind,
    Instrument,
    Objective,
    RedLine,
    Side,
    Want,
)
from tradetalks.policy.room_form import (
    BoundsForm,
    InstrumentForm,
    OwnRoom,
    PrivateForm,
    RedLineForm,
    RoomForm,
)

Room = TypeVar("Room", bound=OwnRoom, covariant=True)


@dataclass(frozen=True)
class Source(Generic[Room]):
    """A room and where it was written.

    Attributes:
        document: The file.
        table: The table of the file that holds it; empty for the whole file.
        form: What it says.
    """

    document: Document
    table: Loc
    form: Room

    def place(self, *loc: str | int) -> str:
        """Return `file:line` of a key of the room."""
        return self.document.place(*self.table, *loc)


@dataclass(frozen=True, eq=False)
class Setting:
    """What every room is checked against.

    Attributes:
        world: The world.
        library: The measures.
        parties: Codes of the economies that negotiate, members of customs unions one by one.
    """

    world: World
    library: Library
    parties: tuple[str, ...]


def side_from(
    code: str,
    setting: Setting,
    talks: Source[RoomForm] | None,
    own: Source[PrivateForm] | None = None,
) -> Side:
    """Return a side with its room.

    Args:
        code: The side as the talks file writes it.
        setting: What it is checked against.
        talks: Its table of the talks file; None where there is none.
        own: Its own file; None where it has none, or it was not given.

    Raises:
        DealError: Something in the room contradicts itself, the parties or the measures.
        UnknownCodeError: An economy, sector or measure is unknown.
    """
    members = economies_of(code, setting.world, "")
    if talks is None:
        return Side(code=code, members=members)
    room: Source[OwnRoom] = own or talks
    bounds = {each.id: each for each in own.form.instrument} if own else {}
    return Side(
        code=code,
        members=members,
        instruments=_instruments(talks, members, setting, bounds),
        red_lines=_red_lines(room, members, setting),
        sensitive=_sensitive(room, setting.world),
        objective=_objective(room, setting.world),
        weight=room.form.weight,
        fallback=_fallback(room, setting.library),
        wants=_wants(room, setting.world),
        private=talks.form.private,
    )


def _instruments(
    talks: Source[RoomForm],
    members: tuple[str, ...],
    setting: Setting,
    bounds: Mapping[str, BoundsForm],
) -> tuple[Instrument, ...]:
    return tuple(
        _instrument(talks, at, each, members, setting, bounds.get(each.id or "", each))
        for at, each in enumerate(talks.form.instrument)
    )


def _instrument(
    talks: Source[RoomForm],
    at: int,
    form: InstrumentForm,
    members: tuple[str, ...],
    setting: Setting,
    bounds: BoundsForm,
) -> Instrument:
    def place(key: str) -> str:
        return talks.place("instrument", at, key)

    if form.measure is not None:
        _check_measure(form.measure, members, setting.library, place("measure"))
    return Instrument(
        by=members,
        to=partners_of(form.to, members, setting.parties, setting.world, place("to"), mfn=MFN),
        sectors=goods_sectors(form.sectors, setting.world, place("sectors")),
        mfn=form.to == MFN,
        together=form.together,
        measure=form.measure,
        floor=bounds.floor,
        ceiling=bounds.ceiling,
        id=form.id or "",
        note=form.note,
        place=talks.place("instrument", at),
    )


def _check_measure(name: str, importers: tuple[str, ...], library: Library, where: str) -> None:
    by = library.chain(library.programme_of(name, where=where))[0].by
    if by not in importers:
        raise DealError(
            f"'{name}' is a measure of {by}, not of {', '.join(importers)}", where=where
        )


def _red_lines(
    room: Source[OwnRoom], members: tuple[str, ...], setting: Setting
) -> tuple[RedLine, ...]:
    return tuple(
        _red_line(room, at, each, members, setting) for at, each in enumerate(room.form.red_line)
    )


def _red_line(
    room: Source[OwnRoom], at: int, form: RedLineForm, members: tuple[str, ...], setting: Setting
) -> RedLine:
    def place(key: str) -> str:
        return room.place("red_line", at, key)

    on = members if form.on is None else _on(form.on, setting, place("on"))
    if form.measure is not None:
        _check_measure(form.measure, on, setting.library, place("measure"))
    return RedLine(
        on=on,
        to=_payers(form.to, on, setting.world, place("to")),
        sectors=goods_sectors(form.sectors, setting.world, place("sectors")),
        measure=form.measure,
        keep=form.keep,
        at_least=form.at_least,
        at_most=form.at_most,
        note=form.note,
        place=room.place("red_line", at),
    )


def _on(written: str | Sequence[str], setting: Setting, where: str) -> tuple[str, ...]:
    """Return the importers whose rate a red line holds."""
    named = [written] if isinstance(written, str) else written
    codes = [each for code in named for each in economies_of(code, setting.world, where)]
    for code in codes:
        if code not in setting.parties:
            raise DealError(
                f"a red line on the rates of '{code}', who is not a party",
                where=where,
                remedy=f"Parties are {', '.join(setting.parties)}",
            )
    return once(codes, "economy", where)


def _payers(
    written: str | Sequence[str], on: tuple[str, ...], world: World, where: str
) -> tuple[str, ...]:
    """Return the exporters that pay the rate that a red line holds; they need be no party."""
    if written == MFN:
        return tuple(code for code in world.economies if code not in on)
    named = [written] if isinstance(written, str) else written
    codes = [each for code in named for each in economies_of(code, world, where, MFN)]
    if both := sorted(set(codes) & set(on)):
        raise DealError(
            f"a red line on the rates of '{both[0]}' on itself",
            where=where,
            remedy="'on' levies the rate and 'to' pays it",
        )
    return once(codes, "economy", where)


def _sensitive(room: Source[OwnRoom], world: World) -> tuple[str, ...]:
    written = room.form.sensitive
    return goods_sectors(written, world, room.place("sensitive")) if written else ()


def _objective(room: Source[OwnRoom], world: World) -> Objective:
    form = room.form.objective
    for key in ("sector_weights", "employment_floors"):
        if codes := list(getattr(form, key)):
            any_sectors(codes, world, room.place("objective", key))
    return Objective(
        kind=form.kind,
        sector_weights=tuple(form.sector_weights.items()),
        revenue_floor=form.revenue_floor,
        employment_floors=tuple(form.employment_floors.items()),
    )


def _fallback(room: Source[OwnRoom], library: Library) -> Fallback:
    fallback = room.form.fallback.fallback
    if fallback.kind is FallbackKind.LAPSE:
        key = "measures" if fallback.measures else "legal_basis"
        lapsing(fallback, library, where=room.place("fallback", key))
    return fallback


def _wants(room: Source[OwnRoom], world: World) -> tuple[Want, ...]:
    where = room.place("wants")
    return tuple(
        Want(
            sectors=any_sectors(each.sectors, world, where) if each.sectors else (),
            note=each.note,
        )
        for each in room.form.wants
    )
