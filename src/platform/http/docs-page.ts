import { kindOf } from '../errors.ts';
import { languages, negotiateLanguage, translator, type Translator } from '../i18n.ts';
import { statusOf } from './server.ts';
import type { Contract, Route } from './contract.ts';
import { docsStyle } from './docs-style.ts';
import { buildOpenApi, codesOf, type OpenApiDocument, type OpenApiOperation, type OpenApiSettings } from './openapi.ts';
import type { JsonSchema } from './schemas.ts';

type Page = {
  readonly t: Translator;
  readonly language: string;
  readonly query: string;
  readonly document: OpenApiDocument;
  readonly settings: OpenApiSettings;
};

/** What a client must send is marked; of an answer, what may be missing. */
type Side = 'sent' | 'answered';

const openWhenAtMost = 3;
// Nested objects are shown to this depth; deeper ones are in the document for programs.
const deepestFields = 3;

/**
 * The contracts for programs and for people, built once. The page has no script and nothing from elsewhere: `?q=` keeps the
 * routes that have every word in their path, id, sentence or permission; `?lang=` overrides the browser's language.
 */
export function createApiDocs(
  contracts: readonly Contract[],
  settings: OpenApiSettings,
): { json(): Response; page(request: Request): Response } {
  let built: OpenApiDocument | null = null;
  const document = (): OpenApiDocument => (built ??= buildOpenApi(contracts, settings));
  return {
    json: () => new Response(JSON.stringify(document()), { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } }),
    page: (request) => {
      const url = new URL(request.url);
      const asked = url.searchParams.get('lang');
      const language = asked !== null && languages().includes(asked) ? asked : negotiateLanguage(request.headers.get('accept-language'));
      const query = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
      const page: Page = { t: translator(language), language, query, document: document(), settings };
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const groups = contracts
        .map((contract) => ({ contract, routes: Object.values(contract.routes).filter((route) => matches(page, route, words)) }))
        .filter(({ routes }) => routes.length > 0);
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-language': language,
        vary: 'accept-language',
      };
      return new Response(frame(page, groups), { headers });
    },
  };
}

type Group = { readonly contract: Contract; readonly routes: readonly Route[] };

function matches(page: Page, route: Route, words: readonly string[]): boolean {
  const text = [route.method, route.path, route.id, route.summary, summaryOf(page.t, route), route.access].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function frame(page: Page, groups: readonly Group[]): string {
  const { t, language, query } = page;
  const shown = groups.reduce((sum, { routes }) => sum + routes.length, 0);
  const open = shown <= openWhenAtMost;
  const others = languages().filter((each) => each !== language);
  const link = (each: string): string =>
    `<a lang="${each}" href="?lang=${each}${query ? `&amp;q=${encodeURIComponent(query)}` : ''}">${esc(translator(each)('language.name'))}</a>`;
  return `<!doctype html>
<html lang="${esc(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${esc(t('docs.title'))}</title>
<link rel="icon" href="/mark.svg"><style>${docsStyle}</style></head><body><a class="skip" href="#routes">${esc(t('docs.skip'))}</a>
<div class="frame"><div class="map"><a class="brand" href="/api/docs">${mark}<span>Hookline <small>${esc(page.settings.version)}</small></span></a>
<form class="find" role="search" action="/api/docs"><input type="search" name="q" value="${esc(query)}" placeholder="${esc(t('docs.search'))}" aria-label="${esc(t('docs.search'))}"><input type="hidden" name="lang" value="${esc(language)}"><button>${esc(t('docs.find'))}</button></form>
<nav aria-label="${esc(t('docs.map'))}">${groups.map((group) => mapOf(page, group)).join('')}</nav></div>
<main id="routes"><div class="top"><h1>${esc(t('docs.title'))}</h1><span>${others.map(link).join(' · ')}</span></div>
${query ? `<p class="lead">${esc(t('docs.found', { count: shown, query }))} <a href="?lang=${esc(language)}">${esc(t('docs.all'))}</a></p>` : introduction(page)}
${groups.map((group) => section(page, group, open)).join('\n')}
${shown === 0 ? `<p class="none">${esc(t('docs.none'))}</p>` : query ? '' : componentsOf(page)}</main></div></body></html>`;
}

const mark =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#17566b"/><path d="M20.5 6.5v12a6 6 0 0 1-12 0v-2l3 2.6" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/><circle cx="20.5" cy="6.5" r="2.4" fill="#f0b73f"/></svg>';

function introduction({ t, document, settings }: Page): string {
  const base = settings.baseUrl ?? '';
  const facts: [string, string][] = [
    [t('docs.auth.title'), `${esc(t('docs.auth.text'))} <code>Authorization: Bearer hlk_…</code>`],
    [t('docs.errors.title'), `${esc(t('docs.errors.text'))} <code>application/problem+json</code>`],
    [t('docs.limits.title'), `${esc(t('docs.limits.text'))} <code>RateLimit: "default";r=5999;t=60</code>`],
    [
      t('docs.idempotency.title'),
      `${esc(t('docs.idempotency.text'))} <code>Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324"</code>`,
    ],
    [t('docs.pages.title'), `${esc(t('docs.pages.text'))} <code>?limit=50&amp;cursor=…</code>`],
    [t('docs.machine.title'), `${esc(t('docs.machine.text'))} <a href="/api/openapi.json">/api/openapi.json</a>`],
  ];
  return `<p class="lead">${esc(t('docs.lead', { base: base || '/', count: Object.keys(document.paths).length }))}</p>
<div class="facts">${facts.map(([title, text]) => `<div><h3>${esc(title)}</h3><p>${text}</p></div>`).join('')}</div>`;
}

function mapOf({ t }: Page, { contract, routes }: Group): string {
  const items = routes.map(
    (route) =>
      `<li><a href="#${route.id}">${verb(route)}<span>${esc(route.path.replace('/api/v1', '').replace(/:([A-Za-z]+)/g, '{$1}'))}</span></a></li>`,
  );
  return `<details open><summary>${esc(t(`docs.module.${contract.module}`))}</summary><ul>${items.join('')}</ul></details>`;
}

function section(page: Page, { contract, routes }: Group, open: boolean): string {
  const { t } = page;
  return `<section aria-labelledby="module-${contract.module}"><h2 id="module-${contract.module}">${esc(t(`docs.module.${contract.module}`))}</h2>
<p class="purpose">${esc(t(`docs.purpose.${contract.module}`))}</p>
${routes.map((route) => card(page, contract, route, open)).join('\n')}</section>`;
}

function summaryOf(t: Translator, route: Route): string {
  // English is the contract's own.
  const own = t(`docs.route.${route.id}`);
  return own === `docs.route.${route.id}` ? route.summary : own;
}

function card(page: Page, contract: Contract, route: Route, open: boolean): string {
  const { t, document } = page;
  const operation = document.paths[route.path.replace(/:([A-Za-z]+)/g, '{$1}')]![route.method.toLowerCase()]!;
  const path = esc(route.path).replace(/:([A-Za-z]+)/g, '<i>{$1}</i>');
  const roles = contract.permissions[route.access]?.map((role) => t(`role.${role}`)).join(' · ');
  const access =
    route.access === 'public'
      ? t('docs.access.public')
      : route.access === 'session'
        ? t('docs.access.session')
        : t('docs.access.permission', { permission: route.access, roles });
  // Following a link to an element inside opens the card: HTML's own rule for details.
  return `<details class="route"${open ? ' open' : ''}><summary>${verb(route)}<span class="path">${path}</span><span class="what">${esc(summaryOf(t, route))}</span><span class="who">${esc(route.access)}</span></summary>
<div class="body" id="${route.id}"><h3>${esc(t('docs.permission'))}</h3><p>${esc(access)}</p>${quotaLine(t, operation)}
${parameters(page, operation)}${requestBody(page, operation)}${response(page, operation)}
<h3>${esc(t('docs.example'))}</h3><pre>${esc(curlOf(page, route, operation))}</pre>
<h3>${esc(t('docs.problems'))}</h3><ul class="errors">${codesOf(route)
    .map((code) => problemLine(t, code))
    .join('')}</ul></div></details>`;
}

function quotaLine(t: Translator, operation: OpenApiOperation): string {
  const limit = operation['x-rate-limit'];
  return limit ? `<p>${esc(t('docs.quota', { ...limit }))} <code>${esc(limit.quota)}</code></p>` : '';
}

function verb(route: Route): string {
  return `<span class="verb ${route.method.toLowerCase()}">${route.method === 'DELETE' ? 'DEL' : route.method}</span>`;
}

function problemLine(t: Translator, code: string): string {
  // Its parameters are known only when it happens: their names stand for them.
  const sentence = t(`error.${code}`, { interpolation: { skipOnVariables: true, prefix: '\u0001', suffix: '\u0001' } }).replace(
    /\{\{(\w+)\}\}/g,
    '{$1}',
  );
  return `<li><b>${statusOf(code, kindOf(code) ?? 'bug')}</b><code>${esc(code)}</code>${sentence === `error.${code}` ? '' : `<span>${esc(sentence)}</span>`}</li>`;
}

function parameters({ t }: Page, operation: OpenApiOperation): string {
  if (!operation.parameters) return '';
  const rows = operation.parameters.map((each) => row(t, each.name, each.schema, each.required, 0, 'sent')).join('');
  return `<h3>${esc(t('docs.parameters'))}</h3><table class="fields"><tbody>${rows}</tbody></table>`;
}

function requestBody(page: Page, operation: OpenApiOperation): string {
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (!type || !content) return '';
  const { t } = page;
  return `<h3>${esc(t('docs.body'))} <code>${esc(type)}</code></h3>${fields(page, content.schema, 'sent') || `<p>${esc(t('docs.bytes'))}</p>`}`;
}

function response(page: Page, operation: OpenApiOperation): string {
  const { t } = page;
  const [status, success] = Object.entries(operation.responses).find(([each]) => Number(each) < 400)!;
  const [type, content] = Object.entries(success.content ?? {})[0] ?? ['', undefined];
  return `<h3>${esc(t('docs.response'))} ${status} <code>${esc(type)}</code></h3>${(content && fields(page, content.schema, 'answered')) || `<p>${esc(t(type === 'application/json' ? 'docs.empty' : 'docs.bytes'))}</p>`}${content?.example === undefined ? '' : `<pre>${esc(JSON.stringify(content.example, null, 2))}</pre>`}`;
}

/** The fields of a schema as a table; a component is a link with its first fields, so that a page stays one that can be read. */
function fields({ t, document }: Page, schema: JsonSchema, side: Side): string {
  if (schema.$ref) {
    // The names of a component's own fields, without what is within them.
    const inner = document.components.schemas[schema.$ref.split('/').at(-1)!] ?? {};
    const required = new Set(inner.required ?? []);
    const rows = Object.entries(inner.properties ?? {}).map(([name, property]) =>
      row(t, name, property, required.has(name), deepestFields, side),
    );
    return `<p>${typeOf(schema)}</p>${rows.length > 0 ? `<table class="fields"><tbody>${rows.join('')}</tbody></table>` : ''}`;
  }
  const rows = fieldRows(t, schema, 0, side);
  return rows ? `<table class="fields"><tbody>${rows}</tbody></table>` : '';
}

function fieldRows(t: Translator, schema: JsonSchema, depth: number, side: Side): string {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => row(t, name, property, required.has(name), depth, side))
    .join('');
}

function row(t: Translator, name: string, schema: JsonSchema, required: boolean, depth: number, side: Side): string {
  const must = !required
    ? `<span class="may">${esc(t('docs.optional'))}</span>`
    : side === 'sent'
      ? `<span class="must">${esc(t('docs.required'))}</span>`
      : '';
  const limits = limitsOf(t, schema);
  const inner = depth < deepestFields ? fieldRows(t, objectWithin(schema), depth + 1, side) : '';
  return `<tr${depth > 0 && depth < deepestFields ? ` class="in-${depth}"` : ''}><td>${esc(name)}</td><td>${typeOf(schema)}${limits ? ` <span class="limits">${esc(limits)}</span>` : ''}</td><td>${must}</td></tr>${inner}`;
}

function objectWithin(schema: JsonSchema): JsonSchema {
  if (schema.properties) return schema;
  if (schema.items) return objectWithin(schema.items);
  return schema.anyOf?.map(objectWithin).find((each) => each.properties) ?? {};
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)!;
    return `<a href="#schema-${name}">${esc(name)}</a>`;
  }
  if (schema.const !== undefined) return `<code>${esc(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) return schema.enum.map((each) => `<code>${esc(String(each))}</code>`).join(' · ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeOf).join(' | ');
  if (schema.allOf) return schema.allOf.map(typeOf).join(' &amp; ');
  if (schema.type === 'array') return schema.items?.enum ? `(${typeOf(schema.items)})[]` : `${typeOf(schema.items ?? {})}[]`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') return `{ …: ${typeOf(schema.additionalProperties)} }`;
  return esc(schema.format ?? (Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? '…')));
}

function limitsOf(t: Translator, schema: JsonSchema): string {
  const parts: string[] = [];
  const span = (from: number | undefined, to: number | undefined, key: string): void => {
    if (from !== undefined || to !== undefined) parts.push(t(key, { from: from ?? 0, to: to ?? '∞' }));
  };
  span(schema.minLength, schema.maxLength, 'docs.limit.length');
  span(schema.minItems, schema.maxItems, 'docs.limit.items');
  if (schema.minimum !== undefined || schema.maximum !== undefined) parts.push(`${schema.minimum ?? '−∞'} … ${schema.maximum ?? '∞'}`);
  if (schema.pattern) parts.push(schema.pattern);
  if (schema.default !== undefined) parts.push(t('docs.default', { value: JSON.stringify(schema.default) }));
  return parts.join(', ');
}

function curlOf({ settings }: Page, route: Route, operation: OpenApiOperation): string {
  const base = settings.baseUrl ?? '';
  const path = route.path.replace(
    /:([A-Za-z]+)/g,
    (_, name: string) => `$${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
  );
  const lines = [`curl${route.method === 'GET' ? '' : ` -X ${route.method}`} "${base}${path}"`];
  if (route.access === 'session') lines.push('-b cookies.txt');
  else if (route.access !== 'public') lines.push('-H "Authorization: Bearer $HOOKLINE_KEY"');
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === 'application/json')
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(content?.example ?? {}, null, 2).replace(/'/g, `'\\''`)}'`);
  else if (type) lines.push('--data-binary @FILE');
  if (route.id === 'identity.sign_in') lines.push('-c cookies.txt');
  return lines.join(' \\\n  ');
}

function componentsOf(page: Page): string {
  const { t, document } = page;
  const cards = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details class="route"><summary><span class="path" style="grid-column:1/3">${esc(name)}</span></summary><div class="body" id="schema-${name}">${fields(page, schema, name.endsWith('Input') ? 'sent' : 'answered') || `<p>${typeOf(schema)}</p>`}</div></details>`,
  );
  return `<section aria-labelledby="schemas"><h2 id="schemas">${esc(t('docs.schemas'))}</h2>${cards.join('\n')}</section>`;
}

function esc(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
