import { hour, minute } from './ago.ts';
import type { SampleConversation } from './world.ts';

/** What else is open since this morning. */
export const thisMorning: SampleConversation[] = [
  {
    key: 'renewal',
    subject: 'Question before we renew for three years',
    customer: 'ivan',
    team: 'billing',
    assignee: 'dana',
    status: 'open',
    kind: 'service',
    tags: ['renewal'],
    lines: [
      {
        by: 'ivan',
        ago: 30 * hour,
        text: 'Hej,\n\nour contract ends in two months. We have grown from one shop to four. Which plan would you take in our place, honestly?\n\nIvan',
      },
      {
        by: 'dana',
        ago: 28 * hour,
        text: 'Hej Ivan,\n\nhonestly: stay on Team. The Company plan pays off from the sixth warehouse, and you have two. What you would miss is the audit export; your accountant can use the monthly report instead.',
      },
      {
        by: 'ivan',
        ago: 11 * minute,
        text: 'We have a board meeting on Thursday and I would like to show them this. May I quote you?',
      },
    ],
  },
  {
    subject: 'Can’t reset my password on the mobile app',
    customer: 'yuki',
    team: 'technical',
    status: 'new',
    lines: [
      {
        by: 'yuki',
        ago: 34 * minute,
        text: 'I tap “Forgot password”, the mail comes, the link opens the app, and the app asks me to sign in. So I am going in circles. Android 16, your newest version.',
      },
    ],
  },
  {
    key: 'parcel',
    subject: 'Parcel marked delivered but never arrived',
    fields: { order_number: 'CF-20455' },
    customer: 'mei',
    team: 'shipping',
    assignee: 'lena',
    status: 'open',
    priority: 2,
    tags: ['parcel'],
    lines: [
      {
        by: 'mei',
        ago: 5 * hour,
        text: 'The label printer is marked as delivered on Monday, 10:14. Nobody here has seen it, and the neighbours have not either.',
      },
      {
        by: 'lena',
        ago: 4 * hour,
        text: 'Hello Mei, I am sorry. I have asked the carrier for the place and signature of the delivery; they have until tomorrow noon to answer. If they cannot show it, we send a new one the same day.',
      },
      {
        by: 'mei',
        ago: 43 * minute,
        text: 'Thank you. Please ring before you send it, we moved to the ground floor last week.',
      },
    ],
  },
  {
    subject: 'Collection on Saturday?',
    customer: 'tariq',
    team: 'shipping',
    status: 'new',
    tags: ['parcel'],
    lines: [
      {
        by: 'tariq',
        ago: 2 * hour + 25 * minute,
        text: 'Hello again, this time about parcels: could the carrier collect on Saturdays before the holidays? We pack until six on Fridays and miss the last van every week.',
      },
    ],
  },
  {
    key: 'sso',
    subject: 'Single sign-on sends me round and round',
    customer: 'zola',
    team: 'technical',
    status: 'open',
    assignee: 'me',
    tags: ['sso'],
    lines: [
      {
        by: 'zola',
        ago: 51 * hour,
        text: 'When I sign in with our company account, the page loads, flickers, and asks me to sign in again. My colleagues are fine.',
      },
      {
        by: 'me',
        ago: 50 * hour,
        text: 'Hi Zola, thank you for the clear description. Your account carries two addresses that differ in one capital letter. I have joined them; could you try once more?',
      },
      {
        by: 'zola',
        ago: 58 * minute,
        text: 'I am in! One small thing: my notes from last week are gone. Were they on the other address?',
      },
    ],
  },
  {
    key: 'german',
    subject: 'Rechnung auf Deutsch?',
    language: 'de',
    customer: 'amina',
    team: 'billing',
    status: 'new',
    lines: [
      {
        by: 'amina',
        ago: 75 * minute,
        text: 'Guten Tag,\n\nunsere Kundinnen bekommen die Rechnungen auf Englisch, obwohl im Kundenkonto Deutsch eingestellt ist. Wo kann ich das ändern?\n\nMit freundlichen Grüßen\nAmina Kowalski',
      },
    ],
  },
  {
    subject: 'Where do I find the till’s manual?',
    customer: 'yuki',
    team: 'technical',
    assignee: 'lena',
    status: 'solved',
    tags: ['how-to'],
    resolution: { how: 'Sent the link to the manual.', cause: 'Unclear wording', why: '' },
    lines: [
      {
        by: 'yuki',
        ago: 100 * minute,
        text: 'Good morning, where is the manual of the till kept these days?',
      },
      {
        by: 'lena',
        ago: 92 * minute,
        text: 'Good morning Yuki, on the till itself: the question mark, top left. It works without a connection, too.',
      },
    ],
  },
  {
    subject: 'Sign-in for a temporary helper',
    customer: 'mei',
    team: 'technical',
    assignee: 'me',
    status: 'solved',
    resolution: { how: 'A guest sign-in that ends by itself.', cause: 'Unclear wording', why: '' },
    lines: [
      {
        by: 'mei',
        ago: 140 * minute,
        text: 'A student helps us for three days. Does she need an account of her own?',
      },
      {
        by: 'me',
        ago: 128 * minute,
        text: 'A guest sign-in is enough: People, “Invite for a few days”. It ends by itself on Sunday evening.',
      },
    ],
  },
];
