/** Tax and totals of a proof, from what journal and postings gave. */
import { canonicalJson } from '../../ledger/index.ts';
import { taxOf, type TaxInput } from '../tax/content.ts';
import { Differs } from './difference.ts';
import { proofFiles, type ProofTax } from './form.ts';
import type { Journal } from './journal.ts';
import type { LineSums } from './postings.ts';
import type { Proof } from './verify.ts';

/** Every settlement's withholding: on the sum of its lines, by the regime's figures, as the journal has it. Throws Differs. */
export function checkTax(proof: Proof, journal: Journal, lines: LineSums, taxes: readonly ProofTax[]): void {
  const file = proofFiles.tax;
  const { statement } = proof;
  const known = new Set(statement.settlements);
  const seen = new Set<string>();
  for (const { settlement, content } of taxes) {
    if (!known.has(settlement) || seen.has(settlement)) throw new Differs('tax_outside', file, null, [...known].join(' '), settlement);
    seen.add(settlement);
    const income = lines.bySettlement.get(settlement) ?? 0n;
    if (BigInt(content.incomeMinor) !== income) throw new Differs('tax_income', file, null, income, content.incomeMinor);
    if (content.currency !== statement.currency || content.day.slice(0, 7) !== statement.period)
      throw new Differs('tax_outside', file, null, `${statement.currency} ${statement.period}`, `${content.currency} ${content.day}`);
    const computed = compute(content as TaxInput);
    const [is, was] = [canonicalJson(computed), canonicalJson(content)];
    if (is !== was) throw new Differs('tax_computed', file, null, firstUnlike(computed, content), firstUnlike(content, computed));
    const withheld = -(journal.taxed.get(settlement)?.amountMinor ?? 0n);
    if (withheld !== BigInt(content.withheldMinor)) throw new Differs('tax_transfer', file, null, withheld, content.withheldMinor);
    proof.checked += 1;
  }
  for (const [settlement, { line, amountMinor }] of journal.taxed)
    if (!seen.has(settlement) && amountMinor !== 0n) throw new Differs('tax_outside', proofFiles.journal, line, 'in tax.json', settlement);
}

function compute(input: TaxInput): ReturnType<typeof taxOf> {
  try {
    return taxOf(input);
  } catch (error) {
    throw new Differs('tax_computed', proofFiles.tax, null, 'a regime that holds', (error as Error).message);
  }
}

/** The first field of `of` that `other` has otherwise, as a text. */
function firstUnlike(of: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string {
  const name = Object.keys(of)
    .sort()
    .find((key) => canonicalJson(of[key] ?? null) !== canonicalJson(other[key] ?? null));
  return name === undefined ? '' : `${name} ${canonicalJson(of[name] ?? null)}`;
}

/** The statement's totals: each is what the journal and the lines give. Throws Differs. */
export function checkFigures(proof: Proof, journal: Journal, lines: LineSums): void {
  const { totals, previous } = proof.statement;
  const file = proofFiles.statement;
  const opening = BigInt(previous?.closingMinor ?? '0') + journal.lateMinor;
  if (BigInt(totals.openingMinor) !== opening) throw new Differs('opening', file, null, opening, totals.openingMinor);
  const expected = {
    earnedMinor: lines.byKind.earned,
    refundedMinor: lines.byKind.refunded,
    restatedMinor: lines.byKind.taken_back,
    taxMinor: journal.moved.tax,
    paidMinor: journal.moved.paid,
    otherMinor: journal.moved.other,
  };
  for (const [name, amount] of Object.entries(expected) as [keyof typeof expected, bigint][])
    if (BigInt(totals[name]) !== amount) throw new Differs('total', file, null, `${name} ${amount}`, totals[name]);
  proof.checked += 1;
}
