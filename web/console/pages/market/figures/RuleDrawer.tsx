/** What a figure is of, by a person: what was read stays beside it and can be brought back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Button, Checkbox, Drawer, Input } from 'antd';
import { useId, useState } from 'react';
import { measures, metricIds, statuses } from '../../../../../src/modules/intelligence/claims/contract.ts';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import { period as periodForm, type Figure, type Reading } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { Figure as FigureValue } from '../kit/Figure.tsx';
import { Passage } from '../kit/Passage.tsx';
import { metricsQuery, refreshFigures } from './queries.ts';
import { useNames } from './words.ts';

const { ruleFigure, undoRuling } = intelligenceContract.routes;
type Draft = Pick<Reading, 'metric' | 'measure' | 'status'> & {
  period: string;
  region: string;
  entity: string;
  excluded: boolean;
  note: string;
};

export function RuleDrawer({ figure, onClose }: { figure: Figure; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    metric: figure.metric,
    measure: figure.measure,
    status: figure.status,
    period: figure.period ?? '',
    region: figure.region ?? '',
    entity: figure.entity ?? '',
    excluded: figure.ruling?.excluded ?? false,
    note: figure.ruling?.note ?? '',
  });
  const params = { figureId: figure.id };
  const undo = useMutation({
    mutationFn: () => call(undoRuling, { params }),
    onError: toast.failed,
    onSettled: () => refreshFigures(client),
  });
  const save = useMutation({
    mutationFn: () => {
      const { period, region, entity, ...rest } = draft;
      return call(ruleFigure, {
        params,
        body: { ...rest, period: period.trim() || null, region: region.trim() || null, entity: entity.trim() || null },
      });
    },
    onSuccess: () => {
      toast.done(t('market.figures.saved'), { label: t('action.undo'), run: () => undo.mutate() });
      onClose();
    },
    onError: toast.failed,
    onSettled: () => refreshFigures(client),
  });
  const periodWrong = draft.period.trim() !== '' && !periodForm.safeParse(draft.period.trim()).success;
  return (
    <Drawer
      open
      title={t('market.figures.correct_title')}
      onClose={onClose}
      size="min(520px, 100vw)"
      closable={{ 'aria-label': t('action.close') }}
      footer={
        <div className="market-drawer-acts">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <PermissionGate permission={ruleFigure.access}>
            <Button type="primary" loading={save.isPending} disabled={periodWrong} onClick={() => save.mutate()}>
              {t('action.save')}
            </Button>
          </PermissionGate>
        </div>
      }
    >
      <div className="market-rule">
        <p className="market-rule-value">
          <FigureValue figure={figure} />
        </p>
        <Passage citation={figure.citation} whole />
        <p className="market-quiet">{t('market.figures.correct_text')}</p>
        <Fields draft={draft} periodWrong={periodWrong} onChange={(change) => setDraft((before) => ({ ...before, ...change }))} />
        {figure.ruling && <AsRead reading={figure.ruling.asRead} />}
      </div>
    </Drawer>
  );
}

function Fields({ draft, periodWrong, onChange }: { draft: Draft; periodWrong: boolean; onChange: (change: Partial<Draft>) => void }) {
  const { t, language } = useI18n();
  const names = useNames();
  const id = useId();
  const known = useQuery(metricsQuery).data;
  const own = language.startsWith('zh') ? 'zh-CN' : 'en';
  const regions = (known?.regions ?? []).map(({ region, name }) => ({
    value: region,
    label: name[own] === region ? region : `${name[own]} · ${region}`,
  }));
  const entities = (known?.entities ?? []).map(({ entity, name }) => ({
    value: entity,
    label: name[own] === entity ? entity : `${name[own]} · ${entity}`,
  }));
  const matches = (input: string, option?: { label: string }) => (option?.label ?? '').toLowerCase().includes(input.toLowerCase());
  return (
    <>
      <Checkbox checked={draft.excluded} onChange={({ target }) => onChange({ excluded: target.checked })}>
        {t('market.figures.is_none')}
      </Checkbox>
      {!draft.excluded && (
        <div className="market-rule-fields">
          <Field id={`${id}-metric`} label={t('market.figures.metric')}>
            <Choice
              id={`${id}-metric`}
              value={draft.metric}
              options={metricIds.map((value) => ({ value, label: names.metric(value) }))}
              onChange={(value) => onChange({ metric: value as Draft['metric'] })}
            />
          </Field>
          <Field id={`${id}-measure`} label={t('market.figures.measure')}>
            <Choice
              id={`${id}-measure`}
              value={draft.measure}
              options={measures.map((value) => ({ value, label: t(`intelligence.measure.${value}`) }))}
              onChange={(value) => onChange({ measure: value as Draft['measure'] })}
            />
          </Field>
          <Field
            id={`${id}-period`}
            label={t('market.figures.period')}
            hint={t('market.figures.period_hint')}
            error={periodWrong ? t('market.figures.period_hint') : undefined}
          >
            <Input id={`${id}-period`} value={draft.period} maxLength={30} onChange={({ target }) => onChange({ period: target.value })} />
          </Field>
          <Field id={`${id}-status`} label={t('market.figures.status')}>
            <Choice
              id={`${id}-status`}
              value={draft.status}
              options={statuses.map((value) => ({ value, label: t(`market.status.${value}`) }))}
              onChange={(value) => onChange({ status: value as Draft['status'] })}
            />
          </Field>
          <Field id={`${id}-region`} label={t('market.figures.region')}>
            <AutoComplete
              id={`${id}-region`}
              value={draft.region}
              options={regions}
              showSearch={{ filterOption: matches }}
              onChange={(region) => onChange({ region: region ?? '' })}
              maxLength={200}
              allowClear
            />
          </Field>
          <Field id={`${id}-entity`} label={t('market.figures.entity')} hint={t('market.figures.entity_hint')}>
            <AutoComplete
              id={`${id}-entity`}
              value={draft.entity}
              options={entities}
              showSearch={{ filterOption: matches }}
              onChange={(entity) => onChange({ entity: entity ?? '' })}
              maxLength={200}
              allowClear
            />
          </Field>
        </div>
      )}
      <Field id={`${id}-note`} label={t('market.figures.note')}>
        <Input.TextArea
          id={`${id}-note`}
          value={draft.note}
          rows={2}
          maxLength={2000}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </Field>
    </>
  );
}

function AsRead({ reading }: { reading: Reading }) {
  const { t } = useI18n();
  const names = useNames();
  const { metric, measure, period, region, entity, status } = reading;
  const text = [
    names.metric(metric),
    t(`intelligence.measure.${measure}`),
    period,
    region && names.region(region),
    entity && names.entity(entity),
    t(`market.status.${status}`),
  ];
  return <p className="market-quiet">{t('market.figures.as_read', { reading: text.filter(Boolean).join(' · ') })}</p>;
}
