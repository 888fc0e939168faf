import { drama, episodes, type Episode, type Mood, type Place, type Who } from './script.ts';

export const fps = 25;
export type DemoShot = {
  startFrame: number;
  endFrame: number;
  place: Place;
  who: Who[];
  mood: Mood;
  speaks: boolean;
  into: 'cut' | 'dissolve' | 'fade' | 'flash';
  seed: number;
};
export type DemoLine = { who: Who; startMs: number; endMs: number; zh: string; en: string; mood: Mood };
export type DemoHit = { atMs: number; kind: 'slap' | 'boom' };
export type DemoTimeline = { number: number; episode: Episode; frames: number; shots: DemoShot[]; lines: DemoLine[]; hits: DemoHit[] };

// Chinese actors of the form speak some five syllables a second.
const syllableMs = 195;
const breathMs = 280;

/** An episode's shots, lines and hits on the frame grid; the same every time. */
export function layOut(index: number): DemoTimeline {
  const episode = episodes[index]!;
  const shots: DemoShot[] = [];
  const lines: DemoLine[] = [];
  const hits: DemoHit[] = [];
  let frame = 0;
  let into: DemoShot['into'] = 'cut';
  for (const step of episode.steps) {
    if ('turn' in step) {
      into = step.turn;
      continue;
    }
    const startMs = (frame * 1000) / fps;
    const lengthMs = 'say' in step ? Math.max(1100, [...step.zh].length * syllableMs) + 2 * breathMs : step.seconds * 1000;
    const frames = Math.round((lengthMs * fps) / 1000);
    if (step.hit) hits.push({ atMs: startMs + 60, kind: step.hit });
    if ('say' in step)
      lines.push({
        who: step.say,
        startMs: startMs + breathMs,
        endMs: startMs + lengthMs - breathMs,
        zh: step.zh,
        en: step.en,
        mood: step.mood,
      });
    shots.push({
      startFrame: frame,
      endFrame: frame + frames,
      place: episode.place,
      who: 'say' in step ? [step.say] : step.look,
      mood: step.mood,
      speaks: 'say' in step,
      into,
      seed: index * 100 + shots.length,
    });
    into = 'cut';
    frame += frames;
  }
  return { number: index + 1, episode, frames: frame, shots, lines, hits };
}

const stamp = (ms: number): string => {
  const t = Math.round(ms);
  const part = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return `${part(Math.floor(t / 3_600_000), 2)}:${part(Math.floor(t / 60_000) % 60, 2)}:${part(Math.floor(t / 1000) % 60, 2)},${part(t % 1000, 3)}`;
};

/** The subtitle file of an episode in one language. */
export function subtitles(timeline: DemoTimeline, language: 'zh' | 'en'): string {
  return timeline.lines
    .map((line, index) => `${index + 1}\n${stamp(line.startMs)} --> ${stamp(line.endMs)}\n${line[language]}\n`)
    .join('\n');
}

export { drama, episodes };
