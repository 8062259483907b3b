"""Older office formats (.doc, .xls, .rtf, .odt, .ods), turned into new ones by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from corpus.readers.reading import Reading, ReadingError

#: A report of 500 pages takes about 10 s, the first start of LibreOffice as long again.
LONGEST_SECONDS = 120
#: How the program ends when it wants to be started again, as it does with a new profile.
_AGAIN = 81
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
    program = _program()
    if program is None:
        raise ReadingError("no_office", suffix=suffix, target=f".{target}")
    with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(raw)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        _run(
            [str(program), f"-env:UserInstallation={settings.parent.parent.as_uri()}", "--headless", "--norestore",
             "--nolockcheck", "--nodefault", "--convert-to", target, "--outdir", folder, str(source)],
            target,
        )  # fmt: skip
        made = source.with_suffix(f".{target}")
        if not made.is_file():
            raise ReadingError("not_converted", target=f".{target}")
        return made.read_bytes()


def _program() -> Path | None:
    """Return the program itself rather than the script that starts it: one process, which can be ended."""
    script = shutil.which("soffice") or shutil.which("libreoffice")
    if script is None:
        return None
    beside = Path(script).resolve().with_name("soffice.bin")
    return beside if beside.is_file() else Path(script)


def _run(command: list[str], target: str) -> None:
    end = time.monotonic() + LONGEST_SECONDS
    # It stays in the group of this process, so that whoever ends the one ends the other.
    for _ in range(3):
        try:
            left = max(end - time.monotonic(), 1)
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=left
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise ReadingError("not_converted", target=f".{target}") from error
        if done.returncode != _AGAIN:
            return
