/**
 * Subtitle files as they are found in the wild, read into cues and written back. Pure: bytes in, cues out.
 * SRT, WebVTT and ASS/SSA; UTF-8, UTF-16, GB18030, Big5 and Windows-1252. What had to be put right is counted in
 * `warnings`, so that a person can judge the file. Nothing here knows how long the video is: `fitCues` is told.
 * Start reading at `parse.ts`.
 */
export { fitCues, parseSubtitles, subtitleLimits } from './parse.ts';
export type { SubtitleCue, SubtitleFormat, Subtitles, SubtitleWarning } from './parse.ts';
export { writeSrt, writeVtt } from './write.ts';
