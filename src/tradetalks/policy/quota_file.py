"""How a deal file writes a tariff quota."""

from pydantic import field_validator, model_validator

from tradetalks.policy.formula import Change, Form
from tradetalks.policy.library_file import StrictForm, fraction
from tradetalks.policy.quota import Licences, Quota

MOST = 1e9
"""More than the world produces, in billions of dollars, and more than any multiple of a flow."""


class QuotaForm(StrictForm):
    """The `quota` of a concession."""

    value: float | None = None
    of_imports: float | None = None
    in_quota: float
    out_of_quota: float | None = None
    licences: Licences

    @field_validator("value", "of_imports", mode="before")
    @classmethod
    def _is_quantity(cls, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{value!r} is not a number")
        if not 0.0 <= value <= MOST:
            raise ValueError(f"a quantity lies between 0 and {MOST:g}")
        return float(value)

    @field_validator("in_quota", "out_of_quota", mode="before")
    @classmethod
    def _is_fraction(cls, value: object) -> float:
        return fraction(value, over=True)

    @model_validator(mode="after")
    def _one_size(self) -> "QuotaForm":
        given = [name for name in ("value", "of_imports") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"give 'value' (billions of US dollars a year) or 'of_imports' (a multiple of the "
                f"imports of the status quo); given: {', '.join(given) or 'none'}"
            )
        if self.out_of_quota is not None and self.in_quota > self.out_of_quota:
            raise ValueError(
                f"the rate within the quota ({self.in_quota:g}) is above the one beyond it "
                f"({self.out_of_quota:g})"
            )
        return self

    def check_percent(self, *, over: bool) -> None:
        """Refuse rates above one hundred percent where the concession does not allow them.

        Raises:
            ValueError: A rate is above one.
        """
        for rate in (self.in_quota, self.out_of_quota):
            if rate is not None:
                fraction(rate, over=over)

    @property
    def change(self) -> Change:
        """What becomes of the rate beyond the quota: as stated, or as it stands."""
        if self.out_of_quota is None:
            return Change(Form.ADD, 0.0)
        return Change(Form.FINAL, self.out_of_quota)

    @property
    def quota(self) -> Quota:
        """The quantity and the rate within it."""
        return Quota(
            in_quota=self.in_quota,
            value=self.value,
            of_imports=self.of_imports,
            licences=self.licences,
        )
