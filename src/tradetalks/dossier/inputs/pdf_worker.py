"""Take a PDF apart in a process of its own, within limits of time and memory.

A PDF can unfold from kilobytes to gigabytes or refer to itself in circles. This module is run as a
script: the file on standard input, JSON on standard output.
"""

import io
import json
import logging
import sys

MOST_SECONDS = 30
"""Processor time; a page takes some hundredths of a second."""

MOST_MEMORY = 1_000_000_000
"""Bytes of address space; a report of hundreds of pages takes a fifth of it."""

MOST_PAGES = 2_000
MOST_CHARACTERS = 10_000_000


def limit() -> None:
    """Hold this process to its time and memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the caller's clock remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def pages_of(raw: bytes) -> dict[str, object]:
    """Return {"pages": the text of each page} or {"problem": why there is none}."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "encrypted"}
        if len(reader.pages) > MOST_PAGES:
            return {"problem": "too long"}
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > MOST_CHARACTERS:
                return {"problem": "too long"}
    except (DependencyError, NotImplementedError):
        return {"problem": "encrypted"}
    except (MemoryError, LimitReachedError):
        return {"problem": "too large"}
    except Exception as error:  # whatever breaks here, the file is at fault
        return {"problem": f"damaged: {type(error).__name__}"}
    return {"pages": pages}


if __name__ == "__main__":
    limit()
    print(json.dumps(pages_of(sys.stdin.buffer.read())))
