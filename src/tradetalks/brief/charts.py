"""Bars and dots with ranges, described in Vega-Lite and drawn to SVG without a browser.

The specifications are plain dictionaries: they hold data and design only. Titles, units and
sources stand in the document's own caption, where they can be read aloud, wrapped and cited.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

GAIN, LOSS, NEUTRAL, INK, SOFT = "#0072B2", "#D55E00", "#5F6B76", "#1B1F23", "#D5DAE0"
SECOND = "#009E73"
"""Okabe and Ito's blue, vermilion and bluish green, told apart by every common colour vision."""

FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
WIDTH = 660
"""Pixels: the text width of an A4 page at 96 to the inch."""
LABELS = 178
"""Pixels kept for the names at the left."""
GAP = 22
Spec = dict[str, Any]


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
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    panel: str = ""
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Small multiples side by side over the same names.

    Attributes:
        marks: What is drawn; the names keep the order of their first mark.
        axis: The unit, printed under each panel.
        bars: Whether values are bars from zero; dots otherwise.
        shared: Whether all panels have one scale.
        step: Pixels from one name to the next.
    """

    marks: Sequence[Mark]
    axis: str
    bars: bool = False
    shared: bool = False
    step: int = 19


def specification(chart: Chart) -> Spec:
    """Return the Vega-Lite description of a chart."""
    panels = list(dict.fromkeys(mark.panel for mark in chart.marks))
    width = (WIDTH - LABELS - GAP * (len(panels) - 1)) / len(panels)
    views = [_panel(chart, name, width, first=name == panels[0]) for name in panels]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "hconcat": views,
        "spacing": GAP,
        "resolve": {"scale": {"x": "shared" if chart.shared else "independent"}},
        "config": _config(),
    }


def _panel(chart: Chart, name: str, width: float, *, first: bool) -> Spec:
    marks = [mark for mark in chart.marks if mark.panel == name]
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))
    layers = [_zero_line(), *([_range_layer()] if any(m.low is not None for m in marks) else [])]
    layers.insert(1 if chart.bars else len(layers), _mark_layer(chart))
    view: Spec = {
        "width": width,
        "height": {"step": chart.step},
        "data": {"values": [_row(mark) for mark in marks]},
        "encoding": {"y": _names(labels, first=first)},
        "layer": [_with_axis(layer, chart.axis) for layer in layers],
    }
    return view | ({"title": {"text": name, "anchor": "start", "frame": "group"}} if name else {})


def _row(mark: Mark) -> dict[str, object]:
    sign = "gain" if mark.value >= 0 else "loss"
    row = {"label": mark.label, "value": mark.value, "group": mark.group or sign}
    return row | ({} if mark.low is None else {"low": mark.low, "high": mark.high})


def _names(labels: list[str], *, first: bool) -> Spec:
    axis = {"labelLimit": LABELS - 8, "labelPadding": 8, "ticks": False, "domain": False}
    return {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "scale": {"domain": labels},
        "title": None,
        "axis": axis | ({} if first else {"labels": False}),
    }


def _with_axis(layer: Spec, title: str) -> Spec:
    encoding = layer["encoding"]
    if "field" in encoding.get("x", {}):
        encoding["x"] |= {
            "type": "quantitative",
            "title": title,
            "axis": {"tickCount": 5, "grid": True},
        }
    return layer


def _zero_line() -> Spec:
    return {"mark": {"type": "rule", "color": NEUTRAL}, "encoding": {"x": {"datum": 0}, "y": None}}


def _range_layer() -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.55},
        "encoding": {"x": {"field": "low"}, "x2": {"field": "high"}, "color": _colours()},
    }


def _mark_layer(chart: Chart) -> Spec:
    groups = list(dict.fromkeys(mark.group for mark in chart.marks if mark.group))
    look = (
        {"type": "bar", "height": 11}
        if chart.bars
        else {"type": "point", "filled": True, "size": 58, "opacity": 1}
    )
    encoding: Spec = {"x": {"field": "value"}, "color": _colours(groups)}
    if groups and not chart.bars:
        encoding["shape"] = {"field": "group", "type": "nominal", "scale": {"domain": groups}}
        encoding["shape"]["scale"]["range"] = ["circle", "diamond", "square"][: len(groups)]
    return {"mark": look, "encoding": encoding}


def _colours(groups: Sequence[str] = ()) -> Spec:
    domain = list(groups) or ["gain", "loss"]
    palette = [GAIN, SECOND, LOSS] if groups else [GAIN, LOSS]
    legend = {"orient": "top", "title": None, "symbolOpacity": 1} if groups else None
    scale = {"domain": domain, "range": palette[: len(domain)]}
    return {"field": "group", "type": "nominal", "scale": scale, "legend": legend}


def _config() -> Spec:
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": INK}
    return {
        "aria": False,
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "axis": text | {"labelFontSize": 12, "titleFontSize": 11, "titleFontWeight": "normal"},
        "axisX": {"gridColor": SOFT, "domain": False, "ticks": False, "titlePadding": 6},
        "axisY": {"grid": False},
        "legend": text | {"labelFontSize": 12},
        "title": {"font": FONT, "fontSize": 13, "fontWeight": "bold", "color": INK, "offset": 8},
    }


def draw(chart: Chart, *, name: str, described: str) -> str:
    """Return the chart as an inline SVG element that fetches nothing.

    Args:
        chart: What to draw.
        name: Prefix of the ids inside the drawing, unique in the document.
        described: What the chart shows, for people who do not see it.
    """
    # Loading the drawing engine costs most of a second: only a brief pays for it.
    import vl_convert

    return inline_svg(vl_convert.vegalite_to_svg(specification(chart)), name, described)


def inline_svg(svg: str, name: str, described: str) -> str:
    """Return a drawing made ready to stand inside a document: unique ids, short numbers."""
    from markupsafe import escape

    body = svg[svg.index("<svg") :]
    body = re.sub(r'\s(?:xmlns(?::\w+)?|version|class)="[^"]*"', "", body)
    body = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', body)
    body = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", body)
    body = re.sub(r'<text[^>]*opacity="0"[^>]*>[^<]*</text>', "", body)
    body = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", body)
    return body.replace("<svg", f'<svg role="img" aria-label="{escape(described)}"', 1)
