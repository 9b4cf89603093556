import type { Attributes } from 'sanitize-html';
import { escapeHtml, limits } from './bounds.ts';

/** Says where a picture of the mail itself, named by its Content-ID (RFC 2392), can be had. */
export type CidUrl = (cid: string) => string | undefined;

/** A link leaves in a new window that knows nothing of ours, or loses its address. */
export function linkOut(attribs: Attributes): void {
  const href = withoutControls(attribs.href ?? '');
  delete attribs.href;
  delete attribs.target;
  delete attribs.rel;
  if (!/^(https?:\/\/|mailto:|tel:)./i.test(href) || href.length > limits.address) return;
  Object.assign(attribs, { href, target: '_blank', rel: 'noopener noreferrer nofollow' });
}

export function picture(attribs: Attributes, heldBack: string | undefined, cidUrl: CidUrl | undefined): void {
  const src = withoutControls(attribs.src || firstOf(attribs.srcset) || heldBack || '');
  delete attribs.src;
  if (/^cid:/i.test(src)) {
    const cid = decoded(src.slice(4));
    const url = cidUrl ? cidUrl(cid) : `cid:${cid}`;
    if (url) attribs.src = url;
  } else if (
    src.length <= limits.picture &&
    /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(src)
  ) {
    attribs.src = src;
  } else holdBack(attribs, src);
}

export function holdBack(attribs: Attributes, src: string): void {
  const full = src.startsWith('//') ? `https:${src}` : withoutControls(src);
  if (/^https?:\/\/./i.test(full) && full.length <= limits.address) attribs['data-remote-src'] = full;
}

const firstOf = (srcset = ''): string => srcset.trim().split(/[\s,]/, 1)[0] ?? '';

/** Browsers ignore these inside an address, so that "java\nscript:" is one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const withoutControls = (address: string): string => address.replace(/[\u0000-\u001f\u007f]/g, '').trim();

function decoded(cid: string): string {
  try {
    return decodeURIComponent(cid);
  } catch {
    return cid;
  }
}

/** Start tags of sanitised HTML: inside them < and > are escaped, so one class finds their end. */
const startTag = /<(?:img|table|td|th)\s[^<>]*>/g;

/** Sanitised HTML with its remote pictures shown, for an agent who asked. */
export const revealImages = (html: string): string =>
  html.replace(startTag, (tag) =>
    tag.replace(' data-remote-src="', tag.startsWith('<img') ? ' src="' : ' background="'),
  );

/** Sanitised HTML with the mail's own pictures in place; one that `cidUrl` does not know stays empty. */
export const placeInlineImages = (html: string, cidUrl: CidUrl): string =>
  html.replace(startTag, (tag) =>
    tag.replace(/ src="cid:([^"]*)"/, (_, cid) => {
      const url = cidUrl(
        cid
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&'),
      );
      return url ? ` src="${escapeHtml(url)}"` : '';
    }),
  );
