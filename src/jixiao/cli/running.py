"""Running (运行): from arguments to an exit code, with every way to fail told in one clear message."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import Any, TextIO

import typer

from jixiao.cli.app import program_for
from jixiao.cli.arguments import Refusal
from jixiao.cli.help import usage
from jixiao.cli.language import is_chinese, say, speak, without_language
from jixiao.errors import JixiaoError

REFUSED, INTERRUPTED = 2, 130


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _write_chinese(stream)
    language, rest = without_language(arguments, os.environ)
    speak(language)
    try:
        code = _called(rest)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has gone away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(say("Interrupted."), INTERRUPTED)
    return code


def _called(arguments: list[str]) -> int:
    try:
        result = program_for(arguments)(arguments, prog_name="jixiao", standalone_mode=False)
    except typer.Abort:
        return _fail(say("Interrupted."), INTERRUPTED)
    except typer.TyperException as error:
        return _misused(error)
    except JixiaoError as error:
        return _fail(say("Error: {what}", what=told(error)))
    except BrokenPipeError:
        raise
    except OSError as error:
        return _fail(say("Error: {what}", what=_about(error)))
    return result if isinstance(result, int) else 0


def told(error: JixiaoError) -> str:
    """The error in the user's language.

    Where the core says it in Chinese alone, the kind of error goes before in English.
    """
    if is_chinese() or isinstance(error, Refusal):
        return str(error)
    if error.english:
        return error.english
    kind = (type(error).__doc__ or "").strip().splitlines()[0].split(" / ")[0]
    return f"{kind} {error}" if kind and str(error) != type(error).__doc__ else kind


def _about(error: OSError) -> str:
    where = error.filename or ""
    if isinstance(error, FileNotFoundError):
        return say("{file} does not exist.", file=where)
    if isinstance(error, PermissionError):
        return say(
            "{file} may not be read or written. Is it open in another program? Close it and try again.",
            file=where,
        )
    return f"{where}: {error.strerror or error}".removeprefix(": ")


def _misused(error: Any) -> int:
    """Say what is wrong with the arguments, and where the help is."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        sys.stdout.write(error.format_message() + "\n")
        return REFUSED
    context = getattr(error, "ctx", None)
    if kind == "NoSuchOption":
        what = say("There is no option {name}.", name=error.option_name)
        if error.possibilities:
            what += " " + say("Did you mean {names}?", names=", ".join(sorted(error.possibilities)))
    elif kind == "MissingParameter":
        named = error.param.metavar or error.param.name
        what = say("{name} is missing: {help}", name=named, help=say(error.param.help or ""))
    elif kind == "BadOptionUsage":
        what = say("{name} wants a value behind it.", name=error.option_name)
    elif extra := re.search(r"extra argument(?:s|\(s\))? \((.*)\)$", error.format_message()):
        what = say("There is one argument too many: {names}", names=extra[1])
    else:
        what = error.format_message()
    lines = [say("Error: {what}", what=what)]
    if context is not None:
        lines.append(usage(context.command, context))
        lines.append(say("Help: {command} --help", command=context.command_path))
    return _fail("\n".join(lines))


def _fail(message: str, code: int = REFUSED) -> int:
    sys.stderr.write(message + "\n")
    return code


def _write_chinese(stream: TextIO) -> None:
    """Make sure that the stream can show Chinese, and that nothing it cannot show stops the program."""
    try:
        "执行率".encode(stream.encoding or "ascii")
        encoding = stream.encoding
    except (UnicodeEncodeError, LookupError):
        encoding = "utf-8"
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=encoding, errors="replace")
