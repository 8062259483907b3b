"""What the documentation says is true of the program."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from corpus.load import SUPPORTED, load
from prompts import templates
from qa.cli import main
from qa.judging.gold import GoldQuestion
from qa.settings import Settings

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_the_documents_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_the_documents_name_is_there(document: Path) -> None:
    named = r"`((?:corpus|docs|index|prompts|qa|tests|bench)/[\w./-]+)`"
    for path in re.findall(named, document.read_text("utf-8")):
        assert (ROOT / path).exists(), path


def test_the_map_of_qa_has_every_module_and_package_and_no_other() -> None:
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("| in `qa/` |")[1].split("\n\n")[0]
    named = {name.rstrip("/") for name in re.findall(r"(?<!from )`([\w.]+(?:\.py|/))`", table)}
    there = [path for path in (ROOT / "qa").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    assert named == {path.name for path in there} - {"__init__.py"}


def _first_column(table: str) -> list[str]:
    """Return what stands in backquotes in the first column of a Markdown table."""
    cells = re.findall(r"^\| (`.+?) \|", table, re.M)
    return [name for cell in cells for name in re.findall(r"`(.+?)`", cell)]


def test_the_guide_lists_every_setting_and_no_other() -> None:
    listed = _first_column(GUIDE.split("## Cài đặt")[1].split("\n## ")[0])
    assert sorted(listed) == sorted("CCHC_" + name.upper() for name in Settings.model_fields)


def test_the_guide_lists_every_address_of_the_api_and_no_other(tmp_path: Path) -> None:
    from qa.app import open_app
    from server import create_app

    table = GUIDE.split("| Địa chỉ | Việc |")[1].split("\n\n")[0]
    listed = set(re.findall(r"`(?:GET|POST|PUT|DELETE) ([^?`]+)", table))
    with open_app(Settings(data_dir=tmp_path, _env_file=None)) as app:  # type: ignore[call-arg]
        server = create_app(app, with_page=False)
        served = {path.replace("{document_id}", "{id}") for path in server.openapi()["paths"]}
    assert listed == served | {"/documents/{id}", "/metrics"}


def test_the_guide_names_every_format_that_can_be_read() -> None:
    formats = GUIDE.split("Đọc được ")[1].split(";")[0]
    assert set(re.findall(r"\.\w+", formats)) | {".htm"} == set(SUPPORTED)


def test_the_sidecar_file_of_the_guide_names_the_unit_of_a_report_that_does_not(tmp_path: Path) -> None:
    name, sidecar = re.findall(r"`([\w.-]+)\.meta\.yaml`:\n\n```yaml\n(.+?)```", GUIDE, re.S)[0]
    report = tmp_path / name
    report.write_bytes((ROOT / "corpus" / "samples" / name).read_bytes())
    assert load(report).unit is None
    (tmp_path / f"{name}.meta.yaml").write_text(sidecar, encoding="utf-8")
    unit = load(report).unit
    assert unit is not None
    assert (unit.name, unit.parent) == ("huyện Lâm Hà", "tỉnh Lâm Đồng")


def test_every_key_of_a_sidecar_file_that_the_guide_lists_can_be_used(tmp_path: Path) -> None:
    keys = _first_column(GUIDE.split("| Khóa | Viết thế nào |")[1].split("\n\n")[0])
    good = {"period": "2023", "kỳ báo cáo": "2023", "issued_on": "25/3/2024", "ngày ban hành": "2024-03-25"}
    report = tmp_path / "a.txt"
    report.write_text("Huyện đạt 74,85 điểm.", encoding="utf-8")
    for key in keys:
        sidecar = f"{key}: {good.get(key, 'huyện Lâm Hà')}\n"
        (tmp_path / "a.txt.meta.yaml").write_text(sidecar, encoding="utf-8")
        load(report)
    assert len(keys) >= 16


def test_the_table_of_gold_fields_is_the_table_that_is_read() -> None:
    text = (ROOT / "docs" / "questions.md").read_text("utf-8")
    listed = set(_first_column(text.split("## The file")[1].split("```")[0]))
    assert listed == set(GoldQuestion.model_fields)


def test_the_gold_question_of_the_documentation_can_be_read() -> None:
    text = (ROOT / "docs" / "questions.md").read_text("utf-8")
    question = GoldQuestion.model_validate(json.loads(re.findall(r"```json\n(.+?)```", text, re.S)[0]))
    report = (ROOT / "corpus" / "samples" / question.source_doc).read_text("utf-8")
    assert question.source_quote in report


@cache
def _sources() -> tuple[str, set[str]]:
    """Return all of our code, and the names that stand in it behind a quotation mark or a point."""
    folders = [ROOT / name for name in ("corpus", "index", "qa", "page", "web")]
    paths = [path for folder in folders for kind in ("*.py", "*.js") for path in folder.rglob(kind)]
    sources = "".join(path.read_text("utf-8") for path in [*paths, ROOT / "ui.py", ROOT / "server.py"])
    return sources, set(re.findall(r"""["'.](\w+)""", sources))


@pytest.mark.parametrize("file", [path.stem for path in sorted((ROOT / "prompts").glob("*.toml"))])
def test_every_template_is_said_somewhere_or_gone(file: str) -> None:
    """A template nobody asks for is one that a clerk mends in vain."""
    sources, named = _sources()
    # Asked for in full, by a name of its own, by its two halves, or by a beginning: "tab_{name}". Or all at once.
    beginnings = tuple(re.findall(r"""f["'](?:\w+\.)?(\w+_)\{""", sources))
    at_once = f'templates("{file}").items()' in sources or f'dumps(templates("{file}")' in sources

    for name in templates(file):
        halves = name.partition("_")
        said = name.removeprefix("js_") in named or (halves[2] and {halves[0], halves[2]} <= named)
        assert said or name.startswith(beginnings) or (at_once and file in ("embed", "openapi")), name


def test_the_answer_on_the_first_page_is_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    question, shown = re.findall(r'```\n\$ \.venv/bin/cchc ask "(.+?)"\n(.+?)\n```', readme, re.S)[0]
    for name in Settings.model_fields:
        monkeypatch.delenv("CCHC_" + name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)  # no .env, and an index of its own
    assert main(["index"]) == 0
    capsys.readouterr()
    assert main(["ask", question]) == 0
    assert capsys.readouterr().out.strip() == shown.strip()
