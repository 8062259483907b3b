"""The files of `deploy/` name what there is: settings, commands, and a unit that systemd understands."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from qa.settings import PREFIX, Settings
from tests.parts import light_app
from tests.server.live import serving

ROOT = Path(__file__).parent.parent
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "hoidap-cchc.service").read_text(encoding="utf-8")


def test_every_setting_that_is_named_exists():
    named = set(re.findall(r"CCHC_[A-Z_]+", CONTAINER + UNIT))
    assert named
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_health_check_of_the_container_tells_a_server_that_lives_from_one_that_does_not(tmp_path):
    command = json.loads(re.findall(r"CMD (\[.*urlopen.*\])", CONTAINER)[0])
    command[0] = shutil.which("python3") or "python3"
    with serving(light_app(tmp_path)) as address:
        here = [part.replace("http://127.0.0.1:8000", address) for part in command]
        assert subprocess.run(here, capture_output=True).returncode == 0
    assert subprocess.run(here, capture_output=True).returncode != 0


def test_nothing_of_this_machine_goes_into_the_image():
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    assert {".git", ".venv", ".env"} <= set(left_out)
    assert {name.removeprefix("**/") for name in left_out} >= set(ignored)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path):
    unit = tmp_path / "hoidap-cchc.service"
    unit.write_text(UNIT.replace("/opt/hoidap-cchc/.venv/bin/cchc", "/bin/true"), encoding="utf-8")
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
