import iconv from 'iconv-lite';

/**
 * Bytes to text when the declared charset is missing, wrong or unknown: which is how a tenth of the world's
 * mail arrives. Order: byte order mark, ISO-2022 escapes, valid UTF-8, the declared charset if it fits,
 * then the likeliest legacy charset by the shape of its bytes.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const looseUtf8 = new TextDecoder('utf-8');

/** Declared labels that mean "nobody thought about it": the bytes decide. */
const meaningless = new Set([
  '',
  'us-ascii',
  'ascii',
  'unknown',
  'unknown-8bit',
  'x-unknown',
  '8bit',
  'default',
  'binary',
]);

/** Labels whose superset is what senders really use (Microsoft writes cp949 and calls it ks_c_5601). */
const supersets: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  'gb_2312-80': 'gb18030',
  'ks_c_5601-1987': 'cp949',
  ks_c_5601: 'cp949',
  'euc-kr': 'cp949',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-8': 'windows-1255',
  'tis-620': 'windows-874',
  shift_jis: 'cp932',
  'shift-jis': 'cp932',
  sjis: 'cp932',
  'x-sjis': 'cp932',
  big5: 'big5-hkscs',
};

type Decoder = InstanceType<typeof TextDecoder>;
const platform = new Map<string, Decoder | null>();

function textDecoder(label: string): Decoder | null {
  let found = platform.get(label);
  if (found === undefined) {
    try {
      found = new TextDecoder(label);
    } catch {
      found = null;
    }
    // A mail can invent labels without end; only a bounded number is remembered.
    if (platform.size < 200) platform.set(label, found);
  }
  return found;
}

function cleanLabel(label: string | null | undefined): string {
  const clean = (label ?? '')
    .toLowerCase()
    .replace(/["'\s]/g, '')
    .slice(0, 40);
  // Invented names hold the real one: "ChineseBig5", "gb2312_charset", "iso-8859-1;format".
  const inner =
    /big5|gb18030|gb2312|gbk|euc-?kr|euc-?jp|ks_c_5601-1987|shift_?jis|iso-2022-\w{2}|(?:iso-8859|windows)-\d{1,4}|koi8-[ru]|utf-?8/.exec(
      clean,
    )?.[0];
  return inner && inner !== clean && !iconv.encodingExists(clean) && !supersets[clean] ? inner : clean;
}

/** Decodes with exactly this charset, or null when nobody knows it. */
function decodeAs(bytes: Uint8Array, label: string): string | null {
  const name = supersets[label] ?? label;
  if (name === 'utf-8' || name === 'utf8') return looseUtf8.decode(bytes);
  if (/^iso-2022-(jp|kr)|^(x-)?cp5022/.test(name)) return decodeIso2022(bytes);
  if (iconv.encodingExists(name))
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
  return textDecoder(name)?.decode(bytes) ?? null;
}

/** The platform's decoder takes a shift that follows a shift at once for an attack; split headers are full of them. */
function decodeIso2022(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the shifts are control characters
  const joined = text.replace(/\x1b\([BJ](?=\x1b\$)/g, '');
  return textDecoder('iso-2022-jp')?.decode(Buffer.from(joined, 'latin1')) ?? looseUtf8.decode(bytes);
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function hasHighByte(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) > 0x7f) return true;
  return false;
}

function hasEscape(bytes: Uint8Array): boolean {
  // ESC $ or ESC ( opens every ISO-2022-JP run that matters.
  for (let i = bytes.indexOf(0x1b); i >= 0 && i < bytes.length - 1; i = bytes.indexOf(0x1b, i + 1)) {
    const next = bytes[i + 1];
    if (next === 0x24 || next === 0x28) return true;
  }
  return false;
}

/**
 * Text of these bytes. `declared` is the charset label of the header, if any; `hint` is a second opinion
 * (the charset of another part of the same mail, or of its HTML meta tag), used when the first says nothing.
 */
export function decodeBytes(bytes: Uint8Array, declared?: string | null, hint?: string | null): string {
  if (bytes.length === 0) return '';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return looseUtf8.decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return textDecoder('utf-16le')?.decode(bytes) ?? '';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return textDecoder('utf-16be')?.decode(bytes) ?? '';
  const label = cleanLabel(declared);
  if (/^utf-?(16|32)|^ucs-?2|^utf-?7/.test(label)) {
    // UTF-16 declared but sent as plain bytes is a known bug: two-byte text holds zero bytes.
    if (label === 'utf-7' || label === 'utf7' || bytes.includes(0))
      return decodeAs(bytes, label) ?? looseUtf8.decode(bytes);
  }
  const high = hasHighByte(bytes);
  if (!high) {
    if (hasEscape(bytes)) return decodeIso2022(bytes);
    if (label === 'hz-gb-2312') return looseUtf8.decode(bytes);
    return looseUtf8.decode(bytes);
  }
  // Valid UTF-8 with high bytes is almost never anything else, whatever the label says; the exception
  // is a short two-byte run in a declared East Asian charset.
  if (isUtf8(bytes) && !(/^(gb|big5|euc|shift|sjis|ks_c|cp9)/.test(label) && bytes.length < 8))
    return looseUtf8.decode(bytes);
  if (!meaningless.has(label) && label !== 'utf-8' && label !== 'utf8') {
    // Nearly every program can call anything Latin-1; western letters do not stand in runs, East Asian ones do.
    if (/^(?:iso-8859-1|latin1|windows-1252)$/.test(label) && mostlyRuns(bytes)) return guess(bytes);
    const text = decodeAs(bytes, label);
    if (text !== null && !mostlyBroken(text, bytes.length)) return text;
  }
  const second = cleanLabel(hint);
  if (second && !meaningless.has(second) && !/^utf-?8$/.test(second)) {
    const text = decodeAs(bytes, second);
    if (text !== null && !text.includes('\ufffd')) return text;
  }
  // Declared UTF-8 with a few broken bytes (cut in the middle of a character) stays UTF-8.
  const loose = looseUtf8.decode(bytes);
  if (!mostlyBroken(loose, bytes.length) && brokenShare(loose) < 0.1) return loose;
  return guess(bytes);
}

function brokenShare(text: string): number {
  let broken = 0;
  let high = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) high++;
    if (code === 0xfffd) broken++;
  }
  return high === 0 ? 0 : broken / high;
}

function mostlyBroken(text: string, length: number): boolean {
  return brokenShare(text) > 0.3 && length > 4;
}

/** Whether bytes above 127 are many and stand almost only beside each other. */
function mostlyRuns(bytes: Uint8Array): boolean {
  let high = 0;
  let inRuns = 0;
  const end = Math.min(bytes.length, 8192);
  for (let i = 0; i < end; i++) {
    if ((bytes[i] as number) <= 0x7f) continue;
    high++;
    if ((bytes[i + 1] ?? 0) > 0x7f || (bytes[i - 1] ?? 0) > 0x7f) inRuns++;
  }
  return high >= 16 && inRuns / high > 0.9 && high > end / 20;
}

/** Common letters of each legacy charset's languages: the decoding that yields most of them wins. */
const candidates: [label: string, common: RegExp][] = [
  [
    'gb18030',
    /[\u7684\u4e00\u662f\u5728\u4e0d\u4e86\u6709\u548c\u4eba\u8fd9\u4e2d\u5927\u4e3a\u4e0a\u4e2a\u56fd\u6211\u4ee5\u8981\u4ed6\u65f6\u6765\u7528\u4eec\u751f\u5230\u4f5c\u5730\u4e8e\u51fa\u60a8\u597d\u8bf7\u8ba2\u5355\u4f60\u8c22\u95ee\uff0c\u3002]/g,
  ],
  [
    'big5-hkscs',
    /[\u7684\u4e00\u662f\u5728\u4e0d\u4e86\u6709\u548c\u4eba\u9019\u4e2d\u5927\u70ba\u4e0a\u500b\u570b\u6211\u4ee5\u8981\u4ed6\u6642\u4f86\u7528\u5011\u751f\u5230\u60a8\u597d\u8acb\u8a02\u55ae\u4f60\u8b1d\u554f\uff0c\u3002]/g,
  ],
  ['cp932', /[\u3041-\u3096\u30a1-\u30fc\u3001\u3002]/g],
  ['euc-jp', /[\u3041-\u3096\u30a1-\u30fc\u3001\u3002]/g],
  ['cp949', /[이다는을가에의고하지로한은도기를사리어아있니습안요문주세해서시인제부게자대]/g],
];
const cyrillic =
  /[\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443]/g;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Latin text has few high bytes, each mostly alone; the others have runs of them. */
function guess(all: Uint8Array): string {
  const bytes = all.length > 8192 ? all.subarray(0, 8192) : all;
  let high = 0;
  let inRuns = 0;
  let letters = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte > 0x7f) {
      high++;
      if ((bytes[i + 1] ?? 0) > 0x7f || (bytes[i - 1] ?? 0) > 0x7f) inRuns++;
    } else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters++;
  }
  let best = 'windows-1252';
  if (high > 1 && inRuns / high > 0.5 && high > letters / 4) {
    let bestScore = 0;
    for (const [label, common] of candidates) {
      const text = decodeAs(bytes, label) ?? '';
      // Half-width katakana and private-use characters are what the wrong East Asian charset yields.
      const wrong = count(text, /[\ufffd\ue000-\uf8ff\uff61-\uff9f]/g);
      const score =
        (count(text, common) * (label === 'gb18030' || label === 'big5-hkscs' ? 3 : 1) - wrong * 3) /
        text.length;
      if (score > bestScore) [best, bestScore] = [label, score];
    }
    for (const label of ['windows-1251', 'koi8-r', 'iso-8859-5']) {
      const text = decodeAs(bytes, label) ?? '';
      // Reading KOI8-R as windows-1251 or the other way round turns small letters into capitals.
      const score = (count(text, cyrillic) * 1.2 - count(text, /[\u0410-\u042f]/g) * 0.6) / text.length;
      if (score > bestScore && count(text, /[\u0400-\u04ff]/g) > high * 0.85)
        [best, bestScore] = [label, score];
    }
  }
  return decodeAs(all, best) ?? looseUtf8.decode(all);
}
