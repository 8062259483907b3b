"""PDF files for tests, set as offices set their papers: letterhead and signature in two columns, notes, tables."""

from collections.abc import Sequence
from pathlib import Path

import font_roboto
from fpdf import FPDF

FONTS = Path(font_roboto.__file__).parent / "files"
MARGIN = 25


class Paper(FPDF):
    """A4 in one font; `head` is printed above and "- n -" below every page but the first."""

    def __init__(self, head: str = "", size: float = 13, numbered: bool = True) -> None:
        super().__init__(format="A4")
        self.head, self.size, self.numbered = head, size, numbered
        self.add_font("Roboto", fname=FONTS / "Roboto-Regular.ttf")
        self.add_font("Roboto", style="B", fname=FONTS / "Roboto-Bold.ttf")
        self.set_margins(MARGIN, 20)
        self.set_auto_page_break(True, 30)
        self.add_page()
        self.set_font("Roboto", size=size)

    def header(self) -> None:
        if self.page_no() == 1:
            return
        self.set_font("Roboto", size=9)
        if self.head:
            self.cell(0, 6, self.head, align="R", new_x="LMARGIN", new_y="NEXT")
        self.set_font("Roboto", size=self.size)

    def footer(self) -> None:
        if self.page_no() > 1 and self.numbered:
            self.set_y(-15)
            self.cell(0, 6, f"- {self.page_no()} -", align="C")

    def two_columns(self, left: Sequence[str], right: Sequence[str], bold: bool = False) -> None:
        if self.will_page_break(7 * max(len(left), len(right))):
            self.add_page()
        top = self.get_y()
        for column, lines in enumerate((left, right)):
            for order, line in enumerate(lines):
                self.set_xy(MARGIN + column * 65, top + order * 7)
                self.cell(60 if column == 0 else 95, 7, line, align="C" if column or not line.startswith("-") else "L")
        self.set_xy(MARGIN, top + 7 * max(len(left), len(right)) + 4)

    def letterhead(self, office: Sequence[str], number: str, place_and_day: str) -> None:
        self.two_columns(
            [*office, f"Số: {number}"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", place_and_day],
        )

    def heading(self, *lines: str) -> None:
        self.set_font("Roboto", style="B", size=self.size)
        for line in lines:
            self.cell(0, 7, line, align="C", new_x="LMARGIN", new_y="NEXT")
        self.set_font("Roboto", size=self.size)
        self.ln(4)

    def say(self, words: str) -> None:
        """Set a paragraph in both margins, its first line set in; "^4" raises the 4."""
        self.set_x(MARGIN)
        if "^" not in words:
            self.multi_cell(0, 7, "      " + words, align="J", new_x="LMARGIN", new_y="NEXT")
        else:
            self.write(7, "      ")
            for order, piece in enumerate(words.split("^")):
                number = "" if order == 0 else piece[: len(piece) - len(piece.lstrip("0123456789"))]
                self.char_vpos = "SUP"
                self.write(7, number)
                self.char_vpos = "LINE"
                self.write(7, piece[len(number) :])
            self.ln(7)
        self.ln(2)

    def notes(self, *notes: str) -> None:
        """Print notes at the foot of this page, below a short rule, in small letters."""
        place = self.get_xy()
        self.set_auto_page_break(False)
        self.set_font("Roboto", size=9)
        self.set_xy(MARGIN, -20 - 5 * len(notes))
        self.line(MARGIN, self.get_y() - 1, MARGIN + 40, self.get_y() - 1)
        for note in notes:
            self.cell(0, 5, note, new_x="LMARGIN", new_y="NEXT")
        self.set_font("Roboto", size=self.size)
        self.set_auto_page_break(True, 30)
        self.set_xy(*place)

    def ruled(self, rows: Sequence[Sequence[str]], widths: Sequence[int] | None = None) -> None:
        with self.table(col_widths=widths, line_height=7, repeat_headings=1) as table:
            for cells in rows:
                row = table.row()
                for cell in cells:
                    row.cell(cell)
        self.ln(4)

    def get_xy(self) -> tuple[float, float]:
        return self.get_x(), self.get_y()

    def save(self, folder: Path, name: str) -> Path:
        path = folder / name
        self.output(str(path))
        return path
