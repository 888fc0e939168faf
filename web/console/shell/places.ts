/** Where one can go, in the groups of the rail; a place shows only to those who hold what its page needs. */
import type { Me } from '../../../src/modules/identity/contract.ts';
import type { IconName } from '../../shared/ui/Icon.tsx';

export type Place = {
  to: string;
  icon: IconName;
  words: string;
  /** Any of these permissions; none is asked where the list is empty. */
  needs: readonly string[];
  within?: readonly string[];
  /** On a phone it stands in the lower bar; lower numbers first. */
  thumb?: number;
};
export type PlaceGroup = { key: string; places: readonly Place[] };

const groups: readonly PlaceGroup[] = [
  {
    key: 'studio',
    places: [
      { to: '/', icon: 'library', words: 'nav.library', needs: ['catalog.read'], within: ['/works'], thumb: 1 },
      { to: '/import', icon: 'import', words: 'nav.import', needs: ['catalog.read'], thumb: 5 },
    ],
  },
  {
    key: 'promotion',
    places: [
      { to: '/campaigns', icon: 'megaphone', words: 'nav.campaigns', needs: ['campaigns.browse'], thumb: 2 },
      { to: '/creators', icon: 'people', words: 'nav.creators', needs: ['creators.read'], thumb: 3 },
      { to: '/filings', icon: 'badge', words: 'nav.filings', needs: ['creators.accounts'], thumb: 6 },
      { to: '/captions', icon: 'text', words: 'nav.captions', needs: ['campaigns.read'] },
      { to: '/publications', icon: 'send', words: 'nav.publications', needs: ['publishing.read'] },
    ],
  },
  {
    key: 'data',
    places: [
      { to: '/performance', icon: 'chart', words: 'nav.performance', needs: ['attribution.read_funnel'], thumb: 4 },
      { to: '/conversions', icon: 'coins', words: 'nav.conversions', needs: ['attribution.read_conversions'] },
      { to: '/signals', icon: 'shield', words: 'nav.signals', needs: ['attribution.read_signals'] },
      { to: '/file-imports', icon: 'sheet', words: 'nav.file_imports', needs: ['attribution.import_conversions'] },
      { to: '/sources', icon: 'wave', words: 'nav.sources', needs: ['attribution.read'] },
    ],
  },
  {
    key: 'money',
    places: [
      { to: '/my-money', icon: 'coins', words: 'nav.my_money', needs: ['revenue.read_own'], thumb: 9 },
      { to: '/share-plans', icon: 'book', words: 'nav.share_plans', needs: ['revenue.read'], thumb: 7 },
      { to: '/revenue-items', icon: 'coins', words: 'nav.revenue_items', needs: ['revenue.read'] },
      { to: '/settlements', icon: 'receipt', words: 'nav.settlements', needs: ['revenue.read'], thumb: 8 },
      { to: '/statements', icon: 'sheet', words: 'nav.statements', needs: ['revenue.read_own', 'revenue.read'] },
      { to: '/payees', icon: 'person', words: 'nav.payees', needs: ['revenue.read'] },
      { to: '/payouts', icon: 'send', words: 'nav.payouts', needs: ['revenue.read'] },
      { to: '/reconcile', icon: 'check', words: 'nav.reconcile', needs: ['revenue.read'] },
      { to: '/books', icon: 'list', words: 'nav.books', needs: ['revenue.read'] },
    ],
  },
  {
    key: 'protection',
    places: [
      { to: '/rights', icon: 'badge', words: 'nav.rights', needs: ['rights.read'] },
      { to: '/copies', icon: 'shield', words: 'nav.copies', needs: ['protection.read'] },
      { to: '/cases', icon: 'book', words: 'nav.cases', needs: ['takedown.read'] },
    ],
  },
  {
    key: 'market',
    places: [
      { to: '/market', icon: 'book', words: 'nav.market', needs: ['intelligence.read'], within: ['/market/topics', '/market/ask'] },
      { to: '/market/documents', icon: 'text', words: 'nav.market_documents', needs: ['intelligence.read'] },
      { to: '/market/figures', icon: 'chart', words: 'nav.market_figures', needs: ['intelligence.read'] },
      { to: '/market/contradictions', icon: 'shield', words: 'nav.market_contradictions', needs: ['intelligence.read'] },
      { to: '/market/programmes', icon: 'badge', words: 'nav.market_programmes', needs: ['intelligence.read'] },
      { to: '/market/briefs', icon: 'sheet', words: 'nav.market_briefs', needs: ['intelligence.read'] },
    ],
  },
  {
    key: 'settings',
    places: [
      { to: '/integrations', icon: 'plug', words: 'nav.integrations', needs: ['links.read'] },
      { to: '/settings', icon: 'settings', words: 'nav.settings', needs: [] },
    ],
  },
];

/** The groups with the places that this person's role opens. */
export function placesFor(me: Me): PlaceGroup[] {
  const open = (place: Place) => place.needs.length === 0 || place.needs.some((one) => me.permissions.includes(one));
  return groups.map((group) => ({ ...group, places: group.places.filter(open) })).filter((group) => group.places.length > 0);
}

/** The four places of a phone's lower bar; all others are behind its last button. */
export function thumbPlaces(groupsOfMe: readonly PlaceGroup[]): Place[] {
  return groupsOfMe
    .flatMap((group) => group.places)
    .filter((place) => place.thumb !== undefined)
    .sort((a, b) => a.thumb! - b.thumb!)
    .slice(0, 4);
}

/** Whether an address lies in a place. */
export function isWithin(place: Place, pathname: string): boolean {
  const under = (root: string) => pathname === root || pathname.startsWith(`${root}/`);
  return (place.to === '/' || place.to === '/market' ? pathname === place.to : under(place.to)) || (place.within ?? []).some(under);
}
