import type { Catalogue } from "../../catalogue/translator.ts";

/** Data sets of the Hugging Face Hub (data/hub/). */
export const hub: Catalogue = {
  "no space left for the Hub cache {folder}; free some, or set HF_HOME to a folder on another disk":
    "Hub のキャッシュ {folder} に空きがありません。空けるか、HF_HOME を別のディスクのフォルダにしてください",
  "a file's name is too long for the Hub cache {folder}; set HF_HOME to a folder with a shorter path, or ask the owner to rename it":
    "Hub のキャッシュ {folder} にはファイル名が長すぎます。HF_HOME をもっと短いパスにするか、所有者に改名を頼んでください",
  "the Hub cache {folder} has a folder where a file belongs ({path}); remove the data set's folder in it, and run this again":
    "Hub のキャッシュ {folder} で、ファイルの場所にフォルダがあります（{path}）。そのデータのフォルダを消して、やり直してください",
  "the Hub cache {folder} cannot be written ({code}); set HF_HOME to a folder of yours":
    "Hub のキャッシュ {folder} に書けません（{code}）。HF_HOME を自分のフォルダにしてください",
  "{id} has {n} configurations ({names}) and no default; choose one: {flag}":
    "{id} には構成が {n} 個あり（{names}）、既定がありません。選んでください: {flag}",
  "{id} has no configurations to choose from; leave out {flag}":
    "{id} に構成はありません。{flag} を外してください",
  '{id} has no configuration "{name}"; did you mean "{near}"? Its configurations are {names}':
    "{id} に構成「{name}」はありません。「{near}」のことですか? 構成は {names}",
  '{id} has no configuration "{name}"; its configurations are {names}':
    "{id} に構成「{name}」はありません。構成は {names}",
  "the configuration {name} is read, the default; others: {flag} (or {names})":
    "既定の構成 {name} を読みます。ほかは {flag}（または {names}）",
  "the configuration {name} is read, the default; others: {flag}":
    "既定の構成 {name} を読みます。ほかは {flag}",
  "the Hub lists {file} with {n} bytes and has {found}; try again later, or tell the owner":
    "Hub の一覧では {file} は {n} バイトですが、実際は {found} です。後でやり直すか、所有者に知らせてください",
  "the Hub does not go on with {file} at byte {at}": "Hub が {file} の {at} バイト目から続けられません",
  "{file} breaks off at byte {at} of {of}; run this again to go on from there":
    "{file} が {of} バイト中 {at} で切れました。もう一度実行すると続きから取ります",
  "{file} arrived damaged: more than the {n} bytes that the Hub lists; try again":
    "{file} が壊れて届きました（Hub の一覧の {n} バイトより大きい）。やり直してください",
  "{file} arrived damaged: {*why}; try again": "{file} が壊れて届きました（{why}）。やり直してください",
  "the pattern {pattern} of a card has {n} characters and {stars} wildcards, more than the {most} and {mostStars} that are read":
    "カードのパターン {pattern} は {n} 文字、ワイルドカード {stars} 個で、読める上限（{most} と {mostStars}）を超えています",
  "{id} at {revision} has no data file that kiso reads ({formats}); it holds {names}, and the Hub has made no Parquet copy of it":
    "{id}（{revision}）に kiso が読むデータ（{formats}）がありません。あるのは {names} で、Hub の Parquet の写しもありません",
  "{id} at {revision} has no data file that kiso reads ({formats}), and the Hub has made no Parquet copy of it":
    "{id}（{revision}）に kiso が読むデータ（{formats}）がなく、Hub の Parquet の写しもありません",
  "of another configuration": "別の構成のもの",
  '{id} has no split "{name}"; it has: {names}': "{id} に分割「{name}」はありません。あるのは {names}",
  '{id} has no split "{name}"; it has:': "{id} に分割「{name}」はありません。あるのは",
  '"{name}" is no data set on the Hub: write OWNER/NAME, such as scikit-learn/iris (and no local path has this name)':
    "「{name}」というパスも、Hub のデータもありません。Hub なら OWNER/NAME と書いてください（例: scikit-learn/iris）",
  "{server} {*what}; check HF_ENDPOINT and the proxy":
    "{server} が{what}。HF_ENDPOINT とプロキシを確かめてください",
  "{server} lists {*what}; check HF_ENDPOINT and the proxy":
    "{server} の一覧に{what}があります。HF_ENDPOINT とプロキシを確かめてください",
  "does not describe the data set": "データの説明を返しません",
  "sends something else than a list of files": "ファイルの一覧でないものを返します",
  "sends a listing whose pages lead round in a circle": "一覧のページが輪になっています",
  "sends a listing of more than {n} pages": "{n} ページを超える一覧を返します",
  "something that is no file or folder": "ファイルでもフォルダでもないもの",
  "more than {n} files": "{n} を超えるファイル",
  "files whose names have more than {n} characters": "名前が {n} 文字を超えるファイル",
  "a file whose name is {name}": "名前が {name} のファイル",
  "a file whose name has {n} characters": "名前が {n} 文字のファイル",
  '"{path}" with the sizes {size} and {other}': "大きさが {size} と {other} の「{path}」",
  '"{path}" with the size {size}': "大きさが {size} の「{path}」",
  '"{path}" without a hash': "ハッシュのない「{path}」",
  '"{path}" with the hash {hash}': "ハッシュが {hash} の「{path}」",
  "{id} is gated: accept its terms at {url}, then run this again":
    "{id} の利用には同意が必要です。{url} で同意してから、やり直してください",
  "{id} is gated: accept its terms at {url} and set HF_TOKEN to your token, then run this again":
    "{id} の利用には同意が必要です。{url} で同意し、HF_TOKEN に自分のトークンを設定してから、やり直してください",
  '{id} has no revision "{name}"; its branches and tags are listed at {url}':
    "{id} にリビジョン「{name}」はありません。ブランチとタグは {url} にあります",
  "{id} does not exist on the Hub or is private; {*mend} (no local file has this name either)":
    "{id} は Hub にないか、非公開です。{mend}（この名前のファイルもありません）",
  "check the name, and that your token may read it": "名前と、トークンの権限を確かめてください",
  "check the name, or set HF_TOKEN": "名前を確かめるか、HF_TOKEN を設定してください",
  "{id} is no local path, and {server} cannot be asked ({why}); check HF_ENDPOINT":
    "{id} というパスはなく、{server} にも問い合わせられません（{why}）。HF_ENDPOINT を確かめてください",
  "{id} is no local path, and the Hub cannot be reached at {server} ({code}): connect, or give a local file or folder":
    "{id} というパスはなく、Hub（{server}）にもつながりません（{code}）。接続するか、手元のファイルかフォルダを指定してください",
  "the certificate of {server} is not trusted ({code}); behind a company proxy, set NODE_EXTRA_CA_CERTS":
    "{server} の証明書を信頼できません（{code}）。社内プロキシの内側なら NODE_EXTRA_CA_CERTS を設定してください",
  "the connection to {server} breaks off ({code}); run this again to go on from there":
    "{server} との接続が切れました（{code}）。もう一度実行すると続きから取ります",
  "{server} sent {what} for {n} s; try again, or raise HF_HUB_DOWNLOAD_TIMEOUT":
    "{server} からの応答が {n} 秒止まりました（{what}）。やり直すか、HF_HUB_DOWNLOAD_TIMEOUT を大きくしてください",
  "the configs in its README.md have {n} characters, more than the {most} that are read; download the files and give their folder":
    "README.md の configs が {n} 文字あり、読める {most} 文字を超えています。ファイルを取って、そのフォルダを指定してください",
  "the YAML at the head of its README.md cannot be read: its lists lie too deep in one another":
    "README.md の先頭の YAML を読めません: リストの入れ子が深すぎます",
  "the YAML at the head of its README.md cannot be read: {why}":
    "README.md の先頭の YAML を読めません: {why}",
  'README.md\'s configs, "{name}": data_files must be a path, a list of paths, or a list of split and path':
    "README.md の configs「{name}」: data_files はパス、パスのリスト、split と path のリストのどれかです",
  "has no configurations, which a README.md would declare; leave out {flag}":
    "README.md に構成の記述がありません。{flag} を外してください",
  "{server} names no ETag for {file}; check HF_ENDPOINT":
    "{server} が {file} の ETag を返しません。HF_ENDPOINT を確かめてください",
  "its hash is {found}, and the Hub lists {known}": "ハッシュが {found}、Hub の一覧では {known}",
  "{file} needs {n} GB, and the disk of the Hub cache has {free} GB left; free some, or set HF_HOME to a folder on another disk":
    "{file} に {n} GB 必要ですが、Hub のキャッシュのディスクの空きは {free} GB です。空けるか、HF_HOME を別のディスクのフォルダにしてください",
  "the file name {name} cannot be kept safely; ask the owner to rename it":
    "ファイル名 {name} は安全に置けません。所有者に改名を頼んでください",
  "its README.md has {n} bytes, more than the {most} of a card; ask the owner to mend it, or download the files and give their folder":
    "README.md が {n} バイトあり、上限の {most} を超えています。所有者に修正を頼むか、ファイルを取って、そのフォルダを指定してください",
  "the Hub's Parquet copy is empty; the Hub could not read this data set either":
    "Hub の Parquet の写しが空です。Hub もこのデータを読めていません",
  "{what} is not in the cache, and the Hub cannot be reached; connect and run this again":
    "{what} はキャッシュになく、Hub にもつながりません。接続してやり直してください",
  "{what} is not in the cache {folder}, and the Hub cannot be reached; connect and run this again":
    "{what} はキャッシュ {folder} になく、Hub にもつながりません。接続してやり直してください",
  '"{name}" is no name of a revision; give a branch, a tag or a commit':
    "「{name}」はリビジョンの名前ではありません。ブランチ、タグ、コミットのどれかを指定してください",
  "{server} names no commit for {name}; check HF_ENDPOINT":
    "{server} が {name} のコミットを返しません。HF_ENDPOINT を確かめてください",
  '{server} lists "{path}" twice; check HF_ENDPOINT and the proxy':
    "{server} の一覧に「{path}」が 2 回あります。HF_ENDPOINT とプロキシを確かめてください",
  '{server} lists "{path}" as a file and as a folder; check HF_ENDPOINT and the proxy':
    "{server} の一覧で「{path}」がファイルでもフォルダでもあります。HF_ENDPOINT とプロキシを確かめてください",
  "the Hub limits how often you may ask (429); try again later":
    "Hub の回数制限です（429）。後でやり直してください",
  "the Hub limits how often you may ask (429); try again later, or set HF_TOKEN for a higher limit":
    "Hub の回数制限です（429）。後でやり直すか、HF_TOKEN を設定して制限を上げてください",
  "the Hub limits how often you may ask (429); try again in {n} s, or set HF_TOKEN for a higher limit":
    "Hub の回数制限です（429）。{n} 秒後にやり直すか、HF_TOKEN を設定して制限を上げてください",
  "the Hub limits how often you may ask (429); try again in {n} s":
    "Hub の回数制限です（429）。{n} 秒後にやり直してください",
  "the Hub at {server} has a fault ({status}); try again later":
    "Hub（{server}）の不具合です（{status}）。後でやり直してください",
  "the Hub at {server} has a fault ({status}); try again in {n} s":
    "Hub（{server}）の不具合です（{status}）。{n} 秒後にやり直してください",
  "the Hub does not accept the token in {where} (401); make a new one and set HF_TOKEN":
    "Hub が {where} のトークンを受け付けません（401）。新しく作り、HF_TOKEN に設定してください",
  "the Hub forbids access (403): the token in {where} may not read it; see {url}":
    "Hub が拒否しました（403）: {where} のトークンに読む権限がありません。{url} を見てください",
  "the Hub forbids access (403): it needs a token; set HF_TOKEN; see {url}":
    "Hub が拒否しました（403）: トークンが必要です。HF_TOKEN を設定してください。{url} を見てください",
  "{server} answers with a web page instead of the Hub's JSON; check HF_ENDPOINT and the proxy":
    "{server} が Hub の JSON でなく Web ページを返します。HF_ENDPOINT とプロキシを確かめてください",
  "{server} answers with something else instead of the Hub's JSON; check HF_ENDPOINT and the proxy":
    "{server} が Hub の JSON でないものを返します。HF_ENDPOINT とプロキシを確かめてください",
  "{server} answers with more than {n} bytes of JSON, more than the Hub ever sends; check HF_ENDPOINT and the proxy":
    "{server} の JSON が {n} バイトを超え、Hub の送る量ではありません。HF_ENDPOINT とプロキシを確かめてください",
  'its README.md says that the split "{name}" is {pattern}, and no file fits; ask the owner to mend the card, or download the files and give their folder':
    "README.md では分割「{name}」は {pattern} ですが、合うファイルがありません。所有者に修正を頼むか、ファイルを取って、そのフォルダを指定してください",
  "only {n} bytes": "{n} バイトだけ",
  "{*why}; waiting {n} s, then asking again": "{why}。{n} 秒待ってからやり直します",
  "{*why}; asking again": "{why}。やり直します",
  'HF_ENDPOINT is "{value}", which is no web address; write it as {example}':
    "HF_ENDPOINT の「{value}」は Web アドレスではありません。{example} のように書いてください",
  "the token option": "トークンの指定",
  "the Hub token in {where} holds a space or a character outside ASCII; copy it again":
    "{where} の Hub のトークンに空白か ASCII でない文字があります。写し直してください",
  'HF_HUB_DOWNLOAD_TIMEOUT is "{value}"; give a number of seconds above 0':
    "HF_HUB_DOWNLOAD_TIMEOUT が「{value}」です。0 より大きい秒数にしてください",
  "{id} at {revision} is not in the cache {folder}, and HF_HUB_OFFLINE is set; unset it, or give a local file or folder":
    "{id}（{revision}）がキャッシュ {folder} になく、HF_HUB_OFFLINE が設定されています。設定を外すか、手元のファイルを指定してください",
  "the Hub lists a file that it does not have: {url}": "Hub の一覧にあるファイルがありません: {url}",
  "the Hub answered {status} to {url}": "Hub が {url} に {status} と答えました",
};
