/** What a list remembers in the address, so that "back" and a shared link show the same. */
export interface ListSearch {
  readonly q?: string;
  readonly sort?: string;
  readonly after?: string;
}

/** What of an address is that. */
export function listSearchOf(search: Readonly<Record<string, unknown>>): ListSearch {
  const [q, sort, after] = [text(search.q), text(search.sort), text(search.after)];
  return { ...(q && { q }), ...(sort && { sort }), ...(after && { after }) };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
