/** Words for good parts, and for those without what is looked for. */
const good =
  /^(good|okay|ok|oks|pass|passed|normal|fine|intact|healthy|perfect|nodefects?|defectfree|良|良品|優良品|合格|合格品|正常|正常品|異常なし)$/;

const not = /^(no|not|non|un|in|ab|ng)$/;

/** Whether a folder's name calls its parts good: good, OK_front, 良品; not "no good", and not 不良品. */
export function saysGood(name: string): boolean {
  const plain = name.normalize("NFKC").toLowerCase();
  if (/^(no|non|without)[-_ ]*(defects?|defective|anomal(y|ies)|damage|crack|fault)s?([-_ ]|$)/.test(plain))
    return true;
  const words = plain.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "");
  return words.some((word, i) => good.test(word) && !(i > 0 && not.test(words[i - 1]!)));
}
