import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { isWebhookSecret, newWebhookSecret, toleranceSeconds, verifyWebhook } from '../../../platform/standard-webhooks.ts';
import { businessZone } from '../../../platform/time.ts';
import type { attributionContract, BatchResult, Source } from '../contract.ts';
import { attributionErrors } from '../errors.ts';
import type { Intake } from '../intake/intake.ts';
import * as repo from '../repo/sources.ts';
import type { SourceRow, SourceSecret } from '../tables.ts';
import type { AttributionParts } from './parts.ts';

type Routes = (typeof attributionContract)['routes'];
type NewSource = z.output<Routes['createSource']['body']>;
type SourceChange = z.output<Routes['updateSource']['body']>;

const hourMs = 3_600_000;
/** Messages are remembered for longer than their signatures hold. */
const rememberMs = 4 * toleranceSeconds * 1000;
const defaultName = 'API';
const mostSecrets = 5;

export function createSourceUses(parts: AttributionParts, intake: Intake) {
  const { db, clock, audit, sealer } = parts;

  function present(row: SourceRow): Source {
    const now = clock.now();
    return {
      id: row.id,
      kind: row.kind,
      name: row.name,
      currency: row.currency as Source['currency'],
      zone: row.zone,
      state: row.state,
      callbackUrl: row.kind === 'callback' ? `${parts.baseUrl}/api/v1/callbacks/${row.id}` : null,
      secrets: valid(row.secrets, now).map(({ id, hint, validUntil }) => ({ id, hint, validUntil })),
      lastEventAt: row.last_event_at?.toISOString() ?? null,
      createdAt: row.created_at.toISOString(),
    };
  }

  async function require(trx: Trx, organisationId: string, sourceId: string): Promise<SourceRow> {
    const row = await repo.selectSource(trx, organisationId, sourceId);
    if (!row) throw attributionErrors.source_not_found({ id: sourceId });
    return row;
  }

  function makeSecret(): { secret: string; kept: SourceSecret } {
    const secret = newWebhookSecret();
    const id = newId('source', clock.nowMs()).replace('src_', 'sec_');
    return { secret, kept: { id, sealed: sealer.seal(secret, id), hint: secret.slice(-4), validUntil: null } };
  }

  /** The source of API events that name none; made with the first of them, whoever comes first. */
  async function defaultSource(organisationId: string): Promise<SourceRow> {
    const found = await db.read((trx) => repo.selectDefault(trx, organisationId));
    if (found) return found;
    return db.transaction(async (trx) => {
      for (let tries = 1; ; tries++) {
        const name = tries === 1 ? defaultName : `${defaultName} ${tries}`;
        await repo.insertSource(trx, rowOf({ kind: 'api', name, currency: null, zone: businessZone }, organisationId, true));
        const row = await repo.selectDefault(trx, organisationId);
        // Where somebody's own source has the name, the next one is free.
        if (row) return row;
      }
    });
  }

  const rowOf = (input: NewSource, organisationId: string, isDefault: boolean) => ({
    id: newId('source', clock.nowMs()),
    organisation_id: organisationId,
    kind: input.kind,
    name: input.name,
    currency: input.currency,
    zone: input.zone,
    state: 'active' as const,
    is_default: isDefault,
    secrets: '[]',
    created_at: clock.now(),
  });

  return {
    async listSources(organisationId: string): Promise<Source[]> {
      return (await db.read((trx) => repo.listSources(trx, organisationId))).map(present);
    },

    /** A source, for other rooms of the module. Throws attribution.source_not_found. */
    requireSource: require,

    async createSource(actor: Actor, input: NewSource): Promise<Source & { secret: string | null }> {
      checkZone(input.zone);
      return db.transaction(async (trx) => {
        const made = input.kind === 'callback' ? makeSecret() : null;
        const row = { ...rowOf(input, actor.organisationId, false), secrets: JSON.stringify(made ? [made.kept] : []) };
        if (!(await repo.insertSource(trx, row))) throw attributionErrors.source_name_taken({ name: input.name });
        await audit.record(trx, actor, 'attribution.create_source', { id: row.id, title: row.name }, { kind: row.kind });
        return { ...present(await require(trx, actor.organisationId, row.id)), secret: made?.secret ?? null };
      });
    },

    async updateSource(actor: Actor, sourceId: string, change: SourceChange): Promise<Source> {
      if (change.zone !== undefined) checkZone(change.zone);
      return db.transaction(async (trx) => {
        const row = await require(trx, actor.organisationId, sourceId);
        if (change.name !== undefined && (await repo.nameIsTaken(trx, actor.organisationId, change.name, sourceId)))
          throw attributionErrors.source_name_taken({ name: change.name });
        if (Object.keys(change).length > 0) await repo.updateSource(trx, actor.organisationId, sourceId, change);
        await audit.record(
          trx,
          actor,
          'attribution.update_source',
          { id: row.id, title: change.name ?? row.name },
          { fields: Object.keys(change) },
        );
        return present(await require(trx, actor.organisationId, sourceId));
      });
    },

    async deleteSource(actor: Actor, sourceId: string): Promise<void> {
      await db.transaction(async (trx) => {
        const row = await require(trx, actor.organisationId, sourceId);
        if (await repo.sourceIsUsed(trx, actor.organisationId, sourceId)) throw attributionErrors.source_in_use({ name: row.name });
        await repo.deleteSource(trx, actor.organisationId, sourceId);
        await audit.record(trx, actor, 'attribution.delete_source', { id: row.id, title: row.name });
      });
    },

    async rotateSecret(actor: Actor, sourceId: string, overlapHours: number): Promise<{ secret: string; source: Source }> {
      return db.transaction(async (trx) => {
        const row = await require(trx, actor.organisationId, sourceId);
        if (row.kind !== 'callback') throw attributionErrors.source_not_callback({ name: row.name });
        const until = new Date(clock.nowMs() + overlapHours * hourMs).toISOString();
        const made = makeSecret();
        const old = valid(row.secrets, clock.now()).map((each) => ({
          ...each,
          validUntil: each.validUntil !== null && each.validUntil < until ? each.validUntil : until,
        }));
        await repo.updateSource(trx, actor.organisationId, sourceId, {
          secrets: JSON.stringify(overlapHours === 0 ? [made.kept] : [made.kept, ...old].slice(0, mostSecrets)),
        });
        await audit.record(trx, actor, 'attribution.rotate_secret', { id: row.id, title: row.name }, { overlapHours });
        return { secret: made.secret, source: present(await require(trx, actor.organisationId, sourceId)) };
      });
    },

    /** Events by API, of a named source or of the organisation's own. */
    async sendEvents(actor: Actor, input: { sourceId?: string | undefined; events: readonly unknown[] }): Promise<BatchResult> {
      return intake.takeEvents(actor.organisationId, input.sourceId ?? (await defaultSource(actor.organisationId)), input.events);
    },

    /**
     * A signed message of one event or a batch (`{events: […]}`). Throws attribution.callback_refused for everything that is not
     * surely from the source: unknown source, wrong or old signature. A message that was taken before is answered and not taken again.
     */
    async receiveCallback(sourceId: string, request: { headers: Headers; body: string }): Promise<BatchResult & { replayed: boolean }> {
      const row = await db.read((trx) => repo.selectSourceAnywhere(trx, sourceId));
      const now = clock.now();
      const usable = row && row.kind === 'callback' ? valid(row.secrets, now) : [];
      // Of a source that is not there the signature is checked all the same: nobody learns which sources exist.
      const secrets = usable.length > 0 ? usable.map((each) => sealer.open(each.sealed, each.id)) : [newWebhookSecret()];
      const verified = verifyWebhook({
        header: (name) => request.headers.get(name),
        payload: request.body,
        secrets: secrets.filter(isWebhookSecret),
        now,
      });
      if (!verified.ok) throw attributionErrors.callback_refused({ reason: verified.reason });
      const events = eventsOf(request.body);
      const { organisation_id } = row!;
      const result = await intake.takeEvents(organisation_id, row!, events);
      // Written after the events, which are idempotent by themselves: a process that dies in between takes the message again.
      const fresh = await db.read((trx) => repo.noteMessage(trx, sourceId, verified.id, now));
      return { ...result, replayed: !fresh };
    },

    /** Forgets messages whose signatures hold no more. */
    async sweepMessages(): Promise<void> {
      await db.read((trx) => repo.forgetMessagesBefore(trx, new Date(clock.nowMs() - rememberMs)));
    },
  };
}
export type SourceUses = ReturnType<typeof createSourceUses>;

function valid(secrets: readonly SourceSecret[], now: Date): SourceSecret[] {
  return secrets.filter(({ validUntil }) => validUntil === null || new Date(validUntil).getTime() > now.getTime());
}

function checkZone(zone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw attributionErrors.zone_unknown({ zone });
  }
}

const callbackBody = z.union([z.object({ events: z.array(z.unknown()).min(1).max(1000) }), z.record(z.string(), z.unknown())]);

function eventsOf(body: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw attributionErrors.callback_unreadable();
  }
  const parsed = callbackBody.safeParse(json);
  if (!parsed.success) throw attributionErrors.callback_unreadable();
  const { events } = parsed.data;
  return Array.isArray(events) ? events : [parsed.data];
}
