"""The documented JSON of many articles (docs/reference/dossier.md), printed as they are read."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetalks.dossier.copies import CopyLink
    from tradetalks.dossier.many import Attempt
    from tradetalks.dossier.record import Record
    from tradetalks.dossier.store import Added

SCHEMA = "tradetalks.readings/1"


class Lines:
    """One JSON object on standard output, a line for each record, so that none is kept."""

    def __init__(self) -> None:
        self._is_first = True
        print(f'{{"schema": {json.dumps(SCHEMA)}, "records": [')

    def record(self, record: "Record") -> None:
        """Print a record."""
        line = json.dumps(record.as_dict(), ensure_ascii=False)
        print(line if self._is_first else f",{line}")
        self._is_first = False

    def end(
        self, links: Sequence["CopyLink"], errors: Sequence["Attempt"], added: "Added | None"
    ) -> None:
        """Print what follows the records: copies, what could not be read, what was added."""
        failed = [
            {"source": each.source, "what": each.error.what, "remedy": each.error.remedy}
            for each in errors
            if each.error is not None
        ]
        tail = {
            "copies": [asdict(link) for link in links],
            "errors": failed,
            "added": None if added is None else asdict(added),
        }
        print("]," + json.dumps(tail, ensure_ascii=False)[1:])
