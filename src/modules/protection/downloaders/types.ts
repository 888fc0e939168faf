import type { Capture } from '../suspects/contract.ts';

export type DownloadOptions = {
  /** Of its own, empty; what is downloaded lies in it. */
  readonly directory: string;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Bytes so far, and how many are expected where that is told. */
  onBytes?(bytes: number, expected: number | null): void;
};
export type Downloaded = { readonly path: string; readonly filename: string; readonly capture: Capture };

/** Brings what a link leads to into a file. Throws outgoing.* and protection.*, and the signal's reason. */
export type Downloader = {
  readonly kind: 'http' | 'command';
  download(url: string, options: DownloadOptions): Promise<Downloaded>;
};
