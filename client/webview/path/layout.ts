// Where boxes and lines lie. Layers come from dagre; rules keep the order of the file.
import { graphlib, layout } from '@dagrejs/dagre';
import type { NodeKind, PathEdge } from '../../../server/src/engine/features/path/model.ts';

export interface Point { readonly x: number; readonly y: number }
export interface Size { readonly id: string; readonly kind: NodeKind; readonly width: number; readonly height: number }
/** `x`, `y`: the middle. */
export interface Placed extends Size, Point {}
export interface Layout { readonly nodes: ReadonlyMap<string, Placed>; readonly lines: readonly (readonly Point[])[]; readonly width: number; readonly height: number }
export type Direction = 'LR' | 'TB';

const MARGIN = 18;

/** @returns lines in the order of the edges */
export function place(sizes: readonly Size[], edges: readonly PathEdge[], direction: Direction): Layout {
  const graph = new graphlib.Graph({ directed: true, multigraph: false }), kinds = new Map(sizes.map((n) => [n.id, n.kind])), hasBackends = sizes.some((n) => n.kind === 'backend');
  graph.setGraph({ rankdir: direction, nodesep: direction === 'LR' ? 14 : 18, edgesep: 8, ranksep: direction === 'LR' ? 44 : 34, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of sizes) graph.setNode(id, { width, height });
  // servers of a listen stand beside those of the backends
  for (const { from, to } of edges) graph.setEdge(from, to, { minlen: hasBackends && kinds.get(to) === 'server' ? (kinds.get(from) === 'listen' ? 3 : kinds.get(from) === 'rule' ? 2 : 1) : 1 });
  layout(graph, { disableOptimalOrderHeuristic: true });
  const size = graph.graph() as { width?: number; height?: number }, nodes = new Map(sizes.map((n): [string, Placed] => { const { x, y } = graph.node(n.id) as unknown as Point; return [n.id, { ...n, x, y }]; }));
  return {
    nodes, width: size.width ?? 0, height: size.height ?? 0,
    lines: edges.map(({ from, to }) => {
      const a = nodes.get(from)!, b = nodes.get(to)!, points = (graph.edge(from, to) as unknown as { points?: Point[] }).points ?? [], [start, end] = ends(a, b, direction);
      // between neighbours one sweep will do; longer ones go round what lies on their way
      return [start, ...(points.length > 3 ? points.slice(1, -1).filter((_p, i, all) => i % 2 === 1 || i === 0 || i === all.length - 1) : []), end];
    }),
  };
}

/** Lines leave and arrive in the middle of the sides that face each other. */
function ends(a: Placed, b: Placed, direction: Direction): readonly [Point, Point] {
  if (direction === 'LR') { const back = a.x > b.x ? -1 : 1; return [{ x: a.x + (back * a.width) / 2, y: a.y }, { x: b.x - (back * b.width) / 2, y: b.y }]; }
  const back = a.y > b.y ? -1 : 1;
  return [{ x: a.x, y: a.y + (back * a.height) / 2 }, { x: b.x, y: b.y - (back * b.height) / 2 }];
}

/** A line through the points, smooth at each, that leaves and arrives straight. */
export function curve(points: readonly Point[], direction: Direction): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = `M${round(first.x)},${round(first.y)}`, at = first;
  for (const p of rest) {
    const middle = direction === 'LR' ? (at.x + p.x) / 2 : (at.y + p.y) / 2;
    d += direction === 'LR' ? `C${round(middle)},${round(at.y)} ${round(middle)},${round(p.y)} ${round(p.x)},${round(p.y)}` : `C${round(at.x)},${round(middle)} ${round(p.x)},${round(middle)} ${round(p.x)},${round(p.y)}`;
    at = p;
  }
  return d;
}
const round = (n: number): number => Math.round(n * 10) / 10;
