"""How a deal file writes a staging."""

from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from tradetalks.errors import DealError
from tradetalks.policy.library_file import fraction
from tradetalks.policy.staging import Staging, category, steps_at

FORMS = (
    'write "EIF" (at once), "B5" (five equal yearly steps), the part done by year as in '
    "[0.2, 0.6, 1.0], or the steps as in [{ year = 1, part = 0.5 }, { year = 4, part = 1.0 }]"
)
"""What may be written, for a complaint."""

_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": "^(EIF|B[1-9][0-9]?)$"},
        {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}, "minItems": 1},
        {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "year": {"type": "integer", "minimum": 1},
                    "part": {"type": "number", "minimum": 0, "maximum": 1},
                },
                "required": ["year", "part"],
                "additionalProperties": False,
            },
        },
    ]
}


def staging_from(written: object) -> Staging:
    """Return a staging as a deal file writes it.

    Args:
        written: A category, the part done in each year, or steps with their year and part.

    Raises:
        ValueError: It is none of these; says what may be written.
    """
    try:
        return _read(written)
    except DealError as error:
        raise ValueError(error.what) from None


def _read(written: object) -> Staging:
    if isinstance(written, str):
        return category(written)
    if isinstance(written, list) and written:
        if all(isinstance(each, dict) for each in written):
            return steps_at([_step(each) for each in written])
        if not any(isinstance(each, dict | list | str) for each in written):
            return Staging(tuple(fraction(each, over=None) for each in written))
    raise ValueError(f"this is no staging; {FORMS}")


def _step(written: dict[str, object]) -> tuple[int, float]:
    if set(written) != {"year", "part"}:
        raise ValueError(
            f"a step has 'year' and 'part' and nothing else; this one has "
            f"{', '.join(written) or 'nothing'}"
        )
    year = written["year"]
    if isinstance(year, bool) or not isinstance(year, int):
        raise ValueError(f"{year!r} is no year of the deal; the first is 1")
    return year, fraction(written["part"], over=None)


StagingField = Annotated[Staging, PlainValidator(staging_from), WithJsonSchema(_SCHEMA)]
"""The `staging` of a concession."""
