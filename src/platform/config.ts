import path from 'node:path';
import { z } from 'zod';

/** Words apart by commas. */
const words = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const port = z.coerce.number().int().min(0).max(65535);

const Environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  RAPPORT_DATA: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SMTP_PORT: port.default(2525),
  SMTP_TLS_CERT: z.string().optional(),
  SMTP_TLS_KEY: z.string().optional(),
  LMTP_PORT: port.optional(),
  LMTP_SOCKET: z.string().optional(),
  MAIL_MAX_MB: z.coerce.number().min(1).max(100).default(25),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  OTHER_ORIGINS: z
    .string()
    .default('')
    .refine((list) => words(list).every((word) => URL.parse(word)?.origin === word), {
      error: 'expected origins such as https://desk.example.com, apart by commas',
    }),
  TRUSTED_PROXIES: z.string().default(''),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** What the operator decides, by environment (docs/operating.md). */
export type Config = {
  port: number;
  host: string;
  /** Absolute path of the one folder that holds everything. */
  dataDir: string;
  /** An external PostgreSQL; undefined means the embedded one. */
  databaseUrl: string | undefined;
  /** Port of the built-in mail door; 0 picks a free one. */
  smtpPort: number;
  /** Files with the door's certificate and key, for STARTTLS; undefined: it is not offered. */
  smtpTls: { cert: string; key: string } | undefined;
  /** Port for LMTP, for a mail server on this machine or network; undefined: closed. */
  lmtpPort: number | undefined;
  /** Absolute path of a socket for LMTP; undefined: none. */
  lmtpSocket: string | undefined;
  /** The largest mail that is taken in, in bytes. */
  mailMaxBytes: number;
  /** How the world reaches this server, without a slash at the end. */
  publicUrl: string;
  /** Further origins under which people open the desk; passkeys made there are good there. */
  otherOrigins: string[];
  /** Addresses or CIDR ranges whose X-Forwarded-* headers are believed. */
  trustedProxies: string[];
  logLevel: string;
};

/**
 * Reads the environment. Throws an Error whose message names each wrong setting in words an operator
 * understands.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(set);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These settings cannot be used:\n  ${wrong.join('\n  ')}`);
  }
  const e = read.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: path.resolve(e.RAPPORT_DATA),
    databaseUrl: e.DATABASE_URL,
    smtpPort: e.SMTP_PORT,
    smtpTls: e.SMTP_TLS_CERT && e.SMTP_TLS_KEY ? { cert: e.SMTP_TLS_CERT, key: e.SMTP_TLS_KEY } : undefined,
    lmtpPort: e.LMTP_PORT,
    lmtpSocket: e.LMTP_SOCKET && path.resolve(e.LMTP_SOCKET),
    mailMaxBytes: Math.round(e.MAIL_MAX_MB * 1024 * 1024),
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    otherOrigins: words(e.OTHER_ORIGINS),
    trustedProxies: words(e.TRUSTED_PROXIES),
    logLevel: e.LOG_LEVEL,
  };
}
