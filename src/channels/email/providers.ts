import type { SmtpSettings } from './settings.ts';

type Server = Pick<SmtpSettings, 'host' | 'port' | 'security'>;

export type Provider = {
  name: string;
  imap: Server;
  smtp: Server;
  /** What to know before the first try; null when the usual password works. */
  advice: string | null;
  /** How it signs its Authentication-Results, where that is known. */
  authserv: string | null;
};

const tls = (host: string, port: number): Server => ({ host, port, security: 'tls' });
const starttls = (host: string, port = 587): Server => ({ host, port, security: 'starttls' });

const appPassword = (provider: string, where: string): string =>
  `${provider} takes no ordinary password here: turn on two-step sign-in, make an app password (${where}) and use that.`;

const google: Provider = {
  name: 'Google',
  imap: tls('imap.gmail.com', 993),
  smtp: tls('smtp.gmail.com', 465),
  advice: appPassword('Google', 'myaccount.google.com/apppasswords'),
  authserv: 'mx.google.com',
};
const microsoft: Provider = {
  name: 'Microsoft',
  imap: tls('outlook.office365.com', 993),
  smtp: starttls('smtp.office365.com'),
  advice:
    'Microsoft has switched off passwords for IMAP in most accounts. If an administrator has not allowed it, forward the mail to Rapport’s own door instead.',
  authserv: null,
};
const yahoo = (name: string, domain: string): Provider => ({
  name,
  imap: tls(`imap.mail.${domain}`, 993),
  smtp: tls(`smtp.mail.${domain}`, 465),
  advice: appPassword(name, 'account security'),
  authserv: null,
});
const plain = (name: string, imap: Server, smtp: Server, advice: string | null = null): Provider => ({
  name,
  imap,
  smtp,
  advice,
  authserv: null,
});

const apple = plain(
  'iCloud',
  tls('imap.mail.me.com', 993),
  starttls('smtp.mail.me.com'),
  appPassword('Apple', 'account.apple.com'),
);
const fastmail = plain(
  'Fastmail',
  tls('imap.fastmail.com', 993),
  tls('smtp.fastmail.com', 465),
  appPassword('Fastmail', 'Settings, Privacy & Security'),
);
const gmx = plain(
  'GMX',
  tls('imap.gmx.net', 993),
  starttls('mail.gmx.net'),
  'Allow IMAP first: in GMX under E-Mail, Settings, POP3/IMAP.',
);
const webde = plain(
  'WEB.DE',
  tls('imap.web.de', 993),
  starttls('smtp.web.de'),
  'Allow IMAP first: in WEB.DE under E-Mail, Settings, POP3/IMAP.',
);
const zoho = plain(
  'Zoho',
  tls('imap.zoho.com', 993),
  tls('smtp.zoho.com', 465),
  'Allow IMAP access in Zoho Mail’s settings; with two-step sign-in make an app password.',
);
const proton = plain(
  'Proton',
  { host: '127.0.0.1', port: 1143, security: 'starttls' },
  { host: '127.0.0.1', port: 1025, security: 'starttls' },
  'Proton is reached through Proton Bridge on this machine; use the password Bridge shows. Or forward the mail to Rapport’s own door.',
);

/** Domains of addresses, and of the servers that mail for other domains is sent to (their MX). */
const byDomain: Record<string, Provider> = {
  'gmail.com': google,
  'googlemail.com': google,
  'google.com': google,
  'outlook.com': microsoft,
  'hotmail.com': microsoft,
  'live.com': microsoft,
  'msn.com': microsoft,
  'office365.com': microsoft,
  'protection.outlook.com': microsoft,
  'yahoo.com': yahoo('Yahoo', 'yahoo.com'),
  'yahoodns.net': yahoo('Yahoo', 'yahoo.com'),
  'aol.com': plain(
    'AOL',
    tls('imap.aol.com', 993),
    tls('smtp.aol.com', 465),
    appPassword('AOL', 'account security'),
  ),
  'icloud.com': apple,
  'me.com': apple,
  'mac.com': apple,
  'fastmail.com': fastmail,
  'fastmail.fm': fastmail,
  'messagingengine.com': fastmail,
  'gmx.net': gmx,
  'gmx.de': gmx,
  'gmx.at': gmx,
  'gmx.ch': gmx,
  'gmx.com': plain(
    'GMX',
    tls('imap.gmx.com', 993),
    starttls('mail.gmx.com'),
    'Allow IMAP first, in GMX’s settings.',
  ),
  'web.de': webde,
  'zoho.com': zoho,
  'zoho.eu': plain('Zoho', tls('imap.zoho.eu', 993), tls('smtp.zoho.eu', 465), zoho.advice),
  'proton.me': proton,
  'protonmail.com': proton,
  'protonmail.ch': proton,
  'pm.me': proton,
  't-online.de': plain(
    'Telekom',
    tls('secureimap.t-online.de', 993),
    tls('securesmtp.t-online.de', 465),
    'Telekom asks for its own e-mail password, set in the customer centre.',
  ),
  'mailbox.org': plain('mailbox.org', tls('imap.mailbox.org', 993), tls('smtp.mailbox.org', 465)),
  'posteo.de': plain('Posteo', tls('posteo.de', 993), tls('posteo.de', 465)),
  'migadu.com': plain('Migadu', tls('imap.migadu.com', 993), tls('smtp.migadu.com', 465)),
  'ionos.de': plain('IONOS', tls('imap.ionos.de', 993), tls('smtp.ionos.de', 465)),
  'ionos.com': plain('IONOS', tls('imap.ionos.com', 993), tls('smtp.ionos.com', 465)),
  'kundenserver.de': plain('IONOS', tls('imap.ionos.de', 993), tls('smtp.ionos.de', 465)),
  'strato.de': plain('Strato', tls('imap.strato.de', 993), tls('smtp.strato.de', 465)),
  'rzone.de': plain('Strato', tls('imap.strato.de', 993), tls('smtp.strato.de', 465)),
  'ovh.net': plain('OVH', tls('ssl0.ovh.net', 993), tls('ssl0.ovh.net', 465)),
  'gandi.net': plain('Gandi', tls('mail.gandi.net', 993), tls('mail.gandi.net', 465)),
  'infomaniak.ch': plain('Infomaniak', tls('mail.infomaniak.com', 993), tls('mail.infomaniak.com', 465)),
  'yandex.ru': plain(
    'Yandex',
    tls('imap.yandex.com', 993),
    tls('smtp.yandex.com', 465),
    appPassword('Yandex', 'id.yandex.com'),
  ),
  'yandex.com': plain(
    'Yandex',
    tls('imap.yandex.com', 993),
    tls('smtp.yandex.com', 465),
    appPassword('Yandex', 'id.yandex.com'),
  ),
  'emailsrvr.com': plain('Rackspace', tls('secure.emailsrvr.com', 993), tls('secure.emailsrvr.com', 465)),
  'secureserver.net': plain(
    'GoDaddy',
    tls('imap.secureserver.net', 993),
    tls('smtpout.secureserver.net', 465),
  ),
};

/** The provider a domain, or a domain above it, belongs to. */
export function providerOf(domain: string): Provider | undefined {
  const labels = domain.toLowerCase().replace(/\.$/, '').split('.');
  for (let at = 0; at < labels.length - 1; at++) {
    const found = byDomain[labels.slice(at).join('.')];
    if (found) return found;
  }
  return undefined;
}
