import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { drama } from '../demo/script.ts';
import { makeDrama } from '../demo/make.ts';
import { fillAudience } from '../demo/audience.ts';
import { createDemoClock } from '../demo/clock.ts';
import { fillHouse, orderClips } from '../demo/fill.ts';
import { financeLogIn } from '../demo/money/plan.ts';
import { watchMarket } from '../demo/market.ts';
import { guardDrama } from '../demo/protection.ts';
import { composeHouse } from '../compose.ts';
import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../../platform/log.ts';
import { systemClock } from '../../platform/time.ts';
import { runServer } from '../server.ts';

export const command: Command = {
  name: 'demo',
  summary: 'make a small sample drama and a month of its promotion, and serve the console',
  help: `
hookline demo [--port N] [--data DIRECTORY]

Keeps its own data directory (data/demo unless told) and prints the address and four log-ins: an owner's, a second pair of
eyes', an agency's, a creator's. A month of promotion by a simulated audience has passed in it, and one is settled and paid out. A second run finds everything there and adds nothing. Logs go to stderr only for warnings.

Example: hookline demo --port 7301`,
  run: async (argv, io) => {
    const { values } = readArguments(argv, settingFlags);
    const given = readConfig(io.env, settingsOf(values));
    const ownDirectory = !values.data && !io.env.HOOKLINE_DATA;
    const dataDirectory = ownDirectory ? join(given.dataDirectory, 'demo') : given.dataDirectory;
    const marketFolder = given.MARKET_FOLDER ?? join(dataDirectory, 'market');
    await mkdir(marketFolder, { recursive: true });
    const config = readConfig(io.env, { ...settingsOf(values), HOOKLINE_DATA: dataDirectory, MARKET_FOLDER: marketFolder });
    const quiet = createLog(systemClock, (line) => {
      if (!line.includes('"level":"info"')) io.stderr(line);
    });
    const say = (text: string): void => io.stderr(`hookline demo: ${text}\n`);
    say(`making the sample drama “${drama.title.zh}” (${drama.title.en})`);
    const folder = await makeDrama(
      join(config.dataDirectory, 'sample', drama.title.zh),
      (done, of) => say(`  ${done} of ${of} episodes`),
      io.signal,
    );
    const clock = createDemoClock();
    const house = await composeHouse(config, { role: 'all', log: quiet, clock });
    return runServer(house, io, async ({ url, owner }) => {
      const { workId, ...logIn } = await fillHouse(house, folder, owner, say, io.signal);
      // Clips are made by processes of their own while the month of promotion is told here.
      const clipsMade = await orderClips(house, workId, say, io.signal);
      const { creator, agency, later } = await fillAudience(house, clock, { workId, say, signal: io.signal });
      await guardDrama(house, clock, { workId, folder: join(folder, '..', 'copies'), say, signal: io.signal });
      await watchMarket(house, { workId, folder: marketFolder, say, signal: io.signal });
      await clipsMade();
      void later().catch((error: unknown) => {
        if (!io.signal.aborted) quiet.warn('demo.clips_not_posted', { error });
      });
      io.stderr(`\n  ${url}\n  owner    ${logIn.email}  ${logIn.password}\n  agency   ${agency.email}  ${agency.password}\n`);
      io.stderr(`  finance  ${financeLogIn.email}  ${financeLogIn.password}\n`);
      io.stderr(`  creator  ${creator.email}  ${creator.password}  (at ${url}/creator/)\n\n`);
      return { url, ...logIn, creator, agency, finance: financeLogIn };
    });
  },
};
