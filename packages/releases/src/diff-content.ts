import type { Json } from '@dealwright/values';

/** A document of the content as a release keeps it: what YAML said, without places. */
export interface KeptDocument {
  readonly kind: string;
  readonly name: string;
  readonly shape: Json;
  /** The file that it stood in; unknown of releases before it was kept. */
  readonly file?: string;
}

/** What happened to one document. */
export interface ContentChange {
  readonly is: 'added' | 'removed' | 'changed';
  readonly kind: string;
  readonly name: string;
  /** For changed ones: each value that differs, by its path: `fields.companyName.maxLength`. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly path: string;
  /** Undefined: was not there. */
  readonly from?: Json;
  /** Undefined: is not there any more. */
  readonly to?: Json;
}

/** What differs between two states of the content: added first, then changed, then removed, each by kind and name. */
export function diffContent(before: readonly KeptDocument[], after: readonly KeptDocument[]): ContentChange[] {
  const old = new Map(before.map((each) => [keyOf(each), each]));
  const young = new Map(after.map((each) => [keyOf(each), each]));
  const added = after.filter((each) => !old.has(keyOf(each))).map((each) => change('added', each));
  const removed = before.filter((each) => !young.has(keyOf(each))).map((each) => change('removed', each));
  const changed = after.flatMap((each) => {
    const was = old.get(keyOf(each));
    const differences = was ? differencesOf(was.shape, each.shape, []) : [];
    return differences.length > 0 ? [change('changed', each, differences)] : [];
  });
  return [added, changed, removed].flatMap((list) => list.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
}

/** One line for people: `changed entity Lead: fields.companyName.maxLength 120 → 200`. */
export function showChange({ is, kind, name, differences }: ContentChange): string {
  const details = differences.slice(0, 3).map(({ path, from, to }) => {
    if (from === undefined) return `${path} added`;
    if (to === undefined) return `${path} removed`;
    return `${path} ${brief(from)} → ${brief(to)}`;
  });
  const more = differences.length > 3 ? ` and ${differences.length - 3} more` : '';
  return `${is} ${kind} ${name}${details.length > 0 ? `: ${details.join(', ')}${more}` : ''}`;
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind} ${name}`;
}

function change(
  is: ContentChange['is'],
  { kind, name }: KeptDocument,
  differences: readonly Difference[] = [],
): ContentChange {
  return { is, kind, name, differences };
}

function differencesOf(before: Json | undefined, after: Json | undefined, path: readonly string[]): Difference[] {
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differencesOf(before[key], after[key], [...path, key]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [
    {
      path: path.join('.'),
      ...(before === undefined ? {} : { from: before }),
      ...(after === undefined ? {} : { to: after }),
    },
  ];
}

function isBranch(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function brief(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
