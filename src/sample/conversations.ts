// Over 250 lines because it is sample text, read as a whole and changed a sentence at a time.
import type { SampleConversation } from './world.ts';

const minute = 1;
const hour = 60;
const day = 24 * hour;

/** What the sample customers wrote and were answered, newest first. */
export const conversations: SampleConversation[] = [
  {
    subject: 'Change the billing e-mail on our account',
    customer: 'leila',
    team: 'billing',
    assignee: 'me',
    status: 'open',
    priority: 2,
    tags: ['invoice'],
    lines: [
      {
        by: 'leila',
        ago: 3 * hour,
        text: 'Hello,\n\nour invoices still go to anna@alder.example, who left in spring. Could you send them to accounts@alder.example from now on?\n\nBest regards\nLeila Tanaka\nAlder & Co',
      },
      {
        by: 'me',
        ago: 150 * minute,
        text: 'Hi Leila,\n\nthank you for letting us know. I have changed the billing address to accounts@alder.example; the November invoice will be the first to arrive there.\n\nIs there anything else on the account that should no longer carry Anna’s name?',
      },
      {
        by: 'leila',
        ago: 95 * minute,
        text: 'That was quick, thank you! Now that you ask: since this morning the invoice PDF shows our old VAT number, although we changed it in the settings last week. Could you check what happened?',
      },
      {
        by: 'dana',
        ago: 80 * minute,
        note: true,
        text: 'The drafting job ran at 02:00, an hour before their change was confirmed. Known issue: see the policy “Corrected invoices”.',
      },
      {
        by: 'me',
        ago: 72 * minute,
        text: 'I can see the change in your account; the November invoice was drafted an hour before it. I’m issuing a corrected one now.',
      },
      {
        by: 'leila',
        ago: 64 * minute,
        text: 'Perfect. Will the corrected invoice keep the same number? Our accountant is strict about gaps.',
      },
      {
        by: 'me',
        ago: 55 * minute,
        text: 'Yes: it keeps the number and carries the suffix “-C1”, with a credit note that balances the first.',
      },
      {
        by: 'leila',
        ago: 1 * minute,
        text: 'I tried the steps in the article and got to the page, but the button “Issue corrected invoice” is grey for me. Do I need another role for it?',
      },
    ],
  },
  {
    subject: 'Export to CSV: can it include the supplier?',
    customer: 'tariq',
    team: 'technical',
    status: 'new',
    tags: ['export'],
    lines: [
      {
        by: 'tariq',
        ago: 2 * minute,
        text: 'Hi there,\n\nI use the stock export every Friday for our supplier meeting. It has everything but the supplier’s name, which I add by hand for 400 rows.\n\nCould the supplier be a column? Even an optional one would save me an hour a week.\n\nThanks\nTariq',
      },
    ],
  },
  {
    subject: 'Refund for the duplicate charge in October',
    customer: 'ben',
    team: 'billing',
    assignee: 'me',
    status: 'open',
    priority: 2,
    tags: ['refund'],
    lines: [
      {
        by: 'ben',
        ago: 26 * hour,
        text: 'Our card was charged twice on 14 October, 49.00 each. Please refund one of them.',
      },
      {
        by: 'me',
        ago: 25 * hour,
        text: 'Hi Ben,\n\nyou are right, the second charge was ours: a retry after your bank answered late. I have asked for the refund of 49.00; your bank usually shows it within three working days.',
      },
      {
        by: 'ben',
        ago: 4 * minute,
        text: 'Following up on this: our finance team closes the month on Friday. Will it be there by then, or should they book it as outstanding?',
      },
    ],
  },
  {
    subject: 'Invoice shows the wrong VAT number',
    customer: 'luca',
    team: 'billing',
    status: 'new',
    priority: 2,
    tags: ['invoice', 'vat'],
    lines: [
      {
        by: 'luca',
        ago: 96 * minute,
        text: 'Good morning, the PDF of invoice 2041 carries the VAT number of our old company. In the settings it is right. What do I tell my tax adviser?',
      },
    ],
  },
  {
    subject: 'Webhook retries stopped overnight',
    customer: 'kofi',
    team: 'technical',
    assignee: 'tom',
    status: 'open',
    tags: ['api'],
    lines: [
      {
        by: 'kofi',
        ago: 9 * hour,
        text: 'Since about 01:30 we receive no retries for failed webhooks. Our endpoint was down for ten minutes and those orders never came again.',
      },
      {
        by: 'tom',
        ago: 8 * hour,
        text: 'Hi Kofi, I found the 37 deliveries that failed between 01:31 and 01:42 and have replayed them. Could you check that all 37 arrived?',
      },
      {
        by: 'kofi',
        ago: 7 * minute,
        text: 'Thanks for the quick answer! 36 arrived. The one for order 8812 is still missing.',
      },
    ],
  },
  {
    subject: 'API returns 429 after the latest update',
    customer: 'priya',
    team: 'technical',
    status: 'new',
    priority: 3,
    tags: ['api'],
    lines: [
      {
        by: 'priya',
        ago: 21 * minute,
        text: 'Hello team,\n\nafter Tuesday’s update our nightly sync gets “429 Too Many Requests” after 200 calls. Before, 2,000 went through. Nothing changed on our side.\n\nWas the limit lowered? We have a launch on Thursday.\n\nPriya',
      },
      {
        by: 'priya',
        ago: 9 * minute,
        text: 'One more thing: the header says the limit resets in 3,600 seconds. That cannot be meant, can it?',
      },
    ],
  },
  {
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
        text: 'Hej,\n\nour contract ends in January. We have grown from one shop to four. Which plan would you take in our place, honestly?\n\nIvan',
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
    subject: 'Parcel marked delivered but never arrived',
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
    subject: 'Rechnung auf Deutsch?',
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
    subject: 'How do I add a second warehouse?',
    customer: 'finn',
    team: 'technical',
    assignee: 'me',
    status: 'waiting',
    kind: 'service',
    tags: ['how-to'],
    lines: [
      {
        by: 'finn',
        ago: 28 * hour,
        text: 'We are opening a storage room in Aarhus in December. Can one account hold two warehouses, and can stock move between them?',
      },
      {
        by: 'me',
        ago: 27 * hour,
        text: 'Yes to both. Settings, Warehouses, “Add a warehouse”; stock then moves by a transfer, which keeps the purchase price. Shall I set it up with you on a short call?',
      },
    ],
  },
  {
    subject: 'Address label prints half outside the paper',
    customer: 'jonas',
    team: 'shipping',
    assignee: 'tom',
    status: 'waiting',
    lines: [
      {
        by: 'jonas',
        ago: 50 * hour,
        text: 'Since we have the new printer, the right third of each label is cut off.',
      },
      {
        by: 'tom',
        ago: 49 * hour,
        text: 'Hi Jonas, that printer feeds labels sideways. In Settings, Printing, please choose “Landscape, 62 mm”. Does the test page come out whole?',
      },
    ],
  },
  {
    subject: 'Waiting for the accountant before we switch plans',
    customer: 'oskar',
    team: 'billing',
    assignee: 'me',
    status: 'waiting',
    kind: 'service',
    snoozedForMinutes: 2 * day,
    lines: [
      {
        by: 'oskar',
        ago: 3 * day,
        text: 'I will ask our accountant on Tuesday and come back to you about the yearly plan.',
      },
      {
        by: 'me',
        ago: 3 * day - 40,
        text: 'Good idea. I will look in again on Wednesday in case something is unclear.',
      },
    ],
  },
  {
    subject: 'Add a second warehouse user',
    customer: 'leila',
    team: 'technical',
    assignee: 'me',
    status: 'solved',
    resolution: {
      how: 'Invited the user with the role “Warehouse”.',
      cause: 'Unclear wording',
      why: 'The settings page should say that roles can be narrowed to one warehouse.',
    },
    lines: [
      { by: 'leila', ago: 61 * day, text: 'How can Marta see only the stock in Porto, and no invoices?' },
      {
        by: 'me',
        ago: 61 * day - 35,
        text: 'Invite her with the role “Warehouse” and tick Porto only. I have prepared the invitation; it needs one click from you.',
      },
      { by: 'leila', ago: 60 * day, text: 'Works as it should. Thank you!' },
    ],
  },
  {
    subject: 'Export stopped at 10,000 rows',
    customer: 'leila',
    team: 'technical',
    assignee: 'tom',
    status: 'solved',
    tags: ['export'],
    resolution: {
      how: 'Exported by month; the limit was raised in the next version.',
      cause: 'Bug',
      why: 'Exports should say when they are cut short.',
    },
    lines: [
      { by: 'leila', ago: 92 * day, text: 'The yearly export ends on 3 August, at row 10,000.' },
      {
        by: 'tom',
        ago: 92 * day - 90,
        text: 'You found a limit that should have told you it was there. Export by month for now; from the next version there is no limit.',
      },
    ],
  },
  {
    subject: 'Change of billing contact',
    customer: 'leila',
    team: 'billing',
    assignee: 'dana',
    status: 'solved',
    resolution: {
      how: 'Changed the contact.',
      cause: 'Invoice data outdated',
      why: 'Ask for the billing contact once a year.',
    },
    lines: [
      {
        by: 'leila',
        ago: 121 * day,
        text: 'Please use my address for invoices until we have a new bookkeeper.',
      },
      {
        by: 'dana',
        ago: 121 * day - 20,
        text: 'Done, Leila. Tell us when the new bookkeeper starts and we will change it again.',
      },
    ],
  },
  {
    subject: 'Charged in dollars instead of euros',
    customer: 'ben',
    team: 'billing',
    assignee: 'me',
    status: 'solved',
    resolution: {
      how: 'Refunded the difference and set the currency.',
      cause: 'Tax settings',
      why: 'The currency should follow the billing country.',
    },
    lines: [
      { by: 'ben', ago: 40 * day, text: 'Our September charge came in dollars. Please correct it.' },
      {
        by: 'me',
        ago: 40 * day - 55,
        text: 'Corrected: the difference of 2.11 is on its way back, and from now on you are charged in euros.',
      },
    ],
  },
];
