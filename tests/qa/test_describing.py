"""Staff say of a report what it does not say itself."""

import pytest

from qa.settings import SAMPLES
from qa.shelves.describing import describe_report, description
from qa.shelves.library import LibraryError, list_reports
from tests.parts import LightApp, settings_in


@pytest.fixture
def app(tmp_path):
    with LightApp(settings_in(tmp_path)) as app:
        app.update()
        yield app


def only(app) -> str:
    return list_reports(app)[0]["id"]


def sidecar(app) -> str:
    path = app.settings.reports_dir / "tan-hong-2023.txt.meta.yaml"
    return path.read_text("utf-8") if path.exists() else ""


def test_what_is_known_is_offered_as_a_person_would_write_it(app):
    known = description(app, only(app))
    assert (known["unit"], known["number"], known["issued_on"]) == ("huyện Tân Hồng", "114/BC-UBND", "25/3/2024")


def test_a_correction_holds_at_once_and_only_what_differs_is_written(app):
    known = description(app, only(app))
    report = describe_report(app, only(app), {**known, "number": "115/BC-UBND", "period": "quý I/2024"})
    assert (report["number"], report["period"], report["unit"]) == ("115/BC-UBND", "quý I/2024", "huyện Tân Hồng")
    assert sidecar(app) == "period: quý I/2024\nnumber: 115/BC-UBND\n"


def test_an_emptied_field_lets_the_report_speak_again(app):
    describe_report(app, only(app), {"number": "115/BC-UBND"})
    assert describe_report(app, only(app), {"number": ""})["number"] == "114/BC-UBND"
    assert sidecar(app) == ""


def test_a_unit_that_staff_name_is_the_unit_of_its_figures(app):
    describe_report(app, only(app), {"unit": "huyện Lâm Hà", "province": "Lâm Đồng"})
    assert {fact.subject for fact in app.index.facts()} == {"huyện Lâm Hà"}


@pytest.mark.parametrize(("field", "value"), [("period", "mùa xuân"), ("issued_on", "hôm qua"), ("unit", "abc")])
def test_what_cannot_be_read_is_refused_with_the_reason_and_changes_nothing(app, field, value):
    describe_report(app, only(app), {"title": "Tên mới"})
    before = sidecar(app)
    with pytest.raises(LibraryError, match=value):
        describe_report(app, only(app), {field: value})
    assert sidecar(app) == before
    assert list_reports(app)[0]["title"] == "Tên mới"


def test_the_bundled_samples_are_left_as_they_are(tmp_path):
    with LightApp(settings_in(tmp_path, reports_dir=SAMPLES)) as app:
        app.update([SAMPLES / "tan-hong-bao-cao-2023.txt"])
        with pytest.raises(LibraryError, match="không sửa thông tin được"):
            describe_report(app, only(app), {"title": "x"})


def test_a_report_that_is_not_there_cannot_be_described(app):
    with pytest.raises(LibraryError, match="Không có báo cáo"):
        describe_report(app, "absent", {"title": "x"})
