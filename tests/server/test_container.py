"""The container: what goes into its image, and how it is told whether the server in it lives."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from tests.parts import light_app
from tests.server.live import serving

ROOT = Path(__file__).parents[2]
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")


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
