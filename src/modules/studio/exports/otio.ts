import type { Edit, EditPiece, EditSource } from './edit.ts';
import { mediaUrl } from './edit.ts';

type Json = Record<string, unknown>;

/**
 * OpenTimelineIO JSON with the schemas that every reader of the last years knows: Timeline.1, Stack.1, Track.1, Clip.2,
 * ExternalReference.1, RationalTime.1, TimeRange.1, Marker.2. One picture track and one sound track, cues as markers.
 */
export function toOtio(edit: Edit): string {
  const rate = edit.rate.num / edit.rate.den;
  const track = (kind: 'Video' | 'Audio'): Json => ({
    OTIO_SCHEMA: 'Track.1',
    metadata: {},
    name: kind === 'Video' ? 'V1' : 'A1',
    source_range: null,
    effects: [],
    markers: [],
    enabled: true,
    color: null,
    kind,
    children: edit.pieces.map((piece) => (kind === 'Audio' && piece.source.facts.audio === null ? gap(piece, rate) : clip(piece))),
  });
  const tracks = [track('Video')];
  if (edit.pieces.some((piece) => piece.source.facts.audio)) tracks.push(track('Audio'));
  const stack: Json = {
    OTIO_SCHEMA: 'Stack.1',
    metadata: {},
    name: 'tracks',
    source_range: null,
    effects: [],
    markers: markers(edit, rate),
    enabled: true,
    color: null,
    children: tracks,
  };
  return `${JSON.stringify({ OTIO_SCHEMA: 'Timeline.1', metadata: { hookline: { width: edit.width, height: edit.height } }, name: edit.name, global_start_time: time(0, rate), tracks: stack }, null, 2)}\n`;
}

const time = (value: number, rate: number): Json => ({ OTIO_SCHEMA: 'RationalTime.1', rate, value });
const range = (start: number, duration: number, rate: number): Json => ({
  OTIO_SCHEMA: 'TimeRange.1',
  start_time: time(start, rate),
  duration: time(duration, rate),
});

function clip(piece: EditPiece): Json {
  const rate = piece.source.rate.num / piece.source.rate.den;
  return {
    OTIO_SCHEMA: 'Clip.2',
    metadata: piece.gainDb === 0 ? {} : { hookline: { gainDb: piece.gainDb } },
    name: piece.source.name,
    source_range: range(piece.sourceIn, piece.sourceOut - piece.sourceIn, rate),
    effects: [],
    markers: [],
    enabled: true,
    color: null,
    media_references: { DEFAULT_MEDIA: reference(piece.source, rate) },
    active_media_reference_key: 'DEFAULT_MEDIA',
  };
}

function reference(source: EditSource, rate: number): Json {
  return {
    OTIO_SCHEMA: 'ExternalReference.1',
    metadata: {},
    name: source.name,
    available_range: range(0, source.frames, rate),
    available_image_bounds: null,
    target_url: mediaUrl(source.path),
  };
}

function gap(piece: EditPiece, rate: number): Json {
  return {
    OTIO_SCHEMA: 'Gap.1',
    metadata: {},
    name: '',
    source_range: range(0, piece.end - piece.start, rate),
    effects: [],
    markers: [],
    enabled: true,
    color: null,
  };
}

function markers(edit: Edit, rate: number): Json[] {
  const at = (ms: number): number => Math.round((ms * rate) / 1000);
  return edit.cues.map((cue) => ({
    OTIO_SCHEMA: 'Marker.2',
    metadata: {},
    name: cue.text,
    color: 'GREEN',
    comment: cue.text,
    marked_range: range(at(cue.startMs), Math.max(1, at(cue.endMs) - at(cue.startMs)), rate),
  }));
}
