/** What a program that counts for itself says in its last line: `3383 passed, 29 failed`; undefined where it says nothing. */
export function readCounts(printed) {
  const line = printed.trimEnd().split('\n').at(-1) ?? '';
  const found = /^(\d+) passed, (\d+) failed$/.exec(line.trim());
  return found ? { line: found[0], passed: Number(found[1]), failed: Number(found[2]) } : undefined;
}
