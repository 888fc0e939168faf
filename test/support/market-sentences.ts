/** What tests of claims share: a document of plain sentences, and a claim in one line. */
import type { Claim } from '../../src/modules/intelligence/claims/claim.ts';
import type { Paragraph, ReadDocument } from '../../src/modules/intelligence/reading/document.ts';

/** A document of one paragraph for each text, published on 10 August 2025 unless said otherwise. Positions count in the texts joined by line ends. */
export function documentOf(
  texts: string | readonly string[],
  more: Partial<ReadDocument> = {},
  kinds: readonly Paragraph['kind'][] = [],
): ReadDocument {
  let at = 0;
  const paragraphs = (typeof texts === 'string' ? [texts] : texts).map((text, index): Paragraph => {
    const start = at;
    at += [...text].length + 1;
    return {
      index,
      kind: kinds[index] ?? 'text',
      group: null,
      text,
      start,
      end: at - 1,
      map: [[0, start]],
      anchor: `p${index}-0000000000000000`,
    };
  });
  const language = /[\u4e00-\u9fff]/.test(paragraphs[0]?.text ?? '') ? 'zh' : 'en';
  const known = {
    title: '',
    source: null,
    author: null,
    publishedAt: '2025-08-10',
    zone: null,
    url: null,
    start: 0,
    end: Math.max(0, at - 1),
  };
  return { ...known, language, paragraphs, ...more };
}

/** `quote | metric measure | value | period<base | status | of whom`, e.g. `over 13 times | market_size multiple | >=13 times | 2024<2021 | actual`. */
export function said(claim: Claim): string {
  const value =
    claim.low === claim.high
      ? `${claim.low}`
      : claim.low === null
        ? `<=${claim.high}`
        : claim.high === null
          ? `>=${claim.low}`
          : `${claim.low}~${claim.high}`;
  const unit = claim.unit === 'money' ? (claim.currency ?? 'money') : claim.unit;
  const period = `${claim.period ?? '-'}${claim.basePeriod === null ? '' : `<${claim.basePeriod}`}`;
  const status = claim.statusAsWorded === claim.status ? claim.status : `${claim.statusAsWorded}>${claim.status}`;
  const whose = [claim.region, claim.entity, claim.shareOf === null ? null : `of ${claim.shareOf}`].filter(Boolean).join(', ');
  return [claim.quote, `${claim.metric} ${claim.measure}`, `${value} ${unit}`, period, status, ...(whose === '' ? [] : [whose])].join(
    ' | ',
  );
}
