"""The articles in a folder, in order of their names."""

from collections.abc import Iterator
from pathlib import Path

from tradetalks.dossier.inputs.files import unreadable
from tradetalks.dossier.inputs.kinds import BY_SUFFIX, OFFICE
from tradetalks.errors import ArticleError

READ = frozenset(BY_SUFFIX) | OFFICE
MOST_FILES = 100_000
PARTS_OF_A_PAGE = "_files"
"""How the folder ends that a browser puts beside a page it saves."""


def files_in(folder: Path) -> Iterator[Path | ArticleError]:
    """Yield the files in a folder and below that may be articles, and what is left out of them.

    Hidden files, files whose suffix is that of no article, and the pictures and scripts that a
    browser saved beside a page (`NAME_files`) are passed over. Links to folders are not followed;
    a link to a file is, when it leads to a place inside the folder.

    Args:
        folder: Where to look.

    Raises:
        ArticleError: The folder cannot be read, or holds no file that may be an article.
    """
    root = folder.resolve()
    found = 0
    for path in _below(folder):
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            yield ArticleError(
                "this is a link that leads out of the folder, and is not followed",
                where=str(path),
                remedy="Name the file it leads to",
            )
        else:
            yield path
        found += 1
        if found == MOST_FILES:
            raise ArticleError(
                f"there are more than {MOST_FILES:,} files",
                where=str(folder),
                remedy="Give its folders one by one",
            )
    if not found:
        kinds = ", ".join(sorted(suffix.removeprefix(".") for suffix in BY_SUFFIX))
        raise ArticleError(
            "no article is in this folder",
            where=str(folder),
            remedy=f"Files are told by their suffix: {kinds}",
        )


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise unreadable(error, where=str(folder)) from None
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink() and not path.name.endswith(PARTS_OF_A_PAGE):
                yield from _below(path)
        elif path.suffix.lower() in READ:
            yield path
