import { changeCustomer } from '../customers/change-customer.ts';
import { addCompany } from '../customers/company.ts';
import { after, day } from '../platform/clock/clock.ts';
import { fitting, type Stage } from './stage.ts';
import { type Customer, customers, domainOf, others } from './world.ts';

/** What is known of some customers beside name and address; `renews` in days from now. */
const known: { [name in Customer]?: Known } = {
  leila: {
    note: 'Prefers short answers. Her accountant reads along and is strict about gaps in numbers.',
    language: 'en',
    plan: 'Team',
    shops: 2,
    renews: 143,
  },
  ben: { note: 'Closes the month on the last Friday.', plan: 'Team', shops: 3, renews: 61 },
  ivan: {
    note: 'Four shops since spring. Honest advice is what keeps him.',
    plan: 'Team',
    shops: 4,
    renews: 58,
  },
  finn: { note: 'Opens a second shop in Aarhus soon.', plan: 'Team', shops: 2, renews: 210 },
  mei: { note: 'Ring before anything is sent: the door is at the back.', plan: 'Solo', shops: 1, renews: 19 },
  nia: { note: 'Ife runs the stock from next month on.', plan: 'Company', shops: 6, renews: 301 },
  priya: { plan: 'Company', shops: 1, renews: 88 },
  kofi: { plan: 'Team', shops: 1, renews: 35 },
  amina: { language: 'de', plan: 'Team', shops: 2, renews: 120 },
  jonas: { language: 'de', plan: 'Solo', shops: 1, renews: 12 },
  yuki: { language: 'de', plan: 'Team', shops: 1, renews: 77 },
  salma: { language: 'ar', plan: 'Solo', shops: 1, renews: 240 },
  sato: { language: 'ja', plan: 'Solo', shops: 1, renews: 166 },
};
type Known = { note?: string; language?: string; plan?: string; shops?: number; renews?: number };

const addresses = [...Object.values(customers), ...Object.values(others)].map(({ email }) => email);

/** Who of the sample world's people is here already, as somebody's real customer. */
export async function realCustomers({ tx }: Pick<Stage, 'tx'>): Promise<string[]> {
  const rows = await tx
    .selectFrom('identities')
    .select('customer_id')
    .where('kind', '=', 'email')
    .where('value', 'in', addresses)
    .execute();
  return rows.map((row) => row.customer_id);
}

/** The companies, before their people, who then belong to them by the domain of their address. */
export async function plantCompanies({ tx, me, now }: Pick<Stage, 'tx' | 'me' | 'now'>): Promise<string[]> {
  const planted: string[] = [];
  for (const { company, email } of Object.values(customers)) {
    const domain = domainOf(email);
    if (company === '') continue;
    const there = await tx
      .selectFrom('companies')
      .select('id')
      .where('domain', '=', domain)
      .executeTakeFirst();
    if (!there) planted.push(await addCompany(tx, me, { name: company, domain }, now));
  }
  return planted;
}

/** Marks whom planting made as sample people, and writes down what is known of them. */
export async function describePeople(stage: Stage, real: readonly string[]): Promise<void> {
  const { tx, me, now } = stage;
  const rows = await tx
    .selectFrom('identities')
    .select(['customer_id', 'value'])
    .where('kind', '=', 'email')
    .where('value', 'in', addresses)
    .$if(real.length > 0, (query) => query.where('customer_id', 'not in', [...real]))
    .execute();
  const ids = rows.map((row) => row.customer_id);
  if (ids.length > 0)
    await tx.updateTable('customers').set({ sample: true }).where('id', 'in', ids).execute();
  for (const [name, { email, zone }] of Object.entries(customers)) {
    const id = rows.find(({ value }) => value === email)?.customer_id;
    if (!id) continue;
    const { note, language, plan, shops, renews } = known[name as Customer] ?? {};
    const fields = fitting(stage, 'customer', {
      ...(plan && { plan }),
      ...(shops && { shops }),
      ...(renews && {
        renews_on: after(now, renews * day)
          .toISOString()
          .slice(0, 10),
      }),
    });
    await changeCustomer(tx, me, { id, timeZone: zone, note, language, fields }, now);
  }
}
