import { createHash } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import type { CreatorTerms } from '../contract.ts';
import { defaultTerms, defaultTermsDay, defaultTermsVersion } from '../default-terms.ts';
import { creatorsErrors } from '../errors.ts';
import { lockFor } from '../repo/agencies.ts';
import * as repo from '../repo/joining.ts';
import type { TermsRow, TermsText } from '../tables.ts';
import { partyOf, type CreatorsParts } from './parts.ts';

export function createTermsUses(parts: CreatorsParts) {
  const { db, clock, audit } = parts;

  // The default is written down when somebody publishes or accepts, so that what was accepted cannot change with the program.
  const unwritten = (organisationId: string): TermsRow => ({
    organisation_id: organisationId,
    version: defaultTermsVersion,
    texts: [...defaultTerms],
    note: '',
    published_at: instantFromIso(defaultTermsDay),
    published_by: 'Hookline',
  });
  async function newest(trx: Trx, organisationId: string): Promise<TermsRow> {
    return (await repo.findNewestTerms(trx, organisationId)) ?? unwritten(organisationId);
  }
  async function writeDefault(trx: Trx, organisationId: string): Promise<void> {
    const row = unwritten(organisationId);
    await repo.insertTerms(trx, { ...row, texts: JSON.stringify(row.texts) });
  }

  /** Records that a creator accepted a version. Throws terms_outdated for any but the newest. */
  async function accept(trx: Trx, organisationId: string, who: { creatorId: string; userId: string }, version: number): Promise<void> {
    let terms = await newest(trx, organisationId);
    if (terms.version !== version) throw creatorsErrors.terms_outdated({ newest: terms.version });
    if (version === defaultTermsVersion) {
      await writeDefault(trx, organisationId);
      terms = await newest(trx, organisationId);
    }
    await repo.insertAcceptance(trx, {
      organisation_id: organisationId,
      creator_id: who.creatorId,
      user_id: who.userId,
      version,
      texts_sha256: createHash('sha256').update(JSON.stringify(terms.texts)).digest('hex'),
      accepted_at: clock.now(),
    });
  }

  return {
    newest,
    accept,
    onWire,

    listTerms: async (actor: Actor): Promise<{ items: CreatorTerms[] }> => {
      const rows = await db.read((trx) => repo.listTerms(trx, actor.organisationId));
      return { items: (rows.length > 0 ? rows : [unwritten(actor.organisationId)]).map(onWire) };
    },

    /** Publishes a version; every creator has to accept it. Throws languages_repeated. */
    publishTerms: (actor: Actor, input: { texts: TermsText[]; note: string }): Promise<CreatorTerms> =>
      db.transaction(async (trx) => {
        const seen = new Set<string>();
        for (const { language } of input.texts) {
          if (seen.has(language)) throw creatorsErrors.languages_repeated({ language });
          seen.add(language);
        }
        await lockFor(trx, 'terms', actor.organisationId);
        await writeDefault(trx, actor.organisationId);
        const row: TermsRow = {
          organisation_id: actor.organisationId,
          version: (await newest(trx, actor.organisationId)).version + 1,
          texts: input.texts,
          note: input.note,
          published_at: clock.now(),
          published_by: actor.name.slice(0, 200),
        };
        await repo.insertTerms(trx, { ...row, texts: JSON.stringify(row.texts) });
        await audit.record(
          trx,
          actor,
          'creators.publish_terms',
          { id: actor.organisationId, title: input.texts[0]!.title },
          { version: row.version },
        );
        return onWire(row);
      }),

    /** The creator who acts accepts the newest terms. Throws terms_outdated, not_a_party. */
    acceptTerms: (actor: Actor, version: number): Promise<void> =>
      db.transaction(async (trx) => {
        const party = await partyOf(trx, actor);
        if (party.kind !== 'creator') throw creatorsErrors.not_a_party({});
        await accept(trx, actor.organisationId, { creatorId: party.creatorId, userId: actor.id! }, version);
        await audit.record(trx, actor, 'creators.accept_terms', { id: party.creatorId, title: actor.name }, { version });
      }),
  };
}
export type TermsUses = ReturnType<typeof createTermsUses>;

function onWire(row: TermsRow): CreatorTerms {
  return {
    version: row.version,
    texts: row.texts,
    note: row.note,
    publishedAt: row.published_at.toISOString(),
    publishedBy: row.published_by,
  };
}
