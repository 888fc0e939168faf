/** Why a transfer was made, and what an account is for, in words. */
import type { I18n } from '../../../shared/i18n/i18n.ts';

type Memo = { code: string; params: Readonly<Record<string, string | number | boolean | null>> };

export function memoWords({ t }: I18n, memo: Memo): string {
  const key = `ledger.memo.${memo.code}`;
  const params = Object.fromEntries(
    Object.entries(memo.params).map(([name, value]) => [name, typeof value === 'number' ? value : String(value ?? '')]),
  );
  return t.exists(key) ? t(key, params) : memo.code;
}

/** An account's name: those that belong to nobody are named by what they are for. */
export function accountName({ t }: I18n, { code, name }: { code: string; name: string }): string {
  if (code.startsWith('cash:')) return code.slice('cash:'.length);
  if (code.startsWith('fees:')) return t('books.name.fees');
  return code === 'suspense' ? t('books.name.suspense') : name;
}
