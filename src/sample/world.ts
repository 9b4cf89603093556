import type { Kind, Status } from '../conversations/types.ts';

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
} as const;

export type Colleague = keyof typeof colleagues;
export type Customer = keyof typeof customers;
export type Team = keyof typeof teams;

/** One thing said: by whom ('me' is whoever planted the data), how many minutes ago, and what. */
export type Line = { by: Customer | Colleague | 'me'; ago: number; text: string; note?: boolean };

export type SampleConversation = {
  subject: string;
  customer: Customer;
  team: Team;
  assignee?: Colleague | 'me';
  status: Status;
  kind?: Kind;
  priority?: 0 | 1 | 2 | 3;
  tags?: string[];
  snoozedForMinutes?: number;
  resolution?: { how: string; cause: string; why: string };
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
