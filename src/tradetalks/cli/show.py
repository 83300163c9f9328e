"""What each command prints for a person; numbers are rounded here and nowhere else."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tradetalks.atlas.world import World
from tradetalks.policy.economies import name_of
from tradetalks.policy.words import starting

if TYPE_CHECKING:
    from tradetalks.atlas.build.from_icio import BuildReport
    from tradetalks.atlas.own.report import BuiltWorld
    from tradetalks.atlas.report import BalancingReport
    from tradetalks.brief.write import Brief
    from tradetalks.dossier.record import Item, Record, Speaker
    from tradetalks.model.outcome import Outcome
    from tradetalks.model.path import DealPath
    from tradetalks.policy.deal import Deal

MOST_AFFECTED = 8
"""How many third economies a table of outcomes shows, largest gains and losses first."""


def _console() -> Console:
    """Return a console as wide as its reader: a pipe gets room instead of wrapped cells."""
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


def _table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for name, side in columns:
        table.add_column(name, justify="right" if side == ">" else "left")
    for row in rows:
        table.add_row(*map(escape, row))
    return table


def record(record: "Record") -> None:
    """Print a dossier: each item, then the words it came from."""
    console = _console()
    article = record.article
    when = article.published.isoformat() if article.published else "undated"
    console.print(f"[bold]{escape(article.title or article.source)}[/] ({when})")
    rows: list[tuple[str, str, str]] = []
    rows += [("party", f"{p.code}  {p.name}", _quote(p)) for p in record.parties]
    rows += [("third party", f"{p.code}  {p.name}", _quote(p)) for p in record.third_parties]
    rows += [
        ("person", f"{p.full_name}, {p.office}" if p.office else p.full_name, _quote(p))
        for p in record.persons
    ]
    rows += [
        ("agenda", f"{a.title} ({', '.join(a.sectors) or 'no goods'})", _quote(a))
        for a in record.agenda
    ]
    rows += [
        (
            "status",
            f"{s.stage.value}{', hedged' if s.hedged else ''}{'' if s.current else ', past'}"
            f"; says {_speaker(s.speaker)}",
            _quote(s),
        )
        for s in record.statuses
    ]
    rows += [
        ("next step", f"{s.what}{f' ({s.when.edtf})' if s.when else ''}", _quote(s))
        for s in record.next_steps
    ]
    rows += [("statement", _speaker(s.speaker), _quote(s)) for s in record.statements]
    columns = [("item", "<"), ("what", "<"), ("words, and where they stand", "<")]
    console.print(_table("", columns, rows))


def _quote(item: "Item") -> str:
    span = item.spans[0]
    words = " ".join(span.quote.split())
    short = words if len(words) <= 160 else f"{words[:157]}..."
    return f"“{short}” {span.start}-{span.end}"


def _speaker(speaker: "Speaker") -> str:
    return (
        f"{speaker.name or speaker.kind.value}{f', {speaker.economy}' if speaker.economy else ''}"
    )


def outcome(outcome: "Outcome", deal: "Deal", *, sectors: bool) -> None:
    """Print what a deal does: its parties, then the others most affected."""
    console = _console()
    parties = [outcome.world.economy_index(code) for code in deal.parties]
    others = [int(i) for i in np.argsort(-np.abs(outcome.equivalent_variation)) if i not in parties]
    rows = [_economy_row(outcome, i) for i in (*parties, *others[:MOST_AFFECTED])]
    columns = [
        ("economy", "<"),
        ("real income, %", ">"),
        ("worth, million USD", ">"),
        ("exports, %", ">"),
        ("imports, %", ">"),
        ("tariff revenue, million USD", ">"),
        ("real wage, %", ">"),
    ]
    console.print(_table(f"{deal.title}: against the status quo of {outcome.on}", columns, rows))
    if sectors:
        for i in parties:
            console.print(_sector_table(outcome, i))
    for line in outcome.assumptions:
        console.print(f"Assumed: {escape(line)}")
    certificate = outcome.certificate
    console.print(
        f"Certificate: {certificate.status.sentence}; largest residual of any block "
        f"{certificate.residual:.1e} of world income; {certificate.structure.sentence}; "
        f"elasticities {certificate.elasticity}; baseline {certificate.world}, "
        f"{certificate.fingerprint[:12]}; {1000 * certificate.seconds:.0f} ms"
    )


def _economy_row(outcome: "Outcome", i: int) -> list[str]:
    return [
        outcome.world.economy_names[i],
        _change(outcome.real_income_hat[i], 3),
        _signed(1000 * outcome.equivalent_variation[i], 0),
        _change(outcome.exports_hat[i], 2),
        _change(outcome.imports_hat[i], 2),
        _signed(1000 * (outcome.revenue_after[i] - outcome.revenue_before[i]), 0),
        _change(outcome.real_wage_hat[i], 3),
    ]


def _sector_table(outcome: "Outcome", i: int) -> Table:
    rows = [
        [
            outcome.world.sector_names[s],
            f"{outcome.output_before[i, s]:,.2f}",
            _signed(1000 * (outcome.output_after[i, s] - outcome.output_before[i, s]), 0),
            _change(outcome.employment_hat[i, s], 2),
        ]
        for s in range(len(outcome.sectors))
    ]
    columns = [
        ("sector", "<"),
        ("output before, billion USD", ">"),
        ("change, million USD", ">"),
        ("employment, %", ">"),
    ]
    return _table(outcome.world.economy_names[i], columns, rows)


def path(path: "DealPath") -> None:
    """Print a deal year by year, then what its years are worth together."""
    console = _console()
    title = f"{path.deal.title}: against the status quo of {path.years[0].outcome.on}"
    rows = [row for side in range(len(path.sides)) for row in _years_of(path, side)]
    columns = [
        ("party", "<"),
        ("year", ">"),
        ("from", "<"),
        ("average rate on the others, %", ">"),
        ("worth, million USD", ">"),
    ]
    console.print(_table(title, columns, rows))
    console.print(_together(path))
    for line in path.assumptions:
        console.print(f"Assumed: {escape(line)}")
    worst = max((each.outcome.certificate for each in path.years), key=lambda c: c.residual)
    console.print(
        f"Certificate: all {len(path.years)} years solved; largest residual of any block "
        f"{worst.residual:.1e} of world income; {worst.structure.sentence}; elasticities "
        f"{worst.elasticity}; baseline {worst.world}, {worst.fingerprint[:12]}"
    )


def _years_of(path: "DealPath", side: int) -> list[list[str]]:
    """Return the rows of one party: the status quo, then every year."""
    before = [_party_name(path.sides[side], path.world), "", "status quo"]
    return [
        [*before, _percent(path.average_rate_before[side]), ""],
        *(
            [
                "",
                str(each.year),
                str(each.begins),
                _percent(path.average_rate[at, side]),
                _signed(1000 * path.side_worth[at, side], 0),
            ]
            for at, each in enumerate(path.years)
        ),
    ]


def _together(path: "DealPath") -> Table:
    parties = [path.world.economy_index(code) for code in path.deal.parties]
    order = np.argsort(-np.abs(path.present_value))
    others = [int(i) for i in order if i not in parties][:MOST_AFFECTED]
    totals = (path.present_value, path.equal_yearly, path.afterwards, path.for_ever)
    rows = [
        [
            path.world.economy_names[i],
            *("–" if total is None else _signed(1000 * total[i], 0) for total in totals),
        ]
        for i in (*parties, *others)
    ]
    many = f"{len(path.years)} years" if len(path.years) > 1 else "1 year"
    columns = [
        ("economy", "<"),
        (f"{many} together", ">"),
        ("the same every year", ">"),
        ("what follows, for ever", ">"),
        ("all together", ">"),
    ]
    title = f"Worth as of year 1, million USD, discounted at {100 * path.discount:g} percent a year"
    return _table(title, columns, rows)


def _party_name(code: str, world: World) -> str:
    if code in world.economies:
        return world.economy_names[world.economy_index(code)]
    return starting(name_of(code, world))


def _percent(rate: float) -> str:
    return "–" if np.isnan(rate) else f"{100 * rate:.2f}"


def _signed(value: float, places: int) -> str:
    text = f"{value:+,.{places}f}"
    return text if float(text.replace(",", "")) else f"{0:.{places}f}"


def _change(ratio: float, places: int) -> str:
    return _signed(100 * (ratio - 1), places)


def world(world: World) -> None:
    """Print a world's economies, sectors, elasticity sets, sources and notes."""
    console = _console()
    console.print(
        f"[bold]{escape(world.name)}[/]: {len(world.economies)} economies, "
        f"{len(world.sectors)} sectors, {world.year}; fingerprint {world.fingerprint[:12]}"
    )
    economies = [
        [code, name, f"{value:,.1f}"]
        for code, name, value in zip(
            world.economies, world.economy_names, world.value_added, strict=True
        )
    ]
    columns = [("code", "<"), ("economy", "<"), ("value added, billion USD", ">")]
    console.print(_table("Economies", columns, economies))
    theta = world.theta
    sectors = [
        [code, name, f"{theta[s]:.2f}"]
        for s, (code, name) in enumerate(zip(world.sectors, world.sector_names, strict=True))
    ]
    heading = f"elasticity ({world.elasticity})"
    console.print(_table("Sectors", [("code", "<"), ("sector", "<"), (heading, ">")], sectors))
    console.print(f"Elasticity sets: {', '.join(world.elasticities)}")
    sources = [[o.id, f"{o.producer}: {o.title}", o.covers, o.licence] for o in world.origins]
    columns = [("source", "<"), ("title", "<"), ("covers", "<"), ("licence", "<")]
    console.print(_table("Sources", columns, sources))
    for note in world.notes:
        console.print(f"Note: {escape(note)}")


def built(world: World, report: "BuildReport", output: Path) -> None:
    """Print what `atlas build` made, and what it assumed and moved."""
    console = _console()
    console.print(
        f"Wrote {escape(str(output))}: {report.economies} economies, {report.sectors} sectors, "
        f"{report.year}."
    )
    console.print(
        f"Rows add up to output within {report.row_gap.size:.1e} ({report.row_gap.cell}), columns "
        f"within {report.column_gap.size:.1e} ({report.column_gap.cell})."
    )
    for note in world.notes:
        console.print(f"Note: {escape(note)}")


def own(built: "BuiltWorld", output: Path) -> None:
    """Print what `atlas build` made of trade: what moved most, then what was assumed."""
    console = _console()
    found = built.report
    console.print(
        f"Wrote {escape(str(output))}: {found.economies} economies, {found.sectors} sectors, "
        f"{found.year}; {found.tariffs.covered:.1%} of trade has a tariff."
    )
    moved = [m for m in found.moved if m.floored or m.inputs_moved or abs(m.change or 0.0) > 1e-9]
    moved.sort(key=lambda m: -max(abs(m.change or 0.0), m.inputs_moved))
    rows = [
        [
            m.economy,
            "" if m.given is None else f"{m.given:,.1f}",
            f"{m.value_added:,.1f}",
            f"{m.floored:,.2f}",
            f"{100 * m.inputs_moved:.1f}",
        ]
        for m in moved[:MOST_AFFECTED]
    ]
    columns = [
        ("economy", "<"),
        ("value added given, billion USD", ">"),
        ("in the world, billion USD", ">"),
        ("sales at home raised, billion USD", ">"),
        ("inputs moved, %", ">"),
    ]
    if rows:
        more = f", the first {len(rows)} of {len(moved)}" if len(moved) > len(rows) else ""
        console.print(_table(f"What moved{more}", columns, rows))
    for note in built.world.notes:
        console.print(f"Note: {escape(note)}")


def report(report: "BalancingReport") -> None:
    """Print what balancing moved in the default world and what was repaired in its tariffs."""
    console = _console()
    rows = [
        [
            move.economy,
            f"{move.value_added_prior:,.1f}",
            f"{move.value_added:,.1f}",
            f"{100 * move.inputs_moved:.1f}",
            f"{move.most_moved_input} to {move.most_moved_user}",
            f"{move.most_moved:+,.2f}",
        ]
        for move in report.movements
    ]
    columns = [
        ("economy", "<"),
        ("value added by 2020 shares, billion USD", ">"),
        ("balanced, billion USD", ">"),
        ("inputs moved, %", ">"),
        ("moved most", "<"),
        ("by, billion USD", ">"),
    ]
    console.print(_table("What balancing moved", columns, rows))
    repairs = [[r.what, str(r.cells), " ".join(r.importers)] for r in report.repairs]
    columns = [("repair", "<"), ("cells", ">"), ("importers", "<")]
    console.print(_table("What was repaired in the tariffs", columns, repairs))


def brief(brief: "Brief", *, timings: bool) -> None:
    """Print where the brief is and its headline."""
    console = _console()
    console.print(f"Wrote {escape(str(brief.path))}, as of {brief.as_of} ({brief.dated_by}).")
    for sentence in brief.headline:
        console.print(escape(sentence), soft_wrap=True)
    if timings:
        total = sum(brief.timings.values())
        rows = [[stage, f"{seconds:.2f}"] for stage, seconds in brief.timings.items()]
        columns = [("stage", "<"), ("seconds", ">")]
        console.print(_table("", columns, [*rows, ["total", f"{total:.2f}"]]))
