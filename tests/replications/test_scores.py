"""What counts as reproduced."""

import pytest

from tests.replications.scores import Score, as_printed, to_the_digit


def test_a_number_is_compared_at_the_decimals_it_is_printed_with():
    assert to_the_digit("-0.36", -0.3649)
    assert not to_the_digit("-0.36", -0.3651)
    assert to_the_digit("12.8", 12.84)
    assert to_the_digit("-0.0", 0.01)
    assert to_the_digit("3", 3.4)
    assert as_printed("0.0", -0.01) == "0.0"


def test_a_missing_number_needs_a_reason():
    with pytest.raises(AssertionError, match="without a reason"):
        Score("Somebody (2025)", "Table 1", 12, 11)
    assert Score("Somebody (2025)", "Table 1", 12, 11, "a misprint (1)").reproduced == 11
