/** Where the money goes. What is there is shown by its last characters only, so a change asks for everything anew. */
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.ts';
import type { PayeeProfile } from '../data.ts';
import { useKit } from '../kit.tsx';
import { Form, kept, Pick, Text, useSave, type ProfileBody } from './fields.tsx';

type Method = NonNullable<ProfileBody['method']>;
type Kind = Method['kind'];
const kinds: readonly Kind[] = ['bank_cn', 'alipay', 'bank_intl', 'stripe'];
const empty = { accountName: '', account: '', bankName: '', branch: '', cnaps: '', bic: '', country: '' };
type Typed = typeof empty;

function methodOf(kind: Kind, typed: Typed): Method {
  const { bankName, branch, cnaps } = typed;
  const accountName = typed.accountName.trim();
  const account = typed.account.trim();
  if (kind === 'bank_cn') return { kind, accountName, account, bankName, branch, cnaps };
  if (kind === 'bank_intl')
    return { kind, accountName, account, bic: typed.bic.trim().toUpperCase(), bankName, country: typed.country.trim().toUpperCase() };
  if (kind === 'alipay') return { kind, accountName, account };
  return { kind, account };
}

const needed: Record<Kind, readonly (keyof Typed)[]> = {
  bank_cn: ['accountName', 'account', 'bankName'],
  bank_intl: ['accountName', 'account', 'bic', 'bankName', 'country'],
  alipay: ['accountName', 'account'],
  stripe: ['account'],
};
const offered: Record<Kind, readonly (keyof Typed)[]> = {
  ...needed,
  bank_cn: ['accountName', 'account', 'bankName', 'branch', 'cnaps'],
};

export function MethodSheet({ profile, onClose }: { profile: PayeeProfile; onClose: () => void }) {
  const { t } = useI18n();
  const { Sheet, Notice } = useKit();
  const [kind, setKind] = useState<Kind>(profile.method?.kind ?? (profile.region === 'CN' ? 'bank_cn' : 'bank_intl'));
  const [typed, setTyped] = useState<Typed>({ ...empty, accountName: profile.legalName });
  const save = useSave(onClose);
  const complete = needed[kind].every((field) => typed[field].trim());
  const labelOf = (field: keyof Typed) => {
    const own = `money.method.${field}_${kind}`;
    return t.exists(own) ? t(own) : t(`money.method.${field}`);
  };
  const hintOf = (field: keyof Typed) => {
    const key = `money.method.${field}_${kind}_hint`;
    return t.exists(key) ? t(key) : undefined;
  };
  return (
    <Sheet title={t('money.method.title')} onClose={onClose}>
      {profile.method && <Notice>{t('money.method.change_text', { account: profile.method.account })}</Notice>}
      <Form
        error={save.error}
        busy={save.isPending}
        disabled={!complete}
        onSend={() => save.mutate({ ...kept(profile), method: methodOf(kind, typed) })}
      >
        <Pick
          label={t('money.method.kind')}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`money.method_kind.${value}`) }))}
          onValue={(value) => {
            setKind(value as Kind);
            setTyped({ ...empty, accountName: profile.legalName });
          }}
        />
        {offered[kind].map((field) => (
          <Text
            key={field}
            label={labelOf(field)}
            hint={hintOf(field)}
            required={needed[kind].includes(field)}
            maxLength={field === 'country' ? 2 : field === 'cnaps' ? 12 : 100}
            spellCheck={false}
            inputMode={kind === 'bank_cn' && (field === 'account' || field === 'cnaps') ? 'numeric' : 'text'}
            value={typed[field]}
            onValue={(value) => setTyped({ ...typed, [field]: value })}
          />
        ))}
        <p className="money-small">{t('money.method.sealed')}</p>
      </Form>
    </Sheet>
  );
}
