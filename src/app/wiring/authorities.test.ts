import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOutgoing } from '../../platform/outgoing.ts';
import { systemClock } from '../../platform/time.ts';
import { readConfig } from '../config.ts';
import { authoritiesOf } from './authorities.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookline-authorities-'));
  writeFileSync(join(folder, 'notes.txt'), 'no certificate');
});
afterAll(() => rmSync(folder, { recursive: true }));

const outgoing = createOutgoing({ allow: [], clock: systemClock });
const namesOf = (env: Record<string, string>): string[] =>
  authoritiesOf(readConfig({ HOOKLINE_DATA: folder, ...env }), outgoing).map(({ name }) => name);

test('authorities are named by their hosts, and two of one host apart', () => {
  expect(namesOf({})).toEqual([]);
  expect(namesOf({ TSA_URLS: 'https://tsa.example/tsr , http://time.example:8080,https://tsa.example/tsr' })).toEqual([
    'tsa.example',
    'time.example:8080',
  ]);
  expect(namesOf({ TSA_URLS: 'https://tsa.example/rsa,https://tsa.example/ec' })).toEqual(['tsa.example/rsa', 'tsa.example/ec']);
});

test.each([
  ['TSA_URLS', { TSA_URLS: 'tsa.example' }],
  ['TSA_URLS', { TSA_URLS: 'ftp://tsa.example/' }],
  ['TSA_CA_FILE', { TSA_URLS: 'https://tsa.example/', TSA_CA_FILE: '/nowhere.pem' }],
  ['TSA_CA_FILE', { TSA_CA_FILE: 'notes.txt' }],
])('a wrong %s is refused at the start: %j', (name, env) => {
  const given = 'TSA_CA_FILE' in env && env.TSA_CA_FILE === 'notes.txt' ? { TSA_CA_FILE: join(folder, 'notes.txt') } : env;
  expect(() => namesOf(given as Record<string, string>)).toThrow(
    expect.objectContaining({ code: 'app.bad_setting', params: expect.objectContaining({ name }) }),
  );
});
