"""The scenario of the rate agreed between the two, or with comparable countries."""

import numpy as np

from tradetalks.policy.comparable import Expected, expected_rate
from tradetalks.policy.formula import Change, Form
from tradetalks.policy.ladder import Ladder
from tradetalks.policy.talks import Rung
from tradetalks.policy.words import spoken_date, starting


def agreed_rate(ladder: Ladder) -> tuple[Rung | None, str]:
    """Return the rung of the rate agreed with comparable countries."""
    for importer, partner in (
        (ladder.large, ladder.small),
        (ladder.small, ladder.large),
    ):
        expected = expected_rate(ladder.world, importer, partner, ladder.base.known, ladder.library)
        if expected is None:
            continue
        headline = ladder.headline(expected.programme, partner)
        if headline <= 0:
            return None, (
                f"{starting(ladder.name(importer))} has agreed rates of a duty that it does not "
                f"levy on {ladder.name(partner)} on {spoken_date(ladder.base.on)}: no such "
                "scenario."
            )
        if np.isclose(headline, expected.rate):
            return None, (
                f"The rate that {ladder.name(partner)} could expect by agreement, "
                f"{100 * headline:g} percent, is the one in force: no scenario of its own."
            )
        return _agreed_rung(ladder, importer, partner, expected, headline), ""
    return None, (
        "Neither party had announced a rate agreed with anyone by then: no scenario of a "
        "comparable rate."
    )


def _agreed_rung(
    ladder: Ladder, importer: str, partner: str, expected: Expected, headline: float
) -> Rung:
    schedule = ladder.give(
        ladder.base,
        importer,
        partner,
        Change(Form.FINAL, expected.rate),
        sectors=ladder.goods,
        measure=expected.programme,
    )
    basis = ", ".join(
        f"{ladder.name(each.partner)} {100 * each.rate:g} percent ({spoken_date(each.announced)})"
        for each in expected.basis
    )
    percent = f"{100 * expected.rate:g} percent"
    how = (
        f"the rate announced as agreed: {basis}"
        if expected.own
        else f"the median of the rates agreed with the {len(expected.basis)} countries whose "
        f"sales to {ladder.name(importer)} are most alike: {basis}"
    )
    said = [
        f"The added duty in force on {spoken_date(ladder.base.on)} is {100 * headline:g} percent.",
        "Goods exempt from the added duty stay exempt.",
        "Rivals' rates stay as they stand.",
    ]
    if any(each.includes_base for each in expected.basis):
        said.append("Rates that take in the ordinary duty are read as added to it.")
    return Rung(
        id="deal" if expected.own else "agreed_rate",
        title=f"The agreed rate of {percent}"
        if expected.own
        else f"A {percent} rate, as for comparable countries",
        sentence=f"The added duty of {ladder.name(importer)} on {ladder.name(partner)} becomes "
        f"{percent}, {how}.",
        schedule=schedule,
        assumptions=tuple(said),
    )
