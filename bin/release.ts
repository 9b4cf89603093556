import { release } from '../src/channels/outbox-verbs.ts';
import { transact } from '../src/platform/db/transact.ts';
import { bySystem } from '../src/platform/events/record.ts';
import { runCommand } from '../src/staff/cli.ts';

export const about = 'Lets outgoing mail leave again after a restore';

/** Ends the hold on the outbox, whether or not the server runs, and says how many messages wait. */
export const run = (args: string[]): Promise<number> =>
  runCommand(args, {
    use: 'release',
    options: [],
    read: () => ({}),
    async work(db, _options, clock) {
      await transact(db, (tx) => release(tx, bySystem, clock.now()));
      const { count } = await db
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('delivery', 'in', ['held', 'queued'])
        .executeTakeFirstOrThrow();
      return `Outgoing mail leaves again. ${count} messages are waiting.`;
    },
  });
