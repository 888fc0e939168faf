/** Registrations as a table: which, how much, who stamped it. */
import { Link } from 'react-router';
import type { RegistrationSummary } from '../../../../src/modules/rights/registrations/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';

const tones: Record<RegistrationSummary['state'], Tone> = { stamping: 'active', sealed: 'good', sealed_unstamped: 'warn' };

export function RegistrationState({ state }: { state: RegistrationSummary['state'] }) {
  const { t } = useI18n();
  return <Badge tone={tones[state]}>{t(`rights.registration.state.${state}`)}</Badge>;
}

/** What a registration is called beside others of its work. */
export function registrationName({ t }: I18n, { number, basis }: Pick<RegistrationSummary, 'number' | 'basis'>): string {
  return t(basis === 'captures' ? 'rights.registration.number_captures' : 'rights.registration.number', { number });
}

export function RegistrationTable({ items, withWork = false }: { items: readonly RegistrationSummary[]; withWork?: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  return <DataTable label={t('rights.tab.registrations')} columns={columnsOf(i18n, withWork)} rows={items} rowKey={(one) => one.id} />;
}

function columnsOf(i18n: I18n, withWork: boolean): Column<RegistrationSummary>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'number',
      head: t('rights.column.registration'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/rights/registrations/${one.id}`}>
            {withWork ? `${one.work.title} · ${registrationName(i18n, one)}` : registrationName(i18n, one)}
          </Link>
          <small>{t('rights.registration.by', { at: format.dateTime(one.registeredAt), by: one.registeredBy })}</small>
        </span>
      ),
    },
    {
      key: 'contents',
      head: t('rights.column.contents'),
      cell: (one) => t('rights.registration.contents', { count: one.assets, size: format.bytes(one.bytes) }),
    },
    {
      key: 'stamps',
      head: t('rights.column.stamps'),
      cell: ({ stamps }) => {
        const done = stamps.filter(({ state }) => state === 'stamped');
        return done.length === 0 ? (
          <span className="quiet-figures">{t('rights.registration.no_stamps')}</span>
        ) : (
          format.list([...new Set(done.map(({ authority }) => authority))])
        );
      },
    },
    { key: 'state', head: t('rights.column.state'), cell: (one) => <RegistrationState state={one.state} /> },
  ];
}
