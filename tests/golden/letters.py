"""Words of inspection tables in the bytes of Python's codecs: python3 letters.py > letters.json.gz

Each language has words of the header and two classes, twice: "tune" may be looked at while guess.ts is changed, "last" may not.
"""

import gzip
import json
import sys

encodings = {
    "th": "cp874",
    "pl cs sk hu ro hr sl": "cp1250 iso8859_2 cp852",
    "de fr es pt it da sv fi": "cp1252 cp850 cp437 mac_roman",
    "ru bg": "cp1251 koi8_r iso8859_5 cp866 mac_cyrillic",
    "uk": "cp1251 koi8_u iso8859_5",
    "sr": "cp1251 iso8859_5",
    "el": "cp1253 iso8859_7 cp737",
    "tr": "cp1254 cp857",
    "he": "cp1255 cp862",
    "ar fa": "cp1256",
    "lt lv": "cp1257 cp775",
}

# header words | classes, of which two and two belong together
words = {
    "tune": {
        "th": "ความกว้าง ความสูง น้ำหนัก อุณหภูมิ ผลการตรวจ|ผ่าน ไม่ผ่าน ดี เสีย",
        "pl": "szerokość wysokość grubość średnica wynik|dobry zły zgodny niezgodność",
        "cs": "šířka výška tloušťka průměr výsledek|dobrý špatný vyhovuje poškrábání",
        "sk": "šírka výška hrúbka priemer výsledok|dobrý zlý vyhovujúci škrabanec",
        "hu": "szélesség magasság vastagság átmérő eredmény|jó hibás megfelelő karcolás",
        "ro": "lățime înălțime grosime greutate temperatură|bun rău zgârietură fisură",
        "hr": "širina visina debljina težina očitanje|dobar loš ispravan oštećenje",
        "sl": "širina višina debelina teža površina|dobro slabo ustrezno poškodba",
        "de": "Länge Höhe Größe Prüfer Oberfläche|gut schlecht fehlerfrei Brüche",
        "fr": "épaisseur hauteur diamètre température résultat|conforme défaut bon rayé",
        "es": "tamaño área diámetro presión inspección|bueno dañado válido rayón",
        "pt": "comprimento diâmetro pressão inspeção peça|bom mau aprovação arranhão",
        "it": "larghezza densità qualità umidità velocità|buono cattivo conformità più",
        "da": "bredde højde tykkelse vægt måling|god dårlig fejlfri ødelagt",
        "sv": "längd höjd tjocklek vikt mätning|bra dålig godkänd skråma",
        "fi": "leveys pituus päivä lämpötila näyte|hyvä huono hyväksytty särö",
        "ru": "Ширина Высота Толщина Температура Результат|годен брак хорошо царапина",
        "bg": "Ширина Височина Дебелина Тегло Резултат|годен брак добър драскотина",
        "uk": "Ширина Висота Товщина Температура Діаметр|придатний брак добре подряпина",
        "sr": "Ширина Висина Дебљина Тежина Резултат|добар лош исправан огреботина",
        "el": "Πλάτος Ύψος Πάχος Βάρος Αποτέλεσμα|καλό κακό αποδεκτό γρατσουνιά",
        "tr": "genişlik yükseklik kalınlık ağırlık sonuç|iyi kötü geçti çizik",
        "he": "רוחב גובה עובי משקל תוצאה|תקין פגום טוב שריטה",
        "ar": "العرض الارتفاع السماكة الوزن النتيجة|سليم معيب جيد خدش",
        "fa": "عرض ارتفاع ضخامت وزن نتیجه|سالم معیوب خوب خراش",
        "lt": "plotis aukštis storis svoris skersmuo rezultatas matavimų|geras blogas įbrėžimas tinkamas trūkis",
        "lv": "platums augstums biezums svars diametrs mērījums|labs slikts derīgs skrāpējums",
    },
    "last": {
        "th": "ความยาว ความหนา เส้นผ่านศูนย์กลาง วันที่ รอยขีดข่วน|ปกติ ผิดปกติ ชิ้นงานดี ของเสีย",
        "pl": "długość masa ciśnienie prędkość próbka|poprawny błędny pęknięcie brak",
        "cs": "délka hmotnost teplota tlak měření|přijato zamítnuto trhlina v pořádku",
        "sk": "dĺžka hmotnosť teplota meranie vzorka|prijaté zamietnuté trhlina správny",
        "hu": "hosszúság súly hőmérséklet nyomás minőség|elfogadva elutasítva repedés ép",
        "ro": "lungime presiune viteză probă suprafață|acceptat respins crăpătură bună",
        "hr": "duljina promjer površina mjerenje uređaj|prošao pao ogrebotina čist",
        "sl": "dolžina premer tlak meritev naprava|sprejeto zavrnjeno praska čisto",
        "de": "Stückgewicht Durchmesser Schüttdichte Maße Schärfe|geprüft ungeprüft Verschleiß zulässig",
        "fr": "largeur numéro opérateur qualité pièce|accepté refusé fêlé intègre",
        "es": "número longitud temperatura máquina categoría|según daño éxito pieza",
        "pt": "espessura tensão operação máquina medição|não sim rejeição fissuração",
        "it": "quantità temperatura perché metà capacità|sì no già verità",
        "da": "længde prøve tryk overflade kvalitetsmål|gældende kassér brækket ren",
        "sv": "bredd yta ytjämnhet tryck provlängd|felfri förkastad spräckt hårfin",
        "fi": "korkeus mittaus pää väri häiriö|ehjä viallinen kelvollinen täysi",
        "ru": "Длина Масса Давление Скорость Образец|норма дефект принято трещина",
        "bg": "Дължина Маса Налягане Скорост Проба|норма дефект приет пукнатина",
        "uk": "Довжина Маса Тиск Швидкість Зразок|норма дефект прийнято тріщина",
        "sr": "Дужина Пречник Притисак Брзина Узорак|прихваћен одбијен чист пукотина",
        "el": "Μήκος Διάμετρος Πίεση Ταχύτητα Δείγμα|κανονικό ελάττωμα ρωγμή δεκτό",
        "tr": "uzunluk çap basınç hız ölçüm|sağlam bozuk çatlak uygun değil",
        "he": "אורך קוטר לחץ מהירות דגימה|עבר נכשל נקי סדק",
        "ar": "الطول القطر الضغط السرعة العينة|مقبول مرفوض نظيف شرخ",
        "fa": "طول قطر فشار سرعت نمونه|قبول مردود تمیز ترک",
        "lt": "ilgis slėgis greitis mėginys paviršius|priimta atmesta įtrūkis švarus",
        "lv": "garums spiediens ātrums paraugs virsma|pieņemts noraidīts plaisa tīrs",
    },
}


def encoded(language, word, codec):
    # Code pages older than 1999 have ş and ţ with a cedilla.
    if language == "ro":
        word = word.translate(str.maketrans("șțȘȚ", "şţŞŢ"))
    if language == "fa":
        word = word.replace("ی", "ي") if codec == "cp1256" else word
    try:
        return [word, word.encode(codec).hex()]
    except UnicodeEncodeError:
        return None


out = []
for languages, codecs in encodings.items():
    for language in languages.split():
        for codec in codecs.split():
            for which, all in words.items():
                header, classes = (
                    [one for one in (encoded(language, word, codec) for word in part.split()) if one]
                    for part in all[language].split("|")
                )
                out.append({"language": language, "codec": codec, "set": which, "header": header, "classes": classes})

sys.stdout.buffer.write(gzip.compress(json.dumps(out, ensure_ascii=False).encode(), mtime=0))
