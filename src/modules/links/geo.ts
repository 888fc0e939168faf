/** The country of an address, from the operator's own database file (MaxMind's form), where there is one. */
import { readFile, stat } from 'node:fs/promises';
import { Reader, type CountryResponse } from 'mmdb-lib';
import { LRUCache } from 'lru-cache';
import type { Log } from '../../platform/log.ts';

export type Geo = {
  /** ISO 3166-1 alpha-2, or null where nobody knows. */
  countryOf(address: string): string | null;
  start(): Promise<void>;
  stop(): void;
};

const lookAgainMs = 30_000;

/** Reads the file at the start and again when it changes; a file that cannot be read leaves what was known. */
export function createGeo(path: string | null, log: Log): Geo {
  let reader: Reader<CountryResponse> | null = null;
  let seen = '';
  let timer: NodeJS.Timeout | undefined;
  const remembered = new LRUCache<string, { country: string | null }>({ max: 20_000 });

  async function read(): Promise<void> {
    if (!path) return;
    try {
      const { mtimeMs, size } = await stat(path);
      if (`${mtimeMs}/${size}` === seen) return;
      const fresh = new Reader<CountryResponse>(await readFile(path));
      seen = `${mtimeMs}/${size}`;
      reader = fresh;
      remembered.clear();
      log.info('links.geo_read', { path, type: fresh.metadata.databaseType, built: fresh.metadata.buildEpoch.toISOString() });
    } catch (error) {
      log.warn('links.geo_unreadable', { path, error });
    }
  }

  return {
    countryOf: (address) => {
      if (!reader) return null;
      const known = remembered.get(address);
      if (known) return known.country;
      let country: string | null = null;
      try {
        country = asCountry(reader.get(address.replace(/^::ffff:/, ''))?.country?.iso_code);
      } catch {
        // Not an address.
      }
      remembered.set(address, { country });
      return country;
    },
    start: async () => {
      await read();
      if (!path) return;
      timer = setInterval(() => void read(), lookAgainMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}

/** A country's code as it is kept; null for what is none, `XX` and `T1` of proxies among it. */
export function asCountry(text: string | null | undefined): string | null {
  const code = text?.trim().toUpperCase() ?? '';
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' ? code : null;
}
