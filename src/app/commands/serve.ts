import { composeHouse, type Role } from '../compose.ts';
import { readArguments, settingFlags, settingsOf, type Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { appErrors } from '../errors.ts';
import { runServer } from '../server.ts';

const roles: readonly Role[] = ['all', 'web', 'worker', 'redirect'];

export const command: Command = {
  name: 'serve',
  summary: 'run the server: everything in one process, or one role of it',
  help: `
hookline serve [--role all|web|worker|redirect] [--host ADDRESS] [--port N] [--data DIRECTORY] [--base-url URL] [--database-url URL]

Prints one line READY {"url":…} on stdout when it answers. The embedded database runs only the role “all”; with
DATABASE_URL there may be many of each role over one PostgreSQL server and one object store. The role “redirect” answers
short links and landing pages and nothing else; it goes on, and starts, while the database is away, and writes clicks to its
own data directory until they can be loaded.

Example: hookline serve --port 7300 --base-url https://hookline.example.org`,
  run: async (argv, io) => {
    const { values } = readArguments(argv, { ...settingFlags, role: { type: 'string', default: 'all' } });
    const role = roles.find((known) => known === values.role);
    if (!role) throw appErrors.bad_usage({ reason: `--role is one of ${roles.join(', ')}` });
    const config = readConfig(io.env, settingsOf(values));
    const house = await composeHouse(config, { role });
    return runServer(house, io, async ({ url, owner }) => {
      if (owner.password)
        io.stderr(`\nThe first owner: ${owner.email}  password: ${owner.password}\nChange it after signing in; it is not shown again.\n\n`);
      return { url };
    });
  },
};
