/** Which programmes of support a topic is of: those that its documents tell of, in the places that it names. */
import type { Trx } from '../../../platform/db/index.ts';
import { intelligenceErrors } from '../errors.ts';
import { findPlaces, isWithin } from '../programmes/grammar/places.ts';
import type { TopicFilters } from './contract.ts';
import { readTopicQuery, type TopicQuery } from './query.ts';
import * as repo from './repo/topics.ts';

/**
 * The places that a topic is of: those of its filters, and terms of its query that are nothing but places. A digest of thirty cities that
 * names Hangzhou once is in a topic on Hangzhou; the programmes of the other twenty-nine are not.
 */
export function placesOf(query: TopicQuery | null, filters: Pick<TopicFilters, 'regions'>): string[] {
  const named = (query?.terms ?? []).flatMap(({ any, not }) => {
    const places = any.map(({ text }) => placeNamed(text));
    return not || places.includes(null) ? [] : (places as string[]);
  });
  return [...new Set([...filters.regions, ...named])];
}

/** The place that a text names by itself; null where it says more, or no place. */
function placeNamed(text: string): string | null {
  const [found, ...others] = findPlaces(text);
  return found && others.length === 0 && found.start === 0 && found.end === text.length ? found.region : null;
}

export type ProgrammeOfTopic = (programme: { id: string; region: string | null; sourceCount: number }) => boolean;

/** Tells whether a programme is of a topic. What was added by hand has no document and is told by its place. Throws topic_not_found. */
export async function programmesOfTopic(trx: Trx, organisationId: string, topicId: string): Promise<ProgrammeOfTopic> {
  const topic = await repo.findTopic(trx, organisationId, topicId);
  if (!topic || topic.removed_at !== null) throw intelligenceErrors.topic_not_found({ id: topicId });
  const told = new Set(await repo.listProgrammesTold(trx, organisationId, topicId));
  const places = placesOf(readTopicQuery(topic.query), topic.filters);
  const here = (region: string | null): boolean => region !== null && places.some((place) => isWithin(region, place) === true);
  return ({ id, region, sourceCount }) => (sourceCount === 0 ? here(region) : told.has(id) && (places.length === 0 || here(region)));
}
