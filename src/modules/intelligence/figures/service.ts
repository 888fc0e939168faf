import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { entities } from '../claims/entities.ts';
import { metricIds, type MetricId } from '../claims/metrics.ts';
import { regionMeant, regions } from '../claims/regions.ts';
import { taxonomy } from '../claims/taxonomy.ts';
import { intelligenceErrors } from '../errors.ts';
import { documentsRead } from '../library/jobs.ts';
import { boundsOf } from '../quantities/times/period.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import {
  figureSorts,
  type Figure,
  type FigureFilter,
  type figuresRoutes,
  type MarketSeries,
  type Reading,
  type SeriesKey,
} from './contract.ts';
import { figuresTable, nameOf } from './export.ts';
import { presentFigures } from './present.ts';
import * as repo from './repo.ts';
import { asRead, removeRuling, writeRuling } from './rulings.ts';
import { drawSeries } from './series.ts';
import type { ClaimRow } from './tables.ts';

type Listing = z.output<typeof figuresRoutes.listFigures.query>;
type Said = z.output<typeof figuresRoutes.ruleFigure.body>;
type Asked = z.output<typeof figuresRoutes.getSeries.query>;
const place = z.object({
  sort: z.enum(figureSorts),
  key: z
    .string()
    .max(60)
    .regex(/^-?[\d.-]+$/),
  id: z.string().regex(/^\d{1,18}$/),
});
/** Of one series: more points than a chart can show. */
const mostPoints = 2_000;
const mostExported = 50_000;
const exportPage = 500;
const mostNames = 200;

/** The use-cases of figures. */
export function createFiguresUses(parts: IntelligenceParts) {
  const { db } = parts;

  async function listFigures(actor: Actor, query: Listing): Promise<{ items: Figure[]; nextCursor: string | null; total: number }> {
    const { cursor, limit, sort, ...filter } = query;
    const after =
      cursor === undefined
        ? null
        : decodeCursor(
            place.refine((at) => at.sort === sort),
            cursor,
          );
    return db.read(async (trx) => {
      const rows = await repo.listFigures(trx, actor.organisationId, filter, { sort, after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await presentFigures(trx, actor.organisationId, shown),
        nextCursor: rows.length > limit && last ? encodeCursor({ sort, key: last.sort_key, id: String(last.id) }) : null,
        total: await repo.countFigures(trx, actor.organisationId, filter),
      };
    });
  }

  return {
    listFigures,
    getFigure: (actor: Actor, id: string) =>
      db.read(async (trx) => present(trx, existing(await repo.findFigure(trx, actor.organisationId, id), id))),
    ...createRulingUses(parts),
    ...createSeriesUses(parts),
    exportFigures(actor: Actor, query: FigureFilter & { format: 'csv' | 'xlsx'; language: 'en' | 'zh-CN' }): Promise<Response> {
      const { format, language, ...filter } = query;
      async function* pages(): AsyncGenerator<Figure[]> {
        let cursor: string | undefined;
        for (let sent = 0; sent < mostExported; sent += exportPage) {
          const page: { items: Figure[]; nextCursor: string | null } = await listFigures(actor, {
            ...filter,
            cursor,
            limit: exportPage,
            sort: 'newest',
          });
          yield page.items;
          if (page.nextCursor === null) return;
          cursor = page.nextCursor;
        }
      }
      return Promise.resolve(
        figuresTable(pages(), format, language, {
          name: `figures-${parts.clock.now().toISOString().slice(0, 10)}`,
          baseUrl: parts.baseUrl,
        }),
      );
    },
  };
}

async function present(trx: Trx, row: ClaimRow): Promise<Figure> {
  return (await presentFigures(trx, row.organisation_id, [row]))[0]!;
}

function existing(row: ClaimRow | undefined, id: string): ClaimRow {
  if (!row) throw intelligenceErrors.figure_not_found({ id });
  return row;
}

/** What people say of figures. */
function createRulingUses({ db, clock, audit, jobs }: IntelligenceParts) {
  /** Whatever compares figures looks again. */
  const changed = (trx: Trx, row: ClaimRow) =>
    jobs.publish(trx, documentsRead, { organisationId: row.organisation_id, documentIds: [row.document_id] });
  const subject = (row: ClaimRow) => ({ id: String(row.id), title: row.quote });

  return {
    /** Throws figure_not_found, period_unknown. */
    ruleFigure: (actor: Actor, id: string, { excluded, note, ...given }: Said): Promise<Figure> =>
      db.transaction(async (trx) => {
        const row = existing(await repo.lockFigure(trx, actor.organisationId, id), id);
        for (const period of [given.period, given.basePeriod])
          if (period && !boundsOf(period)) throw intelligenceErrors.period_unknown({ period });
        const read = asRead(row);
        const change = Object.fromEntries(
          Object.entries(given).filter(([key, value]) => value !== undefined && value !== read[key as keyof Reading]),
        ) as Partial<Reading>;
        await writeRuling(trx, row, { change, excluded, note, by: actor.name, at: clock.now() });
        await audit.record(trx, actor, 'intelligence.rule_figure', subject(row), { excluded, changed: Object.keys(change).join(', ') });
        await changed(trx, row);
        return present(trx, (await repo.findFigure(trx, actor.organisationId, id))!);
      }),
    /** Nothing happens where nothing was said. Throws figure_not_found. */
    undoRuling: (actor: Actor, id: string): Promise<Figure> =>
      db.transaction(async (trx) => {
        const row = existing(await repo.lockFigure(trx, actor.organisationId, id), id);
        if (row.as_read !== null) {
          await removeRuling(trx, row);
          await audit.record(trx, actor, 'intelligence.undo_ruling', subject(row));
          await changed(trx, row);
        }
        return present(trx, (await repo.findFigure(trx, actor.organisationId, id))!);
      }),
  };
}

const bilingual = (name: string, names: ReadonlyMap<string, { zh: string }>) => ({ en: name, 'zh-CN': nameOf(name, names, true)! });

/** The taxonomy, and metrics over time. */
function createSeriesUses({ db }: IntelligenceParts) {
  return {
    listMetrics: (actor: Actor) =>
      db.read(async (trx) => {
        const of = actor.organisationId;
        const { totals, measures } = await repo.countMetrics(trx, of);
        const byMetric = new Map(totals.map((row) => [row.metric, row]));
        const names = (kind: 'region' | 'entity' | 'publisher') => repo.countNames(trx, of, kind, mostNames);
        return {
          metrics: metricIds.map((metric) => {
            const row = byMetric.get(metric);
            const { en, zh, total } = taxonomy[metric];
            return {
              metric,
              name: { en, 'zh-CN': zh },
              total,
              figures: Number(row?.figures ?? 0),
              documents: Number(row?.documents ?? 0),
              sources: Number(row?.sources ?? 0),
              from: row?.first ?? null,
              until: row?.last ?? null,
              measures: measures
                .filter((one) => one.metric === metric)
                .map(({ measure, figures }) => ({ measure, figures: Number(figures) })),
            };
          }),
          regions: (await names('region')).map(({ name, figures }) => ({ region: name, name: bilingual(name, regions), figures })),
          entities: (await names('entity')).map(({ name, figures }) => ({ entity: name, name: bilingual(name, entities), figures })),
          publishers: (await names('publisher')).map(({ name, figures }) => ({ publisher: name, figures })),
          figures: totals.reduce((sum, { figures }) => sum + Number(figures), 0),
          ...(await repo.countSources(trx, of)),
        };
      }),

    getSeries: (actor: Actor, metric: MetricId, asked: Asked): Promise<MarketSeries> =>
      db.read(async (trx) => {
        const choices = await repo.listKeys(trx, actor.organisationId, metric, mostNames);
        const { en, zh, units } = taxonomy[metric];
        const key = chosen(choices, asked) ?? {
          measure: asked.measure ?? 'level',
          unit: asked.unit ?? units[0] ?? 'count',
          currency: said(asked.currency),
          place: regionMeant({ region: said(asked.region), entity: said(asked.entity) }),
          region: said(asked.region),
          entity: said(asked.entity),
        };
        const { status, from, until, publisher } = asked;
        const rows = await repo.listSeries(trx, actor.organisationId, metric, key, { status, from, until, publisher }, mostPoints + 1);
        const figures = await presentFigures(trx, actor.organisationId, rows.slice(0, mostPoints));
        const assumed = key.region === null ? 0 : figures.filter(({ region }) => region === null).length;
        return { metric, name: { en, 'zh-CN': zh }, key, choices, ...drawSeries(figures), assumed, cut: rows.length > mostPoints };
      }),
  };
}

const said = (text: string | undefined): string | null => (text === undefined || text === '' || text === '-' ? null : text);

/** The first choice that has what was asked for; `-` asks for “nothing said”, which of places means what names none. */
function chosen(choices: readonly (SeriesKey & { figures: number })[], asked: Asked): SeriesKey | undefined {
  const fits = (own: string | null, wanted: string | undefined) => wanted === undefined || wanted === '' || (own ?? '-') === wanted;
  const found = choices.find(
    ({ measure, unit, currency, place: meant, entity }) =>
      fits(measure, asked.measure) &&
      fits(unit, asked.unit) &&
      fits(currency, asked.currency) &&
      (asked.region === undefined || asked.region === '' || meant === regionMeant({ region: said(asked.region), entity })) &&
      fits(entity, asked.entity),
  );
  if (!found) return undefined;
  const { figures: _, ...key } = found;
  return key;
}
