import type { Choice } from '../../ui/Select.tsx';
import { language } from '../../ui/words.ts';

/** Ways of writing dates and numbers on offer; any other BCP 47 tag can be set through the API. */
const tags = [
  ...[
    'en',
    'en-GB',
    'en-US',
    'en-AU',
    'en-CA',
    'en-IE',
    'en-IN',
    'de',
    'de-AT',
    'de-CH',
    'fr',
    'fr-CA',
    'fr-CH',
  ],
  ...[
    'es',
    'es-MX',
    'es-AR',
    'it',
    'pt',
    'pt-BR',
    'nl',
    'nl-BE',
    'da',
    'sv',
    'nb',
    'fi',
    'is',
    'pl',
    'cs',
    'sk',
  ],
  ...[
    'hu',
    'ro',
    'bg',
    'el',
    'hr',
    'sl',
    'sr',
    'uk',
    'ru',
    'et',
    'lv',
    'lt',
    'tr',
    'ar',
    'he',
    'fa',
    'hi',
    'id',
  ],
  ...['ja', 'ko', 'zh-CN', 'zh-TW', 'th', 'vi'],
];

/** The languages on offer, by their name in the reader's language; `own` is added if it is none of them. */
export function localeChoices(own: string): Choice[] {
  const names = new Intl.DisplayNames(language(), { type: 'language' });
  return [...new Set([own, ...tags])]
    .map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))
    .sort((a, b) => a.label.localeCompare(b.label, language()));
}

/** All time zones, as "Europe/Vienna". */
export function zoneChoices(own: string): Choice[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));
}

/** What this browser says about where its owner is. */
export const guessed = () => ({
  locale: tags.find((tag) => tag === navigator.language) ?? navigator.language,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
});
