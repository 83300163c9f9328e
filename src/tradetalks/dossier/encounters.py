"""Who, where and when in a stretch of a sentence: what steps and meetings have in common."""

from tradetalks.dossier.dates import Dated
from tradetalks.dossier.gazetteer import FORUMS
from tradetalks.dossier.items import When
from tradetalks.dossier.lines import Line
from tradetalks.dossier.parties import is_mere_place
from tradetalks.dossier.speakers import Speakers


def who_in(line: Line, speakers: Speakers, first: int, last: int) -> tuple[str, ...]:
    """Return the persons named in a stretch, and the codes of economies nobody is named for.

    Args:
        line: The sentence.
        speakers: The persons of the article.
        first: First character, in the article.
        last: One past the last.
    """
    persons = [
        speakers.person(mention.person)
        for mention in speakers.persons_in(line)
        if first <= mention.start < last
    ]
    named = {person.economy for person in persons}
    codes = [
        place.code
        for place in line.places
        if first <= place.start < last
        and place.code not in named | FORUMS
        and not is_mere_place(line, place)
    ]
    return tuple(dict.fromkeys([*(person.full_name for person in persons), *codes]))


def when_of(line: Line, dated: Dated) -> When:
    """Return a time expression of a sentence with its words in the article."""
    return When(
        edtf=dated.edtf,
        granularity=dated.granularity,
        anchor=dated.anchor,
        span=line.span(line.start + dated.start, line.start + dated.end),
    )
