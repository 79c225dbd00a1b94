"""Help (帮助): what `--help` prints, in the user's language and aligned whatever characters it holds."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from jixiao.cli.language import say
from jixiao.cli.width import padded, width, wrapped

_WIDEST, _NAMES = 100, 30  # columns of a page, and of the names before their explanations


class Command(TyperCommand):
    """A command whose help is printed by this module."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the command."""
        formatter.write("\n".join(_page(self, ctx)) + "\n")


class Group(TyperGroup):
    """A group of commands whose help is printed by this module."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the group."""
        formatter.write("\n".join(_page(self, ctx)) + "\n")

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in their order, groups first."""
        return sorted(super().list_commands(ctx), key=lambda name: not isinstance(self.commands[name], Group))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called; where there is none of that name, those that resemble it are named."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            near = difflib.get_close_matches(args[0], self.commands)
            told = say("There is no command {name}.", name=args[0])
            told += " " + say("Did you mean {names}?", names=", ".join(near)) if near else ""
            ctx.fail(told)
        return super().resolve_command(ctx, args)


def usage(command: Any, ctx: Any) -> str:
    """The line that shows how the command is called."""
    arguments = [each.metavar for each in command.params if each.param_type_name == "argument"]
    required = [
        f"{each.opts[-1]} {each.metavar}"
        for each in command.params
        if each.param_type_name == "option" and each.required
    ]
    parts = [ctx.command_path, *arguments, *required]
    parts.append(say("COMMAND …") if isinstance(command, TyperGroup) else say("[options]"))
    return say("Usage: {line}", line=" ".join(parts))


def _page(command: Any, ctx: Any) -> Iterator[str]:
    page = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    yield usage(command, ctx)
    for paragraph in _paragraphs(command.help or ""):
        yield ""
        yield from wrapped(paragraph, page)
    options = [each for each in command.params if each.param_type_name == "option" and not each.hidden]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    yield from _list(say("Arguments"), [(each.metavar, say(each.help)) for each in arguments], page)
    shown = [(_spelled(each), say(each.help)) for each in options]
    shown.append(("--help", say("Show this help.")))
    if isinstance(command, TyperGroup):
        commands = [command.get_command(ctx, name) for name in command.list_commands(ctx)]
        rows = [(each.name or "", _first_line(each.help or "")) for each in commands if each]
        yield from _list(say("Commands"), rows, page)
    yield from _list(say("Options"), shown, page)
    if command.epilog:
        yield ""
        yield say("Examples")
        yield from (f"  {line}" for line in command.epilog.splitlines())


def _list(title: str, rows: Sequence[tuple[str, str]], page: int) -> Iterator[str]:
    """A titled list of names with their explanations beside them, or below where a name is long."""
    if not rows:
        return
    yield ""
    yield title
    column = min(_NAMES, max(width(name) for name, _ in rows))
    for name, text in rows:
        first, *more = wrapped(text, page - column - 4)
        if width(name) <= column:
            yield f"  {padded(name, column)}  {first}".rstrip()
        else:
            yield f"  {name}"
            more = [first, *more]
        yield from (" " * (column + 4) + line for line in more)


def _paragraphs(text: str) -> list[str]:
    return [say(part) for part in _english_paragraphs(text)]


def _english_paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each in one line: what the Chinese table is looked up by."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n") if part.strip()]


def _first_line(text: str) -> str:
    return say(_english_paragraphs(text)[0]) if text.strip() else ""


def _spelled(option: Any) -> str:
    names = ", ".join(option.opts)
    return f"{names} {option.metavar}" if option.metavar and not option.is_flag else names
