"""The documented JSON of each command (docs/reference/json.md); plain values only."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradetalks.atlas.world import Array, World
from tradetalks.cli.quotas import QUOTA_UNITS, quota_shape
from tradetalks.units import Unit

if TYPE_CHECKING:
    from tradetalks.atlas.build.from_icio import BuildReport
    from tradetalks.atlas.own.report import BuiltWorld
    from tradetalks.atlas.report import BalancingReport
    from tradetalks.brief.write import Brief
    from tradetalks.model.outcome import Outcome
    from tradetalks.model.path import DealPath
    from tradetalks.model.status import Certificate
    from tradetalks.policy.deal import Deal

Shape = dict[str, Any]

VERSION = 1

WEIGH_UNITS = {
    "real_income_hat": Unit.RATIO,
    "equivalent_variation": Unit.BILLION_USD,
    "exports_before": Unit.BILLION_USD,
    "exports_after": Unit.BILLION_USD,
    "imports_before": Unit.BILLION_USD,
    "imports_after": Unit.BILLION_USD,
    "revenue_before": Unit.BILLION_USD,
    "revenue_after": Unit.BILLION_USD,
    "quota_rent": Unit.BILLION_USD,
    "wage_hat": Unit.RATIO,
    "real_wage_hat": Unit.RATIO,
    "output_before": Unit.BILLION_USD,
    "output_after": Unit.BILLION_USD,
    "employment_hat": Unit.RATIO,
    "flow_before": Unit.BILLION_USD,
    "flow_after": Unit.BILLION_USD,
    "tariff_before": Unit.FRACTION,
    "tariff_after": Unit.FRACTION,
}
"""The unit of every number that `weigh --json` prints."""

BY_ECONOMY = (
    "real_income_hat",
    "equivalent_variation",
    "exports_before",
    "exports_after",
    "imports_before",
    "imports_after",
    "revenue_before",
    "revenue_after",
    "quota_rent",
    "wage_hat",
    "real_wage_hat",
)
PATH_UNITS = {
    "discount": Unit.FRACTION,
    "discount_factor": Unit.FRACTION,
    "average_rate": Unit.FRACTION,
    "average_rate_before": Unit.FRACTION,
    "real_income_hat": Unit.RATIO,
    "equivalent_variation": Unit.BILLION_USD,
    "present_value": Unit.BILLION_USD_TOGETHER,
    "equal_yearly": Unit.BILLION_USD,
    "afterwards": Unit.BILLION_USD_TOGETHER,
    "for_ever": Unit.BILLION_USD_TOGETHER,
}
"""The unit of every number that `weigh --path --json` prints."""

BY_SECTOR = ("output_before", "output_after", "employment_hat")
BY_FLOW = ("flow_before", "flow_after", "tariff_before", "tariff_after")


def dump(shape: Shape) -> str:
    """Return a shape as JSON text; a number that is not finite is an error, never 'NaN'."""
    plain = (sys.stdout.encoding or "").casefold().replace("-", "") != "utf8"
    return json.dumps(shape, ensure_ascii=plain, indent=1, allow_nan=False)


def outcome_shape(outcome: "Outcome", deal: "Deal", *, sectors: bool, flows: bool) -> Shape:
    """Return `weigh`'s answer; sectors and bilateral flows on request."""
    named = zip(outcome.economies, outcome.world.economy_names, strict=True)
    shape: Shape = {
        "schema": f"tradetalks/weigh/{VERSION}",
        "deal": deal_shape(deal),
        "on": str(outcome.on),
        "known": str(outcome.known),
        "units": {name: unit.value for name, unit in WEIGH_UNITS.items()},
        "economies": [
            {"code": code, "name": name} | _row(outcome, BY_ECONOMY, i)
            for i, (code, name) in enumerate(named)
        ],
        "quota_units": {name: unit.value for name, unit in QUOTA_UNITS.items()},
        "quotas": [quota_shape(fill) for fill in outcome.quotas],
        "assumptions": list(outcome.assumptions),
        "certificate": certificate_shape(outcome.certificate),
        "baseline_certificate": certificate_shape(outcome.baseline),
    }
    if sectors:
        shape["sectors"] = _table(outcome, BY_SECTOR, ("economy", "sector"))
    if flows:
        shape["flows"] = _table(outcome, BY_FLOW, ("exporter", "importer", "sector"))
    return shape


def deal_shape(deal: "Deal") -> Shape:
    """Return which deal it is."""
    return {"title": deal.title, "parties": list(deal.parties), "path": deal.path}


def path_shape(path: "DealPath") -> Shape:
    """Return the answer of `weigh --path`: every year, then what they are worth together."""
    deal, first = path.deal, path.years[0].outcome
    totals = {
        name: getattr(path, name)
        for name in ("present_value", "equal_yearly", "afterwards", "for_ever")
    }
    named = zip(path.economies, path.world.economy_names, strict=True)
    return {
        "schema": f"tradetalks/weigh-path/{VERSION}",
        "deal": deal_shape(deal),
        "on": str(first.on),
        "known": str(first.known),
        "discount": path.discount,
        "last_change": path.last_change,
        "units": {name: unit.value for name, unit in PATH_UNITS.items()},
        "quota_units": {name: unit.value for name, unit in QUOTA_UNITS.items()},
        "sides": [
            {"code": code, "average_rate_before": or_null(path.average_rate_before[i])}
            for i, code in enumerate(path.sides)
        ],
        "years": [_year_shape(path, at) for at in range(len(path.years))],
        "totals": [
            {"code": code, "name": name}
            | {key: None if total is None else float(total[i]) for key, total in totals.items()}
            for i, (code, name) in enumerate(named)
        ],
        "assumptions": list(path.assumptions),
        "baseline_certificate": certificate_shape(first.baseline),
    }


def _year_shape(path: "DealPath", at: int) -> Shape:
    year = path.years[at]
    return {
        "year": year.year,
        "begins": str(year.begins),
        "discount_factor": float(path.factors[at]),
        "sides": [
            {
                "code": code,
                "average_rate": or_null(path.average_rate[at, i]),
                "equivalent_variation": float(path.side_worth[at, i]),
            }
            for i, code in enumerate(path.sides)
        ],
        "economies": [
            {
                "code": code,
                "real_income_hat": float(path.real_income_hat[at, i]),
                "equivalent_variation": float(path.worth[at, i]),
            }
            for i, code in enumerate(path.economies)
        ],
        "quotas": [quota_shape(fill) for fill in year.outcome.quotas],
        "certificate": certificate_shape(year.outcome.certificate),
    }


def or_null(value: float) -> float | None:
    """Return a number, or None where it is none."""
    return None if isnan(value) else float(value)


def certificate_shape(certificate: "Certificate") -> Shape:
    """Return what stands behind an answer; residuals are relative to world income."""
    residuals = certificate.residuals
    return {
        "largest_residual": certificate.residual,
        "residuals": {
            "price": residuals.price,
            "spending": residuals.spending,
            "clearing": residuals.clearing,
            "labour": residuals.labour,
            "balance": residuals.balance,
        },
        "largest_relative_to_own_income": residuals.own,
        "tolerance": certificate.tolerance,
        "status": certificate.status.verdict.value,
        "sentence": certificate.status.sentence,
        "structure": certificate.structure.sentence,
        "closure": certificate.closure.value,
        "world": certificate.world,
        "fingerprint": certificate.fingerprint,
        "elasticities": certificate.elasticity,
        "steps": certificate.steps,
        "seconds": certificate.seconds,
    }


def world_shape(world: World) -> Shape:
    """Return what `atlas` lists."""
    return {
        "schema": f"tradetalks/atlas/{VERSION}",
        "world": world.name,
        "year": world.year,
        "fingerprint": world.fingerprint,
        "economies": [
            {"code": code, "name": name, "value_added": value}
            for code, name, value in zip(
                world.economies, world.economy_names, _numbers(world.value_added), strict=True
            )
        ],
        "sectors": [
            {"code": code, "name": name, "services": code in world.services}
            for code, name in zip(world.sectors, world.sector_names, strict=True)
        ],
        "units": {"value_added": Unit.BILLION_USD.value},
        "elasticities": {
            name: dict(zip(world.sectors, _numbers(theta), strict=True))
            for name, theta in world.elasticities.items()
        },
        "elasticity_in_use": world.elasticity,
        "sources": [origin.as_dict() for origin in world.origins],
        "notes": list(world.notes),
    }


def report_shape(report: "BalancingReport") -> Shape:
    """Return what balancing moved in the default world, by economy, and the tariff repairs."""
    return {"schema": f"tradetalks/atlas-report/{VERSION}"} | asdict(report)


def built_shape(world: World, report: "BuildReport", output: Path) -> Shape:
    """Return what `atlas build` made, and what it had to assume."""
    return {
        "schema": f"tradetalks/atlas-build/{VERSION}",
        "path": str(output),
        "world": world.name,
        "fingerprint": world.fingerprint,
        "report": asdict(report),
    }


def own_shape(built: "BuiltWorld", output: Path) -> Shape:
    """Return what `atlas build` made of trade, and what was assumed, moved and left out."""
    return {
        "schema": f"tradetalks/atlas-own/{VERSION}",
        "path": str(output),
        "world": built.world.name,
        "fingerprint": built.world.fingerprint,
        "report": asdict(built.report),
    }


def brief_shape(brief: "Brief") -> Shape:
    """Return the sentences and every number of a brief."""
    return {
        "schema": f"tradetalks/brief/{VERSION}",
        "path": str(brief.path),
        "title": brief.title,
        "parties": list(brief.parties),
        "as_of": brief.as_of.isoformat(),
        "dated_by": brief.dated_by,
        "headline": list(brief.headline),
        "rungs": list(brief.rungs),
        "assumptions": list(brief.assumptions),
        "facts": [
            {
                "id": fact.id,
                "label": fact.label,
                "value": fact.value,
                "unit": fact.unit.value,
                "low": fact.low,
                "high": fact.high,
                "rung": fact.rung,
                "origins": list(fact.origins),
            }
            for fact in brief.facts
        ],
        "timings": dict(brief.timings),
    }


def _row(outcome: "Outcome", names: Sequence[str], at: int | tuple[int, ...]) -> Shape:
    return {name: float(getattr(outcome, name)[at]) for name in names}


def _table(outcome: "Outcome", names: Sequence[str], axes: Sequence[str]) -> Shape:
    """Return arrays by name with the codes of their axes: far smaller than one record a cell."""
    codes = {
        axis: list(outcome.sectors if axis == "sector" else outcome.economies) for axis in axes
    }
    return {"axes": list(axes), "codes": codes} | {
        name: getattr(outcome, name).tolist() for name in names
    }


def _numbers(values: Array) -> list[float]:
    return [float(value) for value in values]
