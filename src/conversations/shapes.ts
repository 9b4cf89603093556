import { z } from 'zod';
import { ClientId, Id } from '../platform/http/shapes.ts';

/** Shapes that several parts of this room's contract use. */

export const Address = z.object({ name: z.string().max(200).default(''), address: z.string().max(254) });
/** Someone to write to, as programs like to say it: an object, or a word such as `Leila <leila@alder.example>`. */
export const GivenAddress = z.union([
  Address,
  z
    .object({ name: z.string().max(200).default(''), email: z.string().max(254) })
    .transform(({ name, email }) => ({ name, address: email })),
  z.string().trim().min(3).max(460).transform(readAddress),
]);
const GivenAddresses = z.union([z.array(GivenAddress).max(100), GivenAddress.transform((one) => [one])]);

function readAddress(word: string): z.output<typeof Address> {
  const named = /^([^<>]{0,200})<([^<>]{1,254})>$/.exec(word);
  const [name = '', address = word] = named?.slice(1) ?? [];
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() };
}

export const Text = z.string().max(500_000);
export const ConversationRef = z.object({
  id: z.union([Id, z.string().regex(/^\d{1,12}$/)]).describe("The conversation's id or its number."),
});
export const Changed = z.object({ id: Id, version: z.number().int() });

export const Outgoing = z.object({
  messageId: ClientId.optional(),
  text: Text.optional(),
  html: Text.optional(),
  to: GivenAddresses.optional().describe('Left out: whoever an answer would go to.'),
  cc: GivenAddresses.optional(),
  bcc: GivenAddresses.optional(),
  attachments: z.array(Id).max(50).optional().describe('Ids from POST /api/uploads.'),
  undoSeconds: z
    .number()
    .int()
    .min(0)
    .max(30)
    .default(0)
    .describe('How long it is held so that it can be taken back.'),
});
