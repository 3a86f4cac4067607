"""What `netcli update` has found: a summary, then each change."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from netcli.output.blocks import Block, Column, Heading, Line, Paragraph, Table, Ways, rows
from netcli.text import counted

if TYPE_CHECKING:
    from netcli.registries.news import LabelNews, News, TrialNews

OTHERWISE = "in phase or enrolment"
FIELDS = {"status": "status", "phases": "phase", "enrollment": "enrolment"}


def news_blocks(news: "News", former: str | None, *, kept: bool) -> list[Block]:
    """Return what is new since the former update, or since the edition."""
    seen = news.update
    asked = f"{counted(len(seen.trials), 'trial')} and {counted(len(seen.labels), 'label')} asked for on {seen.day}"
    since = f"since {former}" if former else f"since edition {seen.edition}"
    return [
        Heading(f"{summary(news)} {since}" + ("" if kept else " (nothing was kept)")),
        *_trials(news.trials),
        *_labels(news.labels),
        Paragraph(f"{asked}, at ClinicalTrials.gov and openFDA", "quiet"),
        Ways([("--forget", "back to the edition") if kept else ("netcli update", "keep it")]),
    ]


def summary(news: "News") -> str:
    """Return what is new in a line: "3 trials: 2 completed, 1 withdrawn; 1 label newer"."""
    kinds = {one.id: OTHERWISE for one in news.trials}
    kinds |= {one.id: str(one.is_).replace("-", " ") for one in news.trials if one.field == "status"}
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(kinds.values()).items(), key=_order))
    trials = f"{counted(len(kinds), 'trial')}: {told}" if kinds else ""
    labels = f"{counted(len(news.labels), 'label')} newer" if news.labels else ""
    return "; ".join(filter(None, (trials, labels))) or "Nothing new"


def _order(kind: tuple[str, int]) -> tuple[bool, int, str]:
    return kind[0] == OTHERWISE, -kind[1], kind[0]


def _trials(changes: Iterable["TrialNews"]) -> list[Block]:
    found = [
        (
            [Line(one.name, tone="strong"), Line(one.nct, tone="quiet")],
            FIELDS[one.field],
            _told(one.was),
            _told(one.is_),
            one.day,
        )
        for one in changes
    ]
    columns = [Column("Trial", most=24), Column("field"), Column("was", 1, least=10), Column("is", 1, least=10)]
    return [Table([*columns, Column("record of")], rows(found))] if found else []


def _labels(changes: Iterable["LabelNews"]) -> list[Block]:
    found = [
        ([Line(one.name, tone="strong"), Line(one.application, tone="quiet")], one.read, one.newest, one.set_id)
        for one in changes
    ]
    columns = [Column("US label", most=24), Column("was read"), Column("newest since"), Column("set id", 1, least=20)]
    return [Table(columns, rows(found))] if found else []


def _told(value: object) -> str:
    if isinstance(value, list):
        return "/".join(map(str, value)) or "none"
    return "none" if value is None else str(value).replace("-", " ")


def forgotten_blocks(edition: str, *, was_kept: bool) -> list[Block]:
    """Return that the edition answers alone."""
    said = f"Back to edition {edition}" if was_kept else f"No update was kept: edition {edition} answers alone"
    return [Paragraph(said)]
