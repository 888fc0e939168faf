/** Two versions side by side, step by step in words, with what was added, taken out, changed or moved said as such. */
import { useState } from 'react';
import type { SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Badge, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { differencesOf, type Difference, type Names } from './words.ts';

const tones: Record<Difference['change'], Tone> = { same: 'plain', added: 'good', removed: 'bad', changed: 'warn', moved: 'active' };

export function ComparePanel({ plan, names }: { plan: SharePlanDetail; names: Names }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [newest] = plan.versions;
  const [nowNumber, setNow] = useState(newest!.version);
  const [beforeNumber, setBefore] = useState(
    plan.versions.find(({ version }) => version === plan.effectiveVersion && version !== newest!.version)?.version ??
      plan.versions[1]?.version ??
      newest!.version,
  );
  const [all, setAll] = useState(false);
  if (plan.versions.length < 2)
    return <EmptyState icon="copy" title={t('share_plan.compare.one')} text={t('share_plan.compare.one_text')} />;
  const find = (number: number) => plan.versions.find(({ version }) => version === number) ?? newest!;
  const [before, now] = [find(beforeNumber), find(nowNumber)];
  const found = differencesOf(i18n, before, now, names);
  const shown = all ? found : found.filter(({ change }) => change !== 'same');
  const same = found.length - found.filter(({ change }) => change !== 'same').length;
  const options = plan.versions.map((one) => ({
    value: String(one.version),
    label: t('share_plan.version_state', { version: one.version, state: t(`share_plan.state.${one.state}`) }),
  }));
  return (
    <Panel
      flush
      title={t('share_plan.compare.title')}
      actions={
        <span className="compare-choices">
          <Choice
            label={t('share_plan.compare.before')}
            value={String(beforeNumber)}
            options={options}
            onChange={(value) => setBefore(Number(value))}
          />
          <span aria-hidden="true">→</span>
          <Choice
            label={t('share_plan.compare.now')}
            value={String(nowNumber)}
            options={options}
            onChange={(value) => setNow(Number(value))}
          />
          <button type="button" className="chip" aria-pressed={all} onClick={() => setAll(!all)}>
            {t('share_plan.compare.all', { count: same })}
          </button>
        </span>
      }
    >
      {shown.length === 0 ? (
        <p className="panel-body">{t('share_plan.compare.nothing')}</p>
      ) : (
        <table className="compare" role="table">
          <caption className="visually-hidden">{t('share_plan.compare.title')}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {t('share_plan.compare.what')}
              </th>
              <th role="columnheader" scope="col">
                {t('share_plan.version_number', { version: before.version })}
              </th>
              <th role="columnheader" scope="col">
                {t('share_plan.version_number', { version: now.version })}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((one) => (
              <tr role="row" key={one.key} className={`is-${one.change}`}>
                <th role="rowheader" scope="row">
                  {one.title}
                  <Badge tone={tones[one.change]}>{t(`share_plan.compare.change.${one.change}`)}</Badge>
                </th>
                <Side head={t('share_plan.version_number', { version: before.version })} texts={one.before} other={one.now} kind="before" />
                <Side head={t('share_plan.version_number', { version: now.version })} texts={one.now} other={one.before} kind="now" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Side({ head, texts, other, kind }: { head: string; texts: string[] | null; other: string[] | null; kind: 'before' | 'now' }) {
  const { t } = useI18n();
  const Mark = kind === 'before' ? 'del' : 'ins';
  return (
    <td role="cell" data-head={head}>
      {texts === null ? (
        <span className="compare-none">{t('share_plan.compare.none')}</span>
      ) : (
        <ul className="plain-list">
          {texts.map((text, index) => (
            <li key={index}>{other && !other.includes(text) ? <Mark>{text}</Mark> : text}</li>
          ))}
        </ul>
      )}
    </td>
  );
}
