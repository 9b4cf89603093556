/*
 * Subjects as mail programs of many languages change them. What is stripped here helps to compare; it
 * never grants anything.
 */

/** What programs put before the subject of an answer or a forward, in lower case. */
const answerWords = [
  're',
  'aw',
  'antw',
  'antwort',
  'sv',
  'vs',
  'vá',
  'va',
  'odp',
  'ynt',
  'res',
  'resp',
  'rif',
  'réf',
  'ref',
  'bls',
  'atb',
  'ats',
  'отв',
  'на',
  'відп',
  'απ',
  'σχετ',
  'השב',
  'תשובה',
  'رد',
  'پاسخ',
  '回复',
  '回覆',
  '答复',
  '返信',
  'trả lời',
  'hồi âm',
  '회신',
  'ตอบกลับ',
  'balas',
  'r',
];
const forwardWords = [
  'fw',
  'fwd',
  'wg',
  'tr',
  'doorst',
  'vb',
  'vl',
  'vs',
  'fs',
  'rv',
  'enc',
  'i',
  'inoltro',
  'továbbítás',
  'tov',
  'pd',
  'ilt',
  'pereslano',
  'пересл',
  'нп',
  'προώθηση',
  'πρθ',
  'הועבר',
  'إعادة توجيه',
  '转发',
  '轉寄',
  '転送',
  '전달',
  'trs',
  'terusan',
];

const word = (words: string[]): RegExp =>
  new RegExp(
    `^(?:${words.join('|')})\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^\\d{1,3})?\\s?[:：]\\s{0,20}`,
    'iu',
  );
const answer = word(answerWords);
const forward = word(forwardWords);
/** Marks of ticket systems and lists, such as [#123] or [Ticket 88]; [EXT] and [EXTERNAL] of gateways. */
const mark = /^\[[^\]]{0,60}\]\s{0,20}/u;

const longest = 500;
const mostPrefixes = 20;

/** Whether the subject begins as that of an answer does. */
export const looksLikeAnswer = (subject: string): boolean => {
  let rest = subject.slice(0, longest).trim();
  for (let turn = 0; turn < mostPrefixes && mark.test(rest); turn++) rest = rest.replace(mark, '');
  return answer.test(rest);
};

/** The subject without such prefixes and marks, in one case and spacing, for comparing. May be empty. */
export function bareSubject(subject: string): string {
  let rest = subject.slice(0, longest).normalize('NFC').trim();
  for (let turn = 0; turn < mostPrefixes; turn++) {
    const next = rest.replace(answer, '').replace(forward, '').replace(mark, '').trim();
    if (next === rest) break;
    rest = next;
  }
  return rest.toLowerCase().replace(/\s+/g, ' ');
}
