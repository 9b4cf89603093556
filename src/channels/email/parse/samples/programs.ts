import { languages, type Words } from './languages.ts';
import { mail, type Sample } from './sample.ts';

/** The shapes mail programs give to a reply and to a forward, in each language. */
type Shape = (w: Words) => Parameters<typeof mail>[0];

const S = 'help@shop.example';
const C = 'carl.poe@client.example';
const esc = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const paragraphs = (lines: string[], tag = 'div') => lines.map((line) => `<${tag}>${esc(line)}</${tag}>`).join('');
const block = (w: Words) => `${w.labels[0]}: Shop <${S}>\n${w.labels[1]}: ${w.sent}\n${w.labels[2]}: Jane Roe <jane.roe@example.com>\n${w.labels[3]}: Order 4711`;
const htmlBlock = (w: Words) => block(w).split('\n').map((line) => esc(line).replace(/^([^:]+:)/, '<b>$1</b>')).join('<br>');
const quoted = (lines: string[]) => lines.map((line) => `> ${line}`).join('\n');
/** Wrapped at 70 characters, as programs do with long attributions. */
const wrapped = (line: string) => (line.length > 70 && line.includes(' <') ? line.replace(' <', '\n<') : line);

const replies: Record<string, Shape> = {
  'gmail-web': (w) => ({
    text: `${w.reply.join('\n\n')}\n\n${wrapped(w.gmail)}\n\n${quoted(w.old)}\n`,
    html: `<div dir="ltr">${paragraphs(w.reply)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${esc(w.gmail)}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">${paragraphs(w.old)}</blockquote></div>`,
  }),
  'gmail-phone-text': (w) => ({ text: `${w.reply.join('\n')}\n\n${w.gmail}\n\n${quoted(w.old)}`, encoding: 'base64' }),
  'outlook-desktop': (w) => ({
    text: `${w.reply.join('\n\n')}\n\n \n\n${block(w)}\n\n${w.old.join('\n\n')}\n`,
    html: `<html><body><div class="WordSection1">${paragraphs(w.reply, 'p class="MsoNormal"').replace(/<\/p class="MsoNormal">/g, '</p>')}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">${htmlBlock(w)}</p></div></div>${paragraphs(w.old, 'p')}</div></body></html>`,
  }),
  'outlook-2003-text': (w) => ({ charset: w.charset, text: `${w.reply.join('\n')}\n\n-----${w.original}-----\n${block(w)}\n\n\n${w.old.join('\n')}\n`, headers: 'X-Mailer: Microsoft Office Outlook 11' }),
  'outlook-web': (w) => ({
    html: `<html><head><style type="text/css" style="display:none;">P {margin-top:0;}</style></head><body dir="ltr"><div class="elementToProof">${paragraphs(w.reply)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${htmlBlock(w)}</font><div>&nbsp;</div></div>${paragraphs(w.old)}</body></html>`,
  }),
  'apple-mail': (w) => ({
    text: `${w.reply.join('\n')}\n\n> ${w.apple}\n> \n${quoted(w.old)}\n`,
    html: `<html><body>${paragraphs(w.reply)}<div><br><blockquote type="cite"><div>${esc(w.apple)}</div><br class="Apple-interchange-newline"><div>${paragraphs(w.old)}</div></blockquote></div></body></html>`,
  }),
  'apple-mail-old-text': (w) => ({ text: `${w.reply.join('\n')}\n\n${w.apple}\n\n${quoted(w.old)}\n`, headers: 'X-Mailer: Apple Mail (2.936)' }),
  iphone: (w) => ({
    text: `${w.reply.join('\n')}\n\n${w.phone}\n\n> ${w.apple}\n> \n${quoted(w.old)}\n`,
    html: `<html><body dir="auto">${paragraphs(w.reply)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">${w.phone}</div><div dir="ltr"><br><blockquote type="cite">${esc(w.apple)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${paragraphs(w.old)}</div></blockquote></body></html>`,
  }),
  thunderbird: (w) => ({
    headers: 'User-Agent: Mozilla Thunderbird', flowed: true,
    text: `${w.reply.join('\n')}\n\n${w.thunderbird}\n${quoted(w.old)}\n\n-- \nJane Roe\nExample Ltd.\n`,
    html: `<html><body>${paragraphs(w.reply, 'p')}<div class="moz-cite-prefix">${esc(w.thunderbird)}<br></div><blockquote type="cite" cite="mid:a@shop.example">${paragraphs(w.old, 'p')}</blockquote><div class="moz-signature">-- <br>Jane Roe<br>Example Ltd.</div></body></html>`,
  }),
  'thunderbird-bottom': (w) => ({ headers: 'User-Agent: Mozilla Thunderbird', text: `${w.thunderbird}\n${quoted(w.old)}\n\n${w.reply.join('\n')}\n` }),
  'legacy-charset': (w) => ({ charset: w.charset, encoding: '8bit', text: `${w.reply.join('\n')}\n\n${w.thunderbird}\n\n${quoted(w.old)}\n` }),
  'samsung-phone': (w) => ({ text: `${w.reply.join('\n')}\n\n-------- ${w.original} --------\n${block(w)}\n\n${w.old.join('\n')}\n` }),
};

const forwards: Record<string, { shape: Shape; comment: string }> = {
  'gmail-forward': {
    comment: '',
    shape: (w) => ({ subject: `Fwd: Order`, text: `---------- ${w.gmailForward} ---------\n${w.labels[0]}: Carl Poe <${C}>\nDate: Mon, Mar 2, 2026 at 4:45 PM\n${w.labels[3]}: Order\n${w.labels[2]}: <jane.roe@example.com>\n\n\n${w.old.join('\n')}\n` }),
  },
  'apple-forward': {
    comment: 'FYI',
    shape: (w) => ({
      subject: `Fwd: Order`, text: `FYI\n\n> ${w.appleForward}\n> \n> ${w.labels[0]}: Carl Poe <${C}>\n> ${w.labels[3]}: Order\n> ${w.labels[2]}: jane.roe@example.com\n> \n${quoted(w.old)}\n`,
      html: `<html><body>FYI<br><div><br><blockquote type="cite"><div>${w.appleForward}</div><br><div><span><b>${w.labels[0]}: </b></span><span>Carl Poe &lt;<a href="mailto:${C}">${C}</a>&gt;<br></span></div><div><b>${w.labels[3]}: </b>Order<br></div><div><b>${w.labels[2]}: </b>jane.roe@example.com<br></div><br><div>${paragraphs(w.old)}</div></blockquote></div></body></html>`,
    }),
  },
};

export const programs: Sample[] = languages.flatMap((w) => [
  ...Object.entries(replies).map(([name, shape]): Sample => {
    const parts = { subject: `=?utf-8?B?${Buffer.from(`${w.prefix}: Order 4711`).toString('base64')}?=`, ...shape(w) };
    return { name: `${name}-${w.lang}`, from: 'jane.roe@example.com', auto: null, forwarded: null, ...(parts.text ? { body: parts.text } : {}), reply: w.reply.join('\n'), files: [], raw: mail(parts) };
  }),
  ...Object.entries(forwards).map(([name, { shape, comment }]): Sample => {
    const raw = mail(shape(w));
    return { name: `${name}-${w.lang}`, from: 'jane.roe@example.com', auto: null, forwarded: C, files: [], raw, ...forwardReply(shape(w).text ?? '', comment) };
  }),
]);

/** A forward is never cut: its reply is its whole text. */
function forwardReply(text: string, comment: string): { reply: string } {
  const whole = text.replace(/^> ?/gm, '').trim();
  return { reply: comment && !whole.startsWith(comment) ? `${comment}\n${whole}` : whole };
}
