/** EIDR and ISAN of a work: checked digit by digit before they are kept. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import { identifierSchemes, type IdentifierFault, type WorkIdentifier } from '../../../../src/modules/rights/registrations/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { refreshRights } from './queries.ts';

type Scheme = WorkIdentifier['scheme'];

export function Identifiers({ workId, items }: { workId: string; items: readonly WorkIdentifier[] }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [scheme, setScheme] = useState<Scheme>('eidr');
  const [value, setValue] = useState('');
  const [fault, setFault] = useState<IdentifierFault | null>(null);
  const put = (next: readonly WorkIdentifier[]) =>
    call(rightsContract.routes.setIdentifiers, { params: { workId }, body: { items: [...next] } });
  const add = useMutation({
    mutationFn: async () => {
      const checked = await call(rightsContract.routes.checkIdentifier, { query: { scheme, value: value.trim() } });
      setFault(checked.fault);
      if (checked.fault || checked.value === null) return false;
      await put([...items, { scheme, value: checked.value }]);
      return true;
    },
    onSuccess: async (kept) => {
      if (!kept) return;
      setValue('');
      await refreshRights(client);
      toast.done(t('action.saved'));
    },
  });
  const drop = useMutation({
    mutationFn: (gone: WorkIdentifier) => put(items.filter((one) => one !== gone)),
    onSuccess: () => refreshRights(client),
    onError: toast.failed,
  });
  return (
    <Panel title={t('rights.identifier.title')}>
      <p className="field-hint">{t('rights.identifier.text')}</p>
      <ul className="identifiers">
        {items.map((one) => (
          <li key={`${one.scheme} ${one.value}`}>
            <strong>{one.scheme.toUpperCase()}</strong>
            <CopyText text={one.value} />
            <PermissionGate permission="rights.manage">
              <Button
                type="text"
                icon={<Icon name="trash" size={16} />}
                aria-label={t('rights.identifier.remove', { value: one.value })}
                onClick={() => drop.mutate(one)}
              />
            </PermissionGate>
          </li>
        ))}
      </ul>
      <form
        className="identifier-add"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim() !== '') add.mutate();
        }}
      >
        <Choice
          label={t('rights.identifier.scheme')}
          value={scheme}
          options={identifierSchemes.map((one) => ({ value: one, label: one.toUpperCase() }))}
          onChange={(next) => setScheme(next as Scheme)}
        />
        <Input
          value={value}
          maxLength={100}
          aria-label={t('rights.identifier.value')}
          placeholder={scheme === 'eidr' ? '10.5240/XXXX-XXXX-XXXX-XXXX-XXXX-C' : 'XXXX-XXXX-XXXX-XXXX-C-XXXX-XXXX-C'}
          onChange={(event) => {
            setValue(event.target.value);
            setFault(null);
          }}
        />
        <PermissionGate permission="rights.manage">
          <Button htmlType="submit" loading={add.isPending}>
            {t('rights.identifier.add')}
          </Button>
        </PermissionGate>
      </form>
      {fault && (
        <p className="field-error" role="alert">
          {t(`rights.identifier.fault.${fault.code}`, { at: fault.at, found: fault.found, expected: fault.expected })}
        </p>
      )}
      {add.error && <Notice tone="bad">{sentence(t, add.error)}</Notice>}
    </Panel>
  );
}
