/** The places of the sample drama, and a shot's whole picture as SVG, 540 × 960. */
import { figure } from './figures.ts';
import type { Mood, Place, Who } from './script.ts';

const gradient = (id: string, stops: readonly [number, string][], vertical = true): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="${vertical ? 0 : 1}" y2="${vertical ? 1 : 0}">${stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('')}</linearGradient>`;
const glow = (id: string, colour: string): string =>
  `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity=".9"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`;

// A small generator of its own, so that every run draws the same lights.
function scatter(seed: number): () => number {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}

function lights(
  seed: number,
  count: number,
  colours: readonly string[],
  area: { x: number; y: number; width: number; height: number },
  size: number,
): string {
  const next = scatter(seed);
  return Array.from(
    { length: count },
    () =>
      `<circle cx="${(area.x + next() * area.width).toFixed(0)}" cy="${(area.y + next() * area.height).toFixed(0)}" r="${(size * (0.4 + next())).toFixed(1)}" fill="${colours[Math.floor(next() * colours.length)]}" opacity="${(0.15 + next() * 0.4).toFixed(2)}"/>`,
  ).join('');
}

const places: Record<Place, (seed: number) => string> = {
  banquet: (seed) =>
    `<defs>${gradient('sky', [
      [0, '#2a1420'],
      [0.55, '#6d2b34'],
      [1, '#241018'],
    ])}${glow('lamp', '#ffd98a')}</defs><rect width="540" height="960" fill="url(#sky)"/>${lights(seed, 46, ['#ffdf9e', '#ffb35c', '#fff2cf'], { x: -20, y: 60, width: 580, height: 460 }, 22)}<g transform="translate(${150 + (seed % 3) * 110} 40)"><ellipse cx="0" cy="70" rx="230" ry="170" fill="url(#lamp)"/><path d="M-90 60h180l-34 60h-112z" fill="#f2cf83"/><path d="M-60 120h120l-22 46h-76z" fill="#e2b55f"/><path d="M0-60v120" stroke="#caa253" stroke-width="7"/></g><path d="M0 560h540v400H0z" fill="#1a0b12" opacity=".55"/>`,
  office: (seed) =>
    `<defs>${gradient('sky', [
      [0, '#1c2740'],
      [0.6, '#e08a5b'],
      [1, '#33405e'],
    ])}</defs><rect width="540" height="960" fill="url(#sky)"/>${skyline(seed)}<path d="M178 0v640M362 0v640M0 210h540" stroke="#0e1424" stroke-width="13"/><path d="M0 640h540v320H0z" fill="#141a29"/><path d="M0 640h540" stroke="#55617f" stroke-width="5"/>`,
  corridor: (seed) =>
    `<defs>${gradient('wall', [
      [0, '#cfe0e2'],
      [1, '#8fa9b0'],
    ])}</defs><rect width="540" height="960" fill="url(#wall)"/><path d="M180 260h180l180-260H0zM180 640h180l180 320H0z" fill="#b4cbd0"/><path d="M180 640h180l180 320H0z" fill="#7d959c"/><path d="M180 260h180v380H180z" fill="#e9f6f6"/><path d="M214 0l26 260M326 0l-26 260" stroke="#fdffff" stroke-width="20" opacity=".85"/><path d="M40 130l84 120v440l-84 110zM500 130l-84 120v440l84 110z" fill="#9db7bd" stroke="#6f8a91" stroke-width="4"/><circle cx="${250 + (seed % 4) * 12}" cy="430" r="26" fill="#d9efe9"/><path d="M270 330v60M240 360h60" stroke="#c8484f" stroke-width="15"/>`,
  street: (seed) =>
    `<defs>${gradient('sky', [
      [0, '#0d1226'],
      [1, '#2b2f52'],
    ])}</defs><rect width="540" height="960" fill="url(#sky)"/>${skyline(seed)}${lights(seed, 40, ['#ff6b6b', '#ffd166', '#7ad7f0'], { x: 0, y: 420, width: 540, height: 260 }, 15)}`,
  gate: (seed) =>
    `<defs>${gradient('sky', [
      [0, '#33465c'],
      [0.6, '#8c9aa6'],
      [1, '#2b333d'],
    ])}</defs><rect width="540" height="960" fill="url(#sky)"/><path d="M0 140h96v660H0zM444 140h96v660h-96z" fill="#5f5a55"/><path d="M-10 120h118v44H-10zM432 120h118v44H432z" fill="#827b73"/><path d="M96 260q174-130 348 0" fill="none" stroke="#23282e" stroke-width="15"/>${Array.from({ length: 11 }, (_, i) => `<path d="M${112 + i * 32} ${236 - Math.sin((i / 10) * Math.PI) * 40}v560" stroke="#23282e" stroke-width="9"/>`).join('')}<path d="M96 560h348" stroke="#23282e" stroke-width="13"/>${Array.from({ length: 60 }, (_, i) => `<path d="M${(i * 97 + seed * 31) % 560} ${(i * 61) % 900}l-9 36" stroke="#dfe9f2" stroke-width="2" opacity=".4"/>`).join('')}<path d="M0 796h540v164H0z" fill="#2c3138"/>`,
  boardroom: (seed) =>
    `<defs>${gradient('wall', [
      [0, '#1f2c2b'],
      [1, '#0e1615'],
    ])}${glow('spot', '#f4e3b5')}</defs><rect width="540" height="960" fill="url(#wall)"/>${Array.from({ length: 6 }, (_, i) => `<rect x="${i * 96 - 10}" y="0" width="84" height="620" fill="#2c3b39" opacity="${0.5 + (i % 2) * 0.3}"/>`).join('')}<ellipse cx="${200 + (seed % 3) * 70}" cy="130" rx="260" ry="200" fill="url(#spot)" opacity=".55"/><path d="M-40 960l150-330h320l150 330z" fill="#4a2f20"/><path d="M110 630h320l10 24H100z" fill="#7d5336"/>`,
};

function skyline(seed: number): string {
  const next = scatter(seed + 7);
  return Array.from({ length: 13 }, (_, i) => {
    const height = 150 + next() * 260;
    const x = i * 46 - 20;
    const windows = Array.from(
      { length: 12 },
      () =>
        `<rect x="${(x + 6 + next() * 28).toFixed(0)}" y="${(650 - next() * (height - 20)).toFixed(0)}" width="6" height="9" fill="#ffdc8f" opacity="${(0.3 + next() * 0.6).toFixed(2)}"/>`,
    ).join('');
    return `<rect x="${x}" y="${(650 - height).toFixed(0)}" width="40" height="${height.toFixed(0)}" fill="#1b2238" opacity=".82"/>${windows}`;
  }).join('');
}

const vignette =
  '<radialGradient id="edge" cx=".5" cy=".45" r=".75"><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".62"/></radialGradient>';

export type Staging = { place: Place; who: readonly Who[]; mood: Mood; seed: number; talking?: boolean; blink?: boolean };

/** A shot's picture. One person stands in close-up, several beside each other. */
export function scene({ place, who, mood, seed, talking, blink }: Staging): string {
  const close = who.length === 1;
  const cast = who
    .map((each, index) => {
      const scale = close ? 1.28 : who.length === 2 ? 0.86 : 0.72;
      const x = close ? 270 - 200 * scale + ((seed % 3) - 1) * 24 : (540 * (index + 0.5)) / who.length - 200 * scale;
      // A group's busts reach past the lower edge, as a table or the frame would hide them.
      const y = close ? 250 : 960 - 590 * scale + (index % 2) * 20;
      return `<g transform="translate(${x.toFixed(0)} ${y}) scale(${scale})">${figure(each, mood, { talking, blink })}</g>`;
    })
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 960" width="540" height="960">${places[place](seed)}${cast}<defs>${vignette}</defs><rect width="540" height="960" fill="url(#edge)"/></svg>`;
}
