/** Ceilings for hostile mail. Beyond each the rest is left out and a warning says so; nothing throws. */
export const limits = {
  /** Bytes of a raw mail that are read. */
  bytes: 64 * 1024 * 1024,
  /** MIME parts over the whole mail. */
  parts: 1000,
  /** Multipart levels, and mails within mails. */
  nesting: 20,
  /** Header lines kept for one header block. */
  headerLines: 2000,
  /** Bytes kept of one header block, and of one line in it. */
  headerBytes: 256 * 1024,
  headerLine: 32 * 1024,
  /** Mailboxes read from one address header. */
  addresses: 1000,
  /** Characters of text kept (the raw mail is stored anyway). */
  text: 2 * 1024 * 1024,
  /** Characters of HTML turned into text; what follows is not searched for a reply. */
  html: 4 * 1024 * 1024,
  /** Lines the search for quotations looks at. */
  lines: 40_000,
  /** Message-IDs kept from References. */
  references: 100,
} as const;
