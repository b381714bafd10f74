"""The letters 80 to FF of Python's codecs for code pages: python3 code_pages.py > code_pages.json"""

import hashlib
import json

names = "cp437 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp865 cp869 iso-8859-16 mac-latin2 mac-greek mac-turkish mac-iceland"


def letters(codec):
    return "".join(bytes([byte]).decode(codec, "replace") for byte in range(128, 256))


print(json.dumps({name: hashlib.sha256(letters(name).encode()).hexdigest()[:16] for name in names.split()}, indent=1))
