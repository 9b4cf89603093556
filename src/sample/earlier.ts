import { day, hour } from './ago.ts';
import type { SampleConversation } from './world.ts';

/** What waits for its customer, and what was solved before. */
export const earlier: SampleConversation[] = [
  {
    key: 'warehouse',
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
        text: 'We are opening a storage room in Aarhus this winter. Can one account hold two warehouses, and can stock move between them?',
      },
      {
        by: 'me',
        ago: 27 * hour,
        text: 'Yes to both. Settings, Warehouses, “Add a warehouse”; stock then moves by a transfer, which keeps the purchase price. Shall I set it up with you on a short call?',
      },
    ],
  },
  {
    key: 'label',
    subject: 'Address label prints half outside the paper',
    customer: 'jonas',
    team: 'shipping',
    assignee: 'tom',
    status: 'open',
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
    key: 'accountant',
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
      { by: 'leila', ago: 92 * day, text: 'The yearly export ends in the middle of a day, at row 10,000.' },
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
      { by: 'ben', ago: 40 * day, text: 'Our last charge came in dollars. Please correct it.' },
      {
        by: 'me',
        ago: 40 * day - 55,
        text: 'Corrected: the difference of 2.11 is on its way back, and from now on you are charged in euros.',
      },
    ],
  },
];
