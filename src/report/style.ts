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
.faint, figcaption, caption, footer { color: var(--faint); font-size: 14px; }
a { color: var(--blue); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #56b4e9; outline-offset: 2px; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 20px; padding: 0; font-size: 14px; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)); gap: 12px; margin: 0 0 18px; padding: 0; }
.figures div { border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; display: flex; flex-direction: column; }
.figures dt { font-size: 13px; color: var(--faint); }
.figures dd { margin: 0; }
.figures .value { font-size: 26px; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
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
tbody th { font-weight: 500; }
tbody th, tbody td { max-width: 18em; }
.number { text-align: right; white-space: nowrap; }
tr.mean th, tr.mean td { background: var(--soft); font-weight: 600; }
tr.mean.first th, tr.mean.first td { border-top: 1px solid #afb8c1; }
td.bar { background: linear-gradient(90deg, #d6e9f5 calc(var(--share) * 100%), transparent 0) no-repeat left 6px bottom 4px / calc(100% - 12px) 3px; padding-bottom: 9px; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 20px 32px; margin: 0 0 14px; align-items: start; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 8px 32px; align-items: start; }
figure { margin: 0; max-width: 500px; }
figure svg { display: block; width: 100%; height: auto; margin: 4px 0 6px -6px; }
.confusion th, .confusion td { border: 0; padding: 2px; vertical-align: middle; }
.confusion thead th { vertical-align: bottom; font-size: 13px; text-align: center; white-space: normal; max-width: 8em; }
.confusion thead th > span { padding: 0 5px; }
.confusion thead th.tall span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 11em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; padding: 4px 0; display: inline-block; }
.confusion tbody th { text-align: right; padding-right: 8px; position: sticky; left: 0; background: #fff; max-width: 10em; font-size: 13.5px; }
.confusion .axis { white-space: nowrap; max-width: none; color: var(--faint); font-weight: 400; font-size: 13px; }
.confusion td a, .confusion td span { display: block; min-width: 44px; padding: 9px 6px; text-align: center; border-radius: 4px; text-decoration: none; }
.confusion.many td a, .confusion.many td span { min-width: 28px; padding: 5px 3px; font-size: 12.5px; }
.confusion td span { color: #68717b; }
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
@media (max-width: 480px) { th, td { padding: 5px 8px; } table { font-size: 14px; } thead th.number { min-width: 0; } }
@media print {
  @page { margin: 16mm 14mm; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  nav, .cell, .cell:target { display: none; }
  a { color: inherit; text-decoration: none; }
  h2 { margin-top: 28px; break-after: avoid; }
  figure, tr, .figures div, .findings li { break-inside: avoid; }
  .scroll { overflow: visible; }
  .pictures { grid-template-columns: 1fr 1fr; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
