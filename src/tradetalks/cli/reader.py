"""The options of `tradetalks read` that ask a model, and how their text becomes a reader."""

import os
from typing import TYPE_CHECKING

from tradetalks.errors import ReaderError

if TYPE_CHECKING:
    from tradetalks.dossier.readers.reader import Reader

KEY = "TRADETALKS_READER_KEY"
"""Environment variable with the endpoint's key; looked at only when a model is asked."""


def parse_reader(url: str | None, model: str | None, wait: float | None) -> "Reader | None":
    """Return the reader asked for, or None for the rules.

    Raises:
        ReaderError: The options do not go together, or one is refused.
    """
    if url is None:
        for option, value in (("--model", model), ("--reader-wait", wait)):
            if value is not None:
                raise ReaderError(
                    "nothing is asked for this without an endpoint",
                    where=option,
                    remedy="Give --reader URL too, or leave it out to read by rules",
                )
        return None
    if model is None:
        raise ReaderError(
            "the endpoint is not told which model to ask",
            where="--reader",
            remedy="Give --model NAME too",
        )
    from tradetalks.dossier.readers.endpoint import WAIT, Endpoint
    from tradetalks.dossier.readers.model import ModelReader

    key, seconds = os.environ.get(KEY, "").strip(), WAIT if wait is None else wait
    return ModelReader(Endpoint(url=url, model=model, key=key, wait=seconds))
