/** What campaigns and posts ask before they go out: whether the house may show pieces of a work there and then. */
import type { Trx } from '../../../platform/db/index.ts';
import { isAppError } from '../../../platform/errors.ts';
import { findSelf } from '../register/repo/parties.ts';
import { findWorkRows } from '../register/repo/works.ts';
import { mayUse, type Answer } from '../rules/availability.ts';
import { alike } from '../rules/free.ts';
import { territories as world } from '../rules/words.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RightKind } from '../words/contract.ts';
import { loadBook, type LoadedBook } from './load.ts';

/** `unknown` where nothing that decides is registered. A refusal has the reason's code, the deed or licence, and the territory. */
export type GateAnswer = {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly reason: string | null;
  readonly clause: string | null;
  readonly territory: string | null;
};
export type GateQuestion = { readonly workId: string; readonly territories: readonly string[]; readonly at: Date };

const unknown: GateAnswer = { answer: 'unknown', reason: null, clause: null, territory: null };
const allowed: GateAnswer = { answer: 'yes', reason: null, clause: null, territory: null };
// A question that leaves a thing open is asked for each name that clauses give it, and for one that none gives.
const mostNames = 8;

export function createGates(parts: RightsParts) {
  async function ask(trx: Trx, organisationId: string, question: GateQuestion, channel: string | null): Promise<GateAnswer> {
    // Most works are not registered, and markets ask for many: what costs one query comes first.
    if ((await findWorkRows(trx, organisationId, [question.workId])).length === 0) return unknown;
    const self = await findSelf(trx, organisationId);
    if (!self) return unknown;
    const book = await loadBook(parts, trx, organisationId, question.workId, [self.id]).catch((error: unknown) => {
      if (isAppError(error, 'catalog.work_not_found')) return null;
      throw error;
    });
    if (!book) return unknown;
    // Whoever registered no promotion apart is asked for what promotion serves.
    const right = (['promotion', 'streaming'] as const).find((each) => book.owned(each));
    if (right === undefined) return unknown;
    return judge(book, { ...question, party: self.id, right, platform: right === 'promotion' ? channel : null });
  }

  return {
    /** Whether the house may promote a work in all of these territories (none: anywhere at all), on whatever platform. */
    mayPromote: (trx: Trx, organisationId: string, question: GateQuestion): Promise<GateAnswer> => ask(trx, organisationId, question, null),

    /** The same for a post on a channel, by whose name licences may know it. */
    mayPublish: (trx: Trx, organisationId: string, question: GateQuestion & { readonly channel: string }): Promise<GateAnswer> =>
      ask(trx, organisationId, question, question.channel),
  };
}

type Asked = GateQuestion & { readonly party: string; readonly right: RightKind; readonly platform: string | null };

function judge(book: LoadedBook, asked: Asked): GateAnswer {
  const { open, some } = book.withoutUnknownSources;
  const answerIn = (territory: string): Answer => {
    let first: Answer | null = null;
    for (const platform of asked.platform === null ? openNames(book.named.platforms) : [asked.platform])
      for (const medium of openNames(book.named.media))
        for (const language of [...new Set([book.work.originalLanguage, ...book.named.languages])].slice(0, mostNames)) {
          const { party, right, workId, at } = asked;
          const answer = mayUse(open, { party, right, workId, at, territory, platform, medium, language });
          if (answer.answer === 'yes') return answer;
          first ??= answer;
        }
    return first!;
  };
  const everywhere = asked.territories.length === 0;
  let refused: GateAnswer | null = null;
  for (const same of alike(open, everywhere ? world : asked.territories)) {
    const { answer, reasons } = answerIn(same[0]!);
    if (answer === 'yes' && everywhere) return some ? unknown : allowed;
    if (answer === 'yes') continue;
    // Of what led to a refusal, a clause says more than that there is none.
    const [told] = book.explain([...reasons.filter(({ clause }) => clause !== null), ...reasons]);
    refused ??= { answer: 'no', reason: told!.code, clause: told!.clause?.documentedIn ?? null, territory: everywhere ? null : same[0]! };
    if (!everywhere) return refused;
  }
  if (refused) return refused;
  // What it was made from may forbid it, but nobody has said.
  return some ? unknown : allowed;
}

// Those that clauses name come first: what refuses them says more.
const openNames = (named: readonly string[]): string[] => [...named.slice(0, mostNames - 1), ''];
