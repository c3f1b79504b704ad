// A log of 100,000 lines read from disk, counted by cause: at most twice the CPU of reading it the same way, counting its lines and trying
// one regular expression on each, in the same run. Counted over time as well: at most twice that of `wc -l` and of this. Memory stays flat.
import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lineSplitter, logLines, summarise } from '../../server/src/engine/log.ts';
import { EXPECTED, ROWS } from './rows.ts';

/** What a script would use to count by frontend, server, status and state. */
const ONE = / \[([^\]]+)\] (\S+) ([^/ ]+)\/(\S+) ([\d+/-]+) (-?\d+) \+?\d+ \S+ \S+ (\S{4}) /;
const LINES = 100_000;

const http = ROWS.filter((r) => EXPECTED[r.scenario]![2] === 'option httplog').map((r) => r.line);
const lineAt = (i: number): string => `${http[i % http.length]!.replace(/:(\d+) \[/, `:${1024 + (i % 60_000)} [`)}\n`;

test('a summary of 100,000 lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-ws-log-')), path = join(folder, 'haproxy.log');
  try {
    writeFileSync(path, Array.from({ length: LINES }, (_, i) => lineAt(i)).join(''));
    const reading = async (push: (piece: string) => void): Promise<number> => {
      const stream = createReadStream(path, { highWaterMark: 1 << 16 }), since = process.cpuUsage();
      stream.setEncoding('utf8');
      for await (const piece of stream as AsyncIterable<string>) push(piece);
      const { user, system } = process.cpuUsage(since);
      return (user + system) / 1000;
    };
    const cpu = async (take: (line: string) => void): Promise<number> => {
      const split = lineSplitter(take), ms = await reading(split.push);
      split.end();
      return ms;
    };
    let counted = 0, matched = 0, ends = 0;
    const wc: number[] = [], plain: number[] = [], ours: number[] = [], overTime: number[] = [];
    for (let n = 0; n < 7; n++) {
      counted = matched = ends = 0;
      wc.push(await reading((piece) => { for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) ends++; }));
      plain.push(await cpu((line) => { counted++; const m = ONE.exec(line); if (m?.[7]?.length === 4) matched++; }));
      const s = summarise(logLines());
      ours.push(await cpu((line) => s.add(line)));
      assert.equal(s.done().lines, LINES);
      const timed = summarise(logLines([], true), true);
      overTime.push(await cpu((line) => timed.add(line)));
      assert.equal(timed.done().causes.reduce((sum, c) => sum + c.times!.reduce((a, b) => a + b), 0), LINES);
    }
    assert.equal(counted, LINES);
    assert.equal(ends, LINES);
    assert.equal(matched, LINES);
    const [w, a, b, c] = [Math.min(...wc), Math.min(...plain), Math.min(...ours), Math.min(...overTime)];
    console.log(`# 100,000 lines: ${Math.round(b)} ms of CPU, over time ${Math.round(c)} ms; wc -l ${Math.round(w)} ms, counting and one regular expression ${Math.round(a)} ms: ${(b / a).toFixed(2)} times the latter, over time ${(c / a).toFixed(2)}, and ${(c / (w + a)).toFixed(2)} times both`);
    for (const [ms, limit] of [[b, 2 * a], [c, 2 * (w + a)]] as const) assert.ok(ms <= limit, `${Math.round(ms)} ms, at most ${Math.round(limit)}`);
  } finally { rmSync(folder, { recursive: true, force: true }); }
});
