/**
 * Whether a work meets a condition. A law of three values: yes and no need a fact, and a no one that speaks against it; all else is
 * unknown and says which fact would settle it. Pure.
 */
import { platformName } from './grammar/conditions.ts';
import { isWithin } from './grammar/places.ts';
import type { Amount, Because, Condition, FactName, MatchAnswer, WorkProfile } from './words/contract.ts';

/** What is known of a work. `complete` says that nothing is to be added any more: then too few is a fact. */
export type WorkFacts = {
  kind: string;
  making: string;
  released: boolean;
  episodes: { count: number; complete: boolean };
  minutes: { count: number; complete: boolean };
  filing: { state: 'missing' | 'not_yet' | 'valid' | 'expiring' | 'expired'; until: string | null };
  profile: WorkProfile;
};
export type Judged = { answer: Extract<MatchAnswer, 'yes' | 'no' | 'unknown' | 'not_yet'>; because: Because; fact: FactName };

const tell = (answer: Judged['answer'], fact: FactName, code: string, params: Because['params'] = {}): Judged => ({
  answer,
  fact,
  because: { code, params },
});
const unknown = (fact: FactName, code = 'not_known', params: Because['params'] = {}): Judged =>
  tell('unknown', fact, code, { fact, ...params });

/** `today` is an ISO day; `validFrom` that of the programme, against which “newly settled” is measured. */
export function judge(condition: Condition, facts: WorkFacts, today: string, validFrom: string | null): Judged {
  const { profile } = facts;
  switch (condition.kind) {
    case 'registered_in':
      return placed(profile.registeredRegion, condition.region, 'registeredRegion', 'registered');
    case 'newly_settled':
      return settled(condition, profile, today, validFrom);
    case 'shot_in':
      return shot(condition, profile);
    case 'filed':
      return filed(facts);
    case 'filed_in': {
      const is = filed(facts);
      return is.answer === 'yes' || is.answer === 'unknown'
        ? is.answer === 'unknown' && profile.filingRegion === null
          ? is
          : both(is, placed(profile.filingRegion, condition.region, 'filingRegion', 'filed'))
        : is;
    }
    case 'tier':
      if (profile.tier === null) return unknown('tier');
      return tell(condition.tiers.includes(profile.tier) ? 'yes' : 'no', 'tier', 'tier', { tier: profile.tier });
    case 'broadcast_on':
      return shownOn(condition.platforms, profile);
    case 'broadcast':
      return shown(facts, today);
    case 'overseas':
      return abroad(condition.places, profile.overseas);
    case 'revenue_at_least':
      return reaches(condition, profile.revenue, 'revenue');
    case 'overseas_revenue_at_least':
      return reaches(condition, profile.overseasRevenue, 'overseasRevenue');
    case 'company_revenue_at_least':
      return reaches(condition, profile.companyRevenue, 'companyRevenue');
    case 'investment_at_least':
      return reaches(condition, profile.budget, 'budget');
    case 'award':
      return awarded(condition, profile.awards);
    case 'episodes_at_least':
      return counts(facts.episodes, condition.count, 'episodes', 'episodes');
    case 'minutes_at_least':
      return counts(facts.minutes, condition.minutes, 'episodes', 'minutes');
    case 'views_at_least':
      if (profile.views === null) return unknown('views');
      return tell(profile.views >= condition.count ? 'yes' : 'no', 'views', 'views', { have: profile.views, need: condition.count });
    case 'company_size':
      if (profile.companySize === null) return unknown('companySize');
      return tell(
        profile.companySize === condition.size || (condition.size === 'small' && profile.companySize === 'micro') ? 'yes' : 'no',
        'companySize',
        'company_size',
        { size: profile.companySize },
      );
    case 'ai_made':
      return tell(facts.making === 'ai_made' ? 'yes' : 'no', 'making', 'making', { making: facts.making });
    case 'theme':
      if (profile.themes === null) return unknown('themes');
      if (condition.themes.some((theme) => profile.themes!.some((own) => own.includes(theme) || theme.includes(own))))
        return tell('yes', 'themes', 'theme', {});
      // Whether a story has a theme is not for words to deny.
      return unknown('person', 'theme_to_judge', { themes: condition.themes.join('、') });
    case 'other':
      return unknown('person', 'to_judge', { text: condition.text });
  }
}

/** The weaker of two answers. */
function both(a: Judged, b: Judged): Judged {
  const order = ['no', 'not_yet', 'unknown', 'yes'];
  return order.indexOf(b.answer) <= order.indexOf(a.answer) ? b : a;
}

function placed(own: string | null, region: string, fact: FactName, code: string): Judged {
  if (own === null) return unknown(fact);
  const within = isWithin(own, region);
  if (within === null) return unknown(fact, 'place_unclear', { place: own, region });
  return tell(within ? 'yes' : 'no', fact, code, { place: own, region });
}

function settled(
  { region, years }: Extract<Condition, { kind: 'newly_settled' }>,
  profile: WorkProfile,
  today: string,
  validFrom: string | null,
): Judged {
  const here = region === null ? null : placed(profile.registeredRegion, region, 'registeredRegion', 'registered');
  if (here !== null && here.answer !== 'yes') return here;
  const { registeredOn } = profile;
  if (registeredOn === null) return unknown('registeredOn');
  if (validFrom !== null && registeredOn >= validFrom) return tell('yes', 'registeredOn', 'settled_since', { day: registeredOn });
  if (years === null) return unknown('person', 'new_until_when', { day: registeredOn });
  const last = `${Number(registeredOn.slice(0, 4)) + years}${registeredOn.slice(4)}`;
  return tell(today < last ? 'yes' : 'no', 'registeredOn', 'settled_since', { day: registeredOn });
}

function shot({ region, shareBps, days }: Extract<Condition, { kind: 'shot_in' }>, { shooting }: WorkProfile): Judged {
  if (shooting === null) return unknown('shooting');
  let here = 0;
  let perhaps = 0;
  let all = 0;
  for (const leg of shooting) {
    const within = isWithin(leg.region, region);
    all += leg.days;
    if (within === true) here += leg.days;
    if (within === null) perhaps += leg.days;
  }
  const params = { days: here, all, region, share: all === 0 ? 0 : Math.floor((here * 1000) / all) / 10 };
  const meets = (count: number): boolean =>
    count > 0 && (days === null || count >= days) && (shareBps === null || count * 10_000 >= all * shareBps);
  if (meets(here)) return tell('yes', 'shooting', 'shot', params);
  if (meets(here + perhaps)) return unknown('shooting', 'place_unclear', { place: shooting.map((leg) => leg.region).join('、'), region });
  return tell('no', 'shooting', 'shot', params);
}

function filed({ filing }: WorkFacts): Judged {
  if (filing.state === 'missing') return unknown('filing', 'filing_missing');
  if (filing.state === 'expired') return tell('no', 'filing', 'filing_expired', { day: filing.until });
  if (filing.state === 'not_yet') return tell('not_yet', 'filing', 'filing_not_yet');
  return tell('yes', 'filing', 'filing_valid', { day: filing.until });
}

function shownOn(wanted: readonly string[], { platforms }: WorkProfile): Judged {
  if (platforms === null) return unknown('platforms');
  const own = platforms.map(platformName);
  const hit = wanted.find(
    (name) => own.includes(platformName(name)) || (name === 'satellite TV' && platforms.some((each) => /卫视|satellite/i.test(each))),
  );
  if (hit !== undefined) return tell('yes', 'platforms', 'shown_on', { platform: hit });
  return tell('no', 'platforms', platforms.length === 0 ? 'not_shown' : 'shown_elsewhere', { platform: platforms.join('、') });
}

function shown({ profile, released }: WorkFacts, today: string): Judged {
  const { firstBroadcastOn, platforms } = profile;
  if (firstBroadcastOn !== null)
    return tell(
      firstBroadcastOn <= today ? 'yes' : 'not_yet',
      'firstBroadcastOn',
      firstBroadcastOn <= today ? 'shown_since' : 'shown_from',
      { day: firstBroadcastOn },
    );
  if ((platforms?.length ?? 0) > 0 || released) return tell('yes', 'platforms', 'shown_on', { platform: platforms?.join('、') ?? '' });
  return platforms === null ? unknown('firstBroadcastOn') : tell('no', 'platforms', 'not_shown', { platform: '' });
}

function abroad(wanted: readonly string[], overseas: WorkProfile['overseas']): Judged {
  if (overseas === null) return unknown('overseas');
  if (overseas.length === 0) return tell('no', 'overseas', 'not_abroad');
  if (wanted.length === 0) return tell('yes', 'overseas', 'abroad', { place: overseas.join('、') });
  const within = wanted.flatMap((place) => overseas.map((own) => isWithin(own, place)));
  if (within.includes(true)) return tell('yes', 'overseas', 'abroad', { place: overseas.join('、') });
  return within.includes(null)
    ? unknown('overseas', 'place_unclear', { place: overseas.join('、'), region: wanted.join('、') })
    : tell('no', 'overseas', 'abroad', { place: overseas.join('、') });
}

function reaches(need: Amount, have: Amount | null, fact: FactName): Judged {
  if (have === null) return unknown(fact);
  if (need.currency === null || have.currency !== need.currency)
    return unknown(fact, 'currency_differs', { have: have.currency, need: need.currency });
  const params = { have: have.amountMinor, need: need.amountMinor, currency: need.currency };
  return tell(BigInt(have.amountMinor) >= BigInt(need.amountMinor) ? 'yes' : 'no', fact, 'money', params);
}

function awarded({ level, name }: Extract<Condition, { kind: 'award' }>, awards: WorkProfile['awards']): Judged {
  if (awards === null) return unknown('awards');
  if (awards.length === 0) return tell('no', 'awards', 'no_award');
  const named = name === null ? [] : awards.filter((own) => own.name.includes(name) || name.includes(own.name));
  if (named.length > 0) return tell('yes', 'awards', 'award', { award: named[0]!.name });
  if (name !== null) return unknown('awards', 'award_to_judge', { award: name });
  const own = awards.find((each) => level === null || each.level === level);
  if (own) return tell('yes', 'awards', 'award', { award: own.name });
  return awards.some((each) => each.level === null)
    ? unknown('awards', 'award_level_unknown')
    : tell('no', 'awards', 'award_other_level', { award: awards[0]!.name });
}

function counts(have: { count: number; complete: boolean }, need: number, fact: FactName, code: string): Judged {
  const params = { have: Math.floor(have.count), need };
  if (have.count >= need) return tell('yes', fact, code, params);
  return have.complete ? tell('no', fact, code, params) : tell('unknown', fact, `${code}_so_far`, params);
}
