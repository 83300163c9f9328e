"""Section 4: what each scenario would do to the parties and to those it touches most."""

from collections.abc import Sequence

from tradetalks.brief.assumed import assumed_in
from tradetalks.brief.blocks import Block, Figure, Paragraph, Section, TableBlock, Texts
from tradetalks.brief.charts import Chart, Mark, lay_out
from tradetalks.brief.facts import Fact
from tradetalks.brief.findings import BASELINE, Findings
from tradetalks.brief.movement import is_idle
from tradetalks.brief.prose import Sentence, number
from tradetalks.brief.sections.headline import RANGES, SPANNED
from tradetalks.brief.tables import Series, Table, table
from tradetalks.policy.words import joined, starting

OTHERS = 5
"""Third parties in the tables: those the text names, then the most affected."""
SECTORS = 12
"""Sectors in the drawing; the tables have them all."""
EFFECTS = (
    ("income", "Real income"),
    ("gain", "In dollars, a year"),
    ("exports", "Exports"),
    ("imports", "Imports"),
    ("revenue", "Tariff revenue, a year"),
    ("chance", "Probability of a gain"),
)


def section(findings: Findings) -> Section:
    """Return the ladder: scenarios, effects on economies, effects on sectors."""
    blocks: list[Block] = [_scenarios(findings)]
    if not all(is_idle(findings, rung) for rung in findings.rungs):
        blocks += [_drawing(findings)]
    blocks += [TableBlock(table=_of_party(findings, code)) for code in findings.talks.parties]
    blocks += [TableBlock(table=_of_others(findings))]
    blocks += [Paragraph(sentences=_movers(findings))]
    if not is_idle(findings, findings.headline):
        blocks += [_sector_drawing(findings)]
    blocks += [TableBlock(table=_of_sectors(findings))]
    return Section(id="ladder", title="What the deal would do", blocks=tuple(blocks))


def third_parties(findings: Findings) -> tuple[str, ...]:
    """Return the third parties that the tables show: the named ones, then the most affected."""
    named = [code for code in findings.talks.third_parties if code in findings.world.economies]
    affected = findings.most_affected(OTHERS)
    return tuple(dict.fromkeys((*named, *affected)))[: max(OTHERS, len(named))]


def _scenarios(findings: Findings) -> Texts:
    return Texts(
        id="scenarios",
        title="The scenarios: rivals pay the rates that stood on the date in every one of them",
        columns=("Scenario", "What it assumes"),
        rows=tuple((rung.title, rung.sentence) for rung in findings.talks.rungs),
        under=tuple(assumed_in(findings, rung) for rung in findings.talks.rungs),
        note=f"Every effect below is a change against “{findings.rung_title(BASELINE)}”: the "
        "world solved anew with every measure in force on the date, for all partners.",
    )


def _drawing(findings: Findings) -> Figure:
    facts = [
        (code, rung.title, findings.fact("gain", code, rung.id))
        for code in findings.talks.parties
        for rung in findings.rungs
    ]
    marks = [
        mark_of(fact, label=title, panel=findings.name(code)) for code, title, fact in facts if fact
    ]
    title = _finding(findings)
    return Figure(
        id="ladder-gain",
        title=title,
        drawing=lay_out(Chart(marks=marks, axis="$ million a year", step=24)),
        note=f"Change in real income, millions of dollars a year, each panel on its own scale. "
        f"Dot: central estimate. Line: {SPANNED}.",
        origins=_origins([fact for _, _, fact in facts]),
    )


def mark_of(fact: Fact, *, label: str, panel: str = "", group: str = "") -> Mark:
    """Return a gain as a dot in millions of dollars with its range."""
    low, high = ((None if end is None else end * 1e3) for end in (fact.low, fact.high))
    return Mark(
        label=label,
        panel=panel,
        value=fact.value * 1e3,
        low=low,
        high=high,
        group=group,
        fact=fact.id,
    )


def _finding(findings: Findings) -> str:
    small = findings.talks.parties[0]
    if is_idle(findings, findings.headline):
        return f"“{findings.headline.title}” changes nothing for either side"
    if len(findings.rungs) == 1:
        return f"What “{findings.rungs[0].title}” would bring to each side"
    best = max(
        findings.rungs,
        key=lambda rung: findings.readings["gain", rung.id].central[
            findings.world.economy_index(small)
        ],
    )
    return f"{starting(findings.called(small))} does best under “{best.title}”"


def _origins(facts: Sequence[Fact | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for fact in facts if fact for name in fact.origins))


def _of_party(findings: Findings, code: str) -> Table:
    columns = [
        Series(
            head=head,
            facts=[findings.fact(quantity, code, rung.id) for rung in findings.rungs],
        )
        for quantity, head in EFFECTS
    ]
    return table(
        f"ladder-{code}",
        f"{findings.name(code)}: change under each scenario",
        corner="Scenario",
        heads=[rung.title for rung in findings.rungs],
        columns=columns,
        note="Exports and imports in total, at prices before tariff. " + RANGES,
    )


def _of_others(findings: Findings) -> Table:
    codes, rung = third_parties(findings), findings.headline
    columns = [
        Series(head=head, facts=[findings.fact(quantity, code, rung.id) for code in codes])
        for quantity, head in EFFECTS
    ]
    return table(
        "ladder-others",
        f"Third parties: change under “{rung.title}”",
        corner="Economy",
        heads=[findings.name(code) for code in codes],
        columns=columns,
        note="Those the text names, then those the scenario moves most in dollars. " + RANGES,
    )


def _moved(findings: Findings, code: str, rung: str) -> list[tuple[Fact, str]]:
    """Return the sectors of an economy by change in output, largest gain first."""
    facts = [
        (fact, sector)
        for sector in findings.world.sectors
        if (fact := findings.fact("output", code, rung, sector=sector))
    ]
    return sorted(facts, key=lambda pair: -pair[0].value)


def _movers(findings: Findings) -> tuple[Sentence, ...]:
    return tuple(_mover(findings, code) for code in findings.talks.parties)


def _mover(findings: Findings, code: str) -> Sentence:
    if is_idle(findings, findings.headline):
        return (f"In {findings.called(code)} output changes in no sector.",)
    moved = _moved(findings, code, findings.headline.id)
    (up, best), (down, worst) = moved[0], moved[-1]
    rises = "rises" if up.value >= up.neutral else "falls"
    falls = "falls" if down.value < down.neutral else "rises"
    return (
        f"In {findings.called(code)} under “{findings.headline.title}”, output {rises} most in "
        f"{findings.sector(best).lower()} (by ",
        number(up),
        f") and {falls} most in {findings.sector(worst).lower()} (by ",
        number(down),
        ").",
    )


def _sector_drawing(findings: Findings) -> Figure:
    rung, parties = findings.headline, findings.talks.parties
    by_size = {
        sector: max(abs(fact.value - 1.0) for fact in _outputs(findings, sector, rung.id))
        for sector in findings.world.sectors
        if _outputs(findings, sector, rung.id)
    }
    order = sorted(by_size, key=lambda sector: -by_size[sector])[:SECTORS]
    facts = [
        (code, sector, findings.fact("output", code, rung.id, sector=sector))
        for code in parties
        for sector in order
    ]
    marks = [
        _percent(fact, label=findings.sector(sector), panel=findings.name(code))
        for code, sector, fact in facts
        if fact
    ]
    most = joined([findings.sector(code).lower() for code in order[:3]])
    title = f"Output moves most in {most}"
    return Figure(
        id="ladder-sectors",
        title=title,
        drawing=lay_out(Chart(marks=marks, axis="% change in output")),
        note=f"Change in output under “{rung.title}”, percent, each panel on its own scale; the "
        f"{len(order)} sectors with the largest change in either economy. "
        f"Dot: central estimate. Line: range as in the tables.",
        origins=_origins([fact for _, _, fact in facts]),
    )


def _outputs(findings: Findings, sector: str, rung: str) -> list[Fact]:
    parties = findings.talks.parties
    facts = (findings.fact("output", code, rung, sector=sector) for code in parties)
    return [fact for fact in facts if fact]


def _percent(fact: Fact, *, label: str, panel: str) -> Mark:
    low, high = ((None if end is None else (end - 1.0) * 100) for end in (fact.low, fact.high))
    return Mark(
        label=label, panel=panel, value=(fact.value - 1.0) * 100, low=low, high=high, fact=fact.id
    )


def _of_sectors(findings: Findings) -> Table:
    rung, sectors = findings.headline, findings.world.sectors
    return table(
        "ladder-output",
        f"Output and employment by sector under “{rung.title}”",
        corner="Sector",
        heads=[findings.sector(sector) for sector in sectors],
        columns=sector_columns(findings, rung.id, findings.talks.parties),
        note="Employment moves between sectors; its total is fixed. The annex has every scenario. "
        + RANGES,
    )


def sector_columns(findings: Findings, rung: str, codes: Sequence[str]) -> list[Series]:
    """Return output and employment of every sector as columns, two for each economy."""
    return [
        Series(
            head=what.capitalize(),
            group=findings.name(code),
            facts=[
                findings.fact(what, code, rung, sector=sector) for sector in findings.world.sectors
            ],
        )
        for code in codes
        for what in ("output", "employment")
    ]
