"""How the build gets the third-party files of the pages, and what it says where it cannot."""

from __future__ import annotations

import io
import json
import tarfile
from base64 import b64encode
from hashlib import sha512
from pathlib import Path

import pytest

from jixiao_web.frontend import fetch

pytestmark = pytest.mark.one_database


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for what is fetched, and no network to fetch it from."""
    monkeypatch.setattr(fetch, "SERVED", tmp_path / "served")
    monkeypatch.setattr(fetch, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(fetch, "_npm", lambda: ["false"])
    monkeypatch.setattr(
        fetch, "SERVED_FILES", (fetch.Wanted("echarts", "dist/echarts.min.js", "echarts.min.js"),)
    )
    monkeypatch.setenv("JIXIAO_WHEELS", str(tmp_path))
    return tmp_path


def lay_archive(folder: Path, content: bytes, *, as_locked: bool = True) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/dist/echarts.min.js")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    (folder / "echarts-6.1.0.tgz").write_bytes(packed.getvalue())
    digest = b64encode(sha512(packed.getvalue() if as_locked else b"").digest()).decode()
    locked = {"packages": {"node_modules/echarts": {"version": "6.1.0", "integrity": f"sha512-{digest}"}}}
    (folder / "package-lock.json").write_text(json.dumps(locked))


def test_an_archive_beside_the_wheels_needs_no_network(elsewhere: Path):
    lay_archive(elsewhere, b"// charts")
    fetch.fetch()
    assert (elsewhere / "served/echarts.min.js").read_bytes() == b"// charts"


def test_what_is_there_from_the_same_lock_file_is_left_alone(elsewhere: Path):
    lay_archive(elsewhere, b"// charts")
    fetch.fetch()
    (elsewhere / "echarts-6.1.0.tgz").unlink()
    fetch.fetch()


def test_another_lock_file_fetches_again(elsewhere: Path):
    lay_archive(elsewhere, b"// charts")
    fetch.fetch()
    lay_archive(elsewhere, b"// newer charts")
    fetch.fetch()
    assert (elsewhere / "served/echarts.min.js").read_bytes() == b"// newer charts"


def test_an_archive_with_another_digest_is_refused(elsewhere: Path):
    lay_archive(elsewhere, b"// charts", as_locked=False)
    with pytest.raises(fetch.NotFetched, match="校验值不符"):
        fetch.fetch()


def test_without_a_network_it_says_so_in_both_languages_and_what_still_works(elsewhere: Path):
    (elsewhere / "package-lock.json").write_text(
        '{"packages": {"node_modules/echarts": {"version": "6.1.0"}}}'
    )
    with pytest.raises(fetch.NotFetched) as told:
        fetch.fetch()
    assert "图以表格代替" in str(told.value)
    assert "tables in place of charts" in str(told.value)


def test_the_lock_file_names_no_registry():
    locked = Path(fetch.HERE / "package-lock.json").read_text("utf-8")
    assert "http" not in locked
    assert all("integrity" in each for name, each in json.loads(locked)["packages"].items() if name)
