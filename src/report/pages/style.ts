/** The page's looks: one column of text, figures side by side where there is room, black on white, fit to print. */
export const style = `
:root { color-scheme: light; --ink: #1c1f23; --faint: #57606a; --line: #d8dee4; --soft: #f6f8fa; --blue: #0072b2; --orange: #b84e00; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0 auto; padding: 28px clamp(16px, 4vw, 48px) 64px; max-width: 1120px; color: var(--ink); background: #fff;
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic UI", Meiryo, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: clamp(22px, 4vw, 32px); line-height: 1.25; margin: 0 0 12px; letter-spacing: -0.01em; }
h2 { font-size: 21px; line-height: 1.3; margin: 52px 0 14px; padding-bottom: 6px; border-bottom: 1px solid var(--line); scroll-margin-top: 8px; }
h3 { font-size: 16px; margin: 0 0 4px; }
p { margin: 0 0 14px; max-width: 72ch; }
.summary { margin: 0 0 20px; padding: 0 0 0 1.6em; max-width: 76ch; }
.summary li { margin: 0 0 6px; padding-left: 2px; }
.summary li::marker { color: var(--faint); font-variant-numeric: tabular-nums; }
.lead { font-weight: 600; margin: 0 0 12px; }
.faint, figcaption, caption, footer { color: var(--faint); font-size: 14px; }
a { color: var(--blue); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 20px; padding: 0; font-size: 14px; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.figures { --least: 148px; display: grid; grid-template-columns: repeat(auto-fill, minmax(max(var(--least), (100.1% - 12px * var(--columns)) / var(--columns)), 1fr)); gap: 12px; margin: 0 0 18px; padding: 0; }
.figures div { border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; display: grid; grid-row: span 3; grid-template-rows: subgrid; row-gap: 0; align-content: start; }
.figures dt { font-size: 13px; line-height: 1.4; color: var(--faint); align-self: end; }
.figures dd { margin: 0; }
.figures .value { font-size: 26px; line-height: 34px; font-weight: 600; white-space: nowrap; font-variant-numeric: tabular-nums; }
.figures .detail { font-size: 12.5px; line-height: 1.4; color: var(--faint); }
.findings { list-style: none; margin: 0 0 18px; padding: 0; }
.findings li { border-left: 4px solid #d55e00; background: #fff6ee; padding: 10px 14px; margin: 0 0 8px; border-radius: 0 6px 6px 0; }
.findings b { text-transform: capitalize; margin-right: 6px; }
.scroll { overflow-x: auto; margin: 0 0 14px; max-width: 100%; }
table { width: max-content; overflow-wrap: break-word; border-collapse: collapse; font-size: 14.5px; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 5px 12px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: baseline; }
thead th { font-size: 13px; font-weight: 600; color: var(--faint); vertical-align: bottom; overflow-wrap: normal; border-bottom-color: #afb8c1; }
thead th.number { white-space: normal; min-width: 5.6em; max-width: 8em; }
tbody th { font-weight: 500; position: sticky; left: 0; background: #fff; }
tbody th, tbody td { max-width: 18em; }
.number { text-align: right; white-space: nowrap; }
tr.mean th, tr.mean td { background: var(--soft); font-weight: 600; }
tr.mean.first th, tr.mean.first td { border-top: 1px solid #afb8c1; }
td.bar { background: linear-gradient(90deg, #d6e9f5 calc(var(--share) * 100%), transparent 0) no-repeat left 6px bottom 4px / calc(100% - 12px) 3px; padding-bottom: 9px; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 20px 32px; margin: 0 0 14px; align-items: start; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 8px 32px; align-items: start; }
figure { margin: 0; max-width: 500px; }
figure svg { display: block; width: 100%; height: auto; margin: 4px 0 6px -6px; }
.pictures.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 224px), 1fr)); gap: 14px 20px; }
.small figure { max-width: 300px; } .small h3 { font-size: 14px; } .small figcaption { font-size: 12.5px; line-height: 1.4; }
.pictures.wide { grid-template-columns: minmax(0, 1fr); } .wide figure { max-width: 100%; } .wide svg { width: auto; margin-left: 0; }
.lines { margin: 0 0 18px; padding-left: 20px; } .lines li { margin: 0 0 5px; }
.images { list-style: none; display: flex; flex-wrap: wrap; gap: 10px; margin: 4px 0 18px; padding: 0; }
.images li { width: 88px; font-size: 11.5px; line-height: 1.3; color: var(--faint); }
.images img { display: block; width: 88px; height: 88px; object-fit: contain; background: var(--soft); border: 1px solid var(--line); image-rendering: pixelated; }
.images span { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.confusion th, .confusion td { border: 0; padding: 2px; vertical-align: middle; }
.confusion thead th { vertical-align: bottom; font-size: 13px; text-align: center; white-space: normal; max-width: 8em; }
.confusion thead th > span { padding: 0 5px; }
.confusion thead th.tall span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 12em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; padding: 4px 0; display: inline-block; }
.confusion thead th.upright span { transform: none; }
.confusion tbody th { text-align: right; padding-right: 8px; max-width: 10em; font-size: 13.5px; line-height: 1.35; }
.confusion .axis { white-space: nowrap; max-width: none; color: var(--faint); font-weight: 400; font-size: 13px; }
.confusion td a, .confusion td span { display: block; min-width: var(--cell); padding: 9px 0; text-align: center; border-radius: 4px; text-decoration: none; }
.confusion.many td a, .confusion.many td span { padding: 5px 0; font-size: 12.5px; }
.confusion td span { color: #68717b; }
/* Where classes are many, nearly all cells are empty: a dot is enough for the eye; read aloud and copied it is 0. */
.confusion.many td span { display: grid; place-content: center; height: 30px; padding: 0; font-size: 0; }
.confusion.many td span::before { content: "·"; content: "·" / ""; font-size: 14px; line-height: 1; }
.confusion td a:hover { box-shadow: 0 0 0 2px var(--ink); }
.cell { display: none; border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; margin: 4px 0 14px; scroll-margin-top: 30vh; }
.cell:target { display: block; border-color: var(--blue); }
.cell:focus { outline: none; }
.cell ol { list-style: none; margin: 8px 0; padding: 0; display: flex; flex-wrap: wrap; gap: 6px; max-height: 320px; overflow-y: auto; }
.cell li { border: 1px solid var(--line); border-radius: 5px; padding: 1px 8px; font-size: 14px; font-variant-numeric: tabular-nums; }
.cell li small { color: var(--faint); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 20px 32px; }
.facts dl { display: grid; grid-template-columns: minmax(110px, max-content) 1fr; gap: 4px 18px; margin: 0; font-size: 14.5px; }
.facts dt { color: var(--faint); } .facts dd { margin: 0; }
footer { margin-top: 56px; border-top: 1px solid var(--line); padding-top: 12px; }
@media (max-width: 480px) {
  th, td { padding: 5px 8px; }
  table { font-size: 14px; }
  thead th.number { min-width: 0; }
  tbody th { max-width: 42vw; }
  .confusion tbody th { max-width: 7em; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  nav, .cell, .cell:target { display: none; }
  a { color: inherit; text-decoration: none; }
  h2 { margin-top: 28px; }
  h2, h3, h2 + p { break-after: avoid; }
  p, figure, tr, .pair, .pictures, .confusion, .figures div, .findings li, .facts div { break-inside: avoid; }
  table:not(:has(tbody tr:nth-child(25))) { break-inside: avoid; }
  section:has(tbody tr:nth-child(25)) { break-before: page; } /* else the head of a long table may stand alone */
  .scroll { overflow: visible; }
  table { width: auto; max-width: 100%; overflow-wrap: anywhere; } /* paper does not scroll */
  .figures { --least: 110px; gap: 8px; }
  .figures div { padding: 8px 10px; }
  .figures .value { font-size: 20px !important; line-height: 26px; }
  .pictures, .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .pair .pictures { grid-template-columns: minmax(0, 1fr); }
  .pair table { width: 100%; font-size: 9pt; }
  .pair th, .pair td { padding: 2px 4px; }
  .pair thead th.number { min-width: 0; }
  .facts { grid-template-columns: 1fr 1fr; }
  th, td { padding: 3px 8px; }
  tbody th { position: static; }
  /* The cells of many classes share the sheet's width. */
  .confusion.many { width: min(100%, 26mm + 9mm * var(--classes)); table-layout: fixed; }
  .confusion.many .axis { width: 26mm; white-space: normal; font-size: 7pt; }
  .confusion.many tbody th { font-size: 7pt; padding-right: 4px; }
  .confusion.many th, .confusion.many td { padding: 0.2mm; }
  .confusion.many td a, .confusion.many td span { min-width: 0; height: auto; padding: 0.8mm 0; line-height: 1.2; border-radius: 2px; }
  .confusion.many td a, .confusion.many td span::before { font-size: min(8.5pt, 64mm / var(--classes)); }
  .confusion.many thead th { font-size: min(8pt, 100mm / var(--classes)); max-width: none; }
  footer { margin-top: 20px; break-before: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
