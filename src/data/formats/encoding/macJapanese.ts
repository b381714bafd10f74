/**
 * Where Mac OS Japanese is no Shift_JIS: letters in a row from a pair of bytes on, whose second bytes leave out 7F, as Perl's Encode has
 * them (tests/golden/mac_japanese.pl). Letters that it writes as several are left out.
 */
const rows: readonly (readonly [from: number, letters: string])[] = [
  [0x8540, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"],
  [0x855e, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"],
  [0x857c, "❶❷❸❹❺❻❼❽❾"],
  [0x8592, "⒈⒉⒊⒋⒌⒍⒎⒏⒐"],
  [0x859f, "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"],
  [0x85b3, "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"],
  [0x85db, "⒜⒝⒞⒟⒠⒡⒢⒣⒤⒥⒦⒧⒨⒩⒪⒫⒬⒭⒮⒯⒰⒱⒲⒳⒴⒵"],
  [0x8640, "㎜㎟㎝㎠㎤"],
  [0x8646, "㎡㎥㎞㎢㎎"],
  [0x864c, "㎏㏄㎖㎗ℓ㎘㎳㎲㎱㎰℉㏔㏋㎐㎅㎆㎇"],
  [0x869b, "№㏍℡"],
  [0x869f, "♤♧♡♢♠♣♥♦"],
  [0x86b3, "〠☎〄"],
  [0x86c7, "☞☜☝☟⇆⇄⇅"],
  [0x86cf, "⇨⇦⇧⇩"],
  [0x8740, "㈰㈪㈫㈬㈭㈮㈯㉀㈷㉂㉃㈹㈺㈱㈾㈴㈲㈻㈶㈳㈵㈼㈽㈿㈸"],
  [0x8793, "㊤㊥㊦㊧㊨㊩㊖㊝㊘㊞"],
  [0x879e, "㊙㍉㌢㍍㌔㌖㌅㌳㍎㌃㌶㌘㌕㌧㍑㍊㌹㍗㌍㍂㌣㌦㌻㌫"],
  [0x87bd, "㌀㌞㌪㌱㍇"],
  [0x87e5, "㍾㍽㍼㍻"],
  [0x87fa, "㍿"],
  [0x8840, "∮∟⊿"],
  [0x8854, "〝〟"],
  [0x8868, "ゔ"],
  [0x886a, "ヷヸヹヺ"],
];

/** Single bytes; a backslash stays one, though the Mac shows 5C as ¥. */
const singles: Readonly<Record<number, string>> = { 128: "\\", 160: "\u00a0", 253: "©", 254: "™", 255: "…" };

/** Makes a table of Shift_JIS one of Mac OS Japanese. */
export function fillMacJapanese({
  one,
  two,
}: {
  readonly one: Uint16Array;
  readonly two: Uint16Array;
}): void {
  for (const [byte, letter] of Object.entries(singles)) one[Number(byte)] = letter.charCodeAt(0);
  two.fill(0, 0x8540, 0x8800);
  for (const [from, letters] of rows) {
    let pair = from;
    for (const letter of letters) {
      two[pair] = letter.charCodeAt(0);
      pair += (pair & 255) === 0x7e ? 2 : 1;
    }
  }
}
