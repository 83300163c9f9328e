"""Writing a draft talks file: whole or not at all, and over nothing that is there unasked."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.errors import ArticleError, OutputError

if TYPE_CHECKING:
    from tradetalks.dossier.record import Record


def check_draft(path: Path | None, *, replace: bool) -> Path | None:
    """Return where a draft goes, None for none.

    Raises:
        OutputError: There is something, and nobody asked to replace it.
    """
    if path is None:
        if replace:
            raise OutputError("--replace goes only with --draft-talks", remedy="Leave it out")
        return None
    if not replace and (path.exists() or path.is_symlink()):
        raise OutputError(
            "the file exists", where=str(path), remedy="Choose another path, or add --replace"
        )
    return path


def several_articles() -> ArticleError:
    """Return the refusal of a draft from several articles that are only read."""
    return ArticleError(
        "a draft is made of one article, or of a dossier",
        where="--draft-talks",
        remedy="Keep them in a dossier (--add), and: tradetalks dossier draft FILE.db TALKS",
    )


def write_draft(
    path: Path,
    records: "Sequence[Record]",
    *,
    as_of: date | None = None,
    keep: Sequence[Path] = (),
) -> None:
    """Write the draft, and say on standard error what it assumes.

    Raises:
        ArticleError: There is no text, or the texts are not about two parties of the world.
        OutputError: The file cannot be written.
    """
    from tradetalks import load_world
    from tradetalks.brief.output import replacing
    from tradetalks.policy.talks_draft import draft_talks

    with replacing(path, keep=keep, what="the draft") as file:
        draft = draft_talks(records, load_world(), as_of=as_of)
        file.write(draft.text)
    print(f"Wrote {path}, a draft. It assumes:", file=sys.stderr)
    for line in draft.assumptions:
        print(f"- {line}", file=sys.stderr)
    print(f"Mend it, then: tradetalks strike {path}", file=sys.stderr)
