"""Preparation (准备): the database as this version of the program wants it, and of the right sort.

`python -m jixiao_web.running.prepare [--check] [--demo] [--fresh]`; exit code 2 where it refuses.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec

from jixiao.errors import JixiaoError

REFUSED = 2


class WrongDatabase(JixiaoError):
    """这个数据库不能这样用。"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare; the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--demo", action="store_true", help="the demonstration, with its year and accounts")
    parser.add_argument("--fresh", action="store_true", help="throw the demonstration away first")
    given = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao_web.settings")
    try:
        import django

        _compile_words()
        if given.demo:
            from jixiao_web.demo import clear

            clear(is_wanted=given.fresh)
        django.setup()
        prepare(may_change=not given.check)
        if given.demo:
            from jixiao_web.demo import build

            build()
        from jixiao_web.start.services import announce

        if announced := announce():
            sys.stdout.write(f"{announced}\n")
            sys.stdout.flush()
    except JixiaoError as error:
        sys.stderr.write(f"{error}\n{error.english}\n")
        return REFUSED
    return 0


def _compile_words() -> None:
    """In a checkout, compile the translations that were edited since the build."""
    if find_spec("babel") is None:
        return
    from jixiao_web.pages.catalogs import compile_catalogs

    with suppress(OSError):  # where nothing may be written, those of the build stay
        compile_catalogs()


def prepare(*, may_change: bool) -> None:
    """Bring the database up to date and see that it is what this start is for. Raises WrongDatabase."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        unknown = executor.loader.applied_migrations.keys() - executor.loader.graph.nodes.keys()
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise WrongDatabase(
            f"连不上数据库：{error}",
            hint="检查 DATABASE_URL 和数据库服务。",
            english=f"The database cannot be reached: {error} Check DATABASE_URL and the server.",
        ) from error
    ours = {name for name in unknown if name[0] in executor.loader.migrated_apps}
    if ours:
        newest = ", ".join(".".join(name) for name in sorted(ours)[:3])
        raise WrongDatabase(
            f"这个数据库是更新版本的程序建的（{newest}），现在的版本不认识。",
            hint="请升级程序，或用升级前的备份。",
            english=f"This database was made by a newer version ({newest}). Upgrade, or restore a backup.",
        )
    if executor.loader.applied_migrations and not pending:
        refuse_other_sort()
        return
    if not may_change:
        raise WrongDatabase(
            "数据库还没有升级到这个版本。",
            hint="先运行 jixiao manage migrate，或用 jixiao serve 启动。",
            english="The database is not up to date. Run: jixiao manage migrate",
        )
    call_command("migrate", verbosity=0, interactive=False)
    refuse_other_sort()


def refuse_other_sort() -> None:
    """Keep demonstration and production apart. Raises WrongDatabase."""
    from django.conf import settings

    from jixiao_web.accounts.models import User
    from jixiao_web.running.models import Installation

    is_demo = bool(settings.IS_DEMO)
    installation = Installation.objects.first()
    if installation is None:
        if is_demo and User.objects.exists():
            raise WrongDatabase(
                "这个数据库里已经有人在用，不能当作演示。",
                hint="演示请换一个文件夹：jixiao demo --data 文件夹。",
                english="This database has accounts of its own; the demonstration wants another folder.",
            )
        Installation.objects.create(is_demo=is_demo)
    elif installation.is_demo and not is_demo:
        raise WrongDatabase(
            "这是演示用的数据库，账号和密码是公开的，不能正式使用。",
            hint="正式使用请换一个文件夹：jixiao serve --data 文件夹。",
            english="This is a demonstration database with public accounts; serve another folder.",
        )
    elif is_demo and not installation.is_demo:
        raise WrongDatabase(
            "这是正式使用的数据库，不能当作演示打开。",
            hint="演示请换一个文件夹：jixiao demo --data 文件夹。",
            english="This is a production database; the demonstration wants another folder.",
        )


if __name__ == "__main__":
    sys.exit(main())
