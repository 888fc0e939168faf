/** Captions ready to paste, and the templates that they come from. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Caption, CaptionTemplate, templateInput } from '../contract.ts';
import { builtInTemplates } from '../data/caption-templates.ts';
import { campaignsErrors } from '../errors.ts';
import { findOffer } from '../repo/campaigns.ts';
import * as repo from '../repo/templates.ts';
import {
  chooseTemplates,
  fillTemplate,
  fitTitle,
  measure,
  sameLanguage,
  tagOf,
  unknownPlaceholders,
  type CaptionWords,
} from '../rules/captions.ts';
import type { PlacementRow, TemplateRow } from '../tables.ts';
import { titleOf, type Loaded, type Loading } from './load.ts';
import { nameOf, type CampaignsParts } from './parts.ts';
import { requirePlacement } from './placements.ts';

type NewTemplate = z.output<typeof templateInput>;
type Usable = Pick<CaptionTemplate, 'id' | 'name' | 'language' | 'text' | 'hashtags'> & { channel: string | null };
type Channel = CaptionTemplate['channel'];

export function createCaptionUses(parts: CampaignsParts, loading: Loading) {
  const { db, clock, audit } = parts;

  /** What creators may use: the organisation's own reviewed templates before those that ship. */
  async function usableTemplates(trx: Trx, organisationId: string): Promise<Usable[]> {
    const own = (await repo.listTemplates(trx, organisationId)).filter((row) => row.state === 'reviewed');
    return [...own, ...builtInTemplates];
  }

  function fill(template: Usable, channel: string, words: CaptionWords): Caption {
    // The drama's own tag: people look for it, and it joins what everybody posts of it.
    const { text, hashtags } = fillTemplate({ ...template, channel: channel as string }, words, [tagOf(words.title)]);
    const { size, limit } = measure(channel, text);
    return {
      templateId: template.id,
      templateName: template.name,
      language: template.language,
      text,
      title: fitTitle(channel, words.title),
      hashtags,
      machineMade: false,
      limit,
      overLimit: limit !== null && size > limit,
    };
  }

  /** The captions of a placement: in each language in which the drama has a title, or in the one that is asked for. */
  async function captionsOf(trx: Trx, loaded: Loaded, row: PlacementRow, language: string | undefined): Promise<Caption[]> {
    const { work } = loaded;
    if (!work) return [];
    const templates = await usableTemplates(trx, row.organisation_id);
    const offer = row.offer_id === '' ? undefined : await findOffer(trx, row.organisation_id, row.campaign_id, row.offer_id);
    const captions: Caption[] = [];
    for (const text of work.texts) {
      if (language !== undefined && !sameLanguage(text.language, language)) continue;
      const words: CaptionWords = {
        title: text.title,
        code: row.code_shown,
        link: row.url,
        // What is said in a clip is in the drama's own language; a caption in another one goes without.
        hook: offer && sameLanguage(text.language, work.originalLanguage) ? offer.facts.line : '',
        episodes: String(work.episodeCount || (work.plannedEpisodes ?? '')),
      };
      for (const template of chooseTemplates(templates, row.channel, text.language))
        captions.push({ ...fill(template, row.channel, words), language: text.language });
    }
    return captions;
  }

  const present = (row: TemplateRow): CaptionTemplate => ({
    id: row.id,
    name: row.name,
    channel: row.channel as Channel,
    language: row.language,
    text: row.text,
    hashtags: row.hashtags,
    state: row.state,
    builtIn: false,
    reviewedBy: row.reviewed_by,
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  });

  async function requireTemplate(trx: Trx, organisationId: string, id: string): Promise<TemplateRow> {
    if (builtInTemplates.some((template) => template.id === id)) throw campaignsErrors.template_built_in({ id });
    const row = await repo.findTemplate(trx, organisationId, id);
    if (!row) throw campaignsErrors.template_not_found({ id });
    return row;
  }

  function refuseUnknown(text: string | undefined): void {
    const [unknown] = text === undefined ? [] : unknownPlaceholders(text);
    if (unknown !== undefined) throw campaignsErrors.placeholder_unknown({ name: unknown.slice(0, 60) });
  }

  return {
    captionsOf,

    listCaptions: (actor: Actor, placementId: string, language: string | undefined) =>
      db.read(async (trx) => {
        const row = await requirePlacement(parts, trx, actor, placementId);
        const loaded = await loading.load(trx, actor.organisationId, row.campaign_id);
        return {
          items: await captionsOf(trx, loaded, row, language),
          languages: (loaded.work?.texts ?? []).map((text) => text.language),
          canTranslate: parts.chat !== null,
        };
      }),

    /** A caption in a language in which nobody wrote one, by the language model. Code, link and tags are put in afterwards, never translated. */
    async translateCaption(actor: Actor, placementId: string, wish: { language: string; from?: string | undefined }): Promise<Caption> {
      const { chat } = parts;
      const { row, captions } = await db.read(async (trx) => {
        const found = await requirePlacement(parts, trx, actor, placementId);
        const loaded = await loading.load(trx, actor.organisationId, found.campaign_id);
        return { row: found, captions: await captionsOf(trx, loaded, found, wish.from) };
      });
      if (!chat) throw campaignsErrors.no_model();
      const [source] = captions;
      if (!source) throw campaignsErrors.no_caption({ language: wish.from ?? '' });
      // What must arrive as it is goes through as a mark.
      const kept: [string, string][] = [
        ['⟦CODE⟧', row.code_shown],
        ['⟦LINK⟧', row.url],
      ];
      const masked = kept.reduce((text, [mark, value]) => text.replaceAll(value, mark), source.text);
      const marks = kept.map(([mark]) => mark).filter((mark) => masked.includes(mark));
      const answer = await chat.ask({
        name: 'caption',
        schema: z.object({ text: z.string().min(1).max(5000), title: z.string().min(1).max(200) }),
        messages: [
          {
            role: 'system',
            content: `Translate a social media caption for a short drama and the drama's title into the language with the BCP 47 tag ${wish.language}. Keep line breaks, emoji and hashtags in place; translate hashtags; keep every mark like ⟦CODE⟧ exactly as it is. Answer with JSON: {"text": …, "title": …}.`,
          },
          { role: 'user', content: JSON.stringify({ text: masked, title: source.title }) },
        ],
        check: ({ text }) => marks.filter((mark) => !text.includes(mark)).map((mark) => `The mark ${mark} is missing.`),
        maxTokens: 2000,
      });
      if (!answer.ok) throw campaignsErrors.translation_failed({ reason: answer.error.code }, answer.error);
      const text = kept.reduce((whole, [mark, value]) => whole.replaceAll(mark, value), answer.value.text);
      const { size, limit } = measure(row.channel, text);
      await db.transaction((trx) =>
        audit.record(trx, actor, 'campaigns.translate_caption', { id: placementId, title: source.title }, { language: wish.language }),
      );
      return {
        templateId: null,
        templateName: source.templateName,
        language: wish.language,
        text,
        title: fitTitle(row.channel, answer.value.title),
        hashtags: [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map((match) => match[1]!),
        machineMade: true,
        limit,
        overLimit: limit !== null && size > limit,
      };
    },

    listTemplates: (
      actor: Actor,
      filter: { channel?: string | undefined; language?: string | undefined },
    ): Promise<{ items: CaptionTemplate[] }> =>
      db.read(async (trx) => {
        const shipped = builtInTemplates.map((template): CaptionTemplate => ({
          ...template,
          channel: template.channel as Channel,
          state: 'reviewed',
          builtIn: true,
          reviewedBy: 'Hookline',
          reviewedAt: null,
          updatedAt: new Date(0).toISOString(),
        }));
        const own = (await repo.listTemplates(trx, actor.organisationId)).map(present);
        return {
          items: [...shipped, ...own].filter(
            (template) =>
              (!filter.channel || template.channel === filter.channel || template.channel === null) &&
              (!filter.language || sameLanguage(template.language, filter.language)),
          ),
        };
      }),

    createTemplate: (actor: Actor, input: NewTemplate): Promise<CaptionTemplate> =>
      db.transaction(async (trx) => {
        refuseUnknown(input.text);
        const now = clock.now();
        const id = newId('captionTemplate', now.getTime());
        await repo.insertTemplate(trx, {
          id,
          organisation_id: actor.organisationId,
          ...input,
          state: 'draft',
          reviewed_by: null,
          reviewed_at: null,
          created_at: now,
          updated_at: now,
        });
        await audit.record(trx, actor, 'campaigns.create_template', { id, title: input.name });
        return present(await requireTemplate(trx, actor.organisationId, id));
      }),

    updateTemplate: (actor: Actor, id: string, change: Partial<NewTemplate>): Promise<CaptionTemplate> =>
      db.transaction(async (trx) => {
        const row = await requireTemplate(trx, actor.organisationId, id);
        refuseUnknown(change.text);
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const back = { state: 'draft' as const, reviewed_by: null, reviewed_at: null, updated_at: clock.now() };
        await repo.updateTemplate(trx, actor.organisationId, id, { ...given, ...back });
        await audit.record(trx, actor, 'campaigns.update_template', { id, title: row.name }, { fields: Object.keys(given) });
        return present(await requireTemplate(trx, actor.organisationId, id));
      }),

    reviewTemplate: (actor: Actor, id: string, reviewed: boolean): Promise<CaptionTemplate> =>
      db.transaction(async (trx) => {
        const row = await requireTemplate(trx, actor.organisationId, id);
        const now = clock.now();
        const verdict = reviewed
          ? { state: 'reviewed' as const, reviewed_by: nameOf(actor), reviewed_at: now }
          : { state: 'draft' as const, reviewed_by: null, reviewed_at: null };
        await repo.updateTemplate(trx, actor.organisationId, id, { ...verdict, updated_at: now });
        await audit.record(trx, actor, 'campaigns.review_template', { id, title: row.name }, { reviewed });
        return present(await requireTemplate(trx, actor.organisationId, id));
      }),

    deleteTemplate: (actor: Actor, id: string): Promise<void> =>
      db.transaction(async (trx) => {
        const row = await requireTemplate(trx, actor.organisationId, id);
        await repo.deleteTemplate(trx, actor.organisationId, id);
        await audit.record(trx, actor, 'campaigns.delete_template', { id, title: row.name });
      }),

    /** Filled with a campaign's words where one is named, else with made-up ones. */
    previewTemplate: (actor: Actor, { campaignId, ...template }: NewTemplate & { campaignId?: string | undefined }): Promise<Caption> =>
      db.read(async (trx) => {
        refuseUnknown(template.text);
        const chinese = template.language.startsWith('zh');
        const loaded = campaignId === undefined ? null : await loading.load(trx, actor.organisationId, campaignId);
        const text = loaded?.work?.texts.find((each) => sameLanguage(each.language, template.language));
        const title = text?.title ?? (titleOf(loaded?.work ?? null) || (chinese ? '她从火中归来' : 'Out of the Fire'));
        const line = loaded?.offers.find((offer) => offer.row.facts.line !== '')?.row.facts.line;
        const words: CaptionWords = {
          title,
          code: 'HK7 29Q',
          link: 'https://example.com/s/abc123x',
          hook: line ?? (chinese ? '你终于回来了' : 'You came back'),
          episodes: String(loaded?.work?.episodeCount ?? 80),
        };
        return { ...fill({ ...template, id: '' }, template.channel ?? 'other', words), templateId: null };
      }),
  };
}
export type CaptionUses = ReturnType<typeof createCaptionUses>;
