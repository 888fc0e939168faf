/** Who is paid: a person or a company, by which name and number, and where they pay tax. */
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.ts';
import type { PayeeProfile } from '../data.ts';
import { useKit } from '../kit.tsx';
import { Form, kept, Pick, Text, useSave, type ProfileBody } from './fields.tsx';

type IdKind = NonNullable<ProfileBody['idNumber']>['kind'];

/** The number by which the tax office knows each. */
function idKindOf(kind: PayeeProfile['kind'], region: PayeeProfile['region']): IdKind {
  if (region === 'other') return kind === 'person' ? 'passport' : 'other';
  return kind === 'person' ? 'cn_id_card' : 'cn_credit_code';
}

export function IdentitySheet({ profile, onClose }: { profile: PayeeProfile | null; onClose: () => void }) {
  const { t } = useI18n();
  const { Sheet, Button } = useKit();
  const [kind, setKind] = useState(profile?.kind ?? 'person');
  const [region, setRegion] = useState(profile?.region ?? 'CN');
  const [legalName, setLegalName] = useState(profile?.legalName ?? '');
  const [number, setNumber] = useState('');
  const there = profile?.idNumber ?? null;
  const idKind = idKindOf(kind, region);
  // Another kind of payee has another number: the one that is there is no longer right.
  const other = there !== null && there.kind !== idKind;
  const [asking, setAsking] = useState(there === null);
  const save = useSave(onClose);
  const send = () => {
    const typed = number.replace(/\s/g, '');
    const before: ProfileBody = profile ? kept(profile) : { kind, legalName, region };
    save.mutate({
      ...before,
      kind,
      region,
      legalName: legalName.trim(),
      ...(typed ? { idNumber: { kind: idKind, number: typed } } : other && { idNumber: null }),
    });
  };
  return (
    <Sheet title={t('money.identity.title')} onClose={onClose}>
      <Form error={save.error} busy={save.isPending} disabled={!legalName.trim()} onSend={send}>
        <Pick
          label={t('money.identity.kind')}
          value={kind}
          options={(['person', 'company'] as const).map((value) => ({ value, label: t(`money.kind_of_payee.${value}`) }))}
          onValue={(value) => setKind(value as typeof kind)}
        />
        <Pick
          label={t('money.identity.region')}
          value={region}
          options={(['CN', 'other'] as const).map((value) => ({ value, label: t(`money.region.${value}`) }))}
          onValue={(value) => setRegion(value as typeof region)}
        />
        <Text
          label={t(`money.identity.legal_name_${kind}`)}
          hint={t(`money.identity.legal_name_${kind}_hint`)}
          required
          maxLength={200}
          value={legalName}
          onValue={setLegalName}
        />
        {asking || other ? (
          <Text
            label={t(`money.id_kind.${idKind}`)}
            hint={t('money.identity.number_hint')}
            maxLength={40}
            spellCheck={false}
            value={number}
            onValue={setNumber}
          />
        ) : (
          <div className="money-spread">
            <span>
              {t(`money.id_kind.${idKind}`)} <span className="money-code">{there?.masked}</span>
            </span>
            <Button tone="plain" onClick={() => setAsking(true)}>
              {t('money.identity.change_number')}
            </Button>
          </div>
        )}
      </Form>
    </Sheet>
  );
}
