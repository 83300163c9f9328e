"""What can go wrong, and what each failure tells the person who meets it.

::

    TradetalksError                 every failure this package raises on purpose
    ├── InputError                  the person can mend it; exit code 2
    │   ├── ArticleError            an article that cannot be read, or names no two parties
    │   ├── ReaderError             a model that was to read gave no usable answer
    │   ├── DossierError            a dossier file cannot be opened, read or added to
    │   ├── WorldError              a world file is missing, damaged or of another version
    │   │   └── IdentityError       a world breaks an accounting identity
    │   ├── UnknownCodeError        a code, set or measure that is on no list
    │   ├── DealError               a deal file is refused
    │   ├── MeasureError            a library of measures is refused
    │   ├── DateError               a date or a period that cannot be: unreadable, or ending first
    │   ├── StructureError          options of the model that make no economic sense together
    │   ├── SourceError             an official data file does not have the form it should
    │   └── OutputError             a file cannot be written
    └── NoEquilibriumError          the solver found no equilibrium; exit code 3
"""

from collections.abc import Iterable
from difflib import get_close_matches


class TradetalksError(Exception):
    """A failure with its place and its remedy.

    Args:
        what: What is wrong, one sentence without a full stop.
        where: The file and line, the cell, or the option it was found in.
        remedy: What to do about it, one sentence without a full stop.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}." + (f" {self.remedy}." if self.remedy else "")


class InputError(TradetalksError):
    """Something given to the package cannot be used as it is."""

    exit_code = 2


class ArticleError(InputError):
    """An article cannot be read, or does not name the economies that talks need."""


class ReaderError(InputError):
    """A reader that was asked for cannot read; nothing is read by other means instead."""


class DossierError(InputError):
    """A dossier file cannot be opened, read or added to; what it holds is untouched."""


class WorldError(InputError):
    """A world cannot be loaded."""


class IdentityError(WorldError):
    """A world breaks an accounting identity; `what` names the identity and the worst cell."""


class UnknownCodeError(InputError):
    """A code that is not on the list; the message offers the nearest ones."""

    def __init__(self, kind: str, code: str, known: Iterable[str], *, where: str = "") -> None:
        self.code = code
        self.known = tuple(known)
        self.nearest = nearest_codes(code, self.known)
        listed = self.nearest or self.known[:12]
        more = "" if self.nearest or len(self.known) <= 12 else f", … ({len(self.known)} in all)"
        lead = "Did you mean" if self.nearest else "Known are"
        super().__init__(
            f"unknown {kind} '{code}'",
            where=where,
            remedy=f"{lead} {', '.join(listed)}{more}{'?' if self.nearest else ''}".rstrip("?"),
        )


class DealError(InputError):
    """A deal file is refused."""


class MeasureError(InputError):
    """A library of measures is refused."""


class DateError(InputError):
    """A date or a period is refused."""


class StructureError(InputError):
    """Options of the model that make no sense, by themselves, together, or on a world."""


class SourceError(InputError):
    """An official data file does not have the form it should."""


class OutputError(InputError):
    """A file cannot be written; what stood there before is untouched."""


class NoEquilibriumError(TradetalksError):
    """No equilibrium was found to the tolerance asked for."""

    exit_code = 3


def nearest_codes(code: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Return the known codes spelled most like `code`, best first, ignoring case."""
    by_fold = {name.casefold(): name for name in known}
    close = get_close_matches(code.casefold(), by_fold, n=most, cutoff=0.5)
    return tuple(by_fold[name] for name in close)
