/** The reviewed taxonomy of what figures of this industry are of. Names and words for each stand in taxonomy.ts. */
export { metricIds, type MetricId } from './contract.ts';
