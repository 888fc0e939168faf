/** Why a transfer was made, in words. */
import type { I18n } from '../../../shared/i18n/i18n.ts';

type Memo = { code: string; params: Readonly<Record<string, string | number | boolean | null>> };

export function memoWords({ t }: I18n, memo: Memo): string {
  const key = `ledger.memo.${memo.code}`;
  const params = Object.fromEntries(
    Object.entries(memo.params).map(([name, value]) => [name, typeof value === 'number' ? value : String(value ?? '')]),
  );
  return t.exists(key) ? t(key, params) : memo.code;
}
