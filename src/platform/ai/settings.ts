import { z } from 'zod';

/** One OpenAI-compatible endpoint. `baseUrl` ends before `/chat/completions`, as in `https://host/v1`. */
export type AiEndpoint = {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  /** Of one attempt, from connecting to the last byte. */
  timeoutMs: number;
  /** Requests at the same time; more wait in line. */
  concurrency: number;
  /** `json_schema` only where the server and model are known to honour it; `prompt` writes the schema into the prompt. */
  structured: 'json_schema' | 'prompt';
  maxAnswerBytes: number;
};
export type AiSettings = { chat: AiEndpoint | null; speech: AiEndpoint | null };

const text = z.string().trim().optional();
const number = (fallback: number, low: number, high: number) => z.coerce.number().min(low).max(high).default(fallback);
const environment = z.object({
  AI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AI_API_KEY: text,
  AI_CHAT_MODEL: text,
  AI_STRUCTURED: z.enum(['json_schema', 'prompt']).default('prompt'),
  AI_TIMEOUT_SECONDS: number(60, 1, 3600),
  AI_CONCURRENCY: number(2, 1, 32),
  ASR_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  ASR_API_KEY: text,
  ASR_MODEL: text,
  ASR_TIMEOUT_SECONDS: number(600, 1, 7200),
});

/**
 * Endpoints from environment variables; null where none is set, which is the default. Speech falls back to the chat's address
 * and key when only `ASR_MODEL` is set. Throws ZodError for a value that cannot be meant (an address that is none).
 */
export function aiSettingsFrom(env: Record<string, string | undefined>): AiSettings {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const set = environment.parse(filled);
  const bare = (url: string): string => url.replace(/\/+$/, '');
  const common = { concurrency: set.AI_CONCURRENCY, structured: set.AI_STRUCTURED };
  const chat: AiEndpoint | null =
    set.AI_BASE_URL && set.AI_CHAT_MODEL
      ? { ...common, baseUrl: bare(set.AI_BASE_URL), apiKey: set.AI_API_KEY ?? null, model: set.AI_CHAT_MODEL, timeoutMs: set.AI_TIMEOUT_SECONDS * 1000, maxAnswerBytes: 1_000_000 }
      : null;
  const speechUrl = set.ASR_BASE_URL ?? (set.ASR_MODEL ? set.AI_BASE_URL : undefined);
  const speechKey = set.ASR_API_KEY ?? (set.ASR_BASE_URL === undefined ? set.AI_API_KEY : undefined);
  const speech: AiEndpoint | null =
    speechUrl === undefined
      ? null
      : { ...common, baseUrl: bare(speechUrl), apiKey: speechKey ?? null, model: set.ASR_MODEL ?? 'whisper-1', timeoutMs: set.ASR_TIMEOUT_SECONDS * 1000, maxAnswerBytes: 20_000_000 };
  return { chat, speech };
}
