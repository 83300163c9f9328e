"""Bars and dots with ranges, laid out in pixels: small multiples over one list of names.

Only positions are made here; the template draws them, so that every word is escaped in one place
and nothing has to be loaded or converted. Titles and sources stand in the document's caption.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from tradetalks.brief.figures import grouped

GAIN, LOSS, THIRD = "#0072B2", "#D55E00", "#009E73"
"""Okabe and Ito's blue, vermilion and bluish green, told apart by every common colour vision."""
WIDTH = 660.0
"""Pixels: the text width of an A4 page at 96 to the inch."""
LABELS = 186.0
"""Pixels kept for the names at the left."""
LETTER = 6.3
"""Pixels: a generous mean width of a letter at 12 pixels."""
GAP, EDGE, TOP, HEAD, LEGEND, FOOT = 52.0, 20.0, 6.0, 24.0, 24.0, 40.0
DIGIT = 5.8
"""Pixels: mean width of a digit of the axis at 11 pixels."""
APART = 8.0
"""Pixels kept free between two numbers of one axis."""
LINE = 13.0
"""Pixels from one line of a name to the next."""
AIR = 9.0
"""Pixels between a name of two lines and the next name."""
TICKS = 5
LEAST_SPAN = 1e-12
"""A chart whose numbers span less shows nothing: its axis runs from 0 to 1."""
SHAPES = ("circle", "diamond", "square")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One bar or one dot with its range.

    Attributes:
        label: The name at the left.
        value: Where it lies, in the unit the axis prints.
        low: Left end of the range, or None.
        high: Right end of the range, or None.
        panel: Which small multiple it belongs to.
        group: Told apart by shape and colour inside a panel; empty colours by sign instead.
        fact: Id of the fact it shows.
        draws: The draws that the range is of, each a thin line above it.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    panel: str = ""
    group: str = ""
    fact: str = ""
    draws: Sequence[float] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Small multiples side by side over the same names.

    Attributes:
        marks: What is drawn; names, panels and groups keep the order of their first mark.
        axis: The unit, printed under each panel.
        bars: Whether values are bars from zero; dots otherwise.
        step: Pixels from one name to the next, more where a name takes two lines.
    """

    marks: Sequence[Mark]
    axis: str
    bars: bool = False
    step: float = 19.0


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One grid line and its label, which is empty where it would touch another."""

    x: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One mark in pixels: the value at `x`, zero at `zero`, the range from `left` to `right`.

    Its draws stand at `draws`.
    """

    x: float
    y: float
    zero: float
    left: float | None
    right: float | None
    colour: str
    shape: str
    fact: str
    draws: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One small multiple: its frame from `left` to `right`, its grid and its marks."""

    title: str
    left: float
    right: float
    zero: float
    ticks: tuple[Tick, ...]
    marks: tuple[Placed, ...]


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name at the left, in one or two lines, and the middle of its row."""

    lines: tuple[str, ...]
    y: float


@dataclass(frozen=True, kw_only=True)
class Key:
    """One entry of the legend."""

    x: float
    text: str
    colour: str
    shape: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart in pixels, ready for the template."""

    height: float
    top: float
    bottom: float
    axis: str
    bars: bool
    names: tuple[Name, ...]
    panels: tuple[Panel, ...]
    keys: tuple[Key, ...]
    labels: float = LABELS
    width: float = WIDTH


def lay_out(chart: Chart) -> Drawing:
    """Return the chart in pixels."""
    labels, panels, groups = (
        tuple(dict.fromkeys(getattr(mark, axis) for mark in chart.marks))
        for axis in ("label", "panel", "group")
    )
    named, grouped_marks = panels != ("",), groups != ("",)
    top = TOP + (LEGEND if grouped_marks else 0.0) + (HEAD if named else 0.0)
    names = {label: folded(label) for label in labels}
    most = max(len(lines) for lines in names.values())
    step = chart.step if most == 1 else max(chart.step, LINE * most + AIR)
    bottom = top + step * len(labels)
    rows = {label: top + step * (place + 0.5) for place, label in enumerate(labels)}
    across = (WIDTH - LABELS - EDGE - GAP * (len(panels) - 1)) / len(panels)
    return Drawing(
        height=bottom + FOOT,
        top=top,
        bottom=bottom,
        axis=chart.axis,
        bars=chart.bars,
        names=tuple(Name(lines=names[label], y=y) for label, y in rows.items()),
        panels=tuple(
            _panel(
                [mark for mark in chart.marks if mark.panel == title],
                title=title,
                left=LABELS + place * (across + GAP),
                across=across,
                rows=rows,
                groups=groups,
            )
            for place, title in enumerate(panels)
        ),
        keys=_keys(groups) if grouped_marks else (),
    )


def _panel(
    marks: Sequence[Mark],
    *,
    title: str,
    left: float,
    across: float,
    rows: dict[str, float],
    groups: tuple[str, ...],
) -> Panel:
    ends = [
        end
        for mark in marks
        for end in (mark.value, mark.low, mark.high, *mark.draws)
        if end is not None
    ]
    steps = nice_steps(min(0.0, *ends), max(0.0, *ends))
    start, span = steps[0], steps[-1] - steps[0]

    def at(value: float) -> float:
        return left + across * (value - start) / span

    decimals = max(0, -floor(log10(steps[1] - steps[0]) + 1e-9))
    return Panel(
        title=title,
        left=left,
        right=left + across,
        zero=at(0.0),
        ticks=_ticks([(at(step), grouped(step, decimals)) for step in steps], zero=at(0.0)),
        marks=tuple(
            Placed(
                x=at(mark.value),
                y=rows[mark.label],
                zero=at(0.0),
                left=None if mark.low is None else at(mark.low),
                right=None if mark.high is None else at(mark.high),
                colour=_colour(mark, groups),
                shape=SHAPES[groups.index(mark.group)],
                fact=mark.fact,
                draws=tuple(at(draw) for draw in mark.draws),
            )
            for mark in marks
        ),
    )


def _ticks(lines: Sequence[tuple[float, str]], *, zero: float) -> tuple[Tick, ...]:
    """Return grid lines, of which every so many, counted from zero, has its number."""
    pixels = lines[1][0] - lines[0][0]
    widest = DIGIT * max(len(text) for _, text in lines) + APART
    every = max(1, ceil(widest / pixels - 1e-9))
    return tuple(
        Tick(x=x, text=text if round((x - zero) / pixels) % every == 0 else "") for x, text in lines
    )


def _colour(mark: Mark, groups: tuple[str, ...]) -> str:
    if mark.group:
        return (GAIN, LOSS, THIRD)[groups.index(mark.group)]
    return GAIN if mark.value >= 0 else LOSS


def _keys(groups: tuple[str, ...]) -> tuple[Key, ...]:
    keys, x = [], LABELS + 6.0
    for place, text in enumerate(groups):
        keys.append(Key(x=x, text=text, colour=(GAIN, LOSS, THIRD)[place], shape=SHAPES[place]))
        x += LETTER * len(text) + 34.0
    return tuple(keys)


def nice_steps(low: float, high: float) -> tuple[float, ...]:
    """Return about five round numbers that reach from at most `low` to at least `high`.

    Args:
        low: Zero or below.
        high: Zero or above.
    """
    span = high - low
    if span < LEAST_SPAN:
        return (0.0, 1.0)
    rough = span / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(place * step for place in range(first, max(last, first + 1) + 1))


def folded(label: str) -> tuple[str, ...]:
    """Return a name in one line, or in two where one would run out of its space."""
    if LETTER * len(label) <= LABELS - 12.0 or " " not in label:
        return (label,)
    spaces = [place for place, letter in enumerate(label) if letter == " "]
    middle = min(spaces, key=lambda place: abs(place - len(label) / 2))
    return label[:middle], label[middle + 1 :]
