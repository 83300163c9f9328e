"""What one text says two ways stands as a conflict; what differs for a reason does not."""

from dataclasses import replace

import pytest

from tradetalks.dossier.conflicts import find_conflicts
from tradetalks.dossier.read import read

LEAD = "Lima, 26 July 2025\n\nPeru and India hold trade talks.\n\n"


def conflicts_in(text):
    return [(c.field, c.what) for c in read(LEAD + text + "\n").conflicts]


def test_a_halt_that_one_side_denies_is_a_conflict():
    found = conflicts_in(
        "The trade talks have stalled, two officials said.\n\nThe trade talks have not stalled, "
        "Trade Minister Ana Ríos said."
    )
    assert ("statuses", "stalled (two officials); negotiating (Ana Ríos)") in found


@pytest.mark.parametrize(
    "text",
    [
        "The trade talks stalled in 2019. They resumed in 2024.",
        "The trade talks with India are close to an end, two officials said.",
        "Peru's trade talks with Chile were suspended. Those with India continue, Ana Ríos said.",
    ],
)
def test_other_times_and_other_talks_are_none(text):
    assert conflicts_in(text) == []


def test_two_rates_for_the_same_goods_are_a_conflict():
    text = "India's tariff on Peruvian cocoa is 30 percent, its tariff on Peruvian tea 5 percent."
    rates = read(LEAD + text + "\n").measures
    assert (
        find_conflicts(
            (), [replace(rate, what=name) for rate, name in zip(rates, "ab", strict=True)]
        )
        == ()
    )
    (conflict,) = find_conflicts((), [replace(rate, what="goods") for rate in rates])
    assert (conflict.field, conflict.what) == ("measures", "IND on PER: 30 percent and 5 percent")
