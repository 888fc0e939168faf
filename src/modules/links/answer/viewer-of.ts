import { LRUCache } from 'lru-cache';
import { asCountry } from '../geo.ts';
import type { Viewer } from '../rules.ts';
import { classifyAgent, firstLanguage, isSpeculative, longestAgent, type AgentClass } from '../viewer.ts';
import type { AnswerParts, Ask } from './types.ts';

export type Visit = Viewer & { readonly bot: boolean; readonly agent: string; readonly private: boolean };

/** Reads requests; what agents and languages mean is remembered, as there are few of them and many requests. */
export function createVisits(parts: Pick<AnswerParts, 'geo' | 'clock' | 'countryHeader'>): (ask: Ask) => Visit {
  const agents = new LRUCache<string, AgentClass>({ max: 5_000 });
  const languages = new LRUCache<string, { language: string | null }>({ max: 2_000 });
  return (ask) => {
    const agent = (ask.header('user-agent') ?? '').slice(0, longestAgent);
    let known = agents.get(agent);
    if (!known) agents.set(agent, (known = classifyAgent(agent)));
    const accepted = (ask.header('accept-language') ?? '').slice(0, 300);
    let said = languages.get(accepted);
    if (!said) languages.set(accepted, (said = { language: firstLanguage(accepted) }));
    const fromProxy = parts.countryHeader ? asCountry(ask.header(parts.countryHeader)) : null;
    return {
      device: known.device,
      system: known.system,
      bot: known.bot || isSpeculative(ask.header),
      agent,
      language: said.language,
      country: fromProxy ?? parts.geo.countryOf(ask.address),
      atMs: parts.clock.nowMs(),
      // Do Not Track and Global Privacy Control: nothing is kept by which the visitor could be known again.
      private: ask.header('dnt') === '1' || ask.header('sec-gpc') === '1',
    };
  };
}
