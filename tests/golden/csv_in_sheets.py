"""What LibreOffice 7.4 makes of the cells of a .csv that it opens with its defaults: python3 csv_in_sheets.py > csv-in-sheets.json"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

texts = ["00058", "1E5", "12345678901234567", "TRUE", "1-2", "1/2", "2024-01-02", "A-1", "58", "0.5"]
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder, "in.csv")
    path.write_text("\ufeffbare,quoted\r\n" + "".join(f'{text},"{text}"\r\n' for text in texts))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fods", "--outdir", folder, str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    cells = re.findall(r"<table:table-cell([^>]*)>\s*<text:p>([^<]*)</text:p>", path.with_suffix(".fods").read_text())


def kept(attributes, shown):
    """A number's value; what is shown of all else."""
    number = re.search(r'office:value="([^"]*)"', attributes)
    return number[1] if number else shown


# Equal cells side by side are written once.
found = [kept(*cell) for cell in cells for _ in range(int((re.findall(r'columns-repeated="(\d+)"', cell[0]) or ["1"])[0]))][2:]
pairs = [{"text": text, "bare": found[2 * i], "quoted": found[2 * i + 1]} for i, text in enumerate(texts)]
json.dump(pairs, sys.stdout, indent=1)
