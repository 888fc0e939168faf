/** One registration: its certificate and bundle, who stamped it, who owned what, what it holds, and what changed since. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { RegisteredAsset, RegistrationDetail, TimeStamp } from '../../../../src/modules/rights/registrations/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, PageFrame, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { registeredAssetsQuery, registrationChangesQuery, registrationQuery, refreshRights } from './queries.ts';
import { RegistrationState, registrationName } from './RegistrationTable.tsx';
import { changesWords } from './RegistrationTab.tsx';
import { dayAfter, dayWords, rightWords, shareWords } from './scope-words.ts';
import '../campaigns/campaigns.css';
import './rights.css';

const { routes } = rightsContract;

export function Component() {
  const { t } = useI18n();
  const registrationId = useParams()['registrationId']!;
  const query = useQuery(registrationQuery(registrationId));
  if (query.data) return <Registration registration={query.data} />;
  return (
    <PageFrame title={t('rights.tab.registrations')} back={{ to: '/rights?tab=registrations', label: t('rights.tab.registrations') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function Registration({ registration }: { registration: RegistrationDetail }) {
  const i18n = useI18n();
  const { t, format, language } = i18n;
  const { id, work } = registration;
  const certificate = hrefOf(routes.getCertificate, {
    params: { registrationId: id },
    query: { language: language === 'en' ? 'en' : 'zh-CN' },
  });
  return (
    <PageFrame
      title={`${work.title} · ${registrationName(i18n, registration)}`}
      back={{ to: `/rights/works/${work.id}?tab=registration`, label: t('rights.of_work', { title: work.title }) }}
      lead={
        <span className="badges">
          <RegistrationState state={registration.state} />
          <span>{t('rights.registration.by', { at: format.dateTime(registration.registeredAt), by: registration.registeredBy })}</span>
        </span>
      }
      actions={
        <Button type="primary" href={certificate} target="_blank" rel="noreferrer" icon={<Icon name="badge" size={16} />}>
          {t('rights.registration.certificate')}
        </Button>
      }
    >
      <div className="stack">
        <div className="registration-top">
          <Stamps registration={registration} />
          <Bundle registration={registration} />
        </div>
        {registration.basis === 'work' && <Since registration={registration} />}
        {registration.owners.length > 0 && (
          <Panel title={t('rights.registration.owners')} flush>
            <DataTable
              label={t('rights.registration.owners')}
              columns={ownerColumns(i18n)}
              rows={together(registration.owners)}
              rowKey={(one) => `${one.name} ${one.rights.join()} ${one.from}`}
            />
          </Panel>
        )}
        <Panel title={t('rights.registration.root')}>
          <p className="field-hint">{t('rights.registration.root_text', { count: registration.leaves })}</p>
          <CopyLine text={registration.root} />
          <p className="field-hint rights-hash-hint">{t('rights.registration.verify_text')}</p>
          <CopyLine text={registration.verifyUrl} />
          {registration.iscc && (
            <>
              <p className="field-hint rights-hash-hint">{t('rights.registration.iscc')}</p>
              <CopyLine text={registration.iscc} />
            </>
          )}
        </Panel>
        <Assets registrationId={id} />
      </div>
    </PageFrame>
  );
}

const stampTones: Record<TimeStamp['state'], Tone> = { waiting: 'active', stamped: 'good', failed: 'bad' };

function Stamps({ registration }: { registration: RegistrationDetail }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () =>
      call(routes.stampRegistration, { params: { registrationId: registration.id }, body: { authority: null, again: false } }),
    onSuccess: (after) => {
      client.setQueryData(registrationQuery(registration.id).queryKey, after);
      return refreshRights(client);
    },
    onError: toast.failed,
  });
  const { stamps } = registration;
  const open = stamps.length === 0 || stamps.some(({ state }) => state === 'failed');
  return (
    <Panel
      title={t('rights.registration.stamps')}
      actions={
        open && (
          <PermissionGate permission="rights.manage">
            <Button loading={again.isPending} onClick={() => again.mutate()}>
              {t(stamps.length === 0 ? 'rights.registration.stamp' : 'rights.registration.stamp_again')}
            </Button>
          </PermissionGate>
        )
      }
    >
      {stamps.length === 0 && <p className="plain-text">{t('rights.registration.unstamped')}</p>}
      <ul className="stamps" aria-live="polite">
        {stamps.map((one) => (
          <li key={one.id}>
            <span className="badges">
              <strong>{one.authority}</strong>
              <Badge tone={stampTones[one.state]}>{t(`rights.registration.stamp_state.${one.state}`)}</Badge>
            </span>
            {one.at && <span>{format.dateTime(one.at)}</span>}
            {one.signer && <small>{one.signer}</small>}
            {one.anchor && <small>{t('rights.registration.anchor', { anchor: one.anchor })}</small>}
            {one.fingerprint && <code className="hash">{one.fingerprint}</code>}
            {one.error && one.state !== 'stamped' && (
              <Notice tone={one.state === 'failed' ? 'bad' : 'warn'}>{sentenceOf(t, one.error)}</Notice>
            )}
            {one.state === 'waiting' && one.nextTryAt && one.attempts > 0 && (
              <small>{t('rights.registration.next_try', { at: format.dateTime(one.nextTryAt) })}</small>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What is taken along in the zip: everything that proves, and the large files by choice. */
function Bundle({ registration }: { registration: RegistrationDetail }) {
  const { t, format } = useI18n();
  const [videos, setVideos] = useState(false);
  const [documents, setDocuments] = useState(true);
  const { bundle, held } = registration;
  const bytes = bundle.always + (videos && held ? bundle.videos : 0) + (documents && held ? bundle.documents : 0);
  return (
    <Panel title={t('rights.registration.bundle')}>
      <p className="plain-text">{t('rights.registration.bundle_text')}</p>
      {held ? (
        <div>
          {bundle.documents > 0 && (
            <label className="rights-check-line">
              <input type="checkbox" checked={documents} onChange={(event) => setDocuments(event.target.checked)} />
              <span>{t('rights.registration.bundle_documents', { size: format.bytes(bundle.documents) })}</span>
            </label>
          )}
          {bundle.videos > 0 && (
            <label className="rights-check-line">
              <input type="checkbox" checked={videos} onChange={(event) => setVideos(event.target.checked)} />
              <span>{t('rights.registration.bundle_videos', { size: format.bytes(bundle.videos) })}</span>
            </label>
          )}
        </div>
      ) : (
        <Notice>{t('rights.registration.let_go')}</Notice>
      )}
      <p className="bundle-action">
        <Button
          href={hrefOf(routes.getBundle, {
            params: { registrationId: registration.id },
            query: { videos: held && videos, documents: held && documents },
          })}
          icon={<Icon name="download" size={16} />}
        >
          {t('rights.registration.download', { size: format.bytes(bytes) })}
        </Button>
      </p>
      <p className="field-hint">{t('rights.registration.bundle_hint')}</p>
    </Panel>
  );
}

function Since({ registration }: { registration: RegistrationDetail }) {
  const { t } = useI18n();
  const changes = useQuery(registrationChangesQuery(registration.id));
  if (changes.isPending) return <LoadingLines lines={2} />;
  if (changes.error) return <Notice>{sentence(t, changes.error)}</Notice>;
  if (changes.data.unchanged) return <Notice tone="good">{t('rights.registration.same')}</Notice>;
  return (
    <Panel
      title={t('rights.registration.since')}
      actions={<LinkButton to={`/rights/works/${registration.work.id}?tab=registration`}>{t('rights.registration.again')}</LinkButton>}
    >
      <p>{changesWords(t, changes.data)}</p>
      <ul className="changed-files">
        {changes.data.items.map((one) => (
          <li key={one.path}>
            <Badge tone={one.before === null ? 'good' : one.after === null ? 'bad' : 'warn'}>
              {t(`rights.registration.change_${one.before === null ? 'added' : one.after === null ? 'removed' : 'replaced'}`)}
            </Badge>
            <span>{one.path.replace(/^files\//, '')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Assets({ registrationId }: { registrationId: string }) {
  const i18n = useI18n();
  const assets = useInfiniteQuery(registeredAssetsQuery(registrationId));
  return (
    <Listing title={i18n.t('rights.registration.files')} query={assets} empty={null}>
      {(items) => (
        <DataTable
          label={i18n.t('rights.registration.files')}
          columns={assetColumns(i18n)}
          rows={items}
          rowKey={(one) => String(one.position)}
        />
      )}
    </Listing>
  );
}

function assetColumns({ t, format }: I18n): Column<RegisteredAsset>[] {
  return [
    {
      key: 'path',
      head: t('rights.column.file'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{one.path.replace(/^files\//, '')}</strong>
          <small>{t(`rights.registration.kind_of.${one.kind}`)}</small>
        </span>
      ),
    },
    { key: 'bytes', head: t('rights.column.size'), figure: true, cell: (one) => format.bytes(one.bytes) },
    { key: 'hash', head: 'SHA-256', cell: (one) => <code className="hash-cell">{one.sha256}</code> },
  ];
}

type Owner = RegistrationDetail['owners'][number];
type Owned = Omit<Owner, 'right'> & { rights: Owner['right'][] };
/** What somebody has alike of several rights is one line. */
function together(owners: readonly Owner[]): Owned[] {
  const groups = Map.groupBy(owners, ({ name, share, from, until }) => JSON.stringify([name, share, from, until]));
  return [...groups.values()].map((group) => ({ ...group[0]!, rights: group.map(({ right }) => right) }));
}

function ownerColumns(i18n: I18n): Column<Owned>[] {
  const { t, format } = i18n;
  return [
    { key: 'name', head: t('rights.column.owner'), lead: true, cell: (one) => <strong>{one.name}</strong> },
    { key: 'right', head: t('rights.column.right'), cell: (one) => format.list(one.rights.map((right) => rightWords(i18n, right))) },
    { key: 'share', head: t('rights.column.share'), cell: (one) => shareWords(i18n, one.share) },
    {
      key: 'when',
      head: t('rights.column.when'),
      cell: ({ from, until }) =>
        until === null
          ? t('rights.scope.window_from', { from: dayWords(i18n, from) })
          : t('rights.scope.window_both', { from: dayWords(i18n, from), to: dayWords(i18n, dayAfter(until, -1)) }),
    },
  ];
}
