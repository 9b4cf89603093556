import { z } from 'zod';
import { transact } from '../src/platform/db/transact.ts';
import { Email } from '../src/platform/http/shapes.ts';
import { agentByEmail, runCommand } from '../src/staff/cli.ts';
import { makeResetLink } from '../src/staff/password.ts';

export const about = 'Prints a one-time link to set a new password: --email ADDRESS';

/** For when nobody can sign in and no mailbox can send: a link good for one hour, and once. */
export const run = (args: string[]): Promise<number> =>
  runCommand(args, {
    use: 'reset-link --email ADDRESS',
    options: ['email'],
    read: (given) => z.object({ email: Email }).parse(given),
    async work(db, { email }, clock, config) {
      const agent = await agentByEmail(db, email);
      const by = { kind: 'system', id: null } as const;
      const made = await transact(db, (tx) => makeResetLink(tx, by, config, agent.id, clock.now()));
      return made.url;
    },
  });
