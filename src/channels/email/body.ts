import type { Outgoing } from '../outgoing.ts';

/** The two forms of a mail's body, text and HTML, from what was written, the signature and the quotation. */

const quotedMax = 20_000;

/** What a mail program shows as one's own words, the signature, and below it what is answered. */
export function textBody(message: Outgoing, quote: boolean): string {
  const parts = [message.text.trimEnd()];
  // "-- " on a line of its own, by which mail programs know a signature (RFC 3676, section 4.3).
  if (message.brand.signature.trim()) parts.push(`-- \n${message.brand.signature.trim()}`);
  const quoted = quote && message.answers;
  if (quoted) {
    const lines = quoted.text.slice(0, quotedMax).trimEnd().split('\n');
    parts.push(`${introduction(quoted)}\n${lines.map((line) => (line ? `> ${line}` : '>')).join('\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/** The same for eyes; `html` has been sanitised when it was written. */
export function htmlBody(message: Outgoing, quote: boolean): string {
  const own = message.html === null ? textToHtml(message.text) : showRemoteImages(message.html);
  const signature = message.brand.signature.trim();
  const quoted = quote && message.answers;
  const parts = [`<div>${own}</div>`];
  if (signature)
    parts.push(`<div class="gmail_signature" style="color:#555"><br>-- <br>${textToHtml(signature)}</div>`);
  if (quoted) {
    // Mail programs fold what carries this class; it is the one most of them know.
    parts.push(
      `<br><div class="gmail_quote"><div dir="auto" class="gmail_attr">${escapeHtml(introduction(quoted))}</div>` +
        `<blockquote type="cite" class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">` +
        `${textToHtml(quoted.text.slice(0, quotedMax).trimEnd())}</blockquote></div>`,
    );
  }
  return (
    '<!doctype html><html><head><meta charset="utf-8"></head>' +
    `<body dir="auto" style="font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.5">` +
    `${parts.join('')}</body></html>`
  );
}

/** Plain text as HTML: paragraphs kept, addresses of the web made clickable. */
export function textToHtml(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"]{1,2000}/g)) {
    // A sentence's full stop or bracket is not part of the address.
    const url = match[0].replace(/[.,;:!?)\]}'»”]+$/, '');
    parts.push(
      escapeHtml(text.slice(end, match.index)),
      `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`,
    );
    end = match.index + url.length;
  }
  parts.push(escapeHtml(text.slice(end)));
  return parts.join('').replace(/\r?\n/g, '<br>\n');
}

/** Stored HTML holds remote images back for our own readers; the customer gets them as they were written. */
const showRemoteImages = (html: string): string => html.replace(/ data-remote-src="/g, ' src="');

function introduction({ from, at }: NonNullable<Outgoing['answers']>): string {
  const who = from ? (from.name ? `${from.name} <${from.address}>` : from.address) : 'you';
  const date = at.toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return `On ${date} at ${time} UTC, ${who} wrote:`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
