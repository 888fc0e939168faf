import { resolve } from 'node:path';
import { composeHouse } from './compose.ts';
import type { Config } from './config.ts';
import { callControl } from './control.ts';
import { findHolder } from './lock.ts';
import type { Owner } from './server.ts';

/**
 * Does a command that needs the database: through the running server where one owns the embedded database's directory,
 * otherwise by opening the database here. File paths in `args` are made absolute, as the server has another directory.
 */
export async function withDatabase(
  config: Config,
  name: string,
  args: Record<string, unknown>,
  options: { signal: AbortSignal; onEvent(event: unknown): void; onOwner?(owner: Owner): void },
): Promise<unknown> {
  const given = { ...args };
  for (const key of ['file', 'folder']) if (typeof given[key] === 'string') given[key] = resolve(given[key]);
  const holder = config.DATABASE_URL ? null : findHolder(config.dataDirectory);
  if (holder) return callControl(holder, name, given, options);
  const house = await composeHouse(config, { role: 'command' });
  try {
    // Only an import needs somebody to own what it brings; a restore brings its own people.
    const owner = await house.prepare({ owner: name === 'import' });
    if (owner.password) options.onOwner?.(owner);
    const command = house.commands[name];
    if (!command) throw new Error(`no command ${name}`);
    return await command(given, { signal: options.signal, emit: options.onEvent });
  } finally {
    await house.stop();
  }
}
