import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import { addressPolicy } from '../platform/outgoing-addresses.ts';
import { splitCommand } from '../platform/split-command.ts';

const optionalUrl = z
  .url()
  .optional()
  .or(z.literal('').transform(() => undefined));

/** Every setting, with the variable that gives it; docs/guides/settings.md is written from this list. */
const environment = z.object({
  HOOKLINE_DATA: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../data', import.meta.url)))
    .describe('Directory of the embedded database, the objects and temporary files; `data` beside the program when absent.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(7300).describe('Port to listen on; 0 takes a free one.'),
  BASE_URL: optionalUrl.describe('The address that people use, e.g. https://hookline.example.org; with https cookies are secure.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional()
    .describe('A PostgreSQL server (15 to 18) instead of the embedded database.'),
  HOOKLINE_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs sessions; made and kept in the data directory when absent. All processes of one installation need the same.'),
  TRUST_PROXY: z.stringbool().default(false).describe('Believe X-Forwarded-For: only behind a proxy that sets it.'),
  GEO_DATABASE: z
    .string()
    .optional()
    .describe(
      'A file of countries by address (.mmdb, e.g. GeoLite2 or DB-IP), read again when it changes; rules by country need it or COUNTRY_HEADER.',
    ),
  COUNTRY_HEADER: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional()
    .describe('The header in which the proxy says the country, e.g. cf-ipcountry; believed with TRUST_PROXY only.'),
  CLICK_JOURNAL_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(2048)
    .describe('How much disk clicks may take that wait for the database; a million take some 250 MB.'),
  OWNER_EMAIL: z.email().default('owner@hookline.local').describe('The first owner, made at the first start.'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional()
    .describe('Mail server, e.g. smtp://user:password@mail.example.org:587; without it links are shown to copy.'),
  MAIL_FROM: z.string().default('Hookline <no-reply@localhost>').describe('Sender of mail.'),
  S3_BUCKET: z.string().optional().describe('Keep objects in this bucket instead of the data directory.'),
  S3_ENDPOINT: optionalUrl.describe('An S3-compatible service; absent for AWS.'),
  S3_REGION: z.string().default('us-east-1').describe('Region of the bucket.'),
  S3_ACCESS_KEY_ID: z.string().optional().describe('Who asks the bucket.'),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('The secret of that key.'),
  S3_PATH_STYLE: z.stringbool().default(true).describe('Buckets in the path, as MinIO and most others want; false for AWS.'),
  AI_BASE_URL: optionalUrl.describe('An OpenAI-compatible endpoint for chat, e.g. http://127.0.0.1:8000/v1; off when absent.'),
  AI_API_KEY: z.string().optional().describe('Sent as a bearer token.'),
  AI_MODEL: z.string().default('').describe('The chat model.'),
  AI_JSON_SCHEMA: z.stringbool().default(false).describe('The endpoint honours response_format json_schema.'),
  AI_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(3600).default(60).describe('Patience with one answer of the chat endpoint.'),
  AI_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2).describe('Requests to each AI endpoint at once.'),
  ASR_BASE_URL: optionalUrl.describe('An endpoint with /audio/transcriptions (OpenAI, whisper.cpp, FunASR); off when absent.'),
  ASR_API_KEY: z.string().optional().describe('Sent as a bearer token.'),
  ASR_MODEL: z.string().default('whisper-1').describe('The model that transcribes.'),
  RATE_LIMITS: z
    .stringbool()
    .default(true)
    .describe('Refuse requests beyond the quotas. They are counted in each process: N processes together allow N times as much.'),
  OUTGOING_ALLOW: z
    .string()
    .default('')
    .refine((text) => canBeAllowed(text), { error: 'not host names, *.domains, addresses or CIDR blocks with commas between' })
    .describe(
      'What webhooks and connected services may reach beside the public Internet: host names, `*.domain`, addresses and CIDR blocks, with commas between.',
    ),
  YOUTUBE_CLIENT_ID: z
    .string()
    .optional()
    .describe('The OAuth client with which creators connect YouTube channels; by hand only when absent.'),
  YOUTUBE_CLIENT_SECRET: z.string().optional().describe('The secret of that client.'),
  TIKTOK_CLIENT_KEY: z
    .string()
    .optional()
    .describe('The application with which creators connect TikTok accounts; by hand only when absent.'),
  TIKTOK_CLIENT_SECRET: z.string().optional().describe('The secret of that application.'),
  TSA_URLS: z
    .string()
    .default('')
    .refine((text) => authorityUrls(text).every((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? '')), {
      error: 'not addresses of http or https with commas between',
    })
    .describe('Time-stamp authorities (RFC 3161) that stamp registrations, as addresses with commas between; none when absent.'),
  TSA_CA_FILE: z
    .string()
    .optional()
    .describe('Certificates (PEM) that the authorities’ must lead to, as published by them; without it nobody checks who stamped.'),
  WATCH_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A folder from which suspects are taken for the first organisation: what has come to rest in it moves to `done` or `failed` there.',
    ),
  MARKET_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A folder from which market documents are taken for the first organisation: what has come to rest in it moves to `done` or `failed` there.',
    ),
  DOWNLOADER: z
    .string()
    .min(1)
    .refine((text) => splitCommand(text)?.some((word) => word.includes('{url}')) ?? false, {
      error: 'not a command with {url} in it, or a quote is open',
    })
    .optional()
    .describe(
      'The program that fetches links to pages, with `{url}`, `{directory}` and `{bytes}` in its words, e.g. `yt-dlp --no-playlist -o {directory}/%(id)s.%(ext)s {url}`; run without a shell. Links to videos themselves only when absent.',
    ),
  MEDIA_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.floor(availableParallelism() / 2)))
    .describe('Episodes decoded or clips rendered at once; half of the processors when absent.'),
});

function canBeAllowed(text: string): boolean {
  try {
    return Boolean(addressPolicy(text.split(',')));
  } catch {
    return false;
  }
}

/** The addresses of TSA_URLS, each once. */
export function authorityUrls(text: string): string[] {
  return [...new Set(text.split(',').map((url) => url.trim()))].filter((url) => url !== '');
}

/** Names, meanings and defaults of all settings, for docs/guides/settings.md; null where the machine decides or there is none. */
export function describeSettings(): { name: string; meaning: string; fallback: string | null }[] {
  const defaults = environment.parse({}) as Record<string, unknown>;
  const ofTheMachine = ['HOOKLINE_DATA', 'MEDIA_WORKERS'];
  return Object.entries(environment.shape).map(([name, field]) => ({
    name,
    meaning: field.description ?? '',
    fallback: ofTheMachine.includes(name) || defaults[name] === undefined || defaults[name] === '' ? null : String(defaults[name]),
  }));
}
export type Environment = z.output<typeof environment>;
export type Config = Environment & {
  readonly dataDirectory: string;
  readonly secret: string;
  /** Where people find it; known once the port is, when BASE_URL is absent. */
  readonly baseUrl: string | null;
};

/** Reads the environment with flags over it. Throws `app.bad_setting` naming the first variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv, flags: Partial<Record<keyof Environment, string>> = {}): Config {
  const given = Object.fromEntries(
    Object.entries({ ...env, ...flags }).filter(([key, value]) => key in environment.shape && value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new AppError('app.bad_setting', 'invalid', { name: String(issue.path[0]), reason: issue.message });
  }
  const dataDirectory = resolve(parsed.data.HOOKLINE_DATA);
  return {
    ...parsed.data,
    dataDirectory,
    get secret() {
      return parsed.data.HOOKLINE_SECRET ?? keptSecret(dataDirectory);
    },
    baseUrl: parsed.data.BASE_URL?.replace(/\/+$/, '') ?? null,
  };
}

function keptSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'secret');
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
