import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/server.ts';
import { screens } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

type Programmes = { items: { id: string; name: string; state: string }[]; total: number };
let house: TestHouse;
let workId: string;
let shared: string;

const notice = `杭州市人民政府办公室关于印发杭州市促进微短剧产业发展若干措施的通知
杭政办函〔2025〕18号
为推动微短剧产业高质量发展，结合我市实际，制定本措施。每年安排不少于5000万元专项资金。

一、申报条件
申报企业须在本市依法登记注册。

二、支持来杭拍摄
对在本市取景拍摄天数占比不低于50%的微短剧，按制作成本的30%给予补贴，每部最高不超过50万元，每家企业每年累计不超过200万元。

三、奖励精品创作
对获得国家级、省级、市级奖项的微短剧，分别给予100万元、50万元、20万元一次性奖励。

四、附则
本措施自2025年7月1日起施行，有效期至2035年12月31日。
申报方式：登录 https://wh.example.gov.cn/apply 提交申报材料。
杭州市人民政府办公室
2025年6月10日
`;
const another = {
  name: '西安市微短剧精品奖励办法',
  kind: 'policy',
  region: "Xi'an",
  giver: { name: '西安市文化和旅游局', level: 'city' },
  validFrom: '2026-01-01',
  windows: [{ from: '2026-09-01', until: '2026-09-30', yearly: true }],
  conditions: [{ kind: 'registered_in', region: "Xi'an" }],
  items: [
    {
      text: '对优秀微短剧每部奖励20万元。',
      supports: ['production', 'quality_award'],
      amount: { lowMinor: '20000000', highMinor: '20000000', currency: 'CNY', per: 'project' },
    },
  ],
};

beforeAll(async () => {
  house = await openHouse();
  const work = await house.ask<{ id: string }>('POST', '/api/v1/works', {
    texts: [
      { language: 'zh-CN', title: '她从火中归来', synopsis: '' },
      { language: 'en', title: 'Back from the Fire', synopsis: '' },
    ],
    plannedEpisodes: 60,
    filing: { number: '微短剧备字〔2026〕第1号', validFrom: '2026-01-01', validUntil: '2035-12-31' },
  });
  workId = work.id;
  await house.ask('POST', '/api/v1/market/programmes', another);
  await house.ask('POST', '/api/v1/market/pastes', { text: notice });
  const { items } = await until(
    () => house.ask<Programmes>('GET', '/api/v1/market/programmes?regions=Hangzhou'),
    ({ total }) => total === 1,
    'the notice',
  );
  shared = items[0]!.id;
});
afterAll(() => house?.close());

test.each(screens)('programmes stand in a table, side by side and on a calendar, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/market/programmes');
  const { page, t } = seat;
  await page.getByRole('link', { name: '杭州市促进微短剧产业发展若干措施' }).waitFor();
  await seat.look('programmes');
  await page.getByLabel(t('market.programmes.region'), { exact: true }).selectOption('Hangzhou');
  await page.getByRole('link', { name: another.name }).waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?region=Hangzhou');
  await seat.go('/market/programmes?view=compare');
  await page.getByRole('columnheader', { name: /西安市微短剧精品奖励办法/ }).waitFor();
  await page
    .getByText(/30\s?%/)
    .first()
    .waitFor();
  await seat.look('programmes-compare');
  await seat.go('/market/programmes?view=calendar&year=2027');
  await page.getByText(t('market.programmes.day.closes'), { exact: true }).first().waitFor();
  await seat.look('programmes-calendar');
  await seat.go('/market/programmes?q=nothing-like-it');
  await page.getByText(t('market.programmes.none_so')).waitFor();
  await seat.leave();
});

test.each(screens)('a record shows its passages, is corrected, undone and confirmed, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, `/market/programmes/${shared}`);
  const { page, t, press } = seat;
  const row = page
    .locator('.programme-fields > div')
    .filter({ has: page.getByText(t('market.programmes.field.validUntil'), { exact: true }) });
  await row.locator('.market-chip').first().waitFor();
  await seat.look('programme');
  await press(row.locator('.market-chip').first());
  await page.locator('.market-drawer mark', { hasText: '2035年12月31日' }).waitFor();
  await press(page.locator('.ant-drawer').getByRole('button', { name: t('action.close') }));
  await page.locator('.market-drawer').waitFor({ state: 'detached' });
  await press(row.locator('.programme-edit').getByRole('button'));
  await page.getByRole('dialog').getByLabel(t('market.programmes.field.validUntil')).fill('2034-12-31');
  await press(page.getByRole('dialog').getByRole('button', { name: t('action.save') }));
  await row.getByText(t('market.programmes.edited')).waitFor();
  await seat.look('programme-edited');
  await press(page.locator('.programme-list').getByRole('button', { name: t('market.programmes.undo') }));
  await row.getByText(t('market.programmes.edited')).waitFor({ state: 'detached' });
  await press(page.getByRole('button', { name: t('market.programmes.act.confirm'), exact: true }));
  await press(page.getByRole('button', { name: t('market.programmes.act.unconfirm'), exact: true }));
  await page.getByRole('button', { name: t('market.programmes.act.confirm'), exact: true }).waitFor();
  await press(page.getByRole('button', { name: t('market.briefs.add') }));
  await press(page.getByRole('button', { name: t('market.briefs.begin_and_add'), exact: true }));
  await press(page.getByRole('button', { name: t('market.briefs.open'), exact: true }));
  await page.locator('.brief-items textarea', { hasText: '30%' }).waitFor();
  await seat.leave();
});

test.each(screens)('a drama learns what it may apply for, and what is missing, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, `/market/programmes/for/${workId}`);
  const { page, t, press } = seat;
  await page.getByText(t('market.programmes.worth_knowing')).waitFor();
  await seat.look('programmes-for');
  await seat.go(`/market/programmes/for/${workId}?view=profile`);
  await page.getByLabel(t('market.programmes.fact.registeredRegion'), { exact: true }).fill(screen.language === 'en' ? 'Hangzhou' : '杭州');
  await page.getByLabel(t('market.programmes.fact.budget'), { exact: true }).fill('1000000');
  await press(page.getByRole('button', { name: t('market.programmes.add_place') }));
  await page.getByLabel(t('market.programmes.days'), { exact: true }).last().fill('9');
  await seat.look('programmes-profile');
  await press(page.getByRole('button', { name: t('action.save'), exact: true }));
  await page.getByText(t('market.programmes.profile_saved')).waitFor();
  await seat.go(`/market/programmes/for/${workId}`);
  const card = page.locator('.programme-card.is-yes').first();
  await card.waitFor();
  await card
    .getByText(/[¥30万]/)
    .first()
    .waitFor();
  await press(card.getByRole('button', { name: t('market.programmes.follow'), exact: true }));
  const box = card.locator('.programme-checklist input[type=checkbox]').first();
  await box.waitFor();
  await press(box);
  await card.locator('.programme-checklist li.is-done').waitFor();
  await seat.look('programmes-for-yes');
  // As it was, for the next screen.
  await press(box);
  await card.locator('.programme-checklist li.is-done').waitFor({ state: 'detached' });
  await press(card.getByRole('button', { name: t('market.programmes.following'), exact: true }));
  const { profileRevision } = await house.ask<{ profileRevision: number }>('GET', `/api/v1/market/works/${workId}/programmes`);
  await house.ask('PUT', `/api/v1/market/works/${workId}/profile`, { profile: {}, expectedRevision: profileRevision });
  await seat.leave();
});
