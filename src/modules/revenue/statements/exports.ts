/** Statements to take away: made while they are sent, whatever their length. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contentDisposition } from '../../../platform/http/download.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { csvBytes, xlsxBytes } from '../../../platform/http/sheets.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { StatementFormat } from './contract.ts';
import { createLinePresenter } from './lines.ts';
import { statementPage } from './print.ts';
import { createStatementProof } from './proof.ts';
import type { Opened, StatementReading } from './reading.ts';
import { linesTable, type Shown } from './sheet.ts';

const types: Readonly<Record<StatementFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  zip: 'application/zip',
};

export function createStatementExports(parts: RevenueParts, reading: StatementReading) {
  const { db } = parts;
  const proofOf = createStatementProof(parts);

  async function* shown(opened: Opened): AsyncGenerator<Shown[]> {
    const present = createLinePresenter(parts, opened.row.organisation_id);
    for await (const lines of reading.eachLines(opened)) yield await db.read((trx) => present(trx, lines));
  }

  return {
    /** Throws statement_not_found. */
    exportStatement: async (actor: Actor, id: string, of: { format: StatementFormat; language: string }): Promise<Response> => {
      const opened = await db.read((trx) => reading.open(trx, actor, id));
      const { row, payee } = opened;
      const stem = `${payee.name} ${row.period} ${row.currency}${row.version > 1 ? ` v${row.version}` : ''}`;
      const headers = {
        'content-type': types[of.format],
        'content-disposition': contentDisposition(`${fileStem(stem)}.${of.format}`, of.format === 'html' ? 'inline' : 'attachment'),
      };
      if (of.format === 'csv' || of.format === 'xlsx') {
        const table = linesTable(shown(opened), row.currency, of.language);
        return new Response(of.format === 'csv' ? csvBytes(table) : xlsxBytes(table), { headers });
      }
      if (of.format === 'zip') return new Response(ReadableStream.from(proofOf(opened)), { headers });
      const page = statementPage(await reading.getStatement(actor, id), shown(opened), of.language);
      return new Response(ReadableStream.from(page), { headers });
    },

    /** Writes a statement's proof to a file; a file that is there is replaced, and only by a whole one. Throws statement_not_found. */
    writeStatementProof: async (actor: Actor, id: string, file: string, signal: AbortSignal): Promise<void> => {
      const opened = await db.read((trx) => reading.open(trx, actor, id));
      const half = `${file}.part`;
      try {
        await pipeline(Readable.from(proofOf(opened)), createWriteStream(half), { signal });
        await rename(half, file);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
    },
  };
}

// What no file system takes.
const fileStem = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim() || 'statement';
