import { type Box, png } from './png.ts';
import type { SampleFile } from './world.ts';

/** The files of the sample world, each made when it is planted. */

const [white, paper, line, ink, grey, iris, red] = [
  0xffffff, 0xf4f2ee, 0xd9d6cf, 0x2b2933, 0xb9b6c0, 0x5b54d6, 0xd2483f,
];

const picture = (name: string, width: number, height: number, boxes: Box[]): SampleFile => ({
  name,
  type: 'image/png',
  bytes: () => png(width, height, boxes),
});

const text = (name: string, type: string, words: string): SampleFile => ({
  name,
  type,
  bytes: () => Buffer.from(words, 'utf8'),
});

/** Lines of writing, drawn as bars. */
const writing = (x: number, y: number, widths: number[], colour = grey): Box[] =>
  widths.map((w, n): Box => [x, y + n * 14, w, 6, colour]);

/** A window with a page in it whose button cannot be pressed. */
export const greyButton = picture('corrected-invoice.png', 480, 300, [
  [0, 0, 480, 300, paper],
  [16, 16, 448, 268, white],
  [16, 16, 448, 34, line],
  [28, 27, 12, 12, red],
  [46, 27, 12, 12, 0xe0b13f],
  [64, 27, 12, 12, 0x4ca866],
  ...writing(40, 74, [180], ink),
  ...writing(40, 100, [380, 350, 392, 240]),
  [40, 172, 400, 1, line],
  ...writing(40, 188, [120, 90], ink),
  [300, 232, 140, 32, 0xd8d6de],
  ...writing(322, 245, [96], white),
]);

/** A label of which the printer left the right third away. */
export const cutLabel = picture('label.png', 420, 260, [
  [0, 0, 420, 260, 0x8d7f6d],
  [30, 24, 290, 212, white],
  [30, 24, 290, 6, line],
  ...writing(50, 50, [150, 190, 120], ink),
  ...Array.from({ length: 46 }, (_, n): Box => [50 + n * 6, 120, (n * 7) % 4 === 0 ? 4 : 2, 70, ink]),
  ...writing(50, 206, [270], ink),
  [320, 0, 100, 260, 0x8d7f6d],
]);

/** A bill from a till, for the receipts that are written by hand. */
export const receipt = picture('レシート.png', 240, 340, [
  [0, 0, 240, 340, 0xcfc8bb],
  [24, 18, 192, 304, white],
  ...writing(64, 40, [112, 80], ink),
  [40, 84, 160, 1, line],
  ...writing(40, 100, [70, 96, 54, 84]),
  ...[0, 1, 2, 3].map((n): Box => [172, 100 + n * 14, 28, 6, grey]),
  [40, 172, 160, 1, line],
  ...writing(40, 188, [60], ink),
  [156, 186, 44, 10, ink],
  [80, 240, 80, 60, iris],
]);

/** How many calls went through each night: two thousand, then two hundred. */
export const calls = picture('calls-per-night.png', 460, 240, [
  [0, 0, 460, 240, white],
  [40, 200, 390, 1, line],
  [40, 110, 390, 1, paper],
  [40, 20, 390, 1, paper],
  ...[168, 172, 165, 176, 170, 17, 16].map((high, n): Box => {
    const colour = high < 20 ? red : iris;
    return [60 + n * 52, 200 - high, 30, high, colour];
  }),
]);

export const exportRows = text(
  'stock-2026-45.csv',
  'text/csv',
  'article,warehouse,in_stock,reserved\nTeapot 0.8 l,Porto,41,3\nTeapot 1.2 l,Porto,17,0\nCup and saucer,Porto,212,24\nTray oak,Lagos,9,1\n',
);

export const syncLog = text(
  'sync.log',
  'text/plain',
  '02:00:01 begin\n02:00:14 200 calls\n02:00:14 429 Too Many Requests, retry-after: 3600\n02:00:15 give up, 1,806 articles left\n',
);

export const priceList = text(
  'plans-and-prices.txt',
  'text/plain',
  'Solo      19 a month   one shop, one person\nTeam      49 a month   up to five shops and two warehouses\nCompany  129 a month   as many as there are, audit export, single sign-on\n\nYearly is ten months. All without VAT.\n',
);

export const returnSlip = text(
  'return-slip.txt',
  'text/plain',
  'Put this slip on top of what you send back.\n\nOrder number:\nWhat comes back:\nWhy:\n\nCopperfield, Returns, 4 Harbour Lane\n',
);
