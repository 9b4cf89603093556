import type { Asking } from './asking.ts';
import { type Language, wording } from './wording.ts';

type Told = { asking: Asking; language: Language; url: string; name: string; brand: string };

/** The mail that asks, as text and for eyes: the inbox's own words or ours, then one link for each answer. */
export function mailOf({ asking, language, url, name, brand }: Told): {
  text: string;
  html: string;
  said: string;
} {
  const words = wording[language];
  const said = (asking.texts[language]?.trim() || words.mail)
    // Nobody is called by a space.
    .replaceAll(/ ?\{name\}/g, name ? ` ${name}` : '')
    .replaceAll('{brand}', brand)
    .trim();
  const [yes, no] = [`${url}?a=yes`, `${url}?a=no`];
  const text = `${said}\n\n${words.mailYes}:\n${yes}\n\n${words.mailNo}:\n${no}\n\n${words.mailEnd}`;
  const html =
    `<p>${escaped(said).replace(/\n/g, '<br>')}</p>` +
    `<p>${button(yes, words.mailYes)} ${button(no, words.mailNo)}</p>` +
    `<p style="color:#666">${escaped(words.mailEnd)}</p>`;
  // The links speak for the customer; colleagues see that there are some.
  return { text, html, said: `${said}\n\n[${words.mailYes}]  [${words.mailNo}]` };
}

// Colours and spaces that every mail program draws.
const button = (url: string, label: string): string =>
  `<a href="${escaped(url)}" style="display:inline-block;margin:4px 6px 4px 0;padding:8px 16px;border:1px solid #888;border-radius:6px;color:#222;background:#fafafa;text-decoration:none">${escaped(label)}</a>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
