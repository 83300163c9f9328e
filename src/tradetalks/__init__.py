"""An open trade-talks desk: read the news, weigh the deal, write the brief.

The public names load on first use, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetalks.atlas.load import load_world
    from tradetalks.atlas.own.build import build_world
    from tradetalks.atlas.own.report import BuiltWorld
    from tradetalks.atlas.sources.arrays import LabelledArray
    from tradetalks.atlas.world import World
    from tradetalks.brief.write import Brief, write_brief
    from tradetalks.dossier.read import read
    from tradetalks.dossier.record import Record
    from tradetalks.errors import InputError, NoEquilibriumError, TradetalksError
    from tradetalks.model.outcome import Outcome
    from tradetalks.model.path import DealPath, weigh_path
    from tradetalks.model.weigh import weigh
    from tradetalks.policy.deal import Deal
    from tradetalks.policy.load import load_deal

__version__ = "0.1.0"

__all__ = [
    "Brief",
    "BuiltWorld",
    "Deal",
    "DealPath",
    "InputError",
    "LabelledArray",
    "NoEquilibriumError",
    "Outcome",
    "Record",
    "TradetalksError",
    "World",
    "build_world",
    "load_deal",
    "load_world",
    "read",
    "weigh",
    "weigh_path",
    "write_brief",
]

_HOME = {
    "Brief": "tradetalks.brief.write",
    "BuiltWorld": "tradetalks.atlas.own.report",
    "Deal": "tradetalks.policy.deal",
    "DealPath": "tradetalks.model.path",
    "InputError": "tradetalks.errors",
    "LabelledArray": "tradetalks.atlas.sources.arrays",
    "NoEquilibriumError": "tradetalks.errors",
    "Outcome": "tradetalks.model.outcome",
    "Record": "tradetalks.dossier.record",
    "TradetalksError": "tradetalks.errors",
    "World": "tradetalks.atlas.world",
    "build_world": "tradetalks.atlas.own.build",
    "load_deal": "tradetalks.policy.load",
    "load_world": "tradetalks.atlas.load",
    "read": "tradetalks.dossier.read",
    "weigh": "tradetalks.model.weigh",
    "weigh_path": "tradetalks.model.path",
    "write_brief": "tradetalks.brief.write",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'tradetalks' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
