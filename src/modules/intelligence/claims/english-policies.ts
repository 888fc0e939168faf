/** Rules of support in English that name no gift: “may obtain 20 % of …”, “bears a third of the rent”, “No company can collect more than …”. */
import type { Quantity } from '../quantities/quantity.ts';
import { cuesOf } from './statuses.ts';
import type { Measure } from './claim.ts';
import type { Policy } from './policies.ts';
import { endOfClause, startOfClause } from './places.ts';
import type { Scene } from './scene.ts';
import { tenseAt } from './tenses.ts';

/** What one may ask for, and what an office takes over. */
const obtains =
  /\b(?:may|can|could|shall|is entitled to|are entitled to|is due|are due) (?:\w+ )?(?:obtain|claim|reclaim|recoup|receive|collect|apply for|get|draw|recover|enjoy|be (?:given|paid|refunded|reimbursed|granted|supported|subsidi[sz]ed|awarded|rewarded))\b|\b(?:is|are) due\b|\ballowance of\b|\b(?:supported|subsidi[sz]ed|refunded|reimbursed|rebated) (?:at|by|with)\b/i;
const bears =
  /\b(?:cover|bear|pay|refund|reimburse|return|repay|meet|match|shoulder|subsidi[sz]e|chip in|hand back|give back|pay back|pick up)(?:s|es)?\b(?=[^.;]{0,60}\b(?:costs?|rent|rental|spend\w*|spent|expens\w+|outlay|fees?|interest|loans?|what)\b)/i;
const offices =
  /\b(?:fund|city|district|province|county|state|government|bureau|office|commission|council|authority|scheme|programme?|park|base|municipality|federation|it)\b/i;
const giving = /\b(?:gives?|pays?|offers?|hands? out|awards?|grants?|reimburses?|rewards?|refunds?|subsidi[sz]es?)\b/i;
const denied =
  /(?:^|[.;:]\s|[-–•]\s)\s*(?:no|neither) (?:single |one |individual )?[\w-]+(?: [\w-]+){0,4}? (?:can|may|shall|will|is allowed to|receives?|gets?)\b/i;
const conditions =
  /\b(?:whose|with|that|(?<!\b(?:after|in|of|to|by) )which|who|if|once|when|where|provided|having|of at least)\b[^,;]*$|\b(?:reach|exceed|surpass|gross|attract|pass|top)(?:es|ing|s)?\s*$|\bat least\s*$/i;
const ruling =
  /\b(?:rules?|classification|requirements?|eligib\w+|conditions?|incentives?|subsid\w+|support measures|policy mix|measures|awards?|rewards?|rebates?|grants?)\b/i;
/** What a place has is told, in rules as well. */
const possesses = /\b(?:(?:has|have)\s*$|(?:there (?:is|are)|hosts?|home to|employs?|accounts? for|counts?|boasts?)\b\s*(?:\w+ ){0,2}$)/i;

type Around = { official: boolean; group: string | null; ruled: boolean };

/** What a figure is of a rule that existing words of giving do not tell; null where it is none. */
export function ruleInEnglish(scene: Scene, quantity: Quantity, { official, group, ruled }: Around): Policy | null {
  const { text } = scene;
  const { start, end, unit, bound } = quantity;
  if (unit === 'rank' || unit === 'times' || unit === 'points') return null;
  const before = text.slice(0, start);
  if (possesses.test(before) || scene.times.some((time) => time.start >= end && time.start - end < 12)) return null;
  const tense = tenseAt(text, quantity);
  const sentence = text.slice(before.lastIndexOf(';') + 1);
  const clause = text.slice(startOfClause(text, start), endOfClause(text, end));
  const forbids = denied.test(before);
  const grants = obtains.test(sentence) || (bears.test(sentence) && offices.test(before));
  const inRules = (official || (group !== null && ruling.test(group))) && tense !== 'past' && tense !== 'perfect';
  if (!forbids && !grants && !inRules && !(ruled && (tense === 'ahead' || (tense === 'present' && giving.test(before))))) return null;
  if (!forbids && (tense === 'past' || tense === 'perfect') && !isAsked(before)) return null;
  if (
    cuesOf(scene).some(({ status, at }) => status === 'target' && at < start) ||
    /\b(?:expect(?:s|ed)?|forecasts?|projected|projects (?:that|to)|predict\w*)\b/i.test(clause)
  )
    return null;
  const measure = forbids || bound === 'at_most' || /\bas (?:much|many) as\s*$/i.test(before) ? 'cap' : measureIn(quantity, before);
  return measure && { metric: 'subsidy', measure, status: 'policy' };
}

/** What must be so before anything is given: no word of giving stands between it and the figure. */
function isAsked(before: string): boolean {
  const asked = conditions.exec(before);
  return (
    asked !== null &&
    !/\b(?:can|may|shall|due|rewards?|awards?|bonus|grants?|subsid\w+|refunds?|exempt|gets?|earns?|receives?|given|paid|awarded|granted|refunded|obtain\w*|claim)\b/i.test(
      before.slice(asked.index + asked[0].split(' ')[0]!.length),
    )
  );
}

function measureIn({ bound, unit }: Quantity, before: string): Measure | null {
  if (bound === 'at_least' || isAsked(before)) return 'threshold';
  if (unit === 'share') return 'share';
  if (unit === 'money') return bound === 'over' || bound === 'under' ? 'threshold' : 'level';
  return bound === 'exact' ? null : 'threshold';
}
