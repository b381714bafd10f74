import type { Catalogue } from "../catalogue/translator.ts";

/** What is wrong with a file, a path or a setting (files.ts, errors.ts, disk.ts). */
export const files: Catalogue = {
  "Cannot write {path}: {!why}": "{path} に書けません: {why}",
  "Cannot write into {path}: {!why}": "{path} の中に書けません: {why}",
  "Cannot write {path}: {why}": "{path} に書けません: {why}",
  "Cannot read {path}: {!why}": "{path} を読めません: {why}",
  "it is a folder; give the path of a file": "フォルダです。ファイルのパスを指定してください",
  "its disk is gone; connect it again": "ディスクがありません。つなぎ直してください",
  "the file server no longer knows it; mount the folder again":
    "ファイルサーバーから見えなくなりました。フォルダをマウントし直してください",
  "the file server does not answer; try again when it does":
    "ファイルサーバーが応答しません。応答するようになってからやり直してください",
  "the folder {folder} does not exist; create it first or give another path":
    "フォルダ {folder} がありません。先に作るか、別のパスを指定してください",
  "{path} is a file, not a folder; give another path":
    "{path} はフォルダではなくファイルです。別のパスを指定してください",
  "it is a folder, where a file should be; move it away or give another path":
    "ファイルがあるべき所にフォルダがあります。移すか、別のパスを指定してください",
  "a file is in its place; move it away or give another path":
    "そこにはファイルがあります。移すか、別のパスを指定してください",
  "permission denied; choose a folder that you may write to":
    "権限がありません。書き込めるフォルダを選んでください",
  "permission denied; ask for the right to read it": "権限がありません。読む権限をもらってください",
  "the disk is read-only; choose another folder": "ディスクが読み取り専用です。別のフォルダを選んでください",
  "no space is left on the disk; free some or choose another disk":
    "ディスクに空きがありません。空けるか、別のディスクを選んでください",
  "the file would be larger than this system lets a process write; raise the limit (ulimit -f)":
    "ファイルがこのシステムの上限より大きくなります。上限を上げてください（ulimit -f）",
  "your disk quota is used up; free some space or choose another disk":
    "ディスクの割り当てを使い切りました。空けるか、別のディスクを選んでください",
  "the file name is too long; choose a shorter one": "ファイル名が長すぎます。短くしてください",
  "the disk reports an error; choose another disk": "ディスクのエラーです。別のディスクを選んでください",
  "the disk reports an error; take a copy of it from elsewhere":
    "ディスクのエラーです。別の所にあるコピーを使ってください",
  "another program holds it; close it there": "別のプログラムが使っています。そちらで閉じてください",
  "its links lead round in a circle; mend them": "リンクが輪になっています。直してください",
  "too many files are open; raise the limit (ulimit -n)":
    "開いているファイルが多すぎます。上限を上げてください（ulimit -n）",
  "too many files are open on this machine; close some programs":
    "この機械で開いているファイルが多すぎます。プログラムをいくつか閉じてください",
  "a part of the path is a file, not a folder; give another path":
    "パスの途中がフォルダではなくファイルです。別のパスを指定してください",
  "it is what is read; give another path": "読むファイルそのものです。別のパスを指定してください",
  "it lies in {folder}, which is read; give another path":
    "読むフォルダ {folder} の中にあります。別のパスを指定してください",
  "a file": "ファイル",
  "to the standard output": "標準出力",

  '{where}: there is no setting "{name}"; did you mean "{near}"?; there are {names}':
    "{where}: 「{name}」という設定はありません。「{near}」のことですか? あるのは {names}",
  '{where}: there is no setting "{name}"; there are {names}':
    "{where}: 「{name}」という設定はありません。あるのは {names}",
  "{where}: the settings are {found}; give an object, such as {example}":
    "{where}: 設定が {found} です。オブジェクトを渡してください（例: {example}）",
  "there are no files here, as there are in Node; load from a URL, a Blob or bytes, and save by model.toBytes()":
    "ここには Node のようなファイルがありません。URL、Blob、バイト列から読み、model.toBytes() で保存してください",
  "Node {version} is too old to be asked for its modules; update it to 20.16 or newer":
    "Node {version} は古すぎます。20.16 以降にしてください",
};
