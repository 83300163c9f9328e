"""Several dossiers as one, with the copies of a story linked across them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from tradetalks.dossier.copies import link_sketches, sketch
from tradetalks.dossier.store import Added, Dossier, open_dossier
from tradetalks.dossier.store_lines import merge
from tradetalks.dossier.store_story import Copy
from tradetalks.errors import DossierError


def merge_files(paths: Sequence[Path], *, output: Path | None = None) -> Added:
    """Merge dossiers into the first of them, or into a new file.

    What comes of it holds the same whatever the order of the paths, and merging again changes
    nothing.

    Args:
        paths: Dossiers, at least one.
        output: A file that does not exist yet; it appears whole or not at all.

    Raises:
        DossierError: A file cannot be read or written, or `output` exists.
    """
    if output is None:
        with open_dossier(paths[0]) as first:
            return _merged(first, paths[1:])
    if output.exists():
        raise DossierError(
            "the file exists, and a dossier is never replaced",
            where=str(output),
            remedy="Name a new file, or merge into this one by naming it first",
        )
    draft = output.with_name(f".{output.name}.{uuid4().hex[:8]}.part")
    try:
        with open_dossier(draft, create=True) as new:
            added = _merged(new, paths)
        draft.rename(output)
    except OSError as error:
        raise DossierError(
            f"the file cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(output),
            remedy="Check the path",
        ) from None
    finally:
        for left in (draft, *(draft.with_name(f"{draft.name}-{end}") for end in ("wal", "shm"))):
            left.unlink(missing_ok=True)
    return added


def link_copies(dossier: Dossier) -> int:
    """Link the articles that tell the same story, and return how many links are new."""
    links = link_sketches(sketch(held.record.article) for held in dossier.records())
    return dossier.add_copies(
        Copy(article=link.sha256, of=link.of, similarity=link.similarity) for link in links
    )


def _merged(dossier: Dossier, paths: Sequence[Path]) -> Added:
    whole = Added()
    for path in paths:
        with open_dossier(path) as other:
            added = merge(dossier, other)
        whole = Added(
            articles=whole.articles + added.articles,
            readings=whole.readings + added.readings,
            held=whole.held + added.held,
            copies=whole.copies + added.copies,
        )
    return replace(whole, copies=whole.copies + link_copies(dossier))
