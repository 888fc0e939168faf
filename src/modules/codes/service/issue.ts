import { randomInt } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import { isIssuable } from '../fold.ts';
import { codeKey, createPermutation, type Permutation } from '../permutation.ts';
import { createRefusal } from '../refused.ts';
import * as repo from '../repo.ts';
import { lengthFor, plannedUnlessTold } from '../space.ts';
import type { CodeRow } from '../tables.ts';
import { checkSymbols, encode, forms, groupCode, payloadsOf, type CodeForm } from '../word.ts';
import { dayMs, quarantineUnlessTold, type CodesParts } from './parts.ts';

export type CodeOrder = { readonly placementId: string; readonly expiresAt: Date | null };
export type IssuedCode = { readonly id: string; readonly code: string; readonly shown: string };

/** As the counters' table has them. */
const shards = 16n;
const sweepBatch = 5000;
/** The longest a table's statement should be: a chunk of rows to insert. */
const insertBatch = 1000;

export function createIssuing(parts: CodesParts) {
  const key = codeKey(parts.secret);
  const permutations = new Map<string, Permutation>();
  const permutationOf = (form: CodeForm, length: number): Permutation => {
    const name = `${form} ${length}`;
    const made = permutations.get(name) ?? createPermutation(key, forms[form].alphabet.length, length - checkSymbols);
    permutations.set(name, made);
    return made;
  };

  /** The length that the next code of a form has, after ends that nobody has counted yet where the present one is full. */
  async function nextLength(trx: Trx, form: CodeForm): Promise<number> {
    const planned = (await repo.sumPlanned(trx, form)) || plannedUnlessTold;
    const choose = async (): Promise<number> => {
      const counts = await repo.countLengths(trx);
      return lengthFor(form, planned, new Map(counts.filter((each) => each.form === form).map(({ length, active }) => [length, active])));
    };
    const length = await choose();
    if (length === lengthFor(form, planned, new Map())) return length;
    return (await repo.countEnds(trx, parts.clock.now(), sweepBatch)) > 0 ? choose() : length;
  }

  /** Draws words that no list refuses; fewer than wanted only where the shard has no more numbers. */
  function draw(
    form: CodeForm,
    length: number,
    shard: repo.Shard,
    wanted: number,
    refused: (code: string) => boolean,
  ): { words: string[]; next: bigint } {
    const permute = permutationOf(form, length);
    const end = BigInt(payloadsOf(forms[form], length));
    const words: string[] = [];
    let { next } = shard;
    while (words.length < wanted) {
      const numbers: number[] = [];
      // A third more than needed, as some are refused; what is left over is drawn again next time.
      for (let i = 0n; numbers.length < Math.ceil((wanted - words.length) * 1.5); i++) {
        const number = (next + i) * shards + BigInt(shard.shard);
        if (number >= end) break;
        numbers.push(Number(number));
      }
      if (numbers.length === 0) break;
      for (const payload of permute(numbers)) {
        if (words.length === wanted) break;
        next++;
        const word = encode(forms[form], length, payload);
        if (word !== null && isIssuable(forms[form], word) && !refused(word)) words.push(word);
      }
    }
    return { words, next };
  }

  /**
   * Issues a code for each placement, in the caller's transaction: `code` is the normal form, `shown` the same in groups. No two
   * are alike in the installation, however many issue at once. The order of the answer is that of the placements.
   */
  async function issue(trx: Trx, order: { organisationId: string; placements: readonly CodeOrder[] }): Promise<IssuedCode[]> {
    const settings = await repo.findSettings(trx, order.organisationId);
    const form = settings?.form ?? 'letters';
    const quarantineDays = settings?.quarantine_days ?? quarantineUnlessTold;
    const refused = createRefusal(form, forms[form].alphabet, settings?.reserved);
    const now = parts.clock.now();
    const issued: IssuedCode[] = [];
    const rowOf = (word: string, shard: number, { placementId, expiresAt }: CodeOrder): Parameters<typeof repo.insertCodes>[1][number] => ({
      id: newId('searchCode', now.getTime()),
      organisation_id: order.organisationId,
      code: word,
      form,
      length: word.length,
      shard,
      placement_id: placementId,
      issued_at: now,
      expires_at: expiresAt,
      retired_at: null,
      quarantine_days: quarantineDays,
      free_from: expiresAt && new Date(expiresAt.getTime() + quarantineDays * dayMs),
    });
    while (issued.length < order.placements.length) {
      const wanted = order.placements.slice(issued.length, issued.length + insertBatch);
      const length = await nextLength(trx, form);
      const shard = await repo.lockShard(trx, form, length, randomInt(Number(shards)));
      const drawn = draw(form, length, shard, wanted.length, refused);
      // All numbers of a shard are drawn after many years; words whose quarantine is over come round then.
      const words =
        drawn.words.length > 0
          ? drawn.words
          : (await repo.takeFreeWords(trx, form, length, now, wanted.length)).filter((word) => !refused(word));
      if (words.length === 0) throw new Error(`no ${form} code of ${length} characters is left in shard ${shard.shard}`);
      // A word is taken already only where the house's secret was changed, and the new permutation meets a word of the old one.
      const used = await repo.findUsedWords(trx, words);
      const rows = words.filter((word) => !used.has(word)).map((word, i) => rowOf(word, shard.shard, wanted[i]!));
      await repo.insertCodes(trx, rows);
      await repo.advanceShard(trx, form, length, shard.shard, drawn.next, rows.length);
      for (const row of rows) issued.push({ id: row.id, code: row.code, shown: groupCode(row.code) });
    }
    return issued;
  }

  /** Ends codes at an instant, now or later; an end that is earlier already stays. Unknown ids are passed over. */
  async function retire(trx: Trx, organisationId: string, codeIds: readonly string[], at: Date): Promise<CodeRow[]> {
    const rows = await repo.lockCodes(trx, organisationId, codeIds);
    for (const row of rows) {
      if (row.retired_at && row.retired_at <= at) continue;
      const ends = row.expires_at && row.expires_at < at ? row.expires_at : at;
      await repo.setEnd(trx, row, at, new Date(ends.getTime() + row.quarantine_days * dayMs));
    }
    return rows;
  }

  return {
    issue,
    retire,
    nextLength,
    /** Counts codes that are over, so that there is room for others; every quarter of an hour. Answers with how many. */
    sweep: async (): Promise<number> => {
      let counted = 0;
      for (;;) {
        const batch = await parts.db.transaction((trx) => repo.countEnds(trx, parts.clock.now(), sweepBatch));
        counted += batch;
        if (batch < sweepBatch) return counted;
      }
    },
  };
}
export type Issuing = ReturnType<typeof createIssuing>;
