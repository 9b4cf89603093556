import type { ConversationView } from '../conversations/contract.ts';
import { viewConversation } from '../conversations/conversation-view.ts';
import type { CustomerView } from '../customers/contract.ts';
import { viewCustomer } from '../customers/views.ts';
import type { Db } from '../platform/db/connect.ts';
import type { Caller } from '../staff/caller.ts';
import { namesOf, type Values } from './fill.ts';

/** What everybody's keys are; those of custom fields follow from the fields there are. */
export const keys = [
  'customer.first_name',
  'customer.last_name',
  'customer.name',
  'customer.email',
  'customer.company',
  'agent.first_name',
  'agent.name',
  'agent.email',
  'conversation.number',
  'conversation.subject',
  'inbox.name',
  'inbox.address',
  'brand.name',
  'today',
] as const;

type Known = { conversation: ConversationView; customer: CustomerView };

/** What is known for filling a reply in. Throws NOT_FOUND for a conversation the caller may not see. */
export async function knownOf(db: Db, caller: Caller, conversation: string): Promise<Known> {
  const view = await viewConversation(db, caller, conversation);
  return { conversation: view, customer: await viewCustomer(db, view.customer.id) };
}

/** What keys stand for in this conversation, dates and numbers as `language` writes them. */
export function valuesOf(
  { conversation, customer }: Known,
  caller: Caller,
  language: string,
  now: Date,
): Values {
  const name = namesOf(customer.name);
  const own: Record<(typeof keys)[number], string | null | undefined> = {
    'customer.first_name': name.first,
    'customer.last_name': name.last,
    'customer.name': customer.name,
    'customer.email': conversation.customer.email,
    'customer.company': customer.company?.name,
    'agent.first_name': namesOf(caller.name).first,
    'agent.name': caller.name,
    'agent.email': caller.email,
    'conversation.number': String(conversation.number),
    'conversation.subject': conversation.subject,
    'inbox.name': conversation.inbox.name,
    'inbox.address': conversation.replyTo.from?.address,
    'brand.name': conversation.brand.name,
    today: now.toLocaleDateString(language, { dateStyle: 'long' }),
  };
  const fields = { customer: customer.fields, conversation: conversation.fields };
  return (key) => {
    if (Object.hasOwn(own, key)) return own[key as keyof typeof own] ?? undefined;
    const [, noun, field] = /^(customer|conversation)\.fields\.(\w{1,40})$/.exec(key) ?? [];
    return noun && field ? sayField(fields[noun as keyof typeof fields][field], language) : undefined;
  };
}

function sayField(value: unknown, language: string): string | undefined {
  if (typeof value === 'number') return value.toLocaleString(language);
  if (typeof value !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return value;
  return new Date(`${value}T00:00:00Z`).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' });
}
