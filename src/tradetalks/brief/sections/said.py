"""Section 2: what the article, or the deal, says."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from tradetalks.brief.assumed import assumed_in_all
from tradetalks.brief.blocks import (
    Block,
    ClaimGroup,
    Claims,
    Paragraph,
    Points,
    Section,
    Texts,
    words,
)
from tradetalks.brief.blocs import merged_codes
from tradetalks.brief.checks import checks
from tradetalks.brief.claims import speaker_name
from tradetalks.brief.findings import Findings
from tradetalks.dossier.forecast import forecast
from tradetalks.dossier.items import SpeakerKind, Status
from tradetalks.dossier.record import Record
from tradetalks.policy.claim_check import Checked
from tradetalks.policy.deal import Concession, Deal
from tradetalks.policy.words import joined, spoken_date

PAST_TALKS = "past-talks"
"""Id of the source of what past talks came to."""

NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.GOVERNMENT})
"""Sources whose name keeps its capital inside a sentence."""
OFFICIAL = frozenset({SpeakerKind.PERSON, SpeakerKind.GOVERNMENT, SpeakerKind.OFFICIALS})
"""Sources that may speak for a government; a person may also be a private one."""


def article_section(
    findings: Findings,
    record: Record,
    groups: Sequence[ClaimGroup],
    checked: Sequence[Checked],
) -> Section:
    """Return the claims with their words, and what was assumed where the article is silent.

    Args:
        findings: What the model answered.
        record: What the article says.
        groups: Its claims, by sort.
        checked: Those that can be set beside what is known here.
    """
    near = forecast(record, on=findings.talks.as_of)
    beside = checks(record, checked, economy_name=findings.known_name)
    blocks: list[Block] = [
        Paragraph(sentences=words(_where_talks_stand(findings, record))),
        Paragraph(sentences=words(*near.words), origins=(PAST_TALKS,) if near.rates else ()),
        *((beside,) if beside else ()),
        Claims(groups=tuple(groups)),
        _assumed(findings),
    ]
    return Section(id="article-says", title="What the article says", blocks=tuple(blocks))


def deal_section(findings: Findings, deal: Deal) -> Section:
    """Return the terms of a deal file and what was assumed about them."""
    if not deal.concessions:
        return _talks_section(findings, deal)
    sources = "; ".join(
        ", ".join(
            part for part in (s.title, s.published and spoken_date(s.published), s.link) if part
        )
        for s in deal.sources
    )
    lead = f"The deal “{deal.title}” is {deal.status}."
    cited = f"Its terms are taken from: {sources}." if sources else "Its file names no source."
    blocks: tuple[Block, ...] = (
        Paragraph(sentences=words(*filter(None, (lead, cited, deal.note)))),
        Texts(
            id="terms",
            title="The terms",
            columns=("Who concedes", "To", "Sectors", "What changes"),
            rows=_terms(findings, deal),
        ),
        _assumed(findings),
    )
    return Section(id="article-says", title="What the deal says", blocks=blocks)


def _talks_section(findings: Findings, deal: Deal) -> Section:
    """Return what a talks file says that fixes nothing: its room has a section of its own."""
    lead = (
        f"The talks “{deal.title}” are at the stage “{deal.status}”. Nothing is fixed yet; what "
        "each side can set, and the sources of that, stand with the terms found below."
    )
    assumed = (_assumed(findings),) if assumed_in_all(findings) else ()
    told = Paragraph(sentences=words(*filter(None, (lead, deal.note))))
    return Section(id="article-says", title="What the talks say", blocks=(told, *assumed))


def _where_talks_stand(findings: Findings, record: Record) -> str:
    parties = joined([findings.called(code) for code in findings.talks.parties])
    current = [status for status in record.own_statuses if status.current]
    if not current:
        return f"The article is about {parties}; it does not say how far their talks have come."
    return f"The article is about {parties}. {_stages(findings, current)}"


def _stages(findings: Findings, statuses: Sequence[Status]) -> str:
    """Say at which stage the talks are put, by whom and how firmly, and who is not heard."""
    by_stage: dict[str, list[str]] = {}
    for status in statuses:
        who = speaker_name(status.speaker, findings.known_name)
        if status.speaker.kind not in NAMED:
            who = who[:1].lower() + who[1:]
        told = f"{who} ({'as hoped or expected' if status.hedged else 'as a fact'})"
        by_stage.setdefault(status.stage.value, []).append(told)
    lines = [
        f"The talks are put at the stage “{stage}” by {joined(list(dict.fromkeys(told)))}."
        for stage, told in by_stage.items()
    ]
    official = {status.speaker.kind for status in statuses} & OFFICIAL
    return " ".join(lines if official else [*lines, "No government is quoted for that."])


def _assumed(findings: Findings) -> Points:
    """Return what holds throughout; the table of scenarios has what holds in some."""
    return Points(
        title="What was assumed in every scenario", items=words(*assumed_in_all(findings))
    )


def _terms(findings: Findings, deal: Deal) -> tuple[tuple[str, ...], ...]:
    """Return one row for each concession of the file, whose members of a bloc are one giver."""
    givers: dict[Concession, list[str]] = {}
    for concession in deal.concessions:
        givers.setdefault(replace(concession, by=""), []).append(concession.by)
    named = partial(_named, findings, deal)
    return tuple((named(by), *_term(findings, shared, named)) for shared, by in givers.items())


def _named(findings: Findings, deal: Deal, codes: Sequence[str]) -> str:
    codes = merged_codes(codes, findings.world, among=deal.parties)
    return joined([findings.known_name(code) for code in codes])


def _term(
    findings: Findings, concession: Concession, named: Callable[[Sequence[str]], str]
) -> tuple[str, ...]:
    goods = [code for code in findings.world.sectors if code not in findings.world.services]
    covered = set(concession.sectors)
    sectors = (
        "all goods"
        if covered >= set(goods)
        else joined([findings.sector(code) for code in concession.sectors])
    )
    to = "every supplier" if concession.mfn else named(concession.to)
    note = f" ({concession.note})" if concession.note else ""
    on = f" (only the added duty “{concession.measure}”)" if concession.measure else ""
    steps = f", {concession.staging.sentence}" if concession.staging.sentence else ""
    return to, sectors, f"{concession.change.sentence}{on}{steps}{note}"
