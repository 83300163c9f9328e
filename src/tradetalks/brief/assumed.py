"""What was assumed: of all scenarios alike, and of each one."""

from tradetalks.brief.findings import Findings
from tradetalks.policy.talks import Rung
from tradetalks.policy.words import joined


def assumed_in_all(findings: Findings) -> tuple[str, ...]:
    """Return what was assumed of the talks and of every scenario that changes something."""
    shared = (
        line for line, holds_in in _holds_in(findings).items() if _is_shared(findings, holds_in)
    )
    return tuple(dict.fromkeys((*findings.talks.assumptions, *shared)))


def assumed_in(findings: Findings, rung: Rung) -> tuple[str, ...]:
    """Return what was assumed of one scenario and does not hold for all."""
    general = set(assumed_in_all(findings))
    return tuple(dict.fromkeys(line for line in rung.assumptions if line not in general))


def assumptions(findings: Findings) -> tuple[str, ...]:
    """Return every assumption once; what holds in some scenarios only is said of those."""
    general = assumed_in_all(findings)
    own = (
        f"{joined([f'“{title}”' for title in titles])}: {line}"
        for line, titles in _holds_in(findings).items()
        if line not in general
    )
    return tuple(dict.fromkeys((*general, *own)))


def _holds_in(findings: Findings) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rung in findings.talks.rungs:
        for line in rung.assumptions:
            found.setdefault(line, []).append(rung.title)
    return found


def _is_shared(findings: Findings, titles: list[str]) -> bool:
    return len(titles) >= len(findings.rungs)
