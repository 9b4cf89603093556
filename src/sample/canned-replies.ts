import { priceList, returnSlip } from './files.ts';
import type { SampleFile, Team } from './world.ts';

type Reply = {
  scope: 'personal' | 'team' | 'everyone';
  team?: Team;
  folder: string;
  name: string;
  shortcut: string;
  texts: { language: string; html: string }[];
  file?: SampleFile;
};

/** What the sample team answers again and again. */
export const replies: Reply[] = [
  {
    scope: 'everyone',
    folder: 'Greetings',
    name: 'Thank you for the clear description',
    shortcut: 'thanks',
    texts: [
      {
        language: 'en',
        html: '<p>Hi {{customer.first_name|there}},</p><p>thank you for the clear description; that saves us both a round. I am looking into it and will write again today.</p><p>{{agent.first_name}}</p>',
      },
      {
        language: 'de',
        html: '<p>Hallo {{customer.first_name|zusammen}},</p><p>danke für die genaue Beschreibung, das spart uns beiden eine Runde. Ich sehe es mir an und melde mich heute noch.</p><p>{{agent.first_name}}</p>',
      },
    ],
  },
  {
    scope: 'everyone',
    folder: 'Greetings',
    name: 'Is there anything else?',
    shortcut: 'else',
    texts: [
      {
        language: 'en',
        html: '<p>I am glad it works. If something else comes up about “{{conversation.subject}}”, simply answer this mail.</p>',
      },
      {
        language: 'de',
        html: '<p>Schön, dass es klappt. Falls zu „{{conversation.subject}}“ noch etwas auftaucht, genügt eine Antwort auf diese Mail.</p>',
      },
    ],
  },
  {
    scope: 'everyone',
    folder: 'Plans',
    name: 'Plans and prices',
    shortcut: 'plans',
    texts: [
      {
        language: 'en',
        html: '<p>Hi {{customer.first_name|there}},</p><p>our plans and prices are attached. For {{customer.company|your shop}} I would begin with <strong>Team</strong>; you can change at the end of any month.</p>',
      },
      {
        language: 'de',
        html: '<p>Hallo {{customer.first_name|zusammen}},</p><p>im Anhang stehen unsere Tarife und Preise. Für {{customer.company|das Geschäft}} würde ich mit <strong>Team</strong> beginnen; wechseln geht zu jedem Monatsende.</p>',
      },
    ],
    file: priceList,
  },
  {
    scope: 'team',
    team: 'billing',
    folder: 'Invoices',
    name: 'Corrected invoice',
    shortcut: 'vat',
    texts: [
      {
        language: 'en',
        html: '<p>Hi {{customer.first_name|there}},</p><p>the corrected invoice keeps its number and carries the suffix “-C1”, with a credit note that balances the first. It is in your account since {{today}}.</p>',
      },
      {
        language: 'de',
        html: '<p>Hallo {{customer.first_name|zusammen}},</p><p>die berichtigte Rechnung behält ihre Nummer mit dem Zusatz „-C1“, dazu gibt es eine Gutschrift über die erste. Sie liegt seit dem {{today}} im Konto.</p>',
      },
    ],
  },
  {
    scope: 'team',
    team: 'billing',
    folder: 'Invoices',
    name: 'A refund is on its way',
    shortcut: 'refund',
    texts: [
      {
        language: 'en',
        html: '<p>Hi {{customer.first_name|there}},</p><p>the refund left us today. Banks usually show it within three working days; after five, please write to me and I will ask ours.</p>',
      },
    ],
  },
  {
    scope: 'team',
    team: 'shipping',
    folder: 'Parcels',
    name: 'Send it back to us',
    shortcut: 'return',
    texts: [
      {
        language: 'en',
        html: '<p>Please put the attached slip on top, write order {{conversation.fields.order_number|number}} on it, and hand the parcel in anywhere. We pay the postage.</p>',
      },
    ],
    file: returnSlip,
  },
  {
    scope: 'personal',
    folder: 'Mine',
    name: 'Shall we speak for ten minutes?',
    shortcut: 'call',
    texts: [
      {
        language: 'en',
        html: '<p>Hi {{customer.first_name|there}}, ten minutes on the phone will be quicker than five mails. When would suit you today?</p>',
      },
    ],
  },
];
