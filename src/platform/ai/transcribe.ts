/** Speech to text by `/audio/transcriptions`, as OpenAI, whisper.cpp and FunASR servers answer it. */
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { aiErrors } from './errors.ts';
import { createGate, postToEndpoint, type AiTools } from './http.ts';
import type { AiEndpoint } from './settings.ts';

export type SpokenSegment = { startMs: number; endMs: number; text: string; speaker?: string };
export type Spoken = {
  segments: SpokenSegment[];
  language: string | null;
  /** False where the server gave text without times. */ timed: boolean;
};
export type SpeechToText = {
  readonly model: string;
  /** Transcribes one WAV of at most 25 MB. Times count from its start. Throws `ai.*` errors. */
  transcribe(wav: Uint8Array, options?: { language?: string; signal?: AbortSignal }): Promise<Spoken>;
};

const seconds = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
]);
const verbose = z.object({
  language: z.string().nullish(),
  text: z.string().nullish(),
  segments: z
    .array(
      z.object({
        start: seconds.optional(),
        end: seconds.optional(),
        text: z.string(),
        speaker: z.union([z.string(), z.number()]).nullish(),
      }),
    )
    .nullish(),
});

const clock = /(\d{1,2}):(\d{2}):(\d{2})[,.](\d{1,3})|(\d{1,2}):(\d{2})[,.](\d{1,3})/;

function clockMs(text: string): number {
  const match = clock.exec(text);
  if (match === null) return Number.NaN;
  const [, h, m, s, f, m2, s2, f2] = match;
  const fraction = Number((f ?? f2 ?? '0').padEnd(3, '0'));
  return (Number(h ?? 0) * 3600 + Number(m ?? m2) * 60 + Number(s ?? s2)) * 1000 + fraction;
}

/** SubRip or WebVTT as these servers write them; blocks that cannot be read are left out. */
function readTimedText(text: string): SpokenSegment[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => line.includes('-->'));
      if (at < 0) return [];
      const [from = '', to = ''] = lines[at]!.split('-->');
      const segment = {
        startMs: clockMs(from),
        endMs: clockMs(to),
        text: lines
          .slice(at + 1)
          .join(' ')
          .trim(),
      };
      return Number.isFinite(segment.startMs) && segment.endMs > segment.startMs && segment.text !== '' ? [segment] : [];
    });
}

/** Reads any of the answers that servers give, whatever format was asked for. Throws `ai.speech_unreadable`. */
export function readSpoken(text: string): Spoken {
  const body = text.trim();
  if (body.includes('-->')) return { segments: readTimedText(body), language: null, timed: true };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    throw aiErrors.speech_unreadable({}, error);
  }
  const parsed = verbose.safeParse(json);
  if (!parsed.success) throw aiErrors.speech_unreadable({}, parsed.error);
  const { segments, language } = parsed.data;
  const timed = (segments ?? []).flatMap((segment) => {
    if (segment.start === undefined || segment.end === undefined || segment.end <= segment.start || segment.text.trim() === '') return [];
    const speaker = segment.speaker === null || segment.speaker === undefined ? {} : { speaker: String(segment.speaker) };
    return [{ startMs: Math.round(segment.start * 1000), endMs: Math.round(segment.end * 1000), text: segment.text.trim(), ...speaker }];
  });
  if (timed.length > 0 || (segments?.length ?? 0) > 0) return { segments: timed, language: language ?? null, timed: true };
  const plain = parsed.data.text?.trim() ?? '';
  if (segments === undefined && parsed.data.text === undefined) throw aiErrors.speech_unreadable();
  if (plain.includes('-->')) return { segments: readTimedText(plain), language: language ?? null, timed: true };
  return { segments: plain === '' ? [] : [{ startMs: 0, endMs: 0, text: plain }], language: language ?? null, timed: false };
}

/** Servers differ in what they answer; each is asked for the best first, and what worked is kept for the next part. */
const formats = ['verbose_json', 'srt', 'json'] as const;

/** A transcriber behind an endpoint. A server that refuses `verbose_json` is asked for `srt`, then for `json`. */
export function createSpeechToText(endpoint: AiEndpoint, tools: AiTools = {}): SpeechToText {
  const gate = createGate(endpoint.concurrency);
  let preferred = 0;
  const ask = async (wav: Uint8Array, format: string, language: string | undefined, signal: AbortSignal | undefined): Promise<Spoken> => {
    const body = (): { data: FormData } => {
      const form = new FormData();
      form.set('file', new Blob([wav as Uint8Array<ArrayBuffer>], { type: 'audio/wav' }), 'speech.wav');
      form.set('model', endpoint.model);
      form.set('response_format', format);
      if (format === 'verbose_json') form.set('timestamp_granularities[]', 'segment');
      if (language !== undefined) form.set('language', language);
      return { data: form };
    };
    const answer = await gate(() =>
      postToEndpoint(
        endpoint,
        { path: '/audio/transcriptions', body, accept: /\bjson\b|text\/(plain|vtt|srt)|x-subrip|octet-stream/, signal },
        tools,
      ),
    );
    return readSpoken(answer.text);
  };
  return {
    model: endpoint.model,
    async transcribe(wav, options = {}) {
      for (let index = preferred; ; index += 1) {
        try {
          const spoken = await ask(wav, formats[index]!, options.language, options.signal);
          preferred = index;
          return spoken;
        } catch (error) {
          const other = error instanceof AppError && (error.code === 'ai.rejected' || error.code === 'ai.speech_unreadable');
          if (!other || index === formats.length - 1) throw error;
        }
      }
    },
  };
}
