import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workInput } from '../../modules/catalog/contract.ts';
import type { House } from '../compose.ts';
import type { Owner } from '../server.ts';
import { drama, episodes } from './script.ts';
import { until } from './until.ts';

const batchOfClips = 3;

/** Imports the sample drama through the same doors as anybody, once, and waits for its analyses. */
export async function fillHouse(
  house: House,
  folder: string,
  owner: Owner,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<{ email: string; password: string; workId: string }> {
  const logIn = await keepLogIn(house, owner);
  const actor = await house.identity.commandLineActor();
  const { catalog, studio } = house;
  const found = await house.db.read((trx) =>
    catalog.listWorks(trx, actor.organisationId, { limit: 1, query: drama.title.zh, trashed: false, sort: 'updated' }),
  );
  let workId = found.items[0]?.id;
  if (!workId) {
    const work = await catalog.createWork(
      actor,
      workInput.parse({
        texts: [
          { language: 'zh-CN', title: drama.title.zh, synopsis: drama.synopsis.zh },
          { language: 'en', title: drama.title.en, synopsis: drama.synopsis.en },
        ],
        genres: [...drama.genres],
        making: 'animated',
        status: 'ready',
        filing: drama.filing,
      }),
    );
    workId = work.id;
  }
  // A second start finds the drama there, and leaves no second import behind.
  if ((await studio.getDramaStory(actor, workId)).episodes.length < episodes.length) {
    const run = await catalog.importFolder(actor, folder, { workId, signal, onProgress: () => {} });
    if (run.counts.failed > 0)
      throw new Error(`the sample drama was not imported: ${JSON.stringify(run.files.filter((file) => file.error))}`);
    say('analysing');
  }
  await until(async () => {
    const story = await studio.getDramaStory(actor, workId);
    return (
      story.episodes.length > 0 &&
      story.episodes.every(
        (episode) => episode.analysisState !== null && episode.analysisState !== 'queued' && episode.analysisState !== 'running',
      )
    );
  }, signal);
  return { ...logIn, workId };
}

/** Orders clips of the best hooks, once, and does not wait for them. Answers with what waits until they are made. */
export async function orderClips(
  house: House,
  workId: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const actor = await house.identity.commandLineActor();
  const { studio } = house;
  if ((await studio.listClips(actor, workId, {})).items.length > 0) return async () => {};
  say(`rendering ${batchOfClips} clips`);
  const batch = await studio.createBatch(actor, workId, {
    top: batchOfClips,
    variants: { openingLines: [], captionPresets: ['bold'], lengthsMs: [] },
    reframe: { mode: 'none', width: 720, height: 1280 },
    endCard: { durationMs: 3000, title: drama.title.zh, code: 'HK2580', url: 'https://example.org/k/HK2580' },
    platform: 'douyin',
  });
  return () =>
    until(
      async () => (await studio.getBatch(actor, batch.id)).clips.every((clip) => clip.state !== 'queued' && clip.state !== 'running'),
      signal,
    );
}

// The first owner's password is told once; the demo, which is for looking, keeps it beside its data.
async function keepLogIn(house: House, owner: Owner): Promise<{ email: string; password: string }> {
  const path = join(house.config.dataDirectory, 'demo-log-in.json');
  if (owner.password) await writeFile(path, JSON.stringify({ email: owner.email, password: owner.password }), { mode: 0o600 });
  return JSON.parse(await readFile(path, 'utf8')) as { email: string; password: string };
}
