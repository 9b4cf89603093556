/** How long what is offered may be: it is read at a glance, or it is no help. */
const longest = 160;

const greeting =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|grüezi)\b/iu;
const thanks = /^(?:thank|thanks|many thanks|vielen dank|danke|herzlichen dank)\b/iu;
const closing =
  /^(?:(?:best|kind|warm) regards|best wishes|cheers|regards|yours|sincerely|viele grüße|beste grüße|liebe grüße|freundliche grüße|mit freundlichen grüßen|gruß|vg|lg)\b/iu;

/**
 * What an answer comes down to: its first sentences after greeting and thanks, up to 160 characters. '' when
 * nothing is left.
 */
export function gistOf(text: string): string {
  const lines = text
    .slice(0, 4_000)
    .split('\n')
    .map((line) => line.trim());
  const end = lines.findIndex((line) => closing.test(line) || line === '--');
  const said = (end === -1 ? lines : lines.slice(0, end)).filter(
    (line) => line !== '' && !line.startsWith('>') && !(greeting.test(line) && line.length < 60),
  );
  const sentences = [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(said.join(' '))]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => !(thanks.test(sentence) && sentence.length < 80));
  let gist = '';
  for (const sentence of sentences) {
    if (gist !== '' && gist.length + 1 + sentence.length > longest) break;
    gist = gist === '' ? sentence : `${gist} ${sentence}`;
  }
  return gist.length <= longest ? gist : `${gist.slice(0, longest - 1).trimEnd()}…`;
}
