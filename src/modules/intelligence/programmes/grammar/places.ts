/** Places in notices: those of the gazetteer, districts that it does not have, and what “this city” is. */
import { liesIn, regions, regionWords } from '../../claims/regions.ts';

export type FoundPlace = { region: string; start: number; end: number };

const everywhere = new Set(['Global', 'Overseas', 'Asia', 'China']);
/** A district, county or development zone by its own name, behind the city that it belongs to: 杭州市钱塘区. */
const district =
  /^(?:市|省)?(?:的)?([\u4e00-\u9fff]{2,6}?(?:经济技术开发区|高新技术产业开发区|高新区|经开区|开发区|新区|区|县))(?![域间别内])/;
const notDistrict = /(?:社|园|景|片|地|灾|城|市|行政|示范|先行|试验|自治|自贸|辖|产业|专)区$/;

const unknownCity = /^(?![本我全各该])[\u4e00-\u9fff]{2,3}(?<![都大城])市(?!场|民|区|县|级|政|属|委|值)/;

/** Places of a folded text, each where it stands: of “Henan Province, Zhengzhou” both. */
export function findPlaces(text: string): FoundPlace[] {
  return regionWords
    .find(text)
    .filter(({ value }) => !value.weak && !everywhere.has(value.region))
    .map(({ start, end, value }) => ({ region: value.region, start, end }));
}

/** The smallest place that a name such as 杭州市余杭区文化和广电旅游体育局 begins with; a district keeps its own words. Null without one. */
export function placeOfName(text: string): FoundPlace | null {
  const found = findPlaces(text);
  let best = found[0] ?? null;
  if (!best) {
    // A city that the gazetteer does not have says by its form what it is.
    const city = unknownCity.exec(text);
    return city ? { region: city[0], start: 0, end: city[0].length } : null;
  }
  for (const other of found.slice(1)) {
    if (other.start - best.end > 2 || !liesIn(other.region, best.region)) break;
    best = { ...other, start: best.start };
  }
  const further = district.exec(text.slice(best.end));
  const name = further?.[1];
  if (name === undefined || notDistrict.test(name) || findPlaces(name).length > 0) return best;
  return { region: name, start: best.start, end: best.end + further![0].length };
}

/** 本市, 我省, 本区, in this city …: the place that gives. */
export const hereWords =
  '(?:本市|我市|本省|我省|本区|我区|本县|我县|全市|全省|市内|省内|区内|本地|当地|市域|辖区|本辖区|(?:the|this|our) (?:city|province|district|municipality|region))';

/** Whether a place lies in a region: yes, no where both are known and it does not, null where that cannot be said. */
export function isWithin(place: string, region: string): boolean | null {
  if (place === region) return true;
  if (!regions.has(place) || !regions.has(region)) return null;
  if (liesIn(place, region)) return true;
  // A province does not say which of its cities.
  return liesIn(region, place) ? null : false;
}

/** The canonical name of a place that a person typed in either language; what no gazetteer has stays as it was typed. */
export function canonicalPlace(typed: string): string {
  const text = typed.trim();
  if (regions.has(text)) return text;
  const [found, ...others] = regionWords.find(text);
  return found && others.length === 0 && found.start === 0 && found.end === text.length ? found.value.region : text;
}
