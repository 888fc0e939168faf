/** The market: campaigns that can be taken, found by words, genre and channel, ordered by trend, pay or newness. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { put, useSearchParams } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { marketQuery, type MarketEntry, type MarketFilter } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Page, RefreshButton } from '../../ui/Page.tsx';
import { CampaignCard } from '../../ui/Poster.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Empty, Loaded, Waiting } from '../../ui/states.tsx';
import { channels, genres } from './lists.ts';
import './market.css';

const sorts = ['trend', 'pay', 'new'] as const;

export default function MarketPage() {
  const { t } = useI18n();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState(search.get('query') ?? '');
  const [filtering, setFiltering] = useState(false);
  const query = useDeferredValue(search.get('query') ?? '');
  const filter = {
    sort: (search.get('sort') ?? 'trend') as 'trend' | 'pay' | 'new',
    ...(query && { query }),
    ...(search.get('genre') && { genre: search.get('genre') as MarketEntry['work']['genres'][number] }),
    ...(search.get('channel') && { channel: search.get('channel') as MarketEntry['channels'][number] }),
  } satisfies MarketFilter;
  const market = useInfiniteQuery(marketQuery(filter));
  const set = (name: string, value: string | null) => setSearch(put(name, value));
  // What is typed becomes the search a moment after the last key.
  const typed = useRef(0);
  const type = (value: string) => {
    setWords(value);
    window.clearTimeout(typed.current);
    typed.current = window.setTimeout(() => set('query', value.trim() || null), 250);
  };
  const narrowed = Boolean(filter.query ?? filter.genre ?? filter.channel);
  return (
    <Page title={t('creator.nav.market')} wide actions={<RefreshButton busy={market.isRefetching} onPress={() => void market.refetch()} />}>
      <div className="market-tools">
        <form role="search" className="search-field" onSubmit={(event) => event.preventDefault()}>
          <Icon name="search" />
          <input
            type="search"
            enterKeyHint="search"
            aria-label={t('creator.market.search')}
            placeholder={t('creator.market.search')}
            maxLength={200}
            value={words}
            onChange={(event) => type(event.target.value)}
          />
        </form>
        <div className="chips-line" role="group" aria-label={t('creator.market.sort')}>
          {sorts.map((sort) => (
            <button
              key={sort}
              type="button"
              className="pick"
              aria-pressed={filter.sort === sort}
              onClick={() => set('sort', sort === 'trend' ? null : sort)}
            >
              {t(`creator.market.sort_${sort}`)}
            </button>
          ))}
          <button
            type="button"
            className="pick"
            aria-pressed={Boolean(filter.genre)}
            aria-haspopup="dialog"
            onClick={() => setFiltering(true)}
          >
            <Icon name="settings" size={16} />
            {filter.genre ? t(`genre.${filter.genre}`) : t('creator.market.genre')}
          </button>
          <button
            type="button"
            className="pick"
            aria-pressed={Boolean(filter.channel)}
            aria-haspopup="dialog"
            onClick={() => setFiltering(true)}
          >
            {filter.channel ? t(`channel.${filter.channel}`) : t('creator.market.channel')}
          </button>
        </div>
      </div>
      <Loaded query={market} waiting={<Waiting shape="posters" count={6} />}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items);
          if (entries.length === 0)
            return narrowed ? (
              <Empty
                icon="search"
                title={t('creator.market.nothing')}
                text={t('creator.market.nothing_text')}
                action={
                  <Button
                    onClick={() => {
                      setWords('');
                      setSearch((now) => ['query', 'genre', 'channel'].forEach((name) => now.delete(name)));
                    }}
                  >
                    {t('creator.market.clear')}
                  </Button>
                }
              />
            ) : (
              <Empty icon="store" title={t('creator.market.empty')} text={t('creator.market.empty_text')} />
            );
          return (
            <>
              <div className="posters">
                {entries.map((entry, index) => (
                  <CampaignCard key={entry.campaignId} entry={entry} eager={index < 6} />
                ))}
              </div>
              <More there={market.hasNextPage} busy={market.isFetchingNextPage} onMore={() => void market.fetchNextPage()} />
            </>
          );
        }}
      </Loaded>
      {filtering && (
        <Sheet
          title={t('creator.market.filter')}
          onClose={() => setFiltering(false)}
          foot={
            <Button tone="primary" onClick={() => setFiltering(false)}>
              {t('creator.market.show')}
            </Button>
          }
        >
          <Options
            label={t('creator.market.genre')}
            value={filter.genre ?? ''}
            options={genres.map((one) => [one, t(`genre.${one}`)])}
            onPick={(value) => set('genre', value)}
          />
          <Options
            label={t('creator.market.channel')}
            value={filter.channel ?? ''}
            options={channels.map((one) => [one, t(`channel.${one}`)])}
            onPick={(value) => set('channel', value)}
          />
        </Sheet>
      )}
    </Page>
  );
}

function Options({
  label,
  value,
  options,
  onPick,
}: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onPick: (value: string | null) => void;
}) {
  return (
    <div className="stack" role="group" aria-label={label}>
      <h3>{label}</h3>
      <div className="row row-wrap">
        {options.map(([one, name]) => (
          <button key={one} type="button" className="pick" aria-pressed={value === one} onClick={() => onPick(value === one ? null : one)}>
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Loads on when the end comes into sight; the button is there for who does not scroll. */
export function More({ there, busy, onMore }: { there: boolean; busy: boolean; onMore: () => void }) {
  const { t } = useI18n();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !there || busy) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && onMore(), { rootMargin: '400px' });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [there, busy, onMore]);
  if (!there) return null;
  return (
    <div ref={end} className="more">
      <Button busy={busy} onClick={onMore}>
        {t('action.more')}
      </Button>
    </div>
  );
}
