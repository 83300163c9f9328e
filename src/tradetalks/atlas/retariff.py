"""Put another tariff table into a world."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tradetalks.atlas.assemble import accounts
from tradetalks.atlas.check import check_world
from tradetalks.atlas.world import World
from tradetalks.errors import WorldError
from tradetalks.origin import Origin

Array = NDArray[np.float64]


def replace_tariffs(world: World, tariff: Array, *, origins: Sequence[Origin]) -> World:
    """Return the same trade under another benchmark tariff, every account balanced again.

    This corrects what the benchmark says was charged; it is not the effect of charging it, which
    `weigh` computes. Trade before tariff and output stay. Users take the same shares of each
    input; value added and final demand follow.

    Args:
        world: What to correct.
        tariff: Applied rates [exporter, importer, sector], fractions.
        origins: Sources of the new rates; they join those of the world.

    Raises:
        WorldError: The shape is another, or a rate is not a number above −1.
        IdentityError: With these rates a sector's inputs cost more than it earns.
    """
    if tariff.shape != world.tariff.shape:
        raise WorldError(
            f"tariffs have the shape {tariff.shape} where {world.tariff.shape} is needed"
        )
    flow = world.flow
    spent = np.where(world.expenditure > 0, world.expenditure, 1.0)
    use = world.input_share * world.output[:, None, :] / spent[:, :, None]
    spending = (flow * (1.0 + tariff)).sum(axis=0)
    blocks = accounts(flow, tariff, use * spending[:, :, None])
    made = (world.output > 0)[:, None, :]
    input_share = np.where(made, blocks.input_share, world.input_share)
    corrected = replace(
        world,
        spending=blocks.spending,
        tariff=np.asarray(tariff, dtype=np.float64),
        input_share=input_share,
        value_added_share=1.0 - input_share.sum(axis=1),
        final_share=blocks.final_share,
        origins=(*world.origins, *origins),
        notes=(*world.notes, "The tariffs of this world were replaced by its user."),
    )
    check_world(corrected)
    return corrected
