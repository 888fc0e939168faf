/** The world as it is drawn and picked from: one tile a territory, roughly where it lies, by continent; and the regions that contracts name. */

export const continents = ['north_america', 'south_america', 'europe', 'africa', 'asia', 'oceania'] as const;
export type Continent = (typeof continents)[number];

/** ISO 3166-1 alpha-2; `..` is open water. */
const drawn: Readonly<Record<Continent, string>> = {
  north_america: `
    .. CA .. .. .. GL .. .. .. .. ..
    .. US .. .. PM BM .. .. .. .. ..
    MX .. .. CU BS TC .. .. .. .. ..
    GT BZ .. KY JM HT DO PR VI VG AI
    SV HN .. .. .. .. SX MF BL KN AG
    NI .. .. .. .. .. .. MS GP DM ..
    CR PA .. AW CW BQ .. VC LC MQ ..
    .. .. .. .. .. .. TT GD BB .. ..`,
  south_america: `
    CO VE GY SR GF
    EC PE BR .. ..
    .. BO PY .. ..
    CL AR UY .. ..
    .. FK GS BV ..`,
  europe: `
    IS .. .. .. NO SJ .. .. .. ..
    FO .. .. .. SE AX FI EE .. RU
    IE IM GB DK .. .. LV LT BY ..
    JE GG NL DE PL CZ SK UA MD ..
    .. BE LU CH LI AT HU RO .. ..
    PT AD FR MC IT SI HR RS BG ..
    ES GI .. SM VA BA ME MK GR ..
    .. .. .. MT .. .. AL .. .. CY`,
  africa: `
    .. EH MA DZ TN LY EG .. .. ..
    CV MR ML NE TD SD ER DJ .. ..
    SN GM BF NG CM CF SS ET SO ..
    GW GN CI GH TG BJ UG KE .. IO
    SL LR .. ST GQ CG CD RW TZ SC
    SH .. .. .. GA AO BI ZM MW KM
    .. .. .. .. NA BW ZW MZ YT MG
    .. .. .. .. ZA LS SZ .. RE MU`,
  asia: `
    .. .. GE .. KZ .. .. MN .. .. ..
    TR AM AZ TM UZ KG .. CN .. KP JP
    SY IQ IR AF TJ .. NP BT .. KR ..
    LB JO KW PK IN BD MM LA VN HK TW
    IL PS SA BH QA LK TH KH .. MO PH
    .. YE OM AE .. MV .. MY BN .. ..
    .. .. .. .. .. .. SG ID TL .. ..`,
  oceania: `
    MP GU .. .. MH .. UM .. ..
    PW FM .. NR KI .. TK .. ..
    .. PG SB TV WF WS AS CK PF
    CX .. VU FJ TO NU .. PN ..
    CC AU NC NF .. .. .. .. ..
    HM .. NZ .. AQ TF .. .. ..`,
};

export type Tile = { territory: string; row: number; column: number };

/** A continent's tiles by rows, each from the left; rows and columns count from 1, as a grid of CSS does. */
export const tiles: Readonly<Record<Continent, readonly Tile[]>> = Object.fromEntries(
  continents.map((continent) => [
    continent,
    drawn[continent]
      .trim()
      .split('\n')
      .flatMap((line, row) =>
        line
          .trim()
          .split(' ')
          .map((territory, column) => ({ territory, row: row + 1, column: column + 1 })),
      )
      .filter(({ territory }) => territory !== '..'),
  ]),
) as Record<Continent, Tile[]>;

const of = (continent: Continent): string[] => tiles[continent].map(({ territory }) => territory);
const list = (text: string): string[] => text.split(' ');

/** Regions by which licences are sold. Overlaps are meant: a contract says "Southeast Asia" here and "Asia" there. */
export const regions: Readonly<Record<string, readonly string[]>> = {
  greater_china: list('CN HK MO TW'),
  southeast_asia: list('BN ID KH LA MM MY PH SG TH TL VN'),
  japan_korea: list('JP KR'),
  south_asia: list('AF BD BT IN LK MV NP PK'),
  central_asia: list('KG KZ TJ TM UZ'),
  middle_east: list('AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE'),
  north_africa: list('DZ EG EH LY MA SD TN'),
  us_canada: list('CA US'),
  latin_america: [...of('south_america'), ...list('BZ CR CU DO GT HN HT MX NI PA PR SV')].filter((one) => !list('BV FK GS').includes(one)),
  european_union: list('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'),
  uk_ireland: list('GB IE'),
  cis: list('AM AZ BY KG KZ MD RU TJ UZ'),
  asia: of('asia'),
  europe: of('europe'),
  africa: of('africa'),
  north_america: of('north_america'),
  south_america: of('south_america'),
  oceania: of('oceania'),
};
export const allTerritories: readonly string[] = continents.flatMap(of);

/** Fewest words for a set of territories: whole regions first, the largest before the others, then single ones; or all but a few. */
export type Summary = { base: 'world' | 'list'; regions: string[]; territories: string[]; except: string[] };
const fewExceptions = 12;

export function summarise(territories: readonly string[]): Summary {
  const wanted = new Set(territories);
  const missing = allTerritories.filter((one) => !wanted.has(one));
  if (missing.length === 0) return { base: 'world', regions: [], territories: [], except: [] };
  const named = namedIn(wanted);
  const outside = namedIn(new Set(missing));
  const length = ({ regions: some, territories: single }: ReturnType<typeof namedIn>) => some.length + single.length;
  if (length(outside) < length(named) && length(outside) <= fewExceptions)
    return { base: 'world', regions: outside.regions, territories: [], except: outside.territories };
  return { base: 'list', ...named, except: [] };
}

function namedIn(wanted: ReadonlySet<string>): { regions: string[]; territories: string[] } {
  const left = new Set(wanted);
  const found: string[] = [];
  const bySize = Object.entries(regions).sort(([, a], [, b]) => b.length - a.length);
  for (const [name, members] of bySize) {
    // A region of which much is named already would say the same twice.
    if (!members.every((one) => wanted.has(one)) || members.filter((one) => left.has(one)).length * 2 < members.length) continue;
    found.push(name);
    for (const one of members) left.delete(one);
  }
  return { regions: found, territories: [...left] };
}
