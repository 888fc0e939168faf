/** Who is paid by name: found among the payees, or made here, with whose money it is. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import { creatorsContract } from '../../../../../src/modules/creators/contract.ts';
import { identityContract } from '../../../../../src/modules/identity/contract.ts';
import { revenueContract, type Payee } from '../../../../../src/modules/revenue/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentence } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { payeesQuery } from '../queries.ts';

type Kind = Payee['belongsTo']['kind'];

export function PayeeDialog({
  open,
  onPick,
  onClose,
}: {
  open: boolean;
  onPick: (payee: { id: string; name: string }) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('share_plan.payee.title')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <PickPayee onPick={onPick} />
    </Modal>
  );
}

function PickPayee({ onPick }: { onPick: (payee: { id: string; name: string }) => void }) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [making, setMaking] = useState(false);
  const query = useDeferredValue(text.trim());
  const found = useQuery(payeesQuery(query));
  if (making) return <NewPayee name={text.trim()} onMade={onPick} onBack={() => setMaking(false)} />;
  return (
    <div className="payee-picker">
      <Input
        value={text}
        autoFocus
        maxLength={100}
        aria-label={t('share_plan.payee.find')}
        placeholder={t('share_plan.payee.find')}
        prefix={<Icon name="search" size={16} />}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isPending && <LoadingLines lines={3} />}
      {found.error && <Notice tone="bad">{sentence(t, found.error)}</Notice>}
      {found.data && (
        <ul className="picks">
          {found.data.items.length === 0 && (
            <li className="picks-none">{t(query ? 'share_plan.payee.none' : 'share_plan.payee.none_yet')}</li>
          )}
          {found.data.items.map((payee) => (
            <li key={payee.id}>
              <button type="button" onClick={() => onPick(payee)}>
                <span className="cell-two">
                  <strong>{payee.name}</strong>
                  <small>{t(`share_plan.payee.kind.${payee.belongsTo.kind}`)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Button icon={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
        {text.trim() ? t('share_plan.payee.make_named', { name: text.trim() }) : t('share_plan.payee.make')}
      </Button>
    </div>
  );
}

/** Names somebody who may be paid; asked where a plan needs them, and in the list of payees. */
export function NewPayee({ name: wished, onMade, onBack }: { name: string; onMade: (payee: Payee) => void; onBack: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(wished);
  const [kind, setKind] = useState<Kind>('nobody');
  const [owner, setOwner] = useState('');
  const owners = useQuery(ownersQuery(kind));
  const make = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.createPayee, {
        body: { name: name.trim(), belongsTo: { kind, id: kind === 'nobody' ? null : owner } },
      }),
    onSuccess: (payee) => {
      void client.invalidateQueries({ queryKey: ['payees'] });
      onMade(payee);
    },
  });
  const ready = name.trim() !== '' && (kind === 'nobody' || owner !== '');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) make.mutate();
      }}
    >
      <Field id="payee-name" label={t('share_plan.payee.name')} hint={t('share_plan.payee.name_hint')}>
        <Input id="payee-name" autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field
        id="payee-kind"
        label={t('share_plan.payee.whose')}
        hint={t(`share_plan.payee.kind_hint.${kind === 'nobody' ? 'nobody' : 'account'}`)}
      >
        <Choice
          id="payee-kind"
          value={kind}
          options={(['nobody', 'creator', 'agency', 'user'] as const).map((value) => ({
            value,
            label: t(`share_plan.payee.kind.${value}`),
          }))}
          onChange={(value) => {
            setKind(value as Kind);
            setOwner('');
          }}
        />
      </Field>
      {kind !== 'nobody' && (
        <Field id="payee-owner" label={t('share_plan.payee.account')}>
          <Choice
            id="payee-owner"
            value={owner}
            disabled={owners.isPending}
            options={[
              { value: '', label: t(owners.isPending ? 'state.loading' : 'share_plan.payee.choose') },
              ...(owners.data ?? []).map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={(value) => {
              setOwner(value);
              const picked = owners.data?.find(({ id }) => id === value);
              if (picked && name.trim() === '') setName(picked.name);
            }}
          />
        </Field>
      )}
      {make.error && <Notice tone="bad">{sentence(t, make.error)}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onBack}>{t('share_plan.payee.back')}</Button>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={make.isPending}>
          {t('share_plan.payee.make')}
        </Button>
      </div>
    </form>
  );
}

/** Those who have an account and may be a payee, by kind. */
const ownersQuery = (kind: Kind) => ({
  queryKey: ['payee-owners', kind],
  enabled: kind !== 'nobody',
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<{ id: string; name: string }[]> => {
    if (kind === 'creator') return (await call(creatorsContract.routes.listCreators, { query: { limit: 200 } }, { signal })).items;
    if (kind === 'agency') return (await call(creatorsContract.routes.listAgencies, { query: { limit: 200 } }, { signal })).items;
    const { items } = await call(identityContract.routes.listMembers, {}, { signal });
    return items.map((member) => ({ id: member.userId, name: member.name }));
  },
});
