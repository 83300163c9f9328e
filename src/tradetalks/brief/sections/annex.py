"""The annex: every economy and every sector under every scenario."""

from collections.abc import Sequence

from tradetalks.brief.blocks import Block, TableBlock
from tradetalks.brief.findings import Findings
from tradetalks.brief.sections.headline import RANGES
from tradetalks.brief.sections.ladder import third_parties
from tradetalks.brief.sections.others import annex_table
from tradetalks.brief.tables import Series, Table, table


def blocks(findings: Findings) -> tuple[Block, ...]:
    """Return the full tables: all economies, the parties' sectors, the third parties' sectors."""
    tables = [annex_table(findings)]
    tables += [_of_party(findings, code) for code in findings.talks.parties]
    tables += [_of_third(findings, what) for what in ("output", "employment")]
    return tuple(TableBlock(table=each, wide=True) for each in tables)


def _of_party(findings: Findings, code: str) -> Table:
    return _by_sector(
        findings,
        f"annex-sectors-{code}",
        f"{findings.name(code)}: output and employment by sector under every scenario",
        [
            (rung.title, what.capitalize(), what, code, rung.id)
            for rung in findings.rungs
            for what in ("output", "employment")
        ],
    )


def _of_third(findings: Findings, what: str) -> Table:
    rung = findings.headline
    return _by_sector(
        findings,
        f"annex-others-{what}",
        f"Third parties: {what} by sector under “{rung.title}”",
        [("", findings.name(code), what, code, rung.id) for code in third_parties(findings)],
    )


def _by_sector(
    findings: Findings, name: str, title: str, wanted: Sequence[tuple[str, str, str, str, str]]
) -> Table:
    """Lay out sectors down and (group, head, quantity, economy, rung) across."""
    sectors = findings.world.sectors
    columns = [
        Series(
            group=group,
            head=head,
            facts=[findings.fact(what, code, rung, sector=sector) for sector in sectors],
        )
        for group, head, what, code, rung in wanted
    ]
    heads = [findings.sector(sector) for sector in sectors]
    return table(name, title, corner="Sector", heads=heads, columns=columns, note=RANGES)
