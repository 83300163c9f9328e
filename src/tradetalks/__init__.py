"""An open trade-talks desk: read the news, weigh the deal, write the brief.

The public names load on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetalks.atlas.elasticity_files import read_covariance, read_draws
    from tradetalks.atlas.load import load_world
    from tradetalks.atlas.own.build import build_world
    from tradetalks.atlas.own.report import BuiltWorld
    from tradetalks.atlas.sources.arrays import LabelledArray
    from tradetalks.atlas.world import World
    from tradetalks.bargain.strike import Strike, strike
    from tradetalks.brief.write import Brief, write_brief
    from tradetalks.dossier.copies import CopyLink, find_copies
    from tradetalks.dossier.many import Attempt, read_many
    from tradetalks.dossier.read import read
    from tradetalks.dossier.record import Record
    from tradetalks.dossier.store import Dossier, open_dossier
    from tradetalks.errors import InputError, NoEquilibriumError, TradetalksError
    from tradetalks.model.closure import Closure
    from tradetalks.model.draws import Distribution, weigh_draws
    from tradetalks.model.equilibrium import Equilibrium, solve
    from tradetalks.model.gradient import Parameter, gradient, hessian_vector, jacobian
    from tradetalks.model.outcome import Outcome
    from tradetalks.model.path import DealPath, weigh_path
    from tradetalks.model.presets import preset
    from tradetalks.model.quantities import Quantities, measure
    from tradetalks.model.sampling import (
        ElasticityDraws,
        covariance_draws,
        given_draws,
        published_draws,
    )
    from tradetalks.model.sensitivity import Sensitivity, sensitivity
    from tradetalks.model.stages import Solver
    from tradetalks.model.structure import Structure
    from tradetalks.model.weigh import weigh
    from tradetalks.policy.deal import Deal
    from tradetalks.policy.load import load_deal
    from tradetalks.policy.load_talks import load_talks
    from tradetalks.policy.negotiation import Negotiation

__version__ = "0.1.0"

__all__ = [
    "Attempt",
    "Brief",
    "BuiltWorld",
    "Closure",
    "CopyLink",
    "Deal",
    "DealPath",
    "Distribution",
    "Dossier",
    "ElasticityDraws",
    "Equilibrium",
    "InputError",
    "LabelledArray",
    "Negotiation",
    "NoEquilibriumError",
    "Outcome",
    "Parameter",
    "Quantities",
    "Record",
    "Sensitivity",
    "Solver",
    "Strike",
    "Structure",
    "TradetalksError",
    "World",
    "build_world",
    "covariance_draws",
    "find_copies",
    "given_draws",
    "gradient",
    "hessian_vector",
    "jacobian",
    "load_deal",
    "load_talks",
    "load_world",
    "measure",
    "open_dossier",
    "preset",
    "published_draws",
    "read",
    "read_covariance",
    "read_draws",
    "read_many",
    "sensitivity",
    "solve",
    "strike",
    "weigh",
    "weigh_draws",
    "weigh_path",
    "write_brief",
]

_HOME = {
    "Attempt": "tradetalks.dossier.many",
    "Brief": "tradetalks.brief.write",
    "BuiltWorld": "tradetalks.atlas.own.report",
    "Closure": "tradetalks.model.closure",
    "CopyLink": "tradetalks.dossier.copies",
    "Deal": "tradetalks.policy.deal",
    "DealPath": "tradetalks.model.path",
    "Distribution": "tradetalks.model.draws",
    "Dossier": "tradetalks.dossier.store",
    "ElasticityDraws": "tradetalks.model.sampling",
    "Equilibrium": "tradetalks.model.equilibrium",
    "InputError": "tradetalks.errors",
    "LabelledArray": "tradetalks.atlas.sources.arrays",
    "Negotiation": "tradetalks.policy.negotiation",
    "NoEquilibriumError": "tradetalks.errors",
    "Outcome": "tradetalks.model.outcome",
    "Parameter": "tradetalks.model.gradient",
    "Quantities": "tradetalks.model.quantities",
    "Record": "tradetalks.dossier.record",
    "Sensitivity": "tradetalks.model.sensitivity",
    "Solver": "tradetalks.model.stages",
    "Strike": "tradetalks.bargain.strike",
    "Structure": "tradetalks.model.structure",
    "TradetalksError": "tradetalks.errors",
    "World": "tradetalks.atlas.world",
    "build_world": "tradetalks.atlas.own.build",
    "covariance_draws": "tradetalks.model.sampling",
    "find_copies": "tradetalks.dossier.copies",
    "given_draws": "tradetalks.model.sampling",
    "gradient": "tradetalks.model.gradient",
    "hessian_vector": "tradetalks.model.gradient",
    "jacobian": "tradetalks.model.gradient",
    "load_deal": "tradetalks.policy.load",
    "load_talks": "tradetalks.policy.load_talks",
    "load_world": "tradetalks.atlas.load",
    "measure": "tradetalks.model.quantities",
    "open_dossier": "tradetalks.dossier.store",
    "preset": "tradetalks.model.presets",
    "published_draws": "tradetalks.model.sampling",
    "read": "tradetalks.dossier.read",
    "read_covariance": "tradetalks.atlas.elasticity_files",
    "read_draws": "tradetalks.atlas.elasticity_files",
    "read_many": "tradetalks.dossier.many",
    "sensitivity": "tradetalks.model.sensitivity",
    "solve": "tradetalks.model.equilibrium",
    "strike": "tradetalks.bargain.strike",
    "weigh": "tradetalks.model.weigh",
    "weigh_draws": "tradetalks.model.draws",
    "weigh_path": "tradetalks.model.path",
    "write_brief": "tradetalks.brief.write",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'tradetalks' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
