"""How `--help` is laid out: commands by who asks, examples first, options on the output apart."""

from collections.abc import Sequence
from typing import Any

import typer.core

from netcli.argv import FLAGS, VALUED

_OF_THE_OUTPUT = {*FLAGS, *VALUED.values(), "--help"}


class Commands(typer.core.TyperGroup):
    """The tool, whose commands are listed by who asks."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write a section for each part, a line a command."""
        from netcli.views.welcome import PARTS

        for title, names in PARTS.items():
            known = ((name, self.get_command(ctx, name)) for name in names)
            lines = [(name, command.short_help or "") for name, command in known if command is not None]
            if lines:
                with formatter.section(title):
                    formatter.write_dl(lines, col_max=14)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        _write_options(self.get_params(ctx), ctx, formatter)
        from netcli.project import A_WRONG_LINE, addresses

        with formatter.section("The project"):
            formatter.write_dl([("Cite", "netcli cite netcli"), *addresses().items(), ("A wrong line", A_WRONG_LINE)])


class OneCommand(typer.core.TyperCommand):
    """A command, whose help begins with what people copy."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what it does, examples, what narrows the question, and what concerns the output."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_epilog(ctx, formatter)
        _write_options(self.get_params(ctx), ctx, formatter)


def _write_options(params: Sequence[Any], ctx: Any, formatter: Any) -> None:
    own = [one for one in params if not _OF_THE_OUTPUT.intersection(one.opts)]
    output = [one for one in params if _OF_THE_OUTPUT.intersection(one.opts)]
    arguments = [one for one in own if one.param_type_name == "argument"]
    options = [one for one in own if one not in arguments]
    for title, part in (("Arguments", arguments), ("Options", options), ("Output", output)):
        if records := [record for one in part if (record := one.get_help_record(ctx))]:
            with formatter.section(title):
                formatter.write_dl(records)
