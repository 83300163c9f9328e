"""From the document's context to one HTML text; the templates compute nothing."""

from dataclasses import dataclass

import jinja2

from tradetalks.brief.blocks import Block, Masthead, Section, Segment
from tradetalks.brief.cite import References
from tradetalks.brief.prose import Sentence


@dataclass(frozen=True, kw_only=True)
class Page:
    """The whole context of the template.

    Attributes:
        masthead: What stands above the first section.
        sections: The numbered sections.
        references: Sources and methods.
        annex: Full tables.
        article_title: The head of the article's section.
        article: The article in segments; empty for a deal.
        version: The package's version.
    """

    masthead: Masthead
    sections: tuple[Section, ...]
    references: References
    annex: tuple[Block, ...] = ()
    article_title: str = ""
    article: tuple[Segment, ...] = ()
    version: str = ""

    @staticmethod
    def cited(sentence: Sentence) -> tuple[str, ...]:
        """Return the origins of a sentence's numbers, each once."""
        found = (part.fact.origins for part in sentence if not isinstance(part, str))
        return tuple(dict.fromkeys(origin for origins in found for origin in origins))


def render(page: Page) -> str:
    """Return the document. Every text is escaped; only drawings made here are taken as markup."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("tradetalks.brief"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("brief.html.j2").render(page=page)
