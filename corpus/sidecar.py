"""The sidecar file, `<file>.meta.yaml`: what staff say of a report, which has the last word."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from corpus.model import CorpusError, Header, Stated, Unit
from corpus.periods import parse_date, parse_period
from corpus.readers.encodings import normalise
from corpus.units import parse_unit
from prompts import say

Value = TypeVar("Value")
SIDECAR = ".meta.yaml"

#: What staff may say of a report, as they may call it.
_CALLED = {
    "unit": ("don_vi", "đơn vị"),
    "province": ("tinh", "tỉnh"),
    "period": ("ky_bao_cao", "kỳ báo cáo"),
    "title": ("tieu_de", "tiêu đề"),
    "number": ("so_hieu", "số hiệu"),
    "issuer": ("co_quan", "cơ quan ban hành"),
    "issued_on": ("ngay_ban_hanh", "ngày ban hành"),
    "kind": ("loai", "loại văn bản"),
}
_KEYS = {name: key for key, names in _CALLED.items() for name in (key, *names)}
#: What is taken over as it is written.
_AS_WRITTEN = ("title", "number", "issuer", "kind")


def with_sidecar(path: Path, header: Header, unit: Unit | None) -> tuple[Header, Unit | None]:
    """Return header and unit with what staff wrote in `<file>.meta.yaml` put in their place."""
    sidecar = path.with_name(path.name + SIDECAR)
    if not sidecar.is_file():
        return header, unit
    said = read_sidecar(sidecar)
    as_written: dict[str, Any] = {key: Stated(said[key]) for key in _AS_WRITTEN if key in said}
    header = replace(header, **as_written)
    if "period" in said:
        header = replace(header, period=_read(sidecar, "period", said["period"], parse_period))
    if "issued_on" in said:
        day = _read(sidecar, "issued_on", said["issued_on"], parse_date)
        header = replace(header, issued_on=Stated(day.isoformat()))
    if "unit" in said:
        unit = _read(sidecar, "unit", said["unit"], parse_unit)
    if "province" in said and unit is not None and ("unit" in said or not unit.parent):
        unit = replace(unit, parent=_province(said["province"]))
    return header, unit


def read_sidecar(sidecar: Path) -> dict[str, str]:
    """Return what staff wrote of a report, by the English names of the keys."""
    name = sidecar.name
    try:
        loaded = yaml.safe_load(normalise(sidecar.read_bytes().decode("utf-8-sig")))
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise CorpusError(str(sidecar), say("corpus.unreadable", file=name, cause=cause)) from error
    except UnicodeDecodeError as error:
        raise CorpusError(str(sidecar), say("corpus.encoding", file=name)) from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CorpusError(str(sidecar), say("corpus.sidecar_yaml", file=name, line=line)) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise CorpusError(str(sidecar), say("corpus.sidecar_shape", file=name))
    said: dict[str, str] = {}
    for key, value in loaded.items():
        known = _KEYS.get(str(key).strip().lower())
        if known is None:
            names = ", ".join(_CALLED)
            raise CorpusError(str(sidecar), say("corpus.sidecar_key", file=name, key=key, known=names))
        if value is None:
            continue
        if isinstance(value, (dict, list)):
            raise _bad_value(sidecar, known, value, "hint_text")
        said[known] = " ".join(str(value).split())
    return {key: value for key, value in said.items() if value}


def _bad_value(sidecar: Path, key: str, value: object, hint: str) -> CorpusError:
    reason = say("corpus.sidecar_value", file=sidecar.name, key=key, value=value, hint=say(f"corpus.{hint}"))
    return CorpusError(str(sidecar), reason)


def _read(sidecar: Path, key: str, value: str, parse: Callable[[str], Value | None]) -> Value:
    read = parse(value)
    if read is None:
        raise _bad_value(sidecar, key, value, f"hint_{key}")
    return read


def _province(name: str) -> str:
    """Return "Đồng Tháp" as "tỉnh Đồng Tháp"."""
    said = parse_unit(name)
    return said.name if said is not None else f"tỉnh {name}"
