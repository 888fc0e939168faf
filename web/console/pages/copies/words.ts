/** What the desk says of matches and suspects: states with their colours, transformations, and segments as sentences. */
import type { MatchSegmentView, MatchState, MatchView, TransformationName } from '../../../../src/modules/protection/matches/contract.ts';
import type { CopyReport, Sighting, Suspect } from '../../../../src/modules/protection/suspects/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import { clock } from '../../../shared/timeline/timecode.ts';
import type { Tone } from '../../../shared/ui/PageFrame.tsx';
import type { BoxedEdit, PairPiece } from './pair/PairPlayer.tsx';
import { paceOf } from './pair/time-map.ts';

type MatchEdit = MatchView['edits'][number];

export const matchTones: Record<MatchState, Tone> = { open: 'warn', allowed: 'good', ignored: 'plain', case: 'bad' };
export const scanTones: Record<Suspect['state'], Tone> = {
  waiting: 'plain',
  scanning: 'active',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};
export const sightingTones: Record<Sighting['state'], Tone> = {
  waiting: 'plain',
  fetching: 'active',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};
export const reportTones: Record<CopyReport['state'], Tone> = {
  waiting: 'warn',
  looking: 'active',
  found: 'bad',
  nothing_found: 'plain',
  not_reached: 'warn',
  dismissed: 'plain',
};

export const transformationWords = ({ t }: I18n, one: TransformationName): string => t(`protection.transformation.${one}`);

/** One stretch as a sentence: `0:04–0:19 of the copy is 1:02–1:20 of the original, 1.25×, mirrored`. */
function segmentWords({ t, format }: I18n, segment: MatchSegmentView): string {
  const extras = [
    Math.abs(segment.speed - 1) > 0.02 && `${format.number(segment.speed, 2)}×`,
    segment.mirrored && t('protection.transformation.mirror'),
  ].filter((one) => one !== false);
  const words = t('protection.segment', {
    suspect: `${clock(segment.suspectStartMs, 1)}–${clock(segment.suspectEndMs, 1)}`,
    original: `${clock(segment.referenceStartMs, 1)}–${clock(segment.referenceEndMs, 1)}`,
  });
  return extras.length > 0 ? `${words} · ${extras.join(' · ')}` : words;
}

export const piecesOf = (i18n: I18n, segments: readonly MatchSegmentView[]): PairPiece[] =>
  segments.map((segment) => ({ ...segment, label: segmentWords(i18n, segment) }));

export function editWords({ t }: I18n, edit: MatchEdit): string {
  const key = `protection.edit.${edit.kind}`;
  return t.exists(key) ? t(key) : t('protection.edit.other');
}

export const editsOf = (i18n: I18n, edits: readonly MatchEdit[]): BoxedEdit[] =>
  edits.map((edit) => ({ ...edit, label: editWords(i18n, edit) }));

/** How long the original is at least, where its own length is not known here. */
export const referenceLength = (segments: readonly MatchSegmentView[]): number =>
  Math.max(1000, ...segments.map((segment) => segment.referenceEndMs));
export const suspectLength = (match: Pick<MatchView, 'suspectDurationMs' | 'segments'>): number =>
  match.suspectDurationMs ?? Math.max(1000, ...match.segments.map((segment) => segment.suspectEndMs));

/** The pace of the longest piece, as a person would say it: most copies have one. */
export function mainSpeed(segments: readonly MatchSegmentView[]): number {
  const longest = [...segments].sort((a, b) => b.suspectEndMs - b.suspectStartMs - (a.suspectEndMs - a.suspectStartMs))[0];
  return longest ? paceOf(longest) : 1;
}

/** Where it was seen, in few words: host and account, else the file's name. */
export function placeWords(match: Pick<MatchView, 'host' | 'account' | 'suspectName'>): string {
  if (!match.host) return match.suspectName;
  return match.account ? `${match.host} · ${match.account}` : match.host;
}

/** The links in what was pasted: one a line or between spaces and commas; an account may follow a link on its line. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s,;，；<>《》"'、（）]+/gi) ?? [];
  return [...new Set(found.map((link) => link.replace(/[.)\]】）。]+$/, '')))];
}
