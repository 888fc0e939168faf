/** The thread in which figures are compared: see checking.ts. */
import { answerIn } from '../service/thread-side.ts';
import type { Checked, CheckPart } from './checking.ts';
import { checkClaims } from './rules/check.ts';

answerIn<CheckPart, Checked>((parts) => {
  const most = Math.min(...parts.map(({ mostFindings }) => mostFindings));
  const found = checkClaims(parts.flatMap(({ documents }) => documents));
  return { found: found.length, findings: found.slice(0, most) };
});
