/** What the customer reads, on the page and in the mail, in every language we have it in. */

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The language for somebody: the first of their wishes we speak, else `fallback`. */
export function languageFor(wishes: readonly (string | null)[], fallback: Language): Language {
  const spoken = wishes.map((wish) => wish?.slice(0, 2).toLowerCase());
  return languages.find((language) => language === spoken.find((one) => isLanguage(one))) ?? fallback;
}

export const isLanguage = (word: string | undefined): word is Language =>
  languages.some((language) => language === word);

const en = {
  mail: 'Hello {name},\n\nwe have marked your request as solved. Is it settled for you?',
  mailYes: 'Yes, it is settled',
  mailNo: 'Not yet',
  mailEnd: 'One click is enough. You can also simply answer this mail.',
  title: 'Is it settled?',
  about: 'It is about',
  yes: 'Yes, it is settled',
  no: 'Not yet',
  noHint: 'We look at it again, and whoever helped you hears of it.',
  how: 'How was our help?',
  optional: 'if you like',
  ratings: ['Very bad', 'Bad', 'So-so', 'Good', 'Very good'],
  comment: 'Anything you would like to say?',
  send: 'Send',
  choose: 'Please choose whether it is settled.',
  thanks: 'Thank you!',
  thanksYes: 'Good to hear that it is settled.',
  thanksNo: 'Your request is open again. We will get back to you.',
  change: 'Change your answer',
  changeUntil: 'You can change it until {date}.',
  over: 'This link has run out',
  overBody: 'You can still answer our last mail; we read it.',
  unknown: 'This link does not work',
  unknownBody: 'Perhaps it was cut off. Open it from the mail once more, or simply answer the mail.',
  busy: 'One moment, please',
  busyBody: 'That was very often in a short time. Nothing was lost; try again in a minute.',
  staff: 'You are signed in as a colleague. This page is for the customer; what you choose here is not kept.',
};
export type Wording = typeof en;

const de: Wording = {
  mail: 'Hallo {name},\n\nwir haben dein Anliegen als gelöst markiert. Ist es für dich erledigt?',
  mailYes: 'Ja, es ist erledigt',
  mailNo: 'Noch nicht',
  mailEnd: 'Ein Klick genügt. Eine Antwort auf diese Mail geht genauso.',
  title: 'Ist es erledigt?',
  about: 'Es geht um',
  yes: 'Ja, es ist erledigt',
  no: 'Noch nicht',
  noHint: 'Wir sehen es uns noch einmal an, und wer geholfen hat, erfährt davon.',
  how: 'Wie war unsere Hilfe?',
  optional: 'freiwillig',
  ratings: ['Sehr schlecht', 'Schlecht', 'Geht so', 'Gut', 'Sehr gut'],
  comment: 'Möchtest du etwas dazu sagen?',
  send: 'Senden',
  choose: 'Bitte wähle, ob es erledigt ist.',
  thanks: 'Danke!',
  thanksYes: 'Schön, dass es erledigt ist.',
  thanksNo: 'Dein Anliegen ist wieder offen. Wir melden uns.',
  change: 'Antwort ändern',
  changeUntil: 'Sie lässt sich bis {date} ändern.',
  over: 'Dieser Link ist abgelaufen',
  overBody: 'Eine Antwort auf unsere letzte Mail geht weiterhin; wir lesen sie.',
  unknown: 'Dieser Link funktioniert nicht',
  unknownBody:
    'Vielleicht wurde er abgeschnitten. Öffne ihn noch einmal aus der Mail, oder antworte einfach.',
  busy: 'Einen Moment bitte',
  busyBody: 'Das war sehr oft in kurzer Zeit. Nichts ging verloren; versuch es in einer Minute noch einmal.',
  staff:
    'Hier ist jemand aus dem Team angemeldet. Diese Seite ist für Kunden; was hier gewählt wird, zählt nicht.',
};

export const wording: Record<Language, Wording> = { en, de };
