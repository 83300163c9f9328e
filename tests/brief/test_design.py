"""The page can be read: contrast, print rules, and nothing trusted as markup."""

import re
from importlib.resources import files

import pytest

from tradetalks.brief.charts import GAIN, LOSS, THIRD

TEMPLATES = files("tradetalks.brief") / "templates"
TEXT_CONTRAST = 4.5
"""Web Content Accessibility Guidelines 2.2, 1.4.3, level AA."""
GRAPHIC_CONTRAST = 3.0
"""The same, 1.4.11, for what is not text."""


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def style() -> str:
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["ink", "muted", "accent"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f4f6f8", "#fdf1c7"])
def test_text_stands_out_from_every_ground(name: str, ground: str) -> None:
    """White, the wash of group heads and the mark of quoted words."""
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}})", style())
    assert found is not None
    assert contrast(found[1], ground) >= TEXT_CONTRAST


@pytest.mark.parametrize("colour", [GAIN, LOSS, THIRD])
def test_marks_stand_out_from_the_sheet(colour: str) -> None:
    """Bars, dots and bubbles on white."""
    assert contrast(colour, "#ffffff") >= GRAPHIC_CONTRAST


def test_the_sheet_is_a4_and_keeps_figures_whole() -> None:
    """Print rules are part of the product."""
    assert re.search(r"@page\s*{[^}]*size: A4", style())
    assert "break-inside: avoid" in style()
    assert "break-before: page" in style()


def test_no_template_trusts_text_as_markup() -> None:
    """Everything that is printed is escaped."""
    for template in TEMPLATES.iterdir():
        if template.name.endswith(".j2"):
            text = template.read_text(encoding="utf-8")
            assert "safe" not in re.findall(r"\|\s*(\w+)", text)
            assert "autoescape" not in text
