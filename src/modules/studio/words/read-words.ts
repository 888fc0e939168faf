/** Where an episode's words come from, in order: subtitle file, text track, burned captions, speech endpoint, nowhere. */
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import { createSpeechToText, speechEndpoint, type AiSettings, type AiTools } from '../../../platform/ai/index.ts';
import type { EmbeddedSubtitles, ListenerSpec, PassResult } from '../../../platform/media/types.ts';
import { systemClock } from '../../../platform/time.ts';
import type { Cue, Evidence, Words } from '../contract.ts';
import type { SeenCaptions } from './captions-listener.ts';
import { readCaptions } from './captions.ts';
import { cleanCues, detectLanguage, type RawCue } from './clean.ts';
import type { SpeechSound } from './speech-listener.ts';
import { hearSpeech } from './speech.ts';
import { findTesseract } from './tesseract.ts';

export type WordsOptions = {
  /** Cues of a subtitle file beside the video; null where there is none. */
  cues: readonly Cue[] | null;
  path: string;
  /** The file's name as its owner knows it. */
  file: string;
  ai?: AiSettings;
  signal?: AbortSignal;
  /** For tests: how to wait between attempts at the endpoint. */
  aiTools?: AiTools;
};
type Span = { startMs: number; endMs: number };

const captionsName = 'burned-captions';
const speechName = 'speech-sound';
const wavPrefix = 'hookline-speech-';
/** No analysis runs so long; what is older was left by a process that died. */
const staleMs = 24 * 3_600_000;

function removeStale(): void {
  const folder = tmpdir();
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(wavPrefix)) continue;
    const path = join(folder, name);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && systemClock.nowMs() - made > staleMs) rmSync(path, { force: true });
  }
}

/** What the decoding pass must watch for words: nothing where a subtitle file is given, captions and sound as the machine and the settings allow. */
export function wordListeners(options: WordsOptions): ListenerSpec[] {
  if (options.cues !== null && options.cues.length > 0) return [];
  const specs: ListenerSpec[] = [];
  if (findTesseract() !== null) specs.push({ name: captionsName, url: import.meta.resolve('./captions-listener.ts') });
  if (options.ai?.transcription) {
    removeStale();
    const path = join(tmpdir(), `${wavPrefix}${randomUUID()}.wav`);
    options.signal?.addEventListener('abort', () => rmSync(path, { force: true }), { once: true });
    specs.push({ name: speechName, url: import.meta.resolve('./speech-listener.ts'), options: { path } });
  }
  return specs;
}

/** The track that most viewers of the form read: Chinese, then English, then the fullest. */
function bestTrack(tracks: readonly EmbeddedSubtitles[]): EmbeddedSubtitles | null {
  const rank = (track: EmbeddedSubtitles): number => {
    const language = track.language ?? detectLanguage(track.cues) ?? '';
    return /^(zh|chi|zho|cmn)/i.test(language) ? 0 : /^en/i.test(language) ? 1 : 2;
  };
  const full = tracks.filter((track) => track.cues.length > 0);
  return full.sort((a, b) => rank(a) - rank(b) || b.cues.length - a.cues.length)[0] ?? null;
}

type Found = { source: Words['source']; cues: readonly RawCue[] } | null;

async function fromCaptions(seen: SeenCaptions | undefined, notes: Evidence[], signal?: AbortSignal): Promise<Found> {
  const tesseract = findTesseract();
  if (tesseract === null) {
    notes.push({ code: 'words_ocr_not_installed', params: {} });
    return null;
  }
  if (!seen || seen.captions.length === 0) {
    notes.push({ code: 'words_no_captions', params: {} });
    return null;
  }
  try {
    const cues = await readCaptions(seen.captions, tesseract, signal);
    if (cues.length > 0) {
      if (seen.overflowed) notes.push({ code: 'words_captions_overflowed', params: { count: seen.captions.length } });
      return { source: 'ocr', cues };
    }
    notes.push({ code: 'words_no_captions', params: {} });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'studio.ocr_cancelled') throw error;
    notes.push({ code: 'words_ocr_failed', params: { reason: error.code } });
  }
  return null;
}

async function fromSpeech(pass: PassResult, options: WordsOptions, notes: Evidence[]): Promise<Found> {
  const connection = options.ai?.transcription;
  if (!connection) {
    notes.push({ code: 'words_asr_not_set', params: {} });
    return null;
  }
  const sound = pass.results[speechName] as SpeechSound | undefined;
  if (!sound) {
    notes.push({ code: 'words_no_sound', params: {} });
    return null;
  }
  const classes = (pass.results['speech'] ?? []) as (Span & { kind: string })[];
  const hints = {
    silences: (pass.results['silences'] ?? []) as Span[],
    speech: classes.filter((span) => span.kind === 'speech'),
    signal: options.signal,
  };
  try {
    const heard = await hearSpeech(sound, createSpeechToText(speechEndpoint(connection), options.aiTools), hints);
    if (heard.cues.length === 0) {
      notes.push({ code: 'words_asr_heard_nothing', params: {} });
      return null;
    }
    if (!heard.timed) notes.push({ code: 'words_asr_untimed', params: {} });
    return { source: 'asr', cues: heard.cues };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'ai.cancelled') throw error;
    notes.push({ code: 'words_asr_failed', params: { reason: error.code } });
    return null;
  }
}

async function find(pass: PassResult, options: WordsOptions, notes: Evidence[]): Promise<Found> {
  if (options.cues !== null && options.cues.length > 0) return { source: 'sidecar', cues: options.cues };
  notes.push({ code: 'words_no_sidecar', params: {} });
  const track = bestTrack(pass.subtitles ?? []);
  if (track !== null) return { source: 'embedded', cues: track.cues };
  notes.push({ code: (pass.subtitles ?? []).length > 0 ? 'words_tracks_empty' : 'words_no_tracks', params: {} });
  return (
    (await fromCaptions(pass.results[captionsName] as SeenCaptions | undefined, notes, options.signal)) ??
    (await fromSpeech(pass, options, notes))
  );
}

/**
 * An episode's words from the first source that has any, cleaned, with notes on why the earlier ones were passed over. Where none
 * has, the source is `none` and the analysis goes on. Only cancelling throws.
 */
export async function readWords(pass: PassResult, options: WordsOptions): Promise<Words> {
  const notes: Evidence[] = [];
  let found: Found = null;
  try {
    found = await find(pass, options, notes);
  } finally {
    const sound = pass.results[speechName] as SpeechSound | undefined;
    if (sound) rmSync(sound.path, { force: true });
  }
  if (found === null) return { source: 'none', language: null, notes: [...notes, { code: 'words_none', params: {} }], cues: [] };
  const clean = cleanCues(found.cues, pass.end.durationMs);
  return { source: found.source, language: detectLanguage(clean.cues), notes: [...notes, ...clean.notes], cues: clean.cues };
}

/** The words of a subtitle file alone, cleaned like those of any source; the video ends at `durationMs`. */
export function cleanWords(cues: readonly Cue[], durationMs: number): Words {
  const clean = cleanCues(cues, durationMs);
  return { source: 'sidecar', language: detectLanguage(clean.cues), notes: clean.notes, cues: clean.cues };
}
