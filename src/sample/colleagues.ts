import type { Tx } from '../platform/db/connect.ts';
import { newId } from '../platform/ids.ts';
import { type Colleague, colleagues } from './world.ts';

/**
 * The sample colleagues: people who can be seen and assigned to, and who can never sign in, for they have
 * no account, no password and an address that cannot exist.
 */
export async function plantColleagues(tx: Tx, now: Date): Promise<Record<Colleague, string>> {
  const rows = (Object.keys(colleagues) as Colleague[]).map((key) => ({
    key,
    id: newId(),
    ...colleagues[key],
  }));
  const saved = await tx
    .insertInto('agents')
    .values(
      rows.map(({ id, name, email, role }) => ({
        id,
        name,
        email,
        role,
        image: null,
        sample: true,
        created_at: now,
        updated_at: now,
        deactivated_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ updated_at: now }))
    .returning(['id', 'email'])
    .execute();
  const idOf = (email: string) => saved.find((row) => row.email === email)?.id as string;
  return Object.fromEntries(rows.map(({ key, email }) => [key, idOf(email)])) as Record<Colleague, string>;
}
