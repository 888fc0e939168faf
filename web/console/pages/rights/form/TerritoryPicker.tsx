/** Territories by region, by name, or on the map; what is chosen stands above in the words of the contract. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ScopeWords } from '../../../../../src/modules/rights/words/contract.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { hasRegion, territoriesOf, territoriesWords } from '../scope-words.ts';
import { territoryName, WorldMap } from '../WorldMap.tsx';
import { allTerritories, regions } from '../world.ts';
import { territoriesWire } from './draft.ts';

const most = 8;

/** Those meant by what was typed: by code, then by how their names begin, then by what is in them. */
function findTerritories(i18n: I18n, query: string): string[] {
  const rank = (code: string): number => {
    if (code.toLowerCase() === query) return 0;
    const at = territoryName(i18n, code).toLocaleLowerCase().indexOf(query);
    return at < 0 ? 9 : at === 0 ? 1 : 2;
  };
  return allTerritories
    .map((code) => ({ code, rank: rank(code) }))
    .filter((one) => one.rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ code }) => code);
}

export function TerritoryPicker({
  territories,
  onChange,
}: {
  territories: ScopeWords['territories'];
  onChange: (territories: ScopeWords['territories']) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [text, setText] = useState('');
  const [map, setMap] = useState(false);
  const chosen = new Set(territoriesOf(territories, allTerritories));
  const keep = (next: ReadonlySet<string>) => onChange(territoriesWire(next));
  const toggle = (members: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const one of members) {
      if (on) next.add(one);
      else next.delete(one);
    }
    keep(next);
  };
  const query = text.trim().toLocaleLowerCase();
  const found = query ? findTerritories(i18n, query) : [];
  const world = chosen.size === allTerritories.length;
  return (
    <div className="rights-territories">
      <p className="territories-words" aria-live="polite">
        {chosen.size === 0 ? t('rights.form.missing_territories') : territoriesWords(i18n, territories)}
        {chosen.size > 0 && !world && <small>{t('rights.territory_count', { count: chosen.size })}</small>}
      </p>
      <div className="chips" role="group" aria-label={t('rights.form.regions')}>
        <button type="button" className="chip" aria-pressed={world} onClick={() => keep(new Set(world ? [] : allTerritories))}>
          {t('rights.scope.world')}
        </button>
        {Object.entries(regions).map(([name, members]) => {
          const on = !world && hasRegion(name, chosen);
          return (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={on}
              onClick={() => (world ? keep(new Set(members)) : toggle(members, !on))}
            >
              {t(`rights.region.${name}`)}
            </button>
          );
        })}
      </div>
      <div className="territory-search">
        <Input
          value={text}
          maxLength={60}
          aria-label={t('rights.form.find_territory')}
          placeholder={t('rights.form.find_territory')}
          prefix={<Icon name="search" size={16} />}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (found[0]) toggle([found[0]], !chosen.has(found[0]));
          }}
        />
        <Button aria-expanded={map} icon={<Icon name="globe" size={16} />} onClick={() => setMap(!map)}>
          {t(map ? 'rights.form.hide_map' : 'rights.form.show_map')}
        </Button>
      </div>
      {found.length > 0 && (
        <div className="chips" role="group" aria-label={t('rights.form.found')}>
          {found.map((code) => (
            <button
              key={code}
              type="button"
              className="chip"
              aria-pressed={chosen.has(code)}
              onClick={() => toggle([code], !chosen.has(code))}
            >
              {territoryName(i18n, code)}
            </button>
          ))}
        </div>
      )}
      {map && (
        <WorldMap
          label={t('rights.paper.territory')}
          pressed
          stateOf={(one) => (chosen.has(one) ? 'on' : 'off')}
          onPick={(one) => toggle([one], !chosen.has(one))}
        />
      )}
    </div>
  );
}
