/** Explanations in words: what the parameters of a hypothesis read like in a language. Pure, and safe in a browser. */

/** What may be wrong where figures disagree; of a finding, its best hypothesis's. */
export const findingKinds = ['scale', 'period', 'status', 'growth', 'identity', 'bound', 'range', 'entity', 'currency', 'source'] as const;
export type FindingKind = (typeof findingKinds)[number];

type Params = Readonly<Record<string, string | number>>;
type Translate = (key: string, params?: Record<string, unknown>) => string;

const scales: Record<'zh' | 'en', readonly (readonly [number, string])[]> = {
  zh: [
    [1e12, '万亿'],
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e12, ' trillion'],
    [1e9, ' billion'],
    [1e6, ' million'],
  ],
};
const currencyNames: Record<'zh' | 'en', Readonly<Record<string, string>>> = {
  zh: { CNY: '元', USD: '美元', HKD: '港元', EUR: '欧元', GBP: '英镑', JPY: '日元', KRW: '韩元' },
  en: { CNY: ' yuan', USD: ' US dollars', HKD: ' Hong Kong dollars', EUR: ' euros', GBP: ' pounds', JPY: ' yen', KRW: ' won' },
};
const trim = (value: number): string => String(Number(value.toPrecision(6)));

/** A number as a sentence has it: 37390000000 yuan is “37.39 billion yuan” and “373.9亿元”. */
export function amountInWords(value: number, unit: string, currency: string, language: string): string {
  const tongue = language.startsWith('zh') ? 'zh' : 'en';
  if (unit === 'share' || unit === 'points') return `${trim(value * 100)}%`;
  if (unit === 'times') return tongue === 'zh' ? `${trim(value)}倍` : `${trim(value)} times`;
  const [size, word] = scales[tongue].find(([each]) => Math.abs(value) >= each) ?? [1, ''];
  const name = unit === 'money' ? (currencyNames[tongue][currency] ?? (currency === '' ? '' : ` ${currency}`)) : '';
  const digits = size === 1 ? Number(trim(value)).toLocaleString('en') : trim(value / size);
  return `${digits}${word}${name}`;
}

const shares = new Set(['growth_change', 'growth_cagr', 'growth_years', 'identity_rate', 'identity_proportion']);
/** Parameters that name an entity or a currency; nothing stands for all of the industry, or for none. */
const named = ['other', 'own', 'part'];

/** The sentence of a hypothesis. */
export function hypothesisInWords(hypothesis: { code: string; params: Params }, language: string, t: Translate): string {
  const { code, params } = hypothesis;
  const said: Record<string, string | number> = { ...params };
  // 郑州 instead of Zhengzhou, where the rules know it.
  if (language.startsWith('zh')) for (const [key, name] of Object.entries(params)) if (key.endsWith('Zh')) said[key.slice(0, -2)] = name;
  const unit = String(params['unit'] ?? '');
  const currency = String(params['currency'] ?? '');
  if (typeof params['would'] === 'number') said['would'] = amountInWords(params['would'], unit, currency, language);
  if (typeof params['people'] === 'number') said['people'] = amountInWords(params['people'], 'people', '', language);
  if (typeof params['total'] === 'number') said['total'] = amountInWords(params['total'], 'share', '', language);
  if (typeof params['found'] === 'number')
    said['found'] = shares.has(code)
      ? amountInWords(Number(params['found'].toPrecision(3)), 'share', '', language)
      : trim(Number(params['found'].toPrecision(3)));
  if (typeof params['factor'] === 'number') said['factor'] = params['factor'].toLocaleString('en');
  if (code === 'currency_mistaken' || code === 'currency_missing')
    for (const key of ['other', 'stated']) {
      const name = currencyNames[language.startsWith('zh') ? 'zh' : 'en'][String(params[key])];
      if (name !== undefined) said[key] = name.trim();
    }
  else for (const key of named) if (params[key] === '') said[key] = t('intelligence.hypothesis.word.whole');
  return t(`intelligence.hypothesis.${code}`, said);
}
