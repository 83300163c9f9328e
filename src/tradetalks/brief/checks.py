"""What the article claims beside what is known here, as the brief prints it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tradetalks.brief.blocks import Check, Checks
from tradetalks.brief.claims import anchor_of, speaker_name
from tradetalks.dossier.items import OUTLET, MeasureKind, Span, Speaker
from tradetalks.dossier.periods import period_of
from tradetalks.dossier.record import Record
from tradetalks.policy.claim_check import Checked, Verdict
from tradetalks.policy.words import spoken_date, starting

MOST = 8
"""Claims that are printed; those that can be checked go first."""
LONGEST = 170
"""Characters of a quotation."""
ABOVE = "As above."
"""What stands where the same is known of the claim before."""
_ORDER = (Verdict.DIFFERS, Verdict.AGREES, Verdict.UNCHECKED)


def checks(
    record: Record, checked: Sequence[Checked], *, economy_name: Callable[[str], str]
) -> Checks | None:
    """Return the claims beside what is known, what can be checked first; None for none.

    Claims about how near the talks are always stand, before those of another sort that cannot be
    checked.
    """
    ranked = sorted(checked, key=lambda each: (_ORDER.index(each.verdict), each.status is None))
    if not ranked:
        return None

    def by(code: str) -> str:
        return economy_name(code) if code else ""

    rows = [_row(record, each, by) for each in ranked[:MOST]]
    return Checks(
        id="checked",
        title="What it claims, beside what is known here",
        rows=tuple(
            replace(row, known=ABOVE) if at and row.known == rows[at - 1].known else row
            for at, row in enumerate(rows)
        ),
        more=max(0, len(ranked) - MOST),
    )


def _row(record: Record, each: Checked, economy: Callable[[str], str]) -> Check:
    speaker = each.status.speaker if each.status else _speaker(record, each.span)
    return Check(
        words=_words(each),
        reading=_reading(each, economy),
        anchor=anchor_of(each.span),
        who=starting(speaker_name(speaker, economy)),
        when=_when(record, each),
        known=each.known,
        verdict=each.verdict.value,
    )


def _speaker(record: Record, span: Span) -> Speaker:
    """Return whose words a figure stands in."""
    for said in record.statements:
        if any(each.start <= span.start and span.end <= each.end for each in said.spans):
            return said.speaker
    return OUTLET


def _when(record: Record, each: Checked) -> str:
    article = record.article
    own = each.status.as_of if each.status else ""
    period = period_of(own) if own and own != article.day else None
    if period and period.first == period.last:
        return f"as of {spoken_date(period.first)}"
    if article.published is None:
        return "undated"
    return f"in the article of {spoken_date(article.published)}"


def _words(each: Checked) -> str:
    """Return a claim's words on one line; of a long sentence, those around the telling ones."""
    plain = " ".join(each.span.quote.split())
    if len(plain) <= LONGEST:
        return plain
    telling = " ".join(each.status.quote.split()) if each.status else plain[:1]
    at = max(0, plain.find(telling))
    start = max(0, min(at - LONGEST // 2, len(plain) - LONGEST))
    end = start + LONGEST
    head = "" if start == 0 else "… "
    tail = "" if end >= len(plain) else " …"
    kept = plain[start:end]
    kept = kept if not head else kept.partition(" ")[2]
    kept = kept if not tail else kept.rpartition(" ")[0]
    return f"{head}{kept}{tail}"


def _reading(each: Checked, economy: Callable[[str], str]) -> str:
    """Return what the words are taken to say, where they do not say it by themselves."""
    if each.status:
        return f"{each.status.stage}{', hedged' if each.status.hedged else ''}"
    if each.measure is None or each.measure.kind is not MeasureKind.TARIFF_RATE:
        return ""
    parts = [each.measure.time]
    parts += [f"by {economy(each.measure.by)}"] if each.measure.by else []
    parts += [f"on {economy(each.measure.on)}"] if each.measure.on else []
    return ", ".join(parts)
