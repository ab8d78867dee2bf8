const RATIO = /^.+: (?<ratio>[\d.]+) x \(goal (?<sense>[≥≤]) (?<goal>[\d.]+)\)$/;

/** Reads a bench's line `name: 12.3 x (goal ≥ 5)` and whether the goal is met; undefined for any other line. */
export function readRatio(line) {
  const parts = RATIO.exec(line)?.groups;
  if (!parts) return undefined;
  const [ratio, goal] = [Number(parts.ratio), Number(parts.goal)];
  return { line, met: parts.sense === '≥' ? ratio >= goal : ratio <= goal };
}
