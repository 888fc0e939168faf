/** Numbers whose noun was said before: “82 minutes for men and 104 for women”, “A year ago it was 55”. English only; Chinese counts with classifiers. */
import type { Quantity, Unit } from '../quantities/quantity.ts';
import { startOfClause } from './places.ts';
import type { Scene } from './scene.ts';
import { tenseOf } from './tenses.ts';
import { taxonomy } from './taxonomy.ts';

/** What is no noun that another number could share. */
const abstract = new Set<Unit>(['count', 'share', 'points', 'times', 'rank']);

const few = new Set<Unit>(['apps', 'companies', 'titles', 'places', 'days', 'minutes', 'episodes']);

/** Verbs that only money stands behind. */
const costs =
  /\b(?:cost|costs|costing|r[au]n(?:s|ning)? to|sells?|sold|fetch\w*|command\w*|charg\w+|pa(?:y|ys|id|ying)|goes|go|went|do(?:es|ne)?(?: it| one)?|priced|earn\w*) (?:for |at |about |some |around |only |just |over |under |to )*$/i;

/** Behind a number without a noun: the end of a phrase, or a word that is none. */
const bare =
  /^(?:\s*[,.;:!?)\]”"—–]|\s+[-–—]|\s*$|\s+(?:more|fewer|less|in|for|on|at|by|from|to|a|an|per|each|every|last|this|next|and|or|but|while|when|today|now|currently|already|sometimes|before|after|earlier|if|with|as|than|over|during|were|was|are|is|[a-z]{3,}ed|never|of (?:them|these|those|which|whom)|the (?:year|month|quarter)|so)\b)/i;
const leadsOn =
  /^[^,;.\d]{0,30}(?:\b(?:in|by|of|at) (?:the )?[\w -]{0,24}?)?(?:,\s*)?\b(?:to|against|versus|vs\.?|up from|down from|from|compared (?:with|to)|than)\s+(?:\w+ ){0,2}$/i;

/** The sentence with the units that its bare numbers take from their neighbours, or from the sentence before. */
export function completed(scene: Scene, lastUnit: Unit | null): Scene {
  if (scene.chinese) return scene;
  const quantities: Quantity[] = [];
  scene.quantities.forEach((quantity, index) => {
    const noun = nounBehind(scene.text, quantity);
    if (noun !== null) return void quantities.push({ ...quantity, unitWord: noun });
    const unit = isBare(scene.text)(quantity) ? sharedUnit(scene, quantity, quantities, scene.quantities[index + 1], lastUnit) : null;
    quantities.push(unit === null ? quantity : { ...quantity, unit });
  });
  return { ...scene, quantities };
}

/** “100,000 novels”: a noun that no unit knows is what is counted all the same, and no money or users. */
function nounBehind(text: string, { unit, unitWord, end, written }: Quantity): string | null {
  if (unit !== 'count' || unitWord !== null || written !== 'digits') return null;
  const noun = /^ ([a-z]{3,}[a-z-]*[^s\W]s)\b/.exec(text.slice(end))?.[1];
  return noun && tenseOf(noun) === null && !/^(?:years|months|weeks|always|perhaps|versus|less|across)$/.test(noun) ? noun : null;
}

const isBare =
  (text: string) =>
  ({ unit, unitWord, end }: Quantity): boolean =>
    unit === 'count' && unitWord === null && bare.test(text.slice(end));

function sharedUnit(
  scene: Scene,
  quantity: Quantity,
  earlier: readonly Quantity[],
  next: Quantity | undefined,
  lastUnit: Unit | null,
): Unit | null {
  const before = earlier.findLast(({ unit }) => !abstract.has(unit));
  const from = before?.end ?? 0;
  const nearest = before?.unit ?? lastUnit;
  if (nearest === 'money' && costs.test(scene.text.slice(from, quantity.start))) return 'money';
  // A word of its own says more than what stood before.
  const clause = Math.max(from, startOfClause(scene.text, quantity.start));
  const own = scene.metrics.some(({ start, end, value }) => {
    const unit = taxonomy[value.metric].units[0]!;
    const near = (start >= clause && end <= quantity.start) || (start >= quantity.end && start - quantity.end < 24);
    return !value.weak && near && unit !== nearest && unit !== 'days' && unit !== 'minutes' && unit !== 'share';
  });
  if (own) return null;
  const many = (quantity.low ?? quantity.high ?? 0) >= 1e6;
  // Nobody counts apps or firms by the million.
  if (many && few.has(nearest ?? 'count')) return null;
  if (before) return before.unit;
  if (next && !abstract.has(next.unit) && leadsOn.test(scene.text.slice(quantity.end, next.start))) return next.unit;
  return lastUnit !== null && !abstract.has(lastUnit) && !scene.metrics.some(({ value }) => !value.weak) ? lastUnit : null;
}
