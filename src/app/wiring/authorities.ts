/** The time-stamp authorities that the operator set up. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { httpAuthority, type Authority } from '../../modules/rights/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Outgoing } from '../../platform/outgoing.ts';
import { authorityUrls, type Config } from '../config.ts';

/** In their order, named by their hosts; two on one host also by their paths. Throws app.bad_setting for a file without certificates. */
export function authoritiesOf(config: Config, outgoing: Outgoing): Authority[] {
  const anchors = config.TSA_CA_FILE === undefined ? [] : certificatesIn(config.TSA_CA_FILE);
  const urls = authorityUrls(config.TSA_URLS).map((url) => new URL(url));
  return urls.map((url) => {
    const alone = urls.filter(({ host }) => host === url.host).length === 1;
    return httpAuthority({
      name: alone ? url.host : `${url.host}${url.pathname}${url.search}`,
      policy: null,
      anchors,
      url: url.href,
      outgoing,
    });
  });
}

function certificatesIn(file: string): X509Certificate[] {
  try {
    const blocks = readFileSync(file, 'latin1').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length === 0) throw new Error(`no certificate in ${file}`);
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new AppError('app.bad_setting', 'invalid', { name: 'TSA_CA_FILE', reason: (error as Error).message }, error);
  }
}
