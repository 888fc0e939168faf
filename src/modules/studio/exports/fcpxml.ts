import type { Rational } from '../../../platform/media/types.ts';
import type { Edit, EditPiece, EditSource } from './edit.ts';
import { escapeXml, frameAt, mediaUrl } from './edit.ts';
import { isDropFrame } from './timecode.ts';

/** Frame counts as FCPXML's rational seconds, on the frame grid: 1001/30000s a frame at 29.97. */
export function rationalTime(frames: number, rate: Rational): string {
  if (frames === 0) return '0s';
  const numerator = frames * rate.den;
  return numerator % rate.num === 0 ? `${numerator / rate.num}s` : `${numerator}/${rate.num}s`;
}

/**
 * FCPXML 1.9, which Final Cut Pro and DaVinci Resolve both read: formats (unnamed, as custom sizes are), assets with
 * their media-rep, one sequence whose spine holds the pieces, cues as iTT captions. The order of elements is the DTD's:
 * Final Cut refuses a document that does not match it.
 */
export function toFcpxml(edit: Edit): string {
  const formats = new Map<string, string>();
  const formatLines: string[] = [];
  const formatOf = (width: number, height: number, rate: Rational): string => {
    const key = `${width}x${height}@${rate.num}/${rate.den}`;
    let id = formats.get(key);
    if (!id) {
      id = `r${formats.size + 1}`;
      formats.set(key, id);
      formatLines.push(
        `    <format id="${id}" frameDuration="${rate.den === 1 ? `100/${rate.num * 100}s` : `${rate.den}/${rate.num}s`}" width="${width}" height="${height}" colorSpace="1-1-1 (Rec. 709)"/>`,
      );
    }
    return id;
  };
  const sequenceFormat = formatOf(edit.width, edit.height, edit.rate);
  const sourceFormats = new Map(
    edit.sources.map((source) => [source.key, formatOf(source.facts.width || edit.width, source.facts.height || edit.height, source.rate)]),
  );
  const assetIds = new Map(edit.sources.map((source, index) => [source.key, `r${formats.size + index + 1}`]));
  const assets = edit.sources.map((source) => asset(source, assetIds.get(source.key)!, sourceFormats.get(source.key)!));
  const spine = edit.pieces.map((piece) => assetClip(edit, piece, assetIds.get(piece.source.key)!, sourceFormats.get(piece.source.key)!));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE fcpxml>',
    '',
    '<fcpxml version="1.9">',
    '  <resources>',
    ...formatLines,
    ...assets,
    '  </resources>',
    '  <library>',
    `    <event name="${escapeXml(edit.name)}">`,
    `      <project name="${escapeXml(edit.name)}">`,
    `        <sequence format="${sequenceFormat}" duration="${rationalTime(edit.frames, edit.rate)}" tcStart="0s" tcFormat="${isDropFrame(edit.rate) ? 'DF' : 'NDF'}" audioLayout="stereo" audioRate="48k">`,
    '          <spine>',
    ...spine,
    '          </spine>',
    '        </sequence>',
    '      </project>',
    '    </event>',
    '  </library>',
    '</fcpxml>',
    '',
  ].join('\n');
}

function asset(source: EditSource, id: string, format: string): string {
  const audio = source.facts.audio;
  const sound = audio ? ` hasAudio="1" audioSources="1" audioChannels="${audio.channels}" audioRate="${audio.sampleRate}"` : '';
  return [
    `    <asset id="${id}" name="${escapeXml(source.name)}" start="0s" duration="${rationalTime(source.frames, source.rate)}" hasVideo="1" format="${format}" videoSources="1"${sound}>`,
    `      <media-rep kind="original-media" src="${escapeXml(mediaUrl(source.path))}"/>`,
    '    </asset>',
  ].join('\n');
}

function assetClip(edit: Edit, piece: EditPiece, assetId: string, format: string): string {
  const { source } = piece;
  const length = piece.end - piece.start;
  const head = `            <asset-clip ref="${assetId}" offset="${rationalTime(piece.start, edit.rate)}" name="${escapeXml(source.name)}" start="${rationalTime(piece.sourceIn, source.rate)}" duration="${rationalTime(length, edit.rate)}" format="${format}" tcFormat="NDF"${source.facts.audio ? ' audioRole="dialogue"' : ''} videoRole="video"`;
  const inside = [adjustments(edit, piece), ...captions(edit, piece)].flat().filter((line) => line !== '');
  return inside.length === 0 ? `${head}/>` : [`${head}>`, ...inside, '            </asset-clip>'].join('\n');
}

/** DTD order: adjust-conform before adjust-volume. A wide picture in an upright sequence fills it, as the clip does. */
function adjustments(edit: Edit, piece: EditPiece): string[] {
  const { width, height } = piece.source.facts;
  const shape = height > 0 ? width / height : edit.width / edit.height;
  const lines: string[] = [];
  if (Math.abs(shape / (edit.width / edit.height) - 1) > 0.01) lines.push('              <adjust-conform type="fill"/>');
  if (piece.gainDb !== 0) lines.push(`              <adjust-volume amount="${piece.gainDb}dB"/>`);
  return lines;
}

/** Cues of a piece as captions connected to it; their offsets are in the piece's own (source) time, on the sequence's grid. */
function captions(edit: Edit, piece: EditPiece): string[] {
  const { rate } = edit;
  return edit.cues.flatMap((cue) => {
    const from = frameAt(cue.startMs, rate);
    const to = Math.min(edit.frames, frameAt(cue.endMs, rate));
    if (from < piece.start || from >= piece.end || to <= from) return [];
    // start (source rate) + (from − piece.start) (timeline rate), over a common denominator.
    const offset = sumTimes(piece.sourceIn, piece.source.rate, from - piece.start, rate);
    const style = `ts${from}_${to}_${cue.cueId.replace(/[^\w]/g, '_')}`;
    return [
      `              <caption lane="1" offset="${offset}" name="${escapeXml(cue.text.replace(/\s+/g, ' ').slice(0, 60))}" start="${rationalTime(frameAt(3_600_000, rate), rate)}" duration="${rationalTime(to - from, rate)}" role="iTT?captionFormat=ITT.${/\p{Script=Han}/u.test(cue.text) ? 'zh' : 'en'}">`,
      `                <text placement="bottom"><text-style ref="${style}">${escapeXml(cue.text)}</text-style></text>`,
      `                <text-style-def id="${style}"><text-style font=".AppleSystemUIFont" fontSize="13" fontFace="Regular" fontColor="1 1 1 1" backgroundColor="0 0 0 1"/></text-style-def>`,
      '              </caption>',
    ];
  });
}

function sumTimes(a: number, rateA: Rational, b: number, rateB: Rational): string {
  if (rateA.num === rateB.num && rateA.den === rateB.den) return rationalTime(a + b, rateA);
  const num = BigInt(a) * BigInt(rateA.den) * BigInt(rateB.num) + BigInt(b) * BigInt(rateB.den) * BigInt(rateA.num);
  const den = BigInt(rateA.num) * BigInt(rateB.num);
  let [x, y] = [num, den];
  while (y > 0n) [x, y] = [y, x % y];
  return num === 0n ? '0s' : den / x === 1n ? `${num / x}s` : `${num / x}/${den / x}s`;
}
