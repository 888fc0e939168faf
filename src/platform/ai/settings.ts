/** What an owner sets for one endpoint; what is absent has a default that suits the kind of call. */
export type AiConnection = {
  /** Ends before `/chat/completions`, as in `https://host/v1`. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
  /** The server and model honour `response_format: json_schema`; otherwise the schema is written into the prompt. */
  jsonSchema?: boolean;
  timeoutSeconds?: number;
  concurrency?: number;
};
/** The optional endpoints; null is off, which is the default. */
export type AiSettings = { chat: AiConnection | null; transcription: AiConnection | null };

export type AiEndpoint = {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  /** Of one attempt, from connecting to the last byte. */
  timeoutMs: number;
  /** Requests at the same time; more wait in line. */
  concurrency: number;
  structured: 'json_schema' | 'prompt';
  maxAnswerBytes: number;
};

function endpointOf(connection: AiConnection, defaults: { seconds: number; maxAnswerBytes: number }): AiEndpoint {
  return {
    baseUrl: connection.baseUrl.replace(/\/+$/, ''),
    apiKey: connection.apiKey === '' ? null : connection.apiKey,
    model: connection.model,
    timeoutMs: (connection.timeoutSeconds ?? defaults.seconds) * 1000,
    concurrency: connection.concurrency ?? 2,
    structured: connection.jsonSchema === true ? 'json_schema' : 'prompt',
    maxAnswerBytes: defaults.maxAnswerBytes,
  };
}

/** A scene's mark-up is a few kilobytes; a minute is long for it even on a small machine. */
export const chatEndpoint = (connection: AiConnection): AiEndpoint => endpointOf(connection, { seconds: 60, maxAnswerBytes: 1_000_000 });
/** Thirteen minutes of speech may take a small machine as long; word times make answers large. */
export const speechEndpoint = (connection: AiConnection): AiEndpoint =>
  endpointOf(connection, { seconds: 900, maxAnswerBytes: 20_000_000 });
