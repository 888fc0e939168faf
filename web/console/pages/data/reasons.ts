/** Why a decision came out as it did, in the reader's words, with its parameters as people read them. */
import type { Reason } from '../../../../src/modules/attribution/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';

/** Instants among the parameters become dates; names of things that have words get them. */
export function readable(
  { t, format }: Pick<I18n, 't' | 'format'>,
  params: Readonly<Record<string, unknown>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value === 'number') return [name, name === 'count' || Number.isInteger(value) ? value : Math.round(value * 100) / 100];
      const text = String(value ?? '–');
      if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text)) return [name, format.dateTime(text)];
      if (name === 'channel' && t.exists(`channel.${text}`)) return [name, t(`channel.${text}`)];
      if (name === 'country' && /^[A-Z]{2}$/.test(text)) return [name, format.country(text)];
      if (/rule|kind|stronger|trace/i.test(name) && t.exists(`attribution.rule.${text}`)) return [name, t(`attribution.rule.${text}`)];
      return [name, text];
    }),
  );
}

export function reasonWords(i18n: Pick<I18n, 't' | 'format'>, reason: Pick<Reason, 'code' | 'params'>): string {
  // Some reasons speak to the creator they are about; for staff there is a sentence that names them in the third person.
  const params = readable(i18n, reason.params);
  const ofStaff = `attribution.reason.${reason.code}`;
  const key = i18n.t.exists(ofStaff, params) ? ofStaff : `reason.${reason.code}`;
  return i18n.t.exists(key, params) ? i18n.t(key, params) : reason.code;
}
