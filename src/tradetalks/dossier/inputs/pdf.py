"""The words of a PDF. It is taken apart in a process of its own, within limits."""

import json
import subprocess
import sys

from tradetalks.dossier.inputs import pdf_worker
from tradetalks.dossier.inputs.extract import Extract
from tradetalks.dossier.inputs.pdf_lines import join_pages
from tradetalks.dossier.inputs.plain import from_plain
from tradetalks.errors import ArticleError

MOST_WALL_SECONDS = 2 * pdf_worker.MOST_SECONDS
"""What a busy machine may need for the processor time allowed."""

PROBLEMS = {
    "encrypted": (
        "the PDF is encrypted",
        "Open it with its password and print it to a new PDF, or save its text",
    ),
    "too long": ("the PDF is longer than any communiqué", "Give the pages that matter alone"),
    "too large": (
        "the PDF unfolds to more than is held in memory",
        "Save the article's words as plain text",
    ),
}
NO_TEXT = (
    "the PDF holds no text; it may be a scan",
    "Have its text recognised (OCR), and give the text",
)
DAMAGED = "Open it and print it to a new PDF, or save the article's words as plain text"


def from_pdf(raw: bytes, *, where: str) -> Extract:
    """Return the words of a PDF, lines joined into paragraphs, what repeats on its pages left out.

    Raises:
        ArticleError: It is encrypted, damaged, without text, or asks for too much time or memory.
    """
    pages = pdf_pages(raw, where=where)
    text = join_pages(pages)
    if not any(character.isalpha() for character in text):
        raise ArticleError(NO_TEXT[0], where=where, remedy=NO_TEXT[1])
    blank = [f"page {n} (no text on it)" for n, page in enumerate(pages, 1) if not page.strip()]
    extract = from_plain(text)
    return Extract(
        text=extract.text,
        title=extract.title,
        published=extract.published,
        dated_by=extract.dated_by,
        unread=tuple(blank),
    )


def pdf_pages(raw: bytes, *, where: str) -> list[str]:
    """Return the text of each page, line by line as it stands there.

    Raises:
        ArticleError: It is encrypted, damaged, or asks for too much time or memory.
    """
    command = [sys.executable, "-P", "-m", pdf_worker.__name__]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, check=False, timeout=MOST_WALL_SECONDS
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        answer = {"problem": "too slow"}
    except ValueError:  # the process was ended at one of its limits, and said nothing
        answer = {"problem": "too slow" if done.returncode < 0 else "too large"}
    if "pages" in answer:
        return [str(page) for page in answer["pages"]]
    problem = str(answer["problem"])
    if problem == "too slow":
        what, remedy = "the PDF takes too long to take apart", PROBLEMS["too large"][1]
    else:
        what, remedy = PROBLEMS.get(problem, (f"the PDF is {problem}", DAMAGED))
    raise ArticleError(what, where=where, remedy=remedy)
