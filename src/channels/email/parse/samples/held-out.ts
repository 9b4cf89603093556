import { mail, rawMail, type Sample } from './sample.ts';

/** Written down before anything was tuned, and never tuned for: they tell how the rest generalises. */
const J = 'jane.roe@example.com';

export const heldOutReplies: Sample[] = [
  {
    name: 'held-gmail-de', from: J, auto: null, forwarded: null,
    reply: 'Hallo zusammen,\n\nvielen Dank, der Fehler ist behoben.\n\nViele Grüße\nJana',
    raw: mail({
      subject: '=?UTF-8?Q?Re=3A_R=C3=BCckfrage?=', headers: 'In-Reply-To: <a@shop.example>\nReferences: <a@shop.example>',
      text: 'Hallo zusammen,\n\nvielen Dank, der Fehler ist behoben.\n\nViele Grüße\nJana\n\nAm Mo., 2. März 2026 um 16:45 Uhr schrieb Kundendienst <\nhelp@shop.example>:\n\n> Guten Tag Frau Roe,\n> bitte starten Sie das Gerät neu.\n>\n> Ihr Kundendienst\n',
      html: '<div dir="ltr"><div>Hallo zusammen,</div><div><br></div><div>vielen Dank, der Fehler ist behoben.</div><div><br></div><div>Viele Grüße</div><div>Jana</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Am Mo., 2. März 2026 um 16:45 Uhr schrieb Kundendienst &lt;<a href="mailto:help@shop.example">help@shop.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div>Guten Tag Frau Roe,<br>bitte starten Sie das Gerät neu.<br><br>Ihr Kundendienst</div></blockquote></div>',
    }),
  },
  {
    name: 'held-outlook-desktop-de', from: J, auto: null, forwarded: null,
    reply: 'Guten Tag,\n\nanbei die gewünschte Rechnung.\n\nMit freundlichen Grüßen\nJana Roe',
    raw: mail({
      subject: 'AW: Ihre Bestellung',
      text: 'Guten Tag,\n\n \n\nanbei die gewünschte Rechnung.\n\n \n\nMit freundlichen Grüßen\n\nJana Roe\n\n \n\nVon: Kundendienst <help@shop.example> \nGesendet: Montag, 2. März 2026 16:45\nAn: Jana Roe <jane.roe@example.com>\nBetreff: Ihre Bestellung\n\n \n\nSehr geehrte Frau Roe,\n\nbitte senden Sie uns die Rechnung.\n',
      html: '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body lang=DE><div class=WordSection1><p class=MsoNormal>Guten Tag,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>anbei die gewünschte Rechnung.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Mit freundlichen Grüßen<o:p></o:p></p><p class=MsoNormal>Jana Roe<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style=\'border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\'><p class=MsoNormal><b>Von:</b> Kundendienst &lt;help@shop.example&gt; <br><b>Gesendet:</b> Montag, 2. März 2026 16:45<br><b>An:</b> Jana Roe &lt;jane.roe@example.com&gt;<br><b>Betreff:</b> Ihre Bestellung<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Sehr geehrte Frau Roe,</p><p class=MsoNormal>bitte senden Sie uns die Rechnung.</p></div></body></html>',
      files: [{ name: 'Rechnung.pdf', type: 'application/pdf', content: '%PDF-1.4' }],
    }),
    files: ['Rechnung.pdf'],
  },
  {
    name: 'held-outlook-mobile-en', reply: 'Yes please, go ahead with the replacement.',
    raw: mail({
      text: 'Yes please, go ahead with the replacement.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Shop Support <help@shop.example>\nSent: Monday, March 2, 2026 4:45:10 PM\nTo: Jane Roe <jane.roe@example.com>\nSubject: Your order 4711\n\nShall we send you a replacement?\n',
      html: '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body dir="auto"><div dir="auto">Yes please, go ahead with the replacement.</div><div id="ms-outlook-mobile-signature" dir="auto"><div><br></div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> Shop Support &lt;help@shop.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 4:45:10 PM<br><b>To:</b> Jane Roe &lt;jane.roe@example.com&gt;<br><b>Subject:</b> Your order 4711</font><div>&nbsp;</div></div><div>Shall we send you a replacement?</div></body></html>',
    }),
  },
  {
    name: 'held-apple-mail-fr', reply: "Bonjour,\n\nJ'ai bien reçu le colis, merci.\n\nCordialement,\nJeanne",
    raw: mail({
      subject: '=?utf-8?Q?Re=C2=A0=3A_Votre_commande?=',
      text: "Bonjour,\n\nJ'ai bien reçu le colis, merci.\n\nCordialement,\nJeanne\n\n> Le 2 mars 2026 à 16:45, Service client <help@shop.example> a écrit :\n> \n> Bonjour Jeanne,\n> avez-vous reçu votre colis ?\n",
      html: '<html><head></head><body style="word-wrap: break-word;">Bonjour,<div><br></div><div>J\'ai bien reçu le colis, merci.</div><div><br></div><div>Cordialement,</div><div>Jeanne<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>Le 2 mars 2026 à 16:45, Service client &lt;help@shop.example&gt; a écrit :</div><br class="Apple-interchange-newline"><div>Bonjour Jeanne,<br>avez-vous reçu votre colis ?</div></blockquote></div><br></div></body></html>',
    }),
  },
  {
    name: 'held-iphone-es', reply: 'Sí, mañana estaré en casa a partir de las diez.',
    raw: mail({
      text: 'Sí, mañana estaré en casa a partir de las diez.\n\nEnviado desde mi iPhone\n\n> El 2 mar 2026, a las 16:45, Atención al cliente <help@shop.example> escribió:\n> \n> ﻿¿Podemos entregarlo mañana?\n',
      html: '<html><body dir="auto">Sí, mañana estaré en casa a partir de las diez.<br><br><div dir="ltr">Enviado desde mi iPhone</div><div dir="ltr"><br><blockquote type="cite">El 2 mar 2026, a las 16:45, Atención al cliente &lt;help@shop.example&gt; escribió:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">﻿¿Podemos entregarlo mañana?</div></blockquote></body></html>',
    }),
  },
  {
    name: 'held-thunderbird-it-inline', reply: 'Buongiorno,\n\nLa rossa, grazie.\n\nQuarantadue.\n\nSaluti\nGianna',
    raw: mail({
      headers: 'User-Agent: Mozilla Thunderbird', flowed: true,
      text: 'Buongiorno,\n\nIl 02/03/2026 16:45, Assistenza ha scritto:\n> Quale versione desidera?\n\nLa rossa, grazie.\n\n> E quale misura?\n\nQuarantadue.\n\nSaluti\nGianna\n',
    }),
  },
  {
    name: 'held-yahoo-nl', reply: 'Beste,\n\nHet werkt nog steeds niet. Kunt u mij terugbellen?\n\nGroeten, Jannie',
    raw: mail({
      text: ' Beste,\n\nHet werkt nog steeds niet. Kunt u mij terugbellen?\n\nGroeten, Jannie\n    Op maandag 2 maart 2026 om 16:45:10 CET schreef Klantenservice <help@shop.example>:  \n \n Goedemiddag,\nheeft u het al geprobeerd?  ',
      html: '<html><head></head><body><div class="yahoo-style-wrap"><div dir="ltr">Beste,</div><div><br></div><div dir="ltr">Het werkt nog steeds niet. Kunt u mij terugbellen?</div><div><br></div><div dir="ltr">Groeten, Jannie</div></div><div id="ydp1yahoo_quoted_2" class="yahoo_quoted"><div><div>Op maandag 2 maart 2026 om 16:45:10 CET schreef Klantenservice &lt;help@shop.example&gt;:</div><div><br></div><div>Goedemiddag,<br>heeft u het al geprobeerd?</div></div></div></body></html>',
    }),
  },
  {
    name: 'held-gmx', reply: 'Hallo, der Schlüssel passt leider nicht. Was nun?',
    raw: mail({
      subject: 'Aw: Ersatzschlüssel',
      html: '<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;"><div>Hallo, der Schl&uuml;ssel passt leider nicht. Was nun?</div><div> <div name="quote" style="margin: 10px 5px 5px 10px;padding: 10px 0 10px 10px;border-left: 2px solid rgb(195,217,229);"><div style="margin: 0 0 10px 0;"><b>Gesendet:</b>&nbsp;Montag, 02. M&auml;rz 2026 um 16:45 Uhr<br/><b>Von:</b>&nbsp;"Kundendienst" &lt;help@shop.example&gt;<br/><b>An:</b>&nbsp;jane.roe@example.com<br/><b>Betreff:</b>&nbsp;Ersatzschl&uuml;ssel</div><div name="quoted-content">Guten Tag, der Schl&uuml;ssel ist unterwegs.</div></div></div></div></body></html>',
    }),
  },
  {
    name: 'held-proton', reply: 'I can confirm the refund arrived today.',
    raw: mail({
      text: 'I can confirm the refund arrived today.\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, March 2nd, 2026 at 4:45 PM, Shop Support <help@shop.example> wrote:\n\n> We have sent the refund.\n',
      html: '<div style="font-family: Arial;">I can confirm the refund arrived today.</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-user protonmail_signature_block-empty"></div><div class="protonmail_signature_block-proton">Sent with <a target="_blank" href="https://proton.me/">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Monday, March 2nd, 2026 at 4:45 PM, Shop Support &lt;help@shop.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">We have sent the refund.</blockquote></div>',
    }),
  },
  {
    name: 'held-notes-r5', reply: 'Ken - looks fine to me. Please send the final draft by Friday.',
    raw: rawMail(`
Message-ID: <11223.1075@thyme>
Date: Thu, 7 Dec 2000 03:12:00 -0800 (PST)
From: jane.roe@example.com
To: kenneth.doe@example.com
Subject: Re: Draft agreement
Mime-Version: 1.0
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit

Ken - looks fine to me. Please send the final draft by Friday.




Kenneth Doe@ACME
12/06/2000 06:40 PM
To: Jane Roe/HOU/ACME@ACME
cc: Mark Poe/HOU/ACME@ACME 
Subject: Draft agreement

Jane,
Attached is the draft.  Let me know.
Ken
`),
  },
  {
    name: 'held-mutt-bottom', reply: 'It does for me with version 3.\n\nCheers,\nJane',
    raw: mail({
      headers: 'User-Agent: Mutt/1.5.24 (2015-08-30)\nIn-Reply-To: <q@shop.example>', encoding: '8bit', charset: 'us-ascii',
      text: "On Mon, Mar 02, 2026 at 04:45:10PM +0100, Shop Support wrote:\n> Does it work if you\n> restart the daemon?\n\nIt does for me with version 3.\n\nCheers,\nJane\n\n-- \nJane Roe            jane.roe@example.com\nGPG: 0xDEADBEEF\n",
    }),
  },
  {
    name: 'held-qq-zh', reply: '您好，我已经收到货了，谢谢！',
    raw: mail({
      charset: 'gb18030', encoding: 'base64',
      text: '您好，我已经收到货了，谢谢！\n\n\n\n\n------------------ 原始邮件 ------------------\n发件人: "客服"<help@shop.example>;\n发送时间: 2026年3月2日(星期一) 下午4:45\n收件人: "李雷"<jane.roe@example.com>;\n主题: 您的订单\n\n\n\n请问您收到货了吗？',
      html: '<div>您好，我已经收到货了，谢谢！</div><div><includetail><div>&nbsp;</div><div style="font:Verdana normal 14px;color:#000;"><div style="FONT-SIZE: 12px;FONT-FAMILY: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="FONT-SIZE: 12px;background:#efefef;padding:8px;"><div id="menu_sender"><b>发件人:</b>&nbsp;"客服"&lt;help@shop.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月2日(星期一) 下午4:45</div><div><b>收件人:</b>&nbsp;"李雷"&lt;jane.roe@example.com&gt;;</div><div><b>主题:</b>&nbsp;您的订单</div></div><div>&nbsp;</div><div>请问您收到货了吗？</div></div></includetail></div>',
    }),
  },
  {
    name: 'held-mailru', reply: 'Здравствуйте! Посылка пришла, всё в порядке.',
    raw: mail({
      text: 'Здравствуйте! Посылка пришла, всё в порядке.\n \n--\nАнна Петрова\nОтправлено из Mail для Android\n \n  \n>Понедельник, 2 марта 2026, 16:45 +03:00 от Поддержка <help@shop.example>:\n> \n>Добрый день! Пришла ли посылка?\n',
      html: '<HTML><BODY><div>Здравствуйте! Посылка пришла, всё в порядке.</div><div data-signature-widget="container"><div data-signature-widget="content"><div>--<br>Анна Петрова<br>Отправлено из Mail для Android</div></div></div><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Понедельник, 2 марта 2026, 16:45 +03:00 от Поддержка &lt;help@shop.example&gt;:<br>&nbsp;<div>Добрый день! Пришла ли посылка?</div></blockquote></BODY></HTML>',
    }),
  },
  {
    name: 'held-outlook-ja', reply: 'お世話になっております。\n\n商品は無事に届きました。ありがとうございました。',
    raw: mail({
      charset: 'utf-8', encoding: 'base64', subject: '=?ISO-2022-JP?B?UkU6IBskQiQ0Q21KOBsoQg==?=',
      text: 'お世話になっております。\n\n商品は無事に届きました。ありがとうございました。\n\n差出人: サポート <help@shop.example>\n送信日時: 2026年3月2日月曜日 16:45\n宛先: Jane Roe <jane.roe@example.com>\n件名: ご注文\n\n商品は届きましたでしょうか。\n',
    }),
    subject: 'RE: ご注文',
  },
  {
    name: 'held-gmail-ar', reply: 'مرحبا، لم يصل الطلب حتى الآن. هل يمكنكم المساعدة؟',
    raw: mail({
      text: 'مرحبا، لم يصل الطلب حتى الآن. هل يمكنكم المساعدة؟\n\nفي الاثنين، 2 مارس 2026 في 4:45 م تمت كتابة ما يلي بواسطة Support <\nhelp@shop.example>:\n\n> تم شحن طلبك.\n',
      html: '<div dir="rtl">مرحبا، لم يصل الطلب حتى الآن. هل يمكنكم المساعدة؟</div><br><div class="gmail_quote"><div dir="rtl" class="gmail_attr">في الاثنين، 2 مارس 2026 في 4:45 م تمت كتابة ما يلي بواسطة <strong class="gmail_sendername" dir="auto">Support</strong> &lt;<a href="mailto:help@shop.example">help@shop.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0.8ex;border-left:1px solid rgb(204,204,204)"><div>تم شحن طلبك.</div></blockquote></div>',
    }),
  },
  {
    name: 'held-gmail-pl-text', reply: 'Dzień dobry,\n\nproszę o anulowanie zamówienia.\n\nPozdrawiam\nJanina',
    raw: mail({ charset: 'iso-8859-2', text: 'Dzień dobry,\n\nproszę o anulowanie zamówienia.\n\nPozdrawiam\nJanina\n\npon., 2 mar 2026 o 16:45 Obsługa klienta <help@shop.example> napisał(a):\n\n> Dzień dobry,\n> zamówienie zostało przyjęte.\n' }),
  },
  {
    name: 'held-samsung-pt', reply: 'Bom dia, ainda não recebi a fatura.',
    raw: mail({ text: 'Bom dia, ainda não recebi a fatura.\n\n\nEnviado do meu smartphone Samsung Galaxy.\n\n\n-------- Mensagem original --------\nDe: Apoio <help@shop.example> \nData: 02/03/26  16:45  (GMT+00:00) \nPara: jane.roe@example.com \nAssunto: Fatura \n\nEnviámos a fatura.\n' }),
  },
  {
    name: 'held-blackberry', reply: 'Call me at 5. Thx',
    raw: mail({ encoding: '8bit', text: 'Call me at 5. Thx\nSent from my Verizon Wireless BlackBerry\n\n-----Original Message-----\nFrom: "Support" <help@shop.example>\nDate: Mon, 2 Mar 2009 16:45:10 \nTo: <jane.roe@example.com>\nReply-To: help@shop.example\nSubject: Callback\n\n\nWhen may we call?\n' }),
  },
  {
    name: 'held-outlook-express-fr', reply: 'Bonjour Monsieur,\nJe confirme le rendez-vous.\nMerci',
    raw: mail({
      charset: 'iso-8859-1', encoding: 'quoted-printable', headers: 'X-Mailer: Microsoft Outlook Express 6.00.2900.5931',
      text: 'Bonjour Monsieur,\nJe confirme le rendez-vous.\nMerci\n  ----- Original Message ----- \n  From: Service clients \n  To: jane.roe@example.com \n  Sent: Monday, March 02, 2009 4:45 PM\n  Subject: Rendez-vous\n\n\n  Pouvez-vous confirmer le rendez-vous à Orléans ?\n',
    }),
  },
  {
    name: 'held-zimbra', reply: 'Merci beaucoup, c\'est réglé.',
    raw: mail({
      text: "Merci beaucoup, c'est réglé.\n\n----- Mail original -----\nDe: \"Support\" <help@shop.example>\nÀ: \"Jeanne\" <jane.roe@example.com>\nEnvoyé: Lundi 2 Mars 2026 16:45:10\nObjet: Problème\n\nBonjour, est-ce réglé ?\n",
      html: '<html><body><div style="font-family: arial"><div>Merci beaucoup, c\'est réglé.</div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px;"><b>De: </b>"Support" &lt;help@shop.example&gt;<br><b>À: </b>"Jeanne" &lt;jane.roe@example.com&gt;<br><b>Envoyé: </b>Lundi 2 Mars 2026 16:45:10<br><b>Objet: </b>Problème<br></blockquote></div><div data-marker="__QUOTED_TEXT__"><blockquote style="border-left:2px solid #1010FF;">Bonjour, est-ce réglé ?</blockquote></div></div></body></html>',
    }),
  },
  {
    name: 'held-gmail-inline-html', reply: 'Hi, answers below.\n\nThe blue one.\n\nTo my office please.\n\nThanks!',
    raw: mail({
      html: '<div dir="ltr"><div>Hi, answers below.</div><div><br></div><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Mar 2, 2026 at 4:45 PM Shop Support &lt;<a href="mailto:help@shop.example">help@shop.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="border-left:1px solid #ccc"><div>Which colour?</div></blockquote><div>The blue one.</div><blockquote class="gmail_quote" style="border-left:1px solid #ccc"><div>And where to?</div></blockquote><div>To my office please.</div><div><br></div><div>Thanks!</div></div></div>',
    }),
  },
];
