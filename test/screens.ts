/** Every screen a story walks through, in one place, so that a new one is looked at in every language. */

type Screen = { path: string /** What stands there once it is drawn. */; ready: string };

/** The pages of the settings by their path, with the title each has in English; a story asserts there are no others. */
export const settingsPages = {
  profile: 'Your profile',
  security: 'Security',
  notices: 'Notices',
  appearance: 'Appearance',
  keyboard: 'Keyboard',
  scheduled: 'Scheduled replies',
  workspace: 'Workspace',
  people: 'People',
  teams: 'Teams',
  brands: 'Brands',
  'sign-in': 'Signing in',
  'audit-log': 'Audit log',
  export: 'Export everything',
  inboxes: 'Inboxes',
  views: 'Views',
  tags: 'Tags',
  statuses: 'Statuses',
  fields: 'Custom fields',
  causes: 'Causes',
  canned: 'Canned replies',
  'after-solving': 'After solving',
  mailboxes: 'Mailboxes',
  outbox: 'Outbox',
  archives: 'Import old mail',
  network: 'Network',
  blocked: 'Blocked senders',
  'api-keys': 'API keys',
} as const;

/** All screens of somebody who is signed in; `customer` is the id of one with a conversation, number 1. */
export const screens = (customer: string): Record<string, Screen> => ({
  'a list': { path: '/inbox/open', ready: '[role=option]' },
  'a conversation': { path: '/inbox/open/1', ready: '[role=textbox]' },
  'an empty list': { path: '/inbox/bin', ready: 'h1' },
  'a new conversation': { path: '/new', ready: '[role=textbox]' },
  'a search': { path: '/search?q=invoice', ready: 'main' },
  'a customer': { path: `/customers/${customer}`, ready: 'h1' },
  'the notices': { path: '/notices', ready: 'h1' },
  'who works on what': { path: '/team', ready: 'h1' },
  satisfaction: { path: '/satisfaction', ready: 'h1' },
  'settings, none chosen': { path: '/settings/', ready: 'h1' },
  ...Object.fromEntries(
    Object.keys(settingsPages).map((page) => [
      `settings: ${page}`,
      { path: `/settings/${page}`, ready: 'h1' },
    ]),
  ),
});
