import iconv from 'iconv-lite';
import { mail, rawMail, type Sample } from './sample.ts';

/** Shapes that programs in the wild send and that no careful author would think of. The words are our own. */
const O = 'Have you checked the fuse?';
const Q = `> ${O}\n> It sits behind the panel.`;
const R = 'Yes, the fuse is fine.\n\nThe lamp stays dark.';
const S = 'help@shop.example';

const replies: Record<string, string | [text: string, reply: string]> = {
  'bracket-wrapped': `${R}\n\ntir. 3. mars 2026 kl. 13:09 skrev Shop Support <help@shop.example\n> :\n\n${Q}`,
  'bracket-wrapped-de': `${R}\n\nAm 03.03.2026 17:48 schrieb "Shop Support" <help@shop.example\n>:\n\n${Q}`,
  'no-colon': `${R}\n\nOn Tue, 03 Mar 2026 08:14:43 -0200 Shop Support <help@shop.example> wrote\n\n${O}`,
  'name-and-address-only': `${R}\n\nShop Support <help@shop.example> wrote:\n\n${O}`,
  'own-line-like-opener': [`Il est toujours cassé\nLe mar. 3 mars 2026, 11:53, Shop Support <${S}> a écrit :\n\n    ${O}`, 'Il est toujours cassé'],
  'arabic-digits': `شكرا، وصل الطرد اليوم\n\nفي الثلاثاء، ٣ مارس ٢٠٢٦، ٦:٣٠ م Shop Support <${S}> كتب:\n\n${O}`,
  'weekday-before-day': `${R}\n\nShop Support schrieb am Do. 5. März 2026 um 14:49:\n\n    ${O}`,
  'bars': `${R}\n\n2026/3/3 Shop Support <help@shop.example>\n\n| Shop answered your question\n| ${O}\n|\n| To answer, write back.\n|`,
  'long-wrapped-quote': `${R}\n\nOp 3 maart 2026 19:05 schreef Shop Support <\nhelp@shop.example>:\n\n> Thank you for the message, we looked at the pictures that you have sent us,\nthe lamp on them is an older one\n>`,
  'orange-fr': `${R}\n\n========================================\n\nMessage du : 03/03/2026 13:20\nDe : "Shop Support " <help@shop.example>\nA : jane.roe@example.com\nCopie à : \nSujet : Votre lampe\n\n${O}`,
  'express-bottom': [`----- Original Message -----\nFrom: "Shop Support" <help@shop.example>\n\n${Q}\n${R}`, R],
  'samsung-one-line': `${R}\n\n-------- Original message --------From: Shop Support <help@shop.example> Date: 03.03.26  18:46  (GMT+01:00) To: jane.roe@example.com Subject: Your lamp \n${O}`,
  'above-the-line-person': [`I wrote my reply directly above your line\n________________________________________\nFrom: Shop Support [${S}]\nSent: Friday, 6 March 2026 5:08 p.m.\nTo: Jane Roe\nSubject: Your lamp\n\n${O}`, 'I wrote my reply directly above your line'],
  'linked-advertisement': `${R}\n\nSent from TypeApp<http://typeapp.example/r?b=26>\nOn Mar 3, 2026, at 14:15, Shop Support <help@shop.example> wrote:\n${O}`,
  'tracking-mark': `${R}\n\n\u1427\n\nOn Tue, Mar 3, 2026 at 4:45 PM Shop <help@shop.example> wrote:\n\n${Q}`,
  'own-sentence-above-marks': [`You sent me a rather\nlong mail. Here is what I said:\n\n${Q}\n\nStill true.`, 'You sent me a rather\nlong mail. Here is what I said:\n\nStill true.'],
  'own-he-wrote': [`The shop was asked twice.\n\nA day later he wrote:\n\n${Q}\n\nThat is no answer.`, 'The shop was asked twice.\n\nA day later he wrote:\n\nThat is no answer.'],
  'named-and-barred': `Carl Poe wrote:\n| Have you checked the fuse?\n| It sits behind the panel.\n\n${R}`,
  'short-list-rule': `${R}\n\n__\nlamp-users mailing list\nlamp-users@lists.example\nhttp://lists.example/lamp-users`,
};

const daemon = (head: string, text: string) => rawMail(`${head}\nTo: help@shop.example\nDate: Tue, 3 Mar 2026 10:11:12 +0000\n\n${text}\n`);
const copy = 'Received: from shop.example by mx.example; Tue, 3 Mar 2026 10:11:10 +0000\nMessage-ID: <orig@shop.example>\nFrom: Shop <help@shop.example>\nTo: gone@client.example\nSubject: Your lamp\n\nHello';

export const wild: Sample[] = [
  ...Object.entries(replies).map(([name, shape]): Sample => {
    const [text, reply] = typeof shape === 'string' ? [shape, name === 'arabic-digits' ? 'شكرا، وصل الطرد اليوم' : R] : shape;
    return { name: `wild-${name}`, reply, auto: null, raw: mail({ headers: 'In-Reply-To: <q@shop.example>', text: `${text}\n` }) };
  }),
  {
    name: 'wild-answer-inside-quotation', reply: `----- Original Message -----\nFrom: Shop\nSent: Tuesday, March 3, 2026 7:06 PM\nSubject: Your lamp\n${O}\nIt is fine, thanks.`,
    raw: mail({ html: `<body><div>&nbsp;</div><blockquote><div>----- Original Message -----</div><div><b>From:</b> Shop</div><div><b>Sent:</b> Tuesday, March 3, 2026 7:06 PM</div><div><b>Subject:</b> Your lamp</div><p>${O}</p><p>It is fine, thanks.</p></blockquote></body>` }),
  },
  {
    name: 'wild-forward-yahoo-flat', forwarded: 'carl.poe@client.example',
    raw: mail({ subject: 'WG: Lampe', text: `   ----- Weitergeleitete Nachricht ----- Von: Carl Poe <carl.poe@client.example>An: "jane.roe@example.com" <jane.roe@example.com>Gesendet: Dienstag, 3. März 2026, 09:26:50 MEZBetreff: Lampe\n Sie flackert.\n` }),
  },
  {
    name: 'wild-forward-yahoo-flat-tr', forwarded: 'carl.poe@client.example',
    raw: mail({ subject: 'İlt: Lamba', text: `   ----- İletilmiş Mesaj ----- Kimden: Carl Poe <carl.poe@client.example>Kime: Jane <jane.roe@example.com>Konu: Lamba\n Yanmıyor.\n` }),
  },
  {
    name: 'wild-forward-outlook-mac', forwarded: 'carl.poe@client.example',
    raw: mail({ subject: 'FW: Lamp', text: `On 03/03/2026 12:46, "Carl Poe" <carl.poe@client.example> wrote:\n\n    It flickers.\n` }),
  },
  {
    name: 'wild-forward-outlook-mac-cs', forwarded: 'carl.poe@client.example',
    raw: mail({ subject: 'FW: Lampa', text: `\ufeffDne 03/03/2026 12:46, Carl Poe <carl.poe@client.example> napsal(a):\n\n    Bliká.\n` }),
  },
  {
    name: 'wild-forward-apple-ro', forwarded: 'carl.poe@client.example',
    raw: mail({ subject: 'Fwd: Lampa', text: `> Începe mesajul redirecționat:\n> \n> Expeditorul: Carl Poe <carl.poe@client.example>\n> Subiectul: Lampa\n> Dată: 3 martie 2026, 14:25:08 EET\n> Destinatarul: jane.roe@example.com\n> \n> Nu merge.\n` }),
  },
  { name: 'wild-forward-norwegian-prefix', forwarded: 'carl.poe@client.example', raw: mail({ subject: 'Videresend: Lampe', text: 'Fra: Carl Poe <carl.poe@client.example>\nDato: tirsdag, 3. mars 2026 kl. 12:46\nTil: jane.roe@example.com\nEmne: Lampe\nDen blinker.\n' }) },
  { name: 'wild-bounce-no-address', auto: 'bounce', bounce: { kind: 'hard', recipient: 'gone@client.example', originalMessageId: '<orig@shop.example>' }, raw: daemon('From: MAILER-DAEMON <>\nSubject: Mail delivery failed', `There was an error delivering your mail to <gone@client.example>.\n\nmx.client.example did not like our final DATA:\n550 5.1.1 No such person\n\nMessage headers follow.\n\n${copy}`) },
  { name: 'wild-bounce-failed-delivery', auto: 'bounce', bounce: { kind: 'soft', recipient: 'slow@client.example', originalMessageId: '<orig@shop.example>' }, raw: daemon('Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failed delivery', `Unable to deliver message to the following address(es).\n\n<slow@client.example>:\nunable to connect to remote server: Operation timed\nout. This message has been in the queue too long.\n\n--- Original message follows.\n\n${copy}`) },
  { name: 'wild-bounce-smtpd', auto: 'bounce', bounce: { kind: 'soft', recipient: 'slow@client.example', originalMessageId: '<orig@shop.example>' }, raw: daemon('Return-Path: <>\nFrom: Mailer Daemon <poostmaster@mx.example>\nSubject: Delivery status notification: error', `    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nslow@client.example: Envelope expired\n\n    Below is a copy of the original message:\n\n${copy}`) },
  { name: 'wild-bounce-boundary-in-copy', auto: 'bounce', body: `Your mail to the following address could not be delivered.\n\n<gone@client.example>:\nno such user\n\n--- Below this line is a copy of the message.\n\n${copy.replace('\n\nHello', '')}\nContent-Type: text/plain\n\nHello\n\n--b1_77--`, raw: daemon('Return-path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice', `Your mail to the following address could not be delivered.\n\n<gone@client.example>:\nno such user\n\n--- Below this line is a copy of the message.\n\n${copy.replace('\n\nHello', '')}\nContent-Type: text/plain\n\nHello\n\n--b1_77--\n`) },
  { name: 'wild-bounce-receiver-below-labels', auto: 'bounce', bounce: { kind: 'hard', recipient: 'gone@client.example' }, raw: daemon('From: mailer-daemon\nAuto-Submitted: auto-replied\nSubject: There was an error sending your mail', `We had trouble delivering your message.\n\nSubject: 'Your lamp'\nDate: 'Tue, 3 Mar 2026 10:11:10 +0000'\n\nThe following recipients returned permanent errors: gone@client.example. Reason: refused [550 5.1.1 no such user]`) },
  { name: 'wild-bounce-code-in-diagnostic', auto: 'bounce', bounce: { kind: 'hard', recipient: 'gone@client.example' }, raw: rawMail(`From: MAILER-DAEMON@mx.example\nSubject: Returned mail\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nCould not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; gone@client.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 refused\n\n--b--\n`) },
  { name: 'wild-postfix-notice', auto: 'auto-generated', raw: daemon('From: MAILER-DAEMON@mx.example (Mail Delivery System)\nSubject: Postfix SMTP server: errors from localhost', 'Transcript of session follows.\n\n Out: 220 mx.example\n In:  QUIT') },
  { name: 'wild-icloud-vacation', auto: 'out-of-office', raw: mail({ subject: 'Auto reply: Your order', headers: 'X-Apple-Action: VACATION\nIn-Reply-To: <q@shop.example>', text: 'Only sleeping.\n' }) },
  { name: 'wild-notes-away', auto: 'out-of-office', raw: mail({ subject: 'AUTO: Jane Roe is out of the office. (returning 05/03/2026)', text: 'I am out of the office until 05/03/2026.\n\nNote: This is an automated response to your message "Lamp".\n' }) },
  { name: 'wild-car-on-holiday', auto: null, raw: mail({ subject: 'Auto: im Urlaub beschädigt', text: 'Guten Tag, mein Auto wurde im Urlaub beschädigt. Was zahlt die Versicherung?\n' }) },
  { name: 'wild-prefix-in-thread', auto: 'auto-reply', raw: mail({ subject: 'Automatische Antwort: Ihre Lampe', headers: 'In-Reply-To: <q@shop.example>', text: 'Danke für Ihre Nachricht, wir melden uns.\n' }) },
  { name: 'wild-answer-to-prefix', auto: null, raw: mail({ subject: 'Re: Automatische Antwort: Ihre Lampe', headers: 'In-Reply-To: <q@shop.example>', text: 'Gibt es schon Neues?\n' }) },
  { name: 'wild-rule-answers', auto: 'auto-reply', raw: mail({ subject: 'Thank you for your mail', headers: 'Return-Path: <>\nPrecedence: bulk', text: 'I will answer as soon as I can.\n' }) },
  { name: 'wild-newsletter-plain', auto: 'bulk', raw: mail({ from: 'Lamp World <newsletter@lamps.example>', subject: 'This week in lamps', text: 'New lamps!\n\nTo unsubscribe, write to leave@lamps.example\n' }) },
  { name: 'wild-news-reader-person', auto: null, raw: mail({ subject: 'Your newsletter', text: 'How do I unsubscribe from your newsletter?\n' }) },
  { name: 'wild-charset-invented', reply: '您好，我的訂單還沒有收到，請問什麼時候會寄出？', raw: mail({ subject: 'Order', text: '您好，我的訂單還沒有收到，請問什麼時候會寄出？\n', charset: 'big5', encoding: '8bit', undeclared: true, headers: 'X-Mailer: 1' }) },
  {
    name: 'wild-charset-called-latin', body: '您好，我的订单还没有收到，请问什么时候可以发货？谢谢您的帮助。',
    raw: Buffer.concat([Buffer.from('From: jane.roe@example.com\r\nSubject: Order\r\nContent-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'), iconv.encode('您好，我的订单还没有收到，请问什么时候可以发货？谢谢您的帮助。\r\n', 'gb18030')]),
  },
  {
    name: 'wild-charset-label', body: '您好，請問我的訂單什麼時候會寄出？',
    raw: Buffer.concat([Buffer.from('From: jane.roe@example.com\r\nSubject: Order\r\nContent-Type: text/plain; charset="CHINESEBIG5"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'), iconv.encode('您好，請問我的訂單什麼時候會寄出？\r\n', 'big5')]),
  },
  {
    name: 'wild-base64-footer', body: 'The lamp is dark.\n_______________________________________________\nlamp-users mailing list',
    raw: rawMail(`From: jane.roe@example.com\nSubject: Lamp\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from('The lamp is dark.\n').toString('base64')}\n\n_______________________________________________\nlamp-users mailing list\n`),
  },
  { name: 'wild-comment-never-closed', reply: 'The lamp is dark. It was new.', raw: mail({ html: '<html><head><title>x</title><body><p>The lamp <!--#rotate>is dark. It was new.</p></body></html>' }) },
];
