"""What `read`, `brief` and `atlas` print for a person."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from tradetalks.atlas.world import World
from tradetalks.cli.tables import MOST_AFFECTED, console, table

if TYPE_CHECKING:
    from tradetalks.atlas.build.from_icio import BuildReport
    from tradetalks.atlas.own.report import BuiltWorld
    from tradetalks.atlas.report import BalancingReport
    from tradetalks.brief.write import Brief
    from tradetalks.dossier.items import Item, Measure, Meeting, Speaker
    from tradetalks.dossier.record import Record


def record(record: "Record") -> None:
    """Print a dossier: each item, then the words it came from."""
    out = console()
    article = record.article
    when = article.published.isoformat() if article.published else "undated"
    out.print(f"[bold]{escape(article.title or article.source)}[/] ({when})")
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
    rows += [("meeting", _meeting(m), _quote(m)) for m in record.meetings]
    rows += [(m.kind.value, _figure(m), _quote(m)) for m in record.measures]
    rows += [
        ("next step", f"{s.what}{f' ({s.when.edtf})' if s.when else ''}", _quote(s))
        for s in record.next_steps
    ]
    rows += [("statement", _speaker(s.speaker), _quote(s)) for s in record.statements]
    rows += [("conflict", f"{c.field}: {c.what}", _quote(c)) for c in record.conflicts]
    columns = [("item", "<"), ("what", "<"), ("words, and where they stand", "<")]
    out.print(table("", columns, rows))


def _meeting(meeting: "Meeting") -> str:
    held = "held" if meeting.held else "planned"
    when = f" ({meeting.when.edtf})" if meeting.when and meeting.when.edtf else ""
    return f"{', '.join(meeting.who)}; {held}{when}"


def _figure(measure: "Measure") -> str:
    amount = f"{100 * measure.value:g} %" if measure.unit == "fraction" else ""
    amount = amount or f"{measure.value:,.10g} {measure.unit}".rstrip()
    sides = [f"by {measure.by}"] if measure.by else []
    sides += [f"on {measure.on}"] if measure.on else []
    return " ".join([f"{amount}, {measure.time},", *sides]).rstrip(",")


def _quote(item: "Item") -> str:
    span = item.spans[0]
    words = " ".join(span.quote.split())
    short = words if len(words) <= 160 else f"{words[:157]}..."
    return f"“{short}” {span.start}-{span.end}"


def _speaker(speaker: "Speaker") -> str:
    return (
        f"{speaker.name or speaker.kind.value}{f', {speaker.economy}' if speaker.economy else ''}"
    )


def world(world: World) -> None:
    """Print a world's economies, sectors, elasticity sets, sources and notes."""
    out = console()
    out.print(
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
    out.print(table("Economies", columns, economies))
    theta = world.theta
    sectors = [
        [code, name, f"{theta[s]:.2f}"]
        for s, (code, name) in enumerate(zip(world.sectors, world.sector_names, strict=True))
    ]
    heading = f"elasticity ({world.elasticity})"
    out.print(table("Sectors", [("code", "<"), ("sector", "<"), (heading, ">")], sectors))
    out.print(f"Elasticity sets: {', '.join(world.elasticities)}")
    sources = [[o.id, f"{o.producer}: {o.title}", o.covers, o.licence] for o in world.origins]
    columns = [("source", "<"), ("title", "<"), ("covers", "<"), ("licence", "<")]
    out.print(table("Sources", columns, sources))
    for note in world.notes:
        out.print(f"Note: {escape(note)}")


def built(world: World, report: "BuildReport", output: Path) -> None:
    """Print what `atlas build` made, and what it assumed and moved."""
    out = console()
    out.print(
        f"Wrote {escape(str(output))}: {report.economies} economies, {report.sectors} sectors, "
        f"{report.year}."
    )
    out.print(
        f"Rows add up to output within {report.row_gap.size:.1e} ({report.row_gap.cell}), columns "
        f"within {report.column_gap.size:.1e} ({report.column_gap.cell})."
    )
    for note in world.notes:
        out.print(f"Note: {escape(note)}")


def own(built: "BuiltWorld", output: Path) -> None:
    """Print what `atlas build` made of trade: what moved most, then what was assumed."""
    out = console()
    found = built.report
    out.print(
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
        out.print(table(f"What moved{more}", columns, rows))
    for note in built.world.notes:
        out.print(f"Note: {escape(note)}")


def report(report: "BalancingReport") -> None:
    """Print what balancing moved in the default world and what was repaired in its tariffs."""
    out = console()
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
    out.print(table("What balancing moved", columns, rows))
    repairs = [[r.what, str(r.cells), " ".join(r.importers)] for r in report.repairs]
    columns = [("repair", "<"), ("cells", ">"), ("importers", "<")]
    out.print(table("What was repaired in the tariffs", columns, repairs))


def brief(brief: "Brief", *, timings: bool) -> None:
    """Print where the brief is and its headline."""
    out = console()
    out.print(f"Wrote {escape(str(brief.path))}, as of {brief.as_of} ({brief.dated_by}).")
    for sentence in brief.headline:
        out.print(escape(sentence), soft_wrap=True)
    if timings:
        total = sum(brief.timings.values())
        rows = [[stage, f"{seconds:.2f}"] for stage, seconds in brief.timings.items()]
        columns = [("stage", "<"), ("seconds", ">")]
        out.print(table("", columns, [*rows, ["total", f"{total:.2f}"]]))
