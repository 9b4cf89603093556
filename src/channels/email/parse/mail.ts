/** What Rapport makes of one raw e-mail. Everything else in this folder exists to fill this type. */

export type Address = { name: string; address: string };

export type MailAttachment = {
  name: string;
  /** Lowercase MIME type as the sender declared it. */
  type: string;
  /** Bytes after decoding. */
  size: number;
  /** Content-ID without angle brackets, or null. */
  cid: string | null;
  /** True where the HTML shows it (a cid reference) or the sender said so and it is an image. */
  inline: boolean;
  content: Uint8Array;
};

/** Why no person wrote this mail. A person writing through a mailing list is not one of these. */
export type AutoKind = 'auto-reply' | 'out-of-office' | 'bounce' | 'list' | 'bulk' | 'auto-generated';

export type MailBounce = {
  kind: 'hard' | 'soft' | 'delay' | 'success';
  recipient: string | null;
  /** Enhanced status code (RFC 3463) such as `5.1.1`, or null. */
  status: string | null;
  diagnostic: string | null;
  /** Message-ID of the mail that bounced, with angle brackets, or null. */
  originalMessageId: string | null;
  /** Headers of the mail that bounced, lowercase name to first value; empty if not returned. */
  originalHeaders: Record<string, string>;
};

export type MailCalendar = {
  method: string | null;
  summary: string | null;
  /** As written in the event: `20260105T090000Z`. */
  start: string | null;
  end: string | null;
  organizer: string | null;
  uid: string | null;
};

/** Headers later rooms ask for, first value each, decoded; null when absent. */
export type KeptHeaders = {
  autoSubmitted: string | null;
  precedence: string | null;
  xAutoResponseSuppress: string | null;
  xRapportLoop: string | null;
  xLoop: string | null;
  deliveredTo: string[];
  returnPath: string | null;
  authenticationResults: string[];
  listUnsubscribe: string | null;
  mailer: string | null;
};

export type ForwardedFrom = Address & { date: Date | null; subject: string | null };

export type ParsedMail = {
  from: Address | null;
  sender?: Address;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  subject: string;
  /** The whole body as text, quotations included. */
  text: string;
  /** The whole body as sent: raw, unsanitised, never to be shown as it is. */
  html: string | null;
  /** What the person wrote in this mail, without quotation and signature. */
  replyText: string;
  /** The quotation that was taken off `replyText`. */
  quoted: string;
  date: Date | null;
  /** With angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  attachments: MailAttachment[];
  auto: AutoKind | null;
  bounce: MailBounce | null;
  /** Id of the mailing list it came through, or null. A person may have written it. */
  list: string | null;
  forwardedFrom: ForwardedFrom | null;
  calendar?: MailCalendar;
  /** ISO 639-1, or null when too short to tell. */
  language: string | null;
  headers: KeptHeaders;
  /** What could not be read as it should, in words for the log. */
  warnings: string[];
};
