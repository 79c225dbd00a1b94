#!/usr/bin/env python3
"""Set up Jixiao and run it; all that is needed is Python 3.11. / 准备并运行绩效系统，只需 Python 3.11。

    python3 run.py           set up, write the example unit's report and forms into the folder out, then serve
                             its year at http://127.0.0.1:8000, with the sign-ins of every role printed here
                             准备环境，把示例单位的报告和表格写入 out 文件夹，再打开示例网站，列出账号
        --port N             serve at another port / 换一个端口
        --fresh              serve the year as it was at first / 网站从头再来，演示里改过的都丢掉
    python3 run.py --once    write the files and end (for scripts) / 只写文件，做完即止（供脚本调用）
    python3 run.py setup     set up only / 只准备环境
    python3 run.py test      set up for development and run the tests; --all: fail instead of skipping
                             准备开发环境并运行测试；--all：不允许跳过
    python3 run.py bench     set up and print what the program costs on this machine / 测量速度与内存

Packages go into the folder .venv beside this file, in the versions and with the hashes that
requirements.txt names. Without a network: put their wheels into the folder wheels beside this file, or
name the folder in JIXIAO_WHEELS.
依赖包装入本文件旁的 .venv，版本与校验值以 requirements.txt 为准。没有网络时，把 wheel 文件放入
本文件旁的 wheels 文件夹，或用环境变量 JIXIAO_WHEELS 指明其所在。
"""

# This file must start on any Python since 3.6, to say which one is wanted: no newer syntax, and nothing but
# the standard library.
import os
import sys
from typing import TextIO

ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
PROGRAMS = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(PROGRAMS, "python.exe" if os.name == "nt" else "python")
DEMO = os.path.join(ROOT, "demo-data")
STAMP = os.path.join(VENV, "jixiao-setup.json")  # written last: its presence says that the setup was finished
PROJECT, RUNTIME, DEVELOPMENT = "pyproject.toml", "requirements.txt", "requirements-dev.txt"
DOWNLOAD = "python3 -m pip download --only-binary :all: -d wheels -r " + RUNTIME


class SetupError(Exception):
    """What stops the setup and the way out of it, in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese + "\n" + english)


def main(arguments: "list[str]") -> int:
    """Do what the arguments ask for; return the exit code, unless another program takes over this process."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command in ("-h", "--help", "help"):
        say(__doc__ or "", sys.stdout)
        return 0
    if command in ("--port", "--fresh") or command.startswith("--port="):
        command, rest = "serve", arguments
    known = {"serve": is_serving(rest), "--once": not rest, "setup": not rest, "test": True, "bench": True}
    if not known.get(command):
        say(__doc__ or "")
        say("不认识：/ Not understood: " + " ".join(arguments))
        return 2
    try:
        check_python()
        set_up([RUNTIME, DEVELOPMENT] if command == "test" else [RUNTIME])
        program = os.path.join(PROGRAMS, "jixiao")
        write_example = [program, "example", "-o", os.path.join(ROOT, "out")]
        if command == "--once":
            return launch(write_example)
        if command in ("serve", "test"):
            call([PYTHON, "-m", "jixiao_web.frontend"])  # says itself what it could not do; the site works
        if command == "serve":
            return call(write_example) or launch([program, "demo", "--data", DEMO, *rest])
        if command == "test":
            return launch([PYTHON, "-m", "pytest", *rest], ROOT)
        if command == "bench":
            return launch([PYTHON, "-m", "benchmarks", *rest], ROOT)
        say("已就绪，程序在： / Ready. The program: " + os.path.join(PROGRAMS, "jixiao"))
        return 0
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("已中断，再次运行会从头补好。/ Interrupted. The next run mends what is unfinished.")
        return 130


def is_serving(options: "list[str]") -> bool:
    """Say whether these are options of serving: --port N, --fresh."""
    waiting = list(options)
    while waiting:
        option = waiting.pop(0)
        if option == "--port" and waiting:
            option = "--port=" + waiting.pop(0)
        name, _, value = option.partition("=")
        if option != "--fresh" and not (name == "--port" and value.isdigit()):
            return False
    return True


def say(text: str, stream: TextIO = sys.stderr) -> None:
    """Print whatever the encoding of the console; what it cannot show becomes a question mark."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def check_python() -> None:
    """Refuse a Python that is too old, and say how to get another."""
    version = "%d.%d" % sys.version_info[:2]
    if sys.version_info < (3, 11):
        from shutil import which

        newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if which(name)]
        if newer:
            raise SetupError(
                f"需要 Python 3.11 或更新版本，现在是 {version}。本机另有 {newer[0]}，请改用它运行本文件。",
                f"Python 3.11 or newer is needed; this is {version}. "
                f"This machine also has {newer[0]}: run this file with it.",
            )
        raise SetupError(
            f"需要 Python 3.11 或更新版本，现在是 {version}。Debian 12、Ubuntu 24.04 自带；"
            "其他系统请到 https://www.python.org/downloads/ 下载安装，然后再运行本文件。",
            f"Python 3.11 or newer is needed; this is {version}. Debian 12 and Ubuntu 24.04 bring it; "
            "elsewhere install it from https://www.python.org/downloads/ and run this file again.",
        )


def set_up(locks: "list[str]") -> None:
    """Bring .venv to what the lock files ask for; return at once when it is there already."""
    leave_other_packages_aside()
    wanted = ingredients(locks)
    if holds(recorded(), wanted):
        return
    with OneAtATime():
        done = recorded()
        if holds(done, wanted):  # another call did it while this one waited
            return
        kept = {name: value for name, value in done.items() if name != PROJECT}
        stale = {name for name in kept if name in wanted and kept[name] != wanted[name]}
        source = wheels_at_hand()
        if stale or not kept:
            make_venv()
            kept = {}
        else:
            os.remove(STAMP)
        for lock in locks:
            if lock not in kept:
                install(
                    source, ["--require-hashes", "--only-binary", ":all:", "-r", os.path.join(ROOT, lock)]
                )
        install(source, ["--no-deps", "--no-build-isolation", "-e", ROOT])
        point_at_source()
        kept.update(wanted)
        record(kept)


def leave_other_packages_aside() -> None:
    """Let pip and every program that is started from here see the packages of .venv alone.

    Where PYTHONPATH is set, pip takes what lies there for installed, and the program runs on versions that
    no lock file names.
    """
    os.environ.pop("PYTHONPATH", None)


def ingredients(locks: "list[str]") -> "dict[str, str]":
    """Return what a setup is made from: this place (a .venv cannot be moved), this Python, these files."""
    from hashlib import sha256

    found = {
        "place": repr(os.fsencode(ROOT)),  # the same name in every locale
        "python": "%d.%d " % sys.version_info[:2] + sys.base_prefix,
    }
    for name in [*locks, PROJECT]:
        with open(os.path.join(ROOT, name), "rb") as file:
            found[name] = sha256(file.read()).hexdigest()
    return found


def holds(done: "dict[str, str]", wanted: "dict[str, str]") -> bool:
    """Say whether a setup has all that is wanted; it may have more."""
    return all(done.get(name) == value for name, value in wanted.items())


def recorded() -> "dict[str, str]":
    """Return what the setup that is there was made from; nothing if it is absent, broken or unfinished."""
    import json

    try:
        with open(STAMP, encoding="utf-8") as file:
            done = dict(json.load(file))
    except (OSError, ValueError, TypeError):
        return {}
    return done if os.path.exists(PYTHON) else {}


def record(done: "dict[str, str]") -> None:
    """Write down what the finished setup was made from, whole or not at all."""
    import json

    with open(STAMP + ".new", "w", encoding="utf-8") as file:
        json.dump(done, file, ensure_ascii=False, indent=1)
    os.replace(STAMP + ".new", STAMP)


class OneAtATime:
    """Holds the folder during a setup, so that two calls at once do not spoil each other's work."""

    def __enter__(self) -> None:
        self.folder = -1
        try:
            import fcntl

            self.folder = os.open(ROOT, os.O_RDONLY)
            fcntl.flock(self.folder, fcntl.LOCK_EX)
        except (ImportError, OSError):
            return  # Windows, or a file system without locks: there the user runs one at a time

    def __exit__(self, *error: object) -> None:
        if self.folder >= 0:
            os.close(self.folder)


def wheels_at_hand() -> "list[str]":
    """Return pip's options for a folder of wheels, if there is one: nothing then comes from a network."""
    named = os.environ.get("JIXIAO_WHEELS", "")
    folder = os.path.abspath(named) if named else os.path.join(ROOT, "wheels")
    if os.path.isdir(folder):
        return ["--no-index", "--find-links", folder]
    if named:
        raise SetupError(
            f"环境变量 JIXIAO_WHEELS 指明的文件夹不存在：{folder}",
            f"The folder that JIXIAO_WHEELS names does not exist: {folder}",
        )
    return []


def make_venv() -> None:
    """Make an empty .venv in place of whatever is there."""
    from importlib.util import find_spec
    from subprocess import CalledProcessError

    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise SetupError(
            "这个 Python 缺少 venv 或 ensurepip 模块。"
            "Debian、Ubuntu 请运行：sudo apt install python3-venv；没有管理员权限时，请系统管理员安装。",
            "This Python lacks the module venv or ensurepip. "
            "On Debian and Ubuntu: sudo apt install python3-venv; without the rights to do so, ask who "
            "administers this machine.",
        )
    from venv import EnvBuilder

    say("正在准备运行环境，约需一分钟…… / Setting up, this takes about a minute …")
    try:
        EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=True).create(VENV)
    except (OSError, UnicodeError, CalledProcessError) as error:
        raise SetupError(
            f"无法建立 {VENV}（{error}）。请检查磁盘空间和写入权限，关闭占用它的程序后再运行。",
            f"Cannot make {VENV} ({error}). Check free space and the right to write there, close "
            "the programs that use it, and run this again.",
        ) from error


def install(source: "list[str]", what: "list[str]") -> None:
    """Let pip install into .venv from a source of packages; on a terminal, one line shows what it is at."""
    import subprocess

    command = [PYTHON, "-m", "pip", "install", "--no-input", "--progress-bar", "off", *source, *what]
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0", PYTHONIOENCODING="utf-8")
    pip = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    words = []
    for line in pip.stdout or ():
        words.append(line.rstrip())
        if line.startswith(("Collecting ", "Installing ")):
            show_progress(" ".join(line.split()[:2]))
    show_progress("")
    if pip.wait() != 0:
        say("\n".join(words[-12:]))
        raise SetupError(
            "依赖包没有装成，pip 的原话见上。请检查网络（需要代理或镜像时，用 pip config 设置），再运行一次。"
            f"没有网络时，请在能上网的同类电脑上、在本文件夹里运行\n    {DOWNLOAD}\n"
            "把得到的 wheels 文件夹放到本文件旁边，再运行一次。",
            "The packages could not be installed; pip's own words stand above. Check the network (pip config "
            "sets a proxy or a mirror) and run this again. Without a network: on a connected computer of the "
            f"same kind, in this folder, type\n    {DOWNLOAD}\n"
            "put the folder wheels beside this file, and run this again.",
        )


def show_progress(text: str) -> None:
    """Put a text in place of the last one, where somebody is watching."""
    if sys.stderr.isatty():
        sys.stderr.write("\r" + text[:78].ljust(78) + "\r")
        sys.stderr.flush()


def point_at_source() -> None:
    """Let .venv find src by a relative path.

    Python before 3.13 reads an absolute one in the encoding of the locale: on a Chinese Windows that
    spoils the name of a Chinese folder, which pip has written in UTF-8.
    """
    import glob

    for below in ("lib/python*/site-packages", "Lib/site-packages"):
        for packages in glob.glob(os.path.join(glob.escape(VENV), *below.split("/"))):
            source = os.path.relpath(os.path.join(ROOT, "src"), os.path.realpath(packages))
            with open(os.path.join(packages, "_jixiao.pth"), "w", encoding="ascii") as file:
                file.write(source + "\n")


def launch(command: "list[str]", folder: "str | None" = None) -> int:
    """Hand over to a program of .venv, in the folder named or here; on Windows return its exit code."""
    if folder:
        os.chdir(folder)
    if os.name != "nt":
        os.execv(command[0], command)
    return call(command)  # on Windows no program takes over the process of another


def call(command: "list[str]") -> int:
    """Run a program of .venv to its end; return its exit code."""
    import subprocess

    sys.stdout.flush()
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
