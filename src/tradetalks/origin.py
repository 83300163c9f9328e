"""Where a number came from: one record for every table that ships or is loaded."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tradetalks.errors import SourceError


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The source of one table.

    Attributes:
        id: Short name, unique in the package, that a brief cites.
        title: The source's own title.
        producer: Who made it.
        citation: How its makers or the field cite it.
        link: Where it lives on the web; may be empty for a user's own file.
        published: The edition or date of publication, as the producer states it.
        retrieved: The day it was fetched, ISO 8601, or empty when not known.
        covers: The period it describes.
        licence: Its licence, or a plain statement that none was found.
        sha256: Hash of the raw file it was computed from, or empty when there are several.
        changes: What this project did to it, one sentence each.
    """

    id: str
    title: str
    producer: str
    citation: str
    licence: str
    link: str = ""
    published: str = ""
    retrieved: str = ""
    covers: str = ""
    sha256: str = ""
    changes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Return the record as plain values, for JSON and world files."""
        return asdict(self) | {"changes": list(self.changes)}


def origin_from(values: Mapping[str, object], *, where: str) -> Origin:
    """Build an `Origin` from parsed TOML or JSON.

    Raises:
        SourceError: A field is unknown, missing or not text.
    """
    fields = dict(values)
    changes = fields.pop("changes", [])
    if not isinstance(changes, list) or not all(isinstance(line, str) for line in changes):
        raise SourceError("'changes' must be a list of sentences", where=where)
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    if len(texts) < len(fields):
        wrong = sorted(set(fields) - set(texts))
        raise SourceError(f"not text: {', '.join(wrong)}", where=where)
    try:
        return Origin(**texts, changes=tuple(changes))
    except TypeError as error:
        raise SourceError(
            f"not an origin record ({error})", where=where, remedy="See tradetalks.origin.Origin"
        ) from None


def read_origin(path: Path) -> Origin:
    """Read one `*.origin.toml` file.

    Raises:
        SourceError: The file is missing or not an origin record.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"cannot read the origin file ({error})", where=str(path)) from None
    return origin_from(values, where=str(path))
