"""Workbooks by openpyxl and LibreOffice for the readers' tests: /usr/bin/python3 tests/golden/excel.py

One sheet of measurements with what Excel has and CSV has not: number formats, dates, durations, merged cells, hidden rows and columns,
errors, formulas, a second sheet. LibreOffice computes the formulas and saves it as .xlsx, .ods and .xls. What openpyxl reads of
LibreOffice's file is what kiso must read.
"""
import datetime as dt, json, os, random, shutil, subprocess, tempfile
import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "excel")
os.makedirs(here, exist_ok=True)
at = lambda name: os.path.join(here, name)


def measurements(book, rows=24):
    random.seed(11)
    sheet = book.active
    sheet.title = "検査"
    sheet.append(["製番", "ロット", "外径(mm)", "歩留り", "測定日", "測定時刻", "始業", "工程時間", "再検", "外径の二乗", "判定"])
    for r in range(rows):
        row = r + 2
        width = round(random.gauss(10, 1), 3)
        cells = [58 + r, f"L{r // 4 + 1}" if r % 4 == 0 else None, width, random.randint(80, 99) / 100,
                 dt.date(2024, 2, 27) + dt.timedelta(days=r), dt.datetime(2024, 2, 27, 23, 59, 30) + dt.timedelta(minutes=7 * r),
                 dt.time(8 + r % 8, 30), dt.timedelta(hours=r, minutes=30), r % 3 == 0, f"=C{row}*C{row}", "良品" if width < 10.3 else "不良品"]
        for k, cell in enumerate(cells, 1):
            sheet.cell(row, k, cell)
        for k, code in {1: "00000", 4: "0%", 5: "yyyy/m/d", 6: "yyyy-mm-dd hh:mm:ss", 7: "h:mm", 8: "[h]:mm:ss"}.items():
            sheet.cell(row, k).number_format = code
    sheet["C5"] = "#N/A"
    sheet["C5"].data_type = "e"
    sheet["C6"] = "9.75"  # a number stored as text
    for top in range(2, rows + 2, 4):
        sheet.merge_cells(start_row=top, end_row=top + 3, start_column=2, end_column=2)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["G"].hidden = True
    book.create_sheet("メモ")["A1"] = "覚え書き"
    return book


# Formulas without results: openpyxl does not calculate.
measurements(openpyxl.Workbook()).save(at("openpyxl-formulas.xlsx"))
plain = measurements(openpyxl.Workbook())
for row in range(2, plain.active.max_row + 1):
    plain.active.cell(row, 10, 1.5)
plain.save(at("openpyxl.xlsx"))

mac = openpyxl.Workbook()
mac.epoch = CALENDAR_MAC_1904
mac.active.append(["日付", "値"])
for day in (dt.datetime(1904, 1, 2), dt.datetime(2024, 2, 29, 12), dt.datetime(2024, 3, 1)):
    mac.active.append([day, day.day])
mac.save(at("mac1904.xlsx"))

with tempfile.TemporaryDirectory() as folder:
    for kind in ("xlsx", "ods", "xls"):
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, at("openpyxl-formulas.xlsx")], check=True, stdout=subprocess.DEVNULL)
        shutil.move(os.path.join(folder, f"openpyxl-formulas.{kind}"), at(f"libreoffice.{kind}"))

sheet = openpyxl.load_workbook(at("libreoffice.xlsx"), data_only=True)["検査"]
shown = lambda cell: cell.total_seconds() if isinstance(cell, dt.timedelta) else str(cell) if isinstance(cell, (dt.date, dt.time)) else cell
json.dump([[shown(cell) for cell in row] for row in sheet.iter_rows(values_only=True)], open(at("expected.json"), "w"), ensure_ascii=False, separators=(",", ":"))
