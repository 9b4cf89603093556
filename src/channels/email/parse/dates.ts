/**
 * Mail dates (RFC 5322 3.3 and 4.3) and what else is found in Date headers and forwarded header blocks.
 * Returns null rather than a guess that could be a day off.
 */

const months: Record<string, number> = {
  jan: 0,
  feb: 1,
  mar: 2,
  mär: 2,
  mrz: 2,
  apr: 3,
  avr: 3,
  abr: 3,
  may: 4,
  mai: 4,
  maj: 4,
  mag: 4,
  mei: 4,
  jun: 5,
  jui: 5,
  giu: 5,
  jul: 6,
  lug: 6,
  aug: 7,
  aou: 7,
  aoû: 7,
  ago: 7,
  sep: 8,
  set: 8,
  oct: 9,
  okt: 9,
  out: 9,
  ott: 9,
  nov: 10,
  dec: 11,
  dez: 11,
  déc: 11,
  dic: 11,
};

/** Zone names of RFC 5322 4.3 and a few seen in the wild, in minutes east of Greenwich. */
const zones: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  bst: 60,
  wet: 0,
  west: 60,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
  hkt: 480,
  aest: 600,
  aedt: 660,
  ist: 330,
  sast: 120,
  nzst: 720,
  nzdt: 780,
};

const rfcShape =
  /(\d{1,2})[\s.-]{1,3}(\p{L}{3,12})\.?[\s,.-]{1,3}(\d{4}|\d{2})(?:[\s,T]{1,3}(?:\p{L}{1,4}\s)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?\s{0,3}([AaPp]\.?[Mm]\b\.?)?\s{0,3}([+-]\d{4}|[+-]\d{2}:\d{2}|\(?[A-Za-z]{1,5}\b)?/u;
const americanShape =
  /(\p{L}{3,12})\.?\s(\d{1,2}),?\s(\d{4})(?:[\s,]{1,3}(?:at\s)?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s{0,3}([AaPp]\.?[Mm]\b\.?)?\s{0,3}([+-]\d{4}|[A-Z]{3,4}\b)?/u;

function assemble(
  year: string,
  month: number,
  day: string,
  time: (string | undefined)[],
  zone: string | undefined,
): Date | null {
  let y = Number(year);
  if (year.length === 2) y += y < 50 ? 2000 : 1900;
  const [hourText = '0', minute = '0', second = '0', half] = time.map((part) => part ?? undefined);
  let hour = Number(hourText);
  if (half) hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  const utc = Date.UTC(y, month, Number(day), hour, Number(minute), Math.min(59, Number(second)));
  if (Number.isNaN(utc) || Number(day) < 1 || Number(day) > 31 || hour > 24) return null;
  const name = (zone ?? '').replace('(', '').toLowerCase();
  let east = zones[name] ?? 0;
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (numeric) east = (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]));
  // Zones beyond a day are nonsense from broken clocks; such a mail counts as UTC.
  if (Math.abs(east) > 14 * 60 + 59) east = 0;
  return plausible(new Date(utc - east * 60_000));
}

function plausible(date: Date): Date | null {
  const year = date.getUTCFullYear();
  return Number.isNaN(date.getTime()) || year < 1970 || year > 2200 ? null : date;
}

function monthOf(name: string): number | undefined {
  return months[name.toLowerCase().slice(0, 3)];
}

/** The instant a date text names, or null. */
export function readDate(value: string | null): Date | null {
  if (!value) return null;
  const text = value.slice(0, 200).replace(/\s+/g, ' ').trim();
  const rfc = rfcShape.exec(text);
  if (rfc) {
    const month = monthOf(rfc[2] as string);
    if (month !== undefined)
      return assemble(rfc[3] as string, month, rfc[1] as string, [rfc[4], rfc[5], rfc[6], rfc[7]], rfc[8]);
  }
  const american = americanShape.exec(text);
  if (american) {
    const month = monthOf(american[1] as string);
    if (month !== undefined)
      return assemble(
        american[3] as string,
        month,
        american[2] as string,
        [american[4], american[5], american[6], american[7]],
        american[8],
      );
  }
  // asctime: "Sun Nov  6 08:49:37 1994", with or without a zone before the year.
  const asctime = /(\p{L}{3}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})(?: ([A-Z]{3,4}|[+-]\d{4}))? (\d{4})/u.exec(
    text,
  );
  if (asctime) {
    const month = monthOf(asctime[1] as string);
    if (month !== undefined)
      return assemble(
        asctime[7] as string,
        month,
        asctime[2] as string,
        [asctime[3], asctime[4], asctime[5]],
        asctime[6],
      );
  }
  const iso =
    /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s?(Z|[+-]\d{2}:?\d{2})?/.exec(
      text,
    );
  if (iso)
    return assemble(
      iso[1] as string,
      Number(iso[2]) - 1,
      iso[3] as string,
      [iso[4], iso[5], iso[6]],
      iso[7] ?? 'Z',
    );
  return null;
}
