/** How currencies are written, before and behind the amount. Longer words first win; the sign $ alone is the dollar of the United States. */
const before: readonly (readonly [string, string])[] = [
  ['US\\$', 'USD'],
  ['U\\.S\\.\\$', 'USD'],
  ['USD', 'USD'],
  ['HK\\$', 'HKD'],
  ['HKD', 'HKD'],
  ['NT\\$', 'TWD'],
  ['TWD', 'TWD'],
  ['S\\$', 'SGD'],
  ['SGD', 'SGD'],
  ['A\\$', 'AUD'],
  ['AUD', 'AUD'],
  ['C\\$', 'CAD'],
  ['CAD', 'CAD'],
  ['R\\$', 'BRL'],
  ['BRL', 'BRL'],
  ['MX\\$', 'MXN'],
  ['RMB ?¥', 'CNY'],
  ['RMB', 'CNY'],
  ['CNY', 'CNY'],
  ['CN¥', 'CNY'],
  ['人民币', 'CNY'],
  ['¥', 'CNY'],
  ['￥', 'CNY'],
  ['\\$', 'USD'],
  ['€', 'EUR'],
  ['EUR', 'EUR'],
  ['£', 'GBP'],
  ['GBP', 'GBP'],
  ['₩', 'KRW'],
  ['KRW', 'KRW'],
  ['JPY', 'JPY'],
  ['JP¥', 'JPY'],
  ['₹', 'INR'],
  ['INR', 'INR'],
  ['Rs\\.?', 'INR'],
  ['฿', 'THB'],
  ['THB', 'THB'],
  ['IDR', 'IDR'],
  ['Rp', 'IDR'],
  ['₫', 'VND'],
  ['VND', 'VND'],
  ['₱', 'PHP'],
  ['PHP', 'PHP'],
  ['MYR', 'MYR'],
  ['RM', 'MYR'],
  ['CHF', 'CHF'],
  ['美元', 'USD'],
  ['美金', 'USD'],
  ['港币', 'HKD'],
  ['₽', 'RUB'],
  ['RUB', 'RUB'],
  ['AED', 'AED'],
  ['₦', 'NGN'],
  ['NGN', 'NGN'],
  ['ZAR', 'ZAR'],
  ['KES', 'KES'],
  ['KSh', 'KES'],
  ['₺', 'TRY'],
  ['TRY', 'TRY'],
  ['SAR', 'SAR'],
];
const after: readonly (readonly [string, string])[] = [
  ['元人民币', 'CNY'],
  ['元(?:的)?美金', 'USD'],
  ['人民币', 'CNY'],
  ['美元', 'USD'],
  ['美金', 'USD'],
  ['美刀', 'USD'],
  ['刀(?![具法])', 'USD'],
  ['港元', 'HKD'],
  ['港币', 'HKD'],
  ['新台币', 'TWD'],
  ['台币', 'TWD'],
  ['新加坡元', 'SGD'],
  ['新元', 'SGD'],
  ['澳元', 'AUD'],
  ['加元', 'CAD'],
  ['欧元', 'EUR'],
  ['英镑', 'GBP'],
  ['日元', 'JPY'],
  ['日圓', 'JPY'],
  ['韩元', 'KRW'],
  ['卢比', 'INR'],
  ['泰铢', 'THB'],
  ['印尼盾', 'IDR'],
  ['越南盾', 'VND'],
  ['比索', 'PHP'],
  ['林吉特', 'MYR'],
  ['卢布', 'RUB'],
  ['雷亚尔', 'BRL'],
  ['瑞士法郎', 'CHF'],
  ['元(?!素|宇宙|老|旦|件)', 'CNY'],
  ['块钱', 'CNY'],
  ['yuan renminbi', 'CNY'],
  ['yuan', 'CNY'],
  ['renminbi', 'CNY'],
  ['RMB', 'CNY'],
  ['CNY', 'CNY'],
  ['US dollars?', 'USD'],
  ['U\\.S\\. dollars?', 'USD'],
  ['American dollars?', 'USD'],
  ['Hong Kong dollars?', 'HKD'],
  ['(?:New )?Taiwan(?:ese)? dollars?', 'TWD'],
  ['Singapore(?:an)? dollars?', 'SGD'],
  ['Australian dollars?', 'AUD'],
  ['Canadian dollars?', 'CAD'],
  ['dollars?', 'USD'],
  ['USD', 'USD'],
  ['US\\$', 'USD'],
  ['HKD', 'HKD'],
  ['HK\\$', 'HKD'],
  ['TWD', 'TWD'],
  ['SGD', 'SGD'],
  ['euros?', 'EUR'],
  ['EUR', 'EUR'],
  ['€', 'EUR'],
  ['(?:British )?pounds?(?: sterling)?', 'GBP'],
  ['GBP', 'GBP'],
  ['(?:South )?(?:Korean )?won', 'KRW'],
  ['KRW', 'KRW'],
  ['(?:Japanese )?yen', 'JPY'],
  ['JPY', 'JPY'],
  ['(?:Indian )?rupees?', 'INR'],
  ['INR', 'INR'],
  ['(?:Thai )?baht', 'THB'],
  ['THB', 'THB'],
  ['(?:Indonesian )?rupiah', 'IDR'],
  ['IDR', 'IDR'],
  ['(?:Vietnamese )?dong', 'VND'],
  ['(?:Philippine )?pesos?', 'PHP'],
  ['(?:Malaysian )?ringgit', 'MYR'],
  ['(?:Brazilian )?reais', 'BRL'],
  ['Swiss francs?', 'CHF'],
  ['(?:Russian )?rubles?', 'RUB'],
  ['dirhams?', 'AED'],
  ['naira', 'NGN'],
  ['rand', 'ZAR'],
  ['(?:Kenyan )?shillings?', 'KES'],
  ['(?:Turkish )?lira', 'TRY'],
  ['(?:Bangladeshi )?taka', 'BDT'],
  ['(?:Saudi )?riyals?', 'SAR'],
];

const isWord = (pattern: string) => /[A-Za-z]/.test(pattern.at(-1)!) || pattern.endsWith('?');
const alternatives = (table: readonly (readonly [string, string])[]) =>
  table.map(([word]) => (isWord(word) ? `(${word})(?![A-Za-z])` : `(${word})`)).join('|');
const beforeEnd = new RegExp(`(?:${before.map(([word]) => (/^[A-Z]/.test(word) ? `(?<![A-Za-z])(${word})` : `(${word})`)).join('|')}) ?$`);
const afterAt = new RegExp(`[ -]?(?:${alternatives(after)})`, 'iy');

export type Currency = { readonly code: string; readonly start: number; readonly end: number };

/** The currency that stands right before a place of the folded text. */
export function currencyBefore(text: string, at: number): Currency | null {
  const from = Math.max(0, at - 8);
  const found = beforeEnd.exec(text.slice(from, at));
  if (!found) return null;
  return { code: before[found.findIndex((part, index) => index > 0 && part !== undefined) - 1]![1], start: from + found.index, end: at };
}

/** Hundredths of a dollar, which are said without it: “50 US cents”, 20美分. */
export function centsAfter(text: string, at: number): Currency | null {
  const found = /^[ -]?(?:(?:US|U\.S\.|American) cents?|cents?|美分)(?![A-Za-z])/i.exec(text.slice(at, at + 16));
  return found && { code: 'USD', start: at, end: at + found[0].length };
}

/** The currency that stands right behind a place of the folded text. */
export function currencyAfter(text: string, at: number): Currency | null {
  afterAt.lastIndex = at;
  const found = afterAt.exec(text);
  if (!found) return null;
  return { code: after[found.findIndex((part, index) => index > 0 && part !== undefined) - 1]![1], start: at, end: afterAt.lastIndex };
}
