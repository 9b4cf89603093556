import { nameOf, typeOf } from './attachment-names.ts';
import { linesOfHtml } from './html-lines.ts';
import { limits } from './limits.ts';
import { type Line, linesOfText, linkMark, textOfLines } from './lines.ts';
import type { MailAttachment } from './mail.ts';
import { takeUuencoded, textOfPart } from './text-parts.ts';
import type { Part } from './tree.ts';

/**
 * Which parts are the body and which are files. Texts of a multipart/mixed are joined in order; of a
 * multipart/alternative both renderings are kept; signatures, reports and calendars are never body.
 */
export type Body = {
  text: string;
  html: string | null;
  /** The body as lines, once per rendering; `plain` is null where no text part was sent. */
  plain: Line[] | null;
  rich: Line[] | null;
  attachments: MailAttachment[];
  /** Parts that other files read: delivery reports, calendars, mails inside this mail. */
  special: { part: Part; type: string }[];
};

/** One stretch of body: the same content as text, as HTML, or as both. */
type Stretch = { text: string | null; html: string | null };

const special = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
  'text/rfc822-headers',
  'message/global-headers',
  'message/rfc822',
  'message/global',
  'message/news',
  'text/calendar',
  'application/ics',
]);

export function readBody(root: Part, warnings: string[]): Body {
  const reader = new BodyReader(root, warnings);
  const stretches = reader.walk(root, { related: false, alternative: false });
  return reader.assemble(stretches);
}

class BodyReader {
  #attachments: MailAttachment[] = [];
  #special: Body['special'] = [];
  #warnings: string[];
  #hint: string | null;
  #hasBody = false;

  constructor(root: Part, warnings: string[]) {
    this.#warnings = warnings;
    this.#hint = firstCharset(root);
  }

  walk(part: Part, where: { related: boolean; alternative: boolean }): Stretch[] {
    if (part.type.startsWith('multipart/') && part.children.length > 0) {
      const alternative = part.type === 'multipart/alternative';
      const inside = {
        related: where.related || part.type === 'multipart/related',
        alternative: where.alternative || alternative,
      };
      const found = part.children.flatMap((child) => this.walk(child, inside));
      return alternative ? [merge(found)] : found;
    }
    if (part.type.startsWith('multipart/')) return part.content.length > 0 ? [this.#text(part)] : [];
    return this.#leaf(part, where);
  }

  #leaf(part: Part, where: { related: boolean; alternative: boolean }): Stretch[] {
    if (special.has(part.type)) this.#special.push({ part, type: part.type });
    if (!this.#isBody(part, where)) {
      this.#attach(part, where.related);
      return [];
    }
    const stretch = this.#text(part);
    if (stretch.text?.trim() || stretch.html?.trim()) this.#hasBody = true;
    return [stretch];
  }

  #isBody(part: Part, where: { alternative: boolean }): boolean {
    if (part.disposition === 'attachment') return false;
    const text = part.type === 'text/plain' || part.type === 'text/html';
    const poor =
      part.type === 'text/enriched' || part.type === 'text/richtext' || part.type === 'text/x-amp-html';
    if (!text && !(poor && where.alternative))
      return part.type === 'text/enriched' && !this.#hasBody && !part.fileName;
    // A named text is a file, unless nothing else can be the body (some programs name the body).
    return !part.fileName || where.alternative || (!this.#hasBody && part.disposition !== 'inline');
  }

  #text(part: Part): Stretch {
    const text = textOfPart(part, this.#hint);
    if (part.type === 'text/enriched' || part.type === 'text/richtext' || part.type === 'text/x-amp-html') {
      return {
        text:
          part.type === 'text/x-amp-html'
            ? null
            : text.replace(/<<|<\/?[a-z]{1,30}>/gi, (tag) => (tag === '<<' ? '<' : '')),
        html: null,
      };
    }
    if (part.type === 'text/html') return { text: null, html: text };
    // HTML sent as text/plain, seen from shop systems.
    if (/^\s{0,20}(?:<!doctype html|<html[\s>])/i.test(text)) return { text: null, html: text };
    const split = takeUuencoded(text);
    for (const file of split.files) this.#add(file.name, typeOf(file.name), file.content, null, false);
    return { text: split.text, html: null };
  }

  #attach(part: Part, related: boolean): void {
    if (part.type === 'application/ms-tnef' || part.fileName?.toLowerCase() === 'winmail.dat') {
      this.#warnings.push('winmail.dat: Outlook packed the formatted text or files in its own format');
    }
    if (part.type === 'application/pgp-encrypted' || /pkcs7-mime/.test(part.type))
      this.#warnings.push('the mail is encrypted');
    const picture = part.type.startsWith('image/');
    const inline =
      part.disposition !== 'attachment'
        ? picture && (related || part.disposition === 'inline') && part.cid !== null
        : picture && related && part.cid !== null;
    this.#add(nameOf(part, this.#attachments.length), part.type, part.content, part.cid, inline);
  }

  #add(name: string, type: string, content: Uint8Array, cid: string | null, inline: boolean): void {
    this.#attachments.push({ name, type, size: content.byteLength, cid, inline, content });
  }

  assemble(stretches: Stretch[]): Body {
    const full = stretches.filter((one) => one.text?.trim() || one.html?.trim());
    const rich = full.some((one) => one.html)
      ? full.flatMap((one) => (one.html ? linesOfHtml(one.html) : linesOfText(one.text ?? '')))
      : null;
    const allPlain =
      full.length > 0 && full.every((one) => one.text !== null && one.text.trim() !== '' && !isExcuse(one));
    const plainText = full
      .map((one) =>
        one.text?.trim() && !isExcuse(one)
          ? one.text
          : textOfLines(linesOfHtml(one.html ?? '')).replaceAll(linkMark, ''),
      )
      .map((text) => text.trimEnd().replace(/^\n+/, ''))
      .join('\n\n');
    const text = plainText.length > limits.text ? plainText.slice(0, limits.text) : plainText;
    if (text.length < plainText.length) this.#warnings.push('the text is longer than what is kept');
    return {
      text,
      html: full.some((one) => one.html)
        ? full.map((one) => one.html ?? asHtml(one.text ?? '')).join('\n')
        : null,
      plain: allPlain ? linesOfText(text) : null,
      rich,
      attachments: this.#attachments,
      special: this.#special,
    };
  }
}

function firstCharset(part: Part): string | null {
  if (part.params.charset && !/^(us-)?ascii$/i.test(part.params.charset)) return part.params.charset;
  for (const child of part.children) {
    const found = firstCharset(child);
    if (found) return found;
  }
  return null;
}

function merge(found: Stretch[]): Stretch {
  const texts = found.map((one) => one.text).filter((text) => text?.trim());
  // Of several HTML renderings the last is the best (RFC 2046 5.1.4).
  const html = found.filter((one) => one.html?.trim());
  return {
    text: texts[0] === undefined ? null : texts.join('\n\n'),
    html: html.length > 0 ? html.map((one) => one.html).join('\n') : null,
  };
}

/** A text part that only says that one's program cannot show HTML, beside HTML that says something. */
function isExcuse(one: Stretch): boolean {
  const text = one.text ?? '';
  if (!one.html || text.length > 400 || one.html.length < text.length) return false;
  return /\b(?:html|mime)\b.{0,120}\b(?:e-?mail|client|reader|viewer|format|message|version)\b|\b(?:e-?mail|client|reader|viewer)\b.{0,120}\bhtml\b/is.test(
    text,
  );
}

function asHtml(text: string): string {
  const escaped = text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));
  return `<div style="white-space:pre-wrap">${escaped}</div>`;
}
