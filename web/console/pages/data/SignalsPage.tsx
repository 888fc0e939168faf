/** Suspicious traffic with its evidence: people hold, release or confirm it, and say why. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { Suspense, lazy, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { attributionContract, holdStates, signalKinds, type Suspect } from '../../../../src/modules/attribution/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { BulkBar } from '../../../shared/table/BulkBar.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing, itemsOf } from '../../../shared/table/Listing.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Field, PageFrame, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { campaignsQuery } from '../campaigns/queries.ts';
import { signalsQuery } from './queries.ts';
import { readable } from './reasons.ts';
import './data.css';

const SignalSettingsDialog = lazy(() => import('./SignalSettingsDialog.tsx'));
const { routes } = attributionContract;
const deciding = routes.decideSignals.access;
type Decision = 'hold' | 'release' | 'confirm';
const tones: Record<Suspect['state'], Tone> = { none: 'plain', held: 'warn', released: 'good', confirmed: 'bad' };

export function Component() {
  const { t } = useI18n();
  const me = useMe();
  const denied = useDenied(routes.listSignals.access);
  const [search] = useSearchParams();
  const [watching, setWatching] = useUrlState<string>('dialog', '');
  const get = (name: string) => search.get(name) || undefined;
  const filter = Object.fromEntries(
    Object.entries({ state: get('state'), kind: get('kind'), campaignId: get('campaign'), creatorId: get('creator') }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Parameters<typeof signalsQuery>[0];
  const signals = useInfiniteQuery({ ...signalsQuery(filter), placeholderData: (before) => before, enabled: !denied });
  const campaigns = itemsOf(useInfiniteQuery({ ...campaignsQuery({}), enabled: !denied }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ decision: Decision; ids: string[] } | null>(null);
  const decides = me.permissions.includes(deciding);
  const picked = itemsOf(signals).filter((one) => chosen.has(one.id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <PageFrame
      title={t('nav.signals')}
      lead={t('attribution.signals_lead')}
      actions={
        !denied && (
          <Button icon={<Icon name="settings" size={16} />} onClick={() => setWatching('settings')}>
            {t('attribution.watch.open')}
          </Button>
        )
      }
    >
      {!denied && watching === 'settings' && (
        <Suspense fallback={null}>
          <SignalSettingsDialog onClose={() => setWatching('')} />
        </Suspense>
      )}
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <>
          <div className="filters-row">
            <FilterChoice
              name="state"
              label={t('promotion.column.state')}
              all={t('promotion.any_state')}
              options={holdStates.map((value) => ({ value, label: t(`attribution.hold.${value}`) }))}
            />
            <FilterChoice
              name="kind"
              label={t('attribution.signal_kind')}
              all={t('attribution.any_signal')}
              options={signalKinds.map((value) => ({ value, label: t(`signal.${value}.title`) }))}
            />
            <FilterChoice
              name="campaign"
              label={t('promotion.column.campaign')}
              all={t('attribution.all_campaigns')}
              options={campaigns.map((one) => ({ value: one.id, label: one.name }))}
            />
          </div>
          <Listing
            query={signals}
            empty={<EmptyState icon="shield" title={t('attribution.no_signals')} text={t('attribution.no_signals_text')} />}
          >
            {(items) => (
              <ul className="suspects">
                {items.map((one) => (
                  <SuspectRow
                    key={one.id}
                    suspect={one}
                    chosen={chosen.has(one.id)}
                    onToggle={decides ? () => toggle(one.id) : undefined}
                    onDecide={(decision) => setAsking({ decision, ids: [one.id] })}
                  />
                ))}
              </ul>
            )}
          </Listing>
          <BulkBar count={picked.length} onClear={() => setChosen(new Set())}>
            {(['release', 'hold', 'confirm'] as const).map((decision) => (
              <PermissionGate key={decision} permission={deciding}>
                <Button
                  type={decision === 'release' ? 'primary' : 'default'}
                  danger={decision === 'confirm'}
                  onClick={() => setAsking({ decision, ids: picked.map((one) => one.id) })}
                >
                  {t(`attribution.decide.${decision}`)}
                </Button>
              </PermissionGate>
            ))}
          </BulkBar>
          {asking && (
            <DecideDialog
              {...asking}
              onDone={() => {
                setAsking(null);
                setChosen(new Set());
              }}
              onClose={() => setAsking(null)}
            />
          )}
        </>
      )}
    </PageFrame>
  );
}

function SuspectRow({
  suspect,
  chosen,
  onToggle,
  onDecide,
}: {
  suspect: Suspect;
  chosen: boolean;
  onToggle: (() => void) | undefined;
  onDecide: (decision: Decision) => void;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const name = suspect.creatorName ?? suspect.subjectId;
  const next: Decision[] =
    suspect.state === 'held' ? ['release', 'confirm'] : suspect.state === 'confirmed' ? ['release'] : ['hold', 'confirm'];
  return (
    <li className={chosen ? 'suspect is-chosen' : 'suspect'}>
      {onToggle && <input type="checkbox" aria-label={t('table.choose', { name })} checked={chosen} onChange={onToggle} />}
      <div className="suspect-main">
        <div className="suspect-head">
          <Badge tone={tones[suspect.state]}>{t(`attribution.hold.${suspect.state}`)}</Badge>
          {suspect.creatorId ? <Link to={`/creators/${suspect.creatorId}`}>{name}</Link> : <strong>{name}</strong>}
          <span className="quiet-figures">
            {suspect.subject === 'conversion' ? (
              <Link to={`/conversions/${suspect.subjectId}`}>{t('attribution.subject.conversion')}</Link>
            ) : (
              t('attribution.subject.placement')
            )}
            {suspect.channel && ` · ${t.exists(`channel.${suspect.channel}`) ? t(`channel.${suspect.channel}`) : suspect.channel}`}
          </span>
          <span className="suspect-score" title={t('attribution.score_text')}>
            {t('attribution.score', { part: format.percent(suspect.score) })}
          </span>
        </div>
        <ul className="evidence">
          {suspect.signals.map((signal) => {
            const params = readable(i18n, signal.evidence);
            // Of one conversion there are no figures to say, only by what it was recognised.
            const by = typeof signal.evidence['by'] === 'string' ? `.${signal.evidence['by']}` : '';
            const key = `signal.${signal.kind}.evidence${by}`;
            return (
              <li key={signal.id}>
                <strong>{t(`signal.${signal.kind}.title`)}</strong>
                <span>
                  {t.exists(key, params)
                    ? t(key, params)
                    : Object.entries(params)
                        .map(([label, value]) => `${label} ${value}`)
                        .join(' · ')}
                </span>
                <span className="evidence-bar" role="img" aria-label={t('attribution.strength', { part: format.percent(signal.strength) })}>
                  <span style={{ width: `${signal.strength * 100}%` }} />
                </span>
              </li>
            );
          })}
        </ul>
        {suspect.held.length > 0 && (
          <p className="suspect-held">
            {t('attribution.on_hold_now', {
              amount: format.list(suspect.held.map((one) => format.money(one.amountMinor, one.currency))),
              count: suspect.held.reduce((sum, one) => sum + one.conversions, 0),
            })}
          </p>
        )}
        {suspect.note && (
          <p className="suspect-note">
            {t('attribution.decided_note', {
              by: suspect.decidedBy ?? '',
              at: suspect.decidedAt ? format.dateTime(suspect.decidedAt) : '',
            })}{' '}
            <q>{suspect.note}</q>
          </p>
        )}
        <small className="quiet-figures">
          {suspect.firstSeenAt === suspect.lastSeenAt
            ? format.dateTime(suspect.firstSeenAt)
            : t('attribution.seen', { from: format.dateTime(suspect.firstSeenAt), to: format.dateTime(suspect.lastSeenAt) })}
        </small>
      </div>
      <div className="suspect-actions">
        {next.map((decision) => (
          <PermissionGate key={decision} permission={deciding}>
            <Button
              size="small"
              danger={decision === 'confirm'}
              aria-label={`${t(`attribution.decide.${decision}`)} · ${name}`}
              onClick={() => onDecide(decision)}
            >
              {t(`attribution.decide.${decision}`)}
            </Button>
          </PermissionGate>
        ))}
      </div>
    </li>
  );
}

function DecideDialog({ decision, ids, onDone, onClose }: { decision: Decision; ids: string[]; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const decide = useMutation({
    mutationFn: () => call(routes.decideSignals, { body: { suspectIds: ids, decision, note: note.trim() } }),
    onSuccess: ({ items }) => {
      for (const key of ['signals', 'conversions', 'conversion', 'funnel']) void client.invalidateQueries({ queryKey: [key] });
      toast.done(t(`attribution.decide_done.${decision}`, { count: items.length }));
      onDone();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={decision === 'confirm'}
      title={t(`attribution.decide_ask.${decision}`, { count: ids.length })}
      confirm={t(`attribution.decide.${decision}`)}
      busy={decide.isPending}
      disabled={!note.trim()}
      onConfirm={() => decide.mutate()}
      onClose={onClose}
    >
      {decide.error && <Notice tone="bad">{sentence(t, decide.error)}</Notice>}
      <p>{t(`attribution.decide_text.${decision}`)}</p>
      <Field id="signal-note" label={t('attribution.note')} hint={t('attribution.note_hint')}>
        <Input.TextArea
          id="signal-note"
          maxLength={1000}
          autoSize={{ minRows: 2 }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
