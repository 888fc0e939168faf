import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../support/server.ts';
import { screens } from './browser.ts';
import { fillSignIn, openHouse, type TestHouse } from './house.ts';
import { promote, type Promotion } from './promoted.ts';

let house: TestHouse;
let promotion: Promotion;
beforeAll(async () => {
  house = await openHouse();
  const work = await house.ask<{ id: string }>('POST', '/api/v1/works', {
    texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }],
  });
  promotion = await promote(house.server.url, house.ask, work.id);
});
afterAll(() => house?.close());

test.each(screens)(
  'an agency sees its own creators, invites, and sets its share within what the campaign allows, on a $device in $language',
  async (screen) => {
    const seat = await house.visit(screen);
    const { page, t, press } = seat;
    await seat.go('/sign-in');
    await fillSignIn(seat, promotion.agency);
    await page.waitForURL((address) => address.pathname === '/campaigns');
    await page.getByRole('link', { name: promotion.campaignName }).waitFor();
    await seat.look('agency-campaigns');
    const places = await page.getByRole('navigation', { name: t('nav.main') }).innerText();
    for (const closed of ['nav.library', 'nav.conversions', 'nav.signals', 'nav.integrations']) expect(places).not.toContain(t(closed));

    await press(page.getByRole('link', { name: promotion.campaignName }));
    const share = page.getByLabel(t('promotion.own_share_label'));
    await share.fill('30');
    await page
      .getByText(t('promotion.share_most', { share: '20%' }))
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: t('action.save') }).isDisabled(), 'above the most').toBe(true);
    await share.fill(screen.device === 'phone' ? '15' : '10');
    await seat.look('agency-share');
    await press(page.getByRole('button', { name: t('action.save') }));
    await page.getByText(t('action.saved'), { exact: true }).waitFor();

    await seat.go('/creators');
    await page.getByRole('link', { name: promotion.creator.name, exact: true }).waitFor();
    expect(await page.getByRole('link', { name: promotion.loner.name, exact: true }).count(), 'not theirs').toBe(0);
    await seat.look('agency-creators');
    await press(page.getByRole('button', { name: t('promotion.invite'), exact: true }));
    await press(page.getByRole('button', { name: t('promotion.make_link') }));
    await page
      .getByRole('dialog', { name: t('members.link_title') })
      .getByRole('code')
      .waitFor();
    await seat.look('agency-invite');
    await press(page.getByRole('button', { name: t('action.kept') }));

    await seat.go('/filings?state=all');
    await page.getByText('小鱼看剧', { exact: true }).first().waitFor();
    expect(await page.getByText('阿乐追剧').count(), 'not theirs').toBe(0);
    await seat.look('agency-filings');
    await seat.go('/performance');
    await page.getByText(t('attribution.step.orders'), { exact: true }).first().waitFor();
    await seat.look('agency-performance');

    seat.expectTrouble(/status of 404/, /status of 403/);
    await seat.go(`/creators/${promotion.loner.id}`);
    await page.getByText(t('error.creators.creator_not_found')).waitFor();
    await seat.leave();
  },
);

test('what an agency sets is what the campaign keeps for it', async () => {
  const ask = await signIn(house.server.url, promotion.agency);
  const campaign = await ask<{ agencyShareBps: number }>('GET', `/api/v1/campaign-market/${promotion.campaignId}`);
  expect([1000, 1500]).toContain(campaign.agencyShareBps);
});
