/** Signals of fraud on a simulated audience: the thresholds were chosen on seeds 1 to 20, and these figures are of others. */
import { measureFraud } from '../support/audience.ts';

export const heldOutSeeds = Array.from({ length: 40 }, (_, at) => 1001 + at);

export async function run(): Promise<Record<string, unknown>> {
  return measureFraud(heldOutSeeds);
}
