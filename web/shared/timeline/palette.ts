/** The timeline's colours, for a light and a dark room. Text on a block keeps 4.5 : 1 or more; no meaning hangs on colour alone. */

export type BlockColour = { readonly fill: string; readonly edge: string; readonly text: string };
export type Palette = {
  readonly dark: boolean;
  readonly ground: string;
  readonly band: string;
  readonly line: string;
  readonly faint: string;
  readonly text: string;
  readonly muted: string;
  readonly playhead: string;
  readonly hook: BlockColour;
  readonly cue: BlockColour;
  readonly shot: BlockColour;
  readonly warning: BlockColour;
  readonly suggestion: BlockColour;
  readonly applied: BlockColour;
  readonly curve: string;
  readonly curveFill: string;
  readonly target: string;
  readonly silence: string;
  readonly music: string;
  readonly speech: string;
  readonly block: (hue: number, chroma?: number) => BlockColour;
};

const blockOf =
  (dark: boolean) =>
  (hue: number, chroma = 1): BlockColour =>
    dark
      ? {
          fill: `oklch(0.36 ${0.07 * chroma} ${hue})`,
          edge: `oklch(0.7 ${0.13 * chroma} ${hue})`,
          text: `oklch(0.95 ${0.03 * chroma} ${hue})`,
        }
      : {
          fill: `oklch(0.93 ${0.045 * chroma} ${hue})`,
          edge: `oklch(0.58 ${0.14 * chroma} ${hue})`,
          text: `oklch(0.36 ${0.09 * chroma} ${hue})`,
        };

const light: Palette = {
  dark: false,
  ground: '#ffffff',
  band: '#f4f5f6',
  line: '#e4e8ea',
  faint: '#eceff1',
  text: '#14191c',
  muted: '#5f6a72',
  playhead: '#ad331b',
  hook: { fill: '#f8e3b4', edge: '#b9810f', text: '#4f3500' },
  cue: { fill: '#e9eef1', edge: '#9fb0b9', text: '#24343c' },
  shot: { fill: '#e4eaec', edge: '#8a9aa2', text: '#34444b' },
  warning: blockOf(false)(35),
  suggestion: blockOf(false)(215),
  applied: blockOf(false)(155),
  curve: '#17566b',
  curveFill: '#17566b33',
  target: '#b9810f',
  silence: '#7b8a9240',
  music: '#8a5fc7',
  speech: '#2b8a7a',
  block: blockOf(false),
};

const dark: Palette = {
  dark: true,
  ground: '#15191c',
  band: '#191d21',
  line: '#262d32',
  faint: '#1f252a',
  text: '#ebeff1',
  muted: '#93a0a8',
  playhead: '#f18a73',
  hook: { fill: '#584110', edge: '#eeb440', text: '#ffedc9' },
  cue: { fill: '#273037', edge: '#5c6c76', text: '#dde5e9' },
  shot: { fill: '#242c32', edge: '#77868f', text: '#cbd5da' },
  warning: blockOf(true)(35),
  suggestion: blockOf(true)(215),
  applied: blockOf(true)(155),
  curve: '#74bcd3',
  curveFill: '#74bcd338',
  target: '#eeb440',
  silence: '#00000066',
  music: '#b294e6',
  speech: '#58c2ae',
  block: blockOf(true),
};

export const paletteFor = (isDark: boolean): Palette => (isDark ? dark : light);
