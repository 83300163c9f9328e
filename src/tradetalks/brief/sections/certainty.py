"""Section 7: the same headline under every elasticity set and both closures."""

from collections.abc import Mapping, Sequence

from tradetalks.brief.blocks import Block, Figure, Paragraph, Section, TableBlock
from tradetalks.brief.charts import Chart, lay_out
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import QUANTITIES, Findings
from tradetalks.brief.movement import is_idle
from tradetalks.brief.prose import Sentence, number
from tradetalks.brief.sections.ladder import mark_of
from tradetalks.brief.tables import Series, Table, table
from tradetalks.policy.words import joined

CLOSURES = {"share": "Imbalances stay a share of world income", "purged": "No imbalances"}
"""How a closure is called in a legend."""
SETS = {
    "fontagne_2022": "Fontagné and others (2022)",
    "in_sample": "Estimated on the flows",
    "uniform_4": "4 in every sector",
    "protee": "ProTEE, by product",
}
"""Elasticity sets whose key does not spell their name."""


def section(findings: Findings, *, failed: int, solved: int) -> Section:
    """Return the headline under every run, and how many solves found no equilibrium.

    Args:
        findings: Readings and runs.
        failed: Solves, over all rungs, that found no equilibrium and are in no range.
        solved: Solves that did.
    """
    told = Paragraph(sentences=_sentences(findings, failed=failed, solved=solved))
    drawn = () if is_idle(findings, findings.headline) else (_drawing(findings),)
    blocks: tuple[Block, ...] = (told, *drawn, TableBlock(table=_table(findings)))
    return Section(id="certainty", title="How sure this is", blocks=blocks)


def _runs(findings: Findings, code: str) -> dict[tuple[str, str], Fact]:
    """State the headline gain of an economy under every single run."""
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
                origins=(QUANTITIES["gain"].method, "ranges"),
            )
        )
        for (elasticity, closure), values in findings.runs[rung.id].items()
    }


def _sentences(findings: Findings, *, failed: int, solved: int) -> tuple[Sentence, ...]:
    runs = _runs(findings, findings.talks.parties[0])
    who = findings.called(findings.talks.parties[0])
    gains = [fact for fact in runs.values() if fact.value > 0]
    least, most = (pick(runs.values(), key=lambda fact: fact.value) for pick in (min, max))
    share: Sentence = (
        f"Under “{findings.headline.title}” {who} gains in {len(gains)} of {len(runs)} runs: "
        "the estimates run from ",
        *_end(least),
        " to ",
        *_end(most),
        ".",
    )
    if is_idle(findings, findings.headline):
        share = (f"“{findings.headline.title}” changes no tariff, and so nothing in any run.",)
    count: Sentence = (
        f"Of {solved + failed} solves in all, {failed or 'none'} found no equilibrium"
        + (" and are left out of the ranges." if failed else "."),
    )
    spread: Sentence = (
        "The ranges show what the choice of elasticities and of closure does. They are not "
        "confidence intervals, and they leave out errors in the data and in the model itself.",
    )
    return (share, count, spread)


def _end(fact: Fact) -> Sentence:
    return ("a gain of " if fact.value >= 0 else "a loss of ", number(fact))


def _drawing(findings: Findings) -> Figure:
    by_code = {code: _runs(findings, code) for code in findings.talks.parties}
    marks = [
        mark_of(
            fact,
            label=elasticity_name(elasticity),
            panel=findings.name(code),
            group=CLOSURES.get(closure, closure),
        )
        for code, runs in by_code.items()
        for (elasticity, closure), fact in _ordered(findings, runs)
    ]
    return Figure(
        id="certainty-runs",
        title=_agreement(findings, by_code),
        drawing=lay_out(Chart(marks=marks, axis="$ million a year")),
        note=f"Change in real income under “{findings.headline.title}”, millions of dollars a "
        "year, each panel on its own scale. One row for each published set of elasticities.",
        origins=("welfare", "ranges"),
    )


def _agreement(findings: Findings, by_code: Mapping[str, Mapping[tuple[str, str], Fact]]) -> str:
    """Say for which party all runs agree on the sign, and for which they do not."""
    sure: dict[bool, list[str]] = {True: [], False: []}
    for code, runs in by_code.items():
        agree = len({fact.value > 0 for fact in runs.values()}) == 1
        sure[agree].append(findings.called(code))
    yes, no = joined(sure[True]), joined(sure[False])
    if not yes:
        return f"The runs do not agree on the sign, neither for {no.replace(' and ', ' nor for ')}"
    told = f"Every run agrees on the sign for {yes}"
    return f"{told}; the runs do not agree for {no}" if no else told


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
    closures = list(dict.fromkeys(closure for _, closure in runs[findings.talks.parties[0]]))
    sets = _sets(findings)
    columns = [
        Series(
            head=CLOSURES.get(closure, closure),
            group=findings.name(code),
            facts=[found.get((name, closure)) for name in sets],
        )
        for code, found in runs.items()
        for closure in closures
    ]
    return table(
        "certainty-table",
        f"Gain in real income under “{findings.headline.title}”, run by run",
        corner="Elasticities",
        heads=[elasticity_name(name) for name in sets],
        columns=columns,
        note="The first row's first closure is the central estimate everywhere else.",
    )
