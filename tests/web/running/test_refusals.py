"""What a start refuses, each with a sentence and exit code 2."""

from __future__ import annotations

import re
import shutil
import socket
import sqlite3
import tomllib
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest

from jixiao_web import config
from jixiao_web.config import UnsafeConfiguration, configuration
from jixiao_web.running.commands import add_commands
from jixiao_web.running.words import CHINESE
from tests.web.running.site import ROOT, call, prepare

pytestmark = pytest.mark.one_database
STRONG = "k" * 20 + "Zr7-Qw2_" * 4


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"JIXIAO_DATA": "/tmp/here"}, "数据文件夹在临时目录里（/tmp/here），系统清理时会被删除。"),
        ({"JIXIAO_DATA": "/dev/shm/x"}, "数据文件夹在临时目录里"),
        ({"DATABASE_URL": "sqlite:////var/tmp/x.sqlite3"}, "数据文件夹在临时目录里"),
        ({"DATABASE_URL": "sqlite://:memory:"}, "DATABASE_URL 指向内存数据库"),
        ({"DATABASE_URL": "oracle://somewhere/x"}, "DATABASE_URL 的写法不认识：oracle"),
        ({"JIXIAO_SECRET_KEY": "short"}, "JIXIAO_SECRET_KEY 太弱"),
        ({"JIXIAO_SECRET_KEY": "changeme" * 8}, "JIXIAO_SECRET_KEY 太弱"),
        ({"JIXIAO_LARGEST_MB": "many"}, "JIXIAO_LARGEST_MB 应为 1 到 2000 的整数，现在是“many”。"),
    ],
)
def test_an_unsafe_configuration_is_refused_with_a_sentence_in_both_languages(
    asked: dict[str, str], told: str
):
    fine = {"JIXIAO_DATA": "/srv/jixiao", "JIXIAO_SECRET_KEY": STRONG}
    with pytest.raises(UnsafeConfiguration) as caught:
        configuration(fine | asked)
    assert told in str(caught.value)
    assert caught.value.english


def test_debugging_is_not_for_production(tmp_path: Path):
    run = call("serve", "--data", str(tmp_path), JIXIAO_DEBUG="1")
    assert run.returncode == 2
    assert "JIXIAO_DEBUG=1 只供开发" in run.stderr


def test_a_temporary_folder_is_refused_before_anything_is_made(tmp_path: Path):
    run = call("serve", "--data", str(tmp_path / "data"))
    assert run.returncode == 2
    assert "数据文件夹在临时目录里" in run.stderr
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_is_named_with_the_way_out(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = call("demo", "--data", str(tmp_path), "--port", str(port))
    assert run.returncode == 2
    assert f"端口 {port} 不能用" in run.stderr
    assert f"--port {port + 1}" in run.stderr


def sql(data: Path, statement: str) -> list[tuple[str]]:
    """Do something to a demonstration's database."""
    with closing(sqlite3.connect(data / "jixiao.sqlite3")) as opened, opened:
        return opened.execute(statement).fetchall()


@pytest.fixture(scope="module")
def demonstration(finished_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration for these tests."""
    return shutil.copytree(finished_demonstration, tmp_path_factory.mktemp("refusals") / "data")


def test_a_demonstration_is_not_served_as_production_nor_the_other_way_round(demonstration: Path):
    database = f"sqlite:///{demonstration}/jixiao.sqlite3"
    production = {"JIXIAO_DEMO": "", "JIXIAO_DEBUG": "1", "DATABASE_URL": database}
    run = prepare(demonstration, **production)
    assert run.returncode == 2
    assert "这是演示用的数据库，账号和密码是公开的，不能正式使用。" in run.stderr
    assert "demonstration" in run.stderr
    assert "Traceback" not in run.stderr
    sql(demonstration, "update running_installation set is_demo = 0")
    run = prepare(demonstration, "--demo", JIXIAO_DEMO="1")
    fresh = prepare(demonstration, "--demo", "--fresh", JIXIAO_DEMO="1")
    sql(demonstration, "update running_installation set is_demo = 1")
    for each in (run, fresh):
        assert each.returncode == 2
        assert "这是正式使用的数据库，不能当作演示打开。" in each.stderr


def test_a_demonstration_is_carried_on_and_made_anew_when_asked_or_when_its_tables_changed(
    demonstration: Path,
):
    def rename() -> None:
        sql(demonstration, "update accounts_user set full_name = '改过' where username = 'leader'")

    def is_renamed() -> bool:
        return sql(demonstration, "select full_name from accounts_user where username = 'leader'") == [
            ("改过",)
        ]

    rename()
    assert prepare(demonstration, "--demo", JIXIAO_DEMO="1").returncode == 0
    assert is_renamed()
    assert prepare(demonstration, "--demo", "--fresh", JIXIAO_DEMO="1").returncode == 0
    assert not is_renamed()
    rename()
    made_from = demonstration / "demo.json"
    made_from.write_text(made_from.read_text().replace("ledger/migrations/0001", "ledger/migrations/0000"))
    assert prepare(demonstration, "--demo", JIXIAO_DEMO="1").returncode == 0
    assert not is_renamed()


def test_a_database_of_a_newer_version_is_left_alone(demonstration: Path):
    applied = "insert into django_migrations(app, name, applied) values('jobs', '0999_new', '2030-01-01')"
    sql(demonstration, applied)
    run = prepare(demonstration, "--demo", JIXIAO_DEMO="1")
    sql(demonstration, "delete from django_migrations where name = '0999_new'")
    assert run.returncode == 2
    assert "更新版本的程序建的（jobs.0999_new）" in run.stderr


def test_parts_that_run_alone_want_the_database_up_to_date(tmp_path: Path):
    run = prepare(tmp_path, "--check", JIXIAO_DEMO="1")
    assert run.returncode == 2
    assert "先运行 jixiao manage migrate" in run.stderr


def test_a_database_that_cannot_be_reached_is_told_so(tmp_path: Path):
    run = prepare(tmp_path, JIXIAO_DEMO="1", DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    assert run.returncode == 2
    assert "连不上数据库" in run.stderr
    assert "Traceback" not in run.stderr


def test_every_variable_of_the_environment_is_explained_where_the_site_is():
    named = re.compile(r"\b(?:JIXIAO|DATABASE)_[A-Z_]+\b")
    told = (ROOT / "docs/howto/run-the-site.md").read_text(encoding="utf-8")
    assert set(named.findall(told)) == set(named.findall(config.__doc__ or ""))


def test_the_program_finds_the_commands_by_the_entry_point_of_the_project():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, name = declared["project"]["entry-points"]["jixiao.commands"]["web"].partition(":")
    assert getattr(import_module(module), name) is add_commands


@pytest.mark.parametrize("command", ["serve", "web", "worker", "scheduler", "demo"])
def test_every_word_of_a_command_has_its_chinese(command: str):
    chinese = call(command, "--help", COLUMNS="200").stdout
    english = call("--lang", "en", command, "--help", COLUMNS="200").stdout
    said = [told for told in CHINESE if told in " ".join(english.split())]
    assert said
    assert all(" ".join(CHINESE[told].split()) in " ".join(chinese.split()) for told in said)
