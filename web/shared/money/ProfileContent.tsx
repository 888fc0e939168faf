/** How one is paid: what is still missing for a payout, who one is to the tax office, where the money goes, documents, invoices, the year. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { invoicesQuery, profilesQuery, type PayeeProfile } from './data.ts';
import { Documents } from './Documents.tsx';
import { Invoices } from './Invoices.tsx';
import { Loaded, useKit } from './kit.tsx';
import { Card, Fact, Places } from './parts.tsx';
import { IdentitySheet } from './profile/IdentitySheet.tsx';
import { MethodSheet } from './profile/MethodSheet.tsx';
import { PaymentSheet } from './profile/PaymentSheet.tsx';
import { TaxYearCard } from './TaxYearCard.tsx';
import { monthWords } from './words.ts';

type ProfileSheet = 'identity' | 'method' | 'payment';

export function ProfileContent() {
  const { t } = useI18n();
  const { Page } = useKit();
  const profiles = useQuery(profilesQuery);
  return (
    <Page title={t('money.profile.title')} back={{ to: '/', label: t('money.title') }}>
      <Places here="profile" />
      <Loaded query={profiles}>
        {({ items }) =>
          items.length === 0 ? (
            <Profile profile={null} named={false} />
          ) : (
            items.map((one) => <Profile key={one.payeeId} profile={one} named={items.length > 1} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function Profile({ profile, named }: { profile: PayeeProfile | null; named: boolean }) {
  const { t } = useI18n();
  const { Notice } = useKit();
  const [sheet, setSheet] = useState<ProfileSheet | null>(null);
  const close = () => setSheet(null);
  return (
    <>
      {named && <h2 className="money-payee">{profile?.name}</h2>}
      {profile?.exit && <Notice tone="warn">{t('money.profile.exited')}</Notice>}
      <Checklist profile={profile} onOpen={setSheet} />
      <div className="money-columns">
        <div className="money-stack">
          <Identity profile={profile} onEdit={() => setSheet('identity')} />
          <Method profile={profile} onEdit={() => setSheet('method')} onEditPayment={() => setSheet('payment')} />
        </div>
        {profile && profile.payeeId && (
          <div className="money-stack">
            <Invoices profile={profile} />
            <TaxYearCard profile={profile} />
            <Documents profile={profile} />
          </div>
        )}
      </div>
      {sheet === 'identity' && <IdentitySheet profile={profile} onClose={close} />}
      {sheet === 'method' && profile && <MethodSheet profile={profile} onClose={close} />}
      {sheet === 'payment' && profile && <PaymentSheet profile={profile} onClose={close} />}
    </>
  );
}

/** What is there and what is missing for a payout, each one press away. */
function Checklist({ profile, onOpen }: { profile: PayeeProfile | null; onOpen: (sheet: ProfileSheet) => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { Notice } = useKit();
  const known = profile !== null && profile.version > 0;
  const invoices = useQuery({ ...invoicesQuery(profile?.payeeId ?? ''), enabled: known }).data;
  const owed = invoices?.required ? invoices.months.filter((one) => one.state === 'missing' || one.state === 'partial') : [];
  const missing = (code: PayeeProfile['missing'][number]) => !known || profile.missing.includes(code);
  const steps: { key: string; done: boolean; sheet: ProfileSheet; closed?: boolean }[] = [
    { key: 'profile', done: !missing('profile'), sheet: 'identity' },
    { key: 'id_number', done: !missing('id_number'), sheet: 'identity' },
    { key: 'method', done: !missing('method'), sheet: 'method', closed: !known },
  ];
  if (known && profile.missing.includes('method_currency')) steps.push({ key: 'method_currency', done: false, sheet: 'method' });
  const left = steps.filter(({ done }) => !done).length;
  if (left === 0 && owed.length === 0) return <Notice tone="good">{t('money.check.ready')}</Notice>;
  return (
    <Card title={t('money.check.title')} flush>
      <ol className="money-rows">
        {steps.map((step, index) => (
          <li key={step.key}>
            <button
              type="button"
              className="money-row"
              aria-haspopup="dialog"
              disabled={step.closed ?? false}
              onClick={() => onOpen(step.sheet)}
            >
              <span className={step.done ? 'money-step is-done' : 'money-step'}>
                {step.done ? <Icon name="check" size={16} /> : index + 1}
              </span>
              <span className="money-grow">
                <span className="money-row-name">{t(`money.check.${step.key}`)}</span>
                <span className="money-small">
                  {t(step.closed ? 'money.check.first_profile' : step.done ? 'money.check.done' : `money.check.${step.key}_text`)}
                </span>
              </span>
              <Icon name="right" size={16} />
            </button>
          </li>
        ))}
        {owed.map((one, index) => (
          <li key={`${one.period} ${one.currency}`}>
            <a className="money-row" href="#invoices">
              <span className="money-step">{steps.length + index + 1}</span>
              <span className="money-grow">
                <span className="money-row-name">{t('money.check.invoice', { month: monthWords(i18n, one.period) })}</span>
                <span className="money-small">{t('money.check.invoice_text', { amount: format.money(one.dueMinor, one.currency) })}</span>
              </span>
              <Icon name="right" size={16} />
            </a>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function EditButton({ onPress, label }: { onPress: () => void; label: ReactNode }) {
  const { Button } = useKit();
  return (
    <Button tone="plain" onClick={onPress}>
      {label}
    </Button>
  );
}

function Identity({ profile, onEdit }: { profile: PayeeProfile | null; onEdit: () => void }) {
  const { t } = useI18n();
  const known = profile !== null && profile.version > 0;
  return (
    <Card title={t('money.identity.title')} action={<EditButton onPress={onEdit} label={t(known ? 'action.edit' : 'money.fill_in')} />}>
      {known ? (
        <dl className="money-facts">
          <Fact name={t('money.identity.kind')}>{t(`money.kind_of_payee.${profile.kind}`)}</Fact>
          <Fact name={t(`money.identity.legal_name_${profile.kind}`)}>{profile.legalName}</Fact>
          <Fact name={t('money.identity.region')}>{t(`money.region.${profile.region}`)}</Fact>
          {profile.idNumber && (
            <Fact name={t(`money.id_kind.${profile.idNumber.kind}`)}>
              <span className="money-code">{profile.idNumber.masked}</span>
            </Fact>
          )}
        </dl>
      ) : (
        <p className="money-small">{t('money.identity.empty')}</p>
      )}
      {known && <Regime profile={profile} />}
    </Card>
  );
}

function Regime({ profile }: { profile: PayeeProfile }) {
  const { t } = useI18n();
  const { regime } = profile;
  const reason = `revenue.tax.reason.${regime.reason}`;
  return (
    <div className="money-regime">
      <h3>{t(`money.regime.${regime.id}`)}</h3>
      <p>{t(`money.regime.${regime.id}_text`)}</p>
      {t.exists(reason) && <p className="money-small">{t(reason)}</p>}
      {regime.note && <p className="money-small">{regime.note}</p>}
      <p className="money-small">
        <Icon name="info" size={14} /> {t('money.tax_note')}
      </p>
    </div>
  );
}

function Method({ profile, onEdit, onEditPayment }: { profile: PayeeProfile | null; onEdit: () => void; onEditPayment: () => void }) {
  const { t, format } = useI18n();
  const known = profile !== null && profile.version > 0;
  const method = known ? profile.method : null;
  return (
    <>
      <Card
        title={t('money.method.title')}
        action={known && <EditButton onPress={onEdit} label={t(method ? 'money.method.change' : 'money.fill_in')} />}
      >
        {method ? (
          <>
            <dl className="money-facts">
              <Fact name={t('money.method.kind')}>{t(`money.method_kind.${method.kind}`)}</Fact>
              <Fact name={t('money.method.account')}>
                <span className="money-code">{method.account}</span>
              </Fact>
              {method.accountName && <Fact name={t('money.method.account_name')}>{method.accountName}</Fact>}
              {method.bankName && (
                <Fact name={t('money.method.bank_name')}>
                  {method.bankName} {method.branch}
                </Fact>
              )}
            </dl>
            <p className="money-small">{t('money.method.sealed')}</p>
          </>
        ) : (
          <p className="money-small">{t(known ? 'money.method.empty' : 'money.check.first_profile')}</p>
        )}
      </Card>
      {known && (
        <Card title={t('money.payment.title')} action={<EditButton onPress={onEditPayment} label={t('action.edit')} />}>
          <dl className="money-facts">
            <Fact name={t('money.payment.currency')}>{profile.currency}</Fact>
            <Fact name={t('money.payment.threshold')}>
              {profile.thresholdMinor === null ? t('money.payment.threshold_none') : format.money(profile.thresholdMinor, profile.currency)}
            </Fact>
          </dl>
        </Card>
      )}
    </>
  );
}
