/** A section of a briefing: read, or written in. */
import { Button, Input } from 'antd';
import { Link } from 'react-router';
import type { BriefChart, BriefDetail, BriefItem, BriefSection } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import type { Citation } from '../../../../../src/modules/intelligence/citations/contract.ts';
import type { Unit } from '../../../../../src/modules/intelligence/quantities/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Badge } from '../../../../shared/ui/PageFrame.tsx';
import { Citations } from '../kit/Citations.tsx';
import { Figure, PeriodLabel, StatusTag } from '../kit/Figure.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { documentHref } from '../kit/places.ts';
import { publishedText } from '../kit/published.ts';
import { BriefPlot } from './BriefPlot.tsx';

type Sources = BriefDetail['sources'];
type Given = {
  section: BriefSection;
  sources: Sources;
  editable: boolean;
  first: boolean;
  last: boolean;
  /** Null takes the section out. */
  onChange: (section: BriefSection | null) => void;
  onMove: (by: number) => void;
};

export function Section({ section, sources, editable, first, last, onChange, onMove }: Given) {
  const { t } = useI18n();
  return (
    <section className="brief-section">
      <header>
        {editable ? (
          <Input
            variant="borderless"
            aria-label={t('market.briefs.heading')}
            value={section.heading}
            maxLength={200}
            onChange={(event) => onChange({ ...section, heading: event.target.value })}
          />
        ) : (
          <h2>{section.heading}</h2>
        )}
        {editable && (
          <span className="brief-section-acts">
            <Button
              type="text"
              size="small"
              disabled={first}
              aria-label={t('market.briefs.up')}
              icon={<Icon name="up" size={16} />}
              onClick={() => onMove(-1)}
            />
            <Button
              type="text"
              size="small"
              disabled={last}
              aria-label={t('market.briefs.down')}
              icon={<Icon name="down" size={16} />}
              onClick={() => onMove(1)}
            />
            <Button
              type="text"
              size="small"
              aria-label={t('market.briefs.remove_section')}
              icon={<Icon name="trash" size={16} />}
              onClick={() => onChange(null)}
            />
          </span>
        )}
      </header>
      <Body section={section} sources={sources} editable={editable} onChange={onChange} />
    </section>
  );
}

function Body({ section, sources, editable, onChange }: Pick<Given, 'section' | 'sources' | 'editable' | 'onChange'>) {
  const { t } = useI18n();
  if (section.kind === 'text')
    return editable ? (
      <Input.TextArea
        aria-label={section.heading}
        value={section.body}
        maxLength={20_000}
        autoSize={{ minRows: 3 }}
        placeholder={t('market.briefs.own_words_here')}
        onChange={(event) => onChange({ ...section, body: event.target.value })}
      />
    ) : (
      <p className="brief-text">{section.body}</p>
    );
  if (section.kind === 'sources') return <SourceList sources={sources} />;
  if (section.kind === 'figures')
    return section.charts.map((chart, at) => (
      <Chart
        key={chart.key}
        chart={chart}
        sources={sources}
        {...(editable && { onRemove: () => onChange({ ...section, charts: section.charts.toSpliced(at, 1) }) })}
      />
    ));
  return (
    <ul className="brief-items">
      {section.items.map((item, at) => (
        <Item
          key={item.key}
          item={item}
          sources={sources}
          editable={editable}
          onText={(text) => onChange({ ...section, items: section.items.with(at, { ...item, text }) })}
          onRemove={() => onChange({ ...section, items: section.items.toSpliced(at, 1) })}
        />
      ))}
      {section.items.length === 0 && <li className="brief-empty">{t('market.briefs.section_empty')}</li>}
    </ul>
  );
}

const citedBy = (sources: Sources, numbers: readonly number[]): Citation[] => numbers.flatMap((number) => sources[number - 1] ?? []);

function Item({
  item,
  sources,
  editable,
  onText,
  onRemove,
}: {
  item: BriefItem;
  sources: Sources;
  editable: boolean;
  onText: (text: string) => void;
  onRemove: () => void;
}) {
  const { t } = useI18n();
  return (
    <li className={item.broken > 0 || item.unsupported.length > 0 ? 'is-broken' : undefined}>
      <div>
        {editable ? (
          <Input.TextArea
            variant="borderless"
            aria-label={t('market.briefs.sentence')}
            value={item.text}
            maxLength={4000}
            autoSize
            onChange={(event) => onText(event.target.value)}
          />
        ) : (
          <span>{item.text}</span>
        )}
        <span className="brief-numbers">
          {item.numbers.map((number) => (
            <Citations key={number} items={citedBy(sources, [number])} from={number} />
          ))}
        </span>
        <small>
          {item.words === 'author' && <Badge tone="active">{t('market.briefs.words.author')}</Badge>}
          {item.broken > 0 && <Badge tone="bad">{t('market.briefs.item_broken')}</Badge>}
          {item.unsupported.length > 0 && (
            <Badge tone="bad">{t('market.briefs.unsupported', { numbers: item.unsupported.join(', ') })}</Badge>
          )}
          {item.finding && (
            <Link to={`/market/contradictions/${item.ref!.id}`}>
              {t(`market.briefs.finding.${item.finding.state}`, { by: item.finding.settledBy ?? '' })}
              {item.finding.note !== '' && ` · ${item.finding.note}`}
            </Link>
          )}
        </small>
      </div>
      {editable && (
        <Button
          type="text"
          size="small"
          aria-label={t('market.briefs.remove_item')}
          icon={<Icon name="close" size={16} />}
          onClick={onRemove}
        />
      )}
    </li>
  );
}

function Chart({ chart, sources, onRemove }: { chart: BriefChart; sources: Sources; onRemove?: () => void }) {
  const { t } = useI18n();
  const names = useMarketNames();
  return (
    <figure className="brief-chart">
      <figcaption>
        <strong>{[names.metric(chart.metric), chart.title].filter(Boolean).join(' · ')}</strong>
        {onRemove && (
          <Button
            type="text"
            size="small"
            aria-label={t('market.briefs.remove_item')}
            icon={<Icon name="close" size={16} />}
            onClick={onRemove}
          />
        )}
      </figcaption>
      <BriefPlot chart={chart} />
      <table>
        <thead>
          <tr>
            {(['period', 'value', 'status', 'source'] as const).map((name) => (
              <th key={name}>{t(`market.briefs.column.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.points.map((point) => (
            <tr key={`${point.period} ${point.low} ${point.high} ${point.status}`} className={point.broken ? 'is-broken' : undefined}>
              <td>
                <PeriodLabel period={point.period} />
              </td>
              <td>
                <Figure
                  figure={{ low: point.low, high: point.high, bound: boundOf(point), unit: chart.unit as Unit, currency: chart.currency }}
                />
              </td>
              <td>
                <StatusTag status={point.status} />
              </td>
              <td>
                <Citations items={citedBy(sources, [point.number])} from={point.number} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function boundOf({ low, high }: { low: number | null; high: number | null }): 'exact' | 'over' | 'under' {
  return low === null ? 'under' : high === null ? 'over' : 'exact';
}

function SourceList({ sources }: { sources: Sources }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (sources.length === 0) return <p className="brief-empty">{t('market.briefs.no_sources')}</p>;
  return (
    <ol className="brief-sources">
      {sources.map((source) => (
        <li key={source.number} value={source.number} className={source.intact ? undefined : 'is-broken'}>
          <Link to={documentHref(source)}>{source.title || t('market.briefs.source_gone')}</Link>{' '}
          <small>
            {[source.source, publishedText(i18n, source.publishedAt), source.aside && t(`market.citation.aside_${source.aside}`)]
              .filter(Boolean)
              .join(' · ')}
          </small>
          <q>{source.quote ?? t('market.briefs.item_broken')}</q>
        </li>
      ))}
    </ol>
  );
}
