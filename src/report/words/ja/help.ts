import type { Catalogue } from "../catalogue/translator.ts";

/** What `--help` says: commands, arguments and flags. */
export const help: Catalogue = {
  "Usage:": "使い方:",
  "Arguments:": "引数:",
  "Options:": "オプション:",
  "Commands:": "コマンド:",
  options: "オプション",
  command: "コマンド",
  "display help for command": "この説明を表示します",
  "output the version number": "版の番号を表示します",
  "(choices: {names}, default: {*value})": "（{names} のどれか。既定: {value}）",
  "(choices: {names})": "（{names} のどれか）",
  "(default: {*value})": "（既定: {value}）",
  "KISO_LANG, else the system's": "KISO_LANG、なければシステムの言語",
  "the language of all that is said and written": "画面とファイルに書く言葉の言語",

  "Deep learning that you can see through.": "中身がすべて見えるディープラーニング。",
  "Start here:  kiso lesson        Your own data:  kiso train mydata.csv":
    "はじめの一歩:  kiso lesson        自分のデータで:  kiso train mydata.csv",
  "the lesson from blobs to trained network, with every number shown":
    "レッスン: 点の集まりから学習済みのネットワークまで、すべての数値を見せます",
  "make Gaussian blobs, bit for bit as scikit-learn's make_blobs":
    "正規分布の点の集まりを作ります（scikit-learn の make_blobs とビットまで同じ）",
  "draw pictures of machined parts, some with a known defect, to try an inspection on":
    "外観検査を試すための、加工部品の画像を描きます（一部は種類のわかる欠陥つき）",
  "draw a data set as a picture": "データを 1 枚の図に描きます",
  "train a network on your data": "自分のデータでネットワークを学習します",
  "measure a trained network on labelled data": "学習済みのネットワークを、ラベルのあるデータで評価します",
  "label new rows with a trained network": "学習済みのネットワークで、新しい行を判定します",
  "pass or fail parts by their distance to good ones": "良品からの距離で、部品の合否を判定します",
  "how far apart two parts are": "2 つの部品がどれだけ離れているかを測ります",
  "write the embeddings of rows or images": "行や画像の埋め込みを書き出します",
  "show a trained network's weights and biases": "学習済みのネットワークの重みとバイアスを表示します",
  "list runs, best first, or compare two of them": "実行結果をよい順に並べます。2 つを比べることもできます",
  "what differs between two runs, in settings and in result": "2 つの実行の、設定と結果の違いを表示します",

  "a run folder that kiso train wrote": "kiso train が作った実行フォルダ",
  "a run folder of kiso train --task siamese": "kiso train --task siamese の実行フォルダ",
  "a run folder": "実行フォルダ",
  "a folder of runs": "実行フォルダを集めたフォルダ",
  another: "もう 1 つ",
  "best first": "よい順に並べる指標",
  "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME":
    "ファイル、フォルダ、付属データの名前（digits、iris、lesson）、または Hub の ID（OWNER/NAME）",
  "labelled rows: a file, a folder, a shipped name or a Hub id OWNER/NAME":
    "ラベルのある行: ファイル、フォルダ、付属データの名前、または Hub の ID（OWNER/NAME）",
  "new rows: files (tables or images), a folder, a shipped name or a Hub id OWNER/NAME":
    "新しい行: ファイル（表または画像）、フォルダ、付属データの名前、または Hub の ID（OWNER/NAME）",
  "rows or images: a file, a folder, a shipped name or a Hub id OWNER/NAME":
    "行または画像: ファイル、フォルダ、付属データの名前、または Hub の ID（OWNER/NAME）",
  "images, or folders or .zip archives of images (of a model of measurements: tables)":
    "画像、または画像のフォルダや .zip（測定値のモデルでは表）",
  "an image (or a table with one row)": "画像（または 1 行だけの表）",

  "which split of the data; of the run's own data, test is its held-out rows":
    "データのどの分割を使うか。学習に使ったデータでは、test は取り分けた行です",
  "which split of the data (default: test where there is one)":
    "データのどの分割を使うか（既定: あれば test）",
  "which split of the data (default: train where there is one)":
    "データのどの分割を使うか（既定: あれば train）",
  "the column that holds the class (default: the one that the run learned)": "クラスの列（既定: 学習した列）",
  "the column that holds the class (default: found by its name, else the last)":
    "クラスの列（既定: 名前から探し、なければ最後の列）",
  "the column that holds the class": "クラスの列",
  "a column to take along as the label (default: the one that the run learned, else found by its name)":
    "ラベルとして書き添える列（既定: 学習した列、なければ名前から探した列）",
  "the whole report as one page that opens offline: .html":
    "レポート全体を、オフラインで開ける 1 枚のページに: .html",
  "the confusion matrix as a picture: .png or .svg": "混同行列を図に: .png または .svg",
  "where to: .csv, .tsv, .xlsx, .parquet or .jsonl; without it, CSV on stdout":
    "出力先: .csv、.tsv、.xlsx、.parquet、.jsonl。省くと CSV を画面に出します",
  "where to: .csv, .tsv, .xlsx, .parquet, .npz or .jsonl":
    "出力先: .csv、.tsv、.xlsx、.parquet、.npz、.jsonl",
  "where to: .parquet, .npz, .csv, .tsv, .xlsx or .jsonl":
    "出力先: .parquet、.npz、.csv、.tsv、.xlsx、.jsonl",
  "where to: .png or .svg": "出力先: .png または .svg",
  "columns of the rows beside the answers: all, ids, none, or a,b (default: all in a file, ids on stdout)":
    "答えに並べて書く元の列: all（すべて）、ids（識別用の列）、none（なし）、または a,b（既定: ファイルには all、画面には ids）",
  "of a .csv that is written: utf-8, shift_jis, … (default: UTF-8 with a mark, or --encoding)":
    "書き出す .csv の文字コード: utf-8、shift_jis、…（既定: BOM つき UTF-8、または --encoding）",
  "print one JSON object on stdout": "結果を JSON 1 個で出力します",
  "how progress is shown on stderr": "進み具合の見せ方",

  "rows in all": "全体の行数",
  "classes, each around a centre drawn from -10 to 10": "クラスの数。中心は -10 から 10 の間で選びます",
  "features of a row": "1 行の特徴量の数",
  "standard deviation of a class": "クラスの標準偏差",
  "scikit-learn's random_state": "scikit-learn の random_state",
  "parts without a defect": "欠陥のない部品の数",
  "parts with one ({kinds}, in turn)": "欠陥のある部品の数（{kinds} を順に）",
  "what is drawn, each with its own defects": "何を描くか。それぞれに特有の欠陥があります",
  "parts with one, each kind of defect in turn": "欠陥のある部品の数（欠陥の種類を順に）",
  "write masks/bad/, too: white where the defect is": "masks/bad/ も書きます（欠陥の所が白）",
  "of an image's sides": "画像の 1 辺の画素数",
  "another seed, other parts": "シードを変えると、別の部品になります",
  "a new folder: good/, bad/ and parts.csv with every defect's kind and box":
    "新しいフォルダ: good/、bad/ と、欠陥の種類と位置を書いた parts.csv",
  "fill missing cells, or drop their rows (default: they are errors)":
    "欠損値を埋めるか、その行を除くか（既定: エラーにします）",
  "the folder for pictures and numbers": "図と数値を書くフォルダ",
  "of the first weights": "はじめの重みのシード",
  "both runs' curves in one picture: .png or .svg": "2 つの実行の曲線を 1 枚の図に: .png または .svg",
  "also as heat maps: .png or .svg": "ヒートマップの図にも書きます: .png または .svg",

  "what the threshold is for: recall=1.0 (no defect passed), f1, cost, false-reject=0.01, or a distance":
    "しきい値の目的: recall=1.0（見逃しなし）、f1、cost、false-reject=0.01、または距離そのもの",
  "of --aim cost: a defect that passes (見逃し)": "--aim cost で: 見逃し 1 件の損失",
  "of --aim cost: a good part that fails (過検出)": "--aim cost で: 過検出 1 件の損失",
  "good parts to compare with: a folder or images (default: those that the model keeps)":
    "比べる良品: フォルダまたは画像（既定: モデルが持っている良品）",
  "the distance is the mean to so many of the nearest references (default: as trained)":
    "距離は、最も近い良品この個数までの平均です（既定: 学習時と同じ）",
  "the verdicts as a table: .csv, .tsv, .xlsx, .parquet or .jsonl":
    "判定の表: .csv、.tsv、.xlsx、.parquet、.jsonl",
  "a picture of the borderline parts with heat maps: .png or .svg":
    "しきい値に近い部品をヒートマップつきで並べた図: .png または .svg",
  "how many parts the sheet shows": "図に並べる部品の数",
  "of each image that fails, a heat map of where its distance comes from, as PNG":
    "不合格の画像ごとに、距離がどこから来たかのヒートマップを PNG で",

  "whether a table has a header: yes, no, or the line that it is (default: found, and said)":
    "表に見出しがあるか: yes、no、または見出しの行番号（既定: 自動で見分け、表示します）",
  "of a text: utf-8, shift_jis, euc-jp, windows-1252, … (default: found, and said)":
    "テキストの文字コード: utf-8、shift_jis、euc-jp、windows-1252、…（既定: 自動で見分け、表示します）",
  "what divides the cells of a text: , ; | tab or blank (default: found)":
    "テキストのセルの区切り: , ; | tab（タブ）blank（空白）（既定: 自動で見分けます）",
  "of a workbook, by its name or number (default: the first with rows, and those that belong to it)":
    "読むシートの名前または番号（既定: 行のある最初のシートと、それに続くシート）",
  "of a data set on the Hub that has several": "Hub のデータに構成がいくつもあるとき、その名前",
  "a list of the pictures and their classes (default: found beside them), or folders: these are the classes":
    "画像とクラスの一覧表（既定: 画像のそばで探します）。folders と書くと、フォルダ名がクラスです",
  "GB that a packed file may unpack to (default: 100 times its size, 0.27 at least)":
    "圧縮ファイルを展開してよい大きさ（GB。既定: 元の 100 倍、少なくとも 0.27）",
  "million pixels that a picture may have (default: 100)": "画像 1 枚の画素数の上限（百万画素。既定: 100）",
  "a row with a mistake: stop, or skip it and list it (default: stop)":
    "誤りのある行: stop（止まる）、skip（除いて一覧に書く）（既定: stop）",
  "columns to leave out": "使わない列",
  "columns that tell rows apart: not learned from, kept beside the answers":
    "行を識別する列。学習には使わず、答えに書き添えます",
  "learn from just these columns": "これらの列だけで学習します",
  "rows alike in it, such as a lot, stay on one side of every split":
    "この列（ロットなど）が同じ行は、どの分割でも同じ側に置きます",
  "test on the latest rows by it": "この列で最も新しい行をテストに使います",
  "make numbers of dates: weekday, hour, month, days since the first (default: they are left out)":
    "日付を数値にします: 曜日、時、月、最初からの日数（既定: 日付は使いません）",
  "how 1/5/2024 is read: day, month and year (default: found, where a row tells it)":
    "1/5/2024 の読み方: 日・月・年の順（既定: わかる行があれば自動）",
  "what stands before the decimals of numbers such as 1,234: point or comma (default: found, and said)":
    "1,234 のような数値の小数点: point または comma（既定: 自動で見分け、表示します）",

  "what is learned: classes, a number to predict, or a distance between things (default: classify)":
    "何を学習するか: クラス、予測する数値、または物どうしの距離（既定: classify）",
  "first try what the doctor advises, on training rows held out in turn, and train with what was better there":
    "まず診断の助言を、順に取り分けた学習用の行で試し、よくなった設定で学習します",
  "rows of rare classes weigh more: rows / (classes · rows of the class)":
    "少ないクラスの行を重くします: 行数 ÷（クラス数 × そのクラスの行数）",
  "the class to be found, as NG (default: a class called NG, fail, 不良, …; else the rarer of two)":
    "見つけたいクラス（NG など。既定: NG、fail、不良、… という名前のクラス、なければ 2 つのうち少ないほう）",
  "bring images to 32 × 32 (32) or width × height (48x32), their shape kept":
    "画像を 32 × 32（32）または 幅 × 高さ（48x32）にします。縦横比は保ちます",
  "stretch images to --size instead": "縦横比を保たず、--size に引き伸ばします",
  "images in grey (default: where all of them are)": "画像を白黒で扱います（既定: すべてが白黒のとき）",
  "images in colour (default: where one of them is)": "画像をカラーで扱います（既定: 1 枚でもカラーのとき）",
  "of images of 16 bits: how many the camera has, 8 to 16 (default: what all of them use)":
    "16 ビット画像で: カメラのビット数、8〜16（既定: 全画像が使っているビット数）",
  "vary training images, as shift=2,rotate=10,flip=horizontal (and brightness=0.1, noise=0.02)":
    "学習用の画像を変化させます。例: shift=2,rotate=10,flip=horizontal（ほかに brightness=0.1、noise=0.02）",
  "measure accuracy on these rows (default: the data's test split, else held-out rows)":
    "正解率を測る行（既定: データの test 分割、なければ取り分けた行）",
  "rows held out where none came for testing (default: 0.2)":
    "テスト用の行がないとき、取り分ける割合（既定: 0.2）",
  "cross-validate: train k times, each row tested once (no run folder without --out)":
    "交差検証: k 回学習し、どの行も 1 回ずつテストします（--out がなければ実行フォルダは作りません）",
  "fit networks to the table: quick one, standard several, best as many as a minute is enough for (default: standard; without it where --hidden, --epochs or the like are given, whose defaults then hold)":
    "ネットワークを表に合わせます: quick は 1 つ、standard は数個、best は 1 分でできるだけ（既定: standard。--hidden や --epochs などを指定すると使わず、それらの既定値になります）",
  "units of the hidden layers, as 32 or 64,32, or auto (default: 32)":
    "隠れ層のユニット数。例: 32、64,32、auto（既定: 32）",
  "networks of these units that learn apart and answer their mean (default: 1)":
    "別々に学習し、平均で答えるネットワークの数（既定: 1）",
  "of images: blocks of a 3 × 3 convolution and a 2 × 2 maximum, as 16,32 (default: none)":
    "画像で: 3 × 3 の畳み込みと 2 × 2 の最大値の組。例: 16,32（既定: なし）",
  "normalise each block of --conv by its batch": "--conv の各ブロックをバッチで正規化します",
  "after --conv go on with the mean of each channel, not all its pixels":
    "--conv の後は、全画素ではなくチャネルごとの平均を使います",
  "between the layers (default: sigmoid; with --conv relu)":
    "層の間の活性化関数（既定: sigmoid、--conv では relu）",
  "passes over the training rows (default: 30)": "エポック数: 学習データを通す回数（既定: 30）",
  "rows of a step, or auto (default: 32)": "1 ステップの行数、または auto（既定: 32）",
  "learning rate (default: 0.01)": "学習率（既定: 0.01）",
  "how the learning rate goes (default: constant)": "学習率の変え方（既定: constant）",
  "steps in which the learning rate first rises (default: 0)":
    "はじめに学習率を上げていくステップ数（既定: 0）",
  "training rows to watch by, not learned from (default: 0); a validation split of the data's own serves instead":
    "学習せず、見張りに使う行の割合（既定: 0）。データに validation 分割があれば、それを使います",
  "stop after so many without a lower validation loss, and keep the best (default: never)":
    "検証の損失がこの回数続けて下がらなければ止め、最良のものを残します（既定: 止めません）",
  'let the model answer "none of these", at most to this share of rows like the training rows (default: never)':
    "モデルに「どれでもない」と答えさせます。学習データに似た行では、多くともこの割合（既定: 答えさせません）",
  "the rule of a step (default: sgd)": "最適化手法（既定: sgd）",
  "of sgd, Nesterov's (default: 0.9; with --recipe lesson 0)":
    "sgd の Nesterov モメンタム（既定: 0.9、--recipe lesson では 0）",
  "of adamw: how strongly weights are drawn to 0 (default: 0.01)":
    "adamw で: 重みを 0 へ引く強さ（既定: 0.01）",
  "penalty on the weights (default: 0)": "重みの L2 正則化（既定: 0）",
  "of the features, fitted on the training rows (default: standard; with --recipe lesson none)":
    "特徴量の尺度。学習データで決めます（既定: standard、--recipe lesson では none）",
  "of held-out rows, initial weights and batches": "取り分ける行、はじめの重み、バッチのシード",
  "of all numbers (default: float64)": "数値の型（既定: float64）",
  "what computes": "計算するもの",
  "lesson: its initial weights, summed gradients, batches in order":
    "lesson: レッスンと同じ初期値、勾配の合計、順番どおりのバッチ",
  "read a Parquet or CSV file part by part (default: above 512 MB)":
    "Parquet や CSV を少しずつ読みます（既定: 512 MB を超えるとき）",
  "of a stream in memory, shuffled (default: as 64 MB hold)":
    "少しずつ読むとき、メモリに置いて混ぜる行数（既定: 64 MB に入るだけ）",
  "the run's folder (default: runs/NAME-1, -2, …)": "実行フォルダ（既定: runs/NAME-1、-2、…）",
  "go on with a run that was stopped": "中断した実行を再開します",
  "how much time a killed run may lose (0: a checkpoint after every step)":
    "強制終了で失ってよい時間（秒。0 は、ステップごとに保存）",

  "siamese: numbers of an embedding (default: 32)": "siamese: 埋め込みの次元（既定: 32）",
  "siamese: directions in which good parts vary, taken out first (default: of images up to 50; 0: none)":
    "siamese: はじめに取り除く、良品のばらつきの方向の数（既定: 画像では 50 まで。0 はなし）",
  "siamese: what pulls and pushes (default: contrastive)":
    "siamese: 近づけ、遠ざける損失（既定: contrastive）",
  "of --loss triplet: which triplets count (default: batch-all)":
    "--loss triplet で: どの三つ組を使うか（既定: batch-all）",
  "siamese: how far apart the classes should be (default: 1; of triplets 0.2), or soft":
    "siamese: クラスを離す距離（既定: 1、三つ組では 0.2）、または soft",
  "siamese: the class of good parts (default: good, ok, 良品, …)":
    "siamese: 良品のクラス（既定: good、ok、良品、…）",
  "siamese: how many good parts to compare with (default: 20)": "siamese: 比べる良品の数（既定: 20）",
  "siamese: the distance is the mean to so many of them (default: 1)":
    "siamese: 距離は、最も近いこの個数までの平均です（既定: 1）",
  "the threshold of the class to be found: recall=0.99, precision=0.9, false-reject=0.01, f1, cost, or itself (default: the likeliest class; siamese: recall=1.0)":
    "見つけたいクラスのしきい値の目的: recall=0.99、precision=0.9、false-reject=0.01、f1、cost、またはしきい値そのもの（既定: 確率の最も高いクラス。siamese では recall=1.0）",
};
