import { setImmediate as turn } from 'node:timers/promises';

/**
 * Runs writes of one transaction that do not need one another's answers: while the database is at one, the parameters of the next are
 * made, instead of each waiting for the other. They go one after the other on the transaction's connection. Ends when all have;
 * throws the first that failed, which is what made the later ones fail.
 */
export async function closely(writes: readonly (() => Promise<void>)[]): Promise<void> {
  const started: Promise<PromiseSettledResult<void>[]>[] = [];
  for (const write of writes) {
    started.push(Promise.allSettled([write()]));
    // What was begun is on its way to the database before the next takes the processor.
    await turn();
  }
  const failed = (await Promise.all(started)).flat().find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
