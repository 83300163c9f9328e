"""The frontier as a picture: what one side gains against what the other does."""

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.settle import Rule, Verdict
from tradetalks.brief.blocks import Block, Paragraph, PlaneFigure, words
from tradetalks.brief.facts import Fact
from tradetalks.brief.plane import Plane, Spot, lay_out_plane
from tradetalks.brief.terms import OTHER_RULE, OTHER_RULE_SAID, SEARCH, Terms
from tradetalks.policy.words import joined

FloatArray = NDArray[np.float64]
MILLIONS = 1e3
"""From billions, in which facts are kept."""


def picture(terms: Terms) -> tuple[Block, ...]:
    """Return the frontier between two sides; a sentence where there are more."""
    if not terms.showing.open:
        return (
            Paragraph(
                sentences=words(
                    "The frontier is not drawn: its ends would tell what is kept private."
                )
            ),
        )
    if len(terms.parties) > 2:
        return (
            Paragraph(
                sentences=words(
                    f"With {len(terms.parties)} sides the frontier is no line and is not drawn; "
                    "the table has what each of them gains."
                )
            ),
        )
    spots, curve = _spots(terms), _curve(terms)
    first, second = terms.parties
    plane = Plane(
        spots=spots,
        curve=[_point(pair) for pair in curve],
        facts=[(x.id, y.id) for x, y in curve],
        x_axis=f"{first.name}: gain over today, $ million a year →",
        y_axis=f"↑ {second.name}: gain over today, $ million a year",
    )
    return (
        PlaneFigure(
            id="signable-frontier",
            title=_finding(terms),
            drawing=lay_out_plane(plane),
            note=_note(terms),
            origins=SEARCH,
        ),
    )


def _curve(terms: Terms) -> list[tuple[Fact, Fact]]:
    """Return the facts of each point of the frontier; terms that are settled lie on it."""
    found = terms.strike.frontier
    pairs = [
        _pair(terms, f"frontier.{at}", f"point {at} of the frontier", point.gains)
        for at, point in enumerate(found.points if found else (), 1)
    ]
    if pairs and terms.is_settled:
        pairs += [_nash(terms), *_fair(terms)]
    return sorted(pairs, key=lambda pair: (pair[0].value, -pair[1].value))


def _nash(terms: Terms) -> tuple[Fact, Fact]:
    return _pair(terms, "nash", "the terms", terms.settled.gains)


def _fair(terms: Terms) -> list[tuple[Fact, Fact]]:
    """Return the facts of the other rule's terms; none where there are none."""
    fair = terms.rule(Rule.KALAI_SMORODINSKY) if terms.is_settled else None
    if fair is None:
        return []
    what = "the terms by Kalai and Smorodinsky's rule"
    return [_pair(terms, fair.rule.value, what, fair.gains)]


def _spots(terms: Terms) -> list[Spot]:
    marks = [("nash", terms.head, _nash(terms))]
    marks += [(Rule.KALAI_SMORODINSKY.value, OTHER_RULE, pair) for pair in _fair(terms)]
    if terms.on_table is not None:
        pair = _pair(terms, "table", terms.on_table.title, terms.on_table.gains)
        marks += [("table", terms.on_table.title, pair)]
    without = terms.strike.seat.fallbacks.gain
    apart = bool(np.any(without))
    if apart:
        marks += [("fallback", "No deal", _pair(terms, "fallback", "without a deal", without))]
    nothing = np.zeros(len(terms.parties))
    here = "Today" if apart else "Today, and no deal"
    marks += [("today", here, _pair(terms, "today", "as things stand", nothing))]
    return [_spot(kind, label, pair) for kind, label, pair in marks]


def _pair(terms: Terms, name: str, what: str, gains: FloatArray) -> tuple[Fact, Fact]:
    first, second = terms.parties
    return (
        terms.gain(name, what, first, gains[first.at]),
        terms.gain(name, what, second, gains[second.at]),
    )


def _point(pair: tuple[Fact, Fact]) -> tuple[float, float]:
    return pair[0].value * MILLIONS, pair[1].value * MILLIONS


def _spot(kind: str, label: str, pair: tuple[Fact, Fact]) -> Spot:
    x, y = _point(pair)
    return Spot(kind=kind, label=label, x=x, y=y, facts=(pair[0].id, pair[1].id))


def _finding(terms: Terms) -> str:
    """Say what the picture shows."""
    if terms.settled.verdict is Verdict.NOT_PROVED:
        return "What the search found, without proof"
    if not terms.is_settled:
        return "Every point of the room leaves somebody worse off than no deal"
    gains = zip(terms.parties, terms.settled.gains, strict=True)
    ups = [party.called for party, gain in gains if gain >= 0.0]
    downs = [party.called for party in terms.parties if party.called not in ups]
    return f"Better than no deal for both; against today {_told(ups, downs)}"


def _told(gain: list[str], lose: list[str]) -> str:
    if not lose:
        return "both gain"
    return "both lose" if not gain else f"{joined(gain)} gains and {joined(lose)} loses"


def _note(terms: Terms) -> str:
    told = ["Change in real income against the tariffs of the date, millions of dollars a year."]
    if terms.strike.frontier is not None:
        told += [
            "Grey line: the frontier, on which nobody can have more without the other having less."
        ]
    if terms.is_settled:
        told += ["These terms: the largest product of gains over no deal (Nash)."]
    if _fair(terms):
        told += [OTHER_RULE_SAID]
    return " ".join((*told, "Central estimates, without ranges."))
