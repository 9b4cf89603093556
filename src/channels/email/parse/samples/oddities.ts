import iconv from 'iconv-lite';
import { mail, rawMail, type Sample } from './sample.ts';

/** Broken, old and rare mail: what gateways, archives and careless scripts send. */
const bytes = (head: string, body: Uint8Array) => Buffer.concat([Buffer.from(`${head.replace(/\n/g, '\r\n')}\r\n\r\n`), body]);
const H = 'From: jane.roe@example.com\nTo: help@shop.example\nSubject: x';
const J = 'jane.roe@example.com';

export const oddities: Sample[] = [
  { name: 'undeclared-shift-jis', body: '商品がまだ届いていません。よろしくお願いします。', raw: bytes(H, iconv.encode('商品がまだ届いていません。よろしくお願いします。', 'shift_jis')) },
  { name: 'undeclared-euc-kr', body: '안녕하세요 주문한 상품이 아직 도착하지 않았습니다', raw: bytes(H, iconv.encode('안녕하세요 주문한 상품이 아직 도착하지 않았습니다', 'euc-kr')) },
  { name: 'undeclared-big5', body: '您好，我的訂單還沒有收到，請幫我查詢一下，謝謝。', raw: bytes(H, iconv.encode('您好，我的訂單還沒有收到，請幫我查詢一下，謝謝。', 'big5')) },
  { name: 'undeclared-koi8', body: 'Здравствуйте, заказ ещё не пришёл, помогите пожалуйста', raw: bytes(H, iconv.encode('Здравствуйте, заказ ещё не пришёл, помогите пожалуйста', 'koi8-r')) },
  { name: 'undeclared-1251', body: 'Здравствуйте, заказ ещё не пришёл, помогите пожалуйста', raw: bytes(H, iconv.encode('Здравствуйте, заказ ещё не пришёл, помогите пожалуйста', 'windows-1251')) },
  { name: 'undeclared-latin1', body: 'Grüße aus Köln, ça va très bien', raw: bytes(H, iconv.encode('Grüße aus Köln, ça va très bien', 'latin1')) },
  { name: 'utf8-declared-latin1', body: 'Grüße aus Köln', raw: mail({ encoding: '8bit', text: 'Grüße aus Köln' }).map((b) => b) },
  { name: 'latin1-declared-utf8', body: 'Grüße aus Köln, schöne Tage, übrig', raw: bytes(`${H}\nContent-Type: text/plain; charset=utf-8`, iconv.encode('Grüße aus Köln, schöne Tage, übrig', 'latin1')) },
  { name: 'unknown-charset', body: 'Hello Jürgen', raw: bytes(`${H}\nContent-Type: text/plain; charset=x-nothing`, Buffer.from('Hello Jürgen')) },
  { name: 'raw-8bit-subject', subject: 'Größe falsch', raw: bytes('From: jane.roe@example.com\nSubject: Größe falsch', Buffer.from('x')) },
  { name: 'raw-gbk-subject', subject: '我的订单还没有收到请问', raw: Buffer.concat([Buffer.from('From: a@b.example\r\nSubject: '), iconv.encode('我的订单还没有收到请问', 'gbk'), Buffer.from('\r\n\r\nx')]) },
  { name: 'iso-2022-jp-split', subject: 'ご注文の商品について', raw: rawMail('From: a@b.example\nSubject: =?ISO-2022-JP?B?GyRCJDRDbUo4JE4bKEI=?=\n =?ISO-2022-JP?B?GyRCPiZJSiRLJEQkJCRGGyhC?=\n\nx') },
  { name: 'utf8-word-split-in-character', subject: 'Grüße', raw: rawMail('From: a@b.example\nSubject: =?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=\n\nx') },
  { name: 'q-word-with-spaces', subject: 'Hello World', raw: rawMail('From: a@b.example\nSubject: =?utf-8?Q?Hello World?=\n\nx') },
  { name: 'from-comment', from: J, raw: rawMail('From: jane.roe@example.com (Jane Roe)\nSubject: x\n\nx') },
  { name: 'from-no-bracket', from: J, raw: rawMail('From: Jane Roe <jane.roe@example.com\nSubject: x\n\nx') },
  { name: 'from-mailto', from: J, raw: rawMail('From: "Jane Roe" [mailto:jane.roe@example.com]\nSubject: x\n\nx') },
  { name: 'from-bare-words', from: J, raw: rawMail('From: Jane Roe jane.roe@example.com\nSubject: x\n\nx') },
  { name: 'from-missing-uses-sender', from: J, raw: rawMail('Sender: jane.roe@example.com\nSubject: x\n\nx') },
  { name: 'from-twice', from: J, raw: rawMail('From: jane.roe@example.com\nFrom: other@example.com\nSubject: x\n\nx') },
  { name: 'from-comma-in-name', from: J, raw: rawMail('From: =?utf-8?Q?Roe=2C_Jane?= <jane.roe@example.com>\nSubject: x\n\nx') },
  { name: 'from-nobody', from: null, body: 'x', raw: rawMail('To: undisclosed-recipients:;\nSubject: x\n\nx') },
  { name: 'mbox-line', from: J, body: 'Hello', raw: rawMail('From jane Tue Mar  3 10:11:12 2026\nFrom: jane.roe@example.com\nSubject: x\n\nHello') },
  { name: 'bare-cr', from: J, body: 'Hello there', raw: Buffer.from('From: jane.roe@example.com\rSubject: x\r\rHello\rthere') },
  { name: 'no-blank-line', from: J, body: 'Hello, where is my order?', raw: rawMail('From: jane.roe@example.com\nSubject: x\nHello, where is my order?') },
  { name: 'no-header', body: 'Just a text without any header.', raw: rawMail('Just a text without any header.') },
  { name: 'no-final-boundary', body: 'Hello', raw: rawMail(`${H}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n`) },
  { name: 'wrong-boundary', body: 'Hello', raw: rawMail(`${H}\nContent-Type: multipart/mixed; boundary="other"\n\n--real\nContent-Type: text/plain\n\nHello\n--real--\n`) },
  { name: 'multipart-without-header', body: 'Hello', raw: rawMail(`${H}\n\nThis is a multi-part message in MIME format.\n--zz\nContent-Type: text/plain\n\nHello\n--zz--\n`) },
  { name: 'text-after-attachment', body: 'Before\nAfter', files: ['a.pdf'], raw: rawMail(`${H}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nBefore\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b\nContent-Type: text/plain\n\nAfter\n--b--\n`) },
  { name: 'rfc2231-name', files: ['Übersicht März.pdf'], raw: rawMail(`${H}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment;\n filename*0*=UTF-8''%C3%9Cbersicht%20;\n filename*1*=M%C3%A4rz.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n`) },
  { name: 'encoded-word-name', files: ['Rechnung März.pdf'], raw: rawMail(`${H}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: application/pdf; name="=?UTF-8?Q?Rechnung_M=C3=A4rz.pdf?="\nContent-Disposition: attachment; filename="=?UTF-8?Q?Rechnung_M=C3=A4rz.pdf?="\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n`) },
  { name: 'raw-gbk-name', files: ['订单请问.pdf'], raw: Buffer.concat([Buffer.from('From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: application/pdf; name="'), iconv.encode('订单请问', 'gbk'), Buffer.from('.pdf"\r\n\r\nx\r\n--b--')]) },
  { name: 'path-in-name', files: ['passwd'], raw: mail({ text: 'x', files: [{ name: '../../etc/passwd', type: 'text/plain', content: 'x' }] }) },
  { name: 'uuencode', body: 'See file:', files: ['a.txt'], raw: rawMail(`${H}\n\nSee file:\n\nbegin 644 a.txt\n#0V%T\n\`\nend\n`) },
  { name: 'attached-mail', files: ['Broken lamp.eml'], forwarded: 'carl.poe@client.example', body: 'Please handle.', raw: rawMail(`${H}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPlease handle.\n--b\nContent-Type: message/rfc822\n\nFrom: Carl Poe <carl.poe@client.example>\nSubject: Broken lamp\n\nMy lamp is broken.\n--b--\n`) },
  { name: 'pgp-signed', body: 'Signed text', files: ['signature.asc'], raw: rawMail(`${H}\nContent-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b\n\n--b\nContent-Type: text/plain\n\nSigned text\n--b\nContent-Type: application/pgp-signature; name="signature.asc"\n\n-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n--b--\n`) },
  { name: 'invitation', body: 'Meeting', files: ['invite.ics'], auto: null, raw: rawMail(`${H}\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nMeeting\n--b\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Demo\nDTSTART:20260305T090000Z\nEND:VEVENT\nEND:VCALENDAR\n--b--\n`) },
  { name: 'html-as-plain', body: 'Hello Jane', raw: rawMail(`${H}\nContent-Type: text/plain\n\n<html><body><p>Hello <b>Jane</b></p></body></html>`) },
  { name: 'excuse-for-plain', body: 'Hello Jane', raw: mail({ text: 'Your e-mail client does not support HTML messages.', html: '<p>Hello Jane</p><p></p><style>p{color:red}</style><div style="display:none">Your e-mail client does not support HTML messages, preview</div>' }) },
  { name: 'empty-body', body: '', reply: '', raw: rawMail(`${H}\n\n`) },
  { name: 'flowed', body: 'This is one long paragraph that was wrapped by the program.\nSecond.', raw: mail({ flowed: true, text: 'This is one long paragraph that \nwas wrapped by the program.\nSecond.' }) },
  { name: 'utf16', body: 'Hello Jane, über', raw: bytes(`${H}\nContent-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64`, Buffer.from(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Hello Jane, über', 'utf16le')]).toString('base64'))) },
];
