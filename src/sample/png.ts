import { crc32, deflateSync } from 'node:zlib';

/** A filled rectangle: left, top, width, height in pixels, and its colour as 0xRRGGBB. */
export type Box = readonly [x: number, y: number, w: number, h: number, colour: number];

/** A small picture of rectangles, the later over the earlier, as PNG (ISO/IEC 15948, clause 11.2). */
export function png(width: number, height: number, boxes: readonly Box[]): Buffer {
  const row = 1 + width * 3;
  const pixels = Buffer.alloc(row * height);
  for (const [x, y, w, h, colour] of boxes)
    for (let v = Math.max(0, y); v < Math.min(height, y + h); v++)
      for (let u = Math.max(0, x); u < Math.min(width, x + w); u++)
        pixels.writeUIntBE(colour, v * row + 1 + u * 3, 3);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
