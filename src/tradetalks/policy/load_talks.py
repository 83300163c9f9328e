"""Loading talks: the shared file, and the private ones."""

from collections.abc import Sequence
from pathlib import Path

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.policy.document import read_document, validated
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.negotiation import Negotiation
from tradetalks.policy.private_file import read_private
from tradetalks.policy.talks_file import TalksForm, talks_from


def load_talks(
    path: str | Path,
    world: World,
    *,
    private: Sequence[str | Path] = (),
    library: Library | None = None,
) -> Negotiation:
    """Load a talks file, merge the private files into it and check both against a world.

    Whether the rates of a day leave room is for `check_room`.

    Args:
        path: The talks file, TOML.
        world: The world it is meant for.
        private: The private files of sides, in any order.
        library: The measures that it may name; those that ship when None.

    Raises:
        DealError: A file is refused; names file, line, the offending text and what is allowed.
        UnknownCodeError: It names an economy, sector, measure or instrument that is not there.
    """
    document = read_document(Path(path), error=DealError, what="a talks file")
    if "room" not in document.values and "concession" in document.values:
        raise DealError(
            "this is a deal file: its rates are agreed, and no side has room to move",
            where=document.place("concession"),
            remedy=f"Find what it does: tradetalks weigh {path}; to negotiate rates instead, give "
            "a side an instrument ([[room.CODE.instrument]], docs/reference/talks-file.md)",
        )
    form = validated(document, TalksForm, error=DealError)
    files = [read_private(each) for each in private]
    return talks_from(document, form, files, world, library or load_library())
