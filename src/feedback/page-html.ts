import { html, raw } from 'hono/html';
import { style } from './page-style.ts';
import { type Language, wording } from './wording.ts';

/** What the pages show. */
export type Asked = {
  language: Language;
  brand: string;
  hue: number;
  subject: string;
  settled: boolean | null;
  rating: number | null;
  comment: string;
  /** Until when the answer can be changed; null before the first and after the last. */
  until: Date | null;
};
export type Page = ReturnType<typeof html>;

/** No script, nothing from elsewhere, in nobody's frame; the form goes back to where it came from. */
export const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Sheet = { language: Language; title: string; brand?: string; hue?: number; body: Page };

const sheet = ({ language, title, brand = '', hue = 277, body }: Sheet): Page => html`<!doctype html>
<html lang="${language}" style="--hue:${hue}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="robots" content="noindex" />
    <title>${title}${brand ? ` · ${brand}` : ''}</title>
    <style>${raw(style)}</style>
  </head>
  <body>
    <main>
      ${brand ? html`<p class="brand" dir="auto"><span aria-hidden="true">${[...brand][0]}</span>${brand}</p>` : ''}
      ${body}
    </main>
  </body>
</html>`;

/** The question, its answer chosen as far as known; one button sends it. */
export function formPage(asked: Asked, { staff, missing }: { staff: boolean; missing: boolean }): Page {
  const { language, brand, hue, subject, settled, rating, comment } = asked;
  const words = wording[language];
  const checked = (on: boolean) => (on ? raw(' checked') : '');
  const body = html`
    <h1>${words.title}</h1>
    ${subject ? html`<p class="about">${words.about} <bdi>${subject}</bdi></p>` : ''}
    ${staff ? html`<p class="staff" role="status">${words.staff}</p>` : ''}
    ${missing ? html`<p class="wrong" role="alert">${words.choose}</p>` : ''}
    <form method="post" action="?">
      <fieldset class="answers">
        <legend class="hidden">${words.title}</legend>
        <label><input type="radio" name="settled" value="yes" required${checked(settled === true)} />
          <span>${words.yes}</span></label>
        <label><input type="radio" name="settled" value="no" required${checked(settled === false)}
            aria-describedby="again" />
          <span>${words.no}<small id="again">${words.noHint}</small></span></label>
      </fieldset>
      <fieldset>
        <legend>${words.how} <small>${words.optional}</small></legend>
        <div class="ratings">
          ${words.ratings.map(
            (label, place) => html`<label
              ><input type="radio" name="rating" value="${place + 1}"${checked(rating === place + 1)} />
              <span><b aria-hidden="true">${place + 1}</b>${label}</span></label
            >`,
          )}
        </div>
      </fieldset>
      <label class="comment" for="comment">${words.comment} <small>${words.optional}</small></label>
      <textarea id="comment" name="comment" rows="4" maxlength="2000" dir="auto">${comment}</textarea>
      <button type="submit">${words.send}</button>
    </form>`;
  return sheet({ language, title: words.title, brand, hue, body });
}

/** What was answered, and the way to change it while there is one. */
export function thanksPage({ language, brand, hue, settled, rating, until }: Asked): Page {
  const words = wording[language];
  const date = until?.toLocaleDateString(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const body = html`
    <h1>${words.thanks}</h1>
    <p>${settled ? words.thanksYes : words.thanksNo}</p>
    ${rating ? html`<p class="about">${words.how} <strong>${words.ratings[rating - 1]}</strong></p>` : ''}
    ${
      date
        ? html`<p class="about">${words.changeUntil.replace('{date}', date)} <a href="?">${words.change}</a></p>`
        : ''
    }`;
  return sheet({ language, title: words.thanks, brand, hue, body });
}

/** A page that only says something. */
export const notePage = (language: Language, title: string, said: string): Page =>
  sheet({ language, title, body: html`<h1>${title}</h1><p>${said}</p>` });
