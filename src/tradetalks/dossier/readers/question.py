"""What a model is told and asked; the article is data between marks that it cannot hold itself."""

from collections.abc import Mapping
from importlib.resources import files

from tradetalks.dossier.agenda import topics
from tradetalks.dossier.article import Article


def messages(article: Article) -> tuple[Mapping[str, str], ...]:
    """Return what is sent: the task, and the article between its marks."""
    mark = mark_of(article)
    task = files("tradetalks.dossier").joinpath("data/question.txt").read_text(encoding="utf-8")
    listed = "; ".join(f"{topic.key} ({topic.title})" for topic in topics())
    return (
        {"role": "system", "content": task.format(mark=mark, topics=listed)},
        {
            "role": "user",
            "content": f"[article {mark} begins]\n{article.text}\n[article {mark} ends]",
        },
    )


def mark_of(article: Article) -> str:
    """Return the mark of an article: a text cannot hold its own hash, nor foresee it."""
    return article.sha256[:24]
