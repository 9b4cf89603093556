import { mail, rawMail, type Sample } from './sample.ts';

/** What programs write, in the forms their servers really use, and people who look like programs. */
const bounced = (name: string, bounce: NonNullable<Sample['bounce']>, raw: string): Sample => ({ name, auto: 'bounce', bounce, raw: rawMail(raw) });

const dsn = (from: string, subject: string, text: string, fields: string, extra = '') => `
Return-Path: <>
From: ${from}
To: help@shop.example
Subject: ${subject}
Date: Tue, 3 Mar 2026 10:11:12 +0000
Message-ID: <d1@mx.example>
${extra}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"

--=_r
Content-Type: text/plain; charset=utf-8

${text}

--=_r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

${fields}

--=_r
Content-Type: text/rfc822-headers

Message-ID: <orig@shop.example>
Subject: Your ticket
To: someone@client.example

--=_r--
`;

export const machines: Sample[] = [
  bounced('bounce-office365', { kind: 'hard', recipient: 'gone@client.example', originalMessageId: '<orig@shop.example>' },
    dsn('postmaster@shop.onmicrosoft.example', 'Undeliverable: Your ticket', "Your message to gone@client.example couldn't be delivered.\ngone wasn't found at client.example.", 'Final-Recipient: rfc822;gone@client.example\nAction: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found', 'X-MS-Exchange-Message-Is-Ndr:\nAuto-Submitted: auto-replied\n')),
  bounced('bounce-gmail', { kind: 'soft', recipient: 'full@client.example', originalMessageId: '<orig@shop.example>' },
    dsn('Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Failure)', '** Message not delivered **\nThe recipient\'s inbox is out of storage space.', 'Final-Recipient: rfc822; full@client.example\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 The recipient\'s inbox is out of storage space', 'X-Failed-Recipients: full@client.example\nAuto-Submitted: auto-replied\n')),
  bounced('bounce-ses', { kind: 'hard', recipient: 'nobody@client.example' },
    dsn('MAILER-DAEMON@amazonses.com', 'Delivery Status Notification (Failure)', 'An error occurred while trying to deliver the mail to the following recipients:\nnobody@client.example', 'Original-Recipient: rfc822;nobody@client.example\nFinal-Recipient: rfc822;nobody@client.example\nAction: failed\nStatus: 5.1.1')),
  bounced('bounce-sendmail-delay', { kind: 'delay', recipient: 'slow@client.example' },
    dsn('Mail Delivery Subsystem <MAILER-DAEMON@mx.example>', 'Warning: could not send message for past 4 hours', 'This is a warning message only. YOU DO NOT NEED TO RESEND YOUR MESSAGE', 'Final-Recipient: RFC822; slow@client.example\nAction: delayed\nStatus: 4.4.1')),
  bounced('dsn-success', { kind: 'success', recipient: 'jane@client.example' },
    dsn('postmaster@client.example', 'Delivery Status Notification (Success)', 'Your message was delivered.', 'Final-Recipient: rfc822;jane@client.example\nAction: delivered\nStatus: 2.1.5')),
  bounced('bounce-exim-text', { kind: 'hard', recipient: 'nobody@client.example', originalMessageId: '<orig@shop.example>' }, `
Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: help@shop.example
X-Failed-Recipients: nobody@client.example
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender
Date: Tue, 03 Mar 2026 10:11:12 +0000

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  nobody@client.example
    SMTP error from remote mail server after RCPT TO:<nobody@client.example>:
    550 Unrouteable address

------ This is a copy of the message, including all the headers. ------

Return-path: <help@shop.example>
Message-ID: <orig@shop.example>
From: help@shop.example
Subject: Your ticket

Hello
`),
  bounced('bounce-gmx-de', { kind: 'hard', recipient: 'niemand@client.example' }, `
Return-Path: <>
From: MAILER-DAEMON@gmx.example
To: help@shop.example
Subject: Mail delivery failed: returning message to sender
Date: Tue, 03 Mar 2026 10:11:12 +0000

Diese Nachricht wurde automatisch erzeugt.
Ihre Nachricht konnte nicht an folgende Empfänger gesendet werden:

niemand@client.example:
550 5.1.1 unknown user
`),
  bounced('bounce-exchange-2003', { kind: 'hard', recipient: 'gone@client.example' }, `
From: System Administrator <postmaster@client.example>
To: help@shop.example
Subject: Undeliverable: Your ticket
Date: Tue, 3 Mar 2009 10:11:12 +0000
Return-Path: <>

Your message

  To:      gone@client.example
  Subject: Your ticket
  Sent:    Tue, 3 Mar 2009 10:11:00 +0000

did not reach the following recipient(s):

gone@client.example on Tue, 3 Mar 2009 10:11:10 +0000
    The e-mail account does not exist at the organization this message
was sent to.
    <mx.client.example #5.1.1>
`),
  bounced('bounce-notes', { kind: 'hard', recipient: 'gone@client.example' }, `
From: Postmaster@client.example
To: help@shop.example
Subject: DELIVERY FAILURE: User gone (gone@client.example) not listed in Domino Directory
Date: Tue, 3 Mar 2009 10:11:12 +0000
Return-Path: <>

Your message

  Subject: Your ticket

was not delivered to:

  gone@client.example

because:

  User gone (gone@client.example) not listed in Domino Directory
`),
  { name: 'vacation-unix', auto: 'out-of-office', raw: mail({ subject: 'away from my mail', headers: 'Precedence: junk\nAuto-Submitted: auto-replied (vacation)', text: 'I will not be reading my mail for a while: I am on vacation.\n' }) },
  { name: 'oof-old-exchange-no-header', auto: 'out-of-office', raw: mail({ subject: 'Out of Office AutoReply: Your order', text: 'I am out of the office until 9 March and will answer when I am back.\n' }) },
  { name: 'oof-de', auto: 'out-of-office', raw: mail({ subject: 'Automatische Antwort: Ihre Frage', headers: 'X-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated', text: 'Ich bin bis zum 9. März nicht im Büro.\n' }) },
  { name: 'oof-ja', auto: 'out-of-office', raw: mail({ subject: '=?utf-8?B?6Ieq5YuV6L+U5L+hOiDjgZTms6jmloc=?=', headers: 'Auto-Submitted: auto-replied', text: '休暇のため、3月9日まで不在にしております。\n' }) },
  { name: 'ticket-acknowledgement', auto: 'auto-reply', raw: mail({ subject: 'We got your request [#77]', headers: 'Auto-Submitted: auto-replied\nX-Autoreply: yes', text: 'Your request was received. Do not answer this mail.\n' }) },
  { name: 'cron', auto: 'auto-generated', raw: mail({ from: 'root@host.example (Cron Daemon)', subject: 'Cron <root@host> backup', headers: 'Auto-Submitted: auto-generated\nX-Cron-Env: <SHELL=/bin/sh>', text: 'backup: done\n' }) },
  { name: 'shop-notification', auto: 'auto-generated', raw: mail({ from: 'Shop <no-reply@shop2.example>', subject: 'Order confirmation', headers: 'Auto-Submitted: auto-generated', html: '<p>Thanks for your order.</p>' }) },
  { name: 'bulk-precedence', auto: 'bulk', raw: mail({ from: 'deals@fly.example', subject: 'Cheap flights', headers: 'Precedence: bulk\nList-Unsubscribe: <mailto:u@fly.example>', text: 'Fly now.\n' }) },
  { name: 'read-receipt', auto: 'auto-reply', raw: rawMail(`
From: Jane Roe <jane.roe@example.com>
To: help@shop.example
Subject: Read: Your ticket
Date: Tue, 3 Mar 2026 10:11:12 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="=_m"

--=_m
Content-Type: text/plain

Your message was read on Tue, 3 Mar 2026.
--=_m
Content-Type: message/disposition-notification

Final-Recipient: rfc822;jane.roe@example.com
Original-Message-ID: <orig@shop.example>
Disposition: manual-action/MDN-sent-manually; displayed
--=_m--
`) },
  { name: 'person-by-mail-service', auto: null, raw: mail({ headers: 'List-Unsubscribe: <mailto:u@service.example>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nFeedback-ID: 1:service', text: 'Hi, did you see my last mail?\n\nUnsubscribe: https://service.example/u\n' }) },
  { name: 'newsletter-designed', auto: 'bulk', raw: mail({ from: 'hello@shop2.example', headers: 'List-Unsubscribe: <https://x.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nReturn-Path: <bounce-12@mail.shop2.example>', html: '<table><tr><td><table><tr><td>Sale</td></tr></table><table><tr><td><a href="https://x.example/u">Unsubscribe</a></td></tr></table></td></tr></table>' }) },
  { name: 'person-majordomo-bulk', auto: null, reply: 'Same here, since the update.', raw: mail({ to: 'bikes@lists.example.org', subject: 'Re: vacation tours', headers: 'Precedence: bulk\nSender: owner-bikes@lists.example.org\nIn-Reply-To: <b1@x.example>', text: 'Same here, since the update.\n' }) },
  { name: 'person-vger', auto: null, list: 'linux-bikes@vger.example.org', reply: 'Acked-by: Jane Roe <jane.roe@example.com>', raw: mail({ headers: 'Precedence: bulk\nX-Mailing-List: linux-bikes@vger.example.org', text: 'Acked-by: Jane Roe <jane.roe@example.com>\n' }) },
  { name: 'person-google-group', auto: null, list: 'team.googlegroups.example', reply: 'Fine with me.', raw: mail({ headers: 'Precedence: list\nMailing-list: list team@googlegroups.example; contact team+owners@googlegroups.example\nList-ID: <team.googlegroups.example>\nX-Google-Group-Id: 1\nList-Unsubscribe: <https://groups.example/unsub>', text: 'Fine with me.\n\n-- \nYou received this message because you are subscribed to the Google Groups "team" group.\nTo unsubscribe from this group, send email to team+unsubscribe@googlegroups.example.\n' }) },
  { name: 'person-auto-submitted-no', auto: null, raw: mail({ headers: 'Auto-Submitted: no\nX-Auto-Response-Suppress: DR, RN', text: 'Hello, is this in stock?\n' }) },
  { name: 'person-answers-oof', auto: null, reply: 'Thanks, I will wait until you are back.', raw: mail({ subject: 'Re: Automatic reply: Your order', text: 'Thanks, I will wait until you are back.\n' }) },
  { name: 'person-forwards-bounce', auto: null, raw: mail({ subject: 'Fwd: Undelivered Mail Returned to Sender', text: 'Why do I get this?\n\n---------- Forwarded message ---------\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\nDate: Mon, Mar 2, 2026\nSubject: Undelivered Mail Returned to Sender\nTo: <jane.roe@example.com>\n\nUser unknown\n' }), forwarded: 'MAILER-DAEMON@mx.example' },
  { name: 'person-named-postmaster', auto: null, raw: mail({ from: 'Postmaster <postmaster@client.example>', subject: 'Question about your invoice', text: 'Hello, could you resend invoice 12? Regards, Bob\n' }) },
  { name: 'person-about-delivery-failure', auto: null, raw: mail({ subject: 'Delivery failed again', text: 'The courier could not deliver my parcel, the delivery failed twice. Please help.\n' }) },
];
