/** What a work is: its texts in every language, its filing, and what derives from what. */
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Work } from '../../../../src/modules/catalog/contract.ts';
import { workQuery } from '../../../shared/api/works.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { FilingBadge } from '../../../shared/ui/work-badges.tsx';

export function AboutTab({ workId }: { workId: string }) {
  const { t, format } = useI18n();
  const work = useSuspenseQuery(workQuery(workId)).data;
  return (
    <div className="about">
      <Panel title={t('about.texts')}>
        {work.texts.map((text) => (
          <article key={text.language} lang={text.language} className="about-text">
            <h3>
              {text.title} <Badge>{format.languageName(text.language)}</Badge>
            </h3>
            <p>{text.synopsis || <span className="quiet">{t('about.no_synopsis')}</span>}</p>
          </article>
        ))}
      </Panel>
      <div className="about-side">
        <Panel title={t('work.field.filing')}>
          <dl className="facts">
            <Fact name={t('work.field.status')}>
              <FilingBadge work={work} />
            </Fact>
            {work.filing && <Fact name={t('work.field.filing_number')}>{work.filing.number}</Fact>}
            {work.filing?.validFrom && <Fact name={t('work.field.filing_from')}>{format.date(`${work.filing.validFrom}T12:00:00`)}</Fact>}
            {work.filing?.validUntil && (
              <Fact name={t('work.field.filing_until')}>{format.date(`${work.filing.validUntil}T12:00:00`)}</Fact>
            )}
          </dl>
        </Panel>
        <Panel title={t('about.facts')}>
          <dl className="facts">
            <Fact name={t('work.field.original_language')}>{format.languageName(work.originalLanguage)}</Fact>
            <Fact name={t('library.column.episodes')}>
              {work.plannedEpisodes
                ? `${format.number(work.episodeCount)} / ${format.number(work.plannedEpisodes)}`
                : format.number(work.episodeCount)}
            </Fact>
            <Fact name={t('library.column.length')}>{work.totalDurationMs ? format.span(work.totalDurationMs) : '–'}</Fact>
            <Fact name={t('about.created')}>{format.dateTime(work.createdAt)}</Fact>
            <Fact name={t('library.column.updated')}>{format.dateTime(work.updatedAt)}</Fact>
          </dl>
        </Panel>
        <Panel title={t('about.family')}>
          {work.derivesFrom.length + work.derivedWorks.length === 0 && <p className="quiet">{t('about.no_family')}</p>}
          <Relatives title={t('work.field.derives_from')} works={work.derivesFrom} />
          <Relatives title={t('about.derived')} works={work.derivedWorks} />
        </Panel>
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Relatives({ title, works }: { title: string; works: Work['derivesFrom'] }) {
  const { t } = useI18n();
  if (works.length === 0) return null;
  return (
    <div className="relatives">
      <h3>{title}</h3>
      <ul>
        {works.map((one) => (
          <li key={one.workId}>
            <Link to={`/works/${one.workId}`}>{one.title}</Link>{' '}
            <small>
              {t(`work.kind.${one.kind}`)} · {t(`derivation.${one.how}`)}
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}
