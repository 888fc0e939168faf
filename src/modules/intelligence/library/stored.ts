/** Documents as they were read, made of what is kept: for whoever looks at them anew. */
import type { Trx } from '../../../platform/db/index.ts';
import type { Paragraph, ReadDocument } from '../reading/document.ts';
import * as repo from './repo.ts';

function paragraphOf(row: repo.ParagraphRow): Paragraph {
  return {
    index: row.position,
    kind: row.kind,
    group: row.group_name,
    text: row.text,
    start: row.file_start,
    end: row.file_end,
    map: row.map ?? [[0, row.file_start]],
    anchor: row.anchor,
    ...(row.cells && { cells: row.cells }),
    ...(row.caption !== null && { caption: row.caption }),
  };
}

/** The documents of these ids with all their paragraphs, by id; those that are not kept are missing. */
export async function loadDocuments(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, ReadDocument>> {
  const rows = await repo.listDocumentsById(trx, organisationId, ids);
  const paragraphs = Map.groupBy(
    await repo.listParagraphsOf(
      trx,
      rows.map(({ id }) => id),
      2 ** 31 - 1,
    ),
    (row) => row.document_id,
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        title: row.title,
        source: row.publisher,
        author: row.author,
        publishedAt: row.published_at,
        zone: row.zone_name === null ? null : { name: row.zone_name, stated: row.zone_stated ?? false },
        language: row.language,
        url: row.url,
        start: row.file_start,
        end: row.file_end,
        paragraphs: (paragraphs.get(row.id) ?? []).map(paragraphOf),
      },
    ]),
  );
}
