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
    checked = sum(len(set(talk.checked) & set(_columns(talk))) for talk in talks)
    whole = sum(set(_columns(talk)) <= set(talk.checked) for talk in talks)
    never = [talk for talk in talks if talk.signed is None]
    still = [talk for talk in talks if talk.stalled or talk.suspended]
    yield (
        f"The table has {len(talks)} negotiations and {dates} entries in its columns of dates. "
        f"{checked} were found in a source ({whole} negotiations in full, "
        f"{sum(not talk.checked for talk in talks)} in no part); {dates - checked} are recalled. "
        f"{len(never)} negotiations had not been signed by June 2025, {len(still)} stood still at "
        f"some time, {sum(talk.ended is not None for talk in talks)} were given up."
    )


def _columns(talk: PastTalk) -> list[str]:
    return [name for name in DATED if getattr(talk, name)]


def _rates() -> Iterator[str]:
    yield "| talks that are | come to | " + " | ".join(f"{m} months" for m in HORIZONS) + " |"
    yield "|---|---|" + "---|" * len(HORIZONS)
    for stage in STAGES:
        for target in Target:
            rates = [base_rate(stage, target, months) for months in HORIZONS]
            if any(rate.looks for rate in rates):
                cells = " | ".join(_cell(rate) for rate in rates)
                yield f"| {stage} | {target} | {cells} |"


def _cell(rate: BaseRate) -> str:
    scores = f"{rate.brier:.3f}/{rate.brier_constant:.3f}"
    cases = f"{rate.reached}/{rate.talks}"
    if not rate.supported:
        return f"– · {cases} · {scores}"
    span = f"{100 * rate.low:.0f}–{100 * rate.high:.0f}"
    return f"**{100 * rate.rate:.1f} %** ({span}) · {cases} · {scores}"


def _bias() -> Iterator[str]:
    cell = (Stage.NEGOTIATING, Target.AGREEMENT, 12)
    plain = base_rate(*cell).rate
    twice = weighted(*cell, weight=lambda talk: 2.0 if talk.settled is None else 1.0)
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
