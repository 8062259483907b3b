"""What can be set, and what a wrong setting says."""

from pathlib import Path

import pytest

from prompts import templates
from qa.settings import SAMPLES, Settings, SettingsError, load_settings, unknown_variables


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CCHC_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_the_bundled_samples_are_read_and_no_language_model_is_used():
    settings = load_settings()
    assert settings.reports_dir == SAMPLES
    assert SAMPLES.is_dir()
    assert settings.data_dir == Path(".cchc")
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert not settings.llm_base_url
    assert not settings.database_url


def test_a_setting_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("CCHC_REPORTS_DIR", "/bao-cao")
    assert load_settings().reports_dir == Path("/bao-cao")


def test_a_setting_comes_from_a_dotenv_file(tmp_path):
    (tmp_path / ".env").write_text("CCHC_PORT=9001\nKHAC=1\n", encoding="utf-8")
    assert load_settings().port == 9001


def test_an_empty_variable_is_no_choice(monkeypatch):
    monkeypatch.setenv("CCHC_REPORTS_DIR", "")
    monkeypatch.setenv("CCHC_PORT", "")
    settings = load_settings()
    assert (settings.reports_dir, settings.port) == (SAMPLES, 8000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CCHC_PORT", "tám nghìn"),
        ("CCHC_PORT", "70000"),
        ("CCHC_DATABASE_URL", "mysql://x"),
        ("CCHC_LLM_BASE_URL", "localhost:1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_was_given(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert name in str(refused.value)
    assert value in str(refused.value)


def test_all_wrong_settings_are_told_at_once(monkeypatch):
    monkeypatch.setenv("CCHC_PORT", "0")
    monkeypatch.setenv("CCHC_LLM_BASE_URL", "x")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert len(refused.value.problems) == 2


def test_a_password_in_a_wrong_address_is_not_shown(monkeypatch):
    monkeypatch.setenv("CCHC_DATABASE_URL", "postgres://cchc:bimat@may/kho")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "bimat" not in str(refused.value)


def test_a_language_model_needs_its_name(monkeypatch):
    monkeypatch.setenv("CCHC_LLM_BASE_URL", "http://127.0.0.1:1/v1")
    with pytest.raises(SettingsError, match="CCHC_LLM_MODEL"):
        load_settings()


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch):
    monkeypatch.setenv("CCHC_ADMIN_KEY", "bimat")
    assert "bimat" not in repr(load_settings())


def test_a_misspelt_variable_is_noticed(monkeypatch):
    monkeypatch.setenv("CCHC_REPORT_DIR", "/x")
    assert unknown_variables() == ["CCHC_REPORT_DIR"]


def test_every_setting_has_words_for_what_it_expects():
    assert {f"expected_{name}" for name in Settings.model_fields} <= templates("cli").keys()
