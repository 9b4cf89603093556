import { Refusal } from '../../platform/http/errors.ts';
import type { SendError } from '../sent.ts';
import { readStatus } from './status-codes.ts';

/** Where in the talk with the server we were when it failed. */
export type Stage =
  | 'connect'
  | 'login'
  /** MAIL, RCPT and DATA, up to and including a body that is not complete. */
  | 'before'
  /** The body may have been sent whole, its final dot included, and the answer is awaited. */
  | 'answer';

/** What nodemailer's connection adds to an error. */
type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  responseCode?: number;
  response?: string;
  command?: string;
};

/**
 * Says what an error of the connection means for the message. Only at the stage 'answer' and without an
 * answer is the outcome unknown: a server must not deliver a body whose final dot it has not seen
 * (RFC 5321, section 4.1.1.4), and a 4yz or 5yz answer to that dot says it was not taken.
 */
export function readError(error: unknown, stage: Stage, host: string): SendError {
  // The guard's own words: not found, or an address that is not allowed.
  if (error instanceof Refusal) return mailbox(error.code, error.message);
  const e = (error instanceof Error ? error : new Error(String(error))) as SmtpError;
  if (e.code === 'ETLS' || isCertificateError(e)) {
    return mailbox('TLS', `No safe connection to ${host} could be made: ${e.message}.`);
  }
  if (e.responseCode && e.responseCode >= 400) return fromAnswer(e, e.responseCode, stage);
  if (e.code === 'EAUTH') return noWayToSignIn(e);
  if (stage === 'answer') {
    return {
      code: 'NO_ANSWER',
      retry: 'unknown',
      text: `${host} had the whole message but did not confirm it before the connection ended. It may have been sent.`,
    };
  }
  if (e.code === 'EMESSAGE' && /larger than allowed/.test(e.message)) {
    return { code: '5.3.4', retry: 'never', text: `The message is larger than ${host} takes.` };
  }
  if (e.code === 'EENVELOPE') {
    return { code: 'ADDRESS', retry: 'never', text: 'An address of this message cannot be used.' };
  }
  const reason = reasons[e.originalCode ?? e.code ?? ''] ?? 'broke off the connection';
  return mailbox(e.originalCode ?? e.code ?? 'CONNECTION', `${host} ${reason}.`);
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'refuses connections at this port',
  ECONNRESET: 'broke off the connection',
  ENOTFOUND: 'was not found; is its name written correctly',
  EDNS: 'was not found; is its name written correctly',
  EAI_AGAIN: 'could not be looked up just now',
  ENETUNREACH: 'cannot be reached from here',
  EHOSTUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'did not answer in time',
  EPROTOCOL: 'gave an answer that is not SMTP',
};

function fromAnswer(e: SmtpError, reply: number, stage: Stage): SendError {
  const status = readStatus(e.response ?? '');
  const code = status.code || String(reply);
  const lasting = reply >= 500;
  // 535 and its kin, and 530 "sign in first" at any command.
  if (lasting && (e.code === 'EAUTH' || stage === 'login' || reply === 530)) {
    return { code, retry: 'reauth', text: status.text, whole: true };
  }
  // 503 says that the talk went wrong, not the message; on a new connection it may pass.
  if (lasting && reply !== 503 && stage !== 'connect') return { code, retry: 'never', text: status.text };
  // 421 closes the connection whatever it was an answer to; at the greeting every refusal is the server's.
  return {
    code,
    retry: 'later',
    text: status.text,
    whole: stage === 'connect' || stage === 'login' || reply === 421,
  };
}

function noWayToSignIn(e: SmtpError): SendError {
  return {
    code: 'LOGIN',
    retry: 'reauth',
    whole: true,
    text: `Signing in to this mailbox did not work: ${e.message}.`,
  };
}

const mailbox = (code: string, text: string): SendError => ({ code, retry: 'later', whole: true, text });

const isCertificateError = (e: SmtpError): boolean =>
  /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_VERIFY/.test(`${e.originalCode ?? ''} ${e.code ?? ''}`) ||
  /certificate|altnames|ssl routines/i.test(e.message);
