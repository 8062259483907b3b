"""Older office formats (.doc, .xls, .rtf, .odt, .ods), turned into new ones by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from corpus.readers.reading import Reading, ReadingError

#: A report of 500 pages takes about 10 s, the first start of LibreOffice as long again.
LONGEST_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")

# Macros never run and nothing is fetched that a file points at.
_SAFE = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    + "".join(
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for name, value in _SAFE.items()
    )
    + "</oor:items>\n"
)


def read_old_text(raw: bytes, suffix: str) -> Reading:
    from corpus.readers.docx import read_docx

    return read_docx(convert(raw, suffix, "docx"))


def read_old_sheet(raw: bytes, suffix: str) -> Reading:
    from corpus.readers.sheets import read_xlsx

    return read_xlsx(convert(raw, suffix, "xlsx"))


def convert(raw: bytes, suffix: str, target: str) -> bytes:
    """Return the file in another format; raises ReadingError where LibreOffice is missing, fails or takes too long."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise ReadingError("no_office", suffix=suffix, target=f".{target}")
    with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(raw)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        _run(
            [program, f"-env:UserInstallation={settings.parent.parent.as_uri()}", "--headless", "--norestore",
             "--nolockcheck", "--nodefault", "--convert-to", target, "--outdir", folder, str(source)],
            target,
        )  # fmt: skip
        made = source.with_suffix(f".{target}")
        if not made.is_file():
            raise ReadingError("not_converted", target=f".{target}")
        return made.read_bytes()


def _run(command: list[str], target: str) -> None:
    # The program starts others: all of them go with it when it takes too long.
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadingError("not_converted", target=f".{target}") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
