import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outgoing } from '../../../platform/outgoing.ts';
import type { Clock } from '../../../platform/time.ts';
import { protectionErrors } from '../errors.ts';
import type { Downloader } from './types.ts';

const mostRedirects = 5;
/** What is kept of an answer's headers, as evidence. */
const mostHeaders = 100;
const longestHeader = 2000;

/** Links that lead to the video itself, over HTTP; nothing of the house's own network is reached, also by no redirect. */
export function createHttpDownloader({ outgoing, clock }: { outgoing: Outgoing; clock: Clock }): Downloader {
  return {
    kind: 'http',
    async download(url, { directory, maxBytes, timeoutMs, signal, onBytes }) {
      const path = join(directory, 'download');
      const file = await open(path, 'wx', 0o600);
      let bytes = 0;
      let broken: unknown = null;
      try {
        const answer = await outgoing
          .fetch(url, {
            redirects: mostRedirects,
            timeoutMs,
            maxBytes,
            signal,
            headers: { accept: 'video/*, audio/*;q=0.8, application/octet-stream;q=0.5, */*;q=0.1' },
            to: async (chunk) => {
              try {
                for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
              } catch (error) {
                broken = error;
                throw error;
              }
              bytes += chunk.length;
              onBytes?.(bytes, null);
            },
          })
          .catch((error: unknown) => {
            // A full disk is no fault of the other side.
            throw broken ?? error;
          });
        const { host } = new URL(answer.url);
        if (answer.status < 200 || answer.status >= 300) throw protectionErrors.link_answer({ host, status: answer.status });
        const type = answer.headers.get('content-type') ?? '';
        if (/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) throw protectionErrors.link_not_video({ host });
        if (bytes === 0) throw protectionErrors.suspect_empty({ file: url.slice(0, 200) });
        await file.sync();
        return {
          path,
          filename: nameOf(answer.headers.get('content-disposition'), answer.url),
          capture: {
            at: clock.now().toISOString(),
            finalUrl: answer.url,
            address: answer.address ?? null,
            status: answer.status,
            headers: [...answer.headers].slice(0, mostHeaders).map(([name, value]) => [name, value.slice(0, longestHeader)]),
            downloader: 'http',
          },
        };
      } finally {
        await file.close();
      }
    },
  };
}

/** The name that the answer gives its file, else the last part of the address. */
function nameOf(disposition: string | null, url: string): string {
  const named = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*"?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const name = decoded(named ?? '') || plain || decoded(last) || new URL(url).host;
  return name.slice(0, 200);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
