/** The tense of what an English clause says of a figure: what was has the time that was spoken of, what is has none. */
import type { Quantity } from '../quantities/quantity.ts';

export type Tense = 'past' | 'present' | 'perfect' | 'ahead';

/** Verbs that figures stand with: base form, past and participle where they are not regular. */
const irregular = `
  be|was,were|been; have|had|had; do|did|done; make|made|made; take|took|taken; bring|brought|brought; come|came|come; go|went|gone;
  get|got|got; give|gave|given; grow|grew|grown; rise|rose|risen; fall|fell|fallen; hit|hit|hit; put|put|put; cut|cut|cut; cost|cost|cost;
  spend|spent|spent; sell|sold|sold; buy|bought|bought; pay|paid|paid; win|won|won; lose|lost|lost; hold|held|held; stand|stood|stood;
  see|saw|seen; draw|drew|drawn; run|ran|run; shoot|shot|shot; say|said|said; tell|told|told; find|found|found; keep|kept|kept;
  leave|left|left; lead|led|led; begin|began|begun; become|became|become; show|showed|shown; shrink|shrank|shrunk; sink|sank|sunk;
  swing|swung|swung; overtake|overtook|overtaken; eat|ate|eaten; drive|drove|driven; set|set|set; build|built|built; know|knew|known;
  think|thought|thought; lend|lent|lent; send|sent|sent; sit|sat|sat; slide|slid|slid; write|wrote|written; break|broke|broken;
  fly|flew|flown; hire|hired|hired; mean|meant|meant; feed|fed|fed; beat|beat|beaten; outsell|outsold|outsold; speak|spoke|spoken;
  let|let|let; lie|lay|lain; meet|met|met; read|read|read; shed|shed|shed; spread|spread|spread; swell|swelled|swollen; throw|threw|thrown
`;
const regular =
  'watch use earn employ account generate produce release deliver number total range average represent contribute remain need serve offer carry rank charge fetch command work live turn want prefer finish collect attract host count cover reach exceed surpass top cross pass climb jump surge soar gain add increase decline drop slip dip tumble plunge expand contract receive register approve license launch invest raise grant award claim call cite report clock notch rake pull pocket swallow absorb consume comprise constitute include involve follow trail open close operate own manage reckon estimate value price target aim plan expect forecast hope intend last translate equal amount suggest show indicate convert recoup recover unlock subscribe download install split divide rely depend belong boast accommodate support train recruit hire ship dub adapt distribute promote advertise yield return double triple quadruple halve move creep inch ease slow cool quicken accelerate commission complete wrap tighten unveil issue announce publish introduce adopt scrap relax';

/** As verbs met in the past alone: “market”, “film” and “share” are nouns. */
const pastOnly = 'market house film book list view play share stream order record post file edge tick shift project import export';

type Forms = { present: Set<string>; past: Set<string>; participle: Set<string> };

function formsOfVerbs(): Forms {
  const forms: Forms = { present: new Set(['is', 'are', 'am', 'has', 'does', "'s", "'re"]), past: new Set(), participle: new Set() };
  for (const line of irregular.split(';').map((text) => text.trim())) {
    const [base, past, participle] = line.split('|') as [string, string, string];
    for (const form of [base, thirdOf(base)]) forms.present.add(form);
    for (const form of past.split(',')) forms.past.add(form);
    forms.participle.add(participle);
  }
  for (const base of regular.split(' ')) {
    for (const form of [base, thirdOf(base)]) forms.present.add(form);
    forms.past.add(pastOf(base));
    forms.participle.add(pastOf(base));
  }
  for (const base of pastOnly.split(' ')) {
    forms.past.add(pastOf(base));
    forms.participle.add(pastOf(base));
  }
  for (const same of ['be', 'been']) forms.present.delete(same);
  return forms;
}

function thirdOf(base: string): string {
  if (/(?:s|sh|ch|x|z|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

function pastOf(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return /^(?:drop|slip|dip|top|plan|ship|wrap)$/.test(base) ? `${base}${base.at(-1)}ed` : `${base}ed`;
}

const forms = formsOfVerbs();
/** Nouns far oftener than verbs where an article, an adjective or a number stands before them. */
const nounToo =
  /^(?:uses?|views?|works?|plays?|shows?|turns?|reports?|records?|posts?|books?|calls?|claims?|counts?|lists?|covers?|ranges?|averages?|totals?|numbers?|charges?|releases?|raises?|increases?|declines?|drops?|gains?|jumps?|surges?|plans?|targets?|aims?|hopes?|estimates?|forecasts?|projects?|values?|prices?|orders?|markets?|films?|streams?|shares?|downloads?|installs?|offers?|grants?|awards?|costs?|runs?|cuts?|hits?|sets?|puts?|draws?|splits?|imports?|exports?|files?|moves?|shifts?|doubles?|licenses?|licences?|houses?|supports?|trains?|needs?|reads?|lives?|leads?|launches?|finds?|stands?|means?|left|rose|found|felt|saw|lay|produce|returns?|yields?|promotes?|order|close|open|top|tops|own|well|like|split|spread|number|last|ranks?|top|project|edge|edges|ease|slow|cool|tick|inch|film|films|share|market|lists?)$/;

const word = /[A-Za-z]+(?:['’][a-z]+)?/g;

/** The tense of the last finite verb of a stretch of a clause; null where it has none. */
export function tenseOf(stretch: string): Tense | null {
  let tense: Tense | null = null;
  const words = [...stretch.matchAll(word)].map(([found]) => found.toLowerCase().replace('’', "'"));
  words.forEach((each, at) => {
    const [one, two] = [words[at - 1] ?? '', words[at - 2] ?? ''];
    if (/^(?:will|would|shall|could|may|might|should|can|must|cannot|won't|'ll)$/.test(each)) tense = 'ahead';
    else if (/^(?:to|and|or)$/.test(one) && one === 'to') return;
    else if (
      tense === 'ahead' &&
      /^(?:will|would|shall|could|may|might|should|can|must|be|not|have|also|only|still|even|well|soon)$/.test(one)
    )
      return;
    else if (/^(?:has|have|'ve|'s)$/.test(one) && forms.participle.has(each)) tense = 'perfect';
    else if (
      /^(?:has|have|'ve|'s)$/.test(two) &&
      /^(?:been|already|now|since|also|just|not|only|long|ly)$/.test(one) &&
      forms.participle.has(each)
    )
      tense = 'perfect';
    else if (/^(?:has|have)$/.test(each)) tense = 'present';
    else if (/^(?:was|were|had|did|wasn't|weren't|didn't)$/.test(each)) tense = 'past';
    else if (/^(?:is|are)$/.test(each) && words[at + 1] === 'to') tense = 'ahead';
    else if (/^(?:is|are|am|isn't|aren't|does|do|doesn't|don't|it's|that's|there's|they're|we're)$/.test(each)) tense = 'present';
    else if (/^(?:is|are|am|being|be|been|was|were|being|now|still|also|already|currently|it's)$/.test(one) && forms.participle.has(each))
      return;
    else if (
      forms.past.has(each) &&
      !(
        forms.present.has(each) &&
        !/^(?:he|she|it|who|which|that|they|we|i)$/.test(one) &&
        /^(?:the|a|an|of|per|in|for|its|their|each|average|total)$/.test(one)
      )
    ) {
      // “Revenue hit”, “a title cost”; “subscriptions cost” is of now.
      if (forms.present.has(each)) tense = each === 'cost' && /[^s]s$/.test(one) ? 'present' : (tense ?? 'past');
      else if (!adjectiveBehind.test(one)) tense = 'past';
    } else if (forms.present.has(each) && (!isNoun(each, one) || (at === words.length - 1 && isVerbAtEnd(each, one)))) tense = 'present';
  });
  return tense;
}

/** What stands before a participle that describes: “with registered capital of”, “newly released titles”. */
const adjectiveBehind =
  /^(?:the|a|an|with|of|by|in|for|from|as|per|its|their|our|every|each|newly|recently|all|more|most|some|any|no|other|these|those|than)$/;

/** “the format draws 12 million”: right before a figure, behind a noun. */
function isVerbAtEnd(each: string, before: string): boolean {
  return each.endsWith('s') && before !== '' && !adjectiveBehind.test(before) && !/^(?:and|or|to|at|on|s)$/.test(before);
}

function isNoun(each: string, before: string): boolean {
  if (!nounToo.test(each)) return /^(?:the|a|an|of|to|for|per|in|its|their|our|his|her|each|every|this|these|those)$/.test(before);
  if (/[^s]s$/.test(before) && !each.endsWith('s')) return false;
  return !/^(?:it|they|we|you|he|she|i|who|which|that|viewers|users|people|companies|producers|platforms|apps|men|women|now|today|still|only|typically|usually|often|also|currently|already|never|generally|each|firm|company|city|market|industry|show|drama|title|titles|dramas|series|crews|studios|analysts|report|survey|study)$/.test(
    before,
  );
}

/** The clause of a figure from its last break, without figures' own commas. */
const breaks =
  /[;:—()]|,(?!\d)|\s[-–]\s|\b(?:and|but|while|whereas|although|though|because|as|when|where|which|who|that|after|before|if)\b/gi;

/** The tense that a figure is told in: by the verb before it in its own clause, else by the verb before that, else by the one behind it. */
export function tenseAt(text: string, { start, end }: Pick<Quantity, 'start' | 'end'>): Tense | null {
  const own = text.slice(start, end);
  if (/(?:doubl|tripl|trebl|quadrupl|quintupl|halv)ed$/i.test(own))
    return /\b(?:has|have)\s+(?:\w+ )?$/i.test(text.slice(0, start)) ? 'perfect' : 'past';
  const before = text.slice(0, start);
  const cuts = [0, ...[...before.matchAll(breaks)].map(({ index }) => index)];
  for (let at = cuts.length - 1; at >= Math.max(0, cuts.length - 3); at -= 1) {
    const found = tenseOf(before.slice(cuts[at]));
    if (found) return found;
  }
  const behind = text.slice(end);
  return tenseOf(behind.slice(0, behind.search(/[;]|,\s(?:and|but|while|whereas|although)\b|$/)));
}

/** “China had 662 million in December; one in twenty turns a profit”: from what was to what is or will be. */
export function turnsTense(text: string, from: Pick<Quantity, 'start' | 'end'>, to: Pick<Quantity, 'start' | 'end'>): boolean {
  // “…, which makes growth of 22.9 %”, “together they have …”: of the same time, whatever the verb.
  if (
    /,\s*(?:which|that) (?:makes?|means?|is|equals?|represents?)\b|\btogether they\b/i.test(
      text.slice(Math.min(from.end, to.end), Math.max(from.start, to.start)),
    )
  )
    return false;
  const [first, second] = [tenseAt(text, from), tenseAt(text, to)];
  if (second === 'perfect' && first !== 'perfect') return true;
  return (
    (first === 'past' && second !== null && second !== 'past') ||
    (second === 'past' && first !== null && first !== 'past' && from.start > to.start)
  );
}
