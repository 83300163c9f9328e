"""Words that hand the floor to somebody: verbs of saying, "according to"."""

import re

# Verbs that report a clause or stand beside a quotation.
FINITE = (
    r"said|says|say|told|tells|adds|added|stated|states|announced|announces|declared|declares|"
    r"noted|notes|stressed|stresses|emphasi[sz]e[sd]|confirmed|confirms|insisted|insists|warned|"
    r"warns|claimed|claims|argued|argues|explained|explains|reported|predicted|predicts|remarked|"
    r"urged|urges|vowed|pledged|deny|denied|denies|acknowledged|observed|suggested|indicated|"
    r"indicates|believes?|expects?|expected|hopes?|hoped|heralded|characteri[sz]ed|described?|"
    r"describes|praised|reiterated|affirmed|reaffirmed|underlined|underscored|calls?|called|wrote|"
    r"writes?|written|promised|signal(?:led|ed)|thinks?|estimates?|estimated|caution(?:ed|s)|"
    r"tweeted|posted|asserted|concluded that|ruled out|rejected|dismissed|voiced|expressed|"
    r"conceded|admitted|contend(?:ed|s)?|read|reads|replied|replies|answered|answers|asked|asks|"
    r"complain(?:ed|s)?|joked|quipped|recall(?:ed|s)|advised|maintain(?:ed|s)|countered|"
    r"commented|reckons?|informed|assured|revealed|disclosed|mentioned|continued|hinted|retorted|"
    r"lamented|agreed that|protested that|objected|explain|fear(?:s|ed) that|welcomed|mused|"
    r"put it|puts it|summed up|concludes|went on|spoke of|speaks? of|likened|mocked|tell us|"
    r"testified|proclaimed|boasted|pleaded|conclude that|find(?:s)? that|found that|finds|"
    r"shows? that|showed that|"
    r"puts?(?= (?:the|its|their|his|her) (?:\w+ )?(?:chances?|odds|probability|likelihood|price|"
    r"cost|value|gains?|savings?)\b)"
)
PARTICIPLE = (
    r"saying|stating|adding|noting|stressing|warning|arguing|insisting|emphasi[sz]ing|telling|"
    r"explaining|confirming|calling|describing|announcing|characteri[sz]ing|writing|declaring|"
    r"replying|joking|asking|quoting"
)
CUE = re.compile(rf"\b(?:(?P<finite>{FINITE})|(?P<participle>{PARTICIPLE}))\b")
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|in the view of|as quoted by)\s+(?:the |a |an )?", re.I
)
# Verbs that report only with a clause after them; alone they are just events.
NEEDS_THAT = frozenset(
    {"read", "reads", "called", "call", "calls", "expected", "posted", "praised", "rejected",
     "dismissed", "asked", "asks", "answered", "answers", "informed", "assured", "written",
     "welcomed", "mentioned", "continued", "complain", "finds", "maintained", "deny", "recalled",
     "maintains", "advised", "objected", "concludes", "revealed", "disclosed", "hinted",
     "describe", "described", "describes", "likened", "mocked", "spoke of", "speak of",
     "speaks of", "put it", "puts it", "summed up", "went on", "expressed", "voiced", "replies"}
)  # fmt: skip
DENIAL = re.compile(r"den(?:y|ied|ies)|rejected|dismissed|ruled out")
# What stands between a subject and its verb: "has also", "later", "for his part".
AUXILIARIES = re.compile(
    r"(?:[ ,]+(?:has|had|have|also|later|then|once|again|just|already|still|even|himself|herself|"
    r"for (?:his|her|its) part|would|in turn|likes? to|would like to|\w+ly|did|does))*[ ,]*$"
)
