"""The picture of a page made ready for reading: specks taken off, laid straight, drawn lines found and wiped out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from corpus.readers.sheet import Rule

_Mask = NDArray[np.bool_]
_STEEPEST = 4.0  # degrees that a page may lie askew
_LINE = 0.45  # inches: a longer dark stroke is a drawn line, no letter
_THICKEST = 0.03  # inches


def clean(picture: Image.Image) -> Image.Image:
    """Return the picture in grey, evenly lit, without the specks of a bad scan, and straight."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    dark, kept = _dark(grey), _dark(smooth)
    specks = int((dark & ~kept).sum())
    if specks * 8 > int(dark.sum()):
        grey = smooth
    angle = _skew(grey)
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255) if angle else grey


def _dark(picture: Image.Image) -> _Mask:
    dark: _Mask = np.asarray(picture) < 128
    return dark


def _skew(picture: Image.Image) -> float:
    """Return by how many degrees to turn the picture so that its lines are level: their rows then differ most."""
    small = picture.copy()
    small.thumbnail((900, 900))

    def contrast(angle: float) -> float:
        rows = np.asarray(small.rotate(angle, fillcolor=255), dtype=np.float32).mean(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=contrast)
    fine = max(np.arange(coarse - 0.4, coarse + 0.45, 0.1), key=contrast)
    return 0.0 if abs(fine) < 0.1 or contrast(float(fine)) < 1.05 * contrast(0.0) else round(float(fine), 1)


def take_rules(picture: Image.Image, dots: float) -> tuple[list[Rule], Image.Image]:
    """Return the drawn lines of the picture, in its points, and the picture without them."""
    dark = _dark(picture)
    least, thick = int(_LINE * dots), max(3, int(_THICKEST * dots))
    level = _long_runs(dark, least)
    upright = _long_runs(dark.T, least).T
    rules = [Rule(x0, y, x1, y) for y, x0, x1 in _strokes(level, thick)]
    rules += [Rule(x, y0, x, y1) for x, y0, y1 in _strokes(upright.T, thick)]
    wiped = np.asarray(picture).copy()
    gone = level | upright
    gone[1:] |= gone[:-1].copy()  # the grey edge of a line
    gone[:-1] |= gone[1:].copy()
    wiped[gone] = 255
    return rules, Image.fromarray(wiped)


def _long_runs(dark: _Mask, least: int) -> _Mask:
    """Return the dark pixels that stand in a level run of at least that length; a gap of two pixels breaks none."""
    closed = dark.copy()
    closed[:, 1:-1] |= dark[:, :-2] & dark[:, 2:]
    edges = np.diff(np.pad(closed.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    found = np.zeros_like(dark)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    for row, start, end in zip(rows, starts, ends, strict=True):
        if end - start >= least:
            found[row, start:end] = True
    return found


def _strokes(runs: _Mask, thick: int) -> Iterator[tuple[float, float, float]]:
    """Yield each drawn line once: its middle, and where it begins and ends."""
    row = 0
    filled = [bool(line.any()) for line in runs]
    while row < len(filled):
        if not filled[row]:
            row += 1
            continue
        last = row
        while last + 1 < len(filled) and filled[last + 1]:
            last += 1
        if last - row < thick:
            columns = np.flatnonzero(runs[row : last + 1].any(axis=0))
            for part in np.split(columns, np.flatnonzero(np.diff(columns) > 3) + 1):
                yield (row + last) / 2, float(part[0]), float(part[-1])
        row = last + 1
