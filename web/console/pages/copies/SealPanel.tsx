/** Seals what was seen as evidence: hashed, stamped by the authorities, and handed out as a bundle that proves itself. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { Sighting } from '../../../../src/modules/protection/suspects/contract.ts';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import { registrationLimits } from '../../../../src/modules/rights/registrations/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

const { routes } = rightsContract;

export function SealPanel({ workId, sightings }: { workId: string; sightings: readonly Sighting[] }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const registrations = useQuery({
    queryKey: ['registrations-of', workId],
    queryFn: ({ signal }) => call(routes.listRegistrations, { query: { workId, basis: 'work', limit: 1 } }, { signal }),
  });
  const registration = registrations.data?.items[0];
  const seal = useMutation({
    mutationFn: () =>
      call(routes.sealCaptures, {
        params: { registrationId: registration!.id },
        body: {
          captureIds: sightings
            .filter(({ state, suspectId }) => state === 'done' && suspectId !== null)
            .slice(0, registrationLimits.captures)
            .map(({ id }) => id),
        },
      }),
    onSuccess: async (made) => {
      toast.done(t('protection.seal.done'));
      await navigate(`/rights/registrations/${made.id}`);
    },
  });
  const nothing = sightings.every(({ state }) => state !== 'done') ? t('protection.seal.nothing') : undefined;
  return (
    <Panel title={t('protection.seal.title')}>
      {registrations.isPending ? (
        <LoadingLines lines={2} />
      ) : (
        <>
          <p className="field-hint">{t(registration ? 'protection.seal.text' : 'protection.seal.register_first')}</p>
          {seal.error && <Notice tone="bad">{sentence(t, seal.error)}</Notice>}
          <div className="seal-row">
            {registration ? (
              <PermissionGate permission={routes.sealCaptures.access} because={nothing}>
                <Button loading={seal.isPending} onClick={() => seal.mutate()}>
                  {t('protection.seal.do')}
                </Button>
              </PermissionGate>
            ) : (
              <Link to={`/rights/works/${workId}?tab=registration`}>{t('protection.seal.to_register')}</Link>
            )}
          </div>
        </>
      )}
    </Panel>
  );
}
