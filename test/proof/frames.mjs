// The few WebSocket frames (RFC 6455) that the proofs need: one fragment, payload below 126 bytes.
import { createHash, randomBytes } from 'node:crypto';

export const TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;

/** The Sec-WebSocket-Accept that belongs to a Sec-WebSocket-Key. */
export const acceptFor = (key) => createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');

const xor = (payload, mask) => Buffer.from(payload.map((byte, i) => byte ^ mask[i % 4]));

/** One frame; a client masks, a server does not. */
export function frame(opcode, payload = '', { masked = false } = {}) {
  const body = Buffer.from(payload);
  const head = Buffer.from([0x80 | opcode, (masked ? 0x80 : 0) | body.length]);
  if (!masked) return Buffer.concat([head, body]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, xor(body, mask)]);
}

/** Whole frames at the front of a buffer, and the bytes after them. @returns {[{ opcode: number, payload: Buffer }[], Buffer]} */
export function takeFrames(buffer) {
  const frames = [];
  let at = 0;
  while (buffer.length - at >= 2) {
    const masked = (buffer[at + 1] & 0x80) !== 0, length = buffer[at + 1] & 0x7f;
    const start = at + 2 + (masked ? 4 : 0), end = start + length;
    if (length > 125 || buffer.length < end) break;
    const payload = buffer.subarray(start, end);
    frames.push({ opcode: buffer[at] & 15, payload: masked ? xor(payload, buffer.subarray(at + 2, start)) : payload });
    at = end;
  }
  return [frames, buffer.subarray(at)];
}

/** The head of an HTTP/1 message: its first line and its headers, names in lower case, repeated ones joined by ", ". */
export function parseHead(text) {
  const [line, ...rest] = text.split('\r\n');
  const headers = {};
  for (const header of rest) {
    const colon = header.indexOf(':');
    const name = header.slice(0, colon).toLowerCase(), value = header.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { line, headers };
}
