/** A claim's value, its period and its status, as they are shown wherever figures stand. */
import type { Status } from '../../../../../src/modules/intelligence/claims/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Badge, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { figureText, periodText, type FigureValue } from './figures.ts';
import './market.css';

/** The value in its language's large units; in full when one points at it. */
export function Figure({ figure }: { figure: FigureValue }) {
  const i18n = useI18n();
  return (
    <span className="market-figure" title={figureText(i18n, figure, true)}>
      {figureText(i18n, figure)}
    </span>
  );
}

export function PeriodLabel({ period }: { period: string | null }) {
  const i18n = useI18n();
  return <span className="market-period">{period === null ? i18n.t('market.period.none') : periodText(i18n, period)}</span>;
}

const tones: Readonly<Record<Status, Tone>> = { actual: 'good', estimate: 'plain', forecast: 'active', target: 'warn', policy: 'plain' };

/** What the figure is: actual, estimate, forecast …; `asWorded` is shown where the words say something else. */
export function StatusTag({ status, asWorded }: { status: Status; asWorded?: Status }) {
  const { t } = useI18n();
  return (
    <span className="market-status">
      <Badge tone={tones[status]}>{t(`market.status.${status}`)}</Badge>
      {asWorded !== undefined && asWorded !== status && (
        <small>{t('market.status.worded', { status: t(`market.status.${asWorded}`) })}</small>
      )}
    </span>
  );
}
