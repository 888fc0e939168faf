import { Client } from 'pg';

export type Listening = { stop(): Promise<void> };

const againMs = 1_000;

/**
 * Calls `notice` whenever a channel is notified on a PostgreSQL server, and once after every connection, as what was told in
 * between is lost. Connects again by itself; who listens must do without for as long as the server is away.
 */
export function listenTo(url: string, channel: string, notice: () => void): Listening {
  if (!/^[a-z_]{1,40}$/.test(channel)) throw new Error(`not a channel: ${channel}`);
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function open(): Promise<void> {
    const own = new Client({ connectionString: url, keepAlive: true });
    let over = false;
    const lost = (): void => {
      if (over) return;
      over = true;
      if (client === own) client = null;
      own.end().catch(() => {});
      if (stopped) return;
      timer = setTimeout(() => void open(), againMs);
      timer.unref();
    };
    own.on('error', lost);
    own.on('end', lost);
    own.on('notification', notice);
    try {
      await own.connect();
      if (stopped) return lost();
      client = own;
      await own.query(`listen ${channel}`);
      notice();
    } catch {
      lost();
    }
  }

  void open();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
