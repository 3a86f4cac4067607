"""How old the edition is by the clock of whoever asks."""

from datetime import UTC, date, datetime

from netcli.knowledge.files.load import Knowledge

DAYS_IN_MONTH = 30.4
MONTHS_IN_YEAR = 12
SINCE = "what has changed since is not in it: netcli update"
LEAST_IN_MONTHS = 61  # days, below which they are said
LEAST_IN_YEARS = 24  # months, below which they are said


def overdue(knowledge: Knowledge) -> str:
    """Return what must be said of an edition whose day of review is past; "" before that, or without a sound clock."""
    edition, update = knowledge.edition, knowledge.update
    day = today()
    if day is None or (late := (day - date.fromisoformat(edition.stale_after)).days) <= 0:
        return ""
    return (
        f"netcli: this edition ({edition.version}) was due for review on {edition.stale_after}, {_span(late)} ago; "
        + (f"trial statuses and label dates are of {update.day}" if update else SINCE)
    )


def today() -> date | None:
    """Return the day, the same all over the world; None where the clock shows none that there is."""
    try:
        return datetime.now(UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _span(days: int) -> str:
    """Return days as people say them: "12 days", "7 months", "3 years"."""
    months = int(days / DAYS_IN_MONTH)
    if days < LEAST_IN_MONTHS:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{months} months" if months < LEAST_IN_YEARS else f"{months // MONTHS_IN_YEAR} years"
