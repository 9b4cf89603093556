import type { Body } from './body.ts';
import { decodeBytes } from './charset.ts';
import { type Headers, header, messageIds, readHeaders } from './headers.ts';
import { isDaemon, isNobody } from './machine.ts';
import { bounceSubject, bounceText } from './machine-phrases.ts';
import type { Address, MailBounce } from './mail.ts';
import type { Part } from './tree.ts';

/**
 * Delivery reports: RFC 3464 where a server writes them, and the free forms of qmail, Exim, Exchange, Notes,
 * GMX and others, which are believed only from a mail server's own sender or with its headers.
 */

const mailbox = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}/;
const enhanced = /\b([245]\.\d{1,3}\.\d{1,3})\b/;

export function readBounce(
  headers: Headers,
  from: Address | null,
  subject: string,
  body: Body,
): MailBounce | null {
  const status = body.special.find((one) => /delivery-status$/.test(one.type))?.part;
  if (status) return fromReport(status, body, headers);
  return looksLikeBounce(headers, from, subject, body) ? fromText(body, headers) : null;
}

function looksLikeBounce(headers: Headers, from: Address | null, subject: string, body: Body): boolean {
  if (headers.first.has('x-failed-recipients')) return true;
  const contentType = header(headers, 'content-type') ?? '';
  if (/report-type\s{0,3}=\s{0,3}"?delivery-status/i.test(contentType)) return true;
  // "MAILER-DAEMON <>" has no address to read, and is nobody all the same.
  const nobody =
    /^\s{0,3}<\s{0,3}>\s{0,3}$/.test(header(headers, 'return-path') ?? 'x') ||
    /^[^@]{0,80}(?:mailer-daemon|postmaster|mail delivery)[^@]{0,80}$/i.test(header(headers, 'from') ?? '');
  const bySubject = bounceSubject.test(subject);
  const byText = bounceText.test(body.text.slice(0, 8000));
  if (isDaemon(from))
    return (
      (bySubject && (byText || nobody || from !== null)) ||
      (byText &&
        (nobody ||
          (/^mailer-?daemon@|^post_?master@/i.test(from?.address ?? '') && hasFailureCode(body.text))))
    );
  if (nobody && bySubject && byText) return true;
  // A phone company's or a gateway's no-reply address that returns one's own mail.
  return (
    isNobody(from) && byText && (bySubject || hasFailureCode(body.text)) && returnsOwnMail(headers, body)
  );
}

/** Whether the mail inside was written by the one who receives this. */
function returnsOwnMail(headers: Headers, body: Body): boolean {
  const author = mailbox.exec(originalOf(body).originalHeaders.from ?? '')?.[0]?.toLowerCase();
  if (!author) return false;
  const own = mailbox.exec(header(headers, 'to') ?? '')?.[0]?.toLowerCase();
  return author === own || author.split('@')[1] === own?.split('@')[1];
}

function hasFailureCode(text: string): boolean {
  const head = text.slice(0, 8000);
  return enhanced.test(head) || /\b[45]\d\d[ -]/.test(head) || bounceSubject.test(head);
}

/** Fields of the per-recipient groups of a message/delivery-status part. */
function fromReport(part: Part, body: Body, headers: Headers): MailBounce {
  const text = decodeBytes(part.content.subarray(0, 64 * 1024), part.params.charset).replace(/\r\n?/g, '\n');
  const groups = text.split(/\n[ \t]{0,8}\n/).map((group) => readHeaders(Buffer.from(group.trim())).first);
  const recipients = groups.filter(
    (group) => group.has('final-recipient') || group.has('action') || group.has('original-recipient'),
  );
  const failed = recipients.find((group) => /failed/i.test(group.get('action') ?? ''));
  const chosen = failed ?? recipients[0] ?? new Map<string, string>();
  const reported = enhanced.exec(chosen.get('status') ?? '')?.[1] ?? null;
  const diagnostic =
    (chosen.get('diagnostic-code') ?? chosen.get('x-notes-..reason') ?? '')
      .replace(/^[\w-]{1,20}\s{0,3};\s{0,3}/, '')
      .trim() || null;
  const status = precise(reported, diagnostic);
  const named =
    chosen.get('original-recipient') && !/unknown/i.test(chosen.get('original-recipient') ?? '')
      ? chosen.get('original-recipient')
      : chosen.get('final-recipient');
  const recipient =
    mailbox.exec(named ?? '')?.[0] ??
    mailbox.exec(chosen.get('final-recipient') ?? '')?.[0] ??
    mailbox.exec(header(headers, 'x-failed-recipients') ?? '')?.[0] ??
    null;
  const original = originalOf(body);
  return {
    kind: kindOf(
      chosen.get('action') ?? 'failed',
      status,
      `${diagnostic ?? ''}\n${body.text.slice(0, 4000)}`,
      diagnostic,
    ),
    recipient,
    status,
    diagnostic,
    ...original,
  };
}

/** "5.0.0" says nothing (RFC 3463 3.1); the other server's own words may hold the code of the same class. */
function precise(reported: string | null, diagnostic: string | null): string | null {
  if (reported && !/^[45]\.0\.0$/.test(reported)) return reported;
  const said = /(?:^|[\s(#:;[-])([45]\.\d{1,3}\.\d{1,3})(?=$|[\s):;,\].-])/.exec(diagnostic ?? '')?.[1];
  return said && (!reported || said[0] === reported[0]) ? said : reported;
}

function fromText(body: Body, headers: Headers): MailBounce {
  const { report, copy } = splitCopy(body.text);
  const explicit = mailbox.exec(header(headers, 'x-failed-recipients') ?? '')?.[0] ?? null;
  const status = /(?:^|[\s(#:;[])([245]\.\d{1,3}\.\d{1,3})(?=$|[\s):;,\].-])/m.exec(report)?.[1] ?? null;
  const diagnostic =
    report
      .split('\n')
      .map((line) => line.trim())
      .find(
        (line) =>
          /(?:^|\s)[45]\d\d[ -#]|unknown|rejected|quota|full\b|not (?:found|listed|exist)|unavailable|delayed/i.test(
            line,
          ) && line.length < 500,
      ) ?? null;
  const original = originalOf(body);
  const sender = header(headers, 'to') ?? '';
  const merged =
    Object.keys(original.originalHeaders).length > 0 || !copy
      ? original
      : describe(readHeaders(Buffer.from(copy)));
  // Last resort: the whole text, then the one receiver of the mail that came back.
  const to = (merged.originalHeaders.to ?? '').match(new RegExp(mailbox.source, 'g')) ?? [];
  const recipient =
    explicit ??
    recipientIn(report, sender) ??
    (copy ? recipientIn(body.text, sender) : null) ??
    (to.length === 1 ? (to[0] ?? null) : null);
  const code = status ?? (/(?:^|\s)(4|5)\d\d[ -]/m.exec(report)?.[1] === '4' ? '4.0.0' : null);
  const delayed =
    /\b(?:delay|warning: could not send|will (?:be|keep|continue)[^.]{0,60}(?:retr|try)|still being|verzögert|retardé|no need to resend|not yet been delivered|this is a warning message only)/i.test(
      report.slice(0, 3000),
    );
  return {
    kind: kindOf(delayed ? 'delayed' : 'failed', code, report.slice(0, 4000), diagnostic),
    recipient,
    status,
    diagnostic,
    ...merged,
  };
}

/** The receiver named in free text: after the usual introductions, in angle brackets, else the first not ours. */
function recipientIn(text: string, sender: string): string | null {
  const head = text.slice(0, 16_000);
  const own = mailbox.exec(sender)?.[0]?.toLowerCase();
  const shapes = [
    /^\s{0,8}<([^<>\s]{1,64}@[^<>\s]{1,190})>(?:\s?\(.{0,100}\))?\s?:/m,
    /(?:following (?:address|recipient|user|destination)[^\n]{0,120}|recipient[^\n]{0,60}|delivered? to[^\n]{0,60}|failed[^\n]{0,80}|gesendet werden[^\n]{0,80}|empfänger[^\n]{0,60})\n{0,3}[^\n@]{0,60}?<?(?<![\w.+-])([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190})/i,
    /(?:rcpt to|to)\s{0,2}:\s{0,2}<([^<>\s]{1,64}@[^<>\s]{1,190})>/i,
  ];
  for (const shape of shapes) {
    const found = shape.exec(head)?.[1]?.replace(/[.]+$/, '');
    if (found && found.toLowerCase() !== own) return found;
  }
  for (const match of head.matchAll(new RegExp(mailbox.source, 'g'))) {
    const found = match[0].replace(/[.]+$/, '');
    if (found.toLowerCase() !== own && !/^(?:postmaster|mailer-daemon|abuse|support)@/i.test(found))
      return found;
  }
  return null;
}

/** The copy of the mail that servers paste below their report. */
function splitCopy(text: string): { report: string; copy: string | null } {
  const head = text.slice(0, 200_000);
  const mark =
    /^[ \t]{0,8}(?:-{2,}.{0,80}(?:copy of|original message|returned message|below this line|message header|undelivered message|message text|unsent message|the header|transcript of message|message text follows|message follows).{0,120}|\|-{3,}.{0,60}message text follows.{0,60}|.{0,12}(?:message headers follow|below is a copy of the original message|original message follows|original message headers?|originalnachricht|en-têtes d'origine|encabezados de mensajes originales|ursprüngliche nachrichtenkopfzeilen).{0,40})$/im.exec(
      head,
    );
  const start = mark ? mark.index + mark[0].length : -1;
  if (start >= 0) return { report: head.slice(0, mark?.index), copy: headerRun(head.slice(start)) };
  const line =
    /^(?:return-path|received|message-id|from|date|subject|mime-version): .{1,500}\n(?:[\w-]{2,40}:|\s)/im.exec(
      head,
    );
  return line
    ? { report: head.slice(0, line.index), copy: headerRun(head.slice(line.index)) }
    : { report: head, copy: null };
}

function headerRun(text: string): string | null {
  const start = /^[ \t>]{0,8}[\w-]{2,40}:[ \t]/m.exec(text);
  if (!start) return null;
  const run = text.slice(start.index).split(/\n[ \t>]{0,8}\n/, 1)[0] ?? '';
  return run.replace(/^[ \t]{0,8}>[ \t]?/gm, '').replace(/^ {1,8}(?=[\w-]{2,40}: )/gm, '');
}

function originalOf(body: Body): Pick<MailBounce, 'originalMessageId' | 'originalHeaders'> {
  const part = body.special.find((one) => /rfc822|global$|global-headers/.test(one.type))?.part;
  if (!part) return { originalMessageId: null, originalHeaders: {} };
  const bytes = part.content.subarray(0, 256 * 1024);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text.trimStart())?.index;
  return describe(readHeaders(Buffer.from(text.trimStart().slice(0, end), 'latin1')));
}

function describe(headers: Headers): Pick<MailBounce, 'originalMessageId' | 'originalHeaders'> {
  const originalHeaders: Record<string, string> = {};
  for (const name of [
    'from',
    'to',
    'subject',
    'date',
    'message-id',
    'in-reply-to',
    'references',
    'x-rapport-loop',
    'x-ms-exchange-message-id',
  ]) {
    const value = headers.first.get(name);
    if (value) originalHeaders[name] = value;
  }
  return {
    originalMessageId: messageIds(headers.first.get('message-id') ?? null)[0] ?? null,
    originalHeaders,
  };
}

/** RFC 3463 classes; a full mailbox or a time-out may be over tomorrow even when it is reported as permanent. */
function kindOf(
  action: string,
  status: string | null,
  text: string,
  diagnostic: string | null,
): MailBounce['kind'] {
  if (/delayed/i.test(action)) return 'delay';
  if (/delivered|relayed|expanded/i.test(action)) return 'success';
  if (status?.startsWith('2.')) return 'success';
  if (status?.startsWith('4.')) return 'soft';
  if (/^5\.(?:2\.2|4\.[0-9]+)$/.test(status ?? '') && !/5\.4\.(?:1|4|6|14)\b/.test(status ?? ''))
    return 'soft';
  const said = diagnostic ?? text;
  if (
    /mailbox (?:is )?full|over ?quota|quota (?:has been )?exceeded|exceeded (?:the )?(?:storage|quota)|insufficient (?:disk|storage)|temporar|try again later|timed? ?out|greylist|(?:delivery|retry|message|envelope).{0,30}expired|too long|multiple retries|\d attempts|giving up|given up after|connection refused|unable to connect|did not accept our requests to connect|not respond|host not reachable|hosts have been failing|folder is full|exceed(?:s|ed).{0,20}(?:size|limit|quota)|boxes? is full|容量|一杯|kontingent|postfach (?:ist )?voll|boîte pleine|buzón lleno/i.test(
      said,
    )
  )
    return 'soft';
  return 'hard';
}
