/** Allows one account, creator, host or address; or many at once, looked through before they are taken. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { allowKinds, allowLimits, type AllowEntry } from '../../../../src/modules/protection/allow-list/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice, ViewSwitch } from '../../../shared/ui/Choice.tsx';
import { Badge, Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { WorkPicker } from '../campaigns/form/WorkPicker.tsx';
import { knownPlatforms } from './known.ts';
import { linkablesQuery } from './queries.ts';
import { dayAfter, platformWords } from './scope-words.ts';

type Kind = AllowEntry['subject']['kind'];
type Subject = { kind: Kind; platform: string; text: string; own: boolean; creatorId: string };

/** Whom it allows, as it goes over the wire; null while nobody is named. */
function subjectOf({ kind, platform, text, own, creatorId }: Subject) {
  const typed = text.trim();
  if (kind === 'creator') return creatorId === '' ? null : { kind, creatorId };
  if (typed === '') return null;
  if (kind === 'account') return { kind, platform, account: typed, own };
  return kind === 'host' ? { kind, host: typed } : { kind, address: typed };
}

export function AllowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [named, setNamed] = useState<Subject>({ kind: 'account', platform: 'douyin', text: '', own: true, creatorId: '' });
  const [ofOne, setOfOne] = useState(false);
  const [workId, setWork] = useState('');
  const [from, setFrom] = useState('');
  const [last, setLast] = useState('');
  const [note, setNote] = useState('');
  const subject = subjectOf(named);
  const ready = subject !== null && (!ofOne || workId !== '') && !(from && last && last < from);
  const add = useMutation({
    mutationFn: () =>
      call(protectionContract.routes.createAllowEntry, {
        body: {
          subject: subject!,
          workId: ofOne ? workId : null,
          from: from || null,
          until: last ? dayAfter(last) : null,
          note: note.trim(),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['allow-list'] });
      toast.done(t('rights.allow.added'));
      onClose();
    },
  });
  return (
    <Modal open title={t('rights.allow.new')} onCancel={onClose} footer={null} width={560} closable={{ 'aria-label': t('action.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) add.mutate();
        }}
      >
        <SubjectFields named={named} set={(change) => setNamed((before) => ({ ...before, ...change }))} />
        <div className="field">
          <span className="field-label">{t('rights.column.work')}</span>
          <ViewSwitch
            label={t('rights.column.work')}
            value={ofOne ? 'one' : 'all'}
            options={[
              { value: 'all', label: t('rights.allow.all_works') },
              { value: 'one', label: t('rights.allow.one_work') },
            ]}
            onChange={(value) => setOfOne(value === 'one')}
          />
          {ofOne && <WorkPicker workId={workId} fixed={false} onChange={setWork} />}
        </div>
        <div className="fields">
          <Field id="allow-from" label={t('rights.form.first_day')} hint={t('rights.form.open')}>
            <Input id="allow-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field id="allow-last" label={t('rights.form.last_day')} hint={t('rights.form.open')}>
            <Input id="allow-last" type="date" value={last} onChange={(event) => setLast(event.target.value)} />
          </Field>
        </div>
        <Field id="allow-note" label={t('rights.note')}>
          <Input id="allow-note" maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {add.error && <Notice tone="bad">{sentence(t, add.error)}</Notice>}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={add.isPending}>
            {t('rights.allow.add')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Who is meant: an account of a platform, a creator of the house, a host, or an address. */
function SubjectFields({ named, set }: { named: Subject; set: (change: Partial<Subject>) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { kind, text } = named;
  return (
    <>
      <div className="field">
        <ViewSwitch
          label={t('rights.allow.kind')}
          value={kind}
          options={allowKinds.map((value) => ({ value, label: t(`rights.allow.kind_of.${value}`) }))}
          onChange={(value) => set({ kind: value, text: '' })}
        />
      </div>
      {kind === 'account' && (
        <>
          <div className="fields">
            <Field id="allow-platform" label={t('rights.ask.platform')}>
              <Choice
                id="allow-platform"
                value={named.platform}
                options={knownPlatforms.map((value) => ({ value, label: platformWords(i18n, value) }))}
                onChange={(platform) => set({ platform })}
              />
            </Field>
            <Field id="allow-account" label={t('rights.allow.account')}>
              <Input id="allow-account" maxLength={200} value={text} onChange={(event) => set({ text: event.target.value })} />
            </Field>
          </div>
          <label className="rights-check-line">
            <input type="checkbox" checked={named.own} onChange={(event) => set({ own: event.target.checked })} />
            <span>{t('rights.allow.is_own')}</span>
          </label>
        </>
      )}
      {kind === 'creator' && <CreatorField value={named.creatorId} onChange={(creatorId) => set({ creatorId })} />}
      {(kind === 'host' || kind === 'address') && (
        <Field id="allow-text" label={t(`rights.allow.kind_of.${kind}`)} hint={t(`rights.allow.${kind}_hint`)}>
          <Input
            id="allow-text"
            maxLength={1000}
            value={text}
            placeholder={kind === 'host' ? 'example.com' : 'example.com/@name'}
            onChange={(event) => set({ text: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}

function CreatorField({ value, onChange }: { value: string; onChange: (creatorId: string) => void }) {
  const { t } = useI18n();
  const creators = useQuery(linkablesQuery('creator'));
  return (
    <Field id="allow-creator" label={t('rights.allow.kind_of.creator')} hint={t('rights.allow.creator_hint')}>
      <Choice
        id="allow-creator"
        value={value}
        disabled={creators.isPending}
        options={[
          { value: '', label: t(creators.isPending ? 'state.loading' : 'rights.choose') },
          ...(creators.data ?? []).map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={onChange}
      />
    </Field>
  );
}

/** A line each, as own channels are listed; what would be done is shown before it is. */
export function AllowImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const lines = text.split('\n').slice(0, allowLimits.importLines);
  const send = (dryRun: boolean) => call(protectionContract.routes.importAllowEntries, { body: { lines, own: true, dryRun } });
  const look = useMutation({ mutationFn: () => send(true) });
  const take = useMutation({
    mutationFn: () => send(false),
    onSuccess: async ({ added }) => {
      await client.invalidateQueries({ queryKey: ['allow-list'] });
      toast.done(t('rights.allow.imported', { count: added }));
      onClose();
    },
  });
  const found = look.data;
  const refused = found?.lines.filter(({ outcome }) => outcome === 'refused') ?? [];
  const error = look.error ?? take.error;
  return (
    <Modal
      open
      title={t('rights.allow.import')}
      onCancel={onClose}
      footer={null}
      width={640}
      closable={{ 'aria-label': t('action.close') }}
    >
      <Field id="allow-lines" label={t('rights.allow.lines')} hint={t('rights.allow.lines_hint', { count: allowLimits.importLines })}>
        <Input.TextArea
          id="allow-lines"
          rows={8}
          value={text}
          placeholder={'douyin hookline_theatre\nhttps://www.youtube.com/@hookline\nhookline.example'}
          onChange={(event) => {
            setText(event.target.value);
            look.reset();
          }}
        />
      </Field>
      {found && (
        <p className="badges">
          <Badge tone="good">{t('rights.allow.would_add', { count: found.added })}</Badge>
          {found.already > 0 && <Badge>{t('rights.allow.already', { count: found.already })}</Badge>}
          {refused.length > 0 && <Badge tone="bad">{t('rights.allow.refused', { count: refused.length })}</Badge>}
        </p>
      )}
      {refused.length > 0 && (
        <ul className="faults">
          {refused.slice(0, 20).map((one) => (
            <li key={one.line}>
              <span>
                {t('rights.allow.line', { line: one.line })}{' '}
                {one.code && sentenceOf(t, { code: one.code, params: { address: one.text, most: allowLimits.entries } })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {error && <Notice tone="bad">{sentence(t, error)}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        {found ? (
          <Button type="primary" disabled={found.added === 0} loading={take.isPending} onClick={() => take.mutate()}>
            {t('rights.allow.take', { count: found.added })}
          </Button>
        ) : (
          <Button type="primary" disabled={text.trim() === ''} loading={look.isPending} onClick={() => look.mutate()}>
            {t('rights.allow.look')}
          </Button>
        )}
      </div>
    </Modal>
  );
}
