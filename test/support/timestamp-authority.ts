/** A time-stamping authority: OpenSSL's own `ts`, with certificates of its own, answering over HTTP as RFC 3161 says. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tests that need an authority say so where there is none. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export type TestAuthority = {
  readonly url: string;
  readonly folder: string;
  /** The root that its signer's certificate leads to. */
  readonly root: X509Certificate;
  readonly policy: string;
  /** From now on queries are answered so; null is honest again. */
  behave(answer: ((response: ServerResponse, query: Buffer) => void) | null): void;
  /** A TimeStampResp as the authority makes it. */
  reply(query: Uint8Array): Buffer;
  close(): Promise<void>;
};

const policy = '1.3.6.1.4.1.55555.1';

/** Starts an authority whose signer's key is RSA or on a curve. */
export async function startTimestampAuthority(options: { key?: 'rsa' | 'ec' } = {}): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-tsa-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const newKey = options.key === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-newkey', 'rsa:2048'];
  writeFileSync(
    join(folder, 'tsa.cnf'),
    `[tsa]
default_tsa = here
[here]
serial = ./serial
signer_cert = ./tsa.pem
certs = ./tsa.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = ${policy}
digests = sha256
accuracy = secs:1, millisecs:500
ess_cert_id_alg = sha256
ess_cert_id_chain = no
[req]
distinguished_name = dn
[dn]
[stamps]
extendedKeyUsage = critical,timeStamping
basicConstraints = critical,CA:FALSE
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
`,
  );
  const self = ['-config', 'tsa.cnf', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...self,
    ...newKey,
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-days',
    '30',
    '-subj',
    '/CN=Test Root',
    '-extensions',
    'root',
  );
  openssl('req', '-new', ...self, ...newKey, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test Authority');
  const extensions = ['-extfile', 'tsa.cnf', '-extensions', 'stamps'];
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-days',
    '20',
    '-out',
    'tsa.pem',
    ...extensions,
  );

  const reply = (query: Uint8Array): Buffer => {
    const [asked, answered] = [`${randomUUID()}.tsq`, `${randomUUID()}.tsr`];
    writeFileSync(join(folder, asked), query);
    openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', asked, '-out', answered);
    return readFileSync(join(folder, answered));
  };
  let behaviour: ((response: ServerResponse, query: Buffer) => void) | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const query = Buffer.concat(chunks);
      if (behaviour) behaviour(response, query);
      else if (request.method !== 'POST' || request.headers['content-type'] !== 'application/timestamp-query')
        response.writeHead(415).end();
      else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply(query));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    folder,
    root: new X509Certificate(readFileSync(join(folder, 'root.pem'))),
    policy,
    behave: (answer) => {
      behaviour = answer;
    },
    reply,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
