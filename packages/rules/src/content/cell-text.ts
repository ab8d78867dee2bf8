import type { FeelType } from '@dealwright/expressions';

/**
 * A cell as FEEL reads it. For inputs that are choices, analysts write the values bare: `retail, key-account` or
 * `not(retail, null)`; FEEL wants them quoted.
 */
export function cellText(text: string, type: FeelType): string {
  if (type.kind !== 'string' || !type.values) return text;
  const negated = /^\s*not\s*\((.*)\)\s*$/s.exec(text);
  const inner = negated?.[1] ?? text;
  const words = inner.split(',').map((each) => each.trim());
  if (!words.every((each) => BARE.test(each))) return text;
  const quoted = words.map((each) => (each === 'null' ? each : JSON.stringify(each))).join(', ');
  return negated ? `not(${quoted})` : quoted;
}

const BARE = /^[A-Za-z0-9][\w-]*$/;
