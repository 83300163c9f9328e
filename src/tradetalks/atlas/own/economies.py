"""Which economies a world has, and which places each one holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.aggregate import Groups
from tradetalks.atlas.own.report import listed
from tradetalks.atlas.places import REST_OF_WORLD, economy_name, places
from tradetalks.errors import UnknownCodeError, WorldError

Array = NDArray[np.float64]

Known = Callable[[str, str], bool]
"""Whether something was given for a place (first) within an economy (second)."""


@dataclass(frozen=True, eq=False)
class Economies:
    """The axis of economies.

    Attributes:
        codes: In axis order.
        holder: The economy of each place that is in the world.
        unknown: Places that trade, but that nothing else is known of: left out.
    """

    codes: tuple[str, ...]
    holder: Mapping[str, str]
    unknown: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """English names in axis order; a code of the maker's own is its name."""
        own = (*places(), REST_OF_WORLD)
        return tuple(economy_name(code) if code in own else code for code in self.codes)

    @property
    def merged(self) -> tuple[str, ...]:
        """Economies that hold several places."""
        held = list(self.holder.values())
        return tuple(code for code in self.codes if held.count(code) > 1)

    def total(self, given: Mapping[str, float]) -> Array:
        """Add up what was given for each economy itself, or else for its places [economy]."""
        sums = dict.fromkeys(self.codes, 0.0)
        for place in sorted(self.holder):
            if self.holder[place] not in given:
                sums[self.holder[place]] += given.get(place, 0.0)
        return np.array([given.get(code, sums[code]) for code in self.codes])


def choose_economies(
    present: Sequence[str], wanted: Sequence[str] | Groups | None, known: Known, *, what: str
) -> Economies:
    """Choose the economies of a world.

    Args:
        present: Places that trade.
        wanted: Codes, or groups of codes by a code of their own; the others join the rest of the
            world. Every place of which enough is known when nothing is wanted, in the order of
            codes, and no rest of the world.
        known: Whether enough is known of a place.
        what: What is not known of the others, for messages.

    Raises:
        UnknownCodeError: A code is not among those that trade.
        WorldError: A place is in two groups, or is wanted and not known, or fewer than two
            economies are left.
    """
    groups = _groups(present, wanted)
    if groups is None:
        holder = {place: place for place in sorted(present) if known(place, place)}
        codes = tuple(sorted(holder))
    else:
        holder = _holders(groups, present, known, what)
        rest = [place for place in sorted(present) if place not in holder]
        joined = {place: REST_OF_WORLD for place in rest if known(place, REST_OF_WORLD)}
        last = (REST_OF_WORLD,) if joined and REST_OF_WORLD not in groups else ()
        holder, codes = holder | joined, (*groups, *last)
    if len(codes) < 2:
        raise WorldError(
            f"{len(codes) or 'no'} economy is left: the others have no {what}",
            remedy="A world needs two economies at least",
        )
    unknown = tuple(place for place in sorted(present) if place not in holder)
    return Economies(codes, holder, unknown)


def _groups(present: Sequence[str], wanted: Sequence[str] | Groups | None) -> Groups | None:
    if isinstance(wanted, str):
        raise WorldError(
            f"'{wanted}' is no list of economies",
            where="economies",
            remedy=f"Write ['{wanted}', …], or {{'{wanted}': ['{present[0]}', …]}} for groups",
        )
    if wanted is None or isinstance(wanted, Mapping):
        return wanted
    own = [code for code in wanted if code != REST_OF_WORLD]
    twice = next((code for code in own if own.count(code) > 1), None)
    if twice is not None:
        raise WorldError(f"'{twice}' is listed twice", where="economies", remedy="Name it once")
    return {code: (code,) for code in own}


def _holders(groups: Groups, present: Sequence[str], known: Known, what: str) -> dict[str, str]:
    holder: dict[str, str] = {}
    for group, members in groups.items():
        if isinstance(members, str) or not members:
            raise WorldError(
                f"the group '{group}' holds no list of codes",
                where="economies",
                remedy=f"Write {{'{group}': ['{present[0]}', …]}}",
            )
        for place in members:
            if place not in present:
                raise UnknownCodeError("economy", place, sorted(present), where=f"group '{group}'")
            if place in holder:
                raise WorldError(
                    f"'{place}' is in the groups '{holder[place]}' and '{group}'",
                    where="economies",
                    remedy="Name it once",
                )
            holder[place] = group
    missing = [place for place, group in holder.items() if not known(place, group)]
    if missing:
        raise WorldError(
            f"there is no {what} of {listed(missing)}",
            where="economies",
            remedy="Give it, or leave the economy to the rest of the world",
        )
    return holder
