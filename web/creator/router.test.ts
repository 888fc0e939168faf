import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// The router reads the address when it is loaded, so a window stands in for the browser's first.
const entries: { state: unknown; address: string }[] = [{ state: null, address: '/creator/claims/clm_1?channel=douyin' }];
const at = () => new URL(entries.at(-1)!.address, 'http://hookline.test');
let router: typeof import('./router.tsx');
beforeAll(async () => {
  vi.stubGlobal('window', {
    addEventListener: () => undefined,
    scrollTo: () => undefined,
    get location() {
      return at();
    },
    history: {
      get state() {
        return entries.at(-1)!.state;
      },
      pushState: (state: unknown, _: string, address: string) => entries.push({ state, address }),
      replaceState: (state: unknown, _: string, address: string) => (entries[entries.length - 1] = { state, address }),
      go: () => entries.pop(),
    },
  });
  router = await import('./router.tsx');
});
afterAll(() => vi.unstubAllGlobals());

describe('a pattern', () => {
  test('fits paths of its own shape and gives their parameters decoded', () => {
    expect(router.matchPath('/', '/')).toEqual({});
    expect(router.matchPath('/claims/:claimId', '/claims/clm_1/')).toEqual({ claimId: 'clm_1' });
    expect(router.matchPath('/join/:token', '/join/%E7%81%AB')).toEqual({ token: '火' });
    expect(router.matchPath('*', '/anything/at/all')).toEqual({});
  });
  test('fits nothing else', () => {
    expect(router.matchPath('/claims', '/claims/clm_1')).toBeNull();
    expect(router.matchPath('/claims/:claimId', '/claims')).toBeNull();
    expect(router.matchPath('/claims/:claimId', '/orders/clm_1')).toBeNull();
    expect(router.matchPath('/join/:token', '/join/%E7%8')).toBeNull();
  });
  test('gives back whatever was put into a link', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
        expect(router.matchPath('/orders/:id/x', `/orders/${encodeURIComponent(id)}/x`)).toEqual({ id });
      }),
    );
  });
});

describe('going somewhere', () => {
  test('keeps the base of the app, the history and what was passed along', () => {
    router.navigate('/market?sort=pay', { state: { from: 'home' } });
    expect(entries.length).toBe(2);
    expect(entries.at(-1)).toMatchObject({ address: '/creator/market?sort=pay', state: { state: { from: 'home' } } });
    router.navigate('/market', { replace: true });
    expect(entries.length).toBe(2);
    expect(at().pathname).toBe('/creator/market');
  });
  test('changes one search parameter and leaves the others', () => {
    const search = new URLSearchParams('sort=pay&genre=ceo');
    router.put('genre', null)(search);
    router.put('query', '火 x')(search);
    expect(search.toString()).toBe('sort=pay&query=%E7%81%AB+x');
  });
});
