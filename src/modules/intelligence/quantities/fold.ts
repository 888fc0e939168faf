const traditional: Readonly<Record<string, string>> = {
  億: '亿',
  級: '级',
  萬: '万',
  兩: '两',
  餘: '余',
  幾: '几',
  數: '数',
  過: '过',
  點: '点',
  個: '个',
  倖: '幸',
  約: '约',
  將: '将',
  達: '达',
  進: '进',
  圓: '元',
  圆: '元',
  貳: '贰',
  叄: '叁',
  參: '叁',
  陸: '陆',
  億元: '亿元',
  條: '条',
  組: '组',
  間: '间',
  單: '单',
  筆: '笔',
  歲: '岁',
  號: '号',
  時: '时',
  鐘: '钟',
  截: '截',
  開: '开',
  動: '动',
  劃: '划',
  實: '实',
  總: '总',
  網: '网',
  視: '视',
  劇: '劇',
  萬億: '万亿',
  層: '层',
  從: '从',
  會: '会',
  團: '团',
  業: '业',
  觀: '观',
  眾: '众',
  計: '计',
  預: '预',
  長: '长',
  漲: '涨',
  錢: '钱',
  港: '港',
  幣: '币',
  韓: '韩',
  歐: '欧',
  鎊: '镑',
};

/**
 * The text as the readers of numbers look at it: full-width letters, digits and signs in their narrow form, traditional characters of
 * numbers in their simplified one. Every UTF-16 unit stays where it was, so that places found here are places of the text.
 */
export function fold(text: string): string {
  if (!/[^\u0000-\u007f]/.test(text)) return text;
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const sign = text[at]!;
    if (code === 0xff0c || code === 0xff1b || code === 0xff1a || code === 0xff01 || code === 0xff1f)
      out += separates(text, at) ? ',' : sign;
    else if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0);
    else if (code === 0x3000 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) out += ' ';
    else out += code < 0x3000 ? (narrow[sign] ?? sign) : (traditional[sign] ?? sign);
  }
  return out;
}

const narrow: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '∼': '~',
  '’': "'",
  '‘': "'",
};

/** A full-width comma between full-width digits in threes separates thousands; any other ends a clause and stays as it is. */
function separates(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 0xff0c &&
    /[０-９]$/.test(text.slice(Math.max(0, at - 1), at)) &&
    /^[０-９]{3}(?![０-９])/.test(text.slice(at + 1, at + 5))
  );
}
