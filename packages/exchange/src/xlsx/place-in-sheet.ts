import type { Problem } from '@dealwright/diagnostics';
import type { Source } from '@dealwright/metadata';
import { isMap, isScalar, isSeq, LineCounter, type Node, type YAMLMap } from 'yaml';
import type { Column } from './columns.ts';
import type { SheetGrid } from './read-grid.ts';
import { findTable } from './table-source.ts';

/**
 * Tells problems of the content by the cell that is wrong, where it is one: `path: ['C9']` instead of file and line.
 * Those of other places stay as they are.
 * @param source the file as it would be, which the problems are about
 */
export function placeInSheet(
  problems: readonly Problem[],
  source: Source,
  decision: string,
  grids: { readonly table: SheetGrid; readonly examples?: SheetGrid },
): readonly Problem[] {
  const lines = new LineCounter();
  const root = findTable(source, decision, lines)?.document.contents;
  if (!isMap(root)) return problems;
  return problems.map((each) => {
    const { place, ...rest } = each;
    if (place?.file !== source.path) return each;
    const offset = (lines.lineStarts[place.line - 1] ?? 0) + place.column - 1;
    const path = pathAt(root, offset);
    const [list, index, ...inner] = path;
    if (list === 'hit') return { ...rest, path: ['B3'] };
    if (list === 'default') return tellIn(rest, grids.table, 'default', ['then', ...path.slice(1)]) ?? each;
    const grid = list === 'table' ? grids.table : list === 'examples' ? grids.examples : undefined;
    return (grid && typeof index === 'number' && tellIn(rest, grid, index, inner)) || each;
  });
}

type Step = string | number;

function tellIn(
  problem: Problem,
  grid: SheetGrid,
  index: number | 'default',
  path: readonly Step[],
): Problem | undefined {
  const rows = grid.rows.filter(({ mark }) => mark !== 'default');
  const row = index === 'default' ? grid.rows.find(({ mark }) => mark === 'default') : rows[index];
  if (!row) return undefined;
  return { ...problem, path: [grid.cell(row, columnAt(grid, path))] };
}

/** The column whose path the problem's is a part of, or begins with: the closest one. */
function columnAt({ columns }: SheetGrid, path: readonly Step[]): Column | undefined {
  const common = (column: Column) => column.path.findIndex((step, at) => step !== path[at]);
  const exact = [...columns.keys()].find((column) => common(column) === -1);
  if (exact) return exact;
  return path.length === 0
    ? undefined
    : [...columns.keys()].find((column) => column.path[0] === path[0] && path.length === 1);
}

/** The keys and indexes down to the innermost value, or key, at an offset of the text. */
function pathAt(map: YAMLMap, offset: number): readonly Step[] {
  const path: Step[] = [];
  let node: unknown = map;
  while (isMap(node) || isSeq(node)) {
    if (isSeq(node)) {
      const at: number = node.items.findIndex((each) => holds(each, offset));
      if (at < 0) break;
      path.push(at);
      node = node.items[at];
    } else {
      const pair: YAMLMap['items'][number] | undefined = node.items.find(
        (each) => holds(each.value, offset) || holds(each.key, offset),
      );
      if (!pair || !isScalar(pair.key)) break;
      path.push(String(pair.key.value));
      node = pair.value;
    }
  }
  return path;
}

function holds(node: unknown, offset: number): boolean {
  const [start, end] = (node as Node | null)?.range ?? [0, -1];
  return start <= offset && offset <= end;
}
