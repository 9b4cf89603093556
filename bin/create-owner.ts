import { z } from 'zod';
import { transact } from '../src/platform/db/transact.ts';
import { Email, Name } from '../src/platform/http/shapes.ts';
import { hashOf } from '../src/staff/better-auth.ts';
import { CannotDo, readStandardInput, runCommand } from '../src/staff/cli.ts';
import { createOwner } from '../src/staff/setup.ts';
import { Password } from '../src/staff/types.ts';

export const about = 'Makes an owner without a browser: --email ADDRESS --name NAME --password-stdin';

const Options = z.object({ email: Email, name: Name, password: Password });

/** Makes an account of an owner, whether or not the server runs, and prints its address. */
export const run = (args: string[]): Promise<number> =>
  runCommand(args, {
    use: 'create-owner --email ADDRESS --name NAME --password-stdin < FILE-WITH-PASSWORD',
    options: ['email', 'name'],
    flags: ['password-stdin'],
    async read({ email, name, 'password-stdin': fromStandardInput }) {
      // Never as an argument: everybody on the machine can read those.
      if (!fromStandardInput) throw new CannotDo('Give --password-stdin and the password on standard input.');
      return Options.parse({ email, name, password: await readStandardInput() });
    },
    async work(db, { email, name, password }, clock) {
      const passwordHash = await hashOf(password);
      await transact(db, (tx) => createOwner(tx, { email, name, passwordHash }, clock.now()));
      return email;
    },
  });
