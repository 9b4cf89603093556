import type { Context as Request } from 'hono';
import { transact } from '../platform/db/transact.ts';
import type { Ground } from '../platform/ground.ts';
import { readBounded } from '../platform/http/body.ts';
import { Refusal } from '../platform/http/errors.ts';
import type { Mount, Web } from '../platform/http/server.ts';
import { rateLimit } from '../platform/limits/rate.ts';
import { callerOf } from '../staff/signed-in.ts';
import { answerFeedback, longestComment, openUntil } from './answer.ts';
import { readAsking } from './asking.ts';
import { readLinkWord } from './link.ts';
import { type Asked, formPage, notePage, type Page, policy, thanksPage } from './page-html.ts';
import type {} from './tables.ts';
import { isLanguage, type Language, languageFor, wording } from './wording.ts';

/*
 * The page behind the link in the mail. Opening it changes nothing, whatever the address says: scanners of mail
 * follow every link and some run scripts, so no answer is given by GET and none by a script. The link's answer
 * is chosen already, one button confirms it. Works without JavaScript; there is none.
 */

const minute = 60_000;

/** Mounts `/settled/:word`. */
export const feedbackPages: Mount = (app, ground) => {
  /** One household or office may share an address; one link is one person. */
  const ofAddress = rateLimit({ burst: 60, everyMs: 1_000 });
  const ofLink = rateLimit({ burst: 10, everyMs: minute / 2 });

  const page = (c: Request<Web>, html: Page, status: 200 | 403 | 404 | 410 | 429 = 200) => {
    c.header('Content-Security-Policy', policy);
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex, nofollow');
    return c.html(html, status);
  };

  app.get('/settled/:word', async (c) => {
    const found = await open(ground, c, ofAddress);
    if ('refused' in found) return page(c, found.refused, found.status);
    const { asked, staff } = found;
    if (c.req.query('done') !== undefined && asked.settled !== null) return page(c, thanksPage(asked));
    const wished = c.req.query('a');
    const settled = wished === 'yes' ? true : wished === 'no' ? false : asked.settled;
    return page(c, formPage({ ...asked, settled }, { staff, missing: false }));
  });

  app.post('/settled/:word', async (c) => {
    const found = await open(ground, c, ofAddress);
    if ('refused' in found) return page(c, found.refused, found.status);
    const { asked, staff, conversationId } = found;
    if (staff) return page(c, formPage(asked, { staff, missing: false }), 403);
    const now = ground.clock.now();
    if (ofLink.take(conversationId, now) > 0) return page(c, busy(asked.language), 429);
    const given = new URLSearchParams(await readBounded(c.req.raw, 8 * longestComment));
    const settled = given.get('settled');
    const rating = Number(given.get('rating') ?? 0);
    const answer = {
      rating: Number.isInteger(rating) && rating >= 1 && rating <= 5 ? rating : null,
      comment: (given.get('comment') ?? '').replace(/\r\n/g, '\n').slice(0, longestComment),
    };
    if (settled !== 'yes' && settled !== 'no')
      return page(c, formPage({ ...asked, ...answer }, { staff, missing: true }));
    try {
      await transact(ground.db, (tx) =>
        answerFeedback(tx, ground, conversationId, { ...answer, settled: settled === 'yes' }, now),
      );
    } catch (error) {
      if (error instanceof Refusal && error.code === 'TOO_MANY') return page(c, busy(asked.language), 429);
      if (error instanceof Refusal && error.code === 'GONE') return page(c, over(asked.language), 410);
      throw error;
    }
    return c.redirect(`${c.req.path}?done`, 303);
  });
};

const busy = (language: Language): Page =>
  notePage(language, wording[language].busy, wording[language].busyBody);
const over = (language: Language): Page =>
  notePage(language, wording[language].over, wording[language].overBody);

type Opened =
  | { asked: Asked; staff: boolean; conversationId: string }
  | { refused: Page; status: 404 | 410 | 429 };

/** What a link leads to, or the page that says why it leads nowhere. A wrong link tells nothing else. */
async function open(
  ground: Ground,
  c: Request<Web>,
  ofAddress: ReturnType<typeof rateLimit>,
): Promise<Opened> {
  const now = ground.clock.now();
  const wishes = (c.req.header('accept-language') ?? '').split(',', 10).map((wish) => wish.trim());
  const theirs = languageFor(wishes, 'en');
  if (ofAddress.take(c.get('http').ip, now) > 0) return { refused: busy(theirs), status: 429 };
  const conversationId = readLinkWord(ground.secrets, c.req.param('word') ?? '');
  const row = conversationId && (await readAsked(ground, conversationId));
  if (!row) {
    const { unknown, unknownBody } = wording[theirs];
    return { refused: notePage(theirs, unknown, unknownBody), status: 404 };
  }
  const language = isLanguage(row.language) ? row.language : theirs;
  const until = openUntil(row, await readAsking(ground.db, row.inbox_id));
  const isOpen = now <= until;
  if (!isOpen && (row.answered_at === null || c.req.query('done') === undefined))
    return { refused: over(language), status: 410 };
  const { settled, rating, comment, subject, brand, hue, answered_at } = row;
  return {
    asked: {
      language,
      brand,
      hue,
      subject,
      settled,
      rating,
      comment,
      until: isOpen && answered_at ? until : null,
    },
    staff: (await callerOf(ground, c.req.raw.headers)) !== null,
    conversationId,
  };
}

const readAsked = (ground: Ground, conversationId: string) =>
  ground.db
    .selectFrom('feedback as f')
    .innerJoin('conversations as c', 'c.id', 'f.conversation_id')
    .innerJoin('brands as b', 'b.id', 'c.brand_id')
    .select(['f.language', 'f.asked_at', 'f.answered_at', 'f.settled', 'f.rating', 'f.comment'])
    .select(['f.inbox_id', 'c.subject', 'b.name as brand', 'b.hue'])
    .where('f.conversation_id', '=', conversationId)
    .where('c.place', '<>', 'bin')
    .executeTakeFirst();
