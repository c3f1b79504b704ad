// The picture as Mermaid text, for wikis and pull requests.
import type { NodeKind, PathModel, PathNode } from './model.ts';

/** Letters that Mermaid or Markdown would take for something else become entities. */
const quoted = (text: string): string => `"${text.replace(/[^\p{L}\p{N} .:,/()=+_·-]/gu, (c) => `#${c.codePointAt(0)};`)}"`;
const SHAPE: Readonly<Record<NodeKind, readonly [string, string]>> = { bind: ['([', '])'], frontend: ['[', ']'], listen: ['[', ']'], rule: ['{{', '}}'], backend: ['[', ']'], server: ['[(', ')]'], unknown: ['>', ']'], group: ['[[', ']]'] };

const textOf = (n: PathNode): string => [n.kind === 'frontend' || n.kind === 'backend' || n.kind === 'listen' ? `${n.kind} ${n.title}` : n.title, n.kind === 'server' ? n.detail : '', n.tags.join(' '), ...n.facts.map((f) => f.text)].filter((x) => x !== '').join(' · ');

export function mermaidOf(model: PathModel): string {
  const ids = new Map(model.nodes.map((n, i) => [n.id, `n${i + 1}`])), out = ['flowchart LR'];
  for (const n of model.nodes) out.push(`  ${ids.get(n.id)}${SHAPE[n.kind][0]}${quoted(textOf(n))}${SHAPE[n.kind][1]}`);
  for (const e of model.edges) out.push(`  ${ids.get(e.from)} ${e.unknown ? '-.->' : e.sign === 'strong' ? '==>' : '-->'} ${ids.get(e.to)}`);
  const list = (test: (n: PathNode) => boolean): string => model.nodes.filter(test).map((n) => ids.get(n.id)).join(',');
  const socket = list((n) => n.sign !== null), bad = list((n) => n.facts.some((f) => f.tone === 'bad') || n.findings.some((f) => f.severity === 'error' || f.severity === 'warning'));
  if (socket) out.push('  classDef socket stroke-width:3px', `  class ${socket} socket`);
  if (bad) out.push('  classDef trouble stroke:#c00,stroke-width:3px', `  class ${bad} trouble`);
  return `${out.join('\n')}\n`;
}
