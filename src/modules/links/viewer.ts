/** What a request says of whoever sent it: device, system, language, whether it is a bot or a preview. Pure; callers cache. */
import { isbot } from 'isbot';
import type { Device, System } from './contract.ts';

export type AgentClass = { readonly device: Device; readonly system: System; readonly bot: boolean };

/** A user-agent is read this far and no further. */
export const longestAgent = 512;

// What isbot does not name: library defaults of phones, and the previews of messengers in their apps' own words.
const moreBots =
  /^(Dalvik|Java|CFNetwork|Go-http|Mozilla\/5\.0$)|QQ-URL-Manager|WeChatShareExtension|MicroMessenger\/.*mpcrawler|Lark(bot|Preview)|DingTalkBot|weibo.?(spider|card)/i;

/** The class of a user-agent. Without one nobody opens a page in a browser: it counts as a bot. */
export function classifyAgent(agent: string): AgentClass {
  const text = agent.slice(0, longestAgent);
  const system = systemOf(text);
  return { device: deviceOf(text, system), system, bot: text.trim() === '' || isbot(text) || moreBots.test(text) };
}

function systemOf(text: string): System {
  // Before Android: HarmonyOS up to 4 names both, and has neither Google's store nor its services.
  if (/OpenHarmony|HarmonyOS/i.test(text)) return 'harmony';
  if (/iPhone|iPad|iPod/.test(text)) return 'ios';
  if (/Android/i.test(text)) return 'android';
  if (/Windows/i.test(text)) return 'windows';
  if (/Macintosh|Mac OS X/.test(text)) return 'macos';
  if (/Linux|X11|CrOS/.test(text)) return 'linux';
  return 'other';
}

function deviceOf(text: string, system: System): Device {
  if (/SmartTV|SMART-TV|Android TV|AppleTV|BRAVIA|HbbTV|Watch/i.test(text)) return 'other';
  if (/iPad|Tablet|MatePad/i.test(text)) return 'tablet';
  if (/iPhone|iPod|Mobile|Phone/i.test(text)) return 'phone';
  // Chrome on Android leaves “Mobile” out on tablets; apps with words of their own run on phones.
  if (system === 'android' || system === 'harmony') return /Mozilla\/5\.0 .*Chrome\//.test(text) ? 'tablet' : 'phone';
  return system === 'other' ? 'other' : 'desktop';
}

/** Requests that a browser or an app makes before anybody has decided to go there. */
export function isSpeculative(header: (name: string) => string | undefined): boolean {
  const purpose = header('sec-purpose') ?? header('purpose') ?? header('x-purpose') ?? header('x-moz');
  return purpose !== undefined && /prefetch|prerender|preview/i.test(purpose);
}

/** The tag that a reader likes best (RFC 9110, 12.5.4), as `zh` or `zh-CN`; null where none is said. */
export function firstLanguage(acceptLanguage: string | undefined): string | null {
  let best: string | null = null;
  let bestQuality = 0;
  for (const part of (acceptLanguage ?? '').slice(0, 300).split(',', 20)) {
    const [, tag, quality] = /^\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/.exec(part) ?? [];
    const worth = quality === undefined ? 1 : Number(quality);
    if (tag && worth > bestQuality) {
      best = canonicalTag(tag);
      bestQuality = worth;
    }
  }
  return best;
}

/** `ZH-hans-cn` as `zh-Hans-CN` (RFC 5646, 2.1.1). */
function canonicalTag(tag: string): string {
  return tag
    .split('-')
    .map((part, index) =>
      index === 0
        ? part.toLowerCase()
        : part.length === 2
          ? part.toUpperCase()
          : part.length === 4
            ? part[0]!.toUpperCase() + part.slice(1).toLowerCase()
            : part.toLowerCase(),
    )
    .join('-');
}

/** Whether a wish of a rule or a text covers a reader's language: `zh` covers `zh-CN`, `zh-CN` only itself and what is below it. */
export function coversLanguage(wanted: string, reader: string): boolean {
  const [a, b] = [wanted.toLowerCase(), reader.toLowerCase()];
  return a === b || b.startsWith(`${a}-`);
}

/** The text for a reader: their language, else one of the same primary language, else the first. Throws on an empty list. */
export function textFor<T extends { language: string }>(texts: readonly T[], reader: string | null): T {
  const primary = reader?.toLowerCase().split('-')[0];
  const found =
    reader === null
      ? undefined
      : (texts.find(({ language }) => language.toLowerCase() === reader.toLowerCase()) ??
        texts.find(({ language }) => coversLanguage(language, reader)) ??
        texts.find(({ language }) => language.toLowerCase().split('-')[0] === primary));
  const text = found ?? texts[0];
  if (!text) throw new RangeError('there is no text at all');
  return text;
}

/** The host that a Referer names, without a port; null where it is none or longer than a host can be. */
export function referrerHost(referrer: string | undefined): string | null {
  const host = /^https?:\/\/(?:[^/?#@]{0,200}@)?([A-Za-z0-9.-]{1,253})(?=[:/?#]|$)/.exec(referrer ?? '')?.[1];
  return host ? host.toLowerCase() : null;
}
