/**
 * What the elements of mail programs mean. Each entry is a mark that a program sets itself, so that it is sure:
 * `quote` holds quoted text, `history` begins an old mail that runs to the end, `signature` the writer's
 * signature, `attribution` the "X wrote" line, `forward` a forwarded mail.
 */
export type HtmlMark = 'quote' | 'history' | 'signature' | 'attribution' | 'forward' | 'hidden' | null;

const quoteClasses =
  /(?:^|\s)(?:gmail_quote_container_none|yahoo_quoted|yahoo-quoted|protonmail_quote|zmail_extra|tutanota_quote|missive_quote|front-blockquote|freshdesk_quote|fairemail_quote|nylas-quote|cm_quote|bloop_original_html|hs_quoted|zd-quote|mailpilot-quote|gmail-yahoo_quoted|quoted-mail|mail-quote|moz-email-quote)(?:\s|$)/i;
const signatureClasses =
  /(?:^|\s)(?:x_|gmail-)?(?:gmail_signature|moz-signature|protonmail_signature_block|protonmail_signature_block-user|bloop_sign|front-signature|ms-outlook-mobile-signature|zmail_signature|missive_signature|applemailsignature|iphone_signature|rapport_signature|signature_block|tutanota_signature)(?:\s|$)/i;
const signatureIds =
  /^(?:x_)?(?:signature|applemailsignature|ms-outlook-mobile-signature|composer_signature|ymail_android_signature|zmail_signature|protonmail_mobile_signature_block)/i;
const historyIds =
  /^(?:x_)?(?:divrplyfwdmsg|divrpf\d*|olk_src_body_section|mail-editor-reference-message-container|isreplycontent|zwchr|__divider__|replysplit|origbody|msg-quote|yiv\d+divrplyfwdmsg)/i;

/** Outlook's rule above an old mail: a top border of 1pt and no other border, in one of its two greys. */
const outlookRule =
  /border-top\s{0,3}:\s{0,3}solid\s{0,3}#(?:e1e1e1|b5c4df)\s{0,3}1(?:\.0)?pt|border-top\s{0,3}:\s{0,3}(?:1(?:\.0)?pt\s{0,3}solid\s{0,3}#(?:e1e1e1|b5c4df)|#(?:e1e1e1|b5c4df)\s{0,3}1(?:\.0)?pt\s{0,3}solid)|border-top-color:\s{0,3}rgb\(229, 229, 229\)/i;

export function markOf(tag: string, attributes: Record<string, string>): HtmlMark {
  const style = attributes.style ?? '';
  if (/display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all/i.test(style)) return 'hidden';
  const names = attributes.class ?? '';
  const id = attributes.id ?? '';
  const name = attributes.name ?? '';
  if (/(?:^|\s)moz-forward-container/.test(names)) return 'forward';
  if (
    /(?:^|\s)(?:moz-cite-prefix|gmail_attr|moz-email-headers-table_none)(?:\s|$)/.test(names) ||
    id === 'reply-intro'
  )
    return 'attribution';
  if (signatureClasses.test(names) || (id && signatureIds.test(id)) || name === 'messageSignatureSection')
    return 'signature';
  if (attributes['data-signatureblock'] === 'true' || attributes['data-smartmail'] === 'gmail_signature')
    return 'signature';
  if (tag === 'blockquote') return blockquoteMark(attributes, style, names);
  if (quoteClasses.test(names) || name === 'quote' || name === 'messageReplySection') return 'quote';
  if (attributes['data-marker'] === '__QUOTED_TEXT__') return 'quote';
  if ((id && historyIds.test(id)) || attributes['data-marker'] === '__DIVIDER__') return 'history';
  if (style && tag === 'div' && outlookRule.test(style)) return 'history';
  return null;
}

function blockquoteMark(attributes: Record<string, string>, style: string, names: string): HtmlMark {
  if (/cite/i.test(attributes.type ?? '') || attributes.cite) return 'quote';
  if (/quote|cite|replied|reply/i.test(`${names} ${attributes.id ?? ''}`)) return 'quote';
  // Programs without a mark of their own draw a line on the left; a bare one is the writer's own indentation.
  if (
    /border-(?:left|right)\s{0,3}:(?!\s{0,3}(?:none|0))|border-(?:left|right)-(?:width|style|color)/i.test(
      style,
    )
  )
    return 'quote';
  return null;
}
