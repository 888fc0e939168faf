/** What a host and its workers say to each other, and how an error crosses between them. */
import { AppError } from '../errors.ts';
import type { ErrorKind, ErrorParams } from '../errors.ts';

/** An exported async function of a module: called with the input and MediaTools, in the worker. */
export type Task = { url: string; export: string; input: unknown; decoderThreads: number };

export type ToWorker = { kind: 'run'; id: number; task: Task } | { kind: 'cancel'; id: number } | { kind: 'close' };
export type FromWorker =
  | { kind: 'ready' }
  /** Sent while the worker's event loop turns; silence means that native code hangs. */
  | { kind: 'alive' }
  | { kind: 'progress'; id: number; fraction: number }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: WireError };

export type WireError = {
  app: { code: string; kind: ErrorKind; params: ErrorParams } | null;
  name: string;
  message: string;
  stack?: string;
  code?: string;
  cause?: string;
};

export function toWire(thrown: unknown): WireError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = (error as { code?: unknown }).code;
  return {
    app: error instanceof AppError ? { code: error.code, kind: error.kind, params: error.params } : null,
    name: error.name,
    message: error.message,
    stack: error.stack,
    code: typeof code === 'string' ? code : undefined,
    cause: error.cause === undefined ? undefined : String(error.cause instanceof Error ? error.cause.message : error.cause),
  };
}

/** The error as it was thrown in the worker: an AppError with the same code, kind and parameters, or a plain Error with its stack. */
export function fromWire(wire: WireError): Error {
  const cause = wire.cause === undefined ? undefined : new Error(wire.cause);
  const error = wire.app
    ? new AppError(wire.app.code, wire.app.kind, wire.app.params, cause)
    : Object.assign(new Error(wire.message, { cause }), { name: wire.name });
  if (wire.stack) error.stack = wire.stack;
  if (!wire.app && wire.code) Object.assign(error, { code: wire.code });
  return error;
}
