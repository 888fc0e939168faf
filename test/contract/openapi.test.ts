import { describe, expect, test } from 'vitest';
// Loads the whole house, and with it the kinds of all errors.
import '../../src/app/compose.ts';
import { contracts } from '../../src/app/wiring/lists.ts';
import { identityContract } from '../../src/modules/identity/contract.ts';
import { kindOf } from '../../src/platform/errors.ts';
import { webhookTypes } from '../../src/modules/webhooks/contract.ts';
import { roles, type Contract } from '../../src/platform/http/contract.ts';
import { createApiDocs } from '../../src/platform/http/docs-page.ts';
import { buildOpenApi, codesOf } from '../../src/platform/http/openapi.ts';
import { languages, translator } from '../../src/platform/i18n.ts';

const all: readonly Contract[] = [identityContract, ...contracts];
const routes = all.flatMap((contract) => Object.values(contract.routes).map((route) => ({ id: route.id, contract, route })));
const settings = { version: '1.2.3', baseUrl: 'https://hookline.test' };
const document = buildOpenApi(all, settings);

function* refsOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref') yield inner as string;
    else yield* refsOf(inner);
  }
}

describe('the OpenAPI document', () => {
  test('is the same each time, names each route once, and refers to nothing that is not there', () => {
    expect(JSON.stringify(buildOpenApi(all, settings))).toBe(JSON.stringify(document));
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(routes.map(({ id }) => id).sort());
    for (const ref of refsOf(document)) {
      const [kind, name] = ref.replace('#/components/', '').split('/');
      expect(document.components[kind as 'schemas' | 'headers'], ref).toHaveProperty([name!]);
    }
    expect(document.openapi).toBe('3.1.0');
  });

  test('declares every path parameter, and what a route needs of whoever calls it', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const operation of Object.values(operations)) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
        const declared = (operation.parameters ?? [])
          .filter((each) => each.in === 'path')
          .map(({ name }) => name)
          .sort();
        expect(declared, operation.operationId).toEqual(named);
        const expected = operation['x-permission'] === 'public' ? 0 : operation['x-permission'] === 'session' ? 1 : 2;
        expect(operation.security, operation.operationId).toHaveLength(expected);
      }
    }
  });

  test('has every message that is sent to endpoints, with a body that its schema takes', () => {
    const messages = all.flatMap((contract) => Object.entries(contract.messages ?? {}));
    expect(messages.map(([type]) => type).sort()).toEqual([...webhookTypes].sort());
    expect(Object.keys(document.webhooks).sort()).toEqual([...webhookTypes].sort());
    for (const [type, { data, example }] of messages) expect(data.safeParse(example), type).toMatchObject({ success: true });
  });

  test('gives each failure the status of its kind', () => {
    const { responses } = document.paths['/api/v1/members/{memberId}']!.delete!;
    expect(responses['409']!.description).toBe('identity.last_owner');
    expect(responses['404']!.description).toBe('identity.member_not_found');
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404', '409', '429', '500']);
  });

  test.each(routes.filter(({ route }) => route.example !== undefined))('the example of $id is one that its schema takes', ({ route }) => {
    expect(route.body!.safeParse(route.example)).toMatchObject({ success: true });
  });

  test.each(routes)('$id is shown with what is sent and what comes back', ({ route }) => {
    const { requestBody, responses } = document.paths[route.path.replace(/:([A-Za-z]+)/g, '{$1}')]![route.method.toLowerCase()]!;
    if (route.body) expect(requestBody!.content['application/json']).toHaveProperty('example');
    if (!route.response) return;
    const shown = responses[String(route.status ?? 200)]!.content!['application/json']!;
    expect(shown).toHaveProperty('example');
    expect(route.response.safeParse(shown.example)).toMatchObject({ success: true });
  });

  test('says which quota a route counts towards, and where a key keeps a request from acting twice', () => {
    const create = document.paths['/api/v1/webhooks']!.post!;
    expect(create['x-rate-limit']).toEqual({ quota: 'default', requests: 6000, windowSeconds: 60 });
    expect(create.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }));
    expect(Object.keys(create.responses)).toEqual(expect.arrayContaining(['201', '409', '422', '429']));
    expect(Object.keys(create.responses['201']!.headers!)).toEqual(['RateLimit-Policy', 'RateLimit', 'Idempotent-Replayed']);
    expect(document.paths['/api/v1/webhooks/{webhookId}/test']!.post!['x-rate-limit']).toMatchObject({ quota: 'webhook_test' });
    // What anybody may read is not counted.
    expect(document.paths['/api/v1/join/{token}']!.get).not.toHaveProperty('x-rate-limit');
  });
});

describe('what every contract owes', () => {
  test.each(routes)('$id lists codes that have a kind and a sentence, and a permission that roles hold', ({ contract, route }) => {
    for (const code of codesOf(route)) {
      expect(kindOf(code), code).toBeDefined();
      for (const language of languages()) expect(translator(language)(`error.${code}`), `${code} in ${language}`).not.toBe(`error.${code}`);
    }
    if (route.access.includes('.')) expect(contract.permissions).toHaveProperty([route.access]);
    for (const role of contract.permissions[route.access] ?? []) expect(roles).toContain(role);
  });

  test('routes are said in every language, and in English as the contract says them', () => {
    for (const { route } of routes) {
      expect(translator('en')(`docs.route.${route.id}`), route.id).toBe(route.summary);
      for (const language of languages())
        expect(translator(language)(`docs.route.${route.id}`), `${route.id} in ${language}`).not.toBe(`docs.route.${route.id}`);
    }
  });
});

describe('the page of the API', () => {
  const docs = createApiDocs(all, settings);
  const read = (query: string, acceptLanguage = 'en'): Promise<string> =>
    docs.page(new Request(`https://x/api/docs${query}`, { headers: { 'accept-language': acceptLanguage } })).text();

  test('has every route, and neither script nor anything from elsewhere', async () => {
    const html = await read('');
    for (const { id } of routes) expect(html).toContain(`id="${id}"`);
    expect(html).not.toMatch(/<script|javascript:|\bon\w+=|src="|url\(|@import/);
    for (const [, target] of html.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^(\/|#|\?)/);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${target}"`);
  });

  test('speaks the language that the reader likes best, or the one asked for', async () => {
    expect(await read('', 'fr;q=1, zh-TW;q=0.9, en;q=0.5')).toContain('<html lang="zh-CN">');
    expect(await read('', 'fr')).toContain('<html lang="en">');
    expect(await read('?lang=zh-CN', 'en')).toContain('身份与权限');
    expect(await read('?lang=../../etc', 'en')).toContain('<html lang="en">');
  });

  test('finds routes by all words, in either language, and shows what was typed as text', async () => {
    const html = await read('?q=member+role');
    expect(html).toContain('id="identity.change_role"');
    expect(html).not.toContain('id="identity.list_audit"');
    expect(await read(`?q=${encodeURIComponent('钩子')}`, 'zh-CN')).toContain('id="studio.add_hook"');
    expect(await read(`?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).not.toContain('<script');
  });
});
