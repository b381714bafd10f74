import type { Catalogue } from "../../catalogue/translator.ts";

/** Pictures: files, formats, sizes, folders and lists of classes, masks. */
export const images: Catalogue = {
  // what is lost of a picture, or taken otherwise
  "{#n} images are {!remark} (the first: {first})": "{n} 枚が{remark}です（最初は {first}）",
  "of {#n} pages: the first is taken": "{n} ページの画像（最初のページを使用）",
  "animated: the first frame is taken": "アニメーション（最初のコマを使用）",
  "of more than 8 bits a channel: the upper 8 are taken": "8 ビットを超える画像（上位 8 ビットを使用）",
  "CMYK: turned into RGB": "CMYK（RGB に変換）",
  "transparent in places: laid over black": "一部が透明な画像（黒に重ねて使用）",
  "without a number in some pixels: those are taken as black": "数値のない画素がある画像（黒として使用）",
  "of more than 8 bits a channel, where the model was trained on 8: the upper 8 are taken":
    "8 ビットを超える画像（モデルの学習は 8 ビット。上位 8 ビットを使用）",
  "of more than 8 bits a channel, where the model was trained on 8: brought to 8 by their own white":
    "8 ビットを超える画像（モデルの学習は 8 ビット。画像の白に合わせて 8 ビットに変換）",
  "all but black when its upper 8 bits are taken (no number is above an eighth of 65535): save it with 8 bits":
    "上位 8 ビットではほぼ真っ黒（どの数値も 65535 の 8 分の 1 以下。8 ビットで保存すれば使えます）",
  "of 8 bits a channel, where the model was trained on more: 255 is taken for white":
    "画素が 8 ビット（モデルの学習はより多いビット数。255 を白として使用）",
  "brighter than what is white to the model ({value})": "モデルの白（{value}）より明るい画像",
  "darker than what is black to the model ({value})": "モデルの黒（{value}）より暗い画像",
  "the {#n} images hold decimal numbers, or such below 0, from {least} to {most}: {black} is taken for black, {white} for white":
    "{n} 枚の画像に小数か負の数があります（{least}〜{most}）。{black} を黒、{white} を白とします",
  "{n} of {of} images hold decimal numbers, or such below 0, from {least} to {most}: {black} is taken for black, {white} for white":
    "{of} 枚中 {n} 枚の画像に小数か負の数があります（{least}〜{most}）。{black} を黒、{white} を白とします",
  "the {#n} images have 16 bits a channel and use {bits} of them (the largest number is {most}): 0 is taken for black, {white} for white; {flag} takes them as they are":
    "16 ビットの画像 {n} 枚が {bits} ビットだけを使っています（最大 {most}）。0 を黒、{white} を白とします。{flag} ならそのまま使います",
  "{n} of {of} images have 16 bits a channel and use {bits} of them (the largest number is {most}): 0 is taken for black, {white} for white; {flag} takes them as they are":
    "画像 {of} 枚のうち 16 ビットの {n} 枚が {bits} ビットだけを使っています（最大 {most}）。0 を黒、{white} を白とします。{flag} ならそのまま使います",
  "{n} of {of} images have 8 bits a channel, the others more (the first: {first}): 255 is taken for their white":
    "画像 {of} 枚のうち {n} 枚は 8 ビット、ほかはそれより多いビット数です（最初は {first}）。8 ビットの白は 255 とします",
  "{example}, is not of the shape of {wanted}: their shape is kept, and what is left has the colour of their border; {flag} stretches them instead":
    "{example} は縦横比が {wanted} と違います。縦横比を保ち、余りは縁の色で埋めます。{flag} なら引き伸ばします",
  "the {#n} images (the first: {first}) are not of the shape of {wanted}: their shape is kept, and what is left has the colour of their border; {flag} stretches them instead":
    "{n} 枚の画像（最初は {first}）は縦横比が {wanted} と違います。縦横比を保ち、余りは縁の色で埋めます。{flag} なら引き伸ばします",
  "{n} of {of} images (the first: {first}) are not of the shape of {wanted}: their shape is kept, and what is left has the colour of their border; {flag} stretches them instead":
    "画像 {of} 枚のうち {n} 枚（最初は {first}）は縦横比が {wanted} と違います。縦横比を保ち、余りは縁の色で埋めます。{flag} なら引き伸ばします",
  "{n} of {of} images are grey (the first: {first}), the others in colour: all are taken in colour; say {one} or {other}":
    "画像 {of} 枚のうち {n} 枚が白黒（最初は {first}）、ほかはカラーです。すべてカラーで使います。{one} か {other} で指定できます",

  // files that cannot be read
  "there is no such file; correct the name": "そのファイルはありません。名前を直してください",
  "no such file; check its name, or what it links to":
    "ファイルがありません。名前かリンク先を確かめてください",
  "cannot be read: {*why}; change its rights or take it out of the folder":
    "読めません（{why}）。権限を変えるか、フォルダから出してください",
  "permission denied": "権限がありません",
  "the image is empty (0 bytes); get it again or take it out":
    "空の画像です（0 バイト）。入手し直すか、外してください",
  "the image is empty (0 bytes); get it again": "空の画像です（0 バイト）。入手し直してください",
  "the image is damaged ({*why}); get it again or take it out":
    "画像が壊れています（{why}）。入手し直すか、外してください",
  "holds no image: its bytes are of none of {&formats}; get the image again or take it out":
    "画像ではありません（{formats} のどれでもない中身です）。入手し直すか、外してください",
  "is a {kind} image; kiso reads {&formats}: convert it, or take it out":
    "{kind} の画像です。kiso が読むのは {formats} です。変換するか、外してください",
  "kiso reads {&formats}; convert it, or take it out of the folder":
    "kiso が読む画像は {formats} です。変換するか、フォルダから出してください",
  "has {size} pixels ({#n} million), and {most} million is the limit; make it smaller, or if it is sound, {flag} (in millions) reads it":
    "{size} 画素（{n} 百万）あり、上限の {most} 百万を超えます。小さくするか、正しい画像なら {flag}（百万画素）で読めます",
  "has {size} pixels, and {most} million is the limit in a page; make it smaller":
    "{size} 画素あり、ページの上限の {most} 百万画素を超えます。小さくしてください",
  "{*why}, which a page does not read; save it as PNG":
    "ページでは読めません（{why}）。PNG で保存してください",
  "the image is missing; get the file again, or delete the row":
    "画像がありません。ファイルを入手し直すか、その行を削除してください",
  "the image is missing (only its path {path} is there); get the file again, or delete the row":
    "画像がなく、パス {path} だけがあります。ファイルを入手し直すか、その行を削除してください",
  "{file}, row {#row} ({path})": "{file} {row} 行目（{path}）",
  "{file}, column {column}, row {#row} ({path})": "{file} の列 {column} {row} 行目（{path}）",
  "{file}, column {column}, row {#row}": "{file} の列 {column} {row} 行目",
  "the image": "画像",
  "it holds images": "画像",
  "Radiance HDR": "Radiance HDR",
  "lossless JPEG (JPEG-LS)": "可逆 JPEG（JPEG-LS）",
  "picture {#n}": "画像 {n}",
  "{#n} of {#of} pictures are left out, since they cannot be read: {*why}":
    "画像 {of} 枚のうち {n} 枚は読めないので除きます: {why}",
  "{#n} of {#of} pictures are left out, since they cannot be read: {*why} and {#more} more":
    "画像 {of} 枚のうち {n} 枚は読めないので除きます: {why}、ほか {more} 枚",
  "it is compressed by CCITT fax": "CCITT FAX 圧縮",
  "it is compressed by CCITT fax {#n}": "CCITT FAX {n} 圧縮",
  "it is compressed by the old JPEG": "旧 JPEG 圧縮",
  "it is compressed by {method}": "{method} 圧縮",
  "it is compressed by method {method}, which kiso does not read": "圧縮方式 {method} は読めません",
  "its colours are {kind}": "色が {kind}",
  "its pixels are of the kind {kind}, which kiso does not read": "画素の種類 {kind} は読めません",
  "it has {#n} numbers a pixel, where {#of} are its colours":
    "1 画素の数値が {n} 個で、色の {of} 個に足りません",
  "its {#n} channels are not said to be colours": "{n} チャネルのどれが色かわかりません",
  "its numbers have {#n} bits of the kind {kind}": "数値が種類 {kind} の {n} ビット",
  "its white is 0, of numbers of {#n} bits": "{n} ビットで、0 が白",
  "its white is 0, of numbers of {#n} bits behind a point": "{n} ビットの小数で、0 が白",
  "it is JPEG of {#n} bits": "{n} ビットの JPEG",
  "its numbers are differences of the kind {kind}": "差分の方式 {kind} は読めません",

  // sizes, and what the model takes
  "has {size} pixels, but the model takes images of {*wanted}; take the picture as those were taken, or train with {flag} to have all resized":
    "{size} 画素ですが、モデルの画像は {wanted}です。同じように撮るか、{flag} を付けて学習し、大きさをそろえてください",
  "is in colour, but the model takes images of {*wanted}; take it in grey, or train with {flag} to have all made grey":
    "カラーですが、モデルの画像は {wanted}です。白黒で撮るか、{flag} を付けて学習し、すべて白黒にしてください",
  "holds decimal numbers or numbers below 0, but the model was trained on images of 8 bits; save it as those were saved":
    "小数か負の数の画像ですが、モデルは 8 ビットの画像で学習しました。同じ形式で保存してください",
  "{flag} is of images of more than 8 bits a channel, and none here has more; leave it out":
    "{flag} は 8 ビットを超える画像のための指定ですが、そのような画像はありません。外してください",
  "{flag} goes up to {most}, but the images hold {found}; leave it out, or give the camera's bits":
    "{flag} の上限は {most} ですが、画像に {found} があります。外すか、カメラのビット数を指定してください",
  "{one} has {size} pixels, {other} has {usual}; images must have one size: bring them to one with {flag}":
    "{one} は {size} 画素、{other} は {usual} 画素です。画像の大きさは同じでなければなりません。{flag} でそろえてください",
  "{#n} images of {*size} are {#gb} GB of pixels, more than fit in memory; bring them to a smaller size: {flag}":
    "{size}の画像 {n} 枚は {gb} GB で、メモリに入りません。小さくしてください: {flag}",
  "augment: {name} from 0 to {most}, found {found}":
    "augment: {name} は 0 から {most} までです（{found} とありました）",
  "augment: {name} from 0 to {most} {*unit}, found {found}":
    "augment: {name} は 0 から {most} {unit}までです（{found} とありました）",
  pixels: "画素",
  degrees: "度",
  "of white": "（白を 1 として）",

  // folders
  "a picture is bad where its mask marks something, and good where it does not or has none: {#bad} bad, {#good} good":
    "マスクに印のある画像を不良品、印かマスクのない画像を良品とします: 不良品 {bad} 枚、良品 {good} 枚",
  "the pictures of one folder ({name}) are of one item, and lie on one side of a split":
    "1 つのフォルダ（{name} など）の画像は同じ品物とみなし、分割では同じ側に置きます",
  "the classes ({,names}) are those that the names of the files begin with":
    "ファイル名の始まりをクラスとします（{names}）",
  "lies beside the class folders ({,names}); put every image into the folder of its class":
    "クラスのフォルダ（{names}）と並んでいます。どの画像もクラスのフォルダに入れてください",
  "lies beside the class folders ({,names}), as do {#n} more images; put every image into the folder of its class":
    "クラスのフォルダ（{names}）と並んでいます（ほか {n} 枚も）。どの画像もクラスのフォルダに入れてください",
  "its folders are read as classes ({,names})": "フォルダをクラスとします（{names}）",
  "holds no pictures; {it is no class|they are no classes}": "画像がないので、クラスとしません",
  "holds no pictures, nor {does|do} {,names}; {it is no class|they are no classes}":
    "{names} とともに画像がないので、クラスとしません",
  "lies in a folder of its class's folder; the first folder is the class":
    "クラスのフォルダの中のフォルダにあります。最初のフォルダをクラスとします",
  "lies in a folder of its class's folder, as do {#n} more images; the first folder is the class":
    "クラスのフォルダの中のフォルダにあります（ほか {n} 枚も）。最初のフォルダをクラスとします",
  "the pictures to learn from have no classes, though those of {,parts} have; put those of each class into a folder of its own (all into one, such as {path}, where all are good)":
    "学習用の画像にクラスがありません（{parts} にはあります）。クラスごとのフォルダに分けてください（すべて良品なら、{path} のように 1 つに）",
  "without a class": "クラスなし",
  "hidden, or a thumbnail": "隠しファイルか縮小画像",
  "{,names} {is|are} read as the part train, since {,parts} {is a part|are parts}":
    "{parts} が区分なので、{names} を train とします",
  "in a folder that is neither train, validation nor test": "train、validation、test のどれでもないフォルダ",
  "beside the folders of the parts": "区分のフォルダと並ぶファイル",
  "beside {folder}/, which holds the data set": "データセットの {folder}/ と並ぶファイル",
  "{folder}/ is read as the part {part}": "{folder}/ を {part} とします",
  "{folder}/ is read as the part {part}, {!more}": "{folder}/ を {part} とします、{more}",
  "{part} is the only part, so it is taken for all the data":
    "区分が {part} だけなので、全データとして使います",
  "holds {#n} data sets, one in each of {,names}; name one of them, such as {path}, or put the pictures of each class into one folder":
    "{names} にそれぞれ、{n} 個のデータセットがあります。{path} のように 1 つを指定するか、クラスごとに 1 つのフォルダにまとめてください",
  "{,names} are read as classes, the folders in each as parts":
    "{names} をクラス、その中のフォルダを区分とします",

  // masks
  "{#masks} masks of {#of} pictures ({*where}) are no pictures and no classes; they score where a model looks":
    "画像 {of} 枚のマスク {masks} 枚（{where}）は、画像にもクラスにもせず、モデルの見ている所の評価に使います",
  "the folder itself": "そのフォルダ",
  "{#masks} masks of {#of} pictures ({*where}) are no pictures and no classes; they score where a model looks; {*told}":
    "画像 {of} 枚のマスク {masks} 枚（{where}）は、画像にもクラスにもせず、モデルの見ている所の評価に使います。{told}",
  "beside the pictures": "画像と同じ所",
  "in {folder}/": "{folder}/",
  "{,folders} {is|are} told by the names and by black and white alone: {flag} reads it as a class":
    "{folders} は名前と白黒だけから見分けました。クラスなら {flag} を付けてください",
  "some pictures in the folder itself are black and white and have the names of others there: they are {*taken}; {*mend}":
    "フォルダの画像の一部が白黒で、ほかの画像と同じ名前です。{taken}。{mend}",
  "some pictures in {folder}/ are black and white and have the names of others there: they are {*taken}; {*mend}":
    "{folder}/ の画像の一部が白黒で、ほかの画像と同じ名前です。{taken}。{mend}",
  "the pictures in the folder itself are black and white and have the names of those in {*other}: they are {*taken}; {*mend}":
    "フォルダの画像が白黒で、{other} の画像と同じ名前です。{taken}。{mend}",
  "the pictures in {folder}/ are black and white and have the names of those in {other}/: they are {*taken}; {*mend}":
    "{folder}/ の画像が白黒で、{other}/ の画像と同じ名前です。{taken}。{mend}",
  "the pictures in {folder}/ are black and white and have the names of those in the folder itself: they are {*taken}; {*mend}":
    "{folder}/ の画像が白黒で、その外の画像と同じ名前です。{taken}。{mend}",
  "read as a class": "クラスとして読みます",
  "if they are masks, end their names in _mask": "マスクなら、名前の終わりを _mask にしてください",
  "if they are masks, call the folder masks": "マスクなら、フォルダの名前を masks にしてください",
  "a mask, by {!how}; several pictures have its name": "{how}からマスク。同じ名前の画像が複数",
  "a mask, by {!how}; its picture is not there": "{how}からマスク。対応する画像なし",
  "its name": "名前",
  "its black and white": "白黒",
  "has {size} pixels, the picture that it is a mask of ({path}) {other}; make them one size":
    "{size} 画素ですが、対応する画像（{path}）は {other} 画素です。同じ大きさにしてください",

  // lists of pictures and classes
  "{#n} pictures in which nothing is marked are taken for good parts": "印のない画像 {n} 枚を良品とします",
  "{file}, annotation {#n}": "{file} の {n} 番目の注釈",
  "there is no image {name}; export it again": "画像 {name} がありません。書き出し直してください",
  "there is no category {name}; export it again": "分類 {name} がありません。書き出し直してください",
  "its images have boxes ({*tool}, as {path}: {,names}) and no classes":
    "画像には枠（{tool} 形式、{path} など: {names}）だけがあり、クラスがありません",
  "its images have boxes ({*tool}, as {path}) and no classes":
    "画像には枠（{tool} 形式、{path} など）だけがあり、クラスがありません",
  "YOLO's": "YOLO",
  "Pascal VOC's": "Pascal VOC",
  "labelme's": "labelme",
  "{cell} could be {,names}; write the folder before the name":
    "{cell} が {names} のどれかわかりません。名前の前にフォルダを書いてください",
  "the name of the file is missing; fill it in or delete the row":
    "ファイル名がありません。書くか、その行を削除してください",
  "there is no file {name}; correct the name, or delete the row":
    "ファイル {name} がありません。名前を直すか、その行を削除してください",
  "{#n} of its {#of} rows name files that lie elsewhere":
    "{of} 行のうち {n} 行のファイルは、ほかの所にあります",
  "{#n} of its {#of} rows name no file and are left out (the first: {@where})":
    "{of} 行のうち {n} 行はファイルがないので除きます（最初は {where}）",
  "its names are compared with the files {*how}": "ファイル名を{how}比べました",
  "as a number": "数値として",
  "without regard to case": "大文字・小文字を区別せずに",
  "without extension": "拡張子なしで",
  "by the last part of the path": "パスの最後の部分で",
  "by the last part of the path, without extension": "パスの最後の部分で、拡張子なしで",
  "without what Label Studio puts before it": "Label Studio が前に付ける文字を外して",
  "column {name} says which pictures are to learn from, and which to test on":
    "列 {name} を、学習用かテスト用かの区分とします",
  "is of none of the classes {,names}; mark one with 1, or delete the row":
    "クラス {names} のどれでもありません。どれかを 1 にするか、その行を削除してください",
  "is of the classes {&names} at once; kiso learns one class a picture: keep one, or write a list with one column of classes":
    "クラス {names} に同時に入っています。画像 1 枚は 1 クラスです。1 つだけ残すか、クラスの列が 1 つの一覧にしてください",
  "a column for each class ({,names}) is read as one column, label":
    "クラスごとの列（{names}）を、1 つの列「label」として読みます",
  '{name} stands in row {#row} already, there as "{one}", here as "{other}"; kiso learns one class a picture: keep one of the rows':
    "{name} は {row} 行目にもあり、そこでは「{one}」、ここでは「{other}」です。画像 1 枚は 1 クラスです。どちらかの行だけにしてください",
  "{name} stands in row {#row} already; delete one":
    "{name} は {row} 行目にもあります。どちらかを削除してください",
  "{cell} are several classes; kiso learns one class a picture: keep one, or give such pictures a class of their own":
    "{cell} は複数のクラスです。画像 1 枚は 1 クラスです。1 つだけ残すか、そのような画像のクラスを別に作ってください",
  "not in {,lists}": "{lists} にない画像",
  "the classes are those of {list} (column {column}), not the folders {,folders}; these are read as classes with {flag}":
    "クラスは {list} の列 {column} で、フォルダ {folders} ではありません。フォルダをクラスにするなら {flag} を付けてください",
  "the classes are those of {list} and {#n} more lists (column {column}), not the folders {,folders}; these are read as classes with {flag}":
    "クラスは {list} とほか {n} 個の一覧の列 {column} で、フォルダ {folders} ではありません。フォルダをクラスにするなら {flag} を付けてください",
  "names some of the pictures only, and the folders are classes; it is read with {flag}":
    "一部の画像だけの一覧で、クラスはフォルダ。{flag} で読みます",
  "a form for answers, whose classes are made up": "仮のクラスが入った回答用紙",
  "VisA's list of the kinds of defects, several of a picture: the folders are classes":
    "VisA の欠陥の種類の一覧（画像 1 枚に複数）。クラスはフォルダ",
  "no column names pictures of {folder}; {flag} is a list with a column of files and one of classes":
    "{folder} の画像名の列がありません。{flag} には、ファイルの列とクラスの列がある一覧を指定してください",
  "no such file; {flag} names a list of the pictures and their classes":
    "ファイルがありません。{flag} には、画像とクラスの一覧を指定してください",
  "no column names the image files; call it file. Its columns are {names}":
    "画像ファイルの列がありません。列名を file にしてください。列は {names} です",
  "names pictures that are not here": "ここにない画像の一覧",
  "names a picture in column {one} and another in column {other}; a list has one picture a row: leave one of them out":
    "列 {one} と列 {other} に別々の画像があります。1 行に画像は 1 枚です。どちらかを外してください",
  "names the same pictures as {file}": "{file} と同じ画像の一覧",
  "{one} and {other} name the same pictures; choose one: {flag}":
    "{one} と {other} は同じ画像の一覧です。どちらかを選んでください: {flag}",
  "is no list: its lines have not equally many cells": "一覧ではありません（行によってセルの数が違います）",
  "its classes are numbers, which {file} names": "クラスは番号で、名前は {file} にあります",
};
