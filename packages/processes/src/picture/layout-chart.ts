import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs';
import type { Box, Chart } from './chart.ts';
import { widthOf, wrap } from './text-width.ts';

/** A chart with a place for everything, in pixels from the top left corner. */
export interface LaidOut {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
}

export interface PlacedBox {
  readonly box: Box;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 for the outermost. */
  readonly depth: number;
}

export interface PlacedArrow {
  readonly points: readonly (readonly [number, number])[];
  readonly lines: readonly string[];
  readonly at: readonly [number, number];
  readonly automatic: boolean;
}

export const LINE = 17;
export const NOTE_LINE = 15;
export const LABEL_LINE = 14;
const HEAD = 34;

/**
 * Places the boxes and arrows of a chart by the Eclipse Layout Kernel: layers from the top down, as telephones and pages are,
 * arrows at right angles.
 */
export async function layoutChart(chart: Chart): Promise<LaidOut> {
  const graph: ElkNode = {
    id: 'chart',
    layoutOptions: OPTIONS,
    children: chart.boxes.map(toNode),
    edges: chart.arrows.map(({ from, to, label }, index) => ({
      id: String(index),
      sources: [from],
      targets: [to],
      labels: label === '' ? [] : [sized(wrap(label, 22))],
    })),
  };
  const placed = await (await elk()).layout(graph);
  const boxes: PlacedBox[] = [];
  collect(placed.children ?? [], chart.boxes, 0, [0, 0], boxes);
  const arrows = (placed.edges ?? []).map((edge) => toArrow(edge, chart));
  return { width: Math.ceil(placed.width ?? 0), height: Math.ceil(placed.height ?? 0), boxes, arrows };
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '36',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.edgeLabels.sideSelection': 'ALWAYS_UP',
  // Of the whole picture, not of the box that an arrow lies in.
  'elk.json.edgeCoords': 'ROOT',
};

const LEFTMOST = { 'elk.layered.layering.layerConstraint': 'FIRST' };

let loading: Promise<ELK> | undefined;

/** It is megabytes of program: loaded when the first picture is asked for. */
function elk(): Promise<ELK> {
  loading ??= import('elkjs/lib/elk.bundled.js').then(({ default: Elk }) => new (Elk as unknown as new () => ELK)());
  return loading;
}

function toNode(box: Box): ElkNode {
  if (box.is === 'start') return { id: box.id, layoutOptions: LEFTMOST, width: 18, height: 18 };
  const lines = linesOf(box);
  const notes = box.notes;
  const width = Math.max(90, ...lines.map((each) => widthOf(each, 14)), ...notes.map((each) => widthOf(each, 11))) + 24;
  const height = 18 + lines.length * LINE + notes.length * NOTE_LINE;
  if (box.boxes.length === 0) return { id: box.id, width, height };
  const top = HEAD + notes.length * NOTE_LINE;
  return {
    id: box.id,
    layoutOptions: {
      'elk.padding': `[top=${top},left=16,bottom=16,right=16]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width}, ${height})`,
    },
    children: box.boxes.map(toNode),
  };
}

function linesOf(box: Box): readonly string[] {
  return box.boxes.length > 0 ? [box.label] : wrap(box.label, 24);
}

function sized(lines: readonly string[]) {
  const width = Math.max(...lines.map((each) => widthOf(each, 11))) + 6;
  return { text: lines.join('\n'), width, height: lines.length * LABEL_LINE };
}

function collect(
  nodes: readonly ElkNode[],
  boxes: readonly Box[],
  depth: number,
  [left, top]: readonly [number, number],
  placed: PlacedBox[],
): void {
  const byId = new Map(boxes.map((each) => [each.id, each]));
  for (const node of nodes) {
    const box = byId.get(node.id);
    if (!box) continue;
    const [x, y] = [left + (node.x ?? 0), top + (node.y ?? 0)];
    placed.push({ box, lines: linesOf(box), x, y, width: node.width ?? 0, height: node.height ?? 0, depth });
    collect(node.children ?? [], box.boxes, depth + 1, [x, y], placed);
  }
}

function toArrow(edge: ElkExtendedEdge, { arrows }: Chart): PlacedArrow {
  const points = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }) => [x, y] as const),
  );
  const label = edge.labels?.[0];
  const lines = label?.text?.split('\n') ?? [];
  return { points, lines, at: [label?.x ?? 0, label?.y ?? 0], automatic: arrows[Number(edge.id)]?.automatic ?? false };
}
