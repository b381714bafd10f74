#!/bin/sh
# Makes assets/fonts/NotoSansJP-Regular.otf: the part of Noto Sans CJK JP that kiso's charts need, so that a
# PNG has the same pixels on every machine, Japanese included; and of that NotoSansJP-Latin.otf, the part of a
# chart without Japanese: resvg takes the time of its font's size for each letter. Needs Debian's fonts-noto-cjk
# and python3-fonttools. Usage: scripts/make-font.sh   (from the repository's root)
set -eu

source=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
out=assets/fonts/NotoSansJP-Regular.otf
python=/usr/bin/python3
characters=$(mktemp)
trap 'rm -f "$characters"' EXIT

# Every character of JIS X 0208 (level 1 and 2 kanji, kana, Greek, symbols) with Python's own table of
# it, and the blocks that names and formulas use.
"$python" - "$characters" <<'PYTHON'
import sys

LAST_ROW = int(sys.argv[2]) if len(sys.argv) > 2 else 84  # rows 16-47 are level 1, 48-84 level 2
jis = set()
for row in range(1, LAST_ROW + 1):
    for cell in range(1, 95):
        try:
            jis.add(bytes([row + 0xA0, cell + 0xA0]).decode("euc_jp"))
        except UnicodeDecodeError:
            pass
blocks = [
    (0x0020, 0x007F), (0x00A0, 0x0180),  # ASCII, Latin-1, Latin Extended-A
    (0x0370, 0x0400),                    # Greek
    (0x2000, 0x2070), (0x2070, 0x20A0), (0x20A0, 0x20C0),  # punctuation, super- and subscripts, currency
    (0x2100, 0x2150), (0x2150, 0x2190), (0x2190, 0x2200),  # letterlike, fractions, arrows
    (0x2200, 0x2300), (0x2460, 0x2500),  # mathematics, enclosed numbers
    (0x25A0, 0x2600), (0x2605, 0x2607),  # shapes
    (0x3000, 0x3100), (0x31F0, 0x3200),  # Japanese punctuation, kana
    (0x3200, 0x3400),                    # ㈱ ㎜ ℃-like squared words
    (0xFF00, 0xFFF0),                    # full-width and half-width forms
]
for start, end in blocks:
    jis.update(chr(c) for c in range(start, end))
# Frequent in names and in factories, outside level 1.
jis.update("髙﨑濵瀨德塚凜渕埼茨岡媛阜𠮷彌齋齊邊邉廣澤國龍櫻曾萬與壽惠榮實學會圖黑綠鷗鹼瑕疵罅皺歪翳斑靄")
open(sys.argv[1], "w", encoding="utf-8").write("".join(sorted(jis)))
PYTHON

# No hinting, no layout tables, no vertical metrics: text of a chart is small, horizontal and set once.
"$python" -m fontTools.subset "$source" --font-number=0 --text-file="$characters" --output-file="$out" \
  --no-hinting   --layout-features=kern --drop-tables+=GSUB,GDEF,BASE,VORG,vhea,vmtx,DSIG \
  --name-IDs='0,1,2,3,4,5,6,13,14' --name-languages=0x409 --notdef-outline --no-recalc-timestamp

"$python" -m fontTools.subset "$out" --output-file=assets/fonts/NotoSansJP-Latin.otf \
    --unicodes=0020-007E,00A0-017F,0370-03FF,2010-2027,2030-203A,2070-209F,2190-21FF,2200-22FF \
    --layout-features=kern --name-IDs='*' --notdef-outline --no-recalc-timestamp

ls -l assets/fonts
