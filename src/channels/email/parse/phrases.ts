/**
 * What mail programs write around quotations, in the languages they speak. Lists, not rules: the rules are in
 * attribution.ts, header-block.ts and signature.ts. All comparisons are made on lowercase text.
 */

function list(phrases: string): string[] {
  return phrases.split('|').map((phrase) => phrase.trim());
}

/** "wrote", as it stands in "On …, X wrote:". */
export const wrote = list(`
  wrote|writes|said|says|schrieb|geschrieben|schreibt|a écrit|écrit|a ecrit|escribió|escribio|
  escribe|ha escrito|ha scritto|scrive|scriveva|scrisse|schreef|geschreven|heeft geschreven|escreveu|
  escreve|skrev|skriver|kirjoitti|kirjoittaa|napsal|napsala|napsal(a)|napísal|napísala|napísal(a)|
  napisał|napisała|napisał(a)|pisze|írta|ezt írta|a scris|scrie|написал|написала|написал(а)|пишет|
  писал|написав|пише|написа|yazdı|yazmış|şunu yazdı|έγραψε|כתב|כתבה|كتب|كتبت|写道|写到|寫道|寫到|在写道|書きました|
  書いた|wrote on|작성|쓰다|đã viết|menulis|je napisao|je napisala|napisao je|napisala je|je napisal|
  napisao|napisala|rašė|rakstīja|kirjutas|va escriure|ha escrit|เขียนว่า|เขียน|idatzi zuen|escribiu|
  ने लिखा|sanoi|skrifaði|skribis|a dit|dijo|ha detto|disse|نوشت
`);

/** How a line of attribution begins where its verb alone would not be proof enough. */
export const openers = list(`
  on|am|le|el|il|il giorno|op|em|den|på|w dniu|dnia|dne|v|dana|în|in data|la data|pe|στις|vào|pada|
  kuupäev|на|at|in|quoting|zitat von|citando|citat|citeren|lainaus|no dia|a|az|de|d.|hi,|в|у|
  ในวันที่|בתאריך|ב-|في|بتاريخ|在|於|于|missatge de|selon|von|from|da|fra|van|från|"|“|'|<|---|
  cytowanie|citace|the following message|message from
`);

/** "Original message" between dashes: the old mail follows. */
export const originalMessage = list(`
  original message|original appointment|original mail|original e-mail|original email|reply message|
  original|ursprüngliche nachricht|ursprüngliche mail|ursprüngliche e-mail|original-nachricht|
  originalnachricht|original nachricht|ursprünglicher termin|antwort|message d'origine|
  message d’origine|message original|message initial|courrier d'origine|mail original|
  mensaje original|correo original|cita original|messaggio originale|messaggio original|
  appuntamento originale|oorspronkelijk bericht|origineel bericht|originele bericht|
  oorspronkelijke bericht|mensagem original|e-mail original|ursprungligt meddelande|
  originalmeddelande|ursprungsmeddelande|opprinnelig melding|original melding|opprinnelig e-post|
  oprindelig meddelelse|original meddelelse|oprindelig besked|alkuperäinen viesti|
  alkuperäinen sanoma|původní zpráva|původní e-mail|pôvodná správa|wiadomość oryginalna|
  oryginalna wiadomość|wiadomosc oryginalna|исходное сообщение|исходное письмо|
  оригинальное сообщение|оригинал сообщения|первоначальное сообщение|початкове повідомлення|
  оригінальне повідомлення|原始邮件|原邮件|原始郵件|原始信件|邮件原件|原始消息|原件|元のメッセージ|オリジナルメッセージ|元のメール|
  original message から|원본 메시지|원본메시지|원본 메일|원본메일|orijinal mesaj|orjinal mesaj|özgün ileti|
  orijinal ileti|αρχικό μήνυμα|הודעה מקורית|ההודעה המקורית|الرسالة الأصلية|رسالة أصلية|
  eredeti üzenet|eredeti levél|mesaj original|mesajul original|izvorna poruka|originalna poruka|
  izvirno sporočilo|tin nhắn gốc|thư gốc|pesan asli|algne kiri|algsõnum|pirminis laiškas|
  originalus laiškas|sākotnējā ziņa|missatge original|ข้อความต้นฉบับ|originalt skilaboð|
  оригинално съобщение|پیام اصلی
`);

/** "Forwarded message": what follows is content, and its first sender the customer. */
export const forwardedMessage = list(`
  forwarded message|forwarded by|forwarded mail|begin forwarded message|forward message|
  forwarded e-mail|forwarded email|start of forwarded message|forwarded from|
  weitergeleitete nachricht|weitergeleitete mail|anfang der weitergeleiteten nachricht|
  anfang der weitergeleiteten e-mail|beginn der weitergeleiteten nachricht|weitergeleitet von|
  weitergeleitete e-mail|message transféré|message transmis|message réexpédié|
  début du message réexpédié|début du message transféré|début du message transmis|transféré par|
  mensaje reenviado|inicio del mensaje reenviado|correo reenviado|reenviado por|messaggio inoltrato|
  inizio messaggio inoltrato|inizia messaggio inoltrato|inoltrato da|doorgestuurd bericht|
  begin doorgestuurd bericht|doorgestuurd door|mensagem encaminhada|mensagem reencaminhada|
  início da mensagem encaminhada|início da mensagem reencaminhada|encaminhado por|
  vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat mail|videresendt melding|
  videresendt meddelelse|videresendt besked|videresendt e-post|påbegynder videresendt besked|
  start på videresendt melding|starten på det videresendte meddelelse|välitetty viesti|
  edelleenlähetetty viesti|välitetty viesti alkaa|přeposlaná zpráva|předaná zpráva|
  začátek přeposlané zprávy|preposlaná správa|preposlaná správa začína|wiadomość przekazana|
  przekazana wiadomość|wiadomość przesłana dalej|początek przekazywanej wiadomości|przekazana dalej|
  пересланное сообщение|пересылаемое сообщение|переадресованное сообщение|
  начало переадресованного сообщения|перенаправлене повідомлення|перенаправленное сообщение|
  начало перенаправленного сообщения|початок переадресованого повідомлення|начало пересылаемого сообщения|пересылаемое письмо|
  переслане повідомлення|переслано повідомлення|转发的邮件|转发邮件|转发邮件信息|转发消息|转发的消息|开始转发的邮件|以下是转发的邮件|轉寄的郵件|
  轉寄郵件|轉寄訊息|轉寄的訊息|開始轉寄郵件|転送されたメッセージ|転送メッセージ|転送メール|転送されたメール|転送元|전달된 메시지|전달된 메일|전달된 이메일|전달된 메시지 시작|
  iletilmiş mesaj|iletilen ileti|yönlendirilmiş ileti|yönlendirilen ileti|iletilmiş ileti başlangıcı|
  yönlendirilmiş mesaj|προωθημένο μήνυμα|προωθημένο μήνυμα αρχίζει|הודעה שהועברה|הודעה מועברת|
  תחילת ההודעה שהועברה|رسالة معاد توجيهها|بداية الرسالة المحولة|رسالة محولة|továbbított üzenet|
  továbbított levél|továbbított üzenet kezdete|mesaj redirecționat|mesaj redirectionat|
  mesaj retrimis|începutul mesajului redirecționat|începe mesajul redirecționat|početak proslijeđene poruke|
  mesaj redirecţionat|mesaj transmis|proslijeđena poruka|prosleđena poruka|
  posredovano sporočilo|tin nhắn được chuyển tiếp|thư đã chuyển tiếp|bắt đầu thư được chuyển tiếp|
  pesan terusan|pesan yang diteruskan|edastatud kiri|persiųstas laiškas|pārsūtīta ziņa|
  missatge reenviat|ข้อความที่ส่งต่อ|препратено съобщение|препратено писмо|پیام هدایت شده
`);

/** Subject prefixes of a forward, and of a reply. */
export const forwardPrefix =
  /^\s{0,5}(?:fwd?|fw|wg|tr|rv|i|enc|res-enc|vs|vb|vl|pd|doorst|doorgestuurd|inoltro|fwd\(\d\)|转发|轉寄|转寄|答复转发|転送|전달|ilt|i̇lt|πρθ|הועבר|továbbítás|redir|trs|yml|fs|weitergeleitet|переслано|пересл|прд|inl|továbbküldött|videresend|videresendt|vidarebefordra|vidarebefordrat|doorgezonden|İlt|İLT|chuyển tiếp|diteruskan|إعادة توجيه|переадр)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:：]/i;
export const replyPrefix =
  /^\s{0,5}(?:re|aw|antw|antwort|sv|odp|ref|ynt|yan|vá|vs|res|r|rif|回复|回覆|答复|返信|답장|회신|απ|σχετ|השב|رد|отв|ответ|на|atb|atsakymas|vast|odg|bls|trả lời|balas|tel)\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\)|\*\d{1,3})?\s{0,3}[:：]/i;

/** "Please type your reply above this line", as ticket systems put it. */
export const replyAbove =
  /^[\s\W_]{0,60}(?:please |in order to |to )?(?:reply|replies|respond|responses?|type|write|enter|put|add|answer)\b.{0,40}\babove (?:this|the) (?:\w{1,10} )?line|above this line.{0,30}\breply|(?:text|everything|anything) above this line|(?:antwort|antworten|schreiben).{0,40}(?:über|oberhalb).{0,20}(?:linie|zeile)|au-dessus de cette ligne|encima de esta línea|por encima de esta l|sopra questa (?:linea|riga)|boven deze (?:lijn|regel)|acima desta linha|nad (?:tą|tým|touto) (?:linią|linii|řádk|čiar)|выше этой (?:строки|линии|черты)|ovanför (?:den här|denna) (?:raden|linjen)|over denne linje|この線より上|この行より上|在此行上方|请在此线上方/i;
