/** A statement's lines, by day or by work; each opens to its order and the rule that made it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { I18n } from '../i18n/i18n.ts';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { linesQuery, type LineKind, type StatementDetail, type StatementLine } from './data.ts';
import { Loaded, useSearch } from './kit.tsx';
import { Card, More, Signed, Tag } from './parts.tsx';
import { dayWords } from './words.ts';

const kinds: readonly LineKind[] = ['earned', 'refunded', 'taken_back'];
type Group = { key: string; name: string; lines: StatementLine[] };

/** Days are those of the business, whatever zone the reader is in. */
const dayOf = (instant: string) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(instant));

function groupsOf(i18n: I18n, lines: readonly StatementLine[], by: 'day' | 'work'): Group[] {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    const key = by === 'day' ? dayOf(line.at) : (line.order.work?.id ?? '');
    const name = by === 'day' ? dayWords(i18n, key) : (line.order.work?.title ?? i18n.t('money.lines.no_work'));
    const group = groups.get(key) ?? { key, name, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()];
}

export function StatementLines({ statement, onOpen }: { statement: StatementDetail; onOpen: (lineId: string) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [search, setBy] = useSearch('by');
  const by = search === 'work' ? 'work' : 'day';
  const [wanted, setKind] = useSearch('kind');
  const kind = kinds.find((one) => one === wanted) ?? null;
  const lines = useInfiniteQuery(linesQuery(statement.id, kind));
  return (
    <section className="money-stack" aria-labelledby="lines-title">
      <div className="money-spread money-wrap">
        <h2 id="lines-title">{t('money.lines.title', { count: statement.lines })}</h2>
        <div className="money-pick" role="group" aria-label={t('money.lines.group')}>
          {(['day', 'work'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one === 'day' ? null : one)}>
              {t(`money.lines.by_${one}`)}
            </button>
          ))}
        </div>
      </div>
      <div className="money-places" role="group" aria-label={t('money.lines.kinds')}>
        {[null, ...kinds].map((one) => (
          <button key={one ?? 'all'} type="button" className="money-place" aria-pressed={kind === one} onClick={() => setKind(one)}>
            {t(`money.kind.${one ?? 'all'}`)}
          </button>
        ))}
      </div>
      <Loaded query={lines}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="money-small">{t('money.lines.empty')}</p>;
          return (
            <>
              {groupsOf(i18n, items, by).map((group) => (
                <LineGroup key={group.key} group={group} by={by} whole={!lines.hasNextPage} statement={statement} onOpen={onOpen} />
              ))}
              <More query={lines} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function LineGroup({
  group,
  by,
  whole,
  statement,
  onOpen,
}: {
  group: Group;
  by: 'day' | 'work';
  /** Before the last page the group may have more lines: no sum is shown that would be too small. */
  whole: boolean;
  statement: StatementDetail;
  onOpen: (lineId: string) => void;
}) {
  const sum = group.lines.reduce((all, { amountMinor }) => all + BigInt(amountMinor), 0n);
  return (
    <Card flush>
      <div className="money-card-head">
        <h3>{group.name}</h3>
        {whole && <Signed minor={sum.toString()} currency={statement.currency} />}
      </div>
      <ul className="money-rows">
        {group.lines.map((line) => (
          <li key={line.id}>
            <Line line={line} by={by} currency={statement.currency} onOpen={() => onOpen(line.id)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const tones = { earned: 'good', refunded: 'bad', taken_back: 'warn' } as const;

function Line({ line, by, currency, onOpen }: { line: StatementLine; by: 'day' | 'work'; currency: string; onOpen: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { order } = line;
  const what = by === 'day' ? (order.work?.title ?? t('money.lines.no_work')) : dayWords(i18n, dayOf(line.at));
  const details = [order.externalId, order.creator?.name, line.rule.label].filter((one): one is string => Boolean(one));
  return (
    <button type="button" className="money-row" aria-haspopup="dialog" onClick={onOpen}>
      <span className="money-grow">
        <span className="money-row-name">
          {what}
          <Tag tone={tones[line.kind]}>{t(`money.kind.${line.kind}`)}</Tag>
          {line.openQuestions > 0 && <Tag tone="warn">{t('money.questions.open_count', { count: line.openQuestions })}</Tag>}
        </span>
        <span className="money-small money-cut">
          {t(`money.item.${order.kind}`)} {format.money(order.amountMinor, currency)}
          {details.length > 0 && ` · ${details.join(' · ')}`}
        </span>
      </span>
      <Signed minor={line.amountMinor} currency={currency} />
      <Icon name="right" size={16} />
    </button>
  );
}
