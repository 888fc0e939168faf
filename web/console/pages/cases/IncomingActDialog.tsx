/** What is done about a notice against us: confirmed, asked back, a measure with its reasons, rejected, forwarded, restored, closed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { IncomingAct, IncomingDetail } from '../../../../src/modules/takedown/incoming/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import type { CounterContent } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { CounterFields, emptyCounter } from './CounterFields.tsx';
import { keepIncoming } from './queries.ts';

const { routes } = takedownContract;
export const incomingActs = ['acknowledge', 'ask', 'measure', 'reject', 'counter', 'forward', 'restore', 'sue', 'close', 'note'] as const;
export type IncomingActName = (typeof incomingActs)[number];
/** Acts that say nothing without a note. */
const noted = new Set<IncomingActName>(['ask', 'reject', 'note']);

type Draft = {
  note: string;
  abusive: boolean;
  urls: readonly string[];
  facts: string;
  ground: 'law' | 'terms';
  explanation: string;
  scope: string;
  court: string;
  number: string;
  counter: CounterContent;
};

function actOf(act: IncomingActName, draft: Draft): IncomingAct {
  const note = draft.note.trim();
  switch (act) {
    case 'measure':
      return {
        act,
        urls: [...draft.urls],
        facts: draft.facts,
        ground: draft.ground,
        explanation: draft.explanation,
        scope: draft.scope,
        automatedDetection: false,
      };
    case 'reject':
      return { act, abusive: draft.abusive, note };
    case 'counter':
      return { act, content: draft.counter, note };
    case 'sue':
      return { act, court: draft.court, number: draft.number, note };
    default:
      return { act, note };
  }
}

function isWhole(act: IncomingActName, draft: Draft): boolean {
  if (act === 'measure') return draft.urls.length > 0 && draft.facts.trim() !== '';
  if (act === 'sue') return draft.court.trim() !== '';
  return !noted.has(act) || draft.note.trim() !== '';
}

export function IncomingActDialog({ one, act, onClose }: { one: IncomingDetail; act: IncomingActName | null; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={act !== null}
      title={act ? t(`takedown.incoming.do.${act}`) : ''}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      {act && <ActForm one={one} act={act} onClose={onClose} />}
    </Modal>
  );
}

function ActForm({ one, act, onClose }: { one: IncomingDetail; act: IncomingActName; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const live = one.targets.filter(({ linkId, state }) => linkId !== null && state !== 'ended').map(({ url }) => url);
  const [draft, setDraft] = useState<Draft>({
    note: '',
    abusive: false,
    urls: live,
    facts: one.content.reasons,
    ground: 'law',
    explanation: '',
    scope: '',
    court: '',
    number: '',
    counter: emptyCounter,
  });
  const change = (to: Partial<Draft>) => setDraft((before) => ({ ...before, ...to }));
  const send = useMutation({
    mutationFn: () => call(routes.actOnIncoming, { params: { incomingId: one.id }, body: actOf(act, draft) }),
    onSuccess: (after) => {
      keepIncoming(client, after);
      toast.done(t('takedown.done', { act: t(`takedown.incoming.do.${act}`) }));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(act, draft)) send.mutate();
      }}
    >
      {t.exists(`takedown.incoming.do_text.${act}`) && <p className="dialog-lead">{t(`takedown.incoming.do_text.${act}`)}</p>}
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      {act === 'measure' && <MeasureFields one={one} live={live} draft={draft} onChange={change} />}
      {act === 'counter' && <CounterFields content={draft.counter} onChange={(counter) => change({ counter })} />}
      {act === 'sue' &&
        (['court', 'number'] as const).map((key) => (
          <Field key={key} id={`incoming-act-${key}`} label={t(`takedown.act_field.${key}`)}>
            <Input
              id={`incoming-act-${key}`}
              maxLength={300}
              value={draft[key]}
              onChange={(event) => change({ [key]: event.target.value })}
            />
          </Field>
        ))}
      {act === 'reject' && (
        <label className="statement">
          <input type="checkbox" checked={draft.abusive} onChange={(event) => change({ abusive: event.target.checked })} />
          <span>{t('takedown.incoming.is_abusive')}</span>
        </label>
      )}
      {act !== 'measure' && (
        <Field id="incoming-act-note" label={t(noted.has(act) ? 'takedown.act_field.why' : 'takedown.note')}>
          <Input.TextArea
            id="incoming-act-note"
            rows={3}
            maxLength={2000}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        </Field>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" danger={act === 'measure'} loading={send.isPending} disabled={!isWhole(act, draft)}>
          {t(`takedown.incoming.do.${act}`)}
        </Button>
      </div>
    </form>
  );
}

/** Which links end, and what their creators are told. */
function MeasureFields({
  one,
  live,
  draft,
  onChange,
}: {
  one: IncomingDetail;
  live: readonly string[];
  draft: Draft;
  onChange: (to: Partial<Draft>) => void;
}) {
  const { t } = useI18n();
  return (
    <>
      {live.length === 0 && <Notice tone="warn">{t('takedown.incoming.nothing_to_end')}</Notice>}
      <fieldset className="field">
        <legend className="field-label">{t('takedown.incoming.ends')}</legend>
        {one.targets
          .filter(({ url }) => live.includes(url))
          .map(({ url, title, creator }) => (
            <label key={url} className="statement">
              <input
                type="checkbox"
                checked={draft.urls.includes(url)}
                onChange={(event) =>
                  onChange({ urls: event.target.checked ? [...draft.urls, url] : draft.urls.filter((each) => each !== url) })
                }
              />
              <span className="copies-url">
                {url} <small>{[title, creator?.name].filter(Boolean).join(' · ')}</small>
              </span>
            </label>
          ))}
      </fieldset>
      <Field id="incoming-facts" label={t('takedown.incoming.facts')} hint={t('takedown.incoming.facts_hint')}>
        <Input.TextArea
          id="incoming-facts"
          rows={3}
          maxLength={5000}
          value={draft.facts}
          aria-describedby="incoming-facts-hint"
          onChange={(event) => onChange({ facts: event.target.value })}
        />
      </Field>
      <div className="fields">
        <Field id="incoming-ground" label={t('takedown.incoming.ground')}>
          <Choice
            id="incoming-ground"
            value={draft.ground}
            options={['law', 'terms'].map((value) => ({ value, label: t(`takedown.ground.${value}`) }))}
            onChange={(value) => onChange({ ground: value as Draft['ground'] })}
          />
        </Field>
        <Field id="incoming-scope" label={t('takedown.incoming.scope')}>
          <Input id="incoming-scope" maxLength={300} value={draft.scope} onChange={(event) => onChange({ scope: event.target.value })} />
        </Field>
      </div>
      <Field id="incoming-explanation" label={t('takedown.incoming.explanation')}>
        <Input.TextArea
          id="incoming-explanation"
          rows={2}
          maxLength={5000}
          value={draft.explanation}
          onChange={(event) => onChange({ explanation: event.target.value })}
        />
      </Field>
    </>
  );
}
