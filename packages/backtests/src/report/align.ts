/** Rows as lines: the first column begins at the left, the others end at the right, two spaces between them. */
export function align(rows: readonly (readonly string[])[], indent = ''): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) => {
    const cells = widths.map((width, at) =>
      at === 0 ? (row[0] ?? '').padEnd(width) : (row[at] ?? '').padStart(width),
    );
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}
