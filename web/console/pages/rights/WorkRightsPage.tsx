/** The rights in one work: who owns it, who was given leave, what is free to sell, the evidence, the papers, and who wrote what. */
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { useParams } from 'react-router';
import type { WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { runningOut } from './parts.tsx';
import { registerQuery } from './queries.ts';
import '../campaigns/campaigns.css';
import '../campaigns/form/form.css';
import './rights.css';

const TitleTab = lazy(() => import('./TitleTab.tsx'));
const WorkLicencesTab = lazy(() => import('./WorkLicencesTab.tsx'));
const FreeTab = lazy(() => import('./FreeTab.tsx').then((module) => ({ default: module.FreeTab })));
const AskPanel = lazy(() => import('./AskPanel.tsx').then((module) => ({ default: module.AskPanel })));
const RegistrationTab = lazy(() => import('./RegistrationTab.tsx'));
const DocumentsTab = lazy(() => import('./DocumentsTab.tsx'));
const HistoryTab = lazy(() => import('./HistoryTab.tsx'));

const tabs = ['title', 'licences', 'free', 'ask', 'registration', 'documents', 'history'] as const;

export function Component() {
  const { t } = useI18n();
  const workId = useParams()['workId']!;
  const query = useQuery(registerQuery(workId));
  if (query.data) return <WorkRights register={query.data} />;
  return (
    <PageFrame title={t('nav.rights')} back={{ to: '/rights', label: t('nav.rights') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

/** Platforms that the work's contracts name. */
const platformsNamed = ({ licences }: WorkRegister): string[] => [
  ...new Set(
    licences.flatMap(({ scope, holdbacks }) =>
      [scope, ...holdbacks.map((one) => one.scope)].flatMap(({ platforms }) => (platforms === 'all' ? [] : platforms)),
    ),
  ),
];

function WorkRights({ register }: { register: WorkRegister }) {
  const { t } = useI18n();
  const [asked] = useUrlState<string>('tab', 'title');
  const tab = tabs.find((one) => one === asked) ?? 'title';
  const { work, faults, deeds, licences, documents } = register;
  const today = dayIn('Asia/Shanghai');
  const counts = { licences: licences.length, documents: documents.length };
  const soon = licences.filter((one) => runningOut(one, today) === 'soon').length;
  return (
    <PageFrame
      title={t('rights.of_work', { title: work.title })}
      back={{ to: '/rights', label: t('nav.rights') }}
      lead={
        <span className="badges">
          <Badge>{t(`work.kind.${work.kind}`)}</Badge>
          {faults.length > 0 ? (
            <Badge tone="bad">{t('rights.faults', { count: faults.length })}</Badge>
          ) : deeds.length === 0 ? (
            <Badge tone="warn">{t('rights.state.no_title')}</Badge>
          ) : (
            <Badge tone="good">{t('rights.state.sound_long')}</Badge>
          )}
          {soon > 0 && <Badge tone="warn">{t('rights.soon', { count: soon })}</Badge>}
        </span>
      }
      actions={<LinkButton to={`/works/${work.id}`}>{t('rights.to_work')}</LinkButton>}
    >
      <LinkTabs
        label={t('rights.of_work', { title: work.title })}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: `/rights/works/${work.id}${key === 'title' ? '' : `?tab=${key}`}`,
          label: t(`rights.work_tab.${key}`),
          ...(key in counts && { count: counts[key as keyof typeof counts] }),
        }))}
      />
      <Suspense fallback={<LoadingLines lines={6} />}>
        {tab === 'title' && <TitleTab register={register} />}
        {tab === 'licences' && <WorkLicencesTab register={register} />}
        {tab === 'free' && <FreeTab workId={work.id} named={platformsNamed(register)} licences={licences} />}
        {tab === 'ask' && <AskPanel workId={work.id} named={platformsNamed(register)} />}
        {tab === 'registration' && <RegistrationTab workId={work.id} />}
        {tab === 'documents' && <DocumentsTab register={register} />}
        {tab === 'history' && <HistoryTab register={register} />}
      </Suspense>
    </PageFrame>
  );
}
