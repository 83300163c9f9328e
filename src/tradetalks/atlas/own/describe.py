"""What one call assumed of output, sales at home and inputs, in words."""

from tradetalks.atlas.own.finish import Given
from tradetalks.atlas.own.output import Output
from tradetalks.atlas.own.technology import InputPurchases, Inputs, InputShares, Roundabout


def said_of_output(given: Given, output: Output, inputs: Inputs | None) -> tuple[str, ...]:
    """Return what the tables assumed, and what was assumed of them, one sentence each.

    Args:
        given: The tables.
        output: What was given of the size of economies.
        inputs: What was given of inputs.
    """
    of_gdp = () if given.gdp is None else given.gdp.assumed
    return tuple(
        dict.fromkeys(
            (
                *given.trade.assumed,
                *of_gdp,
                *_years(given),
                *(_of_home(given, output) if given.trade.domestic else _of_residual(output)),
                _of_inputs(inputs),
            )
        )
    )


def _years(given: Given) -> tuple[str, ...]:
    own = given.trade.year
    told = []
    if given.gdp is not None and given.gdp.year != own:
        told.append(f"Output is that of {given.gdp.year}, trade that of {own}.")
    others = sorted({table.year for table in given.tariffs} - {own})
    if others:
        listed = ", ".join(map(str, others))
        told.append(f"Tariffs are those of {listed}, trade that of {own}.")
    return tuple(told)


def _of_home(given: Given, output: Output) -> tuple[str, ...]:
    told = ["Sales at home are those that came with the trade; where there are none they are zero."]
    if output.gdp is not None:
        told.append("Output (GDP) was given, and only compared with: sales say what is made.")
    del given
    return tuple(told)


def _of_residual(output: Output) -> tuple[str, ...]:
    told = ["Sales at home are output less exports, and zero where exports exceed output."]
    if output.gdp is not None:
        told.append(
            "Value added is output at market prices (GDP) less tariff revenue; other taxes on"
            " products stay in it."
        )
    if output.value_added is not None and output.gdp is not None:
        told.append("The value added of sectors is their given share of that.")
    if isinstance(output.ratio, int | float):
        told.append(f"What producers sell is {output.ratio:g} times their value added, as given.")
    elif output.ratio is not None:
        told.append("What producers sell over their value added was given by economy and sector.")
    return tuple(told)


def _of_inputs(inputs: Inputs | None) -> str:
    if isinstance(inputs, Roundabout):
        return "Inputs are a bundle of everything, in the proportions of all spending at home."
    if isinstance(inputs, InputShares):
        return "Inputs are the given shares of what their users earn."
    if isinstance(inputs, InputPurchases):
        return "Inputs are the given purchases, in proportion to output where that is another."
    return "Nothing is bought as an input: all that producers earn is value added."
