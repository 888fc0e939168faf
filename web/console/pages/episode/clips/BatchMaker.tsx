/** A batch: which hooks of the drama, in which variants, for which platform. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { studioContract, type KeptHook, type Recipe } from '../../../../../src/modules/studio/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { batchQuery, clipsQuery, storyQuery } from '../data.ts';
import { CardSection, Section, usePlatformOptions } from '../maker/LookSections.tsx';
import '../maker/maker.css';
import type { Platform } from '../maker/platform-lengths.ts';
import { evidenceSentence } from '../words.ts';

const presets = ['clean', 'bold', 'boxed', 'none'] as const;
const lengths = [15_000, 30_000, 45_000, 60_000] as const;

type Plan = {
  mode: 'top' | 'pick';
  top: number;
  picked: readonly string[];
  openings: string;
  styles: readonly (typeof presets)[number][];
  lengthsMs: readonly number[];
  frame: Recipe['reframe']['mode'];
  card: Recipe['endCard'];
  platform: Platform;
};

/** Opening lines as typed, one a line: at most five, none empty. */
export const openingLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, 5);

export function BatchMaker({
  workId,
  workTitle,
  phone,
  onClose,
  onMade,
}: {
  workId: string;
  workTitle: string;
  phone: boolean;
  onClose: () => void;
  onMade: (batchId: string) => void;
}) {
  const { t } = useI18n();
  const client = useQueryClient();
  const story = useQuery(storyQuery(workId));
  const [plan, setPlan] = useState<Plan>({
    mode: 'top',
    top: 5,
    picked: [],
    openings: '',
    styles: ['clean'],
    lengthsMs: [],
    frame: 'none',
    card: null,
    platform: 'douyin',
  });
  const change = (part: Partial<Plan>) => setPlan((before) => ({ ...before, ...part }));
  const hooks = [...(story.data?.hooks ?? [])].sort((a, b) => a.dramaRank - b.dramaRank);
  const hookCount = plan.mode === 'top' ? Math.min(plan.top, hooks.length) : plan.picked.length;
  const variants = Math.max(1, openingLines(plan.openings).length) * plan.styles.length * Math.max(1, plan.lengthsMs.length);
  const create = useMutation({
    mutationFn: () =>
      call(studioContract.routes.createBatch, {
        params: { workId },
        body: {
          ...(plan.mode === 'pick' ? { hookIds: [...plan.picked] } : { top: plan.top }),
          variants: { openingLines: openingLines(plan.openings), captionPresets: [...plan.styles], lengthsMs: [...plan.lengthsMs] },
          reframe: { mode: plan.frame },
          endCard: plan.card,
          platform: plan.platform,
        },
      }),
    onSuccess: (batch) => {
      client.setQueryData(batchQuery(batch.id).queryKey, batch);
      void client.invalidateQueries({ queryKey: clipsQuery(workId).queryKey });
      void client.invalidateQueries({ queryKey: ['tasks'] });
      onMade(batch.id);
    },
    onError: toast.failed,
  });
  const because = hooks.length === 0 ? t('batch.no_hooks') : hookCount === 0 || plan.styles.length === 0 ? t('batch.nothing') : undefined;
  return (
    <Drawer
      open
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '100dvh' : 'min(620px, 100vw)'}
      title={t('batch.title')}
      onClose={onClose}
      className="maker-drawer"
      styles={{ body: { padding: 0 } }}
      closable={{ 'aria-label': t('action.close') }}
    >
      <div className="batch-maker">
        <div className="maker-form">
          {story.isPending && <LoadingLines />}
          {story.error && <ErrorState error={story.error} compact onRetry={() => void story.refetch()} />}
          {story.data && <WhichHooks plan={plan} hooks={hooks} change={change} />}
          <Variants plan={plan} change={change} />
          <FrameAndPlatform plan={plan} change={change} />
          <CardSection card={plan.card} title={workTitle} change={(card) => change({ card })} />
        </div>
        <footer className="maker-foot">
          <b aria-live="polite">{t('batch.count', { hooks: hookCount, variants, total: hookCount * variants })}</b>
          <div className="maker-actions">
            <PermissionGate permission="studio.write" because={because}>
              <Button type="primary" loading={create.isPending} icon={<Icon name="clip" size={16} />} onClick={() => create.mutate()}>
                {t('batch.render')}
              </Button>
            </PermissionGate>
          </div>
        </footer>
      </div>
    </Drawer>
  );
}

type Part = { plan: Plan; change: (part: Partial<Plan>) => void };

function WhichHooks({ plan, hooks, change }: Part & { hooks: readonly KeptHook[] }) {
  const { t, format } = useI18n();
  return (
    <Section
      title={t('batch.which')}
      aside={
        <Segmented
          aria-label={t('batch.which')}
          value={plan.mode}
          onChange={(mode) => change({ mode: mode as Plan['mode'] })}
          options={[
            { value: 'top', label: t('batch.top') },
            { value: 'pick', label: t('batch.pick') },
          ]}
        />
      }
    >
      {hooks.length === 0 && <p className="field-hint">{t('batch.no_hooks')}</p>}
      {plan.mode === 'top' && hooks.length > 0 && (
        <div className="batch-top">
          <InputNumber
            min={1}
            max={Math.min(50, hooks.length)}
            value={Math.min(plan.top, hooks.length)}
            aria-label={t('batch.top_count')}
            onChange={(top) => top && change({ top })}
          />
          <span>{t('batch.top_note')}</span>
        </div>
      )}
      {hooks.length > 0 && (
        <ul className="batch-hooks">
          {(plan.mode === 'top' ? hooks.slice(0, plan.top) : hooks.slice(0, 100)).map((hook) => {
            const words = (
              <span className="batch-hook">
                <b className="hook-rank">{hook.dramaRank}</b>
                <span>
                  {t('episode.number', { number: hook.episodeNumber })} · {clock(hook.startMs, 1)}–{clock(hook.endMs, 1)}
                  <small>{hook.evidence[0] ? evidenceSentence(t, hook.evidence[0], []) : t('episode.hook_by_hand')}</small>
                </span>
                <b>{format.number(hook.score)}</b>
              </span>
            );
            return (
              <li key={hook.id}>
                {plan.mode === 'top' ? (
                  words
                ) : (
                  <Checkbox
                    checked={plan.picked.includes(hook.id)}
                    onChange={(event) =>
                      change({ picked: event.target.checked ? [...plan.picked, hook.id] : plan.picked.filter((id) => id !== hook.id) })
                    }
                  >
                    {words}
                  </Checkbox>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {plan.mode === 'pick' && (
        <p className="field-hint" aria-live="polite">
          {t('batch.picked', { count: plan.picked.length })}
        </p>
      )}
    </Section>
  );
}

function Variants({ plan, change }: Part) {
  const { t, format } = useI18n();
  return (
    <Section title={t('batch.variants')}>
      <label className="field">
        <span className="field-label">{t('batch.openings')}</span>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 5 }}
          value={plan.openings}
          onChange={(event) => change({ openings: event.target.value })}
        />
        <span className="field-hint">{t('batch.openings_hint')}</span>
      </label>
      <div className="field" role="group" aria-label={t('batch.styles')}>
        <span className="field-label">{t('batch.styles')}</span>
        <Checkbox.Group
          value={[...plan.styles]}
          onChange={(styles) => change({ styles })}
          options={presets.map((value) => ({ value, label: t(`clip.caption_${value}`) }))}
        />
      </div>
      <div className="field" role="group" aria-label={t('batch.lengths')}>
        <span className="field-label">{t('batch.lengths')}</span>
        <Checkbox.Group
          value={[...plan.lengthsMs]}
          onChange={(lengthsMs) => change({ lengthsMs })}
          options={lengths.map((value) => ({ value, label: t('episode.seconds', { value: format.number(value / 1000) }) }))}
        />
        {plan.lengthsMs.length === 0 && <span className="field-hint">{t('batch.length_hook')}</span>}
      </div>
    </Section>
  );
}

function FrameAndPlatform({ plan, change }: Part) {
  const { t } = useI18n();
  const platformOptions = usePlatformOptions();
  return (
    <Section title={`${t('clip.frame')} · ${t('clip.platform')}`}>
      <div className="fields is-tight">
        <Select
          aria-label={t('clip.frame')}
          value={plan.frame}
          onChange={(frame) => change({ frame })}
          options={(['none', 'centre', 'follow', 'blur_fill'] as const).map((value) => ({ value, label: t(`clip.frame_${value}`) }))}
        />
        <Select
          aria-label={t('clip.platform')}
          value={plan.platform}
          onChange={(platform) => change({ platform })}
          options={platformOptions}
        />
      </div>
    </Section>
  );
}
