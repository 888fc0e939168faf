/** Registrations of all works, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { registrationsQuery } from './queries.ts';
import { RegistrationTable } from './RegistrationTable.tsx';

export default function RegistrationsTab() {
  const { t } = useI18n();
  const registrations = useInfiniteQuery(registrationsQuery(null));
  return (
    <Listing
      query={registrations}
      empty={<EmptyState icon="badge" title={t('rights.registration.none')} text={t('rights.registration.none_text')} />}
    >
      {(items) => <RegistrationTable items={items} withWork />}
    </Listing>
  );
}
