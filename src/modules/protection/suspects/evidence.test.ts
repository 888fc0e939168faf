/** What evidence is given of sightings, and of whom. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProtection, type TestProtection } from '../../../../test/support/protection.ts';
import { capturesForEvidence } from './evidence.ts';

let house: TestProtection;
beforeAll(async () => {
  house = await openProtection();
}, 60_000);
afterAll(() => house.close());

test('a suspect is given by its own id or by where it was seen, as a capture that holds, to its organisation alone', async () => {
  const { actor } = await house.tenant();
  const { actor: stranger } = await house.tenant();
  const request = new Request('http://hookline.test/', {
    method: 'POST',
    body: Buffer.alloc(5000, 'pirated'),
    duplex: 'half',
  } as RequestInit);
  await house.protection.uploadSuspect(actor, { filename: '盗版.mp4', url: 'https://pirate.example/v/1' }, request);
  const { items } = await house.protection.listSightings(actor, { limit: 10 });
  const { id } = items[0]!;
  const suspectId = items[0]!.suspectId!;
  const given = await house.database.db.read((trx) => capturesForEvidence(trx, actor.organisationId, [id, suspectId, 'cpr_none']));
  expect([...given.keys()]).toEqual([id, suspectId]);
  expect(given.get(id)).toMatchObject({
    id,
    askedUrl: 'https://pirate.example/v/1',
    finalUrl: null,
    means: 'upload',
    body: { bytes: 5000 },
  });
  const none = await house.database.db.read((trx) => capturesForEvidence(trx, stranger.organisationId, [id, suspectId]));
  expect(none.size).toBe(0);
});
