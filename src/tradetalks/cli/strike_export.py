"""What the JSON of `strike` says it leaves out, and why; `bargain.showing` has the rule."""

from tradetalks.bargain.showing import Showing
from tradetalks.policy.words import joined

Withheld = dict[str, str]


def withheld(showing: Showing) -> list[Withheld]:
    """Return what is left out, and why; nothing where nobody keeps anything to itself."""
    if showing.open:
        return []
    said = [*ALWAYS]
    if not showing.terms:
        said.append(WITHOUT_TERMS)
    elif not showing.effects:
        said.append(ON_A_PRIVATE_BOUND)
    if not showing.effects:
        said.append(TELLING)
    who = joined(showing.private)
    return [{"field": field, "why": why.format(who=who)} for field, why in said]


ALWAYS = (
    (
        "sides: weight, objective, sensitive, wants, red_lines, fallback and gains of private ones",
        "The room of {who} is private.",
    ),
    ("lines: floor and ceiling of what a private side sets", "The room of {who} is private."),
    (
        "other_rules, frontier",
        "Terms by several rules, and the ends of the frontier, tell the fallback of {who}.",
    ),
    ("exchange, swaps", "Cuts are made from the fallback of {who} down to its floors."),
    (
        "terms: binding, ideal",
        "They follow from the weight, the aim and the fallback of {who}.",
    ),
    ("war, keeps", "The war is fought up to a ceiling that {who} keeps private."),
    ("chance", "Whether {who} signs hangs on its fallback."),
)
WITHOUT_TERMS = (
    "lines: rate, rests_on",
    "There are no terms that all would sign, and how near they come tells the fallback of {who}.",
)
ON_A_PRIVATE_BOUND = (
    "lines: some of rate and rests_on",
    "These rates rest on bounds that {who} keeps private.",
)
TELLING = (
    "economies, third_parties: gain, raised, reactions, pledges, gains of every side",
    "With the model and the other rates they would tell what is left out of the terms.",
)
