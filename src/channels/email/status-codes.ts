/*
 * Mail servers answer in numbers. This page says them in words: the enhanced status codes of RFC 3463 (and
 * the registry that grew from it) where a server gives one, the plain reply codes of RFC 5321, section
 * 4.2.3, where not. Used for what an SMTP server answers and for what a bounce reports.
 */

/** Keyed by the code's subject and detail: the class (2, 4, 5) only says whether it is for good. */
const meanings: Record<string, string> = {
  '1.0': 'This address does not work.',
  '1.1': 'This address does not exist.',
  '1.2': 'The domain of this address does not exist or takes no mail.',
  '1.3': 'This address is not written correctly.',
  '1.4': 'This address could stand for more than one mailbox.',
  '1.6': 'The person has moved and left no new address.',
  '1.7': 'Their server does not accept our sender address.',
  '1.8': 'Their server does not accept the domain of our sender address.',
  '1.10': 'The domain of this address says that it takes no mail.',
  '2.0': 'There is a problem with the recipient’s mailbox.',
  '2.1': 'The recipient’s mailbox is switched off.',
  '2.2': 'The recipient’s mailbox is full.',
  '2.3': 'The message is larger than the recipient’s mailbox takes.',
  '2.4': 'The mailing list behind this address has a problem.',
  '3.0': 'Their mail server has a problem.',
  '3.1': 'Their mail server has no room left.',
  '3.2': 'Their mail server takes no mail at the moment.',
  '3.4': 'The message is larger than their mail server takes.',
  '4.1': 'Their mail server does not answer.',
  '4.2': 'The connection to their mail server broke off.',
  '4.3': 'No mail server could be found for this address just now.',
  '4.4': 'No way to their mail server was found.',
  '4.6': 'Their mail servers pass the message round in a circle.',
  '4.7': 'It could not be delivered in time, and they stopped trying.',
  '5.3': 'Too many recipients at once.',
  '6.0': 'Their server could not handle the form of this message.',
  '7.0': 'Their server refused the message for a reason of policy.',
  '7.1': 'Their server refused the message: it does not want mail from us, or takes it for spam.',
  '7.7': 'Their server found that the message was changed on its way.',
  '7.8': 'The user name or password of this mailbox was not accepted.',
  '7.9': 'The mailbox asks for a different way to sign in.',
  '7.20': 'Their server found no valid DKIM signature of our domain.',
  '7.21': 'Their server does not accept our DKIM signature.',
  '7.23': 'Our domain’s SPF record does not allow this server to send for it.',
  '7.24': 'Our domain’s SPF record could not be checked.',
  '7.25': 'The sending server has no reverse name (PTR record).',
  '7.26': 'The message failed SPF and DKIM, and their server asks for one of them.',
  '7.27': 'Our domain says that it never sends mail (null MX).',
  '7.28': 'Their server says that too much mail came at once.',
};

/** Reply codes, for servers that say no more. */
const replies: Record<string, string> = {
  '421': 'The mail server is busy or closing down.',
  '450': 'The recipient’s mailbox is busy.',
  '451': 'The mail server had a problem of its own.',
  '452': 'The mail server has no room left.',
  '454': 'The mail server cannot check passwords at the moment.',
  '501': 'The mail server does not understand this address.',
  '530': 'The mail server asks to sign in first.',
  '534': 'The mailbox asks for a different way to sign in.',
  '535': 'The user name or password of this mailbox was not accepted.',
  '550': 'The address does not exist, or their server refuses mail from us.',
  '551': 'The recipient is not at this server.',
  '552': 'The message is too large, or the mailbox is full.',
  '553': 'The mail server does not accept this address.',
  '554': 'Their server refused the message.',
};

export type Status = {
  /** '5.1.1' where there is one, else the reply code, else ''. */
  code: string;
  /** Whether it is for good (5), for now (4), or no error (2); undefined when nothing was said. */
  lasting: boolean | undefined;
  /** The sentence, with the server's own words after it. */
  text: string;
};

// A reply code, then perhaps an enhanced code. Bounded digits keep it linear on any input.
const enhanced = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/;

/**
 * Reads a server's answer ("550 5.1.1 <a@b>: no such user") or a bounce's Status and Diagnostic-Code.
 * `answer` is quoted after our sentence, without line breaks and cut at 300 characters.
 */
export function readStatus(answer: string, status = ''): Status {
  const found = enhanced.exec(status) ?? enhanced.exec(answer);
  const reply = /(?:^|;\s{0,5}|smtp\s)([245]\d\d)(?=[\s-]|$)/i.exec(answer)?.[1];
  const first = found?.[1] ?? reply?.[0];
  const meaning =
    (found && (meanings[`${found[2]}.${found[3]}`] ?? meanings[`${found[2]}.0`])) ??
    (reply && replies[reply]);
  const said = theirWords(answer);
  const sentence =
    meaning ?? (first === '4' ? 'The mail server asks to try later.' : 'The mail server refused it.');
  return {
    code: found ? `${found[1]}.${found[2]}.${found[3]}` : (reply ?? ''),
    lasting: first ? first === '5' : undefined,
    text: said ? `${sentence} It said: “${said}”` : sentence,
  };
}

/** The human part of an answer: codes, continuation marks and control characters taken away. */
function theirWords(answer: string): string {
  const words = answer
    .slice(0, 4_000)
    .replace(/^\s*(?:smtp|x-[\w-]{1,20})\s*;\s*/i, '')
    .replace(/(^|\n)[245]\d\d[ -]?(?:[245]\.\d{1,3}\.\d{1,3}\s?)?/g, '$1')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return words.length > 300 ? `${words.slice(0, 299)}…` : words;
}
