/** Labels of a quoted header block ("From: … Sent: … To: … Subject: …") in the languages of mail programs. */
export type LabelKind = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

const table: Record<LabelKind, string> = {
  from: "from|von|de|da|van|från|fra|frá|od|от|від|发件人|發件人|寄件者|寄件人|差出人|送信者|送信元|보낸 사람|보낸사람|발신|발신인|보낸이|lähettäjä|feladó|de la|από|מאת|من|kimden|gönderen|từ|người gửi|dari|pengirim|expéditeur|expediteur|remitente|mittente|remetente|afzender|absender|avsändare|afsender|avsender|nadawca|odesílatel|odosielateľ|pošiljatelj|šalje|отправитель|expeditor|saatja|kellelt|nuo|siuntėjas|no|sūtītājs|จาก|ผู้ส่ง|od koho|sender|d'après|פון|از|posiljatelj|від кого|от кого|de la part de|expeditorul|feladó neve|nadawca wiadomości|message de|mittent",
  date: "date|sent|datum|gesendet|gesendet am|envoyé|envoyé le|envoye|fecha|enviado|enviado el|enviado em|enviada|enviada em|data|inviato|data invio|verzonden|verzonden op|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|odesláno|odoslané|dátum|wysłano|data wysłania|отправлено|дата|отправлен|надіслано|发送时间|发送日期|日期|時間|时间|寄件日期|傳送時間|發送時間|送信日時|送信日|日時|日付|보낸 날짜|보낸날짜|날짜|일시|전송|küldve|trimis|trimisă|dată|ημερομηνία|στάλθηκε|נשלח|תאריך|تاريخ الإرسال|التاريخ|تم الإرسال|أُرسلت|gönderme tarihi|gönderildi|gönderim zamanı|tarih|đã gửi|ngày|gửi|dikirim|tanggal|poslano|poslato|saadetud|kuupäev|išsiųsta|data|nosūtīts|datums|ส่ง|วันที่|sendt den|date d'envoi|datum|изпратено|تاریخ|poslané|posted at|received|message du|messaggio del|mensaje del",
  to: 'to|an|à|a|para|per|aan|till|til|vastaanottaja|komu|do|кому|до|收件人|收件者|宛先|받는 사람|받는사람|수신|수신인|받는이|címzett|către|catre|προς|אל|إلى|الى|kime|alıcı|đến|kepada|destinataire|destinatario|destinatário|empfänger|ontvanger|mottagare|modtager|mottaker|adresat|za|prima|primatelj|kellele|saaja|kam|gavėjas|kam|ถึง|til|destinatari|destinatarul|на|برای',
  cc: 'cc|kopie|copie|copia|kopia|kopi|copie à|cc:|копия|копія|抄送|副本|참조|másolat|κοιν|κοινοποίηση|עותק|העתק|نسخة|bilgi|dw|kópia|kopija|cópia|tembusan|đồng kính gửi|สำเนา|bcc|koopia|pk|kopio|dw',
  subject:
    'subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|efni|aihe|předmět|predmet|temat|тема|主题|主題|主旨|件名|标题|標題|제목|tárgy|subiect|θέμα|נושא|الموضوع|konu|chủ đề|tiêu đề|perihal|subjek|subjekt|zadeva|naslov|teema|tema|temats|เรื่อง|หัวเรื่อง|относно|assumpte|re|موضوع|sujet|subiectul|betr\\.?',
  other:
    'reply-to|attachments?|importance|organization|newsgroups|message-id|anlagen?|anhänge|pièces? jointes?|antwort an|répondre à|wichtigkeit|priority|importancia|priorità|resent-[a-z]{2,7}|sender|received|return-path|mime-version|content-type|x-mailer|in-reply-to|references|allegati|adjuntos|datos adjuntos|bijlagen?|вложения?|附件|添付ファイル|第|categories|sensitivity|when|where|required attendees',
};

const kinds = new Map<string, LabelKind>();
for (const kind of Object.keys(table) as LabelKind[]) {
  for (const label of table[kind].split('|')) if (!kinds.has(label)) kinds.set(label, kind);
}
// Words that are two things: the commoner reading in a header block wins by what stands around it.
const pattern =
  /^[\s>*_|\u200e\u200f]{0,12}([^\s:：*][^:：\n*]{0,30}?)\s{0,3}\*?\s{0,2}[:：]\*{0,2}\s{0,8}(.{0,2000})$/u;

export type Label = { kind: LabelKind; value: string; name: string };

/**
 * The labels of a header block that was flattened into one line: "From: Jane <j@x.example>To: help@…Subject: …".
 * A label begins with a capital (where its script has them) and may stand right behind the value before it.
 */
export function labelsWithin(text: string): Label[] {
  const line = text.slice(0, 1500);
  const found: { kind: LabelKind; name: string; start: number; value: number }[] = [];
  for (const match of line.matchAll(/[:：]/g)) {
    const before = line.slice(Math.max(0, match.index - 24), match.index).trimEnd();
    for (let length = before.length; length >= 1; length--) {
      const written = before.slice(-length);
      const kind = kinds.get(written.toLowerCase());
      const capital = written[0] !== (written[0] as string).toLowerCase();
      const caseless = (written[0] as string).toLowerCase() === (written[0] as string).toUpperCase();
      if (!kind || !(capital || (caseless && /(?:^|[\s>\d])$/.test(before.slice(0, -length))))) continue;
      found.push({ kind, name: written.toLowerCase(), start: match.index - length, value: match.index + 1 });
      break;
    }
  }
  return found.map(({ kind, name, value }, i) => ({
    kind,
    name,
    value: line.slice(value, found[i + 1]?.start ?? line.length).trim(),
  }));
}

/** The label a line begins with, or null. Attachments and other fields count as `other`. */
export function labelOf(line: string): Label | null {
  if (line.length > 2200 || !(line.includes(':') || line.includes('：'))) return null;
  const found = pattern.exec(line.replace(/\u00a0/g, ' '));
  if (!found) return null;
  const name = (found[1] as string).trim().toLowerCase();
  const kind =
    kinds.get(name) ?? (/^(?:attachments?|anlagen?|resent-\w{2,7})$/.test(name) ? 'other' : undefined);
  return kind ? { kind, value: (found[2] as string).trim(), name } : null;
}
