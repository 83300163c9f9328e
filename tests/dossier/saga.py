"""The talks of two countries over three months, told by five outlets; the words are ours."""

from functools import cache

from tests.dossier.holding import told

_ARTICLES = (
    (
        "Harbour Wire",
        "2026-03-02",
        """Kenya and Norway open trade talks in Nairobi

Kenya's Trade Minister Amina Odhiambo met Norwegian Trade Minister Lars Helgesen in Nairobi on
Monday, and the two countries opened negotiations on a free trade agreement.

"We will publish our tariff offer by March 20, 2026," Odhiambo said.

A second round of talks is scheduled for April 2026 in Oslo. A joint committee meeting is planned
for 12 May 2026 in Mombasa. Norway charges a tariff of 12 percent on Kenyan cut flowers.
""",
    ),
    (
        "Fjord Post",
        "2026-03-21",
        """Kenya's tariff offer is out

Kenya published its tariff offer to Norway on Friday, as promised, a step in the trade talks
between Kenya and Norway.

Negotiations between Kenya and Norway are under way, the Kenyan trade ministry said.
""",
    ),
    (
        "Harbour Wire",
        "2026-04-14",
        """Kenya and Norway hold second round in Oslo

Kenya's Trade Minister Amina Odhiambo met Norwegian Trade Minister Lars Helgesen in Oslo on
Tuesday. The second round of talks was held there over two days.

"A trade agreement is close," Helgesen said.

The two countries are expected to sign the agreement in June 2026. A ministerial meeting is
scheduled for July 2026 in Bergen.
""",
    ),
    (
        "Savanna Daily",
        "2026-04-15",
        """Nairobi says trade talks with Norway have stalled

Trade talks between Kenya and Norway have stalled over fish, a spokesman for Kenya's trade
ministry said on Wednesday.

The joint committee meeting in Mombasa was postponed, the ministry said.
""",
    ),
    (
        "Fjord Post",
        "2026-06-18",
        """Kenya and Norway sign free trade agreement

Kenya and Norway signed a free trade agreement in Nairobi on Thursday. Norway will lower its
tariff on Kenyan cut flowers to 4 percent.

The agreement is expected to enter into force in January 2027.
""",
    ),
    (
        "Coast Echo",
        "2026-05-05",
        """Chile and Ghana explore a trade pact

Chile and Ghana held exploratory talks on a trade agreement in Accra on Tuesday. The next round of
talks between Chile and Ghana is scheduled for September 2026 in Santiago.
""",
    ),
)


@cache
def saga():
    """Return the readings, in the order of their dates but for the last."""
    return tuple(
        told(text, published=published, outlet=outlet) for outlet, published, text in _ARTICLES
    )
