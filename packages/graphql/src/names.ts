/** `Lead` → `lead`: the field that reads one. An all-capitals start goes down as a whole: `VATRate` → `vatRate`. */
export function oneName(entity: string): string {
  return entity.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
}

/** `Lead` → `leads`, `Category` → `categories`, `Address` → `addresses`: the field that reads many. */
export function manyName(entity: string): string {
  const one = oneName(entity);
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(one)) return `${one}es`;
  return `${one}s`;
}

/** `leads` → `Leads`, for `createLeads`. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `sales-channel` → `SalesChannel`: the type of a choices list. */
export function typeName(name: string): string {
  const joined = name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map(capitalised)
    .join('');
  return /^[0-9]/.test(joined) || joined === '' ? `_${joined}` : joined;
}

/**
 * Names of values as GraphQL writes them: what a name cannot hold becomes `_` (`in-approval` → `in_approval`, `24h` →
 * `_24h`); the three reserved words and doubles get a number at the end (`a_b_2`).
 */
export function valueNames(values: Iterable<string>): ReadonlyMap<string, string> {
  const taken = new Set(['true', 'false', 'null']);
  const names = new Map<string, string>();
  for (const value of values) {
    const base = value
      .replace(/[^A-Za-z0-9_]/g, '_')
      .replace(/^(?=[0-9])/, '_')
      .replace(/^(?=__|_?$)/, 'V');
    let name = base;
    for (let next = 2; taken.has(name); next++) name = `${base}_${next}`;
    taken.add(name);
    names.set(value, name);
  }
  return names;
}
