from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from jixiao.example import example_year
from jixiao.exchange import write_year
from tests.cli.conftest import Jixiao


def test_one_report_in_several_formats(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    paths = [tmp_path / "new" / f"report{suffix}" for suffix in (".docx", ".html", ".md")]
    said = jixiao("report", example_workbook, *(part for path in paths for part in ("-o", path)))
    assert said.code == 0, said.err
    assert said.lines[:3] == [str(path) for path in paths]
    assert "13,112.03" in paths[2].read_text(encoding="utf-8")
    assert all(path.stat().st_size for path in paths)


def lacking(folder: Path) -> Path:
    """The example without the words on what its first project did."""
    package = folder / "year"
    write_year(example_year(), package)
    file = next(each for each in sorted(package.glob("*.toml")) if "projects" in each.name)
    text = file.read_text(encoding="utf-8")
    start = text.index("results =")
    opened = text.index('"', start)
    closing = '"""' if text[opened : opened + 3] == '"""' else '"'
    end = text.index(closing, opened + len(closing)) + len(closing)
    file.write_text(text[:start] + text[end:].lstrip("\n"), encoding="utf-8")
    return package


def test_what_the_ledger_lacks_is_listed_with_its_place(jixiao: Jixiao, tmp_path: Path):
    said = jixiao("report", lacking(tmp_path), "-o", tmp_path / "report.md")
    assert said.code == 0, said.err
    assert "Wanting (待补): 1" in said.lines
    assert said.lines[-1] == "  “无围墙”站点年租金: 完成情况"
    assert "【待补：完成情况】" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_a_clean_copy_is_refused_while_something_is_wanting(jixiao: Jixiao, tmp_path: Path):
    target = tmp_path / "report.md"
    said = jixiao("report", lacking(tmp_path), "-o", target, "--final")
    assert (said.code, said.out) == (2, "")
    assert "完成情况" in said.err
    assert not target.exists()


def test_a_clean_copy_of_a_complete_year_is_written(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    assert jixiao("report", example_workbook, "-o", tmp_path / "report.md", "--final").code == 0


def saved_by_an_office_program(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data.replace(b">Jixiao<", b">WPS Office<"))


def saved_by_a_script(path: Path) -> None:
    edited = docx.Document(str(path))
    edited.paragraphs[0].add_run("（修改稿）")
    edited.save(str(path))


@pytest.mark.parametrize("edited", [saved_by_an_office_program, saved_by_a_script])
def test_a_document_that_was_edited_is_not_lost(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path, edited: Callable[[Path], None]
):
    target = tmp_path / "report.docx"
    assert jixiao("report", example_workbook, "-o", target).code == 0
    assert jixiao("report", example_workbook, "-o", target).code == 0, "our own may be written anew"
    edited(target)
    kept = target.read_bytes()
    said = jixiao("report", example_workbook, "-o", tmp_path / "first.md", "-o", target)
    assert said.code == 2
    assert "--refresh" in said.err
    assert target.read_bytes() == kept
    assert not (tmp_path / "first.md").exists(), "nothing is written unless all is"
    assert jixiao("report", example_workbook, "-o", target, "--force").code == 0


def test_the_year_itself_is_never_written_over(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    year = tmp_path / "year.md"
    year.write_bytes(example_workbook.read_bytes())
    said = jixiao("report", year, "-o", year)
    assert said.code == 2
    assert "is the file that is read" in said.err
    assert year.read_bytes() == example_workbook.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["-o", "report.doc"], "the name must end in one of"),
        (["-o", "report.md", "--tone", "loud"], "--tone takes external, internal; not “loud”"),
        (["-o", "report.md", "--as-of", "2019-02-30"], "is no date"),
        (["-o", "report.md", "--period", "二月"], "二月"),
        (["-o", "report.md", "--outline", "nobody"], "nobody"),
        (["-o", "report.md", "--layout", "nobody"], "nobody"),
        (["-o", "report.md", "--policy", "nobody"], "nobody"),
        ([], "Say where to write the report"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    jixiao: Jixiao,
    example_workbook: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    why: str,
):
    monkeypatch.chdir(tmp_path)
    said = jixiao("report", example_workbook, *arguments)
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_period_chooses_the_outline_and_the_date(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    assert jixiao("report", example_workbook, "-o", tmp_path / "half.md", "--period", "半年").code == 0
    text = (tmp_path / "half.md").read_text(encoding="utf-8")
    assert "2019年6月30日" in text
    assert "2019年12月31日" not in text


def test_annexes_and_letters_are_written_into_a_folder(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path
):
    forms = jixiao("forms", example_workbook, "-o", tmp_path / "forms")
    assert forms.code == 0, forms.err
    assert sorted(Path(line).suffix for line in forms.lines) == [".docx", ".docx", ".xlsx", ".xlsx"]
    assert all(Path(line).is_file() for line in forms.lines)
    letters = jixiao("letter", example_workbook, "-o", tmp_path / "letters")
    assert letters.code == 0, letters.err
    assert {each.name for each in (tmp_path / "letters").iterdir()} == {"报送函.docx", "封面.docx"}
    assert "待补" in letters.out
    given = ["--number", "月办函〔2020〕3号", "--dated", "2020-01-08"]
    assert "待补" not in jixiao("letter", example_workbook, "-o", tmp_path / "letters", *given).out


def test_each_project_gets_its_own_forms_in_an_archive(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path
):
    wanted = ["--form", "monitoring-136", "--format", "pdf", "--format", "xlsx"]
    said = jixiao("forms", example_workbook, "-o", tmp_path / "forms.zip", *wanted)
    assert said.code == 0, said.err
    with ZipFile(tmp_path / "forms.zip") as archive:
        names = archive.namelist()
        assert len(names) == 40
        first = next(each for each in names if each.endswith(".pdf"))
        assert archive.read(first).startswith(b"%PDF")
        assert Path(first).name.startswith("01 ")


def test_one_form_of_one_project_is_written_alone(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    wanted = ["--form", "self-evaluation", "--project", "P03", "--format", "xlsx"]
    said = jixiao("forms", example_workbook, "-o", tmp_path, *wanted)
    assert said.code == 0, said.err
    (path,) = [Path(each) for each in said.lines]
    assert len(openpyxl.load_workbook(path).sheetnames) == 1


@pytest.mark.parametrize(
    ("wanted", "told"), [(["--format", "rtf"], "No such format"), (["--project", "X9"], "has the code X9")]
)
def test_forms_that_cannot_be_written_are_refused(
    wanted: list[str], told: str, jixiao: Jixiao, example_workbook: Path, tmp_path: Path
):
    said = jixiao("forms", example_workbook, "-o", tmp_path / "forms", *wanted)
    assert said.code == 2
    assert told in said.err
    assert not (tmp_path / "forms").exists()


def test_a_blank_wants_its_mapping(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    said = jixiao("forms", example_workbook, "-o", tmp_path, "--blank", "blank.xlsx")
    assert said.code == 2
    assert "--blank and --mapping go together" in said.err


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_forms_that_somebody_edited_are_not_overwritten(
    jixiao: Jixiao, example_workbook: Path, tmp_path: Path, suffix: str
):
    folder = tmp_path / "forms"
    assert jixiao("forms", example_workbook, "-o", folder).code == 0
    assert jixiao("forms", example_workbook, "-o", folder).code == 0, "our own are written anew"
    edited = next(each for each in sorted(folder.iterdir()) if each.suffix == suffix)
    if suffix == ".xlsx":
        openpyxl.load_workbook(edited).save(edited)
    else:
        docx.Document(str(edited)).save(str(edited))
    kept = edited.read_bytes()
    said = jixiao("forms", example_workbook, "-o", folder)
    assert (said.code, edited.read_bytes()) == (2, kept)
    assert "was edited after it had been written" in said.err
    assert jixiao("forms", example_workbook, "-o", folder, "--force").code == 0


def test_the_folder_of_forms_may_not_be_a_file(jixiao: Jixiao, example_workbook: Path, tmp_path: Path):
    (tmp_path / "forms").touch()
    said = jixiao("forms", example_workbook, "-o", tmp_path / "forms")
    assert said.code == 2
    assert "is a file, not a folder" in said.err
