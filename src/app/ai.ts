import type { AiSettings } from '../modules/studio/index.ts';
import type { Config } from './config.ts';

/** The optional endpoints, as the studio takes them. */
export function aiSettingsOf(config: Config): AiSettings {
  return {
    chat: config.AI_BASE_URL
      ? {
          baseUrl: config.AI_BASE_URL,
          apiKey: config.AI_API_KEY ?? null,
          model: config.AI_MODEL,
          jsonSchema: config.AI_JSON_SCHEMA,
          timeoutSeconds: config.AI_TIMEOUT_SECONDS,
          concurrency: config.AI_CONCURRENCY,
        }
      : null,
    transcription: config.ASR_BASE_URL
      ? { baseUrl: config.ASR_BASE_URL, apiKey: config.ASR_API_KEY ?? null, model: config.ASR_MODEL, concurrency: config.AI_CONCURRENCY }
      : null,
  };
}
