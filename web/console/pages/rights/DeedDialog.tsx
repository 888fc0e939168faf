/** Registers who made a work, or how shares went from one to others: several rights and several receivers in one act. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import type { WorkRegister } from '../../../../src/modules/rights/register/contract.ts';
import { rightKinds, type RightKind } from '../../../../src/modules/rights/words/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Chips, ViewSwitch } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { DocumentChoice } from './DocumentChoice.tsx';
import { PartyPicker } from './PartyPicker.tsx';
import { refreshRights } from './queries.ts';
import { shareWords } from './scope-words.ts';
import { readShare, sumOf } from './shares.ts';

type Receiver = { key: number; partyId: string; share: string };

export function DeedDialog({ workId, register, onClose }: { workId: string; register: WorkRegister; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [how, setHow] = useState<'made' | 'transfer'>(register.deeds.some(({ voided }) => !voided) ? 'transfer' : 'made');
  const [rights, setRights] = useState<readonly RightKind[]>(how === 'made' ? rightKinds : ['streaming']);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState<readonly Receiver[]>([{ key: 0, partyId: '', share: how === 'made' ? '1/1' : '' }]);
  const [on, setOn] = useState(() => dayIn('Asia/Shanghai'));
  const [note, setNote] = useState('');
  const [documentIds, setDocuments] = useState<readonly string[]>([]);
  const shares = to.map((one) => readShare(one.share));
  const exact = shares.filter((one) => one !== null);
  const named = to.map(({ partyId }) => partyId);
  const ready =
    rights.length > 0 &&
    exact.length === to.length &&
    named.every((id) => id !== '' && id !== from) &&
    new Set(named).size === named.length &&
    (how === 'made' || from !== '');
  const keep = useMutation({
    mutationFn: () =>
      call(rightsContract.routes.createDeeds, {
        params: { workId },
        body: {
          rights: [...rights],
          from: how === 'made' ? null : from,
          to: to.map(({ partyId }, index) => ({ partyId, share: shares[index]! })),
          on,
          note: note.trim(),
          documentIds: [...documentIds],
        },
      }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.deed.kept'));
      onClose();
    },
  });
  return (
    <Modal open title={t('rights.deed.new')} onCancel={onClose} footer={null} width={640} closable={{ 'aria-label': t('action.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) keep.mutate();
        }}
      >
        <div className="field">
          <ViewSwitch
            label={t('rights.deed.how')}
            value={how}
            options={[
              { value: 'made', label: t('rights.deed.how_made') },
              { value: 'transfer', label: t('rights.deed.how_transfer') },
            ]}
            onChange={setHow}
          />
          <span className="field-hint">{t(`rights.deed.how_${how}_hint`)}</span>
        </div>
        <div className="field">
          <span className="field-label">{t('rights.column.rights')}</span>
          <Chips
            label={t('rights.column.rights')}
            values={rights}
            options={rightKinds.map((value) => ({ value, label: t(`rights.right.${value}`) }))}
            most={rightKinds.length}
            onChange={(values) => setRights(values as RightKind[])}
          />
          <Button type="link" className="chips-all" onClick={() => setRights(rights.length === rightKinds.length ? [] : rightKinds)}>
            {t(rights.length === rightKinds.length ? 'rights.deed.no_right' : 'rights.deed.all_rights')}
          </Button>
        </div>
        {how === 'transfer' && (
          <Field id="deed-from" label={t('rights.deed.from')}>
            <PartyPicker id="deed-from" value={from} empty={t('rights.choose')} onChange={setFrom} />
          </Field>
        )}
        <Receivers to={to} onChange={setTo} from={from} made={how === 'made'} />
        {exact.length === to.length && <SumLine sum={sumOf(exact)} made={how === 'made'} words={(share) => shareWords(i18n, share)} />}
        <Field id="deed-on" label={t('rights.deed.on')} hint={t('rights.deed.on_hint')}>
          <Input id="deed-on" type="date" value={on} onChange={(event) => event.target.value && setOn(event.target.value)} />
        </Field>
        <DocumentChoice documents={register.documents} workId={workId} chosen={documentIds} onChange={setDocuments} />
        <Field id="deed-note" label={t('rights.note')}>
          <Input id="deed-note" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {keep.error && <Notice tone="bad">{sentence(t, keep.error)}</Notice>}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={keep.isPending}>
            {t('rights.deed.keep')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Each with an exact share of the whole right. */
function Receivers({
  to,
  from,
  made,
  onChange,
}: {
  to: readonly Receiver[];
  from: string;
  made: boolean;
  onChange: (to: readonly Receiver[]) => void;
}) {
  const { t } = useI18n();
  const set = (key: number, change: Partial<Receiver>) => onChange(to.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <fieldset className="field receivers">
      <legend className="field-label">{t(made ? 'rights.deed.makers' : 'rights.deed.receivers')}</legend>
      {to.map((one, index) => {
        const wrong = one.share !== '' && readShare(one.share) === null;
        const others = to.filter(({ key }) => key !== one.key).map(({ partyId }) => partyId);
        return (
          <div key={one.key} className="receiver">
            <PartyPicker
              label={t('rights.deed.receiver', { number: index + 1 })}
              value={one.partyId}
              empty={t('rights.choose')}
              without={[...others, from].filter(Boolean)}
              onChange={(partyId) => set(one.key, { partyId })}
            />
            <Input
              className="share-typed"
              maxLength={40}
              value={one.share}
              placeholder="1/2"
              aria-label={t('rights.deed.share_of', { number: index + 1 })}
              status={wrong ? 'error' : ''}
              onChange={(event) => set(one.key, { share: event.target.value })}
            />
            {to.length > 1 && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('rights.deed.drop_receiver', { number: index + 1 })}
                onClick={() => onChange(to.filter(({ key }) => key !== one.key))}
              >
                <Icon name="close" size={16} />
              </button>
            )}
            {wrong && (
              <span className="field-error" role="alert">
                {t('rights.deed.share_wrong')}
              </span>
            )}
          </div>
        );
      })}
      <span className="receivers-actions">
        <Button
          icon={<Icon name="plus" size={16} />}
          onClick={() => onChange([...to, { key: Math.max(...to.map(({ key }) => key)) + 1, partyId: '', share: '' }])}
        >
          {t('rights.deed.add_receiver')}
        </Button>
        {to.length > 1 && (
          <Button type="link" onClick={() => onChange(to.map((one) => ({ ...one, share: `1/${to.length}` })))}>
            {t('rights.deed.equal')}
          </Button>
        )}
      </span>
      <span className="field-hint">{t('rights.deed.share_hint')}</span>
    </fieldset>
  );
}

function SumLine({ sum, made, words }: { sum: { sum: string; isOne: boolean }; made: boolean; words: (share: string) => string }) {
  const { t } = useI18n();
  if (sum.isOne) return <p className="sum-line is-one">{t('rights.deed.sum_one')}</p>;
  return (
    <p className={made ? 'sum-line is-short' : 'sum-line'}>
      {t(made ? 'rights.deed.sum_short' : 'rights.deed.sum', { sum: words(sum.sum) })}
    </p>
  );
}
