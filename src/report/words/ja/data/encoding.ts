import type { Catalogue } from "../../catalogue/translator.ts";

/** In which letters a text is written. */
export const encoding: Catalogue = {
  'an encoding is a name such as "shift_jis", found {found}':
    "文字コードは shift_jis のような名前で指定してください（{found} とありました）",
  'there is no encoding "{name}"': "「{name}」という文字コードはありません",
  'there is no encoding "{name}"; did you mean "{near}"?; kiso knows {names} and the names of Python and browsers':
    "「{name}」という文字コードはありません。「{near}」のことですか? 使えるのは {names} と、Python やブラウザーで使う名前です",
  "kiso knows {names} and the names of Python and browsers":
    "使えるのは {names} と、Python やブラウザーで使う名前です",
  "begins with the mark of {marked}, so it is no {asked} text; leave out {flag}":
    "先頭に {marked} の印（BOM）があり、{asked} ではありません。{flag} を外してください",
  "is no UTF-8 text and is read as {encoding}; {flag} chooses another":
    "UTF-8 ではないので、{encoding} として読みます（{flag} で変更）",
  "is text of ISO-2022-KR or ISO-2022-CN, which kiso does not read; save it as UTF-8":
    "ISO-2022-KR か ISO-2022-CN のテキストは読めません。UTF-8 で保存してください",
  "is no UTF-8 text, and kiso cannot tell its encoding: the first word with other letters is {&readings}; say which with {flag}, or save it as UTF-8":
    "UTF-8 ではなく、文字コードを見分けられません（英数字以外の最初の言葉は {readings}）。{flag} で指定するか、UTF-8 で保存してください",
  "is read as UTF-8, its first word with other letters as {text}; {flag} would read {other}":
    "UTF-8 として読みます。英数字以外の最初の言葉は {text} です（{flag} なら {other}）",
  "is no UTF-8 text and is read as {encoding}, its first word with other letters as {text}; {flag} would read {other}":
    "UTF-8 ではないので、{encoding} として読みます。英数字以外の最初の言葉は {text} です（{flag} なら {other}）",
  "is not a text file; save it as CSV (UTF-8)":
    "テキストファイルではありません。CSV（UTF-8）で保存してください",
  "holds a byte of zero, which no text does: the file was damaged there, or cut; get it again":
    "テキストにはない値 0 のバイトがあります。壊れているか、途中で切れています。入手し直してください",
  "the bytes {bytes} are no {encoding} text": "バイト {bytes} は {encoding} の文字ではありません",
  "leave out {flag}, and kiso finds out which it is": "{flag} を外せば、文字コードを自動で見分けます",
  "mend the line, or choose another encoding with {flag}":
    "その行を直すか、{flag} で別の文字コードを指定してください",

  // writing
  "kiso does not write {encoding}; write utf-8, shift_jis, euc-jp or windows-1252":
    "{encoding} では書けません。utf-8、shift_jis、euc-jp、windows-1252 にしてください",
  "{encoding} has no character {character} (in {text}); write utf-8":
    "{encoding} には文字 {character} がありません（{text}）。utf-8 で書いてください",
};
