"""Words in the bytes of Python's codecs, and what these make of every letter of two bytes: python3 encodings.py > encodings.json"""

import hashlib
import json
import sys

words = {
    "cp932": "良品 不良品 判定 合格 不合格 幅,高さ,判定 OK,傷 ﾅｶﾞｻ,ﾊﾝﾃｲ ﾊﾊﾞ 外径(mm) 温度℃ 可,否 良,否 品番 ロット キズ 長さ 赤,青 男,女 東京 正常,異常 長 ① ○,× ㈱山田,髙橋 表示",
    "euc_jp": "良品 不良品 判定 合格 不合格 幅,高さ,判定 OK,傷 外径(mm) 可,否 良,否 品番 ロット キズ 長さ 赤,青 男,女 東京 正常,異常 ｷｽﾞ,判定 丂,良品",
    "gb18030": "良品 不良品 判定 合格 不合格 宽度,高度,判定 划痕 是,否 好,坏 红,蓝 男,女 北京 正常,异常 批次 缺陷 联通 结果 长 镕,合格 €,合格 㐂,合格",
    "big5": "良品 不良品 判定 合格 不合格 寬度,高度,判定 刮痕 是,否 好,壞 紅,藍 男,女 台北 正常,異常 批次 缺陷 結果 許功蓋",
    "cp949": "양품 불량품 판정 합격 불합격 폭,높이,판정 긁힘 예,아니오 좋음,나쁨 빨강,파랑 남,여 서울 정상,이상 로트 결함 결과 똠방각하,결과",
    "cp1252": "Größe Höhe,Temp·°C,böse é naïve,café µm ±0.1 Ø Länge größer–kleiner “good” año déjà,été mañana Ä,Ö à ça,va façade Prüfung größe,höhe,tiefe crème,brûlée m² NG–Kratzer €,£",
    "utf-8": "é Größe 良品 양품 ß °C привет ЖИ Ελ ﾊﾊﾞ",
    "iso2022_jp": "良品 不良品,合格 幅,高さ,判定 OK,傷",
}

# Pairs that kiso leaves out: Node and browsers do not agree on them.
left_out = {
    "cp932": lambda a, b: False,
    "cp949": lambda a, b: a == 0xC9 or a == 0xFE,
    "cp950": lambda a, b: a in (0xC7, 0xC8) or (a == 0xC6 and b >= 0xA1) or (a == 0xA3 and b >= 0xE1) or (a, b) == (0xF9, 0xFE) or a > 0xF9 or a < 0xA1,
    "euc_jp": lambda a, b: a == 0xAD or a >= 0xF5,
    "gb18030": lambda a, b: False,
}


def letters(codec):
    for a in range(0x81, 0xFF):
        for b in range(0x40, 0xFF):
            if b == 0x7F or left_out[codec](a, b):
                continue
            try:
                text = bytes([a, b]).decode(codec)
            except UnicodeDecodeError:
                continue
            # Letters for users' own, and those that Unicode has had since.
            if len(text) == 1 and not 0xE000 <= ord(text) <= 0xF8FF:
                yield f"{a:02x}{b:02x} {ord(text):04x}"


def digest(codec):
    lines = list(letters(codec))
    return {"letters": len(lines), "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest()}


json.dump(
    {
        "words": {codec: {word.replace("·", " "): word.replace("·", " ").encode(codec).hex() for word in line.split()} for codec, line in words.items()},
        "letters": {codec: digest(codec) for codec in left_out},
    },
    sys.stdout,
    ensure_ascii=False,
    indent=1,
)
