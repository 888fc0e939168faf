import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens, type Seat } from './browser.ts';
import { openHouse, type TestHouse } from './house.ts';

type Item = { id: string };
type Titles = { titles: { now: { shares: { party: { id: string; name: string } }[] } }[] };
type Register = { faults: unknown[]; deeds: { right: string; share: string }[]; licences: (Item & { state: string })[] };

let house: TestHouse;
let us: string;
const works = new Map<string, { drama: string; title: string; novel: string }>();
beforeAll(async () => {
  house = await openHouse();
  us = (await house.ask<Item>('POST', '/api/v1/rights/parties', { name: '钩线影业', kind: 'company', country: 'CN', isSelf: true })).id;
  for (const { device } of screens) {
    const title = device === 'phone' ? '闪婚老公是首富' : '她从火中归来';
    const make = (kind: string, name: string, derivesFrom: object[]) =>
      house.ask<Item>('POST', '/api/v1/works', { texts: [{ language: 'zh-CN', title: name, synopsis: '' }], kind, derivesFrom });
    const novel = (await make('novel', `${title}（原著）`, [])).id;
    works.set(device, { title, novel, drama: (await make('micro_drama', title, [{ workId: novel, how: 'adaptation' }])).id });
  }
});
afterAll(() => house?.close());

const registerOf = (workId: string): Promise<Register> => house.ask('GET', `/api/v1/rights/works/${workId}`);
const unwritten = /\b(?:[a-z_]+\.){2,}[a-z_]+\b|\{\{|undefined|NaN|\[object/;

/** A picture of the page, after a look for keys and holes that nobody wrote. */
async function look(seat: Seat, name: string): Promise<void> {
  expect
    .soft((await seat.page.locator('main').innerText()).replaceAll(/[\w.-]+@[\w.-]+|https?:\S+|\w+\.example\.com/g, ''), name)
    .not.toMatch(unwritten);
  await seat.look(name);
}

test.each(screens)(
  'who owns a work is registered as exact shares, and a fault says what to do, on a $device in $language',
  async (screen) => {
    const { drama, title, novel } = works.get(screen.device)!;
    const seat = await house.enter(screen, '/rights');
    const { page, t, press } = seat;
    await page.getByText(t('rights.tab.works'), { exact: true }).first().waitFor();
    await look(seat, 'rights-empty');
    await press(page.getByRole('button', { name: t('rights.begin') }).first());
    await press(page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${title}(?!（)`) }));
    await page.waitForURL((address) => address.pathname === `/rights/works/${drama}`);
    await look(seat, 'rights-work-empty');
    await press(page.getByRole('button', { name: t('rights.deed.first') }));
    const dialog = page.getByRole('dialog', { name: t('rights.deed.new') });
    await dialog.getByLabel(t('rights.deed.receiver', { number: 1 }), { exact: true }).selectOption(us);
    await dialog.getByLabel(t('rights.deed.share_of', { number: 1 })).fill('2/3');
    await press(dialog.getByRole('button', { name: t('rights.deed.add_receiver') }));
    // A co-owner is named in place.
    await dialog.getByLabel(t('rights.deed.receiver', { number: 2 }), { exact: true }).selectOption('another');
    const naming = page.getByRole('dialog', { name: t('rights.party.new') });
    const author = `原著作者 ${screen.device}`;
    await naming.getByLabel(t('rights.party.name'), { exact: true }).fill(author);
    await naming.getByLabel(t('rights.party.kind'), { exact: true }).selectOption('person');
    await press(naming.getByRole('button', { name: t('action.save') }));
    await naming.waitFor({ state: 'hidden' });
    await dialog.getByLabel(t('rights.deed.share_of', { number: 2 })).fill('1/2');
    await dialog.getByLabel(t('rights.deed.on'), { exact: true }).fill('2026-01-01');
    await press(dialog.getByRole('button', { name: t('rights.deed.equal') }));
    await dialog.getByText(t('rights.deed.sum_one')).waitFor();
    await dialog.getByLabel(t('rights.deed.share_of', { number: 1 })).fill('2/3');
    await dialog.getByLabel(t('rights.deed.share_of', { number: 2 })).fill('1/3');
    await look(seat, 'rights-deed');
    await press(dialog.getByRole('button', { name: t('rights.deed.keep') }));
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(t('rights.state.sound_long')).waitFor();
    expect(
      (await registerOf(drama)).deeds
        .filter(({ right }) => right === 'streaming')
        .map(({ share }) => share)
        .sort(),
    ).toEqual(['1/3', '2/3']);
    await page.getByText(t('rights.family.not_cleared')).waitFor();
    await look(seat, 'rights-title');
    // More than somebody has cannot be transferred: the title says so, and is whole again once that is void.
    const register = await house.ask<Titles>('GET', `/api/v1/rights/works/${drama}`);
    const writer = register.titles[0]!.now.shares.find(({ party }) => party.name === author)!.party.id;
    await house.ask('POST', `/api/v1/rights/works/${drama}/deeds`, {
      rights: ['streaming'],
      from: writer,
      to: [{ partyId: us, share: '1/2' }],
      on: '2026-02-01',
    });
    await page.reload();
    await page.getByText(t('rights.faults', { count: 1 })).waitFor();
    await look(seat, 'rights-fault');
    const wrong = page
      .getByRole('listitem')
      .filter({ hasText: '1/2' })
      .filter({ has: page.getByRole('button', { name: t('rights.deed.void') }) });
    await press(wrong.getByRole('button', { name: t('rights.deed.void') }));
    const asks = page.getByRole('dialog');
    await asks.getByLabel(t('rights.reason_label')).fill('合同未签成');
    await press(asks.getByRole('button', { name: t('rights.deed.void'), exact: true }));
    await page.getByText(t('rights.state.sound_long')).waitFor();
    await page
      .getByText(/合同未签成/)
      .first()
      .waitFor();
    // The novel's author may adapt it; an adaptation is then cleared.
    await house.ask('POST', `/api/v1/rights/works/${novel}/deeds`, {
      rights: ['adaptation'],
      from: null,
      to: [{ partyId: us, share: '1/1' }],
      on: '2025-01-01',
    });
    await page.reload();
    await page.getByText(t('rights.family.cleared')).waitFor();
    await seat.go('/rights');
    await page.getByRole('link', { name: title, exact: true }).waitFor();
    await look(seat, 'rights-works');
    await seat.go('/rights?tab=parties');
    await page.getByText(author).waitFor();
    await look(seat, 'rights-parties');
    await seat.leave();
  },
);

test.each(screens)(
  'a licence is written as a contract reads, signed, and decides what may be done where, on a $device in $language',
  async (screen) => {
    const { drama } = works.get(screen.device)!;
    // The co-owner has given us leave to sell theirs too; without it nobody could grant the whole.
    const { titles } = await house.ask<Titles>('GET', `/api/v1/rights/works/${drama}`);
    const writer = titles[0]!.now.shares.find(({ party }) => party.id !== us)!.party.id;
    const taken = await house.ask<Item & { version: number }>('POST', `/api/v1/rights/works/${drama}/licences`, {
      rights: ['streaming', 'promotion'],
      grantors: [writer],
      grantee: us,
      exclusivity: 'exclusive',
      sublicensing: 2,
    });
    await house.ask('POST', `/api/v1/rights/licences/${taken.id}/sign`, { version: taken.version });
    const buyer = `Latino Play ${screen.device}`;
    await house.ask('POST', '/api/v1/rights/parties', { name: buyer, kind: 'company', country: 'BR' });
    const seat = await house.enter(screen, `/rights/works/${drama}/licences/new`);
    const { page, t, press } = seat;
    await page.getByLabel(t('rights.form.grantee'), { exact: true }).selectOption({ label: buyer });
    await press(page.getByRole('radio', { name: new RegExp(`^${t('rights.exclusivity.exclusive')}`) }));
    const territories = page.locator('.rights-territories').first();
    await press(territories.getByRole('button', { name: t('rights.region.japan_korea') }));
    await territories.getByLabel(t('rights.form.find_territory')).fill('BR');
    await press(
      territories
        .getByRole('group', { name: t('rights.form.found') })
        .getByRole('button')
        .first(),
    );
    await press(territories.getByRole('button', { name: t('rights.form.show_map') }));
    await press(territories.locator('[data-territory=MX]'));
    await territories.getByText(t('rights.territory_count', { count: 4 })).waitFor();
    const paper = page.getByRole('complementary', { name: t('rights.form.reads') });
    await paper.getByText(new RegExp(t('rights.region.japan_korea'))).waitFor();
    await page.getByLabel(t('rights.form.first_day')).first().fill('2027-03-01');
    await page.getByLabel(t('rights.form.last_day')).first().fill('2027-08-31');
    await press(page.getByRole('button', { name: t('rights.form.add_holdback') }));
    await look(seat, 'rights-licence-form');
    await press(
      page
        .getByRole('group', { name: t('rights.form.binds') })
        .locator('xpath=..')
        .getByRole('button', { name: t('action.remove') }),
    );
    await press(page.getByRole('button', { name: t('rights.form.keep') }));
    await page.getByText(t('rights.licence.draft_notice')).waitFor();
    await press(page.getByRole('button', { name: t('rights.licence.sign') }));
    const asks = page.getByRole('dialog', { name: t('rights.licence.sign_title') });
    await press(asks.getByRole('button', { name: t('rights.licence.sign') }));
    await page.locator('.badge', { hasText: t('rights.licence.state.signed') }).waitFor();
    expect((await registerOf(drama)).licences.map(({ state }) => state)).toEqual(['signed', 'signed']);
    await look(seat, 'rights-licence');
    await seat.go(`/rights/works/${drama}?tab=licences`);
    await page.getByText(t('rights.paper.exclusivity_exclusive')).first().waitFor();
    await look(seat, 'rights-licences');
    // May we run it in Brazil on 1 March? Not while it is another's.
    await seat.go(`/rights/works/${drama}?tab=ask&territory=BR&day=2027-03-01`);
    const answer = page.getByRole('region', { name: t('rights.ask.answer') });
    await answer.getByRole('heading', { name: t('rights.ask.no'), exact: true }).waitFor();
    await look(seat, 'rights-ask-no');
    await press(answer.getByRole('link', { name: t('rights.clause.licence') }).first());
    await page.waitForURL(/\/rights\/licences\/lic_/);
    await seat.go(`/rights/works/${drama}?tab=ask&territory=BR&day=2027-09-01`);
    await answer.getByRole('heading', { name: t('rights.ask.yes'), exact: true }).waitFor();
    await look(seat, 'rights-ask-yes');
    await seat.go(`/rights/works/${drama}?tab=free&from=2027-01-01&until=2028-01-01`);
    const map = page.getByRole('group', { name: t('rights.free.view_map') });
    const tile = map.locator('[data-territory=BR]');
    await tile.waitFor();
    expect(await tile.getAttribute('aria-label')).toContain(t('rights.map.state.part'));
    expect(await map.locator('[data-territory=US]').getAttribute('aria-label')).toContain(t('rights.map.state.free'));
    await press(tile);
    await page.locator('.free-detail').getByText(t('rights.map.state.taken')).waitFor();
    await look(seat, 'rights-free-map');
    await press(page.getByRole('button', { name: t('rights.free.calendar'), exact: true }));
    const bar = page.locator('.gantt-bar.is-taken').first();
    await bar.waitFor();
    await press(bar);
    await page.locator('.gantt-detail').waitFor();
    await look(seat, 'rights-free-calendar');
    await page.evaluate(() => localStorage.setItem('hookline.theme', 'dark'));
    await page.reload();
    await bar.waitFor();
    await look(seat, 'rights-dark-calendar');
    await seat.go(`/rights/works/${drama}`);
    await page.getByText(t('rights.title.now')).waitFor();
    await look(seat, 'rights-dark-title');
    await seat.go('/rights?tab=licences');
    await page.getByRole('link', { name: new RegExp(buyer) }).waitFor();
    await look(seat, 'rights-all-licences');
    await seat.leave();
  },
);

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

test.each(screens)('a work is registered as evidence, its certificate and bundle are taken, on a $device in $language', async (screen) => {
  const { drama, title } = works.get(screen.device)!;
  const seat = await house.enter(screen, `/rights/works/${drama}?tab=documents`);
  const { page, t, press } = seat;
  await page.getByLabel(t('rights.document.file')).setInputFiles({ name: '著作权登记证书.pdf', mimeType: 'application/pdf', buffer: pdf });
  await page.getByRole('link', { name: '著作权登记证书.pdf' }).waitFor();
  await look(seat, 'rights-documents');
  await seat.go(`/rights/works/${drama}?tab=registration`);
  await page.getByText(t('rights.registration.text')).waitFor();
  await page.getByRole('textbox', { name: t('rights.identifier.value') }).fill('10.5240/7791-8534-2C23-9030-8610-6');
  await press(page.getByRole('button', { name: t('rights.identifier.add') }));
  await page.getByText(/“5”/).waitFor();
  await look(seat, 'rights-registration');
  await page.getByRole('textbox', { name: t('rights.identifier.value') }).fill('10.5240/7791-8534-2C23-9030-8610-5');
  await press(page.getByRole('button', { name: t('rights.identifier.add') }));
  await page.getByRole('button', { name: t('rights.identifier.remove', { value: '10.5240/7791-8534-2C23-9030-8610-5' }) }).waitFor();
  await press(page.getByRole('button', { name: t('rights.registration.register') }));
  await page.waitForURL(/\/rights\/registrations\/reg_/);
  await page.getByText(t('rights.registration.same')).waitFor();
  await look(seat, 'rights-registered');
  const link = page.getByRole('link', { name: t('rights.registration.certificate') });
  const certificate = await page.request.get((await link.getAttribute('href'))!);
  expect(certificate.status()).toBe(200);
  expect(await certificate.text()).toContain(title);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    press(page.getByRole('link', { name: /MB|kB|byte|B|字节/ }).last()),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  // What is owned otherwise since is told, with the way to register anew.
  const right = screen.device === 'phone' ? 'merchandising' : 'distribution';
  await house.ask('POST', `/api/v1/rights/works/${drama}/deeds`, {
    rights: [right],
    from: us,
    to: [
      {
        partyId: (await house.ask<Item>('POST', '/api/v1/rights/parties', { name: `周边商 ${screen.device}`, kind: 'company' })).id,
        share: '1/3',
      },
    ],
    on: '2026-03-01',
  });
  await page.reload();
  await page.getByText(t('rights.registration.owners_changed')).waitFor();
  await seat.go('/rights?tab=registrations');
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .waitFor();
  await look(seat, 'rights-registrations');
  await seat.go(`/rights/works/${drama}?tab=history`);
  await page.getByText(t('rights.change.document_added')).first().waitFor();
  await look(seat, 'rights-history');
  await seat.leave();
});

test.each(screens)('who is allowed is kept on a list, and taken back, on a $device in $language', async (screen) => {
  const seat = await house.enter(screen, '/rights/allow-list');
  const { page, t, press } = seat;
  await page.getByText(t('rights.allow.lead')).waitFor();
  await press(page.getByRole('button', { name: t('rights.allow.import') }));
  const many = page.getByRole('dialog', { name: t('rights.allow.import') });
  const name = `hookline_${screen.device}`;
  await many.getByLabel(t('rights.allow.lines')).fill(`douyin ${name}\nhttps://www.youtube.com/@${name}\n???`);
  await press(many.getByRole('button', { name: t('rights.allow.look') }));
  await many.getByText(t('rights.allow.refused', { count: 1 })).waitFor();
  await look(seat, 'rights-allow-import');
  await press(many.getByRole('button', { name: t('rights.allow.take', { count: 2 }) }));
  await many.waitFor({ state: 'hidden' });
  await page.getByText(new RegExp(`YouTube.*${name}`)).waitFor();
  await press(page.getByRole('button', { name: t('rights.allow.new') }));
  const one = page.getByRole('dialog', { name: t('rights.allow.new') });
  await look(seat, 'rights-allow-new');
  await press(one.getByRole('button', { name: t('rights.allow.kind_of.host'), exact: true }));
  await one.getByRole('textbox', { name: t('rights.allow.kind_of.host') }).fill(`${screen.device}.example.com`);
  await press(one.getByRole('button', { name: t('rights.allow.add'), exact: true }));
  await one.waitFor({ state: 'hidden' });
  await press(page.getByRole('button', { name: t('rights.allow.withdraw_named', { name: `${screen.device}.example.com` }) }));
  const asks = page.getByRole('dialog');
  await asks.getByLabel(t('rights.reason_label')).fill('合作结束');
  await press(asks.getByRole('button', { name: t('rights.allow.withdraw'), exact: true }));
  await page
    .getByRole('button', { name: t('rights.allow.withdraw_named', { name: `${screen.device}.example.com` }) })
    .waitFor({ state: 'detached' });
  await press(page.getByRole('button', { name: t('action.undo'), exact: true }));
  await page.getByRole('button', { name: t('rights.allow.withdraw_named', { name: `${screen.device}.example.com` }) }).waitFor();
  await look(seat, 'rights-allow');
  await seat.leave();
});
