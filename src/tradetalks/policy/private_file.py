"""A side's own file: read, and matched with the talks it belongs to."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tradetalks.errors import DealError, UnknownCodeError
from tradetalks.policy.document import read_document, validated
from tradetalks.policy.room_file import Source
from tradetalks.policy.room_form import BoundsForm, OwnRoom, PrivateForm, RoomForm

OWN_KEYS = tuple(OwnRoom.model_fields)
"""The keys of a room that a private side keeps to itself."""
BOUNDS = tuple(reversed(BoundsForm.model_fields))
"""The keys of an instrument that it keeps to itself."""


def private_schema() -> dict[str, object]:
    """Return the JSON Schema of a private file, for editors that check as one types."""
    return PrivateForm.model_json_schema()


def read_private(path: str | Path) -> Source[PrivateForm]:
    """Read a side's own file.

    Raises:
        DealError: The file is refused; names file, line, the offending text and what is allowed.
    """
    document = read_document(Path(path), error=DealError, what="a private file")
    return Source(document, (), validated(document, PrivateForm, error=DealError))


def own_files(
    files: Iterable[Source[PrivateForm]],
    rooms: Mapping[str, Source[RoomForm]],
    *,
    title: str,
    sides: Iterable[str],
) -> dict[str, Source[PrivateForm]]:
    """Return the private files by side.

    Args:
        files: The files, in any order.
        rooms: The rooms of the talks file, by side.
        title: The title of the talks.
        sides: Codes of the parties as the talks file writes them.

    Raises:
        DealError: A file of no party, of a side that is not private, of other talks, or a second
            one for a side; or bounds of an instrument twice.
        UnknownCodeError: Bounds of an instrument that the talks file does not name.
    """
    found: dict[str, Source[PrivateForm]] = {}
    for each in files:
        side = each.form.side
        _check_side(each, rooms, title, tuple(sides))
        if side in found:
            raise DealError(
                f"a second private file for {side}",
                where=each.place("side"),
                remedy=f"The other is {found[side].document.path}; give one of them",
            )
        _check_bounds(each, rooms[side].form)
        found[side] = each
    return found


def check_silent(side: str, room: Source[RoomForm]) -> None:
    """Check that the talks file says nothing that a private side keeps to itself.

    Raises:
        DealError: It does; the message names the key and not what it says.
    """
    if not room.form.private:
        return
    said = [(key,) for key in OWN_KEYS if key in room.form.model_fields_set]
    leak = next(
        (
            ("instrument", at, key)
            for at, each in enumerate(room.form.instrument)
            for key in BOUNDS
            if key in each.model_fields_set
        ),
        said[0] if said else None,
    )
    if leak is not None:
        raise DealError(
            f"this talks file leaks: '{leak[-1]}' of {side} stands in it, and {side} is private",
            where=room.place(*leak),
            remedy=f'Move it to the private file of {side} (side = "{side}"), or drop '
            "private = true; if this file was shared, it is no secret any more",
        )


def _check_side(
    file: Source[PrivateForm],
    rooms: Mapping[str, Source[RoomForm]],
    title: str,
    sides: tuple[str, ...],
) -> None:
    side = file.form.side
    if side not in sides:
        raise DealError(
            f"a private file of '{side}', who is not a party to '{title}'",
            where=file.place("side"),
            remedy=f"Parties are {', '.join(sides)}",
        )
    if side not in rooms or not rooms[side].form.private:
        raise DealError(
            f"a private file of {side}, whose room is not private",
            where=file.place("side"),
            remedy=f"Set private = true under [room.{side}] in the talks file, or keep the room "
            "there and drop this file",
        )
    if file.form.talks is not None and file.form.talks != title:
        raise DealError(
            f"this file belongs to the talks '{file.form.talks}', not to '{title}'",
            where=file.place("talks"),
            remedy="Give the file of these talks, or correct 'talks'",
        )


def _check_bounds(file: Source[PrivateForm], room: RoomForm) -> None:
    known = [each.id for each in room.instrument if each.id]
    seen: set[str] = set()
    for at, each in enumerate(file.form.instrument):
        where = file.place("instrument", at, "id")
        if not known:
            raise DealError(
                f"bounds of '{each.id}', and no instrument of {file.form.side} has an id",
                where=where,
                remedy='Give it one in the talks file: id = "textiles"',
            )
        if each.id not in known:
            raise UnknownCodeError("instrument", each.id, known, where=where)
        if each.id in seen:
            raise DealError(
                f"the bounds of instrument '{each.id}' stand twice",
                where=where,
                remedy="Keep one of them",
            )
        seen.add(each.id)
