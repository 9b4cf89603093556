import type { Kind, Status, Trust } from '../conversations/types.ts';

/**
 * The named world of sample data and of the tests: Copperfield makes invoices and stock easy for small
 * shops, and its support team answers at support@copperfield.example. All names and texts are invented;
 * every address ends in .example, which can never be delivered to (RFC 2606, section 2).
 */

export const colleagues = {
  dana: { name: 'Dana Price', email: 'dana.price@copperfield.example', role: 'supervisor' },
  tom: { name: 'Tom Okoro', email: 'tom.okoro@copperfield.example', role: 'agent' },
  lena: { name: 'Lena Wolf', email: 'lena.wolf@copperfield.example', role: 'agent' },
} as const;

export const teams = {
  billing: { name: 'Billing', hue: 150 },
  shipping: { name: 'Shipping', hue: 55 },
  technical: { name: 'Technical', hue: 245 },
} as const;

export const customers = {
  leila: {
    name: 'Leila Tanaka',
    email: 'leila.tanaka@alder.example',
    company: 'Alder & Co',
    zone: 'Europe/Lisbon',
  },
  tariq: {
    name: 'Tariq Mensah',
    email: 'tariq@mensah-goods.example',
    company: 'Mensah Goods',
    zone: 'Africa/Accra',
  },
  ben: {
    name: 'Ben Aziz',
    email: 'ben.aziz@northwick.example',
    company: 'Northwick Outdoor',
    zone: 'Europe/London',
  },
  luca: { name: 'Luca Chen', email: 'luca@chenbakery.example', company: 'Chen Bakery', zone: 'Europe/Rome' },
  kofi: {
    name: 'Kofi Byrne',
    email: 'kofi@byrnebooks.example',
    company: 'Byrne Books',
    zone: 'Europe/Dublin',
  },
  priya: {
    name: 'Priya Dlamini',
    email: 'priya.dlamini@veldtech.example',
    company: 'Veldtech',
    zone: 'Africa/Johannesburg',
  },
  ivan: {
    name: 'Ivan Lindqvist',
    email: 'ivan@lindqvist.example',
    company: 'Lindqvist Cykel',
    zone: 'Europe/Stockholm',
  },
  yuki: {
    name: 'Yuki Novak',
    email: 'yuki.novak@papierwerk.example',
    company: 'Papierwerk',
    zone: 'Europe/Vienna',
  },
  mei: { name: 'Mei Haddad', email: 'mei@haddad-tea.example', company: 'Haddad Tea', zone: 'Asia/Beirut' },
  oskar: { name: 'Oskar Dlugosz', email: 'oskar@dlugosz.example', company: '', zone: 'Europe/Warsaw' },
  zola: {
    name: 'Zola Ferreira',
    email: 'zola@ferreira-ceramics.example',
    company: 'Ferreira Ceramics',
    zone: 'Europe/Lisbon',
  },
  finn: {
    name: 'Finn Osei',
    email: 'finn.osei@harbourlight.example',
    company: 'Harbour Light',
    zone: 'Europe/Copenhagen',
  },
  amina: {
    name: 'Amina Kowalski',
    email: 'amina@kowalski-optik.example',
    company: 'Kowalski Optik',
    zone: 'Europe/Berlin',
  },
  jonas: {
    name: 'Jonas Weber',
    email: 'jonas.weber@weberrad.example',
    company: 'Weber Rad',
    zone: 'Europe/Berlin',
  },
  salma: {
    name: 'سلمى الحداد',
    email: 'salma@waraq-books.example',
    company: 'دار الورق',
    zone: 'Asia/Amman',
  },
  sato: {
    name: '佐藤 美咲',
    email: 'misaki@kissa-midori.example',
    company: '喫茶みどり',
    zone: 'Asia/Tokyo',
  },
  greta: {
    name: 'Greta Solberg',
    email: 'greta@solberg-garn.example',
    company: 'Solberg Garn',
    zone: 'Europe/Oslo',
  },
  nia: {
    name: 'Nia Adeyemi',
    email: 'nia.adeyemi@adeyemi-textiles.example',
    company: 'Adeyemi Textiles',
    zone: 'Africa/Lagos',
  },
  paul: {
    name: 'Paul Marchetti',
    email: 'paul@marchetti-vini.example',
    company: 'Marchetti Vini',
    zone: 'Europe/Rome',
  },
} as const;

/** People outside who are no customers: a carrier, a colleague of a customer nobody knows, an old bookkeeper. */
export const others = {
  carrier: { name: 'Wagtail Parcel, enquiries', email: 'enquiries@wagtail-parcel.example' },
  stranger: { name: 'Robin Castell', email: 'robin.castell@castell-accounting.example' },
  printer: { name: 'Larkfield Labels', email: 'help@larkfield-labels.example' },
} as const;

export type Colleague = keyof typeof colleagues;
export type Customer = keyof typeof customers;
export type Other = keyof typeof others;
export type Team = keyof typeof teams;
/** The sample inboxes; nothing comes into them from outside, and nothing leaves. */
export const inboxes = { support: 'Sample inbox', partners: 'Sample partners' } as const;

/** A file somebody sends along; made when it is planted. */
export type SampleFile = { name: string; type: string; bytes: () => Buffer };

/**
 * One thing said: by whom ('me' is whoever planted the data), how many minutes ago, and what. `@me` and
 * `@dana` in a note name a colleague.
 */
export type Line = {
  by: Customer | Colleague | Other | 'me';
  ago: number;
  text: string;
  note?: boolean;
  files?: SampleFile[];
  /** Whether its sender was proved, for what came in; verified unless it says otherwise. */
  trust?: Trust;
};

export type SampleConversation = {
  /** By what the acts of other files name it. */
  key?: string;
  subject: string;
  customer: Customer;
  inbox?: keyof typeof inboxes;
  team: Team;
  assignee?: Colleague | 'me';
  status: Status;
  kind?: Kind;
  priority?: 0 | 1 | 2 | 3;
  language?: string;
  tags?: string[];
  /** Values of the custom fields (words.ts). */
  fields?: Record<string, string | number | boolean>;
  snoozedForMinutes?: number;
  resolution?: { how: string; cause: string; why: string };
  /** What the customer said when they were asked, if they did. */
  feedback?: { settled: boolean; rating: number | null; comment?: string } | 'silent';
  lines: Line[];
};

/** The small tree of causes that the resolutions point into. */
export const causes: Record<string, string[]> = {
  Billing: ['Invoice data outdated', 'Charged twice', 'Tax settings'],
  Shipping: ['Carrier delay', 'Address incomplete'],
  Product: ['Bug', 'Unclear wording', 'Missing feature'],
};

/** The part of an address behind the @. */
export const domainOf = (email: string): string => email.slice(email.indexOf('@') + 1);
