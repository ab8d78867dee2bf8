import { element, type Written } from './write-xml.ts';

/** A node of the diagram and what it needs, by id. */
export interface Drawn {
  readonly id: string;
  readonly kind: 'decision' | 'input';
  readonly needs: readonly { readonly edge: string; readonly node: string }[];
}

const WIDTH = 180;
const HEIGHT = { decision: 80, input: 45 };
const GAP = 60;
const LEVEL = 160;

/** The diagram: what is needed stands below what needs it, in levels. */
export function diagram(nodes: readonly Drawn[]): Written {
  const places = place(nodes);
  const shapes = nodes.map(({ id, kind }) => {
    const { x, y } = places.get(id) ?? ORIGIN;
    const bounds = element('dc:Bounds', { height: HEIGHT[kind], width: WIDTH, x, y });
    return element('dmndi:DMNShape', { id: `shape_${id}`, dmnElementRef: id }, [bounds]);
  });
  const edges = nodes.flatMap((above) =>
    above.needs.map(({ edge, node }) => {
      const from = places.get(node) ?? ORIGIN;
      const to = places.get(above.id) ?? ORIGIN;
      return element('dmndi:DMNEdge', { id: `edge_${edge}`, dmnElementRef: edge }, [
        element('di:waypoint', { x: from.x + WIDTH / 2, y: from.y }),
        element('di:waypoint', { x: to.x + WIDTH / 2, y: to.y + HEIGHT[above.kind] }),
      ]);
    }),
  );
  return element('dmndi:DMNDI', {}, [element('dmndi:DMNDiagram', { id: 'diagram' }, [...shapes, ...edges])]);
}

const ORIGIN = { x: 0, y: 0 };

function place(nodes: readonly Drawn[]): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const byId = new Map(nodes.map((each) => [each.id, each]));
  const levels = new Map<string, number>();
  // Nodes come after those that they need.
  for (const { id, needs } of nodes) {
    levels.set(id, Math.max(0, ...needs.map(({ node }) => (byId.has(node) ? (levels.get(node) ?? 0) + 1 : 0))));
  }
  const highest = Math.max(0, ...levels.values());
  const widths = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      const level = levels.get(id) ?? 0;
      const column = widths.get(level) ?? 0;
      widths.set(level, column + 1);
      return [id, { x: 100 + column * (WIDTH + GAP), y: 100 + (highest - level) * LEVEL }];
    }),
  );
}
