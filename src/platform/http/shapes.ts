import { z } from 'zod';

/** Shapes every contract uses, so that limits stand in one place (law 10). */

export const Id = z.uuid();
/** A made-by-the-client id: sending the same twice is one thing (law 3). */
export const ClientId = z.uuid().describe('Made by the client; sending the same id twice does it once.');
export const Name = z.string().trim().min(1).max(200);
/** RFC 5321, section 4.5.3.1: a path has at most 256 characters, so an address 254. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const Hue = z.number().int().min(0).max(360);
export const Limit = z.coerce.number().int().min(1).max(100).default(50);
export const CursorWord = z.string().max(200).optional().describe('`next` of the page before.');

/** A page of a list: no count, no offset; `next` is null at the end. */
export const Page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const Done = z.object({ ok: z.literal(true) });
