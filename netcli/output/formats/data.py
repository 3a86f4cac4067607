"""Formats for programs: JSON, JSON lines, CSV, TSV. Bytes are the same on every run."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import msgspec

from netcli.knowledge.citations import sources_in
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Source
from netcli.output.answer import Answer, schema_name
from netcli.text import spreadsheet_safe

NOTICE = "Reference information, not medical advice."


def json_text(answer: Answer, knowledge: Knowledge, *, brief: bool) -> bytes:
    """Return the envelope of the contract, indented; under `brief`, where bytes count, by one blank, a page by none."""
    text = msgspec.json.encode(envelope(answer, knowledge, brief=brief or answer.one_page))
    return msgspec.json.format(text, indent=0 if answer.one_page else 1 if brief else 2) + b"\n"


def envelope(answer: Answer, knowledge: Knowledge, *, brief: bool) -> dict[str, Any]:
    """Return the answer with its edition, its query as understood, and every source that it cites.

    Under `brief` the results are the rows of the glance, and a source is what a reader needs to find it.
    """
    edition = knowledge.edition
    results = msgspec.json.encode(list(answer.rows(brief=brief)))
    extra = {name: msgspec.json.encode(value) for name, value in answer.extra.items()}
    cited = dict.fromkeys(name for told in (results, *extra.values()) for name in sources_in(told))
    return {
        "schema": schema_name(answer.name),
        "knowledge": {
            "version": edition.version,
            "reviewed": edition.reviewed,
            "stale_after": edition.stale_after,
            **_updated(knowledge),
        },
        "query": answer.query,
        **({"fields": answer.fields} if answer.fields else {}),
        "notes": [*filter(None, [answer.alarm]), *answer.notes, *answer.cautions],
        "results": msgspec.Raw(results),
        **{name: msgspec.Raw(told) for name, told in extra.items()},
        "sources": _sources(cited, answer.documents(knowledge), brief=brief),
        "notice": NOTICE,
    }


def _updated(knowledge: Knowledge) -> dict[str, str]:
    """Return the day of the update that lies over the edition, where one is kept."""
    return {"updated": knowledge.update.day} if knowledge.update else {}


IDENTIFIERS = ("pmid", "doi", "nct", "number", "url")


def _sources(cited: Iterable[str], known: Mapping[str, Source], *, brief: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in cited:
        if name in known:
            told = msgspec.to_builtins(known[name])
            del told["id"], told["aliases"]
            found[name] = _source_in_short(told) if brief else told
    return found


def _source_in_short(told: dict[str, Any]) -> dict[str, Any]:
    """Return what names a source and the one thing by which it is found."""
    identifier = next((field for field in IDENTIFIERS if told[field]), "")
    return {
        field: told[field] for field in ("short" if told["short"] else "title", "date", identifier) if told.get(field)
    }


def jsonl_text(answer: Answer, _: Knowledge, *, brief: bool) -> bytes:
    """Return one JSON object a line, one line a result."""
    return b"".join(msgspec.json.encode(result) + b"\n" for result in answer.rows(brief=brief))


def csv_text(answer: Answer, _: Knowledge, delimiter: str = ",", *, brief: bool) -> bytes:
    """Return a header and a row a result; lists joined by "; ", deeper structures as JSON.

    Under `brief` a structure has a column a part, and a list of them is told in words: no cell holds JSON.
    """
    import csv
    import io

    rows = list(_rows(answer, brief=brief))
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


class _Text(Protocol):
    def __call__(self, answer: Answer, knowledge: Knowledge, /, *, brief: bool) -> bytes: ...


TEXTS: dict[str, _Text] = {
    "json": json_text,
    "jsonl": jsonl_text,
    "csv": csv_text,
    "tsv": lambda answer, knowledge, *, brief: csv_text(answer, knowledge, "\t", brief=brief),
}


def _rows(answer: Answer, *, brief: bool) -> Iterator[dict[str, str]]:
    for result in answer.rows(brief=brief):
        content: dict[str, Any] = msgspec.to_builtins(result)
        if answer.fields:
            from netcli.output.fields import cells

            for row in cells(content, answer.fields, answer.explode):
                yield {name: spreadsheet_safe(_told(value)) for name, value in row.items()}
            continue
        if brief and answer.brief is not None:
            yield {name: spreadsheet_safe(text) for name, text in _flat(content)}
            continue
        parts = content.pop(answer.explode, None) if answer.explode else None
        content = {} if answer.one_page else content  # a page is too much to stand in each of its rows
        for part in parts or [{}]:
            yield {name: _cell(value) for name, value in _merged(content, part, answer.explode).items()}


def _flat(content: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the cells of a row: result_hr for the hr of its result."""
    for name, value in content.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}_")
        else:
            yield prefix + name, _told(value)


def _told(value: Any) -> str:
    """Return a value in words: "us, approved, 2014-12-16, G1-G2, advanced | eu, approved, ..."."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return " | ".join(", ".join(filter(None, map(_told, _leaves(item)))) for item in value)
    return "; ".join(map(_written, value)) if isinstance(value, list) else _written(value)


def _leaves(value: Any) -> Iterator[Any]:
    """Yield what a structure holds, without its names; of what is just true the name."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(name if part is True else part)
    else:
        yield value


def _merged(content: dict[str, Any], part: dict[str, Any], explode: str) -> dict[str, Any]:
    prefix = explode.rstrip("s")
    return {**content, **{name if name not in content else f"{prefix}_{name}": value for name, value in part.items()}}


def _cell(value: Any) -> str:
    return spreadsheet_safe(_written(value))


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else str(value)
