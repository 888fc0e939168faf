/** Comparing figures in a thread of its own, bounded in memory and time: tens of thousands of claims take seconds, and requests go on. */
import { platformErrors } from '../../../platform/errors.ts';
import { createThreads, type Threads } from '../service/threads.ts';
import type { Finding } from './finding.ts';
import type { CheckedDocument } from './rules/check.ts';

/** Some of the documents that are compared; a document is in one part with all of its claims. */
export type CheckPart = { documents: readonly CheckedDocument[]; mostFindings: number };
/** The gravest findings, whose references count documents through all parts, and how many there were in all. */
export type Checked = { findings: Finding[]; found: number };

const memoryMb = 768;

export type Checker = Threads<CheckPart, Checked>;
/** Throws took_too_long and too_large where figures were too many for it. */
export function createChecker({ timeoutMs = 180_000 }: { timeoutMs?: number } = {}): Checker {
  return createThreads({
    program: new URL('./check-thread.ts', import.meta.url),
    threads: 1,
    memoryMb,
    timeoutMs,
    fault: (cause) => platformErrors.unavailable({}, cause),
  });
}
