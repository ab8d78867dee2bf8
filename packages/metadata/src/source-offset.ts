/**
 * Where the character at `offset` of a scalar's value stands in the file, so that a caret points into the expression
 * itself. Knows quotes with escapes, block scalars and folded lines.
 * @param start offset of the scalar in the file, as the parser says (quotes and block headers included)
 */
export function sourceOffset(file: string, start: number, end: number, offset: number): number {
  const first = file[start];
  if (first === '"' || first === "'") return inQuotes(file, start + 1, end, offset, first);
  if (first === '|' || first === '>') return inLines(file, file.indexOf('\n', start) + 1, end, offset, true);
  return inLines(file, start, end, offset, false);
}

function inQuotes(file: string, start: number, end: number, offset: number, quote: string): number {
  let at = start;
  for (let seen = 0; seen < offset && at < end; seen++) {
    if (quote === '"' && file[at] === '\\') at += escapeLength(file[at + 1]);
    else if (quote === "'" && file[at] === "'") at += 2;
    else if (file[at] === '\n') at = afterIndent(file, at + 1);
    else at++;
  }
  return at;
}

function escapeLength(letter: string | undefined): number {
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2;
}

/** Line breaks count as one character (kept in `|`, folded to a space elsewhere); indentation counts as none. */
function inLines(file: string, start: number, end: number, offset: number, block: boolean): number {
  let at = block ? afterIndent(file, start) : start;
  for (let seen = 0; seen < offset && at < end; seen++) {
    at = file[at] === '\n' ? afterIndent(file, at + 1) : at + 1;
  }
  return at;
}

function afterIndent(file: string, at: number): number {
  let next = at;
  while (file[next] === ' ') next++;
  return next;
}
