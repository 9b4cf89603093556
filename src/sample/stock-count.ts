import { day, minute } from './ago.ts';
import { exportRows } from './files.ts';
import type { Line, SampleConversation } from './world.ts';

/** What was said while a shop counted its stock for the first time: [who, hours ago, words]. */
const said: [by: 'nia' | 'me' | 'tom' | 'dana', hours: number, text: string][] = [
  ['nia', 171, 'Hello, on Saturday we count our stock for the first time with your app. Where do I begin?'],
  [
    'me',
    170,
    'Hi Nia, in Stock, “Begin a count”. Choose the warehouse; everything else can go on meanwhile.',
  ],
  ['nia', 169, 'And if somebody buys something while we count?'],
  [
    'me',
    168.5,
    'Then it is taken off what you counted, with the time of the sale. You need not close the shop.',
  ],
  ['nia', 150, 'Good. We are five people. Can all of us count at once?'],
  [
    'me',
    149,
    'Yes, each with a telephone. Give everyone a shelf; whatever two people counted is shown in amber.',
  ],
  ['nia', 148, 'Shelves are not in the app yet. Do I have to add all 60 by hand?'],
  ['me', 147, 'You can paste them as a list, one a line. Stock, Places, “Add many”.'],
  ['nia', 146.5, 'Done in two minutes. I like that.'],
  ['nia', 125, 'It is Saturday! The first barcode is not known. It is a bale of cloth, sold by the metre.'],
  ['me', 124.8, 'Bales carry the maker’s code. Tap “Assign”, choose the article, and the app keeps it.'],
  ['nia', 124.6, 'That works. And half a bale?'],
  ['me', 124.4, 'Type 23.5 instead of 1. The unit of that article is metres, so it knows.'],
  ['nia', 124, 'We are quicker than with paper already.'],
  ['nia', 123, 'One phone says “offline” in the cellar. Is what it counted lost?'],
  ['me', 122.8, 'No, it keeps counting and sends everything when it is back upstairs. Only do not sign out.'],
  ['nia', 122, 'Back upstairs: 41 lines arrived by themselves.'],
  ['nia', 121, 'Amber: linen natural, counted by Ife with 12 and by me with 14. Who wins?'],
  ['me', 120.8, 'Nobody yet. Tap it, and one of you counts again; the third number stands.'],
  ['nia', 120.6, '14. Ife owes me a coffee.'],
  ['nia', 119, 'How do I see what has not been counted?'],
  ['me', 118.8, 'In the count, the list “Still to do”. It is sorted by shelf.'],
  ['nia', 118, '17 articles left, all of them buttons.'],
  ['me', 117.9, 'For buttons most shops weigh: one hundred on the scales, then the jar.'],
  ['nia', 117, 'Is there a place to enter the weight, or do I do the sum?'],
  ['me', 116.8, 'Article, Units, “Weigh”: enter 100 and their weight once, then only the jar’s.'],
  ['nia', 115, 'Everything is green. Do I press “Close the count” today or on Monday?'],
  ['me', 114.8, 'Today is fine. Until Monday you can open it again without a trace in the books.'],
  ['nia', 114, 'Closed! Difference in all: 212.40. I had expected worse.'],
  ['me', 113.8, 'That is half of what shops your size find the first time. Well done, all five of you.'],
  ['nia', 76, 'Monday. My accountant asks for the list of differences with purchase prices.'],
  ['me', 75, 'Count, Report, “With purchase prices”. Only owners see it, so please sign in yourself.'],
  ['nia', 74, 'She would like it as a table, not as a PDF.'],
  ['me', 73, 'The three dots beside the report, “As CSV”. The columns are the ones on the screen.'],
  ['nia', 52, 'In the file, Lagos has one tray with a reserved piece, and on the screen it has none.'],
  ['tom', 50, 'Hi Nia, I am Tom, I look after the figures. Could you send me that file as it is?'],
  ['nia', 49, 'Here it is.'],
  [
    'tom',
    47,
    'Found it: the file counts what was reserved at the count’s time, the screen what is reserved now.',
  ],
  ['nia', 46, 'So both are right? That will confuse more people than me.'],
  ['tom', 45, 'It will. From Thursday the column says “reserved at the count”.'],
  ['nia', 28, 'Thank you both. One wish: can the next count begin with the list of shelves of this one?'],
  ['me', 27, 'It can: “Begin like the last one”. We will remind you in half a year, if you like.'],
  ['nia', 4, 'Yes please. And could Ife be asked instead of me? She runs the stock from next month on.'],
];

const lines = said.map(
  ([by, hours, text]): Line => ({
    by,
    ago: Math.round(hours * 60) * minute,
    text,
    ...(text === 'Here it is.' && { files: [exportRows] }),
  }),
);
const beforeLast = lines.length - 1;

/** A long conversation: a week, more than forty messages. */
export const stockCount: SampleConversation = {
  key: 'count',
  subject: 'Our first stock count',
  customer: 'nia',
  inbox: 'partners',
  team: 'technical',
  assignee: 'me',
  status: 'open',
  kind: 'service',
  tags: ['how-to', 'stock'],
  fields: { product_area: 'Stock' },
  lines: [
    ...lines.slice(0, beforeLast),
    {
      by: 'dana',
      ago: day,
      note: true,
      text: 'What a thread. @me, may I turn this into the article “Your first stock count”? I would leave out the names.',
    },
    ...lines.slice(beforeLast),
  ],
};
