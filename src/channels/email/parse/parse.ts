import { readAddresses, readAuthor } from './addresses.ts';
import { type Body, readBody } from './body.ts';
import { readBounce } from './bounce.ts';
import { readCalendar } from './calendar.ts';
import { readDate } from './dates.ts';
import { readForwarded } from './forward.ts';
import { guardMail } from './guard.ts';
import { allOf, type Headers, header, headerText, messageIds, readHeaders } from './headers.ts';
import { readLanguage } from './language.ts';
import { readList, readMachine } from './machine.ts';
import type { KeptHeaders, ParsedMail } from './mail.ts';
import { replyPrefix } from './phrases.ts';
import { readReply } from './reply.ts';
import { readTree } from './tree.ts';

/**
 * Reads any raw e-mail. Total: hostile or broken input gives what could be saved, with `warnings`; it never
 * throws. CPU-heavy on hostile input, so the server calls it through `createParserPool` only.
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  try {
    return await read(raw);
  } catch (error) {
    // A fault of ours must not lose a mail: its text is shown as it came.
    const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 200_000)).toString();
    return {
      ...nothing(),
      text,
      replyText: text,
      warnings: [`could not be read: ${error instanceof Error ? error.message : 'unknown reason'}`],
    };
  }
}

async function read(raw: Uint8Array): Promise<ParsedMail> {
  const guarded = guardMail(raw);
  const warnings = guarded.warnings;
  const headers = readHeaders(guarded.header);
  const body = readBody(await readTree(guarded, warnings), warnings);
  const subject = headerText(header(headers, 'subject'));
  const from = readAuthor([
    ...allOf(headers, 'from'),
    header(headers, 'sender'),
    header(headers, 'reply-to'),
    header(headers, 'return-path'),
  ]);
  if (!from) warnings.push('no readable sender');
  const sender = readAddresses(header(headers, 'sender'))[0];
  const date = readDate(header(headers, 'date'));
  if (!date && header(headers, 'date')) warnings.push('the date could not be read');
  const bounce = readBounce(headers, from, subject, body);
  const reply = readReply(body, subject, isAnswer(headers, subject));
  const calendar = readFirstCalendar(body);
  return {
    from,
    ...(sender ? { sender } : {}),
    replyTo: addressesOf(headers, 'reply-to'),
    to: addressesOf(headers, 'to'),
    cc: addressesOf(headers, 'cc'),
    bcc: addressesOf(headers, 'bcc'),
    subject,
    text: body.text,
    html: body.html,
    replyText: reply.reply,
    quoted: reply.quoted,
    date,
    messageId: messageIds(header(headers, 'message-id'), 1)[0] ?? null,
    inReplyTo: messageIds(header(headers, 'in-reply-to')),
    references: messageIds(header(headers, 'references')),
    attachments: body.attachments,
    auto: bounce
      ? 'bounce'
      : readMachine(
          headers,
          from,
          subject,
          body,
          body.special.map((one) => one.type),
        ),
    bounce,
    list: readList(headers),
    forwardedFrom: bounce
      ? null
      : readForwarded(reply.lines, reply.forwardAt, replyPrefix.test(subject) ? null : body),
    ...(calendar ? { calendar } : {}),
    language: readLanguage(reply.reply || body.text),
    headers: keptHeaders(headers),
    warnings,
  };
}

function isAnswer(headers: Headers, subject: string): boolean {
  return headers.first.has('in-reply-to') || headers.first.has('references') || replyPrefix.test(subject);
}

function addressesOf(headers: Headers, name: string) {
  const values = allOf(headers, name);
  return values.length < 2 ? readAddresses(values[0] ?? null) : readAddresses(values.join(', '));
}

function readFirstCalendar(body: Body) {
  const part = body.special.find(
    (one) => one.type === 'text/calendar' || one.type === 'application/ics',
  )?.part;
  return part ? readCalendar(part) : null;
}

function keptHeaders(headers: Headers): KeptHeaders {
  return {
    autoSubmitted: header(headers, 'auto-submitted'),
    precedence: header(headers, 'precedence'),
    xAutoResponseSuppress: header(headers, 'x-auto-response-suppress'),
    xRapportLoop: header(headers, 'x-rapport-loop'),
    xLoop: header(headers, 'x-loop'),
    deliveredTo: allOf(headers, 'delivered-to').slice(0, 50),
    returnPath: header(headers, 'return-path'),
    authenticationResults: allOf(headers, 'authentication-results').slice(0, 20),
    listUnsubscribe: header(headers, 'list-unsubscribe'),
    mailer: header(headers, 'x-mailer') ?? header(headers, 'user-agent'),
  };
}

function nothing(): ParsedMail {
  return {
    from: null,
    replyTo: [],
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    text: '',
    html: null,
    replyText: '',
    quoted: '',
    date: null,
    messageId: null,
    inReplyTo: [],
    references: [],
    attachments: [],
    auto: null,
    bounce: null,
    list: null,
    forwardedFrom: null,
    language: null,
    headers: keptHeaders({ list: [], first: new Map() }),
    warnings: [],
  };
}
