"""Which articles tell one story: copies are linked, and one of them answers for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from tradetalks.errors import DossierError


@dataclass(frozen=True, kw_only=True, order=True)
class Copy:
    """A link between two articles that are the same story.

    Attributes:
        article: SHA-256 of the text of the copy.
        of: SHA-256 of the text it is a copy of.
        similarity: How much of it is the same, from 0 to 1.
    """

    article: str
    of: str
    similarity: float

    def __post_init__(self) -> None:
        if self.article == self.of:
            raise DossierError(f"the article {self.article[:12]} cannot be a copy of itself")
        if not (isfinite(self.similarity) and 0 <= self.similarity <= 1):
            raise DossierError(f"a similarity of {self.similarity} is not between 0 and 1")


def group_stories(
    published: Mapping[str, str | None], copies: Iterable[Copy]
) -> list[tuple[str, ...]]:
    """Return the articles by story, each story's first article answering for it.

    Within a story and among stories the earliest dated comes first, the undated last; of one day,
    what is no copy before what is one.

    Args:
        published: For the hash of each article, the day it is dated, ISO 8601, or None.
        copies: Links; whatever hangs together is one story.
    """
    head = {article: article for article in published}

    def top(article: str) -> str:
        while head[article] != article:
            head[article] = head[head[article]]
            article = head[article]
        return article

    told_again = set()
    for link in copies:
        told_again.add(link.article)
        head[top(link.article)] = top(link.of)
    stories: dict[str, list[str]] = {}
    for article in sorted(
        published, key=lambda name: (published[name] or "9999", name in told_again, name)
    ):
        stories.setdefault(top(article), []).append(article)
    return [tuple(articles) for articles in stories.values()]


def others(story: Sequence[str], article: str) -> tuple[str, ...]:
    """Return the articles of a story but one."""
    return tuple(name for name in story if name != article)
