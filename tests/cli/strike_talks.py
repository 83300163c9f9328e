"""Small talks as files: two of four economies, one of which keeps its room to itself."""

from pathlib import Path

from tests.bargain.talks import FOUR, THREE, TWO, WORLD
from tests.policy.talks_files import written
from tradetalks.atlas.save import save_world

OPEN_SIDE, PRIVATE_SIDE, OUTSIDE = THREE, TWO, FOUR

TALKS = f"""title = "Small talks"
parties = ["{OPEN_SIDE}", "{PRIVATE_SIDE}"]
status = "negotiating"

[dates]
applied = 2025-07-27

[[room.{OPEN_SIDE}.instrument]]
to = "{PRIVATE_SIDE}"
sectors = "goods"

[room.{PRIVATE_SIDE}]
private = true

[[room.{PRIVATE_SIDE}.instrument]]
id = "duties"
to = "{OPEN_SIDE}"
sectors = "goods"

[[third_party]]
code = "{OUTSIDE}"
"""

OWN = f"""side = "{PRIVATE_SIDE}"
weight = 1.0379
sensitive = ["S01"]
wants = [{{ note = "Something unusual." }}]

[objective]
revenue_floor = 0.7931
employment_floors = {{ S01 = 0.7173 }}

[[instrument]]
id = "duties"
floor = 0.3867

[[red_line]]
on = "{OPEN_SIDE}"
to = "{PRIVATE_SIDE}"
sectors = ["S01"]
at_most = 0.1177
"""
SECRETS = (1.0379, 0.7931, 0.7173, 0.3867, 0.1177)
"""Every number of the private file."""
WORDS = ("Something unusual", "own.toml")

OPEN = TALKS.replace("private = true\n\n", "")
"""The same, nothing private; rooms are the usual ones."""


def files(folder: Path, *, talks: str = TALKS, own: str = OWN) -> list[str]:
    """Return the arguments of `strike` for talks on a small world, written to a folder."""
    save_world(WORLD, folder / "small.world")
    shared, private = written(folder, talks), written(folder, own, "own.toml")
    return [
        str(shared),
        "--world",
        str(folder / "small.world"),
        *(["--private", str(private)] if own else []),
    ]
