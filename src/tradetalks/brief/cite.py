"""Numbered sources and methods, and the marks that lead from a number to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tradetalks.origin import Origin


@dataclass(frozen=True, kw_only=True)
class Method:
    """How one kind of number is computed.

    Attributes:
        id: Short name that facts cite.
        title: What is computed.
        text: How, in words.
        equations: The numbers of the equations in the documentation.
        rests_on: Ids of the sources it draws on.
    """

    id: str
    title: str
    text: str
    equations: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One numbered entry of the list at the end.

    Attributes:
        mark: What stands in the text, such as "3" or "M2".
        anchor: The id of the entry in the document.
        title: Its title, for the hover text.
    """

    mark: str
    anchor: str
    title: str


@dataclass(frozen=True, kw_only=True)
class References:
    """All sources and methods of one brief, numbered in the order of their lists."""

    sources: tuple[Origin, ...]
    methods: tuple[Method, ...]
    by_id: Mapping[str, Reference]

    def marks(self, ids: Iterable[str]) -> tuple[Reference, ...]:
        """Return the references of ids, each once, sources before methods.

        Raises:
            KeyError: An id that is on neither list: a number would stand without its origin.
        """
        wanted = {self.by_id[name].anchor for name in ids}
        return tuple(entry for entry in self.by_id.values() if entry.anchor in wanted)


def references(sources: Sequence[Origin], methods: Sequence[Method]) -> References:
    """Number the sources (1, 2, …) and the methods (M1, M2, …)."""
    entries = {
        origin.id: Reference(mark=str(n), anchor=f"source-{n}", title=origin.title)
        for n, origin in enumerate(sources, 1)
    } | {
        method.id: Reference(mark=f"M{n}", anchor=f"method-{n}", title=method.title)
        for n, method in enumerate(methods, 1)
    }
    return References(sources=tuple(sources), methods=tuple(methods), by_id=entries)
