/**
 * The words that everything about pictures and sound shares: facts of a file, the frames and sound that one
 * decoding pass shows, and the listeners that watch it. No decoder is named here, so the port stays narrow.
 */

export type Rational = { num: number; den: number };

/** Facts of the picture stream. Width and height are those a viewer sees, after rotation and pixel aspect. */
export type VideoFacts = {
  streamIndex: number;
  codec: string;
  profile: string | null;
  pixelFormat: string;
  bitDepth: number;
  width: number;
  height: number;
  codedWidth: number;
  codedHeight: number;
  /** Clockwise, as displayed. */
  rotation: 0 | 90 | 180 | 270;
  /** The nominal rate, as a reduced fraction of frames a second. */
  frameRate: Rational;
  variableFrameRate: boolean;
  /** Presentation time of the first frame on the file's own clock; every time that listeners see is less this origin. */
  startMs: number;
};

export type AudioFacts = {
  streamIndex: number;
  codec: string;
  sampleRate: number;
  channels: number;
  startMs: number;
};

export type SubtitleStreamFacts = { streamIndex: number; codec: string; language: string | null; title: string | null };

export type MediaFacts = {
  container: string;
  sizeBytes: number;
  /** Of the longest stream; a container's claim, corrected by the pass. */
  durationMs: number;
  bitRate: number | null;
  video: VideoFacts | null;
  audio: AudioFacts | null;
  subtitles: SubtitleStreamFacts[];
};

/**
 * One picture, scaled so that its longest side is what the listener asked for (even sizes, upright after rotation),
 * planar 4:2:0 limited range, rows packed tight. The arrays are reused: copy what must outlive the call.
 */
export type Picture = {
  /** Counts decoded frames from 0. */
  index: number;
  /** Presentation time from the first frame, in milliseconds, not rounded. */
  atMs: number;
  width: number;
  height: number;
  /** width × height. */
  y: Uint8Array;
  /** (width / 2) × (height / 2) each; empty where the listener asked for luma only. */
  u: Uint8Array;
  v: Uint8Array;
};

/** A stretch of sound, mono, 16 kHz, −1 to 1; blocks follow each other without gaps (holes are filled with zeros). */
export type Sound = { atMs: number; samples: Float32Array };

/**
 * The same stretch of sound as the file has it: its own rate, one array a channel, −1 to 1. Blocks follow each other
 * without gaps. The arrays are reused: copy what must outlive the call.
 */
export type OriginalSound = { atMs: number; sampleRate: number; planes: Float32Array[] };

/** What a measuring filter says of the sound from `atMs` on, by the filter's own names. */
export type SoundReading = { atMs: number; values: Record<string, string> };

/** What a listener wants to see. Listeners that want the same size share one scaling. */
export type PictureWish = {
  /** Of the scaled picture, in pixels; never scaled up. */
  longestSide: number;
  /** At most one picture in this many milliseconds; every frame when absent. */
  everyMs?: number;
  lumaOnly?: boolean;
};

/** Watches one pass. Calls are synchronous, in presentation order, all on one thread. */
export type Listener<Result = unknown> = {
  readonly picture?: PictureWish;
  readonly sound?: boolean;
  readonly originalSound?: boolean;
  /** A measuring filter over the sound in its own rate and channels, in the decoder's words, e.g. `ebur128=metadata=1`. */
  readonly soundFilter?: string;
  onPicture?(picture: Picture): void;
  onSound?(sound: Sound): void;
  onOriginalSound?(sound: OriginalSound): void;
  onSoundReading?(reading: SoundReading): void;
  /** Called once, after the last frame; the result must survive structured cloning. */
  finish(end: PassEnd): Result | Promise<Result>;
};

export type PassEnd = {
  /** Decoded pictures. */
  frames: number;
  /** From the first frame to the end of the last, in milliseconds; the sound's length where there is no picture. */
  durationMs: number;
  /** Presentation time of every frame from the first, in milliseconds. */
  frameTimesMs: Float64Array;
  /** What the listeners before this one in the list found, by name; only while finishing. */
  results?: Readonly<Record<string, unknown>>;
};

/** Made in the worker: `url` names a module whose default export is a ListenerFactory. */
export type ListenerSpec = { name: string; url: string; options?: unknown };
export type ListenerFactory<Options = unknown, Result = unknown> = (options: Options, facts: MediaFacts) => Listener<Result>;

/** A text track of the file: times from the first frame, in milliseconds, not rounded; text without mark-up. */
export type EmbeddedSubtitles = SubtitleStreamFacts & { cues: { startMs: number; endMs: number; text: string }[] };

export type PassTimings = { decodeMs: number; totalMs: number };
export type PassResult = {
  facts: MediaFacts;
  end: PassEnd;
  results: Record<string, unknown>;
  subtitles: EmbeddedSubtitles[];
  timings: PassTimings;
  /** Damage that decoding went past, e.g. packets that could not be read. */
  damage: { undecodablePackets: number; truncated: boolean };
};

export type Span = { startMs: number; endMs: number };
