/** Many documents of many worlds, each other than the rest: for what is measured in numbers. */
import { corpusOf } from './corpus.ts';
import type { MarketFile } from './truth.ts';

/** Files of worlds one after the other, so many in all. */
export function* manyFiles(count: number): Generator<MarketFile> {
  for (let seed = 10_001, made = 0; made < count; seed++)
    for (const file of corpusOf('heldout', seed).files) {
      if (made === count) return;
      made += 1;
      yield { ...file, name: `${made}-${file.name}` };
    }
}
