import iconv from 'iconv-lite';
import { mail, rawMail, type Sample } from './sample.ts';

/** Written down before the last tuning, in shapes seen in public collections and in words of our own. */
const S = 'support@boats.example';
const thread = 'In-Reply-To: <t1@boats.example>';
const reply = (name: string, own: string, rest: string, more: Partial<Sample> = {}): Sample => ({
  name: `fresh-${name}`, reply: own, auto: null, ...more, raw: mail({ subject: 'Re: Sail order', headers: thread, text: `${own}${rest}\n` }),
});
const rich = (name: string, own: string, html: string, text?: string): Sample => ({
  name: `fresh-${name}`, reply: own, auto: null, raw: mail({ subject: 'Re: Sail order', headers: thread, html, ...(text ? { text } : {}) }),
});
const daemon = (name: string, kind: string, recipient: string, head: string, text: string, id = '<sail@boats.example>'): Sample => ({
  name: `fresh-${name}`, auto: 'bounce', bounce: { kind, recipient, ...(id ? { originalMessageId: id } : {}) },
  raw: rawMail(`${head}\nTo: ${S}\nDate: Mon, 9 Mar 2026 08:00:00 +0000\n\n${text}\n`),
});
const forward = (name: string, from: string, subject: string, text: string): Sample => ({ name: `fresh-${name}`, forwarded: from, auto: null, raw: mail({ subject, text }) });
const old = 'We shipped your sail on Friday.\nIt should arrive soon.';
const quoted = old.split('\n').map((line) => `> ${line}`).join('\n');
const copy = `Received: from boats.example\nMessage-ID: <sail@boats.example>\nFrom: Boats <${S}>\nTo: nobody@harbour.example\nSubject: Your sail\n\nAhoy`;
const own = 'The sail has a tear at the foot.\n\nPlease send another one.';

export const heldOutWild: Sample[] = [
  reply('gmail-de-wrapped', 'Das Segel hat einen Riss.', `\n\nAm Mo., 9. März 2026 um 08:12 Uhr schrieb Boats Kundendienst und Ersatzteile <\n${S}>:\n\n${quoted}`),
  reply('gmail-pt', 'A vela chegou rasgada.', `\n\nEm seg., 9 de mar. de 2026 às 08:12, Boats <${S}> escreveu:\n\n${quoted}`),
  reply('gmail-nl', 'Het zeil is gescheurd.', `\n\nOp ma 9 mrt 2026 om 08:12 schreef Boats <${S}>:\n\n${quoted}`),
  reply('gmail-fi', 'Purje on repeytynyt.', `\n\nma 9. maalisk. 2026 klo 8.12 Boats (${S}) kirjoitti:\n\n${quoted}`),
  reply('gmail-cs', 'Plachta je roztržená.', `\n\npo 9. 3. 2026 v 8:12 odesílatel Boats <${S}> napsal:\n\n${quoted}`),
  reply('gmail-hu', 'A vitorla elszakadt.', `\n\nBoats <${S}> ezt írta (időpont: 2026. márc. 9., H, 8:12):\n\n${quoted}`),
  reply('gmail-ru', 'Парус порван.', `\n\nпн, 9 мар. 2026 г. в 08:12, Boats <${S}>:\n\n${quoted}`),
  reply('gmail-ja', '帆が破れています。', `\n\n2026年3月9日(月) 8:12 Boats <${S}>:\n\n${quoted}`),
  reply('gmail-ko', '돛이 찢어졌습니다.', `\n\n2026년 3월 9일 (월) 오전 8:12, Boats <${S}>님이 작성:\n\n${quoted}`),
  reply('gmail-zh', '帆破了，请换一个。', `\n\nBoats <${S}> 于2026年3月9日周一 08:12写道：\n\n${quoted}`),
  reply('gmail-tr', 'Yelken yırtık geldi.', `\n\nBoats <${S}>, 9 Mar 2026 Pzt, 08:12 tarihinde şunu yazdı:\n\n${quoted}`),
  reply('gmail-he', 'המפרש קרוע.', `\n\n\u202bבתאריך יום ב׳, 9 במרץ 2026 ב-8:12 מאת \u202aBoats\u202c\u200f <\u202a${S}\u202c\u200f>:\u202c\n\n${quoted}`),
  reply('gmail-fa', 'بادبان پاره است.', `\n\nدر تاریخ دوشنبه ۹ مارس ۲۰۲۶،‏ ۸:۱۲ Boats <${S}> نوشت:\n\n${quoted}`),
  reply('gmail-uk', 'Вітрило порване.', `\n\nпн, 9 бер. 2026 р. о 08:12 Boats <${S}> пише:\n\n${quoted}`),
  reply('apple-sv', 'Seglet är trasigt.', `\n\n9 mars 2026 kl. 08:12 skrev Boats <${S}>:\n\n${quoted}`),
  reply('apple-da', 'Sejlet er revet.', `\n\nDen 9. mar. 2026 kl. 08.12 skrev Boats <${S}>:\n\n${quoted}`),
  reply('apple-ro', 'Vela este ruptă.', `\n\nPe 9 mar. 2026, la 08:12, Boats <${S}> a scris:\n\n${quoted}`),
  reply('apple-el', 'Το πανί σκίστηκε.', `\n\nΣτις 9 Μαρ 2026, στις 8:12 π.μ., ο χρήστης Boats <${S}> έγραψε:\n\n${quoted}`),
  reply('apple-id', 'Layarnya robek.', `\n\nPada tanggal 9 Mar 2026 08.12, Boats <${S}> menulis:\n\n${quoted}`),
  reply('apple-vi', 'Cánh buồm bị rách.', `\n\nVào Th 2, 9 thg 3, 2026 vào lúc 08:12 Boats <${S}> đã viết:\n\n${quoted}`),
  reply('apple-ca', 'La vela està esquinçada.', `\n\nEl 9 de març del 2026, a les 8:12, Boats <${S}> va escriure:\n\n${quoted}`),
  reply('thunderbird-pl', 'Żagiel jest podarty.', `\n\nW dniu 9.03.2026 o 08:12, Boats pisze:\n${quoted}`),
  reply('thunderbird-hr', 'Jedro je poderano.', `\n\nDana 9. 3. 2026. u 8:12, Boats je napisao/la:\n${quoted}`),
  reply('roundcube', own, `\n\nOn 2026-03-09 08:12, Boats wrote:\n${quoted}`),
  reply('horde', own, `\n\nQuoting Boats <${S}>:\n\n${quoted}`),
  reply('sogo', own, `\n\nOn Monday, March 09, 2026 08:12 CET, Boats <${S}> wrote:\n\n${old}`),
  reply('proton', own, `\n\nSent with Proton Mail secure email.\n\nOn Monday, March 9th, 2026 at 08:12, Boats <${S}> wrote:\n\n${quoted}`),
  reply('tutanota', own, `\n\n--\nSecured with Tuta Mail:\nhttps://tuta.example/free-email\n\n\n9 Mar 2026, 08:12 by ${S}:\n\n${quoted}`),
  reply('zoho-dashes', own, `\n\n\n\n\n---- On Mon, 09 Mar 2026 08:12:50 +0100 Boats <${S}> wrote ---\n\n${old}`),
  reply('yahoo-colon-run', own, `\n\n    On Monday, March 9, 2026 at 08:12:50 AM GMT+1, Boats <${S}> wrote:  \n \n ${old}`),
  reply('laposte-fr', 'La voile est déchirée.', `\n\n> Message du 09/03/26 08:12\n> De : "Boats" <${S}>\n> A : jane.roe@example.com\n> Copie à :\n> Objet : Votre voile\n>\n${quoted}`),
  reply('libero-it', 'La vela è strappata.', `\n\n----Messaggio originale----\nDa: ${S}\nData: 9-mar-2026 8.12\nA: <jane.roe@example.com>\nOgg: La vela\n\n${old}`),
  reply('outlook-nl', 'Het zeil is gescheurd.', `\n\nVan: Boats <${S}>\nVerzonden: maandag 9 maart 2026 08:12\nAan: Jane Roe <jane.roe@example.com>\nOnderwerp: RE: Zeil\n\n${old}`),
  reply('outlook-pl-stars', 'Żagiel jest podarty.', `\n\n*Od:* Boats [mailto:${S}]\n*Wysłano:* poniedziałek, 9 marca 2026 08:12\n*Do:* Jane Roe\n*Temat:* Żagiel\n\n${old}`),
  reply('outlook-ja', '帆が破れています。', `\n\n差出人: Boats <${S}>\n送信日時: 2026年3月9日 8:12\n宛先: Jane Roe <jane.roe@example.com>\n件名: 帆\n\n${old}`),
  reply('outlook-phone-es', 'La vela está rota.', `\n\nObtener Outlook para iOS<https://aka.example/o0>\n________________________________\nDe: Boats <${S}>\nEnviado: lunes, 9 de marzo de 2026 8:12\nPara: Jane Roe <jane.roe@example.com>\nAsunto: Re: Vela\n\n${old}`),
  reply('samsung-pl', 'Żagiel jest podarty.', `\n\nWysłane z mojego urządzenia Galaxy\n\n-------- Oryginalna wiadomość --------\nOd: Boats <${S}>\nData: 9.03.2026 08:12 (GMT+01:00)\nDo: jane.roe@example.com\nTemat: Żagiel\n\n${old}`),
  reply('huawei-flat-de', 'Das Segel hat einen Riss.', `\n\n-------- Ursprüngliche Nachricht --------Von: Boats <${S}> Datum: Mo., 9. März 2026, 08:12An: jane.roe@example.comBetreff: Segel\n${old}`),
  reply('ticket-line', own, `\n\n##- Please type your reply above this line -##\n\nYour request (4711) has been updated.\n\n${old}`),
  reply('inline-answers', 'Is the sail white?\nNo, red.', '', {}),
  { name: 'fresh-interleaved', auto: null, reply: 'It came yesterday.\n\nNo, a small one.\n\nThanks, Jane', raw: mail({ subject: 'Re: Sail order', headers: thread, text: `On Mon, 9 Mar 2026 08:12:00 +0100\nBoats <${S}> wrote:\n\n> Did it arrive?\nIt came yesterday.\n\n> Is the tear a big one?\n\nNo, a small one.\n\nThanks, Jane\n` }) },
  reply('own-dates', 'On 3 March 2026 at 10:00 I called you and Mr Poe wrote:\n\n"We will repay you."\n\nThat did not happen.', ''),
  reply('own-labels', 'My details:\n\nName: Jane Roe\nTo: Hamburg\nDate: Friday\n\nWhen do I get the sail?', ''),
  reply('own-arrow', 'Go to Settings > Account\n> and then nothing happens.', ''),
  reply('opener-above', 'On deck everything is wet\nOn Mon, Mar 9, 2026 at 8:12 AM Boats <support@boats.example> wrote:'.split('\nOn Mon')[0] ?? '', `\nOn Mon, Mar 9, 2026 at 8:12 AM Boats <${S}> wrote:\n\n${quoted}`),
  reply('list-footer', own, '\n_______________________________________________\nSails mailing list -- sails@lists.example\nTo unsubscribe send an email to sails-leave@lists.example'),
  reply('confidential-kept', 'Please treat this as confidential.\n\nJane', ''),
  rich('gmail-html', 'The sail has a tear.', `<div dir="ltr">The sail has a tear.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Mar 9, 2026 at 8:12 AM Boats &lt;<a href="mailto:${S}">${S}</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>${old}</div></blockquote></div>`),
  rich('outlook-html-border', 'The sail has a tear.', `<div class="WordSection1"><p class="MsoNormal">The sail has a tear.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Boats &lt;${S}&gt; <br><b>Sent:</b> Monday, March 9, 2026 8:12 AM<br><b>To:</b> Jane Roe<br><b>Subject:</b> Sail</p></div><p class="MsoNormal">${old}</p></div>`),
  rich('outlook-web-html', 'The sail has a tear.', `<div class="elementToProof">The sail has a tear.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Boats &lt;${S}&gt;<br><b>Sent:</b> Monday, March 9, 2026 8:12 AM<br><b>To:</b> Jane<br><b>Subject:</b> Sail</div><div>${old}</div>`),
  rich('yahoo-html', 'The sail has a tear.', `<div class="yahoo-style-wrap"><div dir="ltr">The sail has a tear.</div></div><div id="ydp1yahoo_quoted_2" class="ydp1yahoo_quoted"><div>On Monday, March 9, 2026, 8:12 AM, Boats &lt;${S}&gt; wrote:</div><div>${old}</div></div>`),
  rich('proton-html', 'The sail has a tear.', `<div style="font-family: Arial">The sail has a tear.</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with Proton Mail</div></div><div class="protonmail_quote">On Monday, March 9th, 2026 at 08:12, Boats &lt;${S}&gt; wrote:<br><blockquote type="cite">${old}</blockquote></div>`),
  rich('thunderbird-html', 'The sail has a tear.', `<p>The sail has a tear.</p><div class="moz-cite-prefix">On 3/9/26 08:12, Boats wrote:<br></div><blockquote type="cite" cite="mid:1"><p>${old}</p></blockquote>`),
  rich('gmx-html', 'The sail has a tear.', `<div>The sail has a tear.</div><div><div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid #C3D9E5"><div><b>Gesendet:</b>&nbsp;Montag, 9. März 2026 um 08:12 Uhr<br><b>Von:</b>&nbsp;Boats &lt;${S}&gt;<br><b>An:</b>&nbsp;jane.roe@example.com<br><b>Betreff:</b>&nbsp;Segel</div><div name="quoted-content">${old}</div></div></div>`),
  forward('fwd-gmail-sv', 'carl.poe@harbour.example', 'Fwd: Segel', '---------- Forwarded message ---------\nFrån: Carl Poe <carl.poe@harbour.example>\nDate: mån 9 mars 2026 kl 08:12\nSubject: Segel\nTo: <jane.roe@example.com>\n\nDet är trasigt.\n'),
  forward('fwd-apple-uk', 'carl.poe@harbour.example', 'Fwd: Вітрило', '> Початок листа, що пересилається:\n> \n> Від: Carl Poe <carl.poe@harbour.example>\n> Тема: Вітрило\n> Дата: 9 березня 2026 р. о 08:12:00 EET\n> Кому: jane.roe@example.com\n> \n> Порване.\n'),
  forward('fwd-yahoo-flat-es', 'carl.poe@harbour.example', 'RV: Vela', '   ----- Mensaje reenviado ----- De: Carl Poe <carl.poe@harbour.example>Para: "jane.roe@example.com" <jane.roe@example.com>Enviado: lunes, 9 de marzo de 2026, 08:12:50 CETAsunto: Vela\n Está rota.\n'),
  forward('fwd-mac-fr', 'carl.poe@harbour.example', 'TR : Voile', 'Le 09/03/2026 08:12, « Carl Poe » <carl.poe@harbour.example> a écrit :\n\n    Elle est déchirée.\n'),
  forward('fwd-thunderbird-it', 'carl.poe@harbour.example', 'Fwd: Vela', 'Per conoscenza.\n\n-------- Messaggio Inoltrato --------\nOggetto: \tVela\nData: \tMon, 9 Mar 2026 08:12:00 +0100\nMittente: \tCarl Poe <carl.poe@harbour.example>\nA: \tjane.roe@example.com\n\nStrappata.\n'),
  forward('fwd-outlook-tr', 'carl.poe@harbour.example', 'İLT: Yelken', 'Kimden: Carl Poe <carl.poe@harbour.example>\nGönderildi: 9 Mart 2026 Pazartesi 08:12\nKime: Jane Roe\nKonu: Yelken\n\nYırtık.\n'),
  daemon('qmail', 'hard', 'nobody@harbour.example', 'Return-Path: <>\nFrom: MAILER-DAEMON@mx.boats.example\nSubject: failure notice', `Hi. This is the qmail-send program at mx.boats.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<nobody@harbour.example>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n${copy}`),
  daemon('exim-retry', 'soft', 'nobody@harbour.example', 'Return-path: <>\nAuto-Submitted: auto-replied\nFrom: Mail Delivery System <Mailer-Daemon@mx.boats.example>\nX-Failed-Recipients: nobody@harbour.example\nSubject: Mail delivery failed: returning message to sender', `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  nobody@harbour.example\n    retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\n${copy}`),
  daemon('exchange-old', 'hard', 'nobody@harbour.example', 'Return-Path: <>\nFrom: System Administrator <postmaster@harbour.example>\nSubject: Undeliverable: Your sail', 'Your message\n\n  To:      nobody@harbour.example\n  Subject: Your sail\n  Sent:    Mon, 9 Mar 2026 07:59:00 +0100\n\ndid not reach the following recipient(s):\n\nnobody@harbour.example on Mon, 9 Mar 2026 08:00:00 +0100\n    The recipient name is not recognized', ''),
  daemon('kundenserver', 'hard', 'nobody@harbour.example', 'Return-Path: <>\nFrom: Mail Delivery System <mailer-daemon@hoster.example>\nSubject: Mail delivery failed: returning message to sender', `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address(es)\nfailed:\n\nnobody@harbour.example:\nSMTP error from remote server for RCPT TO command, host: mx.harbour.example (192.0.2.7) reason: 550 5.1.1 no such user\n\n--- The header of the original message is following. ---\n\n${copy.split('\n\n')[0]}`),
  daemon('japanese-full', 'soft', 'nobody@harbour.example', 'Return-Path: <>\nFrom: MAILER-DAEMON@phone.example\nSubject: Mail System Error - Returned Mail', `次のあて先へのメッセージはエラーのため送信できませんでした。\n\n<nobody@harbour.example>: 送信先のメールボックスが一杯です。\n\n--- Original message follows.\n\n${copy}`),
  daemon('delay-courier', 'delay', 'nobody@harbour.example', 'Return-Path: <>\nFrom: "Courier mail server at mx.boats.example" <@mx.boats.example>\nSubject: WARNING: delayed mail', `This is a delivery status notification from mx.boats.example,\nrunning the Courier mail server, version 1.\n\nThe original message was received on Mon, 09 Mar 2026 04:00:00 +0000\n\n                           DELAYED MAIL\n\nYour message to the following recipients has not been delivered yet and will be retried:\n\n<nobody@harbour.example>:\n     mx.harbour.example [192.0.2.7]:\n <<< 451 Try again later\n\nThe following is a copy of the original message headers:\n\n${copy.split('\n\n')[0]}`),
  { name: 'fresh-oof-es', auto: 'out-of-office', raw: mail({ subject: 'Respuesta automática: Vela', headers: 'Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nIn-Reply-To: <t1@boats.example>', text: 'Estoy de vacaciones hasta el 16 de marzo.\n' }) },
  { name: 'fresh-oof-icloud', auto: 'out-of-office', raw: mail({ subject: 'Auto reply: Sail', headers: `X-Apple-Action: VACATION\n${thread}`, text: 'Back on Monday.\n' }) },
  { name: 'fresh-receipt-read', auto: 'auto-reply', raw: rawMail(`From: jane.roe@example.com\nTo: ${S}\nSubject: Read: Your sail\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\nYour message was read.\n\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; jane.roe@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n`) },
  { name: 'fresh-ticket-ack', auto: 'auto-reply', raw: mail({ from: 'Harbour Help <help@harbour.example>', subject: '[#99] Request received: Sail', headers: `Auto-Submitted: auto-replied\n${thread}`, text: 'We have received your request.\n' }) },
  { name: 'fresh-newsletter-subdomain', auto: 'bulk', raw: mail({ from: 'Knots <weekly@newsletter.knots.example>', subject: 'Ten knots', text: 'Ten knots you should know.\n\nManage your preferences or unsubscribe here.\n' }) },
  { name: 'fresh-person-vacation-word', auto: null, reply: 'Automatic reply from your side said you are on vacation. Who helps me meanwhile?', raw: mail({ subject: 'Your out of office note', text: 'Automatic reply from your side said you are on vacation. Who helps me meanwhile?\n' }) },
  { name: 'fresh-person-undeliverable', auto: null, raw: mail({ subject: 'Undeliverable mail to you', text: 'My last mail to you came back: "550 user unknown, could not be delivered". Is the address right?\n' }) },
  { name: 'fresh-person-auto', auto: null, raw: mail({ subject: 'AUTO: Bootsanhänger', text: 'Passt der Anhänger an mein Auto? Ich bin bis Freitag im Urlaub.\n' }) },
  { name: 'fresh-person-bulk-gateway', auto: null, raw: mail({ headers: 'List-Unsubscribe: <mailto:leave@mailer.example>\nFeedback-ID: 1:2:3:mailer', text: 'Can I still change the colour?\n' }) },
  { name: 'fresh-utf8-called-latin', body: 'Größe 40 oder größer? Günther', raw: Buffer.concat([Buffer.from('From: jane.roe@example.com\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'), Buffer.from('Größe 40 oder größer? Günther\r\n')]) },
  { name: 'fresh-korean-called-latin', body: '안녕하세요 주문한 돛이 아직 도착하지 않았습니다 언제 도착하나요', raw: Buffer.concat([Buffer.from('From: jane.roe@example.com\r\nSubject: x\r\nContent-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'), iconv.encode('안녕하세요 주문한 돛이 아직 도착하지 않았습니다 언제 도착하나요\r\n', 'cp949')]) },
  { name: 'fresh-base64-with-footer', body: 'Ahoy\n\n-- \nScanned by the harbour master', raw: rawMail(`From: jane.roe@example.com\nSubject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from('Ahoy\n').toString('base64')}\n\n-- \nScanned by the harbour master\n`) },
];
