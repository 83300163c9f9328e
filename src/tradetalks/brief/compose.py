"""The document from its parts: subject, answers, sections, text."""

import re
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import tradetalks
from tradetalks.atlas.catalogue import origins_in
from tradetalks.atlas.load import load_world
from tradetalks.atlas.world import World
from tradetalks.brief.answers import Answers, ask
from tradetalks.brief.assumed import assumptions
from tradetalks.brief.blocks import Block, ClaimGroup, Masthead, Section, Segment
from tradetalks.brief.blocs import seated
from tradetalks.brief.cite import References, references
from tradetalks.brief.claims import claim_groups, segments, spans_of
from tradetalks.brief.facts import Fact
from tradetalks.brief.findings import Findings
from tradetalks.brief.method import methods
from tradetalks.brief.prose import Sentence, plain
from tradetalks.brief.render import Page, render
from tradetalks.brief.sections import (
    aid,
    annex,
    certainty,
    headline,
    ladder,
    limits,
    others,
    said,
    stake,
    terms,
)
from tradetalks.brief.sections.terms_room import room_lines
from tradetalks.brief.stages import Stopwatch
from tradetalks.brief.struck import Struck, struck_for, with_terms
from tradetalks.brief.subject import (
    ARTICLE_DATE,
    EVE,
    TODAY,
    RoomFiles,
    Subject,
    read_subject,
    require_scenarios,
)
from tradetalks.brief.terms import Terms
from tradetalks.origin import Origin
from tradetalks.policy.claim_check import Checked, check_claims
from tradetalks.policy.library_read import load_library
from tradetalks.policy.talks import Talks
from tradetalks.policy.words import spoken_date

PROJECT_PAGE = re.compile(r"\bdocs/[\w/-]+\.md\b")
"""A page of this project as its own files name it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Composed:
    """A finished document and what it was made from.

    Attributes:
        html: The document.
        title: Its title.
        talks: The scenarios.
        dated_by: Why it answers for its day.
        headline: The three sentences; a fourth where talks are settled.
        assumptions: What was assumed.
        facts: Every number.
    """

    html: str
    title: str
    talks: Talks
    dated_by: str
    headline: tuple[str, ...]
    assumptions: tuple[str, ...]
    facts: tuple[Fact, ...]


def compose(
    source: str | Path,
    *,
    as_of: date | None,
    world: str | Path,
    elasticities: str | None,
    parties: tuple[str, str] | None,
    room: RoomFiles,
    watch: Stopwatch,
) -> Composed:
    """Return the document for a source; arguments and errors are those of `write_brief`."""
    with watch.stage("loading the world"):
        at = load_world(world, elasticities=elasticities)
    with watch.stage("reading"):
        subject = read_subject(source, at, as_of=as_of, parties=parties, room=room)
    found: Struck | None = None
    if subject.negotiation is not None:
        with watch.stage("striking"):
            found = struck_for(at, subject, subject.negotiation)
        subject = with_terms(subject, found)
    checked = _checked(at, subject)
    table = seated(at, subject.talks)
    subject = replace(subject, talks=table.talks)
    require_scenarios(subject.talks)
    answers = ask(table.world, table.talks, watch=watch)
    struck = Terms(findings=answers.findings, struck=found) if found else None
    groups = _claims(answers.findings, subject)
    with watch.stage("drawing"):
        sections = _sections(answers, subject, groups, checked, struck)
        full = annex.blocks(answers.findings)
    with watch.stage("laying out"):
        page = _page(answers.findings, subject, (groups, checked), sections, full)
        html = render(page)
    return Composed(
        html=html,
        title=page.masthead.title,
        talks=subject.talks,
        dated_by=subject.dated_by,
        headline=tuple(plain(line) for line in headline.spoken(answers.findings, _more(struck))),
        assumptions=(*assumptions(answers.findings), *(room_lines(struck) if struck else ())),
        facts=tuple(answers.findings.facts),
    )


def _claims(findings: Findings, subject: Subject) -> tuple[ClaimGroup, ...]:
    if subject.record is None:
        return ()
    return claim_groups(
        subject.record, sector_name=findings.sector, economy_name=findings.known_name
    )


def _more(struck: Terms | None) -> tuple[Sentence, ...]:
    return terms.spoken(struck) if struck else ()


def _checked(world: World, subject: Subject) -> tuple[Checked, ...]:
    """Return the article's claims beside what the world and the library hold."""
    if subject.record is None:
        return ()
    base = subject.talks.rungs[0].schedule
    return check_claims(subject.record, world, base, load_library())


def _sections(
    answers: Answers,
    subject: Subject,
    groups: tuple[ClaimGroup, ...],
    checked: tuple[Checked, ...],
    struck: Terms | None,
) -> tuple[Section, ...]:
    """Return the eight sections in their order, and the terms where they were searched for."""
    findings = answers.findings
    if subject.record is not None:
        says = said.article_section(findings, subject.record, groups, checked)
    else:
        assert subject.deal is not None
        says = said.deal_section(findings, subject.deal)
    return (
        headline.section(findings, _more(struck)),
        says,
        stake.section(stake.Stake(findings=findings, base=findings.world, now=answers.now)),
        ladder.section(findings),
        *((terms.section(struck),) if struck else ()),
        aid.section(findings),
        others.section(findings, answers.balance),
        certainty.section(findings, answers.tried),
        limits.section(findings, answers.ground, answers.proofs, searched=struck is not None),
    )


def _page(
    findings: Findings,
    subject: Subject,
    claims: tuple[tuple[ClaimGroup, ...], tuple[Checked, ...]],
    sections: tuple[Section, ...],
    full: tuple[Block, ...],
) -> Page:
    article = subject.record.article if subject.record else None
    groups, checked = claims
    spans = [*spans_of(groups), *((each.span.start, each.span.end) for each in checked)]
    text: tuple[Segment, ...] = segments(article.text, spans) if article else ()
    return Page(
        masthead=_masthead(findings, subject),
        sections=sections,
        references=_references(
            findings, searched=subject.negotiation is not None, read=article is not None
        ),
        annex=full,
        article_title="The article" if article else "",
        article=text,
        version=tradetalks.__version__,
    )


def _masthead(findings: Findings, subject: Subject) -> Masthead:
    first, second = (findings.name(code) for code in findings.talks.parties)
    world = findings.world
    return Masthead(
        title=f"{first} and {findings.called(findings.talks.parties[1])}" if second else first,
        subtitle=_subtitle(subject),
        dated=_dated(subject),
        facts_line=f"Benchmark world “{world.name}”, flows of {world.year}: "
        f"{len(world.economies)} economies, {len(world.sectors)} sectors. Elasticities: "
        f"{certainty.elasticity_name(world.elasticity)}.",
    )


def _subtitle(subject: Subject) -> str:
    if subject.deal is not None:
        return subject.deal.title
    assert subject.record is not None
    article = subject.record.article
    parts = [f"On “{article.title}”" if article.title else "On an article without a title"]
    parts += [article.outlet] if article.outlet else []
    parts += [spoken_date(article.published)] if article.published else ["undated"]
    return ", ".join(parts)


def _dated(subject: Subject) -> str:
    why = {
        ARTICLE_DATE: "the article's own date",
        EVE: "the day before the deal was signed or applies",
        TODAY: "today, because the source has no date",
    }.get(subject.dated_by, "the day asked for")
    day = subject.talks.as_of
    told = f"As of {spoken_date(day)} ({why}). Nothing known later is used."
    published = subject.record.article.published if subject.record else None
    if published is not None and published > day:
        told += f" The article itself is later: {spoken_date(published)}."
    return told


def _for_readers(origin: Origin) -> Origin:
    """Return an origin whose words do not send the reader to files of this project."""
    changes = (PROJECT_PAGE.sub("the documentation of tradetalks", line) for line in origin.changes)
    return replace(origin, changes=tuple(changes))


def _references(findings: Findings, *, searched: bool, read: bool) -> References:
    with as_file(files("tradetalks.policy")) as policy, as_file(files("tradetalks.brief")) as own:
        measures = origins_in(policy / "library")
        drawn = origins_in(own / "data")
    with as_file(files("tradetalks.dossier")) as dossier:
        past = [o for o in origins_in(dossier / "data") if read and o.id == said.PAST_TALKS]
    sources: dict[str, Origin] = {
        origin.id: _for_readers(origin)
        for origin in (*findings.world.origins, *measures, *drawn, *past)
    }
    return references(
        tuple(sources.values()),
        methods(
            world=[origin.id for origin in findings.world.origins],
            measures=[origin.id for origin in measures],
            searched=searched,
        ),
    )
