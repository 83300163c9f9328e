"""The form of a talks file: a deal file with room to move."""

from collections.abc import Mapping, Sequence

from pydantic import Field, field_validator

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.policy.codes import economies_of
from tradetalks.policy.deal import Deal
from tradetalks.policy.deal_file import ConcessionForm, DealForm, deal_from
from tradetalks.policy.document import Document
from tradetalks.policy.economies import missing_from, name_of
from tradetalks.policy.library_file import StrictForm, Text, fraction
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Negotiation, Side, ThirdParty
from tradetalks.policy.private_file import check_silent, own_files
from tradetalks.policy.room_file import Setting, Source, side_from
from tradetalks.policy.room_form import PrivateForm, RoomForm
from tradetalks.policy.talks_check import (
    check_gives,
    check_ids,
    check_overlap,
    check_red_lines,
    check_sides,
    check_third_parties,
)
from tradetalks.policy.words import starting


class ThirdPartyForm(StrictForm):
    """One `[[third_party]]` table."""

    code: Text
    floor: float | None = None

    @field_validator("floor", mode="before")
    @classmethod
    def _is_fraction(cls, value: object) -> float:
        return fraction(value, over=None, negative=True)


class TalksForm(DealForm):
    """A whole talks file."""

    concession: list[ConcessionForm] = Field(default_factory=list)
    room: dict[str, RoomForm] = Field(default_factory=dict)
    third_party: list[ThirdPartyForm] = Field(default_factory=list)


def talks_schema() -> dict[str, object]:
    """Return the JSON Schema of a talks file, for editors that check as one types."""
    return TalksForm.model_json_schema()


def talks_from(
    document: Document,
    form: TalksForm,
    private: Sequence[Source[PrivateForm]],
    world: World,
    library: Library,
) -> Negotiation:
    """Return talks whose codes are a world's and whose rooms leave room.

    Args:
        document: The talks file.
        form: What it says.
        private: The private files, in any order.
        world: The world.
        library: The measures.

    Raises:
        DealError: The file leaks, or contradicts itself or a private file.
        UnknownCodeError: An economy, sector, measure or instrument is unknown.
    """
    deal = deal_from(document, form, world)
    rooms = _rooms(document, form)
    own = own_files(private, rooms, title=form.title, sides=form.parties)
    setting = Setting(world, library, deal.parties)
    sides = tuple(side_from(c, setting, rooms.get(c), own.get(c)) for c in form.parties)
    third = _third_parties(document, form, sides, world)
    _check(document, sides, deal, library)
    return Negotiation(
        deal=deal,
        sides=sides,
        third_parties=third,
        path=str(document.path),
        private_paths=tuple(sorted(str(each.document.path) for each in private)),
        assumptions=_assumed(sides, own, world),
    )


def _rooms(document: Document, form: TalksForm) -> dict[str, Source[RoomForm]]:
    for code, room in form.room.items():
        if code not in form.parties:
            raise DealError(
                f"a room of '{code}', who is not a party",
                where=document.place("room", code),
                remedy=f"Parties are {', '.join(form.parties)}",
            )
        check_silent(code, Source(document, ("room", code), room))
    return {code: Source(document, ("room", code), room) for code, room in form.room.items()}


def _third_parties(
    document: Document, form: TalksForm, sides: Sequence[Side], world: World
) -> tuple[ThirdParty, ...]:
    found: list[ThirdParty] = []
    for at, each in enumerate(form.third_party):
        where = document.place("third_party", at, "code")
        members = economies_of(each.code, world, where)
        found.append(ThirdParty(code=each.code, members=members, floor=each.floor))
        check_third_parties(found, sides, where=where)
    return tuple(found)


def _check(document: Document, sides: Sequence[Side], deal: Deal, library: Library) -> None:
    check_sides(sides, where=str(document.path))
    for side in sides:
        check_gives(side, deal, where=document.place("room", side.code))
        check_ids(side)
    check_overlap(sides, deal, library)
    check_red_lines(sides)


def _assumed(
    sides: Sequence[Side], own: Mapping[str, Source[PrivateForm]], world: World
) -> tuple[str, ...]:
    """Return what was assumed: of private sides without their file, and of customs unions."""
    silent = tuple(
        f"{starting(name_of(side.code, world))} keeps its room to itself and its file was not "
        "given: every tariff of its own between zero and the rate as it stands, no red lines, "
        "real income, weight 1, the status quo without a deal."
        for side in sides
        if side.private and side.code not in own
    )
    return *silent, *(said for side in sides if (said := missing_from(side.code, world)))
