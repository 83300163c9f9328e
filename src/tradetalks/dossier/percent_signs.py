"""The words beside a percentage that tell what it is of, as patterns."""

import re

ABOUT = (
    r"(?:(?:an?|the|about|around|some|up to|as much as|as little as|at least|at most|nearly|almost|"
    r"over|more than|less than|roughly|only|just|another|further|additional|extra|an estimated|"
    r"something like|well|far|below|under|above|between|from|flat|new|mere|whopping|combined|"
    r"minimum|maximum|average|of|or|to) )*"
)
DUTY = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|import tax(?:es)?|border tax(?:es)?)"
OTHER_TAX = re.compile(
    r"\b(?:sales tax|value[- ]added tax|VAT|GST|income tax|corporate tax|profits? tax|digital "
    r"(?:services )?(?:levy|levies|tax(?:es)?|dut(?:y|ies))|withholding|royalt(?:y|ies)|interest|"
    r"tax rate|excise|"
    r"discount|mortgage|coupon|yield)\b",
    re.I,
)
NOT_VERB = r"(?!(?:on|of|in|for|from|and|or|to|the|by|as|at|than|with|more|less|is|was|are)\b)"
DUTY_AFTER = re.compile(
    rf"^(?:[- ]|(?= of))(?:{NOT_VERB}[\w’'.-]+ ){{0,3}}?(?:{DUTY}|"
    rf"rates?(?! of growth))\b(?! (?:lines?|items?)\b)|"
    rf"^ (?:in|of) (?:[\w-]+ ){{0,2}}?(?:{DUTY}|protection)\b(?! lines)|^ ad valorem",
    re.I,
)
CUT_AFTER = re.compile(
    r"^[- ](?:tariff |duty |across-the-board |average )?(?:cuts?|reductions?|decreases?|off)\b|"
    r"^ (?:lower|higher) (?:tariffs?|dut(?:y|ies)|rate)\b",
    re.I,
)
OF = re.compile(
    r"^[,:]?(?: (?:is|are|was|were|will be|would be|being))? ?(?:of|part of|the part of|share of) "
    r"(?!duty\b|duties\b)",
    re.I,
)
COVERED = re.compile(
    r"^[,:]?(?: (?:is|are))? ?(?:part of |the part of |share of |of |in (?=[^.;]{0,25}lines))"
    r"(?:(?!(?:output|world|global|which|whom)\b)[\w’'.&-]+ ){0,5}?(?:tariff lines|lines|"
    r"products?|goods|items|exports?|imports?|"
    r"trade|shipments|categories|sales|what (?:\w+ ){1,5}(?:buys?|sells?|exports?|imports?|"
    r"ships?))\b",
    re.I,
)
FREED = re.compile(
    r"\b(?:cover\w*|eliminat\w+|remov\w+|scrap\w*|abolish\w*|liberali[sz]\w+|duty[- ]free|tariff"
    r"[- ]free|zero|frees?|freed|freeing|phas\w+ out|open\w*|subject to|exempt\w*|concession\w*|"
    r"preferen\w+|"
    r"appl(?:y|ies|ied) to|benefit\w*|enter\w*|levied|hit by|affect\w*|without duty|grant\w*|"
    r"holds? (?:good )?for|extend\w*|lift\w* (?:on|from)|drop\w* (?:tariffs|duties)|"
    r"cut\w* (?:tariffs|duties))\b",
    re.I,
)
LINES = re.compile(r"\b(?:tariff lines|product lines|of lines|of goods lines)\b", re.I)
MORE_AFTER = re.compile(
    r"^ (?:more|less|higher|lower|fewer|dearer|cheaper) (?:than|for|in|on|to|by)\b|^ fewer\b", re.I
)
GROWTH_AFTER = re.compile(
    r"^[- ](?:[\w-]+ )?(?:growth|rise|increase|drop|fall|decline|jump|surge|slump|gain|"
    r"contraction|expansion)\b|"
    r"^ (?:more|less|higher|lower|fewer|larger|smaller|above|below|up|down|faster|dearer|cheaper|"
    r"annually|"
    r"a year|a month|per year|per annum|year[- ]on|on the (?:year|month|week|day|previous)|"
    r"from a year|"
    r"from the (?:year|month)|compared|over the (?:year|same)|in the (?:first|second|third|"
    r"fourth|last) "
    r"(?:quarter|half|fiscal)|last year|this year)\b",
    re.I,
)
VERB = (
    r"(?:gr[eo]w|grows|grown|growing|ris(?:e|es|en|ing)|rose|fall(?:s|en|ing)?|fell|up|down|"
    r"increas\w+|"
    r"decreas\w+|dropp?\w*|jump\w*|declin\w+|shr[aiu]nk\w*|shrink\w*|surg\w+|expand\w*|climb\w*|"
    r"slump\w*|slid|slip\w*|"
    r"plung\w+|tumbl\w+|soar\w*|lift\w*|boost\w*|swell\w*|gain\w*|lost|los(?:e|es|ing)|add(?:s|"
    r"ed|ing)?|advanc\w+|contract\w*|"
    r"rais\w+|swollen|weaken\w*|strengthen\w*|appreciat\w+|depreciat\w+)"
)
CHANGED = re.compile(
    rf"(?<!make )(?<!makes )(?<!made )(?<!making )(?<!end )(?<!ends )\b{VERB} (?:\w+ly )?{ABOUT}$",
    re.I,
)
BY = re.compile(rf"\bby (?:(?:\w+ly|as much as) )?{ABOUT}$", re.I)
NOUN_OF = re.compile(
    rf"\b(?:growth|increases?|rises?|drops?|declines?|gains?|falls?|expansion|contraction|"
    rf"inflation)"
    rf"(?: rates?)? (?:of|at|to|was|is|reached|hit) {ABOUT}$|\binflation\b[^,;]{{0,20}}$",
    re.I,
)
FALLS = re.compile(
    r"\b(?:cut\w*|reduc\w+|lower\w*|slash\w*|trim\w*|halv\w+|decreas\w+|drop\w*|fall\w*|fell|"
    r"rais\w+|increas\w+|bring\w*|brought|shav\w+)\b",
    re.I,
)
PART = re.compile(
    r"\b(?:shares?|stakes?|majority|minority|odds|chances?|probability|likelihood|turnout|quorum|"
    r"fill(?:s|ed|ing)?|"
    r"account(?:s|ed|ing)? for|mak(?:es?|ing) up|made up|represent\w*|amount\w* to|own(?:s|ed|"
    r"ing)?|control\w*|"
    r"polls?|vot(?:e[sd]?|ers|ing)|approv\w+|support(?:ed)? (?:of|by)|backed by|local content|"
    r"value added|"
    r"ceiling for (?:staff|workers)|proportion|percentage of|unemployment|capacity|"
    r"utili[sz]ation|confidence|"
    r"respondents|surveyed|population|households)\b",
    re.I,
)
PART_AFTER = re.compile(
    r"^[- ](?:\w+[- ])?(?:stakes?|shares?|majority|minority|owned|ownership|chance|probability|"
    r"turnout|interest|"
    r"local content|content|domestic|local|regional|owner|likely|sure|certain|complete|done|"
    r"finished|ready|"
    r"full|filled|say|said|support|favou?r|approve|oppose|against|in favou?r)\b",
    re.I,
)
GIVEN = (
    r"(?:pay(?:s|ing)?|paid|fac(?:e|es|ed|ing)|charg(?:e|es|ed|ing)|lev(?:y|ies|ied|ying)|"
    r"impos(?:e|es|ed|ing)|"
    r"slapp?(?:s|ed|ing)?|tax(?:es|ed|ing)?|attract(?:s|ed)?|bear(?:s|ing)?|incur\w*|hit with|"
    r"struck with|threaten(?:s|ed) (?:with )?|"
    r"subject(?:ed)? to|cap(?:s|ped|ping)?(?: at)?|set(?:s|ting)?(?: at)?|put(?:s|ting)?(?: at)?|"
    r"fix(?:es|ed|ing)? at|"
    r"get(?:s|ting)?|got|stay(?:s|ed|ing)?(?: at)?|remain(?:s|ed)?(?: at)?|keep(?:s|"
    r"ing)?(?: at)?|kept(?: at)?|"
    r"stands? at|stood at|land(?:ed)? (?:at|on)|settl(?:e|ed) (?:at|for|on)|accept(?:s|ed)?|"
    r"enter\w* at|"
    r"admit\w* at|back to|down to|up to|goes (?:up |back )?to|went to|agreed (?:to|on)|"
    r"working towards|"
    r"name[sd]?|want(?:s|ed)?|expect(?:s|ed)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)? for|"
    r"offer(?:s|ed|ing)?|"
    r"drop(?:s|ped)?|scrap(?:s|ped)?|apply(?:ing)?|applies|applied)"
)
CHARGED = re.compile(
    rf"\b{GIVEN} (?:(?:for|at|us|them|it|its|our|their|his|back|now|still|already|currently|"
    rf"today|only) )*{ABOUT}$",
    re.I,
)
SURELY_CHARGED = re.compile(
    rf"\b(?:pay(?:s|ing)?|paid|fac(?:e|es|ed|ing)|charg(?:e|es|ed|ing)|lev(?:ied|ying)|"
    rf"slapp(?:ed|ing)|taxed|tax) "
    rf"(?:(?:us|them|it|now|still|already|currently|only|at) )*{ABOUT}$",
    re.I,
)
RATE_OF = re.compile(
    rf"\b(?:{DUTY}|rates?|baseline|floor|number|figure)\b(?: [\w’'-]+){{0,6}}? (?:of|at|is|was|"
    rf"are|were|stands at|to|from|be|"
    rf"becomes?|remains?|stays?|currently|exceed\w*|reach\w*|averag\w+|beyond|than) {ABOUT}$|"
    rf"\b(?:{DUTY}|rate|baseline)\W{{1,3}}{ABOUT}$",
    re.I,
)
NO_DUTY = re.compile(
    r"\b(?:growth|interest|policy|exchange|unemployment|inflation|success|approval|key|"
    r"lending) rate",
    re.I,
)
ON = re.compile(r"^ on (?!(?:the (?:year|month|week|day)|average|paper|top)\b)", re.I)
SPENT = re.compile(r"\b(?:spen[dt]\w*|sav(?:e[sd]?|ing)|return|interest|yield|loss|profit)\b", re.I)
LEVEL = re.compile(rf"\b(?:to|from|at|above|below|beyond|under|between) {ABOUT}$", re.I)

COUPLES = re.compile(
    r"^(?P<own>[^%.;:]{0,60}?)(?P<link>,? (?:and|or|to|but|then|versus|against|while|down from|"
    r"up from|from|instead of|"
    r"rather than|in place of|compared with|rising to|falling to|not)|,|\s?[-–/]|\n[^\n%]{0,60}\|)"
    r"(?P<rest>[^%.;:]{0,50})$",
    re.I,
)
BREAKS = re.compile(
    r"\b(?:grew|rose|fell|will|would|said|says|which|pay|face|invest\w*|accounts?|owns?|covers?|"
    r"lifts?|raise)\b",
    re.I,
)
