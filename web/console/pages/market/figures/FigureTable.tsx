/** Figures as a table, cards on a phone: value, period, what it is, and the passage that bears it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { Figure as FigureItem } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../../shared/table/DataTable.tsx';
import { Badge } from '../../../../shared/ui/PageFrame.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { AddToBrief } from '../briefs/AddToBrief.tsx';
import { Citations } from '../kit/Citations.tsx';
import { Figure, PeriodLabel, StatusTag } from '../kit/Figure.tsx';
import { figureText } from '../kit/figures.ts';
import { documentHref } from '../kit/places.ts';
import { publishedText } from '../kit/published.ts';
import { refreshFigures } from './queries.ts';
import { RuleDrawer } from './RuleDrawer.tsx';
import { disputeText } from './SeriesChart.tsx';
import { scopeText, useNames, type Names } from './words.ts';

export function FigureTable({
  figures,
  withMetric,
  region = null,
  stale = false,
}: {
  figures: readonly FigureItem[];
  withMetric: boolean;
  /** What figures that name no place are taken as of, beside those that name it. */
  region?: string | null;
  stale?: boolean;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = useNames();
  const [ruling, setRuling] = useUrlState<string>('figure', '', true);
  const undo = useUndo();
  const chosen = figures.find(({ id }) => id === ruling);
  const columns = columnsOf(
    i18n,
    names,
    { withMetric, region },
    { correct: setRuling, undo: (id) => undo.mutate(id), busy: undo.isPending },
  );
  return (
    <>
      <div className="table-scroll">
        <DataTable label={t('nav.market_figures')} columns={columns} rows={figures} rowKey={({ id }) => id} stale={stale} />
      </div>
      {chosen && <RuleDrawer key={chosen.id} figure={chosen} onClose={() => setRuling(null)} />}
    </>
  );
}

type Acts = { correct(id: string): void; undo(id: string): void; busy: boolean };

function columnsOf(
  i18n: I18n,
  names: Names,
  { withMetric, region }: { withMetric: boolean; region: string | null },
  acts: Acts,
): Column<FigureItem>[] {
  const { t } = i18n;
  return [
    {
      key: 'value',
      head: t('market.figures.value'),
      lead: true,
      cell: (row) => (
        <span className="cell-two">
          <Figure figure={row} />
          <small>{[withMetric ? names.metric(row.metric) : null, scopeText(i18n, names, row)].filter(Boolean).join(' · ')}</small>
          {region !== null && row.region === null && <small>{t('market.figures.region_assumed', { region: names.region(region) })}</small>}
        </span>
      ),
    },
    { key: 'period', head: t('market.figures.period'), cell: (row) => <PeriodLabel period={row.period} /> },
    {
      key: 'status',
      head: t('market.figures.status'),
      cell: (row) => (
        <span className="market-marks">
          <StatusTag status={row.status} asWorded={row.statusAsWorded} />
          <Marks figure={row} />
        </span>
      ),
    },
    {
      key: 'passage',
      head: t('market.figures.passage'),
      cell: (row) => (
        <span className="cell-two market-said">
          <span>
            <Link to={documentHref(row.citation)}>{row.title}</Link>
            <Citations items={[row.citation]} />
          </span>
          <small>{[row.source, publishedText(i18n, row.publishedAt)].filter(Boolean).join(' · ')}</small>
        </span>
      ),
    },
    {
      key: 'act',
      head: t('market.figures.acts'),
      figure: true,
      bare: true,
      cell: (row) => (
        <span className="market-acts">
          {row.ruling && (
            <button type="button" className="market-link" disabled={acts.busy} onClick={() => acts.undo(row.id)}>
              {t('market.figures.undo')}
            </button>
          )}
          <AddFigure figure={row} of={names.metric(row.metric)} />
          <button type="button" className="market-link" onClick={() => acts.correct(row.id)}>
            {t('market.figures.correct')}
          </button>
        </span>
      ),
    },
  ];
}

/** The sentence of a figure into a briefing; a figure that somebody left out is left out there too. */
function AddFigure({ figure, of }: { figure: FigureItem; of: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const because = figure.ruling?.excluded
    ? t('market.figures.excluded', { by: figure.ruling.by })
    : figure.citation.intact
      ? undefined
      : t('market.briefs.item_broken');
  return (
    <AddToBrief additions={[{ kind: 'figure', figureId: figure.id }]} because={because}>
      <span>
        {of} · <Figure figure={figure} /> <PeriodLabel period={figure.period} />
      </span>
      <small>{[figure.source, figure.title].filter(Boolean).join(' · ')}</small>
      {figure.dispute?.state === 'open' && (
        <span>
          <Badge tone="bad">{disputeText(i18n, figure.dispute)}</Badge>
        </span>
      )}
    </AddToBrief>
  );
}

/** What people and the rules say of a figure. */
function Marks({ figure }: { figure: FigureItem }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { dispute, ruling } = figure;
  const reads = dispute?.settled && (dispute.settled.low !== null || dispute.settled.high !== null) ? dispute.settled : null;
  return (
    <>
      {dispute && (
        <Link to={`/market/contradictions?finding=${dispute.findingId}`} className="market-mark">
          <Badge tone={dispute.settled ? 'plain' : 'bad'}>{disputeText(i18n, dispute)}</Badge>
        </Link>
      )}
      {reads && (
        <small>
          {t('market.figures.reads', { value: figureText(i18n, { ...figure, bound: 'exact', low: reads.low, high: reads.high }) })}
        </small>
      )}
      {ruling && (
        <Badge tone={ruling.excluded ? 'warn' : 'active'}>
          {t(ruling.excluded ? 'market.figures.excluded' : 'market.figures.ruled', { by: ruling.by })}
        </Badge>
      )}
    </>
  );
}

function useUndo() {
  const { t } = useI18n();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (figureId: string) => call(intelligenceContract.routes.undoRuling, { params: { figureId } }),
    onSuccess: () => toast.done(t('market.figures.undone')),
    onError: toast.failed,
    onSettled: () => refreshFigures(client),
  });
}
