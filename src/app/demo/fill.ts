import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workInput } from '../../modules/catalog/contract.ts';
import type { House } from '../compose.ts';
import type { Owner } from '../server.ts';
import { drama } from './script.ts';

const batchOfClips = 3;

/** Imports the sample drama through the same doors as anybody, waits for its analyses, and orders clips of its best hooks. */
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
  const run = await catalog.importFolder(actor, folder, { workId, signal, onProgress: () => {} });
  if (run.counts.failed > 0)
    throw new Error(`the sample drama was not imported: ${JSON.stringify(run.files.filter((file) => file.error))}`);
  say('analysing');
  await until(async () => {
    const story = await studio.getDramaStory(actor, workId);
    return (
      story.episodes.length > 0 &&
      story.episodes.every(
        (episode) => episode.analysisState !== null && episode.analysisState !== 'queued' && episode.analysisState !== 'running',
      )
    );
  }, signal);
  say(`rendering ${batchOfClips} clips`);
  const batch = await studio.createBatch(actor, workId, {
    top: batchOfClips,
    variants: { openingLines: [], captionPresets: ['bold'], lengthsMs: [] },
    reframe: { mode: 'none', width: 720, height: 1280 },
    endCard: { durationMs: 3000, title: drama.title.zh, code: 'HK2580', url: 'https://example.org/k/HK2580' },
    platform: 'douyin',
  });
  await until(
    async () => (await studio.getBatch(actor, batch.id)).clips.every((clip) => clip.state !== 'queued' && clip.state !== 'running'),
    signal,
  );
  return { ...logIn, workId };
}

// The first owner's password is told once; the demo, which is for looking, keeps it beside its data.
async function keepLogIn(house: House, owner: Owner): Promise<{ email: string; password: string }> {
  const path = join(house.config.dataDirectory, 'demo-log-in.json');
  if (owner.password) await writeFile(path, JSON.stringify({ email: owner.email, password: owner.password }), { mode: 0o600 });
  return JSON.parse(await readFile(path, 'utf8')) as { email: string; password: string };
}

async function until(done: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await done())) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
