"""How long an article takes to read: `python -m benchmarks.reading`."""

import statistics
import time
from pathlib import Path

from tradetalks.dossier.read import read

ARTICLE = Path(__file__).parents[1] / "examples" / "pakistan-united-states-2025-07.md"
WORDS = 500
RUNS = 21


def main() -> None:
    """Print the processor time of reading 500 words, the lists being loaded."""
    words = (ARTICLE.read_text(encoding="utf-8") * 3).split(" ")[:WORDS]
    text = " ".join(words) + "\n"
    read(text)
    taken = sorted(_once(text) for _ in range(RUNS))
    print(f"{WORDS} words read: {taken[0]:.1f} ms best, {statistics.median(taken):.1f} ms median")


def _once(text: str) -> float:
    start = time.process_time()
    read(text)
    return 1e3 * (time.process_time() - start)


if __name__ == "__main__":
    main()
