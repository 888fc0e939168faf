/** A licence while it is written, and what of it goes over the wire. */
import type { Licence } from '../../../../../src/modules/rights/register/contract.ts';
import type { RightKind, ScopeWords } from '../../../../../src/modules/rights/words/contract.ts';
import { allTerritories } from '../world.ts';

export type Holdback = { key: number; binds: 'grantor' | 'grantee'; scope: ScopeWords };
export type Draft = {
  rights: RightKind[];
  grantors: string[];
  grantee: string;
  scope: ScopeWords;
  exclusivity: Licence['exclusivity'];
  sublicensing: number;
  holdbacks: Holdback[];
  feeNote: string;
  note: string;
  documentIds: string[];
};

export const everywhere: ScopeWords = {
  territories: { of: 'world', except: [] },
  languages: 'all',
  platforms: 'all',
  media: 'all',
  window: { from: null, until: null, zone: 'Asia/Shanghai' },
};

export const emptyDraft = (grantors: string[]): Draft => ({
  rights: ['streaming'],
  grantors,
  grantee: '',
  scope: everywhere,
  exclusivity: 'non_exclusive',
  sublicensing: 0,
  holdbacks: [],
  feeNote: '',
  note: '',
  documentIds: [],
});

export const draftOf = (licence: Licence): Draft => ({
  rights: licence.rights,
  grantors: licence.grantors.map(({ id }) => id),
  grantee: licence.grantee.id,
  scope: licence.scope,
  exclusivity: licence.exclusivity,
  sublicensing: licence.sublicensing,
  holdbacks: licence.holdbacks.map(({ binds, scope }, key) => ({ key, binds, scope })),
  feeNote: licence.feeNote,
  note: licence.note,
  documentIds: licence.documentIds,
});

export const bodyOf = ({ holdbacks, feeNote, note, ...rest }: Draft) => ({
  ...rest,
  feeNote: feeNote.trim(),
  note: note.trim(),
  holdbacks: holdbacks.map(({ binds, scope }) => ({ binds, scope })),
});

/** What is still missing, as the end of a key `rights.form.missing_…`; null when it can be kept. */
export function missingOf({ rights, grantors, grantee, scope, holdbacks }: Draft): string | null {
  if (grantors.filter(Boolean).length === 0) return 'grantor';
  if (grantee === '') return 'grantee';
  if (grantors.includes(grantee)) return 'same';
  if (rights.length === 0) return 'rights';
  return [scope, ...holdbacks.map((held) => held.scope)].map(faultOf).find((fault) => fault !== null) ?? null;
}

function faultOf({ territories, languages, platforms, media, window }: ScopeWords): string | null {
  if (territories.of !== 'world' && territories.of.length === 0) return 'territories';
  if (languages.length === 0) return 'languages';
  if (platforms.length === 0) return 'platforms';
  if (media.length === 0) return 'media';
  return window.from !== null && window.until !== null && window.from >= window.until ? 'window' : null;
}

/** Territories as a scope says them: as the world but for some where that is shorter. */
export function territoriesWire(chosen: ReadonlySet<string>): ScopeWords['territories'] {
  const except = allTerritories.filter((one) => !chosen.has(one));
  if (chosen.size > 0 && except.length < chosen.size) return { of: 'world', except };
  return { of: allTerritories.filter((one) => chosen.has(one)), except: [] };
}
