"""The newest US label of a drug in openFDA: its set id, and since when it holds.

240 requests a minute and 1,000 a day are allowed without a key; netcli keeps one a second.
"""

import re
from datetime import date
from typing import Any

from netcli.errors import RegisterUnavailable
from netcli.knowledge.files.update import SeenLabel
from netcli.knowledge.us_labels import UsLabel
from netcli.registries.address import Service
from netcli.registries.register import NOT_FOUND, OddAnswer, Page, Register, RegisterRefused

OPENFDA = Service("openFDA", "https://api.fda.gov/drug", "NETCLI_OPENFDA_URL", "openfda")
WEB_URL = "https://labels.fda.gov/"
_NEWEST = [("sort", "effective_time:desc"), ("limit", "1")]
_SET_ID = re.compile(r"[0-9A-Za-z-]{1,100}")


def newest_label(label: UsLabel, register: Register) -> SeenLabel | None:
    """Return the newest label under the numbers or brands of one on record; None where openFDA has none.

    Raise OddAnswer where what came back is no label of theirs, RegisterUnavailable.
    """
    try:
        asked = register.ask("label.json", [("search", search_for(label)), *_NEWEST], _is_list)
    except RegisterRefused as refusal:
        if refusal.status == NOT_FOUND and "NOT_FOUND" in refusal.said:
            return None
        raise
    found = asked.page["results"]
    return _read(found[0], label, register) if found else None


def search_for(label: UsLabel) -> str:
    """Return the question: any of its application numbers; without one, any of its brands."""
    field, names = ("application_number", label.numbers) if label.numbers else ("brand_name", label.brands)
    plain = [re.sub(r"[^\w .&/-]", " ", name) for name in names]
    return " OR ".join(f'openfda.{field}:"{name}"' for name in plain)


def _is_list(page: Page) -> bool:
    return isinstance(page.get("results"), list)


def _read(found: object, label: UsLabel, register: Register) -> SeenLabel:
    """Return what a record says. One under other numbers than were asked for is no answer."""
    record: dict[str, Any] = found if isinstance(found, dict) else {}
    named = record.get("openfda")
    numbers = named.get("application_number") if isinstance(named, dict) else None
    told = {numbers} if isinstance(numbers, str) else set(map(str, numbers)) if isinstance(numbers, list) else set()
    is_another = label.numbers and told and not told & set(label.numbers)
    set_id, effective = record.get("set_id"), _day(record.get("effective_time"))
    if is_another or not effective or not isinstance(set_id, str) or not _SET_ID.fullmatch(set_id):
        raise OddAnswer(*_odd(register))
    return SeenLabel(set_id=set_id, effective=effective)


def _odd(register: Register) -> tuple[str, str]:
    error: RegisterUnavailable = register.unavailable("its answer is no label that was asked for")
    return error.message, error.hint


def _day(written: object) -> str:
    """Return 2027-01-12 for 20270112, nothing for what is no day."""
    if not isinstance(written, str) or not re.fullmatch(r"[0-9]{8}", written):
        return ""
    try:
        return date.fromisoformat(f"{written[:4]}-{written[4:6]}-{written[6:]}").isoformat()
    except ValueError:
        return ""
