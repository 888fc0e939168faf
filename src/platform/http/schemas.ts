import { z } from 'zod';
import type { Contract } from './contract.ts';

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
};
type Io = 'input' | 'output';

const prefix = '#/components/schemas/';

export type Schemas = {
  /** A zod schema as JSON Schema 2020-12 that refers to components by name. */
  convert(schema: z.ZodType, io: Io): JsonSchema;
  /** Every component that convert has referred to, in alphabetical order. */
  components(): Record<string, JsonSchema>;
  /** Values of a schema, always the same: with what must be there alone, then with everything. The first that passes may be shown. */
  samples(schema: JsonSchema): unknown[];
};

/**
 * Turns zod schemas into JSON Schema. A named schema whose two sides differ (a default is optional to send and always
 * answered) has a component for each: `Work` and `WorkInput`. Throws when two modules give one name to different schemas.
 */
export function createSchemas(named: Readonly<Record<string, z.ZodType>>, contracts: readonly Contract[] = []): Schemas {
  for (const contract of contracts) {
    for (const [name, schema] of Object.entries(contract.schemas ?? {})) {
      if (named[name] !== schema) throw new Error(`two schemas are named ${name}: one of them in ${contract.module}`);
    }
  }
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(named)) registry.add(schema, { id: name });
  const raw = (schema: z.ZodType, io: Io): JsonSchema & { $defs?: Record<string, JsonSchema> } =>
    z.toJSONSchema(schema, { io, metadata: registry, unrepresentable: 'any', target: 'draft-2020-12' }) as JsonSchema;

  const definitions: Record<Io, Record<string, JsonSchema>> = { input: {}, output: {} };
  for (const schema of Object.values(named))
    for (const io of ['input', 'output'] as const) Object.assign(definitions[io], raw(schema, io).$defs);
  const differs = differing(definitions);
  const nameOf = (name: string, io: Io): string => (io === 'input' && differs.has(name) ? `${name}Input` : name);
  const used = new Map<string, { name: string; io: Io }>();
  const use = (name: string, io: Io): string => {
    const shown = nameOf(name, io);
    if (!used.has(shown)) {
      used.set(shown, { name, io });
      // What a component refers to is a component too.
      tidy(definitions[io][name] ?? {}, (inner) => use(inner, io));
    }
    return prefix + shown;
  };
  let kept: Record<string, JsonSchema> = {};
  const components = (): Record<string, JsonSchema> => {
    if (Object.keys(kept).length === used.size) return kept;
    const all = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
    kept = Object.fromEntries(all.map(([shown, { name, io }]) => [shown, tidy(definitions[io][name] ?? {}, (inner) => use(inner, io))]));
    return kept;
  };
  return {
    convert: (schema, io) => tidy(raw(schema, io), (name) => use(name, io)),
    components,
    samples: (schema) => {
      const shown = components();
      return [false, true].map((all) => sample(schema, { components: shown, all }, 0));
    },
  };
}

/** The names whose two sides differ, themselves or in what they refer to. */
function differing(definitions: Record<Io, Record<string, JsonSchema>>): Set<string> {
  const names = Object.keys(definitions.output);
  const texts = (io: Io): Map<string, { text: string; refs: string[] }> =>
    new Map(
      names.map((name) => {
        const refs: string[] = [];
        const text = JSON.stringify(tidy(definitions[io][name] ?? {}, (inner) => (refs.push(inner), inner)));
        return [name, { text, refs }];
      }),
    );
  const [input, output] = [texts('input'), texts('output')];
  const found = new Set(names.filter((name) => input.get(name)!.text !== output.get(name)!.text));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const name of names) if (output.get(name)!.refs.some((ref) => found.has(ref))) found.add(name);
  }
  return found;
}

const patternedFormats = new Set(['email', 'date-time', 'date', 'uri']);

// Without what says nothing to a reader: the expression behind a format that has a name, the bounds of every safe integer,
// and `additionalProperties: false` on answers, which may gain fields.
function tidy(schema: JsonSchema & { $defs?: unknown; $schema?: unknown; id?: unknown }, refer: (name: string) => string): JsonSchema {
  const { $defs: _defs, $schema: _schema, id: _id, ...rest } = schema;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === 'pattern' && patternedFormats.has(rest.format ?? '')) continue;
    if ((key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) continue;
    if (key === 'additionalProperties' && value === false) continue;
    if (key === '$ref') out.$ref = refer(String(value).replace('#/$defs/', ''));
    else if (key === 'properties') out.properties = mapValues(value as Record<string, JsonSchema>, (inner) => tidy(inner, refer));
    else if (Array.isArray(value) && (key === 'anyOf' || key === 'oneOf' || key === 'allOf'))
      out[key] = value.map((inner: JsonSchema) => tidy(inner, refer));
    else if (typeof value === 'object' && value !== null && (key === 'items' || key === 'additionalProperties' || key === 'propertyNames'))
      out[key] = tidy(value as JsonSchema, refer);
    else out[key] = value;
  }
  return out as JsonSchema;
}

function mapValues<V, W>(record: Record<string, V>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

type Sampling = { components: Record<string, JsonSchema>; all: boolean };

function sample(schema: JsonSchema, how: Sampling, depth: number, name = ''): unknown {
  // A schema that holds itself would go on for ever.
  if (depth > 16) return null;
  if (schema.$ref) return sample(how.components[schema.$ref.slice(prefix.length)] ?? {}, how, depth + 1, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (choice) return sample(choice, how, depth, name);
  switch (schema.type) {
    case 'object': {
      const required = new Set(schema.required ?? []);
      const shown = Object.entries(schema.properties ?? {}).filter(([name]) => how.all || required.has(name));
      return Object.fromEntries(shown.map(([name, property]) => [name, sample(property, how, depth + 1, name)]));
    }
    case 'array':
      if (schema.prefixItems) return schema.prefixItems.map((item) => sample(item, how, depth + 1, name));
      return schema.items
        ? Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sample(schema.items!, how, depth + 1, name))
        : [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return sampleText(schema, name);
    default:
      return null;
  }
}

const namedTexts: readonly [RegExp, string][] = [
  [/url|link|href/i, 'https://example.com/…'],
  [/currency/i, 'CNY'],
  [/language/i, 'zh-CN'],
  [/country/i, 'CN'],
  [/minor$/i, '1200'],
  [/title|name|campaign/i, '重生归来'],
  [/anchor/i, 'p12-9f86d081884c7d65'],
  [/sha256/i, '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  [/(^|[a-z])ids?$/i, '06dkx2n5r8t0c3g7k1p4v9w2ya'],
];
const fallbacks = [
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '…',
  '1',
  '0',
  'CNY',
  'cny',
  'zh-CN',
  'CN',
  '2026-01',
  '2026-01-31',
  '#17566b',
  'a',
  'A',
  '12:00',
  'Asia/Shanghai',
  'example.com',
];

// A text that says what its name says, where its pattern and its lengths take that.
function sampleText(schema: JsonSchema, name: string): string {
  if (schema.format === 'email') return 'lin@example.com';
  if (schema.format === 'date-time') return '2026-01-31T08:00:00Z';
  if (schema.format === 'date') return '2026-01-31';
  if (schema.format === 'uri') return 'https://example.com/';
  const pattern = schema.pattern === undefined ? null : new RegExp(schema.pattern, 'u');
  const fits = (text: string): boolean =>
    text.length >= (schema.minLength ?? 0) && text.length <= (schema.maxLength ?? Infinity) && (pattern?.test(text) ?? true);
  const named = namedTexts.filter(([form]) => form.test(name)).map(([, text]) => text);
  return [...named, ...fallbacks].find(fits) ?? '…'.padEnd(schema.minLength ?? 1, '…');
}
