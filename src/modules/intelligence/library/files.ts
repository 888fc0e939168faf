/** Texts and files that people bring: pasted, uploaded, dropped into the watched folder. */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { isId } from '../../../platform/ids.ts';
import { intelligenceErrors } from '../errors.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import type { Collecting } from './collect.ts';
import { libraryLimits, type LibraryDesk, type libraryRoutes, type MarketFile, type MarketSource } from './contract.ts';
import { presentFile } from './present.ts';
import * as repo from './repo.ts';

type Paste = z.output<typeof libraryRoutes.pasteMarketText.body>;
type Upload = z.output<typeof libraryRoutes.uploadMarketFile.query>;
type FileListing = z.output<typeof libraryRoutes.listMarketFiles.query>;
type Taken = { file: MarketFile; known: boolean };
const place = z.string().refine((id) => isId('marketFile', id));

export function createFileUses(parts: IntelligenceParts, collecting: Collecting) {
  const { db, jobs, audit, objects } = parts;

  /** Keeps bytes that somebody brought. Throws file_empty, file_too_large, file_unknown. */
  async function take(
    actor: Actor,
    kind: Extract<MarketSource['kind'], 'paste' | 'upload' | 'folder'>,
    bytes: Uint8Array,
    given: { name: string; contentType: string | null; url: string | null },
  ): Promise<Taken> {
    refuse(bytes, given.name);
    const stored = await objects.putBytes(bytes);
    return db.transaction(async (trx) => {
      const { organisationId } = actor;
      const source = await collecting.standing(trx, organisationId, kind);
      const { file, known } = await collecting.arrive(trx, organisationId, source.id, { ...given, stored, fetchedAt: null });
      const act = kind === 'paste' ? 'intelligence.paste_market_text' : 'intelligence.upload_market_file';
      await audit.record(trx, actor, act, { id: file.id, title: file.name }, { sha256: stored.sha256, known });
      return { file: presentFile(file, await repo.listDocumentsOfFiles(trx, [file.id])), known };
    });
  }

  return {
    getMarketDesk: (actor: Actor): Promise<LibraryDesk> =>
      db.read(async (trx) => ({
        ...(await repo.countDesk(trx, actor.organisationId)),
        taskId: await repo.findReadingTask(trx, actor.organisationId),
        watchFolder: parts.watchFolder !== null,
        model: parts.chat !== null,
        limits: { fileBytes: libraryLimits.fileBytes, pasteCharacters: libraryLimits.pasteCharacters },
      })),

    /** The title stands above the text, as an analyst's own file would have it. Throws paste_empty. */
    async pasteMarketText(actor: Actor, { text, title, url }: Paste): Promise<Taken> {
      if (text.trim() === '') throw intelligenceErrors.paste_empty({});
      const name = title || text.trim().split('\n', 1)[0]!.slice(0, 80);
      const whole = title === '' || text.trimStart().startsWith(title) ? text : `${title}\n\n${text}`;
      return take(actor, 'paste', Buffer.from(whole), { name, contentType: 'text/plain; charset=utf-8', url });
    },

    uploadMarketFile: (actor: Actor, { filename, url }: Upload, bytes: Uint8Array): Promise<Taken> =>
      take(actor, 'upload', bytes, { name: baseName(filename), contentType: null, url: url ?? null }),

    /** A file of the watched folder. Throws file_empty, file_too_large, file_unknown. */
    async takeMarketFile(actor: Actor, { path, name }: { path: string; name: string }): Promise<void> {
      // Looked at before it is read: what is too large never comes into memory.
      if ((await stat(path)).size > libraryLimits.fileBytes)
        throw intelligenceErrors.file_too_large({ file: name, limitBytes: libraryLimits.fileBytes });
      await take(actor, 'folder', await readFile(path), { name, contentType: null, url: null });
    },

    listMarketFiles: (actor: Actor, { cursor, limit, ...filter }: FileListing) => {
      const after = cursor === undefined ? null : decodeCursor(place, cursor);
      return db.read(async (trx) => {
        const rows = await repo.listFiles(trx, actor.organisationId, filter, after, limit + 1);
        const page = rows.slice(0, limit);
        const documents = await repo.listDocumentsOfFiles(
          trx,
          page.map(({ id }) => id),
        );
        return {
          items: page.map((row) => presentFile(row, documents)),
          nextCursor: rows.length > limit ? encodeCursor(page.at(-1)!.id) : null,
        };
      });
    },

    getMarketFile: (actor: Actor, id: string): Promise<MarketFile> =>
      db.read(async (trx) => {
        const row = await repo.findFile(trx, actor.organisationId, id);
        if (!row) throw intelligenceErrors.file_not_found({ id });
        return presentFile(row, await repo.listDocumentsOfFiles(trx, [id]));
      }),

    /** One that was read stays as it is: its documents are cited. Throws file_not_found. */
    readMarketFileAgain: (actor: Actor, id: string): Promise<MarketFile> =>
      db.transaction(async (trx) => {
        const row = await repo.findFile(trx, actor.organisationId, id);
        if (!row) throw intelligenceErrors.file_not_found({ id });
        if (row.state === 'failed' || row.state === 'cancelled') {
          await repo.updateFiles(trx, [id], { state: 'waiting', attempts: 0, error: null });
          await collecting.enqueueReading(trx, actor.organisationId, row.name);
        }
        await audit.record(trx, actor, 'intelligence.read_market_file_again', { id, title: row.name });
        return presentFile((await repo.findFile(trx, actor.organisationId, id))!, await repo.listDocumentsOfFiles(trx, [id]));
      }),

    cancelMarketReading: (actor: Actor): Promise<{ cancelled: number }> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const taskId = await repo.lockDesk(trx, organisationId);
        if (taskId !== null) await jobs.cancel(trx, organisationId, [taskId]);
        const cancelled = await repo.cancelFiles(trx, organisationId);
        await repo.setReadingTask(trx, organisationId, null);
        await audit.record(trx, actor, 'intelligence.cancel_market_reading', { id: organisationId, title: '' }, { count: cancelled });
        return { cancelled };
      }),
  };
}

const baseName = (name: string): string => name.split(/[\\/]/).at(-1)!.slice(-300) || name;

/** What is certainly no document is refused before it is kept; the rest is for the reader to judge. */
function refuse(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw intelligenceErrors.file_empty({ file: name });
  if (bytes.length > libraryLimits.fileBytes) throw intelligenceErrors.file_too_large({ file: name, limitBytes: libraryLimits.fileBytes });
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF|....ftyp|ID3|OggS|\x7fELF|MZ|Rar!|7z\xbc\xaf|\x1f\x8b)/s.test(head))
    throw intelligenceErrors.file_unknown({ file: name });
}
