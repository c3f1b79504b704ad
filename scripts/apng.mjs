// An animated PNG out of screenshots: of each frame only the rectangle that differs from the one before. Lossless, no dependency.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const paeth = (a, b, c) => { const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b), pc = Math.abs(p - c); return pa <= pb && pa <= pc ? a : pb <= pc ? b : c; };

/** Pixels of a PNG with 8 bits a channel, not interlaced (what browsers write), as three bytes each. @throws on any other */
function pixels(png) {
  let width = 0, height = 0, channels = 0;
  const data = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at), type = png.toString('latin1', at + 4, at + 8), body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = { 2: 3, 6: 4 }[body[9]] ?? 0;
      if (body[8] !== 8 || !channels || body[12]) throw new Error('only PNG with 8 bits a channel, in colour and not interlaced');
    }
    if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data)), row = width * channels, out = Buffer.alloc(width * height * 3);
  let above = Buffer.alloc(row);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)], line = raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1));
    for (let i = 0; i < row; i++) {
      const left = i < channels ? 0 : line[i - channels], up = above[i], corner = i < channels ? 0 : above[i - channels];
      line[i] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
    for (let x = 0; x < width; x++) line.copy(out, (y * width + x) * 3, x * channels, x * channels + 3);
    above = line;
  }
  return { width, height, rgb: out };
}

/** The smallest rectangle around what differs; null when nothing does. */
function difference(before, { width, height, rgb }) {
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0; y < height; y++) {
    if (!before.rgb.compare(rgb, y * width * 3, (y + 1) * width * 3, y * width * 3, (y + 1) * width * 3)) continue;
    top = Math.min(top, y);
    bottom = y;
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 3;
      if (before.rgb[i] !== rgb[i] || before.rgb[i + 1] !== rgb[i + 1] || before.rgb[i + 2] !== rgb[i + 2]) { left = Math.min(left, x); right = Math.max(right, x); }
    }
  }
  return bottom < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Rows with the filter that leaves the smallest numbers, deflated. */
function packed({ width, rgb }, box) {
  const row = box.width * 3, out = Buffer.alloc(box.height * (row + 1));
  let above = Buffer.alloc(row);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * width + box.x) * 3, line = rgb.subarray(from, from + row);
    const choices = [
      line,
      line.map((v, i) => v - (i < 3 ? 0 : line[i - 3])),
      line.map((v, i) => v - above[i]),
    ];
    const weight = (bytes) => bytes.reduce((n, v) => n + (v > 127 ? 256 - v : v), 0), weights = choices.map(weight);
    const best = weights.indexOf(Math.min(...weights));
    out[y * (row + 1)] = best;
    out.set(choices[best], y * (row + 1) + 1);
    above = line;
  }
  return deflateSync(out, { level: 9 });
}

function chunk(type, body) {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32 ? crc32(out.subarray(4, 8 + body.length)) : crc(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}
/** For a Node without its own. */
function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) { c ^= byte; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; }
  return (c ^ 0xffffffff) >>> 0;
}
const numbers = (...list) => { const out = Buffer.alloc(list.length * 4); list.forEach((n, i) => { out.writeUInt32BE(n, i * 4); }); return out; };

/** @param {{ png: Buffer, ms: number }[]} shots of one size, each with how long it stays. Plays without end. */
export function animated(shots) {
  const frames = [];
  let before = null;
  for (const { png, ms } of shots) {
    const picture = pixels(png), box = before ? difference(before, picture) : { x: 0, y: 0, width: picture.width, height: picture.height };
    if (box) frames.push({ picture, box, ms });
    else frames.at(-1).ms += ms;
    before = picture;
  }
  const { width, height } = frames[0].picture, out = [SIGNATURE, chunk('IHDR', Buffer.concat([numbers(width, height), Buffer.from([8, 2, 0, 0, 0])])), chunk('acTL', numbers(frames.length, 0))];
  let sequence = 0;
  frames.forEach(({ picture, box, ms }, i) => {
    const delay = Buffer.from([ms >> 8, ms & 255, 1000 >> 8, 1000 & 255, 0, 0]); // a fraction of a second; it stays, and the next is laid over it
    out.push(chunk('fcTL', Buffer.concat([numbers(sequence++, box.width, box.height, box.x, box.y), delay])));
    const data = packed(picture, box);
    out.push(i === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers(sequence++), data])));
  });
  return Buffer.concat([...out, chunk('IEND', Buffer.alloc(0))]);
}
