"""Section 7: how the draws of the headline lie, and what each published set says as printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from tradetalks.atlas.world import Array
from tradetalks.brief.blocks import Block, Figure, Paragraph, Section, TableBlock
from tradetalks.brief.charts import Chart, Mark, lay_out
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import DRAWS, QUANTITIES, SEED, Findings, ends_of
from tradetalks.brief.movement import is_idle
from tradetalks.brief.prose import Sentence, number, signed
from tradetalks.brief.sections.ladder import mark_of
from tradetalks.brief.tables import Series, Table, table
from tradetalks.model.interval import interval
from tradetalks.policy.words import joined, starting

CLOSURES = {"share": "Imbalances stay a share of world income", "purged": "No imbalances"}
"""How a closure is called in a legend."""
SETS = {
    "fontagne_2022": "Fontagné and others (2022)",
    "in_sample": "Estimated on the flows",
    "uniform_4": "4 in every sector",
    "protee": "ProTEE, by product",
}
"""Elasticity sets whose key does not spell their name."""
ALL = "All draws"
"""The row of the distribution in the drawing and in the table."""
CERTAIN, LIKELY = 0.95, 0.66
"""Probabilities from which a sign is called all but certain, and likely."""
RULE_OF_THREE = 3.0
"""Over the number of draws: what an event that no draw shows may still have as probability."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What was drawn, and what was found without an equilibrium.

    Attributes:
        sets: Names of the published sets.
        moved: Those that their standard errors move.
        lost: Draws without an equilibrium, by rung.
        unprinted: Solves of a set as printed without one, over all rungs and closures.
    """

    sets: tuple[str, ...]
    moved: tuple[str, ...]
    lost: Mapping[str, int]
    unprinted: int


def section(findings: Findings, tried: Tried) -> Section:
    """Return the distribution of the headline, and the published sets beside it.

    Args:
        findings: Readings, draws and published sets.
        tried: What was drawn, and which draws found no equilibrium.
    """
    idle = is_idle(findings, findings.headline)
    told: tuple[Block, ...] = (
        Paragraph(sentences=_signs(findings)),
        Paragraph(sentences=_how(findings, tried), origins=("ranges",)),
    )
    drawn = () if idle else (_drawing(findings),)
    blocks: tuple[Block, ...] = (*told, *drawn, TableBlock(table=_table(findings)))
    return Section(id="certainty", title="How sure this is", blocks=blocks)


def _runs(findings: Findings, code: str) -> dict[tuple[str, str], Fact]:
    """State the headline gain of an economy under every published set as printed."""
    rung, row = findings.headline, findings.world.economy_index(code)
    return {
        (elasticity, closure): findings.facts.state(
            Fact(
                id=f"run.{code}.{rung.id}.{elasticity}.{closure}",
                label=f"Gain in real income, {findings.name(code)}: {elasticity_name(elasticity)}, "
                f"{CLOSURES.get(closure, closure)}",
                value=float(values[row]),
                kind=Kind.GAIN,
                rung=rung.id,
                origins=(QUANTITIES["gain"].method,),
            )
        )
        for (elasticity, closure), values in findings.runs[rung.id].items()
    }


def _drawn(findings: Findings, code: str, closure: str = "") -> Fact | None:
    """State the middle draw of an economy's gain and the range around it.

    Args:
        findings: The draws.
        code: The economy.
        closure: Among the draws of this closure only; among all when empty.
    """
    rung = findings.headline
    span = interval(_draws(findings, code, closure))
    if span is None:
        return None
    return findings.facts.state(
        Fact(
            id=".".join(part for part in ("drawn", code, rung.id, closure) if part),
            label=f"Middle draw of the gain in real income, {findings.name(code)}: {rung.title}"
            + (f", {CLOSURES.get(closure, closure)}" if closure else ""),
            value=span.middle,
            kind=Kind.GAIN,
            error=span.middle_error,
            rung=rung.id,
            origins=(QUANTITIES["gain"].method, "ranges"),
            **ends_of(span),
        )
    )


def _draws(findings: Findings, code: str, closure: str = "") -> Array:
    draws = findings.readings["gain", findings.headline.id].draws
    assert draws is not None
    column = draws[:, findings.world.economy_index(code)]
    return column[[not closure or own == closure for own in findings.closures]]


def _signs(findings: Findings) -> tuple[Sentence, ...]:
    if is_idle(findings, findings.headline):
        return ((f"“{findings.headline.title}” changes no tariff, and so nothing in any draw.",),)
    return tuple(_sign(findings, code) for code in findings.talks.parties)


def _sign(findings: Findings, code: str) -> Sentence:
    """Say how likely a party is to gain, and where its draws lie."""
    chance = findings.fact("chance", code, findings.headline.id)
    middle = _drawn(findings, code)
    if chance is None or middle is None:
        return (f"For {findings.called(code)} no draw has an equilibrium.",)
    solved = int(np.isfinite(_draws(findings, code)).sum())
    times = {0: "none", solved: "all"}.get(round(chance.value * solved))
    return (
        f"{starting(findings.called(code))} gains under “{findings.headline.title}” in "
        f"{times or round(chance.value * solved)} of {solved} draws: the probability of a gain is ",
        *_odds(chance, solved),
        ". Nine of ten draws lie between ",
        *signed(middle, "low"),
        " and ",
        *signed(middle, "high"),
        ", the middle one at ",
        *signed(middle),
        ".",
    )


def _odds(chance: Fact, draws: int) -> Sentence:
    """Say a probability no finer than the draws tell it."""
    least = f"{ceil(100.0 * RULE_OF_THREE / draws)} percent"
    if chance.value == 0.0:
        return (f"less than {least}",)
    if chance.value == 1.0:
        return (f"more than {100 - ceil(100.0 * RULE_OF_THREE / draws)} percent",)
    return ("about ", number(chance))


def _how(findings: Findings, tried: Tried) -> tuple[Sentence, ...]:
    """Say what was drawn, what was lost, and what the ranges are not."""
    moved = "; ".join(elasticity_name(name) for name in tried.moved)
    sets = (
        f"There are {DRAWS} draws (seed {SEED}) over {len(tried.sets)} published sets of "
        "elasticities, each set equally often, and half of the draws under either treatment of "
        "imbalances. "
    )
    errors = (
        f"Standard errors move those that print them ({moved}); the errors of the others are not "
        "known here, and they are taken as printed."
        if moved
        else "No standard errors of them are known here, so all are taken as printed."
    )
    return (
        (sets + errors,),
        (_lost(findings, tried),),
        (
            "A probability counts draws, and every set weighs the same: it says what the choice of "
            "elasticities and of closure does, and leaves out errors in the data and in the model "
            "itself.",
        ),
    )


def _lost(findings: Findings, tried: Tried) -> str:
    """Count the draws that found no equilibrium, scenario by scenario."""
    lost = {findings.rung_title(rung): many for rung, many in tried.lost.items() if many}
    if not lost and not tried.unprinted:
        return "Every draw has an equilibrium under every scenario."
    parts = [f"{many} of {DRAWS} under “{title}”" for title, many in lost.items()]
    drawn = f"No equilibrium was found in {joined(parts)}; these are in no range." if parts else ""
    printed = (
        f"As printed, the sets have none in {tried.unprinted} cases, which are left blank."
        if tried.unprinted
        else ""
    )
    return f"{drawn} {printed}".strip()


def _drawing(findings: Findings) -> Figure:
    marks = [mark for code in findings.talks.parties for mark in _marks(findings, code)]
    return Figure(
        id="certainty-runs",
        title=_agreement(findings),
        drawing=lay_out(Chart(marks=marks, axis="$ million a year")),
        note=f"Change in real income under “{findings.headline.title}”, millions of dollars a "
        f"year, each panel on its own scale. First row: each of {DRAWS} draws a thin line, the "
        "middle one a dot, and where nine of ten lie. Below it what each published set says as "
        "printed, the one in use first.",
        origins=("welfare", "ranges"),
    )


def _marks(findings: Findings, code: str) -> list[Mark]:
    """Return the row of all draws and one row for each published set."""
    panel, middle = findings.name(code), _drawn(findings, code)
    first = []
    if middle:
        draws = _draws(findings, code)
        lines = sorted(float(draw) * 1e3 for draw in draws[np.isfinite(draws)])
        mark = mark_of(middle, label=ALL, panel=panel, group=ALL)
        first = [replace(mark, draws=lines)]
    runs = _ordered(findings, _runs(findings, code))
    return first + [
        mark_of(
            fact,
            label=elasticity_name(elasticity),
            panel=panel,
            group=CLOSURES.get(closure, closure),
        )
        for (elasticity, closure), fact in runs
    ]


def _agreement(findings: Findings) -> str:
    """Say how sure the sign is for each party: the finding of the drawing."""
    told = [
        f"{findings.called(code)} {_leaning(chance.value)}"
        for code in findings.talks.parties
        if (chance := findings.fact("chance", code, findings.headline.id))
    ]
    return starting("; ".join(told))


def _leaning(chance: float) -> str:
    """Say in words what a probability of a gain amounts to."""
    sign, odds = ("gains", chance) if chance >= 0.5 else ("loses", 1.0 - chance)
    if odds == 1.0:
        return f"{sign} in every draw"
    if odds >= CERTAIN:
        return f"all but certainly {sign}"
    return f"probably {sign}" if odds >= LIKELY else "may gain or lose"


def _ordered(
    findings: Findings, runs: dict[tuple[str, str], Fact]
) -> Sequence[tuple[tuple[str, str], Fact]]:
    names = _sets(findings)
    return sorted(runs.items(), key=lambda item: names.index(item[0][0]))


def _sets(findings: Findings) -> list[str]:
    """Return the elasticity sets in one order for drawing and table: the one in use first."""
    names = list(dict.fromkeys(name for name, _ in findings.runs[findings.headline.id]))
    return sorted(names, key=lambda name: name != findings.world.elasticity)


def elasticity_name(key: str) -> str:
    """Return the name of an elasticity set as a reader meets it: "Caliendo and Parro (2015)"."""
    if key in SETS:
        return SETS[key]
    stem, _, year = key.rpartition("_")
    if not (year.isdigit() and len(year) == 4):
        return key.replace("_", " ").capitalize()
    authors = [part.capitalize() for part in stem.split("_")]
    names = " and ".join(authors) if len(authors) < 3 else f"{authors[0]} and others"
    return f"{names} ({year})"


def _table(findings: Findings) -> Table:
    runs = {code: _runs(findings, code) for code in findings.talks.parties}
    closures = list(dict.fromkeys(closure for found in runs.values() for _, closure in found))
    sets = _sets(findings)
    idle = is_idle(findings, findings.headline)
    columns = [
        Series(
            head=CLOSURES.get(closure, closure),
            group=findings.name(code),
            facts=[
                None if idle else _drawn(findings, code, closure),
                *(found.get((name, closure)) for name in sets),
            ],
        )
        for code, found in runs.items()
        for closure in closures
    ]
    return table(
        "certainty-table",
        f"Gain in real income under “{findings.headline.title}”, drawn and as printed",
        corner="Elasticities",
        heads=[ALL, *(elasticity_name(name) for name in sets)],
        columns=columns,
        note="First row: the middle draw of each treatment of imbalances, and under it where nine "
        "of ten of them lie, both rounded no finer than their sampling error. Second row, first "
        "treatment: the central estimate everywhere else.",
    )
