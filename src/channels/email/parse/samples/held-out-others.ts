import iconv from 'iconv-lite';
import { mail, rawMail, type Sample } from './sample.ts';

/** The other half of what was written down before tuning: forwards, machines, lists and oddities. */
const J = 'jane.roe@example.com';

export const heldOutOthers: Sample[] = [
  {
    name: 'held-forward-outlook', auto: null, forwarded: 'carl.poe@client.example',
    reply: 'Please handle this one.\n\nFrom: Carl Poe <carl.poe@client.example>\nSent: Monday, March 2, 2026 4:45 PM\nTo: Jane Roe <jane.roe@example.com>\nSubject: Broken lamp\n\nMy lamp arrived broken.',
    raw: mail({ subject: 'FW: Broken lamp', text: 'Please handle this one.\n\nFrom: Carl Poe <carl.poe@client.example> \nSent: Monday, March 2, 2026 4:45 PM\nTo: Jane Roe <jane.roe@example.com>\nSubject: Broken lamp\n\nMy lamp arrived broken.\n' }),
  },
  {
    name: 'held-forward-apple-de', forwarded: 'carl.poe@client.example',
    raw: mail({ subject: 'Fwd: Lampe', text: 'Zur Info\n\n> Anfang der weitergeleiteten Nachricht:\n> \n> Von: Carl Poe <carl.poe@client.example>\n> Betreff: Lampe\n> Datum: 2. März 2026 um 16:45:10 MEZ\n> An: Jane Roe <jane.roe@example.com>\n> \n> Meine Lampe ist kaputt.\n' }),
    reply: 'Zur Info\n\nAnfang der weitergeleiteten Nachricht:\n\nVon: Carl Poe <carl.poe@client.example>\nBetreff: Lampe\nDatum: 2. März 2026 um 16:45:10 MEZ\nAn: Jane Roe <jane.roe@example.com>\n\nMeine Lampe ist kaputt.',
  },
  {
    name: 'held-forward-notes', forwarded: 'Carl Poe',
    raw: rawMail(`
From: jane.roe@example.com
To: help@shop.example
Subject: Meter readings
Date: Mon, 14 May 2001 05:11:00 -0700 (PDT)
Message-ID: <n1@thyme>

Please look into this.
---------------------- Forwarded by Jane Roe/HOU/ACME on 05/14/2001 12:10 PM ---------------------------


Carl Poe
05/14/2001 11:58 AM
To: Jane Roe/HOU/ACME@ACME
cc:  
Subject: Meter readings

The readings for April are wrong.
`),
    reply: 'Please look into this.\n---------------------- Forwarded by Jane Roe/HOU/ACME on 05/14/2001 12:10 PM ---------------------------\nCarl Poe\n05/14/2001 11:58 AM\nTo: Jane Roe/HOU/ACME@ACME\ncc:\nSubject: Meter readings\nThe readings for April are wrong.',
  },
  {
    name: 'held-oof-exchange', auto: 'out-of-office', from: J,
    raw: mail({ subject: 'Automatic reply: Your order 4711', headers: 'Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nIn-Reply-To: <x@shop.example>\nReturn-Path: <>', text: 'I am out of the office until Monday. In urgent cases call my colleague.\n' }),
  },
  {
    name: 'held-oof-gmail-fr', auto: 'out-of-office',
    raw: mail({ subject: '=?UTF-8?Q?Absent_Re=3A_Votre_commande?=', headers: 'Precedence: bulk\nX-Autoreply: yes\nAuto-Submitted: auto-replied', text: 'Bonjour,\nje suis en congés jusqu’au 9 mars.\n' }),
  },
  {
    name: 'held-person-about-oof', auto: null, reply: 'Hi, I will be out of office next week, please deliver before Friday.\nJane',
    raw: mail({ subject: 'Out of office next week', text: 'Hi, I will be out of office next week, please deliver before Friday.\nJane\n' }),
  },
  {
    name: 'held-bounce-postfix', auto: 'bounce', bounce: { kind: 'hard', recipient: 'nobody@client.example', originalMessageId: '<orig-1@shop.example>' },
    raw: rawMail(`
Return-Path: <>
Date: Mon,  2 Mar 2026 16:45:12 +0100 (CET)
From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: help@shop.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="9B7E.1267/mx.shop.example"
Message-Id: <20260302154512.A@mx.shop.example>

This is a MIME-encapsulated message.

--9B7E.1267/mx.shop.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.shop.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<nobody@client.example>: host mx.client.example[192.0.2.4] said: 550 5.1.1
    <nobody@client.example>: Recipient address rejected: User unknown

--9B7E.1267/mx.shop.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example
X-Postfix-Queue-ID: 9B7E
Arrival-Date: Mon,  2 Mar 2026 16:45:10 +0100 (CET)

Final-Recipient: rfc822; nobody@client.example
Original-Recipient: rfc822;nobody@client.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.client.example
Diagnostic-Code: smtp; 550 5.1.1 <nobody@client.example>: Recipient address
    rejected: User unknown

--9B7E.1267/mx.shop.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Message-ID: <orig-1@shop.example>
From: Support <help@shop.example>
To: nobody@client.example
Subject: Your ticket

Hello
--9B7E.1267/mx.shop.example--
`),
  },
  {
    name: 'held-bounce-qmail', auto: 'bounce', bounce: { kind: 'hard', recipient: 'nobody@client.example', originalMessageId: '<orig-2@shop.example>' },
    raw: rawMail(`
Return-Path: <>
Received: (qmail 29315 invoked for bounce); 2 Mar 2026 15:45:12 -0000
Date: 2 Mar 2026 15:45:12 -0000
From: MAILER-DAEMON@mx.isp.example
To: help@shop.example
Subject: failure notice

Hi. This is the qmail-send program at mx.isp.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<nobody@client.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <help@shop.example>
Received: (qmail 29311 invoked by uid 89); 2 Mar 2026 15:45:10 -0000
Message-ID: <orig-2@shop.example>
From: Support <help@shop.example>
To: nobody@client.example
Subject: Your ticket

Hello
`),
  },
  {
    name: 'held-bounce-exim-delay', auto: 'bounce', bounce: { kind: 'delay', recipient: 'slow@client.example' },
    raw: rawMail(`
Return-path: <>
From: Mail Delivery System <Mailer-Daemon@mx.isp.example>
To: help@shop.example
Auto-Submitted: auto-replied
Subject: Warning: message 1oabcd-0001Ab-CD delayed 24 hours
Message-Id: <E1x@mx.isp.example>
Date: Tue, 03 Mar 2026 16:45:10 +0000

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.isp.example.

The message identifier is:     1oabcd-0001Ab-CD
The subject of the message is: Your ticket
The date of the message is:    Mon, 2 Mar 2026 16:45:10 +0000

The address to which the message has not yet been delivered is:

  slow@client.example
    Delay reason: connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered.
`),
  },
  {
    name: 'held-list-mailman', auto: null, list: 'users.lists.example.org', reply: 'I see the same thing on 2.4.\n\nJane',
    raw: mail({
      to: 'users@lists.example.org', subject: 'Re: [Users] crash on start', encoding: '8bit',
      headers: 'Precedence: list\nList-Id: General discussion <users.lists.example.org>\nList-Unsubscribe: <https://lists.example.org/options/users>\nList-Post: <mailto:users@lists.example.org>\nSender: users-bounces@lists.example.org\nX-BeenThere: users@lists.example.org',
      text: 'On Mon, 2 Mar 2026, Carl Poe wrote:\n\n> It crashes on start.\n\nI see the same thing on 2.4.\n\nJane\n_______________________________________________\nUsers mailing list\nUsers@lists.example.org\nhttps://lists.example.org/mailman/listinfo/users\n',
    }),
  },
  {
    name: 'held-newsletter', auto: 'bulk',
    raw: mail({ from: 'Garden Shop <news@garden.example>', subject: 'Spring offers', headers: 'List-Unsubscribe: <https://garden.example/u/1>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nFeedback-ID: 1:2:3:esp\nX-Campaign-ID: 77', html: '<table><tr><td>20 % off everything</td></tr><tr><td><a href="https://garden.example/u/1">Unsubscribe</a></td></tr></table>' }),
  },
  {
    name: 'held-person-with-unsubscribe', auto: null, reply: 'Could you send me the invoice again?',
    raw: mail({ from: 'Jane Roe <noreply.jane@example.com>', headers: 'List-Unsubscribe: <mailto:u@mailservice.example>', text: 'Could you send me the invoice again?\n' }),
    from: 'noreply.jane@example.com',
  },
  {
    name: 'held-gb2312-undeclared', from: 'li@example.cn', body: '你好，我想问一下订单的情况，请尽快回复我，谢谢。',
    raw: Buffer.concat([Buffer.from('From: li@example.cn\r\nTo: help@shop.example\r\nSubject: order\r\n\r\n'), iconv.encode('你好，我想问一下订单的情况，请尽快回复我，谢谢。', 'gbk')]),
  },
  {
    name: 'held-winmail', files: ['winmail.dat'], body: 'See the attachment.',
    raw: mail({ text: 'See the attachment.\n', files: [{ name: 'winmail.dat', type: 'application/ms-tnef', content: 'x\u009f>"' }] }),
  },
  {
    name: 'held-plain-from-html', body: 'Dear team, please cancel my subscription. Kind regards Jane', reply: 'Dear team,\nplease cancel my subscription.\nKind regards\nJane',
    raw: mail({ html: '<p>Dear team,</p><p>please <b>cancel</b> my subscription.</p><p>Kind regards<br>Jane</p>' }),
  },
  {
    name: 'held-aol', reply: 'No, the box was empty.',
    raw: mail({ text: 'No, the box was empty.\n\n\n-----Original Message-----\nFrom: Support <help@shop.example>\nTo: jane.roe <jane.roe@example.com>\nSent: Mon, Mar 2, 2026 4:45 pm\nSubject: Your order 4711\n\n\nWas anything in the box?\n' }),
  },
  {
    name: 'held-ticket-system', reply: 'That solved it, thank you.',
    raw: mail({ text: 'That solved it, thank you.\n\nOn Mon, 2 Mar 2026 at 16:45, Shop Support (Shop) <help@shop.example> wrote:\n\n> ##- Please type your reply above this line -##\n>\n> Your request (4711) has been updated.\n' }),
  },
];
