"""Section 8: what the brief cannot say, and the certificate of what it does say."""

from collections.abc import Sequence
from dataclasses import dataclass

from tradetalks.brief.blocks import Block, Points, Section, Texts, words
from tradetalks.brief.findings import DRAWS, SEED, Findings
from tradetalks.brief.sections.certainty import CLOSURES, elasticity_name
from tradetalks.brief.sections.ladder import third_parties

CANNOT = (
    "It says what the tariffs would do once trade has adjusted, not how long that takes or what it "
    "costs on the way.",
    "It prices tariffs. Investment, minerals, energy contracts, technology, security and aid "
    "itself are in the article's words but not in these numbers.",
    "It works with averages by sector: a single product can pay far more or less than its sector.",
    "Every economy has one kind of worker who moves freely between sectors: nothing here says who "
    "within a country gains.",
    "Firms do not enter or leave, technology does not change, and trade that is zero today stays "
    "zero.",
    "Its ranges show how far the answer hangs on trade elasticities and on the treatment of trade "
    "imbalances. Errors in the flows, the tariffs and the model itself would make them wider.",
)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What stands behind one scenario's central numbers, ready to print.

    Attributes:
        rung: Its title.
        residual: Largest residual of any block of equations, relative to world income.
        status: What became of the solve.
        steps: Evaluations of the system.
    """

    rung: str
    residual: float
    status: str
    steps: int


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What all central runs share.

    Attributes:
        world: Name of the world.
        fingerprint: Its hash.
        elasticity: The elasticity set in use.
        closure: How trade imbalances are closed.
        tolerance: What the solver had to reach.
        measures: Ids of the dated measures in force.
    """

    world: str
    fingerprint: str
    elasticity: str
    closure: str
    tolerance: float
    measures: tuple[str, ...]


UNANSWERED = "It does not say whether the deal will be signed, kept or answered by others."
SEARCHED = (
    "It looks for terms at the central elasticities alone: other ones would give other terms.",
    "What the sides want is what the talks file says. It does not say whether anybody will sign.",
)
"""What is left open where terms were searched for."""


def section(
    findings: Findings, ground: Ground, proofs: Sequence[Proof], *, searched: bool = False
) -> Section:
    """Return the limits, the notes of the world and the certificate.

    Args:
        findings: What the model answered.
        ground: What all central runs share.
        proofs: Their certificates.
        searched: Whether terms were searched for.
    """
    cannot = (*CANNOT, *(SEARCHED if searched else (UNANSWERED,)))
    blocks: tuple[Block, ...] = (
        Points(title="", items=words(*cannot)),
        Points(title="About the data", items=words(*_notes(findings))),
        _ground(findings, ground),
        _certificate(proofs, ground),
    )
    return Section(id="limits", title="What this cannot say", blocks=blocks)


def _notes(findings: Findings) -> tuple[str, ...]:
    """Return the notes of the world that concern this brief.

    A note that opens with the name of an economy is about that one; it is left out where no
    economy that it names is a party or stands in the tables. All other notes are general.
    """
    shown = {findings.name(c) for c in (*findings.talks.parties, *third_parties(findings))}

    def concerns(note: str) -> bool:
        plain = note.removeprefix("The ")
        about_one = any(plain.startswith(name) for name in findings.world.economy_names)
        return not about_one or any(name in note for name in shown)

    return tuple(note for note in findings.world.notes if concerns(note))


def _ground(findings: Findings, ground: Ground) -> Texts:
    rows = (
        ("World", f"{ground.world}, SHA-256 {ground.fingerprint[:16]}…"),
        ("Elasticities", f"{elasticity_name(ground.elasticity)} ({ground.elasticity})"),
        ("Trade imbalances", f"{CLOSURES.get(ground.closure, ground.closure)} ({ground.closure})"),
        ("Ranges", f"{DRAWS} draws, seed {SEED}, over {len(findings.world.elasticities)} sets"),
        ("Measures in force on the date", ", ".join(ground.measures) or "none"),
    )
    return Texts(id="ground", title="What every number rests on", columns=("", ""), rows=rows)


def _certificate(proofs: Sequence[Proof], ground: Ground) -> Texts:
    return Texts(
        id="certificate",
        title="Certificate of the central runs",
        columns=("Scenario", "Largest residual", "Outcome", "Steps"),
        rows=tuple(
            (proof.rung, f"{proof.residual:.1e}", proof.status, str(proof.steps))
            for proof in proofs
        ),
        note="Residuals are what is left of the model's equations, relative to world income; the "
        f"solver stops at {ground.tolerance:.0e} of each economy's own income. A run above it is "
        "not reported.",
    )
