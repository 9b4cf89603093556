import { hour, minute } from './ago.ts';
import { calls, greyButton } from './files.ts';
import type { SampleConversation } from './world.ts';

/** What customers wrote in the last minutes and hours: the top of every list. */
export const today: SampleConversation[] = [
  {
    key: 'billing',
    subject: 'Change the billing e-mail on our account',
    fields: { product_area: 'Invoices', order_number: 'CF-20817' },
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
        text: 'Hi Leila,\n\nthank you for letting us know. I have changed the billing address to accounts@alder.example; the next invoice will be the first to arrive there.\n\nIs there anything else on the account that should no longer carry Anna’s name?',
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
        text: 'I can see the change in your account; this month’s invoice was drafted an hour before it. I’m issuing a corrected one now.',
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
        files: [greyButton],
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
    key: 'refund',
    subject: 'Refund for the duplicate charge',
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
        text: 'Our card was charged twice last month, 49.00 each. Please refund one of them.',
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
    key: 'webhooks',
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
    key: 'incident-priya',
    subject: 'API returns 429 after the latest update',
    fields: { product_area: 'API' },
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
        files: [calls],
      },
      {
        by: 'priya',
        ago: 9 * minute,
        text: 'One more thing: the header says the limit resets in 3,600 seconds. That cannot be meant, can it?',
      },
    ],
  },
];
