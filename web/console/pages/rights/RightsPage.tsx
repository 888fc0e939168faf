/** Rights: the works of which anything is registered, licences of all of them, parties, registrations, and questions. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { Suspense, lazy } from 'react';
import { Link, useNavigate } from 'react-router';
import type { RegisteredWork } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { dayIn } from '../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { WorkPicker } from '../campaigns/form/WorkPicker.tsx';
import { licencesQuery, registeredWorksQuery, registrationsQuery } from './queries.ts';
import { dayAfter, dayWords, rightWords } from './scope-words.ts';
import '../campaigns/campaigns.css';
import '../campaigns/form/form.css';
import './rights.css';

const LicencesTab = lazy(() => import('./LicencesTab.tsx'));
const PartiesTab = lazy(() => import('./PartiesTab.tsx'));
const RegistrationsTab = lazy(() => import('./RegistrationsTab.tsx'));
const AskAnything = lazy(() => import('./AskPanel.tsx').then((module) => ({ default: module.AskAnything })));

const tabs = ['works', 'licences', 'parties', 'registrations', 'ask'] as const;
const zone = 'Asia/Shanghai';
const soonDays = 90;

export function Component() {
  const { t } = useI18n();
  const [asked] = useUrlState<string>('tab', 'works');
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const tab = tabs.find((one) => one === asked) ?? 'works';
  return (
    <PageFrame
      title={t('nav.rights')}
      lead={t('rights.lead')}
      actions={
        <>
          <LinkButton to="/rights/allow-list" icon={<Icon name="check" size={16} />}>
            {t('rights.allow.title')}
          </LinkButton>
          <PermissionGate permission="rights.manage">
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('work')}>
              {t('rights.begin')}
            </Button>
          </PermissionGate>
        </>
      }
    >
      <LinkTabs
        label={t('nav.rights')}
        current={tab}
        tabs={tabs.map((key) => ({ key, to: key === 'works' ? '/rights' : `/rights?tab=${key}`, label: t(`rights.tab.${key}`) }))}
      />
      <Suspense fallback={<LoadingLines lines={6} />}>
        {tab === 'works' && <WorksTab onBegin={() => setDialog('work')} />}
        {tab === 'licences' && <LicencesTab />}
        {tab === 'parties' && <PartiesTab />}
        {tab === 'registrations' && <RegistrationsTab />}
        {tab === 'ask' && <AskAnything />}
      </Suspense>
      {dialog === 'work' && <BeginDialog onClose={() => setDialog(null)} />}
    </PageFrame>
  );
}

/** Which work is to be registered; any of the library. */
function BeginDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  return (
    <Modal open title={t('rights.begin_title')} onCancel={onClose} footer={null} width={520} closable={{ 'aria-label': t('action.close') }}>
      <p className="dialog-lead">{t('rights.begin_text')}</p>
      <WorkPicker workId="" fixed={false} onChange={(workId) => void navigate(`/rights/works/${workId}`)} />
    </Modal>
  );
}

function WorksTab({ onBegin }: { onBegin: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const works = useInfiniteQuery(registeredWorksQuery);
  const registrations = useInfiniteQuery(registrationsQuery(null));
  const today = dayIn(zone);
  const ending = useInfiniteQuery(licencesQuery({ state: 'signed', endsBefore: dayAfter(today, soonDays) }, 200));
  const soon = new Map<string, { count: number; first: string }>();
  for (const { workId, scope } of itemsOf(ending)) {
    const { until } = scope.window;
    if (until === null || until <= today) continue;
    const before = soon.get(workId);
    soon.set(workId, { count: (before?.count ?? 0) + 1, first: before && before.first < until ? before.first : until });
  }
  const count = [...soon.values()].reduce((sum, one) => sum + one.count, 0);
  const last = new Map<string, string>();
  for (const one of itemsOf(registrations)) if (!last.has(one.work.id)) last.set(one.work.id, one.registeredAt);
  return (
    <>
      {count > 0 && (
        <div className="notices">
          <Notice tone="warn" action={<Link to="/rights?tab=licences&soon=1">{t('rights.ending_show')}</Link>}>
            {t('rights.ending', { count, days: soonDays })}
          </Notice>
        </div>
      )}
      <Listing query={works} empty={<FirstWork onBegin={onBegin} />}>
        {(items) => (
          <DataTable label={t('rights.tab.works')} columns={columnsOf(i18n, soon, last)} rows={items} rowKey={(one) => one.workId} />
        )}
      </Listing>
    </>
  );
}

/** Nothing yet: what registering is for, and the way to the first one. */
function FirstWork({ onBegin }: { onBegin: () => void }) {
  const { t } = useI18n();
  return (
    <section className="first-steps panel">
      <h2>{t('rights.first.title')}</h2>
      <ol>
        {(['own', 'license', 'prove'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`rights.first.${step}`)}</strong>
            <span>{t(`rights.first.${step}_text`)}</span>
          </li>
        ))}
      </ol>
      <PermissionGate permission="rights.manage">
        <Button type="primary" size="large" onClick={onBegin}>
          {t('rights.begin')}
        </Button>
      </PermissionGate>
    </section>
  );
}

function columnsOf(
  i18n: I18n,
  soon: ReadonlyMap<string, { count: number; first: string }>,
  last: ReadonlyMap<string, string>,
): Column<RegisteredWork>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'work',
      head: t('rights.column.work'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/rights/works/${one.workId}`}>{one.title}</Link>
          <small>{t(`work.kind.${one.kind}`)}</small>
        </span>
      ),
    },
    {
      key: 'owners',
      head: t('rights.column.owners'),
      cell: (one) =>
        one.owners.length === 0 ? (
          <span className="quiet-figures">{t('rights.no_owners')}</span>
        ) : (
          format.list(one.owners.map(({ name }) => name))
        ),
    },
    {
      key: 'title',
      head: t('rights.column.title'),
      cell: ({ faults, owners }) =>
        faults.length > 0 ? (
          <span className="badges">
            {faults.map((fault) => (
              <Badge key={`${fault.right} ${fault.code}`} tone="bad">
                {t('rights.fault_of', { right: rightWords(i18n, fault.right), fault: t(`rights.fault_short.${fault.code}`) })}
              </Badge>
            ))}
          </span>
        ) : owners.length === 0 ? (
          <Badge tone="warn">{t('rights.state.no_title')}</Badge>
        ) : (
          <Badge tone="good">{t('rights.state.sound')}</Badge>
        ),
    },
    {
      key: 'licences',
      head: t('rights.column.licences'),
      cell: (one) => {
        const ending = soon.get(one.workId);
        return (
          <span className="cell-two">
            {one.licences === 0 ? (
              <span className="quiet-figures">{t('rights.no_licences')}</span>
            ) : (
              <Link to={`/rights/works/${one.workId}?tab=licences`}>{t('rights.licence_count', { count: one.licences })}</Link>
            )}
            {ending && <small className="count-new">{t('rights.ends_first', { day: dayWords(i18n, dayAfter(ending.first, -1)) })}</small>}
          </span>
        );
      },
    },
    {
      key: 'registered',
      head: t('rights.column.registered'),
      cell: ({ workId }) => {
        const at = last.get(workId);
        return at ? (
          <Link to={`/rights/works/${workId}?tab=registration`}>{format.date(at)}</Link>
        ) : (
          <Link to={`/rights/works/${workId}?tab=registration`} className="quiet-figures">
            {t('rights.never_registered')}
          </Link>
        );
      },
    },
  ];
}
