import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terms as termsSchema, type Terms } from '../contract.ts';
import { builtInTemplates } from '../data/caption-templates.ts';
import { agencyShareHistory, asOf } from './as-of.ts';
import { channelChoices, findObstacle, isShown, warningsOf, type CampaignView } from './campaign.ts';
import { chooseTemplates, fillTemplate, fitTitle, measure, sameLanguage, unknownPlaceholders } from './captions.ts';
import { stateAfter } from './states.ts';
import { estimatePay, findTermsFault, paysSomething, sameTerms } from './terms.ts';

const terms = (more: object = {}): Terms => termsSchema.parse({ currency: 'CNY', ...more });
const at = (ms: number): Date => new Date(ms);

describe('what held when', () => {
  it('is the newest entry that is not later, of equal instants the last', () => {
    const list = fc
      .array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 })
      .map((times) => times.sort((a, b) => a - b).map((ms, n) => ({ from: at(ms), n })));
    fc.assert(
      fc.property(list, fc.integer({ min: -1, max: 22 }), (entries, ms) => {
        expect(asOf(entries, at(ms))).toEqual(entries.findLast((entry) => entry.from.getTime() <= ms));
      }),
    );
  });

  it('gives an agency its own share, else the default, and never more than the terms of that time allow', () => {
    const share = fc.record({
      ms: fc.integer({ min: 0, max: 30 }),
      agencyId: fc.constantFrom('a', 'b', null),
      shareBps: fc.integer({ min: 0, max: 10_000 }),
    });
    const most = fc.record({ ms: fc.integer({ min: 0, max: 30 }), mostBps: fc.integer({ min: 0, max: 10_000 }) });
    fc.assert(
      fc.property(
        fc.array(share, { maxLength: 10 }),
        fc.array(most, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 31 }),
        (shares, mosts, ms) => {
          const rising = shares.sort((a, b) => a.ms - b.ms).map((each) => ({ ...each, from: at(each.ms) }));
          const limits = mosts.sort((a, b) => a.ms - b.ms).map((each) => ({ ...each, from: at(each.ms) }));
          const history = agencyShareHistory('a', rising, limits);
          const until = (list: readonly { ms: number }[]) => list.filter((each) => each.ms <= ms);
          const own =
            until(rising.filter((each) => each.agencyId === 'a')).at(-1) ?? until(rising.filter((each) => each.agencyId === null)).at(-1);
          const limit = until(limits).at(-1) as { mostBps: number } | undefined;
          const expected = Math.min((own as { shareBps: number } | undefined)?.shareBps ?? 0, limit?.mostBps ?? 0);
          expect(asOf(history, at(ms))?.shareBps ?? 0).toBe(expected);
          for (let n = 1; n < history.length; n++) expect(history[n]!.shareBps).not.toBe(history[n - 1]!.shareBps);
        },
      ),
    );
    expect(agencyShareHistory(null, [{ from: at(0), agencyId: null, shareBps: 100 }], [{ from: at(0), mostBps: 1000 }])).toEqual([]);
  });
});

describe('states', () => {
  it('go from draft to published, to and fro with paused, and never back from the end', () => {
    const acts = ['publish', 'pause', 'resume', 'end'] as const;
    const table = (['draft', 'published', 'paused', 'ended'] as const).map((state) => acts.map((act) => stateAfter(state, act)));
    expect(table).toEqual([
      ['published', null, null, null],
      [null, 'paused', null, 'ended'],
      [null, null, 'published', 'ended'],
      [null, null, null, null],
    ]);
  });
});

describe('terms', () => {
  it('estimate an order exactly, within the cap, comparable over currencies', () => {
    const money = fc.bigInt({ min: 0n, max: 10n ** 12n }).map(String);
    fc.assert(
      fc.property(
        fc.constantFrom('CNY', 'JPY', 'KWD', 'USD'),
        fc.integer({ min: 0, max: 10_000 }),
        money,
        fc.option(money),
        (currency, orderShareBps, perOrderMinor, capPerOrderMinor) => {
          const pay = estimatePay(terms({ currency, orderShareBps, perOrderMinor, capPerOrderMinor }));
          const plain = BigInt(perOrderMinor) + (BigInt(pay.usualOrderMinor) * BigInt(orderShareBps)) / 10_000n;
          const cap = capPerOrderMinor === null ? plain : BigInt(capPerOrderMinor);
          expect(BigInt(pay.perOrderMinor)).toBe(plain < cap ? plain : cap);
          expect(Number.isSafeInteger(pay.comparableBps)).toBe(true);
        },
      ),
    );
    expect(estimatePay(terms({ orderShareBps: 5000 })).comparableBps).toBe(
      estimatePay(terms({ currency: 'JPY', orderShareBps: 5000 })).comparableBps,
    );
  });

  it('are known to contradict themselves, to pay nothing, and to be the same in any order of keys', () => {
    expect(findTermsFault(terms({ perOrderMinor: '200', capPerOrderMinor: '100' }))).toBe('cap_below_fixed');
    expect(findTermsFault(terms({ capPerOrderMinor: '200', capPerCreatorMinor: '100' }))).toBe('creator_cap_below_order_cap');
    const windows = { codeDays: 30, clickHours: 2, accountDays: 7, probabilisticHours: 24 };
    expect(findTermsFault(terms({ windows }))).toBe('probabilistic_longer_than_click');
    expect(findTermsFault(terms({ orderShareBps: 1 }))).toBeNull();
    expect([
      paysSomething(terms()),
      paysSomething(terms({ perInstallMinor: '0' })),
      paysSomething(terms({ perInstallMinor: '1' })),
    ]).toEqual([false, false, true]);
    const a = terms({ orderShareBps: 10, words: [{ language: 'en', text: 'x' }] });
    const b = Object.fromEntries(Object.entries(a).reverse()) as Terms;
    expect(sameTerms(a, b)).toBe(true);
    expect(sameTerms(a, { ...a, windows: { ...a.windows, codeDays: 1 } })).toBe(false);
  });
});

const dayMs = 86_400_000;
const now = Date.parse('2026-03-10T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const view = (more: { settings?: object } & Partial<Omit<CampaignView, 'settings'>> = {}): CampaignView => ({
  state: 'published',
  terms: terms({ orderShareBps: 100 }),
  budgetMinor: null,
  spentMinor: 0n,
  ...more,
  settings: {
    startsAt: iso(now - dayMs),
    endsAt: null,
    embargoUntil: null,
    zone: 'Asia/Shanghai',
    territories: [],
    channels: ['douyin', 'tiktok'],
    requireFiledAccount: false,
    codeScope: 'clip' as const,
    ...more.settings,
  },
});
const yes = { answer: 'yes' as const, reason: null };

describe('a campaign', () => {
  it('says the first thing that stands in the way', () => {
    const code = (campaign: CampaignView, rights = yes as Parameters<typeof findObstacle>[1]['rights']) =>
      findObstacle(campaign, { nowMs: now, rights })?.code ?? null;
    expect(code(view())).toBeNull();
    expect(code(view({ state: 'paused' }))).toBe('campaigns.not_open');
    expect(code(view({ state: 'ended' }))).toBe('campaigns.over');
    expect(code(view({ settings: { endsAt: iso(now) } }))).toBe('campaigns.over');
    expect(code(view({ settings: { endsAt: iso(now + 1) } }))).toBeNull();
    expect(code(view({ settings: { embargoUntil: iso(now + 1) } }))).toBe('campaigns.embargoed');
    expect(code(view({ settings: { embargoUntil: iso(now) } }))).toBeNull();
    expect(code(view({ settings: { startsAt: iso(now + 1) } }))).toBe('campaigns.not_started');
    expect(code(view({ budgetMinor: 100n, spentMinor: 100n }))).toBe('campaigns.budget_reached');
    expect(code(view(), { answer: 'no', reason: 'territory' })).toBe('campaigns.rights_refused');
    expect(code(view(), { answer: 'unknown', reason: null })).toBeNull();
  });

  it('is hidden from partners by an embargo, before it is published and after its end', () => {
    expect([
      isShown(view(), now),
      isShown(view({ state: 'draft' }), now),
      isShown(view({ settings: { embargoUntil: iso(now + 1) } }), now),
      isShown(view({ settings: { endsAt: iso(now) } }), now),
    ]).toEqual([true, false, false, false]);
  });

  it('warns of what its operator would want to know', () => {
    const work = { filingState: 'valid', filing: null, trashedAt: null };
    const good = { nowMs: now, work, offers: [{ problem: null }], rights: yes, hasDestination: true };
    const codes = (campaign: CampaignView, more: object = {}) => warningsOf(campaign, { ...good, ...more }).map((each) => each.code);
    expect(codes(view())).toEqual([]);
    expect(
      codes(view({ budgetMinor: 100n, spentMinor: 90n, settings: { endsAt: iso(now + 2 * dayMs), embargoUntil: iso(now + dayMs) } }), {
        work: { ...work, filingState: 'expiring' },
        offers: [],
        rights: { answer: 'unknown', reason: null },
        hasDestination: false,
      }),
    ).toEqual([
      'filing_expiring',
      'no_offers',
      'embargo_ahead',
      'ending_soon',
      'rights_not_registered',
      'no_destination',
      'budget_nearly_spent',
    ]);
    expect(codes(view(), { work: null, offers: [{ problem: 'gone' }] })).toEqual(['work_trashed', 'offer_gone']);
    expect(codes(view({ state: 'ended' }), { work: null })).toEqual([]);
  });

  it('suggests channels with filed accounts, and everything where none is filed and none is asked for', () => {
    const preselected = (requireFiledAccount: boolean, accounts: string[]) =>
      channelChoices(
        { channels: ['douyin', 'tiktok'], requireFiledAccount },
        accounts.map((channel) => ({ id: `a-${channel}`, channel })),
      )
        .filter((choice) => choice.preselected)
        .map((choice) => choice.channel);
    expect(preselected(false, [])).toEqual(['douyin', 'tiktok']);
    expect(preselected(false, ['tiktok'])).toEqual(['tiktok']);
    expect(preselected(true, [])).toEqual([]);
    expect(preselected(true, ['tiktok', 'youtube'])).toEqual(['tiktok']);
  });
});

describe('captions', () => {
  const words = { title: '她从火中归来', code: 'HK7 29Q', link: 'https://s.example/x', hook: '', episodes: '80' };

  it('ship for every manner with the placeholders that there are, and fit their channel', () => {
    for (const template of builtInTemplates) {
      expect(unknownPlaceholders(template.text), template.id).toEqual([]);
      const { text } = fillTemplate(template, { ...words, hook: '你终于回来了' }, ['她从火中归来']);
      expect(text).toContain('HK7 29Q');
      expect(text).toContain('她从火中归来');
      expect(text).not.toMatch(/\{\{|\}\}/);
      const { size, limit } = measure(template.channel, text);
      if (limit !== null) expect(size).toBeLessThanOrEqual(limit);
    }
    expect(new Set(builtInTemplates.map((template) => template.id)).size).toBe(builtInTemplates.length);
  });

  it('leave out lines that ask for what is not there, and never read a title as a template', () => {
    const template = {
      channel: null,
      language: 'zh-CN',
      text: '《{{title}}》{{hook}}\n{{hook}}\n全集 {{link}}\n\n\n\n搜索码 {{code}}\n{{hashtags}}',
      hashtags: ['短 剧', '#短剧'],
    };
    expect(fillTemplate(template, { ...words, title: '{{code}}', link: '' }, [])).toEqual({
      text: '《{{code}}》\n\n搜索码 HK7 29Q\n#短剧',
      hashtags: ['短剧'],
    });
    expect(unknownPlaceholders('{{title}} {{ nope }} {{}}')).toEqual(['nope', '']);
    expect(fillTemplate({ ...template, channel: 'weibo', text: '{{hashtags}}' }, words, []).text).toBe('#短剧#');
  });

  it('are counted as their channel counts', () => {
    expect(measure('x', '短剧 https://example.com/a/very/long/address ok')).toEqual({ size: 2 * 2 + 1 + 23 + 1 + 2, limit: 280 });
    expect(measure('douyin', '短剧')).toEqual({ size: 2, limit: null });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        expect(fitTitle('xiaohongshu', title).length).toBeLessThanOrEqual(20);
        expect(fitTitle('douyin', title)).toBe(title);
      }),
    );
  });

  it('choose the templates of a channel before those for all, in the language of the reader', () => {
    const list = [
      { id: 1, channel: null, language: 'zh-CN' },
      { id: 2, channel: 'douyin', language: 'zh-CN' },
      { id: 3, channel: 'douyin', language: 'en' },
      { id: 4, channel: null, language: 'en' },
    ];
    const chosen = (channel: string, language: string) => chooseTemplates(list, channel, language).map((each) => each.id);
    expect([chosen('douyin', 'zh-CN'), chosen('tiktok', 'en'), chosen('douyin', 'zh'), chosen('douyin', 'th')]).toEqual([
      [2],
      [4],
      [2],
      [],
    ]);
    expect([sameLanguage('zh-CN', 'zh-TW'), sameLanguage('zh', 'zh-TW'), sameLanguage('en', 'en-GB')]).toEqual([false, true, true]);
  });
});
