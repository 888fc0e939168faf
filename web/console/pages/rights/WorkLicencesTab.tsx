/** The licences of one work, each as it reads. */
import { useState } from 'react';
import { Link } from 'react-router';
import type { Licence, WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Chips } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { LicencePaper, paperOf } from './LicencePaper.tsx';
import { LicenceBadges } from './parts.tsx';

const directions = ['out', 'in', 'others'] as const;

export default function WorkLicencesTab({ register }: { register: WorkRegister }) {
  const { t, format } = useI18n();
  const [shown, setShown] = useState<readonly string[]>(directions);
  const { licences, work, documents } = register;
  const today = dayIn('Asia/Shanghai');
  const create = (
    <PermissionGate permission="rights.manage">
      <LinkButton type="primary" to={`/rights/works/${work.id}/licences/new`} icon={<Icon name="plus" size={16} />}>
        {t('rights.licence.new')}
      </LinkButton>
    </PermissionGate>
  );
  if (licences.length === 0)
    return (
      <section className="panel">
        <EmptyState icon="book" title={t('rights.licence.none')} text={t('rights.licence.none_here')} action={create} />
      </section>
    );
  const title = (licence: Licence) =>
    t(`rights.licence.line_${licence.direction}`, {
      grantors: format.list(licence.grantors.map(({ name }) => name)),
      grantee: licence.grantee.name,
    });
  const present = directions.filter((one) => licences.some(({ direction }) => direction === one));
  return (
    <div className="stack">
      <div className="filters-row">
        {present.length > 1 && (
          <Chips
            label={t('rights.licence.direction')}
            values={shown}
            options={present.map((value) => ({ value, label: t(`rights.licence.direction_of.${value}`) }))}
            most={directions.length}
            onChange={setShown}
          />
        )}
        {create}
      </div>
      <div className="papers">
        {licences
          .filter(({ direction }) => shown.includes(direction))
          .map((licence) => (
            <section key={licence.id} className="paper-card" id={licence.id}>
              <div className="paper-card-head">
                <LicenceBadges licence={licence} today={today} />
                <Link to={`/rights/licences/${licence.id}`}>{t('rights.licence.open')}</Link>
              </div>
              <LicencePaper paper={paperOf(licence)} title={title(licence)} documents={documents} />
            </section>
          ))}
      </div>
    </div>
  );
}
