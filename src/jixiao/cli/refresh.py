"""`jixiao report --refresh` (更新): today's ledger in a report that people have edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.arguments import WrongArgument
from jixiao.cli.language import say

if TYPE_CHECKING:
    from jixiao.narrative.refresh import FigureChange, Refreshed


def refresh_report(
    edited: Path,
    year: Path,
    output: Sequence[Path],
    *,
    given: Mapping[str, object],
    outline: str,
    policy: str,
    layout: str,
    force: bool,
) -> None:
    """Bring the figures of an edited report up to date, and tell everything that was done.

    Without an output the refreshed file stands beside the edited one. Raises WrongArgument where the
    command line asks for what the edited report has decided already.
    """
    from jixiao.cli.loading import load_year
    from jixiao.cli.output import checked, unused
    from jixiao.document.layout import load_layout
    from jixiao.narrative.outline import load_outline
    from jixiao.narrative.refresh import refresh_file
    from jixiao.tracking.policy import load_policy

    asked = [option for option, value in given.items() if value]
    if asked:
        text = "{option} does not go with --refresh: the edited report says its own period and date."
        raise WrongArgument(say(text, option=asked[0]))
    if len(output) > 1:
        raise WrongArgument(say("--refresh writes one file: -o NEW.docx"))
    target = output[0] if output else edited.with_stem(f"{edited.stem}-{say('refreshed')}")
    checked([target], edited, {".docx"}, force=force)
    if not output:
        unused(target, force=force)
    done = refresh_file(
        edited,
        load_year(year),
        target,
        layout=load_layout(layout),
        outline=load_outline(outline) if outline else None,
        policy=load_policy(policy) if policy else None,
    )
    print(target)
    for line in _told(done):
        print(line)


def _told(done: Refreshed) -> Iterator[str]:
    parts = (
        (say("Figures changed (更新的数): {n}", n=len(done.changed)), done.changed),
        (
            say("Typed over by hand, now as the ledger has it (手改的数): {n}", n=len(done.overtyped)),
            done.overtyped,
        ),
        (say("Bound again by their words (重新绑定): {n}", n=len(done.rebound)), done.rebound),
        (say("Not found any more, look for them (未能绑定): {n}", n=len(done.lost)), done.lost),
        (say("No longer in the ledger (台账中已没有): {n}", n=len(done.gone)), done.gone),
    )
    for title, changes in parts:
        if changes:
            yield title
            yield from (f"  {_change(each)}" for each in changes)
    if done.reworded:
        yield say("Other words proposed in comments (批注建议的文字): {n}", n=len(done.reworded))
        for each in done.reworded:
            where = each.place or say("not found")
            yield f"  {where} {each.about}: {each.sentence or say('no longer needed')}"
    if not (done.reworded or any(changes for _, changes in parts)):
        yield say("Every figure is as the ledger has it.")


def _change(change: FigureChange) -> str:
    place = f"{change.place} " if change.place else ""
    arrow = f"{change.old} → {change.new}" if change.new and change.new != change.old else change.old
    return f"{place}{change.figure}: {arrow}"
