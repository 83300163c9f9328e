"""Whose words they are: direct, reported and nested speech, one sentence each."""

import pytest

from tradetalks.dossier.items import SpeakerKind, Voice
from tradetalks.dossier.read import read

LEAD = (
    "Peru's trade minister, Ana Ríos, met the Indian commerce secretary, Sunil Rao, for trade "
    "talks in Lima.\n\n"
)


def said_in(text, voice):
    record = read(LEAD + text + "\n")
    return [
        (each.speaker.name, " ".join(each.content.split()))
        for each in record.statements
        if each.voice is voice and each.spans[0].start >= len(LEAD)
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We are close to a deal,” she said.", ["Ana Ríos"]),
        ("“We are close to a deal,” Rao added. “It is near.”", ["Sunil Rao", "Sunil Rao"]),
        ("“We are close,” Rao told reporters, “and it is near.”", ["Sunil Rao", "Sunil Rao"]),
        ("“We are close,” said Rao, “and it is near.”", ["Sunil Rao", "Sunil Rao"]),
        ("“We are close to a deal,” said an EU diplomat.", ["an EU diplomat"]),
        ("“We are close to a deal,” a Kenyan negotiator advised.", ["a Kenyan negotiator"]),
        (
            "“We are close to a deal,” said a US official who asked not to be named.",
            ["a US official"],
        ),
        (
            "“We are close to a deal,” said a director at the mining ministry.",
            ["a director at the mining ministry"],
        ),
        (
            "Two officials familiar with the talks were glad. “We are close,” one of them said.",
            ["Two officials familiar with the talks"],
        ),
        ("“It is a deal,” was the verdict of Ingrid Maas, who heads a club.", ["Ingrid Maas"]),
        ("“Patience is cheap”, as Rao likes to say.", ["Sunil Rao"]),
        ("The Prime Minister, who spoke last, called it “a deal to be proud of”.", [
            "The Prime Minister"]),
        ("The secretary was drier: “Nobody got everything.”", ["Sunil Rao"]),
        ("A planter in Piura put it like this: “They want my trees.”", ["A planter"]),
        ("The letter states that “the Union remains committed”.", ["The letter"]),
        ("Peru needs, in her words, “a few weeks, not years”.", ["Ana Ríos"]),
        ("The statement of the Chinese foreign ministry that it would “stir up calm waters” fell "
         "flat.", ["the Chinese foreign ministry"]),
        ("Peru, Rao replied, decides for itself “whom it invites to its house”.", ["Sunil Rao"]),
        ("A person who has seen the draft calls it “two pages of intentions”.", [
            "A person"]),
        ("The Lima office of Greenpeace called the pact “a blank cheque for mines”.", [
            "The Lima office of Greenpeace"]),
        ("“A text is a report,” said Colombia's environment minister, Irene Vélez.", [
            "Irene Vélez"]),
        ("“Whoever wins inherits it,” the regulator's chair, James Banda, said.", ["James Banda"]),
        ("Rao's Peruvian counterpart called it “a door that opens on Asia”.", ["Ana Ríos"]),
        ("Rao said the deal “is not dead at all”, even as Ríos warned: “patience has a price”.", [
            "Sunil Rao", "Ana Ríos"]),
        ("According to Carlo Dade of the Foundation, it is “more about signals”.", ["Carlo Dade"]),
        ("“We were promised talks,” complained Omar Khan, who sells rice. “Now it is May.”", [
            "Omar Khan", "Omar Khan"]),
        ("Peru put the chances of a deal at “better than even by far”.", ["Peru"]),
        ("A word such as “free and fair trade for all” is not a quotation of anybody.", []),
    ],
)  # fmt: skip
def test_a_quotation_has_its_speaker(text, speakers):
    assert [name for name, _ in said_in(text, Voice.SAID)] == speakers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Talks have slowed, three persons with knowledge of the matter said on Tuesday, though "
            "both governments denied that there was any deadlock.",
            [
                ("three persons with knowledge of the matter", "Talks have slowed"),
                ("both governments", "there was any deadlock"),
            ],
        ),
        (
            "Rao told a dinner in Delhi last week that a deal was near.",
            [("Sunil Rao", "a deal was near")],
        ),
        ("Rao said within the hour that it was over.", [("Sunil Rao", "it was over")]),
        (
            "Dr Ahmet Yıldız, who has advised Delhi, believes neither side will sign.",
            [("Ahmet Yıldız", "neither side will sign")],
        ),
        (
            "Omar Khan, who runs a mill in Lima and another in Cusco, waited with us all day. He "
            "added that India needed it more.",
            [("Omar Khan", "India needed it more")],
        ),
        (
            "France, whose government said that it would wait, sent nobody.",
            [("France", "it would wait, sent nobody")],
        ),
        (
            "The European Commission gave another account. It said that Lima had walked out.",
            [("European Commission", "Lima had walked out")],
        ),
        (
            "Officials on both sides describe the chapters as closed.",
            [("Officials on both sides", "the chapters as closed")],
        ),
        (
            "Vietnam’s foreign ministry said that it had not agreed.",
            [("Vietnam’s foreign ministry", "it had not agreed")],
        ),
    ],
)
def test_a_reported_clause_has_its_speaker(text, said):
    assert said_in(text, Voice.REPORTED) == said


def test_speech_within_speech_names_who_passes_it_on():
    record = read(LEAD + "Rao said that the Americans had promised that rates would fall.\n")
    inner = next(each for each in record.statements if each.through)
    assert (inner.speaker.name, inner.content) == ("Americans", "rates would fall")
    assert [through.name for through in inner.through] == ["Sunil Rao"]


def test_unnamed_sources_have_their_sort():
    record = read(LEAD + "“We wait,” said an EU diplomat.\n\n“We sell more,” said a steel firm.\n")
    kinds = [each.speaker.kind for each in record.statements]
    assert kinds == [SpeakerKind.OFFICIALS, SpeakerKind.BUSINESS]


def test_who_leaves_saying_so_is_who_the_sentence_is_about():
    found = said_in(
        "Peru's trade minister Ana Ríos met Sunil Rao on Friday, and came away saying that a deal "
        "between the two was close.",
        Voice.REPORTED,
    )
    assert ("Ana Ríos", "a deal between the two was close") in found


def test_whom_somebody_told_is_not_what_was_told():
    assert said_in("“We are close,” Rao told reporters after the meeting.", Voice.REPORTED) == []
    assert said_in("Rao told reporters the deal was near an end.", Voice.REPORTED) != []
