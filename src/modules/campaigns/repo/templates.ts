import type { Insertable, Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CampaignsTables, TemplateRow } from '../tables.ts';

const tables = (trx: Trx) => trx.withTables<CampaignsTables>();
const most = 1000;

export async function listTemplates(trx: Trx, organisationId: string): Promise<TemplateRow[]> {
  return tables(trx)
    .selectFrom('caption_templates')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function findTemplate(trx: Trx, organisationId: string, id: string): Promise<TemplateRow | undefined> {
  return tables(trx)
    .selectFrom('caption_templates')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertTemplate(trx: Trx, row: Insertable<CampaignsTables['caption_templates']>): Promise<void> {
  await tables(trx).insertInto('caption_templates').values(row).execute();
}

export async function updateTemplate(
  trx: Trx,
  organisationId: string,
  id: string,
  change: Updateable<CampaignsTables['caption_templates']>,
): Promise<void> {
  await tables(trx)
    .updateTable('caption_templates')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

export async function deleteTemplate(trx: Trx, organisationId: string, id: string): Promise<void> {
  await tables(trx).deleteFrom('caption_templates').where('organisation_id', '=', organisationId).where('id', '=', id).execute();
}
