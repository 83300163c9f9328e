"""Small balanced tables in the OECD's official CSV form, to read back."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FINAL = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")


@dataclass
class Table:
    """A balanced table in millions of dollars, as the official file labels it.

    `final` is [row, economy with final demand, category]; `taxes` are those on inputs, by user.
    """

    labels: list[str]
    final_economies: list[str]
    intermediate: Array
    final: Array
    taxes: Array
    final_taxes: Array = field(default_factory=lambda: np.zeros(0))

    @property
    def output(self) -> Array:
        return self.intermediate.sum(axis=1) + self.final.sum(axis=(1, 2))

    @property
    def value_added(self) -> Array:
        return self.output - self.intermediate.sum(axis=0) - self.taxes

    def lines(self) -> list[str]:
        finals = [f"{code}_{kind}" for code in self.final_economies for kind in FINAL]
        header = ["V1", *self.labels, *finals, "OUT"]
        rows = [
            [label, *used, *sold.ravel(), total]
            for label, used, sold, total in zip(
                self.labels, self.intermediate, self.final, self.output, strict=True
            )
        ]
        rows.append(["TLS", *self.taxes, *self.final_taxes, ""])
        rows.append(["VA", *self.value_added, *np.zeros(len(finals)), ""])
        bought = self.final.sum(axis=0).ravel()
        rows.append(["OUT", *self.output, *bought, ""])
        return [",".join(header), *(",".join(map(_text, row)) for row in rows)]

    def write(self, path: Path) -> Path:
        path.write_text("\n".join(self.lines()) + "\n", encoding="utf-8")
        return path


def table(
    seed: int = 1,
    regions: tuple[str, ...] = ("PAK", "USA", "CN1", "CN2", "ROW"),
    industries: tuple[str, ...] = ("A01_02", "A03", "B05_06", "C13T15", "C24A", "C24B", "D", "T"),
) -> Table:
    """Return an asymmetric balanced table; parts of China and Mexico share final demand."""
    draw = np.random.default_rng(seed)
    labels = [f"{region}_{industry}" for region in regions for industry in industries]
    whole = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
    finals = list(dict.fromkeys(whole.get(region, region) for region in regions))
    size = len(labels)
    intermediate = draw.gamma(0.5, 2.0, (size, size)) * (draw.random((size, size)) > 0.2)
    final = draw.gamma(0.7, 30.0, (size, len(finals), len(FINAL)))
    # Stocks go up and down, by less than what is bought in the same cell.
    stocks = FINAL.index("INVNT")
    final[:, :, stocks] = draw.uniform(-0.5, 0.5, (size, len(finals))) * final.sum(axis=2) / 2
    taxes = draw.uniform(-0.2, 1.0, size)
    return Table(
        labels=labels,
        final_economies=finals,
        intermediate=intermediate,
        final=final,
        taxes=taxes,
        final_taxes=draw.uniform(0, 3, len(finals) * len(FINAL)),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(float(value))
