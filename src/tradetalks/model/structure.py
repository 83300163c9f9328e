"""Which model it is: one option each for inputs, imbalances, labour, scale, margins and profits."""

from dataclasses import dataclass

from tradetalks.errors import StructureError
from tradetalks.model.closure import Closure
from tradetalks.model.inputs import FULL_INPUTS, FullInputs, Inputs, NoInputs, RoundaboutInputs
from tradetalks.model.labour import ElasticLabour
from tradetalks.model.margins import Margins
from tradetalks.model.profits import Profits
from tradetalks.model.scale import Scale


@dataclass(frozen=True, kw_only=True)
class Structure:
    """A model, composed of its options; `tradetalks.model.presets` names the published ones.

    Attributes:
        inputs: What producers buy from one another.
        imbalances: What happens to trade deficits.
        labour: How labour supply answers; None holds it fixed.
        scale: Economies of scale; None for constant returns.
        margins: What is earned where the good is bought, and how tariffs pass through; None for
            tariffs that reach the buyer in full.
        profits: A fixed set of firms that keep their profits; None for prices at cost.
        name: Of the preset it is; empty for one of one's own.

    Raises:
        StructureError: Options that make no economic sense together.
    """

    inputs: Inputs = FULL_INPUTS
    imbalances: Closure = Closure.SHARE
    labour: ElasticLabour | None = None
    scale: Scale | None = None
    margins: Margins | None = None
    profits: Profits | None = None
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "imbalances", Closure(self.imbalances))
        if self.profits and self.scale:
            raise StructureError(
                "profits of a fixed set of firms together with economies of scale, in which the "
                "number of firms grows with labour",
                remedy="Leave out one of `profits` and `scale`",
            )
        if self.profits and self.margins and self.margins.selection:
            raise StructureError(
                "profits of a fixed set of firms together with firms that enter and leave markets",
                remedy="Give the margins selection=False, or leave out `profits`",
            )

    @property
    def is_neoclassical(self) -> bool:
        """Whether prices are at cost, returns constant, labour fixed and all margins at the border.

        Only then is real income split into terms and volume of trade alone.
        """
        return not (self.labour or self.scale or self.margins or self.profits)

    @property
    def sentence(self) -> str:
        """The options in words, without a full stop; the name of the preset first."""
        inputs = {
            FullInputs: "inputs from all sectors",
            RoundaboutInputs: "one composite input",
            NoInputs: "no inputs",
        }[type(self.inputs)]
        options = (
            (self.labour, "elastic labour"),
            (self.scale, "economies of scale"),
            (self.margins, "margins at home"),
            (self.profits, "profits of a fixed set of firms"),
        )
        parts = [inputs, *(words for option, words in options if option is not None)]
        lead = f"{self.name}: " if self.name else ""
        return f"{lead}{', '.join(parts)}; imbalances {self.imbalances.value}"


DEFAULT_STRUCTURE = Structure()
