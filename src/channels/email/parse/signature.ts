import { isRule } from './header-block.ts';
import type { Line } from './lines.ts';

/**
 * Signatures that are sure: the "-- " delimiter, elements a mail program names as signature, the line a phone
 * adds, and what mailing lists and free mail services append. A bare "Best regards, Jane" is the writer's own.
 */

/** "Sent from my iPhone" and its kin, one line, in the languages phones speak. */
const sentFrom = [
  /^(?:sent|send) (?:from|via|with|using|by|through|on)\b.{0,80}$/,
  /^sent by .{1,60}(?:phone|mobile|app|android)\b.{0,30}$/,
  /^get outlook (?:for|on) .{1,40}$/,
  /^(?:von|gesendet|versendet|verschickt|diese nachricht wurde|gesandt) (?:von|mit|vom|über|aus|per|meinem|meiner)\b.{0,90}$/,
  /^von (?:meinem|meiner|unterwegs|mobil).{0,60}$/,
  /^(?:holen sie sich|laden sie|hol dir) outlook .{0,40}$/,
  /^(?:diese )?(?:nachricht|mail|e-mail) (?:wurde )?(?:von|mit) (?:meinem|meiner) .{0,80}(?:gesendet|geschrieben|verschickt)\.?$/,
  /^(?:envoyé|envoye|expédié|message envoyé|provenance) (?:de|depuis|à partir|avec|par|via|du)\b.{0,90}$/,
  /^(?:obtenez|télécharger|téléchargez) outlook .{0,40}$/,
  /^(?:enviado|enviada|mensaje enviado|mandado) (?:desde|de|do|da|por|con|a partir|pelo|via|com|através|mediante)\b.{0,90}$/,
  /^(?:obtener|obtenha|obter) (?:o )?outlook .{0,40}$/,
  /^(?:inviato|inviata|spedito) (?:da|dal|dall'|dall’|con|tramite|via|mediante).{0,90}$/,
  /^(?:scarica|ottieni) outlook .{0,40}$/,
  /^(?:verzonden|verstuurd|gestuurd) (?:vanaf|vanop|van|met|via|vanuit)\b.{0,90}$/,
  /^(?:outlook voor|outlook pour|outlook für|outlook para|outlook per|outlook for) (?:ios|android|windows|mac).{0,30}$/,
  /^(?:downloaden|download) outlook .{0,40}$/,
  /^(?:skickat|skickades|sendt|sendt|lähetetty|sent) (?:från|fra|med|via|iphonesta|ipadista|puhelimesta).{0,80}$/,
  /^lähetetty .{1,60}$/,
  /^hämta outlook .{0,40}$/,
  /^(?:wysłane|wysłano|wyslane) (?:z|ze|za|przez|przy)\b.{0,80}$/,
  /^(?:pobierz|download) (?:aplikację )?outlook .{0,40}$/,
  /^(?:odesláno|odoslané|posláno|poslané) (?:z|ze|zo|pomocí)\b.{0,80}$/,
  /^(?:отправлено|отправлено с|отослано|послано|надіслано|відправлено) (?:с|из|от|з|із|через|при) .{0,80}$/,
  /^(?:trimis|poslano|poslato|küldve|elküldve) (?:de pe|din|s|sa|iz|az|a)\b.{0,80}$/,
  /^.{1,40}(?:-emről|-omról|-ről|-ról) küldve\.?$/,
  /^(?:στάλθηκε|εστάλη) από .{0,80}$/,
  /^נשלח מ.{0,80}$/,
  /^(?:أرسلت من|مرسل من|أُرسلت من|تم الإرسال من|أرسل من) .{0,80}$/,
  /^.{1,60}(?:'(?:dan|den|tan|ten|ımdan|imden|umdan)|’(?:dan|den|tan|ten|ımdan|imden)) gönderildi\.?$/,
  /^(?:iphone|ipad|android|galaxy).{0,30}(?:から送信|에서 보냄|'umdan gönderildi).{0,20}$/,
  /^(?:.{0,40})(?:から送信|から送信されました|より送信)$/,
  /^(?:나의|내|제) .{1,40}에서 (?:보냄|보낸|전송).{0,20}$/,
  /^.{1,40}에서 보냄\.?$/,
  /^(?:发自|發自|来自|從我的|从我的|由我的).{1,60}$/,
  /^(?:获取|取得|下载) ?outlook.{0,40}$/,
  /^(?:đã gửi từ|được gửi từ|gửi từ|dikirim dari|terkirim dari) .{0,80}$/,
  /^(?:enviat des de|saadetud minu|išsiųsta iš|nosūtīts no) .{0,80}$/,
  /^(?:sendt fra|skickat från|sent from) .{0,80}$/,
  /^(?:excuse|please excuse|pardon|sorry for|forgive)\b.{0,80}\b(?:brevity|typos|terse\w*|spelling|mistakes|errors)\b.{0,80}$/,
  /^(?:typed|written|composed|sent) (?:on|from) (?:a|my) (?:tiny|small|phone|mobile|iphone|ipad|android|glass).{0,60}$/,
];

/** Words that prove a device or program in lines that could also be prose ("Sent from London"). */
const device =
  /phone|ipad|ipod|android|samsung|galaxy|blackberry|nokia|huawei|xiaomi|redmi|pixel|htc|motorola|sony|xperia|oneplus|outlook|windows|yahoo|gmail|mail\b|mail[.']|mail$|mobil|handy|handheld|wireless|smartphone|tablet|device|gerät|appareil|telefon|téléphone|teléfono|telefone|telefono|telefoon|mobiel|móvil|celular|cellulare|móvel|komór|smart|surface|airmail|spark|proton|thunderbird|superhuman|mailbird|mailspring|canary|hey\b|edison|newton|aqua|k-9|fairemail|tutanota|\btuta\b|web\.de|gmx|t-mobile|verizon|at&t|o2|vodafone|orange|laposte|libero|mac\b|macbook|watch|unterwegs|gerat|устройств|телефон|айфон|смартфон|почт|手机|手機|電話|我的|携帯|휴대|הטלפון|מכשיר|هاتف|جهاز|telefonum|điện thoại|zimbra|roundcube|front\b|missive|fastmail|posteo|icloud|typos|brevity|spelling|terse|mistakes|errors|glass|tiny|small/i;

function bare(text: string): string {
  return text
    .replace(/<https?:[^<>]{0,400}>|\(https?:[^()]{0,400}\)|\[https?:[^[\]]{0,400}\]/gi, '')
    .replace(/[\u200b-\u200f\u202a-\u202e]/g, '')
    .replace(/^[\s>*_<"“([|–—-]+|[\s*_>"”)\]|]+$/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

export function isSentFrom(text: string): boolean {
  if (text.length > 600) return false;
  const line = bare(text);
  if (line.length <= 3 || line.length >= 140) return false;
  // A program's advertisement links to itself: "Sent from TypeApp<https://…>".
  const advertised = /[<([]https?:[^\s<>]{4,400}[>)\]]\s{0,3}$/i.test(text) && line.split(' ').length <= 6;
  if (advertised && sentFrom.some((shape) => shape.test(line))) return true;
  return (
    /^sent from (?:my|a|an) .{2,50}$/.test(line) ||
    (device.test(line) && sentFrom.some((shape) => shape.test(line)))
  );
}

/** The "-- " line (RFC 3676 4.3), also where a gateway ate the space or HTML turned it into a dash. */
export function isDelimiter(text: string): boolean {
  return /^(?:--|—|–-|- -)[\s\u00a0]{0,3}$/.test(text);
}

/**
 * What lists, scanners and free mail services append. `standing` is unmistakable by itself; `belowRule` could
 * be a customer's own sentence ("To unsubscribe I clicked the link") and counts only under a drawn rule.
 */
const standing =
  /^(?:-{5,} yahoo! groups .{0,60}|you received this (?:message|email|mail) because you are subscribed.{0,160}|to unsubscribe from this (?:list|group).{0,20}(?:send|visit|go to|and stop|,|:).{0,200}|do you yahoo!?\?.{0,160}|get your free.{0,120}(?:msn|hotmail).{0,60}|msn photos is the easiest.{0,100}|this (?:email|e-mail|message|mail) (?:has been|was) (?:checked|scanned) for viruses.{0,140}|virus-free\. ?(?:www\.|<http|avast).{0,80}|virenfrei\. ?(?:www\.|<http|avast).{0,80}|diese e-mail wurde von avast.{0,80}|no virus found in this (?:incoming |outgoing )?(?:message|mail).{0,40}|checked by avg.{0,80}|yahoo! groups (?:links|sponsor).{0,60})$/i;
const belowRule =
  /^(?:to (?:unsubscribe|post|view this discussion|stop receiving)\b.{0,200}|you are receiving this (?:because|mail|email|message).{0,160}|.{1,80} mailing list(?: -- .{0,80})?|mailing list.{0,20}:.{0,160}|reply to this email directly(?:,| or) .{0,200}|get your (?:free|private).{0,120}(?:msn|hotmail|mail).{0,60}|join the world.{0,40}largest e-mail.{0,80}|chat with friends online.{0,80}|send and receive hotmail.{0,80}|.{0,60}\bhotmail\b.{0,80}|.{0,60}\bmsn\b.{0,80}|.{0,40}\byahoo!.{0,100}|unsubscribe(?: from this (?:list|group))?:? ?.{0,160}|for more options, visit.{0,160}|list archives?: ?<?https?:.{0,160}|this (?:message|mail|e-?mail) was sent (?:using|via|through) .{0,100}|this mail sent through .{0,80})$/i;

/**
 * Index where the signature of the writer's own stretch `from`..`to` (exclusive) begins, or `to`.
 * Everything from there to the end of the stretch is signature.
 */
export function signatureStart(lines: Line[], from: number, to: number): number {
  let end = namedSignature(lines, from, to);
  for (let i = from; i < end; i++) {
    const line = lines[i] as Line;
    if (isDelimiter(line.text) && looksSigned(lines, i + 1, end, line.text)) end = i;
    else if (isAppended(lines, i, end)) end = i;
  }
  return phoneLine(lines, from, end);
}

/** Where the last lines of the stretch are all inside an element that the mail program names as signature. */
function namedSignature(lines: Line[], from: number, to: number): number {
  let start = to;
  for (let i = to - 1; i >= from; i--) {
    const line = lines[i] as Line;
    if (line.signature && line.text.trim() !== '') start = i;
    else if (line.text.trim() !== '' && !isRule(line.text) && !isSentFrom(line.text)) break;
  }
  return start;
}

/** After "-- " anything goes; "--" without its space must look like a signature: short, or the end of the mail. */
function looksSigned(lines: Line[], from: number, to: number, delimiter: string): boolean {
  if (/^--\s/.test(delimiter)) return true;
  let count = 0;
  let longest = 0;
  for (let i = from; i < to && count <= 16; i++) {
    const text = (lines[i] as Line).text.trim();
    if (text === '') continue;
    count++;
    longest = Math.max(longest, text.length);
    // A question is no signature.
    if (/[?？]$/.test(text)) return false;
  }
  return count <= 12 && longest < 120;
}

function isAppended(lines: Line[], at: number, to: number): boolean {
  const text = (lines[at] as Line).text.trim();
  if (text === '') return false;
  if (!/^(?:[_=*-]{3,}|__)$/.test(text)) return standing.test(text) && shortTail(lines, at, to);
  let next = at + 1;
  while (next < to && next <= at + 3 && (lines[next] as Line).text.trim() === '') next++;
  const below = next < to ? (lines[next] as Line).text.trim() : '';
  return (standing.test(below) || belowRule.test(below)) && shortTail(lines, next, to);
}

/** Appended matter is at the end and short; a sentence of the writer's further down would be lost otherwise. */
function shortTail(lines: Line[], from: number, to: number): boolean {
  let count = 0;
  for (let i = from; i < to && count <= 9; i++) if ((lines[i] as Line).text.trim() !== '') count++;
  return count <= 9;
}

/** "Sent from my iPhone" at the end of the stretch, with the rule or dashes that some programs put above it. */
function phoneLine(lines: Line[], from: number, to: number): number {
  let end = to;
  for (let turns = 0; turns < 3; turns++) {
    let last = end - 1;
    while (last >= from && (lines[last] as Line).text.trim() === '') last--;
    if (last < from) return end;
    const text = (lines[last] as Line).text;
    const above = last > from ? (lines[last - 1] as Line).text : '';
    // Streak's tracking mark in Gmail, alone on a line.
    if (isSentFrom(text) || /^\s{0,4}\u1427\s{0,4}$/.test(text)) end = last;
    // Wrapped over two lines.
    else if (above.trim() !== '' && text.length < 60 && isSentFrom(`${above} ${text}`)) end = last - 1;
    else if (turns > 0 && (/^\s{0,4}[-_=—–]{1,80}\s{0,4}$/.test(text) || isDelimiter(text))) return last;
    else return end;
  }
  return end;
}
