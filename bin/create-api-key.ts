import { z } from 'zod';
import { transact } from '../src/platform/db/transact.ts';
import { Email, Name } from '../src/platform/http/shapes.ts';
import { addApiKey } from '../src/staff/api-key.ts';
import { scopes } from '../src/staff/caller.ts';
import { agentByEmail, CannotDo, runCommand } from '../src/staff/cli.ts';

export const about = 'Makes an API key and prints it: --email OWNER --name NAME [--scopes read,write,admin]';

const Options = z.object({
  email: Email,
  name: Name,
  scopes: z
    .string()
    .default(scopes.join(','))
    .transform((list) => list.split(',').map((scope) => scope.trim()))
    .pipe(z.array(z.enum(scopes)).min(1)),
});

/** Makes a key that acts as an owner or admin, whether or not the server runs, and prints only the key. */
export const run = (args: string[]): Promise<number> =>
  runCommand(args, {
    use: 'create-api-key --email OWNER --name NAME [--scopes read,write,admin]',
    options: ['email', 'name', 'scopes'],
    read: (given) => Options.parse(given),
    async work(db, { email, name, scopes: wanted }, clock) {
      const agent = await agentByEmail(db, email);
      if (agent.role !== 'owner' && agent.role !== 'admin')
        throw new CannotDo(`${email} is neither owner nor admin, so no key can be made for them.`);
      const by = { kind: 'system', id: null } as const;
      const made = await transact(db, (tx) =>
        addApiKey(tx, by, { agentId: agent.id, name, scopes: wanted }, clock.now()),
      );
      return made.key;
    },
  });
