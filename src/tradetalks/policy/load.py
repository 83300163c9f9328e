"""Loading the library of measures, and deals."""

from pathlib import Path

from tradetalks.atlas.world import World
from tradetalks.errors import DealError
from tradetalks.policy.deal import Deal
from tradetalks.policy.deal_file import DealForm, deal_from
from tradetalks.policy.document import read_document, validated
from tradetalks.policy.library_read import load_library

__all__ = ["load_deal", "load_library"]


def load_deal(path: str | Path, world: World) -> Deal:
    """Load a deal file and check its codes against a world.

    Args:
        path: The TOML file.
        world: The world it is meant for.

    Raises:
        DealError: The file is refused; names file, line, the offending text and what is allowed.
        UnknownCodeError: It names an economy or sector that the world does not have.
    """
    document = read_document(Path(path), error=DealError, what="a deal file")
    if "room" in document.values:
        raise DealError(
            "this is a talks file: its sides have room, and nothing is agreed yet",
            where=document.place("room"),
            remedy=f"Find the terms they would sign: tradetalks strike {path}",
        )
    return deal_from(document, validated(document, DealForm, error=DealError), world)
