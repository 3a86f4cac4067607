"""Names every command. Only the one that is called is imported: start-up is the product."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer

from netcli.help import Commands, OneCommand

# name: (module in netcli.commands, one example a line)
COMMANDS: dict[str, tuple[str, ...]] = {
    "overview": ("netcli overview", "netcli overview --plain-language"),
    "therapies": (
        "netcli therapies",
        "netcli therapies pancreas",
        "netcli therapies --site lung --status approved --region us",
        "netcli therapies --site midgut --grade G2 --explain --json",
        "netcli therapies --site pancreas --sstr negative --line later",
        "netcli therapies --grade NEC --guidelines",
    ),
    "grade": (
        "netcli grade --ki67 12",
        "netcli grade --ki67 38 --mitoses 15 --differentiation well --site pancreas",
        "netcli grade --positive 15 --counted 500 --mitoses 18/10mm2",
        "netcli grade --ki67 12 --plain-language",
    ),
    "case": (
        "netcli case --site pancreas --ki67 12 --differentiation well --sstr positive --after lanreotide --region us",
        "netcli case --site midgut --grade G1 --syndrome carcinoid",
        "netcli case --site pancreas --ki67 45 --json",
    ),
    "trials": (
        "netcli trials --phase 3",
        "netcli trials --site lung --status recruiting",
        "netcli trials --site pancreas --after lutathera --status recruiting",
        "netcli trials --region eu --phase 2",
    ),
    "biomarkers": ("netcli biomarkers --site pancreas --kind genomic", "netcli biomarkers --kind circulating"),
    "epidemiology": ("netcli epidemiology", "netcli epidemiology --site pancreas"),
    "syndromes": ("netcli syndromes", "netcli syndromes carcinoid", "netcli syndromes MEN1 --plain-language"),
    "codes": (
        "netcli codes insulinoma",
        "netcli codes 8249/3",
        "netcli codes --site pancreas --grade G2 --ki67 12 --year 2026",
    ),
    "schedule": ("netcli schedule", "netcli schedule MEN1", "netcli schedule --site midgut --grade G1"),
    "imaging": ("netcli imaging", "netcli imaging dotatate"),
    "glossary": ("netcli glossary", "netcli glossary PRRT"),
    "show": ("netcli show Lutathera", "netcli show NCT03375320", "netcli show MEN1"),
    "compare": ("netcli compare everolimus sunitinib cabozantinib", "netcli compare NETTER-1 NETTER-2"),
    "search": (
        'netcli search "is lutathera approved for lung"',
        "netcli search NETTER-1 hazard ratio",
        "netcli search octreotide --limit 3",
    ),
    "changes": ("netcli changes --since 2025-01", "netcli changes --kind approval"),
    "update": ("netcli update", "netcli update --check", "netcli update --forget"),
    "cite": ("netcli cite NETTER-1", "netcli cite Lutathera everolimus --style bibtex"),
    "knowledge": ("netcli knowledge about", "netcli knowledge stale", "netcli knowledge check examples/hospital"),
    "faq": ("netcli faq", 'netcli faq "What is Lutathera?"', "netcli faq living"),
}


def build(wanted: str | None = None, *, asked_by_shell: bool = False) -> typer.Typer:
    """Return the application with the command `wanted`, or with all of them when it names none.

    Typer's completion is part of it only while a shell asks: its option to install rewrites start files.
    """
    app = typer.Typer(
        cls=Commands,
        name="netcli",
        add_completion=asked_by_shell,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        no_args_is_help=False,
    )
    app.callback(invoke_without_command=True)(import_module("netcli.commands.start").start)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        module = import_module(f"netcli.commands.{name}")
        if isinstance(getattr(module, "app", None), typer.Typer):
            for one in module.app.registered_commands:
                one.short_help = _in_a_line(one.callback)
            app.add_typer(module.app, name=name, short_help=module.app.info.help)
            continue
        command = getattr(module, name)
        examples = "\b\nExamples:\n" + "\n".join(f"  {example}" for example in COMMANDS[name])
        app.command(name=name, cls=OneCommand, short_help=_in_a_line(command), epilog=examples)(command)
    return app


def _in_a_line(command: Callable[..., Any]) -> str:
    """Return the first line of a command's docstring. Typer would make it from the first sentence, cut to fit."""
    return (command.__doc__ or "").partition("\n")[0]
