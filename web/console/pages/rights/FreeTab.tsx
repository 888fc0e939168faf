/** What is free to sell: where, on a map of the world, and when, on a calendar; each place says which clause decides. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { FreeGroup } from '../../../../src/modules/rights/availability/contract.ts';
import type { Licence } from '../../../../src/modules/rights/register/contract.ts';
import { ApiError } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import { ViewSwitch } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { Sentence } from '../plans/form/fields.tsx';
import { FreeCalendar } from './FreeCalendar.tsx';
import { offerFields } from './OfferFields.tsx';
import { useOffer } from './offer.ts';
import { Reasons } from './parts.tsx';
import { freeQuery } from './queries.ts';
import { dayAfter, dayWords, instantDay } from './scope-words.ts';
import { territoryName, WorldLegend, WorldMap, type TileState } from './WorldMap.tsx';
import { allTerritories } from './world.ts';

const days = (from: string, until: string): number => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

export function FreeTab({ workId, named, licences }: { workId: string; named: readonly string[]; licences: readonly Licence[] }) {
  const { t } = useI18n();
  const today = dayIn('Asia/Shanghai');
  const [offer] = useOffer(workId);
  const [view, setView] = useUrlState<'map' | 'calendar'>('view', 'map');
  const [exclusive] = useUrlState<string>('exclusive', '');
  const [from] = useUrlState<string>('from', today);
  const [until] = useUrlState<string>('until', dayAfter(today, 730));
  const wrong = from >= until;
  const free = useQuery({ ...freeQuery(offer, from, until, exclusive !== ''), enabled: !wrong });
  const [chosen, setChosen] = useState<string | null>(null);
  const [looked, setLooked] = useState<string | null>(null);
  const groups = useMemo(() => groupsByTerritory(free.data?.items ?? []), [free.data]);
  // The same answer everywhere and always is said once.
  const only = free.data?.items.length === 1 && free.data.items[0]!.periods.length === 1 ? free.data.items[0]!.periods[0]! : null;
  const nowhere = only && !only.free ? only : null;
  const noUs = free.error instanceof ApiError && free.error.code === 'rights.no_own_party';
  return (
    <div className="stack">
      <Offered workId={workId} named={named} from={from} until={until} />
      {wrong && <Notice tone="warn">{t('rights.free.wrong_days')}</Notice>}
      {free.error && !wrong && (
        <Notice tone="warn" action={noUs ? <Link to="/rights?tab=parties">{t('rights.tab.parties')}</Link> : undefined}>
          {sentence(t, free.error)}
        </Notice>
      )}
      {free.isPending && !wrong && <LoadingLines lines={8} height={24} />}
      {nowhere && !free.error && (
        <Notice tone="warn">
          <Reasons reasons={nowhere.reasons} workId={workId} />
        </Notice>
      )}
      {free.data && !free.error && (
        <Panel
          title={t(`rights.free.view_${view}`)}
          actions={
            <ViewSwitch
              label={t('rights.free.view')}
              value={view}
              options={[
                { value: 'map', label: t('rights.free.map') },
                { value: 'calendar', label: t('rights.free.calendar') },
              ]}
              onChange={setView}
            />
          }
        >
          {view === 'map' ? (
            <FreeMap
              workId={workId}
              groups={groups}
              from={from}
              until={until}
              stale={free.isPlaceholderData}
              chosen={chosen}
              looked={looked}
              onChoose={setChosen}
              onLook={setLooked}
            />
          ) : (
            <FreeCalendar workId={workId} groups={free.data.items} licences={licences} right={offer.right} from={from} until={until} />
          )}
        </Panel>
      )}
    </div>
  );
}

/** What would be sold to whom for how long, as a sentence whose parts are chosen. */
function Offered({ workId, named, from, until }: { workId: string; named: readonly string[]; from: string; until: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [offer, change] = useOffer(workId);
  const [exclusive, setExclusive] = useUrlState<string>('exclusive', '');
  const [, setFrom] = useUrlState<string>('from', '');
  const [, setUntil] = useUrlState<string>('until', '');
  const date = (label: string, value: string, set: (day: string) => void) => (
    <input
      type="date"
      className="inline-date"
      aria-label={label}
      value={value}
      onChange={(event) => event.target.value && set(event.target.value)}
    />
  );
  return (
    <Panel title={t('rights.free.title')}>
      <p className="ask-sentence">
        <Sentence
          words="rights.free.sentence"
          fields={{
            ...offerFields(i18n, offer, change, named),
            how: (
              <ViewSwitch
                label={t('rights.free.how')}
                value={exclusive === '' ? 'open' : 'exclusive'}
                options={[
                  { value: 'open', label: t('rights.exclusivity.non_exclusive') },
                  { value: 'exclusive', label: t('rights.exclusivity.exclusive') },
                ]}
                onChange={(value) => setExclusive(value === 'open' ? null : '1')}
              />
            ),
            from: date(t('rights.free.from'), from, setFrom),
            until: date(t('rights.free.until'), dayAfter(until, -1), (last) => setUntil(dayAfter(last))),
          }}
        />
      </p>
    </Panel>
  );
}

type Periods = FreeGroup['periods'];
function groupsByTerritory(groups: readonly FreeGroup[]): ReadonlyMap<string, Periods> {
  return new Map(groups.flatMap((group) => group.territories.map((territory) => [territory, group.periods] as const)));
}

/** The answer for a territory: of one day, or of all the time. */
function stateIn(periods: Periods | undefined, at: string | null): TileState {
  if (!periods || periods.length === 0) return 'taken';
  if (at !== null) return periodAt(periods, at)?.free ? 'free' : 'taken';
  if (periods.every(({ free }) => free)) return 'free';
  return periods.some(({ free }) => free) ? 'part' : 'taken';
}
const periodAt = (periods: Periods, day: string) => periods.find((one) => instantDay(one.from) <= day && day < instantDay(one.until));

function FreeMap({
  workId,
  groups,
  from,
  until,
  stale,
  chosen,
  looked,
  onChoose,
  onLook,
}: {
  workId: string;
  groups: ReadonlyMap<string, Periods>;
  from: string;
  until: string;
  stale: boolean;
  chosen: string | null;
  looked: string | null;
  onChoose: (territory: string | null) => void;
  onLook: (territory: string | null) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [moment, setMoment] = useUrlState<string>('moment', '');
  const at = moment === '' ? null : dayAfter(from, Math.min(Number(moment) || 0, days(from, until) - 1));
  const states = new Map(allTerritories.map((one) => [one, stateIn(groups.get(one), at)]));
  const count = (state: TileState) => allTerritories.filter((one) => states.get(one) === state).length;
  const shown = looked ?? chosen;
  return (
    <div className={stale ? 'free-map is-stale' : 'free-map'}>
      <div className="free-moment">
        <ViewSwitch
          label={t('rights.free.when')}
          value={at === null ? 'all' : 'day'}
          options={[
            { value: 'all', label: t('rights.free.all_time') },
            { value: 'day', label: t('rights.free.one_day') },
          ]}
          onChange={(value) => setMoment(value === 'all' ? null : '0')}
        />
        {at !== null && (
          <label className="free-slider">
            <input
              type="range"
              min={0}
              max={days(from, until) - 1}
              value={Number(moment) || 0}
              aria-label={t('rights.free.day')}
              aria-valuetext={dayWords(i18n, at)}
              onChange={(event) => setMoment(event.target.value)}
            />
            <output>{dayWords(i18n, at)}</output>
          </label>
        )}
      </div>
      <WorldLegend counts={{ free: count('free'), ...(at === null && { part: count('part') }), taken: count('taken') }} />
      <p className="free-looked" aria-hidden="true">
        {shown
          ? t('rights.map.tile', { name: territoryName(i18n, shown), state: t(`rights.map.state.${states.get(shown)!}`) })
          : t('rights.free.look')}
      </p>
      <WorldMap
        label={t('rights.free.view_map')}
        stateOf={(one) => states.get(one)!}
        chosen={chosen}
        onPick={(one) => onChoose(one === chosen ? null : one)}
        onLook={onLook}
      />
      {chosen && <Detail onClose={() => onChoose(null)} territory={chosen} periods={groups.get(chosen) ?? []} at={at} workId={workId} />}
    </div>
  );
}

/** One territory's periods, each with what decides. */
function Detail({
  territory,
  periods,
  at,
  workId,
  onClose,
}: {
  territory: string;
  periods: Periods;
  at: string | null;
  workId: string;
  onClose: () => void;
}) {
  const i18n = useI18n();
  const shown = at === null ? periods : periods.filter((one) => one === periodAt(periods, at));
  return (
    <section className="free-detail" aria-live="polite" aria-label={territoryName(i18n, territory)}>
      <div className="free-detail-head">
        <h3>{territoryName(i18n, territory)}</h3>
        <button type="button" className="icon-button" aria-label={i18n.t('action.close')} onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </div>
      <PeriodList periods={shown} workId={workId} />
    </section>
  );
}

export function PeriodList({ periods, workId }: { periods: Periods; workId: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <ol className="periods">
      {periods.map((period) => (
        <li key={period.from} className={period.free ? 'is-free' : 'is-taken'}>
          <strong>{t(`rights.map.state.${period.free ? 'free' : 'taken'}`)}</strong>
          <span className="quiet-figures">
            {t('rights.scope.window_both', {
              from: dayWords(i18n, instantDay(period.from)),
              to: dayWords(i18n, dayAfter(instantDay(period.until), -1)),
            })}
          </span>
          <Reasons reasons={period.reasons} workId={workId} />
        </li>
      ))}
    </ol>
  );
}
