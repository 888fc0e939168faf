/** A figure that a document claims: the joint between the grammar, the store, series, contradictions and answers. */
import type { Bound, Unit } from '../quantities/quantity.ts';
import type { Measure, MetricId, Status } from './contract.ts';

export type { Measure, Status } from './contract.ts';

export type Claim = {
  /** As the paragraph has it, from the first word that belongs to the value to the last: bound, number, scale, unit. */
  quote: string;
  /** Code points of the file, end exclusive. */
  start: number;
  end: number;
  /** The paragraph's index in its document, and UTF-16 units of its text. */
  paragraph: number;
  textStart: number;
  textEnd: number;
  /** The whole sentence around it, UTF-16 units of the paragraph's text. */
  sentenceStart: number;
  sentenceEnd: number;
  metric: MetricId;
  measure: Measure;
  low: number | null;
  high: number | null;
  bound: Bound;
  step: number;
  unit: Unit;
  currency: string | null;
  scale: number;
  scaleWord: string | null;
  /** Of the value, as in TimeMention; null where the text leaves it open. */
  period: string | null;
  /** What growth is measured from: `2023` of a growth in 2024, `2021` of a CAGR 2021..2024; null otherwise. */
  basePeriod: string | null;
  /** Canonical English name of a place (`China`, `Zhengzhou`, `Overseas`, `United States`); null where nothing says it. */
  region: string | null;
  /** What the figure is narrowed to: a platform, a company, a kind (`Hongguo`, `free micro-dramas`, `top productions`); null for all. */
  entity: string | null;
  /** The whole that a share is a part of, as a metric (`internet_users`) or words; null otherwise. */
  shareOf: string | null;
  /** As it must be, given when the document was published. */
  status: Status;
  /** As the words have it: “is expected to reach” of a year that is over is a forecast here and `actual` in `status`. */
  statusAsWorded: Status;
  /** Numbers in brackets behind the sentence, e.g. [3][5]. */
  citations: readonly number[];
};
