"""Which letters stand beside which in the languages of single-byte encodings: python3 alphabets.py RESOURCE > src/data/formats/encoding/alphabets.ts

RESOURCE is /usr/lib/libreoffice/program/resource, with the packages libreoffice-l10n-* of Debian 12 (LibreOffice 7.4) for the languages below.
What it prints is formatted by npx biome check --write.
"""

import collections
import gettext
import glob
import math
import re
import sys

resource = sys.argv[1]
whole = "ru uk bg sr el he ar fa th".split()
latin = "de fr es pt it da sv fi pl cs sk hu ro hr sl tr lt lv et".split()
script = {"ru": "Ѐ-ӿ", "uk": "Ѐ-ӿ", "bg": "Ѐ-ӿ", "sr": "Ѐ-ӿ", "el": "Ά-ώ", "he": "א-ת", "ar": "ء-يپچژگکی", "fa": "ء-يپچژگکی", "th": "ก-๎"}


def lower(text):
    return text.replace("İ", "\0").lower().replace("\0", "İ")


def words(language):
    count = collections.Counter()
    for path in sorted(glob.glob(f"{resource}/{language}/LC_MESSAGES/*.mo")):
        with open(path, "rb") as file:
            for text in gettext.GNUTranslations(file)._catalog.values():
                text = re.sub(r"<[^>]*>|\$\(\w*\)|%\w+|[~_]", "", text)
                count.update(re.findall(r"[^\W\d_]+(?:[\u0e31-\u0e4e\u0300-\u036f][^\W\d_]*)*", text))
    each = collections.Counter()
    for word, n in count.items():
        each[lower(word)] += 1 + math.log(n)
    return each


def ranked(count, share, most):
    total, kept, sum = math.fsum(count.values()), "", 0
    for letter, n in sorted(count.items(), key=lambda one: (-one[1], one[0])):
        if sum > share * total or len(kept) >= most:
            break
        kept += letter
        sum += n
    return kept


def beside(language):
    """Of each letter, and of the edge of a word "_", those behind it, the most frequent first."""
    after = collections.defaultdict(collections.Counter)
    known = re.compile(f"[{script[language]}]+")
    for word, n in words(language).items():
        if not known.fullmatch(word) or len(word) < 2:
            continue
        for a, b in zip("_" + word, word + "_"):
            after[a][b] += n
    total = math.fsum(math.fsum(of.values()) for of in after.values())
    kept = {a: of for a, of in after.items() if math.fsum(of.values()) > 1e-4 * total}
    order = sorted(kept, key=lambda a: -math.fsum(kept[a].values()))
    return " ".join(a + ranked(kept[a], 0.97, 10) for a in order)


def around(language):
    """Letters beyond ASCII, the most frequent first, each with those before it and, behind a "|", those after it."""
    before, after, alone = (collections.defaultdict(collections.Counter) for _ in range(3))
    for word, n in words(language).items():
        if not re.fullmatch(r"[a-zA-Z\u00aa-\u024f\u0300-\u036f\u1e00-\u1eff₫İ]+", word):
            continue
        text = f"_{word}_"
        for i in range(1, len(text) - 1):
            if ord(text[i]) > 127:
                before[text[i]][text[i - 1]] += n
                after[text[i]][text[i + 1]] += n
                alone[""][text[i]] += n
    total = math.fsum(alone[""].values())
    order = [one for one in ranked(alone[""], 2, 40) if alone[""][one] > 0.002 * total]
    return " ".join(one + ranked(before[one], 0.9, 6) + "|" + ranked(after[one], 0.9, 6) for one in order)


def lines(table):
    for language, text in table:
        print(f"  {language}:")
        chunks = [text[i : i + 110] for i in range(0, len(text), 110)]
        print(" +\n".join(f'    "{chunk}"' for chunk in chunks) + ",")


print("""/**
 * The letters of languages that single-byte encodings were made for, and which stand beside which, the most frequent first: counted in
 * the translations of LibreOffice 7.4 (tests/golden/alphabets.py). `alphabet.ts` tells encodings apart by them.
 */

/** Scripts of their own. By letter, and by the edge of a word "_", those that follow it. */
export const scripts = {""")
lines((one, beside(one)) for one in whole)
print("""} as const;

/** Languages of Latin letters. Those beyond ASCII, each with the letters before it | the letters after it. */
export const latins = {""")
lines((one, around(one)) for one in latin)
print("} as const;")
