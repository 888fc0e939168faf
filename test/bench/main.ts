/**
 * npm run bench [-- PART …]: measures, prints, and writes docs/generated/bench.json with the machine's facts. Figures are ratios
 * or scores beside a baseline of the same run; a part that is run alone replaces only its own figures.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

const parts: Record<string, () => Promise<{ run(): Promise<Record<string, unknown>> }>> = {
  shots: () => import('./shots.ts'),
  speed: () => import('./speed.ts'),
  render: () => import('./render.ts'),
  stamp: () => import('./stamp.ts'),
  hooks: () => import('./hooks.ts'),
  catalog: () => import('./catalog.ts'),
  codes: () => import('./codes.ts'),
  start: () => import('./start.ts'),
  redirect: () => import('./redirect.ts'),
  intake: () => import('./intake.ts'),
  dashboards: () => import('./dashboards.ts'),
  ledger: () => import('./ledger.ts'),
  settlement: () => import('./settlement.ts'),
  fraud: () => import('./fraud.ts'),
  scripts: () => import('./scripts.ts'),
  'creator-app': () => import('./creator-app.ts'),
  edits: () => import('./edits.ts'),
  fingerprints: () => import('./fingerprints.ts'),
  attacks: () => import('./attacks.ts'),
  search: () => import('./search.ts'),
  remakes: () => import('./remakes.ts'),
  'market-claims': () => import('./market-claims.ts'),
  'market-check': () => import('./market-check.ts'),
  'market-intake': () => import('./market-intake.ts'),
  'market-search': () => import('./market-search.ts'),
};

type Figures = {
  machine: Record<string, unknown>;
  parts: Record<string, { measuredAt: string; commit: string; figures: Record<string, unknown> }>;
};

const path = fileURLToPath(new URL('../../docs/generated/bench.json', import.meta.url));
// Words like --verbose are for the parts.
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.find((name) => !parts[name]);
if (unknown) {
  process.stderr.write(`there is no part “${unknown}”; parts: ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

const kept: Figures = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Figures) : { machine: {}, parts: {} };
kept.machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  hookline: packageJson.version,
};
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  process.stdout.write(`\n══ ${name}\n`);
  const { run } = await parts[name]!();
  const figures = await run();
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  kept.parts[name] = { measuredAt: new Date().toISOString(), commit: commit(), figures };
  mkdirSync(fileURLToPath(new URL('.', `file://${path}`)), { recursive: true });
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
}
