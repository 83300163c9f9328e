"""What `tradetalks dossier` prints for a person: each answer with its words and its article."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from tradetalks.cli.tables import NOTHING_THERE, console, table

if TYPE_CHECKING:
    from tradetalks.dossier.questions.changes import Change
    from tradetalks.dossier.questions.commitments import Commitment
    from tradetalks.dossier.questions.due import Due, Outlook
    from tradetalks.dossier.questions.meetings import Encounter
    from tradetalks.dossier.questions.search import Hit
    from tradetalks.dossier.questions.status import Report, StatusHistory
    from tradetalks.dossier.questions.telling import Passage, Source, Telling
    from tradetalks.dossier.questions.timeline import Event
    from tradetalks.dossier.store import Added

LONGEST = 160
"""Characters of a quotation that are printed."""


def story(telling: "Telling") -> dict[str, Any]:
    """Return what is listed of a story; plain values only."""
    source = telling.source
    return {
        "sha256": source.sha256,
        "title": source.title,
        "outlet": source.outlet,
        "published": source.published,
        "added": telling.added,
        "parties": [party.code for party in telling.record.parties],
        "copies": source.copies,
    }


def stories(found: Sequence[dict[str, Any]]) -> None:
    """Print a line for each story."""
    rows = [
        (
            str(one["published"] or "undated"),
            ", ".join(one["parties"]) or NOTHING_THERE,
            one["title"] or NOTHING_THERE,
            one["outlet"] or NOTHING_THERE,
            str(one["copies"]),
            one["sha256"][:12],
        )
        for one in found
    ]
    columns = [(name, "<") for name in ("date", "parties", "title", "outlet")]
    _print("", [*columns, ("copies", ">"), ("article", "<")], rows)


def meetings(found: Sequence["Encounter"]) -> None:
    """Print who met whom."""
    rows = [
        (
            one.when or str(one.told[0].source.published or "undated"),
            f"{', '.join(one.who)}{'' if one.held else ' (planned)'}",
            ", ".join(one.where) or NOTHING_THERE,
            quote(one.told[0]),
            cite(one.told[0].source, more=len(one.told) - 1),
        )
        for one in found
    ]
    _print("", [(name, "<") for name in ("when", "who", "where", "words", "article")], rows)


def timeline(found: Sequence["Event"]) -> None:
    """Print what happened and what is to come."""
    rows = [
        (e.when or "undated", e.kind, e.what, quote(e.passage), cite(e.passage.source))
        for e in found
    ]
    _print("", [(name, "<") for name in ("when", "kind", "what", "words", "article")], rows)


def status(found: "StatusHistory") -> None:
    """Print how far talks were said to be, then who contradicts whom."""
    rows = [
        (
            report.as_of or "undated",
            "-".join(report.talks) or NOTHING_THERE,
            stage(report),
            voice(report),
            quote(report.passage),
            cite(report.passage.source),
        )
        for report in found.reports
    ]
    columns = [(name, "<") for name in ("as of", "talks", "stage", "says", "words", "article")]
    _print("", columns, rows)
    for one in found.disagreements:
        apart = f"{one.days_apart} days apart" if one.days_apart != 1 else "1 day apart"
        when = "at the same time" if one.days_apart == 0 else f"{apart}: talks may have moved"
        console().print(
            escape(
                f"Disagreement on {'-'.join(one.talks)}, {when}. "
                f"{voice(one.earlier)}: {stage(one.earlier)} ({one.earlier.day}); "
                f"{voice(one.later)}: {stage(one.later)} ({one.later.day})."
            )
        )


def stage(report: "Report") -> str:
    """Return a stage with how it is put."""
    hedge, past = ", hedged" if report.hedged else "", "" if report.current else ", past"
    return f"{report.stage}{hedge}{past}"


def voice(report: "Report") -> str:
    """Return who says so."""
    economy = f", {report.economy}" if report.economy else ""
    return f"{report.speaker or report.kind.value}{economy}"


def commitments(found: Sequence["Commitment"]) -> None:
    """Print what was promised or set for a time, and what came of it."""
    rows = [
        (
            str(one.made or "undated"),
            ", ".join(one.who) or NOTHING_THERE,
            short(one.what),
            one.due or NOTHING_THERE,
            one.outcome.value,
            quote(one.evidence) if one.evidence else one.why,
            cite((one.evidence or one.passage).source),
        )
        for one in found
    ]
    names = ("made", "who", "what", "due", "outcome", "words, or why", "article")
    _print("", [(name, "<") for name in names], rows)


def changes(found: Sequence["Change"]) -> None:
    """Print what is new."""
    rows = [
        (
            str(one.day or "undated"),
            one.kind,
            one.what,
            one.before or NOTHING_THERE,
            quote(one.passage),
            cite(one.passage.source),
        )
        for one in found
    ]
    _print("", [(name, "<") for name in ("day", "kind", "now", "before", "words", "article")], rows)


def due(found: "Outlook", calendar: Path | None) -> None:
    """Print what is to come, what has a time first."""
    _steps(f"After {found.after}", found.dated)
    if found.undated:
        _steps("Without a time", found.undated)
    if calendar is not None:
        noun = "note" if len(found.dated) == 1 else "notes"
        console().print(escape(f"Wrote {calendar}: {len(found.dated)} {noun}."))


def _steps(title: str, steps: Sequence["Due"]) -> None:
    rows = [
        (
            one.when or NOTHING_THERE,
            "-".join(one.talks) or NOTHING_THERE,
            short(one.what),
            ", ".join(one.where) or NOTHING_THERE,
            quote(one.told[0]),
            cite(one.told[0].source, more=len(one.told) - 1),
        )
        for one in steps
    ]
    columns = [(name, "<") for name in ("when", "talks", "what", "where", "words", "article")]
    _print(title, columns, rows)


def hits(found: Sequence["Hit"]) -> None:
    """Print the sentences that hold words, article by article."""
    rows = [
        (
            cite(hit.passages[0].source),
            hit.passages[0].source.title or NOTHING_THERE,
            "\n".join(quote(passage) for passage in hit.passages),
        )
        for hit in found
    ]
    _print("", [(name, "<") for name in ("article", "title", "words")], rows)


def added(path: Path, what: "Added") -> None:
    """Print what was added to a dossier."""
    new, again, links = len(what.articles), len(what.readings), what.copies
    parts = [f"{new} article{'' if new == 1 else 's'}"]
    parts += [f"{again} read anew"] if again else []
    parts += [f"{links} link{'' if links == 1 else 's'} between copies"] if links else []
    held = f" {len(what.held)} held already." if what.held else ""
    console().print(escape(f"Added to {path}: {', '.join(parts)}.{held}"))


def quote(passage: "Passage") -> str:
    """Return words on one line, cut where they are long."""
    return f"“{short(passage.words.quote)}”"


def short(words: str) -> str:
    """Return words on one line, cut where they are long."""
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 3]}..."


def cite(source: "Source", *, more: int = 0) -> str:
    """Return which article it is, and how many others tell the same."""
    others = more + source.copies
    name = source.outlet or short(source.title)[:40] or source.sha256[:12]
    tail = f" and {others} more" if others else ""
    return f"{name}, {source.published or 'undated'}{tail}"


def _print(title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        console().print(table(title, columns, rows))
    else:
        console().print(
            escape(f"{title}: nothing." if title else "Nothing in the dossier on that.")
        )
