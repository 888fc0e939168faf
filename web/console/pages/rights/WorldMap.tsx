/** The world as tiles, one a territory: what holds where is said by colour, by a mark, and in words. One stop of the keyboard; arrows walk. */
import { useRef, useState, type KeyboardEvent } from 'react';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { continents, tiles, type Continent, type Tile } from './world.ts';
import './world.css';

export type TileState = 'free' | 'part' | 'taken' | 'on' | 'off';
const marks: Record<TileState, string> = { free: '✓', part: '◐', taken: '✕', on: '✓', off: '' };

/** A territory's name; those that a Chinese contract names in its own way have a word here. */
export function territoryName({ t, format }: I18n, territory: string): string {
  const own = `rights.territory.${territory}`;
  return t.exists(own) ? t(own) : format.country(territory);
}

export function WorldMap({
  label,
  stateOf,
  chosen,
  onPick,
  onLook,
  pressed = false,
}: {
  label: string;
  stateOf: (territory: string) => TileState;
  chosen?: string | null;
  onPick: (territory: string) => void;
  /** Under the mouse or with the focus. */
  onLook?: (territory: string | null) => void;
  /** Tiles are switches. */
  pressed?: boolean;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const root = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(chosen ?? 'CN');
  const walk = (event: KeyboardEvent, continent: Continent, from: Tile) => {
    const to = neighbour(continent, from, event.key);
    if (!to) return;
    event.preventDefault();
    setStop(to.territory);
    root.current?.querySelector<HTMLElement>(`[data-territory=${to.territory}]`)?.focus();
  };
  return (
    <div ref={root} className="world" role="group" aria-label={label} onMouseLeave={() => onLook?.(null)}>
      {continents.map((continent) => (
        <section key={continent} className={`world-part is-${continent}`} aria-label={t(`rights.continent.${continent}`)}>
          <h3 aria-hidden="true">{t(`rights.continent.${continent}`)}</h3>
          <div className="world-tiles">
            {tiles[continent].map((tile) => {
              const { territory, row, column } = tile;
              const state = stateOf(territory);
              const name = territoryName(i18n, territory);
              return (
                <button
                  key={territory}
                  type="button"
                  data-territory={territory}
                  className={`world-tile is-${state}${territory === chosen ? ' is-chosen' : ''}`}
                  style={{ gridRow: row, gridColumn: column }}
                  tabIndex={territory === stop ? 0 : -1}
                  title={name}
                  aria-label={
                    pressed
                      ? `${name} ${territory}`
                      : t('rights.map.tile', { name: `${name} ${territory}`, state: t(`rights.map.state.${state}`) })
                  }
                  aria-pressed={pressed ? state === 'on' : territory === chosen}
                  onClick={() => {
                    setStop(territory);
                    onPick(territory);
                  }}
                  onFocus={() => onLook?.(territory)}
                  onMouseEnter={() => onLook?.(territory)}
                  onKeyDown={(event) => walk(event, continent, tile)}
                >
                  <span>{territory}</span>
                  <small aria-hidden="true">{marks[state]}</small>
                </button>
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}

/** The next tile in an arrow's direction: on the row, else on the next one; past a continent's edge, in the next continent. */
function neighbour(continent: Continent, from: Tile, key: string): Tile | undefined {
  const all = continents.flatMap((one) => tiles[one]);
  const at = all.indexOf(from);
  if (key === 'ArrowRight') return all[at + 1];
  if (key === 'ArrowLeft') return all[at - 1];
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const down = key === 'ArrowDown';
  const far = (tile: Tile) => Math.abs(tile.row - from.row) * 3 + Math.abs(tile.column - from.column);
  const there = tiles[continent].filter((tile) => (down ? tile.row > from.row : tile.row < from.row));
  if (there.length > 0) return there.reduce((best, tile) => (far(tile) < far(best) ? tile : best));
  const beyond = tiles[continents[continents.indexOf(continent) + (down ? 1 : -1)] ?? continent];
  return down ? beyond[0] : beyond.at(-1);
}

/** What the marks mean, with how many there are of each. */
export function WorldLegend({ counts }: { counts: Readonly<Partial<Record<TileState, number>>> }) {
  const { t } = useI18n();
  return (
    <ul className="world-legend">
      {Object.entries(counts).map(([state, count]) => (
        <li key={state}>
          <span className={`world-tile is-${state}`} aria-hidden="true">
            <small>{marks[state as TileState]}</small>
          </span>
          {t(`rights.map.count.${state}`, { count })}
        </li>
      ))}
    </ul>
  );
}
