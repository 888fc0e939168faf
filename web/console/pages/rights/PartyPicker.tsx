/** One of the register's parties, or a new one named in place. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { PartyDialog } from './PartyDialog.tsx';
import { partyChoicesQuery } from './queries.ts';

const another = 'another';

export function PartyPicker({
  id,
  label,
  value,
  empty,
  without = [],
  onChange,
}: {
  id?: string;
  label?: string;
  value: string;
  /** What no party means here. */
  empty: string;
  /** Parties that cannot be meant. */
  without?: readonly string[];
  onChange: (partyId: string) => void;
}) {
  const { t } = useI18n();
  const parties = useQuery(partyChoicesQuery);
  const [making, setMaking] = useState(false);
  const known = (parties.data ?? []).filter((one) => (!one.withdrawn && !without.includes(one.id)) || one.id === value);
  return (
    <>
      <Choice
        {...(id && { id })}
        {...(label && { label })}
        value={value}
        options={[
          { value: '', label: parties.isPending ? t('state.loading') : empty },
          ...known
            .toSorted((a, b) => Number(b.isSelf) - Number(a.isSelf))
            .map((one) => ({ value: one.id, label: one.isSelf ? t('rights.party.named_self', { name: one.name }) : one.name })),
          { value: another, label: t('rights.party.another') },
        ]}
        onChange={(next) => (next === another ? setMaking(true) : onChange(next))}
      />
      {making && <PartyDialog party={null} onDone={(party) => onChange(party.id)} onClose={() => setMaking(false)} />}
    </>
  );
}
