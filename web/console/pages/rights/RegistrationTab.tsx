/** Registering a work as evidence: what would be registered now, what changed since the last time, and what was registered before. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { Registrable, RegistrationChanges } from '../../../../src/modules/rights/registrations/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { Identifiers } from './Identifiers.tsx';
import { registrableQuery, registrationsQuery, refreshRights } from './queries.ts';
import { RegistrationTable, registrationName } from './RegistrationTable.tsx';
import { rightWords } from './scope-words.ts';

export default function RegistrationTab({ workId }: { workId: string }) {
  const { t } = useI18n();
  const registrable = useQuery(registrableQuery(workId));
  const registrations = useInfiniteQuery(registrationsQuery(workId));
  return (
    <div className="stack">
      {registrable.error ? (
        <ErrorState compact error={registrable.error} onRetry={() => void registrable.refetch()} />
      ) : registrable.data ? (
        <Register workId={workId} registrable={registrable.data} />
      ) : (
        <LoadingLines lines={5} />
      )}
      <Listing
        title={t('rights.registration.before')}
        query={registrations}
        empty={<p className="panel-body quiet-figures">{t('rights.registration.none')}</p>}
      >
        {(items) => <RegistrationTable items={items} />}
      </Listing>
      {registrable.data && <Identifiers workId={workId} items={registrable.data.identifiers} />}
    </div>
  );
}

function Register({ workId, registrable }: { workId: string; registrable: Registrable }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { contents, owners, ownerFaults, authorities, last } = registrable;
  const [withOwners, setOwners] = useState(ownerFaults.length === 0);
  const [withDocuments, setDocuments] = useState(true);
  const files = contents.reduce((sum, { count }) => sum + count, 0);
  const register = useMutation({
    mutationFn: () => call(rightsContract.routes.registerWork, { body: { workId, owners: withOwners, documents: withDocuments } }),
    onSuccess: async (made) => {
      await refreshRights(client);
      toast.done(t('rights.registration.made', { number: made.number }));
      await navigate(`/rights/registrations/${made.id}`);
    },
  });
  return (
    <Panel title={t('rights.registration.title')}>
      <div className="stack">
        <p className="plain-text">{t('rights.registration.text')}</p>
        {last && (
          <Notice tone={last.changes.unchanged ? 'good' : 'warn'}>
            <Link to={`/rights/registrations/${last.id}`}>{registrationName(i18n, { number: last.number, basis: 'work' })}</Link>{' '}
            {last.changes.unchanged
              ? t('rights.registration.unchanged', { at: format.date(last.registeredAt) })
              : t('rights.registration.changed', { at: format.date(last.registeredAt), changes: changesWords(t, last.changes) })}
          </Notice>
        )}
        <dl className="facts registration-facts">
          <div>
            <dt>{t('rights.column.contents')}</dt>
            <dd>
              {files === 0
                ? t('rights.registration.nothing')
                : format.list(
                    contents.map(({ kind, count, bytes }) => t(`rights.registration.kind.${kind}`, { count, size: format.bytes(bytes) })),
                  )}
            </dd>
          </div>
          <div>
            <dt>{t('rights.column.owners')}</dt>
            <dd>{owners.length === 0 ? t('rights.no_owners') : format.list([...new Set(owners.map(({ name }) => name))])}</dd>
          </div>
          <div>
            <dt>{t('rights.registration.authorities')}</dt>
            <dd>{authorities.length === 0 ? t('rights.registration.no_authority') : format.list(authorities)}</dd>
          </div>
        </dl>
        {ownerFaults.length > 0 && (
          <Notice tone="warn" action={<Link to={`/rights/works/${workId}`}>{t('rights.work_tab.title')}</Link>}>
            {t('rights.registration.owner_faults', {
              list: format.list([...new Set(ownerFaults.map(({ right }) => rightWords(i18n, right)))]),
            })}
          </Notice>
        )}
        <div>
          <label className="rights-check-line">
            <input
              type="checkbox"
              checked={withOwners}
              disabled={ownerFaults.length > 0}
              onChange={(event) => setOwners(event.target.checked)}
            />
            <span>{t('rights.registration.with_owners')}</span>
          </label>
          <label className="rights-check-line">
            <input type="checkbox" checked={withDocuments} onChange={(event) => setDocuments(event.target.checked)} />
            <span>{t('rights.registration.with_documents')}</span>
          </label>
        </div>
        {register.error && <Notice tone="bad">{sentence(t, register.error)}</Notice>}
        <p>
          <PermissionGate permission="rights.manage" because={files === 0 ? t('rights.registration.nothing') : undefined}>
            <Button
              type="primary"
              size="large"
              icon={<Icon name="badge" size={18} />}
              loading={register.isPending}
              onClick={() => register.mutate()}
            >
              {t(last ? 'rights.registration.again' : 'rights.registration.register')}
            </Button>
          </PermissionGate>
        </p>
      </div>
    </Panel>
  );
}

/** What differs, in a few words. */
export function changesWords(t: ReturnType<typeof useI18n>['t'], changes: RegistrationChanges): string {
  const parts = [
    changes.added > 0 && t('rights.registration.added', { count: changes.added }),
    changes.replaced > 0 && t('rights.registration.replaced', { count: changes.replaced }),
    changes.removed > 0 && t('rights.registration.removed', { count: changes.removed }),
    changes.ownersChanged && t('rights.registration.owners_changed'),
    changes.titleChanged && t('rights.registration.title_changed'),
  ].filter((part) => part !== false);
  return parts.join(t('rights.history.join'));
}
