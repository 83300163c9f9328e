"""The base rates as documentation prints them: `python -m tradetalks.dossier.base_rates_page`."""

import sys
from collections.abc import Iterator

from tradetalks.dossier.base_rates import HORIZONS, STAGES, BaseRate, Target, base_rate, weighted
from tradetalks.dossier.items import Stage
from tradetalks.dossier.past_talks import DATED, PastTalk, past_talks

FIRST, LAST = "<!-- base rates: printed -->", "<!-- base rates: end -->"
"""Lines between which the documentation holds what is printed here."""


def page() -> str:
    """Return what is known of past talks and their base rates, as Markdown."""
    return "\n".join([*_table(), "", *_rates(), "", *_bias()])


def _table() -> Iterator[str]:
    talks = past_talks()
    dates = sum(len(_columns(talk)) for talk in talks)
    checked = sum(map(_is_mostly_checked, past_talks()))
    theirs = weighted(*cell, weight=_is_mostly_checked)
    yield (
        f"If talks that never came to an agreement weighed twice, the {100 * plain:.0f} percent of "
        f"talks under negotiation that agree within 12 months would be {100 * twice:.0f} percent. "
        f"Over the {checked} negotiations of which at least half of the entries were found in a "
        f"source they are {100 * theirs:.0f} percent."
    )


def _is_mostly_checked(talk: PastTalk) -> bool:
    columns = _columns(talk)
    return 2 * len(set(talk.checked) & set(columns)) >= len(columns)


if __name__ == "__main__":
    sys.stdout.write(page() + "\n")
