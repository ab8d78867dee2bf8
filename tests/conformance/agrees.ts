import { entriesOf, type FeelValue, sameValue, toWire } from '@dealwright/expressions';

/** Is the value the one that the suite expects? Numbers agree to eight decimals, because the suite writes no more. */
export function agrees(value: FeelValue, expected: FeelValue): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((each, at) => agrees(value[at] ?? null, each))
    );
  }
  const wanted = entriesOf(expected);
  if (wanted) {
    const given = entriesOf(value);
    return (
      given?.size === wanted.size &&
      [...wanted].every(([name, each]) => given.has(name) && agrees(given.get(name) ?? null, each))
    );
  }
  if (value === null || expected === null) return value === expected;
  if (sameValue(value, expected, 'UTC') === true) return true;
  const [a, b] = [numberOf(value), numberOf(expected)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(b));
}

/** Undefined where the value is no number, not even a text of digits. */
function numberOf(value: FeelValue): number | undefined {
  if (typeof value === 'string') return undefined;
  const written = toWire(value);
  if (typeof written === 'number') return written;
  return typeof written === 'string' && /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;
}
