import { day, hour, minute } from './ago.ts';
import { cutLabel, syncLog } from './files.ts';
import type { SampleConversation } from './world.ts';

/** Mail that needs a second look: forged, from somebody nobody knows, or never arrived; and one problem of many. */
export const trouble: SampleConversation[] = [
  {
    key: 'forged',
    subject: 'New bank account for refunds',
    customer: 'ben',
    team: 'billing',
    status: 'new',
    lines: [
      {
        by: 'ben',
        ago: 3 * hour + 20 * minute,
        trust: 'failed',
        text: 'Hello, we changed our bank today. Send the open refund and all later ones to the account below, and confirm within the hour. It is urgent.\n\nBen',
      },
    ],
  },
  {
    key: 'stranger',
    subject: 'Year-end statement for our books',
    customer: 'zola',
    team: 'billing',
    assignee: 'lena',
    status: 'open',
    tags: ['invoice'],
    lines: [
      {
        by: 'zola',
        ago: 9 * hour,
        text: 'Hello, could we have one statement with all invoices of the year? Our accountant would rather not open twelve.',
      },
      {
        by: 'lena',
        ago: 8 * hour,
        text: 'Hello Zola, yes: on the first working day of the new year it is in your account by itself. If you need it before, I can make one up to today. Would that help?',
      },
    ],
  },
  {
    key: 'bounced',
    subject: 'Last month’s invoice',
    customer: 'greta',
    team: 'billing',
    assignee: 'me',
    status: 'open',
    tags: ['invoice'],
    lines: [
      {
        by: 'greta',
        ago: 6 * hour,
        text: 'Hei, we have not received last month’s invoice. Could you send it again? To this address, please.',
      },
      {
        by: 'me',
        ago: 5 * hour,
        text: 'Hi Greta,\n\nhere it is again, as a link that works for thirty days. The address in your account still ended in the old domain, so the first one never reached you.',
      },
    ],
  },
  {
    key: 'problem',
    subject: 'Limit of calls set too low since Tuesday',
    customer: 'kofi',
    inbox: 'partners',
    team: 'technical',
    assignee: 'tom',
    status: 'waiting',
    priority: 3,
    tags: ['api'],
    fields: { product_area: 'API' },
    lines: [
      {
        by: 'kofi',
        ago: 26 * hour,
        text: 'Our nightly import stopped after 200 calls with “429 Too Many Requests”. The log is attached; until Monday 2,000 were fine.',
        files: [syncLog],
      },
      {
        by: 'tom',
        ago: 25 * hour,
        text: 'Hi Kofi, thank you for the log. The new limit was meant for trial accounts and reached everyone. The change is written and goes out tonight at 22:00 UTC.',
      },
      {
        by: 'tom',
        ago: 24 * hour,
        note: true,
        text: 'Everyone who reports “429” belongs here as an incident, so that we can answer all of them at once when it is out. @me, you have two of them.',
      },
    ],
  },
  {
    key: 'incident-finn',
    subject: '429 when we upload pictures',
    customer: 'finn',
    inbox: 'partners',
    team: 'technical',
    assignee: 'me',
    status: 'waiting',
    tags: ['api'],
    fields: { product_area: 'API' },
    lines: [
      {
        by: 'finn',
        ago: 22 * hour,
        text: 'Since yesterday the upload of pictures stops at about two hundred, with the number 429. Is that us or you?',
      },
      {
        by: 'me',
        ago: 21 * hour,
        text: 'Hi Finn, that is us, and the fix goes out tonight. I will tell you when it is there; nothing of what you uploaded is lost.',
      },
    ],
  },
  {
    key: 'incident-greta',
    subject: 'Price update only half done',
    customer: 'greta',
    inbox: 'partners',
    team: 'technical',
    assignee: 'me',
    status: 'waiting',
    tags: ['api'],
    lines: [
      {
        by: 'greta',
        ago: 20 * hour,
        text: 'Our till writes new prices at night. This morning the first 200 articles are right and the others are yesterday’s.',
      },
      {
        by: 'me',
        ago: 19 * hour,
        text: 'Hi Greta, a limit of ours was set too low, so your till was stopped half-way. It is put right tonight; your till tries again by itself.',
      },
    ],
  },
  {
    key: 'label-photo',
    subject: 'Photo of the label',
    customer: 'jonas',
    team: 'shipping',
    status: 'new',
    lines: [
      {
        by: 'jonas',
        ago: 47 * hour,
        text: 'Here is a photo, my first mail went out without it. The right third is simply not there.',
        files: [cutLabel],
      },
    ],
  },
  {
    key: 'opening',
    subject: 'Opening our shop in Aarhus',
    customer: 'finn',
    inbox: 'partners',
    team: 'technical',
    assignee: 'me',
    status: 'open',
    kind: 'service',
    tags: ['how-to', 'stock'],
    fields: { product_area: 'Stock' },
    lines: [
      {
        by: 'finn',
        ago: 3 * day,
        text: 'Hi, we open in Aarhus in two weeks. I will have many small questions until then; may I write them all here?',
      },
      {
        by: 'me',
        ago: 3 * day - 2 * hour,
        text: 'Hi Finn, please do. I keep a list beside this conversation, so that nothing is missed on the day.',
      },
      {
        by: 'finn',
        ago: 130 * minute,
        text: 'Then the first one: will the labels know the new address by themselves, or do we print new ones?',
      },
    ],
  },
  {
    key: 'two-matters',
    subject: 'Last day to order before the holidays',
    customer: 'paul',
    team: 'shipping',
    assignee: 'lena',
    status: 'waiting',
    tags: ['parcel'],
    lines: [
      {
        by: 'paul',
        ago: 31 * hour,
        text: 'Buongiorno, until which day may our customers order so that wine arrives before the holidays?',
      },
      {
        by: 'lena',
        ago: 30 * hour,
        text: 'Buongiorno Paul, within Italy until five days before, elsewhere until eight. You can show this in your shop: Settings, Delivery, “Last day”.',
      },
      {
        by: 'paul',
        ago: 27 * hour,
        text: 'Perfetto. Something else altogether: our logo on the invoices is blurred since we uploaded the new one. What size should it have?',
      },
    ],
  },
];
