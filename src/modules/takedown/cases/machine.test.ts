import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseStates } from './contract.ts';
import { clocksEnded, mayAct, nextState, stateActs } from './machine.ts';
import { domainsOf, registrableDomain, tidyDomain, tidyUrl, urlKey } from './urls.ts';

test('nothing but a closing ends a case, and a closed one is only opened again', () => {
  for (const state of caseStates) {
    const possible = stateActs.filter((act) => mayAct(state, act));
    if (state === 'closed') expect(possible).toEqual(['reopen']);
    else expect(possible).toContain('close');
    for (const act of possible) expect(caseStates).toContain(nextState(state, act));
    for (const act of stateActs) if (!possible.includes(act)) expect(nextState(state, act)).toBeNull();
  }
});

test('no path leads to a legal time without a counter-notice, nor to an answer without a notice', () => {
  const path = fc.array(fc.constantFrom(...stateActs), { maxLength: 30 });
  fc.assert(
    fc.property(path, (acts) => {
      let state = 'draft' as (typeof caseStates)[number];
      let closedFrom = null as (typeof caseStates)[number] | null;
      const done = new Set<string>();
      for (const act of acts) {
        const next = nextState(state, act, closedFrom);
        if (next === null) continue;
        if (act === 'close' || act === 'withdraw') closedFrom = state;
        state = next;
        done.add(act);
        if (['acknowledged', 'removed', 'refused', 'suit', 'counter_notice'].includes(state)) expect(done.has('send')).toBe(true);
        if (state === 'waiting') expect(done.has('counter')).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('a notice is not sent while a counter-notice is open, and a withdrawal needs one that is out', () => {
  for (const state of ['counter_notice', 'waiting', 'closed'] as const) expect(mayAct(state, 'send')).toBe(false);
  expect(mayAct('draft', 'withdraw')).toBe(false);
  expect(clocksEnded('close').stopped).toBe('all');
});

test('addresses that show the same are one, and others are not', () => {
  const same = [
    'https://www.video.example.com/v/1',
    'http://video.example.com/v/1/',
    'https://video.example.com/v/1?utm_source=x#t=3',
    'HTTPS://VIDEO.example.com/v/1',
  ];
  expect(new Set(same.map((url) => urlKey(tidyUrl(url)!))).size).toBe(1);
  expect(urlKey(tidyUrl('https://video.example.com/v/1?page=2')!)).not.toBe(urlKey(tidyUrl(same[0]!)!));
  for (const bad of [
    'javascript:alert(1)',
    'ftp://x.example/1',
    'https://user:pass@x.example/',
    'no address',
    `https://x.example/${'a'.repeat(3000)}`,
  ])
    expect(tidyUrl(bad), bad).toBeNull();
});

test('an address is bundled by its domain', () => {
  expect(domainsOf('https://m.pan.baidu.com/s/1')).toEqual(['m.pan.baidu.com', 'pan.baidu.com', 'baidu.com']);
  expect(registrableDomain('https://a.b.example.co.uk/x')).toBe('example.co.uk');
  expect(registrableDomain('http://192.0.2.7/x')).toBe('192.0.2.7');
  expect(tidyDomain(' https://www.Example.com/path ')).toBe('example.com');
  expect(tidyDomain('视频.中国')).toBe('xn--cy2a840a.xn--fiqs8s');
  for (const bad of ['localhost', 'a b.com', '-x.com', '']) expect(tidyDomain(bad), bad).toBeNull();
});
