/** Sends a file while telling how much of it is there: fetch cannot, so this is the older way. */
import { ApiError } from '../api/client.ts';
import type { Problem } from '../../../src/platform/http/contract.ts';

/** Resolves with the answer's JSON; throws ApiError for a refusal or a silent line, and the signal's reason when it was stopped. */
export function upload<T>(address: string, file: Blob, onProgress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = readJson(request.responseText);
      if (request.status < 300) resolve(answer as T);
      else reject(refusalOf(request.status, answer as Partial<Problem> | null));
    };
    request.onerror = () => reject(new ApiError(0, 'client.offline'));
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusalOf(status: number, problem: Partial<Problem> | null): ApiError {
  const code = problem?.code ?? (status === 413 ? 'platform.too_large' : status >= 502 ? 'platform.unavailable' : 'platform.bug');
  return new ApiError(status, code, problem?.params ?? {}, problem?.requestId ?? null, problem?.issues ?? []);
}
