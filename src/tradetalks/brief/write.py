"""From an article or a deal to one self-contained document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tradetalks.brief.facts import Fact
from tradetalks.brief.output import replacing
from tradetalks.brief.stages import Progress, Stopwatch


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A brief that was written.

    Attributes:
        path: The HTML file.
        title: Its title: the parties.
        parties: Their codes.
        as_of: The day it answers for.
        dated_by: Why that day: "asked for", "the article's date" or "today".
        headline: The three sentences as they are read aloud; a fourth where talks are settled.
        rungs: Ids of the scenarios, the status quo first.
        assumptions: What was assumed, one sentence each.
        facts: Every number of the document, unrounded.
        timings: Wall-clock seconds by stage.
    """

    path: Path
    title: str
    parties: tuple[str, str]
    as_of: date
    dated_by: str
    headline: tuple[str, ...]
    rungs: tuple[str, ...]
    assumptions: tuple[str, ...]
    facts: tuple[Fact, ...]
    timings: Mapping[str, float]


def write_brief(
    source: str | Path,
    output: Path,
    *,
    as_of: date | None = None,
    world: str | Path = "default",
    elasticities: str | None = None,
    parties: tuple[str, str] | None = None,
    talks: str | Path | None = None,
    private: Sequence[str | Path] = (),
    progress: Progress | None = None,
) -> Brief:
    """Read an article, a deal or talks, weigh it and write the brief.

    Where the room of the sides is given, the brief has a section on the terms both could sign.

    Args:
        source: The path of an article (text, HTML, Markdown), of a deal or of talks (.toml), or
            the text of an article, which holds a line break.
        output: The HTML file; one that exists is replaced only once the new one is complete.
        as_of: The day to answer for; nothing known later is used. The article's date when not
            given, or today where it has none.
        world: A world that ships, or a file.
        elasticities: A published set of elasticities; the world's own choice when not given.
        parties: The codes of the two sides, where the article leaves them open.
        talks: The talks file that gives the sides room, where the source is not one itself.
        private: The private files of sides of the talks; nothing in them is printed.
        progress: Called with the name of each stage as it starts.

    Returns:
        What was written: its facts, sentences and timings.

    Raises:
        InputError: The source, the world, a code or the output path cannot be used.
        NoEquilibriumError: A central run found no equilibrium.
    """
    watch = Stopwatch(progress=progress)
    files = (source, world, *private, *([talks] if talks else []))
    read = [Path(name) for name in files if "\n" not in str(name)]
    with replacing(Path(output), keep=read) as draft:
        with watch.stage("loading the model"):
            from tradetalks.brief.compose import compose
            from tradetalks.brief.subject import RoomFiles
        made = compose(
            source,
            as_of=as_of,
            world=world,
            elasticities=elasticities,
            parties=parties,
            room=RoomFiles(talks=Path(talks) if talks else None, private=tuple(map(Path, private))),
            watch=watch,
        )
        with watch.stage("writing"):
            draft.write(made.html)
    return Brief(
        path=Path(output),
        title=made.title,
        parties=made.talks.parties,
        as_of=made.talks.as_of,
        dated_by=made.dated_by,
        headline=made.headline,
        rungs=tuple(rung.id for rung in made.talks.rungs),
        assumptions=made.assumptions,
        facts=made.facts,
        timings=dict(watch.seconds),
    )
