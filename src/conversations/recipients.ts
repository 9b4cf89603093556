import { identityKind } from '../customers/identity.ts';
import type { Db } from '../platform/db/connect.ts';
import { refuse } from '../platform/http/errors.ts';
import { othersThan, ownAddresses } from './own-addresses.ts';
import type { Address, Recipients } from './types.ts';

/** Near enough to RFC 5321, section 4.1.2, to refuse typing errors; whether it exists the host will say. */
const addressShape = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,190}$/;
const most = 100;

/**
 * Whom an answer goes to if nobody says otherwise: the last customer who wrote, and everyone else who is in
 * the conversation for sure. Pending people and our own addresses never.
 */
export async function answerRecipients(
  db: Db,
  conversation: { id: string; channel: string },
): Promise<{ to: Address[]; cc: Address[] }> {
  const people = await db
    .selectFrom('participants')
    .select(['value', 'name', 'role'])
    .where('conversation_id', '=', conversation.id)
    .where('kind', '=', identityKind(conversation.channel))
    .where('pending', '=', false)
    .orderBy('role')
    .orderBy('value')
    .limit(most)
    .execute();
  const last = await db
    .selectFrom('messages')
    .select('sender')
    .where('conversation_id', '=', conversation.id)
    .where('direction', '=', 'in')
    .where('pending', '=', false)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const everyone = people.map(({ value, name }) => ({ address: value, name }));
  const asker = last?.sender?.address.toLowerCase();
  const first =
    people.find(({ value }) => value === asker) ??
    people.find(({ role }) => role === 'from') ??
    people.find(({ role }) => role === 'to') ??
    people[0];
  const own = await ownAddresses(db);
  const to = othersThan(
    own,
    everyone.filter(({ address }) => address === first?.value),
  );
  const cc = othersThan(
    own,
    everyone.filter(({ address }) => address !== first?.value),
  );
  return to.length > 0 ? { to, cc } : { to: cc.slice(0, 1), cc: cc.slice(1) };
}

/**
 * Recipients as an agent or program gave them: checked, each person once, our own addresses left out.
 * Throws BAD_INPUT, naming the address, for one that cannot be one.
 */
export function checkedRecipients(
  own: ReadonlySet<string>,
  given: Required<Recipients>,
): Required<Recipients> {
  for (const { address, name } of [...given.to, ...given.cc, ...given.bcc]) {
    const bad = !addressShape.test(address.trim()) || /[\r\n\0]/.test(address + name);
    if (bad) throw refuse('BAD_INPUT', `“${address}” is not an e-mail address. Nothing was sent.`);
  }
  const tidy = (list: Address[]) =>
    list.map(({ name, address }) => ({ name: name.trim(), address: address.trim() }));
  const to = othersThan(own, tidy(given.to));
  const cc = without(othersThan(own, tidy(given.cc)), to);
  return { to, cc, bcc: without(othersThan(own, tidy(given.bcc)), [...to, ...cc]) };
}

function without(list: Address[], others: Address[]): Address[] {
  const taken = new Set(others.map(({ address }) => address.toLowerCase()));
  return list.filter(({ address }) => !taken.has(address.toLowerCase()));
}
