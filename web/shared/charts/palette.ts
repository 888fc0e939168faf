/** The colours of charts: the house's pigments as the present theme has them, in an order whose neighbours can be told apart. */
export type ChartColours = {
  ink: string;
  quiet: string;
  line: string;
  surface: string;
  raised: string;
  series: readonly string[];
  /** By name: the engine measures words with it before they stand on the page. */ font: string;
};

/** Read from the page, so that a chart follows the theme without knowing it. */
export function chartColours(dark: boolean): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: colour('--ink'),
    quiet: colour('--ink-3'),
    line: colour('--line'),
    surface: colour('--surface'),
    raised: colour('--raised'),
    font: getComputedStyle(document.body).fontFamily,
    series: [
      colour('--azurite'),
      colour('--gamboge'),
      colour('--malachite'),
      colour('--cinnabar'),
      dark ? '#a99be0' : '#5b4b9a',
      dark ? '#d79ab8' : '#8f4a6d',
      dark ? '#b0a27c' : '#6d5f37',
      colour('--ink-3'),
    ],
  };
}
