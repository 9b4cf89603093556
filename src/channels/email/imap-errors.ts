/** Which step of connecting failed. */
export type FailedAt = 'dns' | 'tcp' | 'tls' | 'sign-in' | 'folder';

export type Explained = {
  at: FailedAt;
  /** What happened, in a sentence. */
  text: string;
  /** What to do about it. */
  advice: string;
  /** Whether only a person can help, by a new password. */
  reauth: boolean;
};

type Known = Error & {
  code?: string;
  authenticationFailed?: boolean;
  serverResponseCode?: string;
  responseText?: string;
  /** nodemailer's: which command failed, and the server's answer. */
  command?: string;
  response?: string;
};

/** Says in plain words why a mail host (IMAP or SMTP) could not be used. */
export function explain(error: unknown, where: { host: string; port: number }): Explained {
  const known = (error instanceof Error ? error : new Error(String(error))) as Known;
  return (
    nameOrNetwork(known, where) ??
    encryption(known, where) ??
    signIn(known) ?? {
      at: 'folder',
      text: `${where.host} answered: ${cut(known.responseText ?? known.response ?? known.message)}`,
      advice: 'Rapport tries again by itself. If it lasts, ask whoever runs this mail host.',
      reauth: false,
    }
  );
}

function nameOrNetwork(
  { code, message }: Known,
  { host, port }: { host: string; port: number },
): Explained | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'EDNS':
      return no('dns', `The name ${host} is not known.`, 'Check the spelling of the server’s name.');
    case 'EAI_AGAIN':
      return no(
        'dns',
        `The name ${host} could not be looked up just now.`,
        'Check this machine’s network and DNS.',
      );
    case 'ECONNREFUSED':
      return no(
        'tcp',
        `${host} refuses connections on port ${port}.`,
        'Check the port: usually 993 for IMAP, 465 or 587 for SMTP.',
      );
    case 'ETIMEDOUT':
    case 'CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return no(
        'tcp',
        `${host} does not answer on port ${port}.`,
        'Check name and port, and whether a firewall is in between.',
      );
    case 'GREETING_TIMEOUT':
    case 'GreetingTimeout':
      return no(
        'tls',
        `${host} took the connection on port ${port} and said nothing.`,
        'Port and encryption may not fit: 993 and 465 want TLS, 143 and 587 want STARTTLS.',
      );
    case 'CANNOT_CONNECT':
      // The guard's own sentence says what to do as well.
      return no('dns', message, '');
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNECTION':
    case 'NoConnection':
    case 'EConnectionClosed':
      return no('tcp', `${host} broke off the connection.`, 'Rapport tries again by itself.');
    default:
      return undefined;
  }
}

function encryption(
  { code = '', message }: Known,
  { host, port }: { host: string; port: number },
): Explained | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return no(
      'tls',
      `The certificate of ${host} is for another name.`,
      'Use the name your mail host gives in its instructions.',
    );
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return no('tls', `The certificate of ${host} has run out.`, 'Whoever runs this mail host must renew it.');
  }
  if (/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/.test(code)) {
    return no(
      'tls',
      `The certificate of ${host} is not signed by anyone this machine trusts.`,
      'Give Node the issuer’s certificate (NODE_EXTRA_CA_CERTS), or use a host with a public certificate.',
    );
  }
  if (/^ERR_SSL|EPROTO|ETLS/.test(code) || /wrong version number|STARTTLS/i.test(message)) {
    return no(
      'tls',
      `${host} does not speak this encryption on port ${port}.`,
      '993 and 465 want TLS; 143 and 587 want STARTTLS.',
    );
  }
  return undefined;
}

function signIn({
  code,
  authenticationFailed,
  serverResponseCode,
  responseText,
  response,
  message,
}: Known): Explained | undefined {
  if (!authenticationFailed && code !== 'EAUTH') return undefined;
  const said = cut(responseText ?? response ?? message);
  // RFC 5530: these say "not now", not "wrong password".
  if (
    ['UNAVAILABLE', 'LIMIT', 'INUSE', 'CONTACTADMIN'].includes(serverResponseCode ?? '') ||
    /^4\d\d/.test(response ?? '')
  ) {
    return no(
      'sign-in',
      `The mail host cannot sign anybody in just now: ${said}`,
      'Rapport tries again by itself.',
    );
  }
  const app = /app.?(specific )?password|less secure|basic auth/i.test(said);
  return {
    at: 'sign-in',
    text: `The mail host does not accept this user name and password: ${said}`,
    advice: app
      ? 'This provider wants an app password: make one in the account’s security settings and use it here.'
      : 'Check user name and password. With two-step sign-in most providers ask for an app password.',
    reauth: true,
  };
}

const no = (at: FailedAt, text: string, advice: string): Explained => ({ at, text, advice, reauth: false });

/** A server's own words, on one line and not too many. */
const cut = (words: string): string =>
  words
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
