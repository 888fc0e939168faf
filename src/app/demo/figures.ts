/** The people of the sample drama, drawn as flat illustrations in SVG: a bust 400 wide and 640 high, the chin near y = 300. */
import type { Mood, Who } from './script.ts';

type Look = {
  skin: string;
  shade: string;
  hair: string;
  gloss: string;
  cloth: string;
  trim: string;
  cut: 'long' | 'bun' | 'short' | 'wave' | 'cap';
  man: boolean;
  lips: string;
  jewel?: string;
};

const looks: Record<Who, Look> = {
  wan: {
    skin: '#f6d7c3',
    shade: '#e2b49b',
    hair: '#2a1d22',
    gloss: '#54373f',
    cloth: '#f4efe6',
    trim: '#c9a35c',
    cut: 'long',
    man: false,
    lips: '#c2484f',
    jewel: '#e8dcc0',
  },
  rou: {
    skin: '#f8dccb',
    shade: '#e6b9a4',
    hair: '#6b3a26',
    gloss: '#96593c',
    cloth: '#b3203a',
    trim: '#f0c9c9',
    cut: 'wave',
    man: false,
    lips: '#d11f3f',
    jewel: '#f5d36b',
  },
  mother: {
    skin: '#eccbb4',
    shade: '#d3a88c',
    hair: '#3b3236',
    gloss: '#6d6066',
    cloth: '#24443c',
    trim: '#d9b45f',
    cut: 'bun',
    man: false,
    lips: '#9f3038',
    jewel: '#d9f0e2',
  },
  chen: {
    skin: '#efcdb4',
    shade: '#d6a98a',
    hair: '#1d1a1f',
    gloss: '#3b3640',
    cloth: '#222a3d',
    trim: '#e9e6df',
    cut: 'short',
    man: true,
    lips: '#b3766a',
  },
  lawyer: {
    skin: '#eac7a8',
    shade: '#cfa27f',
    hair: '#4c4a4b',
    gloss: '#7d7a79',
    cloth: '#4b5158',
    trim: '#f2efe8',
    cut: 'short',
    man: true,
    lips: '#a9746a',
  },
  guard: {
    skin: '#dcb28f',
    shade: '#bd8f6b',
    hair: '#20242b',
    gloss: '#3a414d',
    cloth: '#18202d',
    trim: '#8fa0b8',
    cut: 'cap',
    man: true,
    lips: '#9c685c',
  },
};

const hairBehind: Record<Look['cut'], (look: Look) => string> = {
  long: ({ hair, gloss }) =>
    `<path d="M86 190C80 60 130 20 200 20s122 40 116 170c-4 110 26 230 14 330-30 26-76 20-80-30L150 490c-6 52-54 56-82 28-10-96 24-220 18-328z" fill="${hair}"/><path d="M300 170c8 90 18 190 10 300" stroke="${gloss}" stroke-width="6" fill="none" opacity=".7"/>`,
  wave: ({ hair, gloss }) =>
    `<path d="M84 190C76 56 128 16 202 16s128 46 116 176c-6 60 44 96 20 160-16 44 14 70-10 108-30 36-70 10-74-34l-108-6c-8 46-56 66-84 28-24-34 8-62-8-104-22-60 24-96 22-154z" fill="${hair}"/><path d="M312 210c-2 60 34 90 14 150M92 220c4 56-30 88-14 140" stroke="${gloss}" stroke-width="7" fill="none" opacity=".7"/>`,
  bun: ({ hair }) =>
    `<circle cx="200" cy="22" r="54" fill="${hair}"/><path d="M88 210C82 70 132 30 200 30s118 40 112 180z" fill="${hair}"/>`,
  short: ({ hair }) => `<path d="M92 210C80 70 130 34 200 34s122 38 110 176z" fill="${hair}"/>`,
  cap: ({ hair }) => `<path d="M96 220C90 110 130 80 200 80s112 30 106 140z" fill="${hair}"/>`,
};

const hairBefore: Record<Look['cut'], (look: Look) => string> = {
  long: ({ hair, gloss }) =>
    `<path d="M94 196c0-96 46-142 108-142 66 0 110 48 106 142-16-56-44-82-72-92-40 40-94 40-142 92z" fill="${hair}"/><path d="M132 112c30-30 60-36 84-34" stroke="${gloss}" stroke-width="7" stroke-linecap="round" fill="none"/>`,
  wave: ({ hair, gloss }) =>
    `<path d="M92 204c-6-104 46-150 112-150 68 0 112 52 104 152-10-60-40-100-84-108-30 50-90 62-132 106z" fill="${hair}"/><path d="M150 96c34-20 70-18 96-6" stroke="${gloss}" stroke-width="7" stroke-linecap="round" fill="none"/>`,
  bun: ({ hair, gloss }) =>
    `<path d="M94 200c-2-100 44-146 106-146s108 46 106 146c-24-70-60-96-106-96s-82 26-106 96z" fill="${hair}"/><path d="M140 92c36-18 84-18 120 0" stroke="${gloss}" stroke-width="6" stroke-linecap="round" fill="none"/>`,
  short: ({ hair, gloss }) =>
    `<path d="M92 190c-4-50 0-84 24-112 40-46 130-50 166-4 24 30 30 66 24 116-8-28-18-46-32-62-50 6-118 2-144-26-16 24-30 50-38 88z" fill="${hair}"/><path d="M160 70c34-12 66-8 92 8" stroke="${gloss}" stroke-width="6" stroke-linecap="round" fill="none"/>`,
  cap: ({ cloth, trim }) =>
    `<path d="M86 132c0-66 50-94 114-94s114 28 114 94c-70-18-158-18-228 0z" fill="${cloth}"/><path d="M92 128c70-16 146-16 216 0l6 30c-76-26-152-26-228 0z" fill="#0e141e"/><circle cx="200" cy="92" r="17" fill="${trim}"/>`,
};

type Face = { brow: number; lift: number; open: number; corner: number; eye: number };
const faces: Record<Mood, Face> = {
  calm: { brow: 0, lift: 0, open: 6, corner: 2, eye: 1 },
  cold: { brow: 9, lift: 3, open: 6, corner: -3, eye: 0.72 },
  cruel: { brow: 17, lift: 5, open: 10, corner: 7, eye: 0.82 },
  hurt: { brow: -15, lift: -4, open: 7, corner: -10, eye: 0.84 },
  shocked: { brow: -8, lift: -16, open: 17, corner: -4, eye: 1.28 },
  proud: { brow: 6, lift: -3, open: 9, corner: 9, eye: 0.88 },
  tender: { brow: -9, lift: -3, open: 6, corner: 4, eye: 0.8 },
};

/** A bust. `talking` opens the mouth, `blink` closes the eyes. */
export function figure(who: Who, mood: Mood, { talking = false, blink = false }: { talking?: boolean; blink?: boolean } = {}): string {
  const look = looks[who];
  const face = faces[mood];
  return [
    hairBehind[look.cut](look),
    shoulders(look),
    head(look),
    eyes(look, face, blink),
    mouth(look, face, talking),
    mood === 'hurt' ? tears() : '',
    hairBefore[look.cut](look),
  ].join('');
}

function shoulders({ skin, shade, cloth, trim, man, jewel }: Look): string {
  const neck = `<path d="M164 262h72v74c0 30-72 30-72 0z" fill="${shade}"/><path d="M164 256h72v60c-20 22-52 22-72 0z" fill="${skin}" opacity=".35"/>`;
  if (man)
    return `${neck}<path d="M-10 640c0-190 60-250 174-292h72c114 42 174 102 174 292z" fill="${cloth}"/><path d="M164 338l36 110 36-110 14 10-34 292h-32L150 348z" fill="${trim}"/><path d="M188 372h24l12 200-24 40-24-40z" fill="#5c1f2a"/><path d="M150 346l-44 50 46 40-14 30 60 174M250 346l44 50-46 40 14 30-60 174" fill="none" stroke="#000" stroke-opacity=".28" stroke-width="5"/>`;
  return `${neck}<path d="M162 320h76v70h-76z" fill="${shade}"/><path d="M4 640c6-170 50-236 160-276 24 40 48 40 72 0 110 40 154 106 160 276z" fill="${cloth}"/><path d="M164 362c-10 60 10 96 36 120 26-24 46-60 36-120-24 34-48 34-72 0z" fill="${skin}"/><path d="M158 360c-10 66 14 106 42 132 28-26 52-66 42-132" fill="none" stroke="${trim}" stroke-width="7"/>${jewel ? `<path d="M160 344c20 44 60 44 80 0" fill="none" stroke="${jewel}" stroke-width="6" stroke-dasharray="1 9" stroke-linecap="round"/>` : ''}`;
}

function head({ skin, shade, man, jewel }: Look): string {
  const jaw = man
    ? 'M106 160c0-70 40-104 94-104s94 34 94 104c0 72-24 130-94 146-70-16-94-74-94-146z'
    : 'M108 160c0-70 38-104 92-104s92 34 92 104c0 76-34 128-92 148-58-20-92-72-92-148z';
  const ears = `<ellipse cx="104" cy="186" rx="13" ry="24" fill="${shade}"/><ellipse cx="296" cy="186" rx="13" ry="24" fill="${shade}"/>`;
  const rings = jewel ? `<circle cx="102" cy="218" r="7" fill="${jewel}"/><circle cx="298" cy="218" r="7" fill="${jewel}"/>` : '';
  return `${ears}${rings}<path d="${jaw}" fill="${skin}"/><path d="M292 150c2 86-30 140-90 158 50-30 74-86 72-158z" fill="${shade}" opacity=".55"/><path d="M200 176c-8 26-14 38-10 46 4 6 16 6 22 2" fill="none" stroke="${shade}" stroke-width="5" stroke-linecap="round"/>${man ? '' : `<ellipse cx="138" cy="228" rx="22" ry="12" fill="#e8887c" opacity=".28"/><ellipse cx="262" cy="228" rx="22" ry="12" fill="#e8887c" opacity=".28"/>`}`;
}

function eyes({ hair, man }: Look, { brow, lift, eye }: Face, blink: boolean): string {
  const one = (cx: number, side: 1 | -1): string => {
    const ry = 13 * eye;
    const lid = `<path d="M${cx - 25} ${182 - ry * 0.2}q25 ${-ry * 1.9} 50 0" fill="none" stroke="#2b1a1c" stroke-width="${man ? 5 : 7}" stroke-linecap="round"/>`;
    const ball = blink
      ? `<path d="M${cx - 23} 184q23 9 46 0" fill="none" stroke="#2b1a1c" stroke-width="6" stroke-linecap="round"/>`
      : `<ellipse cx="${cx}" cy="184" rx="22" ry="${ry}" fill="#fffaf5"/><circle cx="${cx}" cy="184" r="${Math.min(12, ry)}" fill="#3b241d"/><circle cx="${cx}" cy="184" r="5.5" fill="#120a08"/><circle cx="${cx + 4}" cy="180" r="3.4" fill="#fff"/>${lid}`;
    const tilt = brow * side;
    return `${ball}<path d="M${cx - 29} ${150 + lift - tilt * 0.7}q29 ${-12 + Math.abs(brow) * 0.2} 58 ${tilt * 1.4}" fill="none" stroke="${hair}" stroke-width="${man ? 11 : 7}" stroke-linecap="round"/>`;
  };
  // The left eye's inner end is at its right: brows meet low when angry, high when hurt.
  return one(152, 1) + one(248, -1);
}

function mouth({ lips }: Look, { open, corner }: Face, talking: boolean): string {
  const gap = talking ? open + 9 : Math.max(2, open * 0.35);
  const y = 256;
  return `<path d="M172 ${y - corner * 0.5}q28 ${corner - 4} 56 0q-28 ${gap * 1.7 + corner} -56 0z" fill="${talking ? '#5a1318' : lips}"/><path d="M172 ${y - corner * 0.5}q14 ${-9 + corner * 0.4} 28 ${-1}q14 ${-8 + corner * 0.4} 28 1" fill="none" stroke="${lips}" stroke-width="6" stroke-linecap="round"/>${talking ? `<path d="M178 ${y - corner * 0.4 + gap + corner * 0.4}q22 ${gap * 0.5} 44 0" fill="none" stroke="${lips}" stroke-width="6" stroke-linecap="round"/>` : ''}`;
}

const tears = (): string =>
  '<path d="M140 204c-4 20-8 28-4 38 4 6 10 4 10-4 0-12-4-20-6-34z" fill="#cfe8f7" opacity=".85"/><path d="M262 206c2 16 2 24 6 32 5 5 9 1 8-6-2-10-8-16-14-26z" fill="#cfe8f7" opacity=".75"/>';
