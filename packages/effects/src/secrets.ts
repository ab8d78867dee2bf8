/** The variables of the environment: names in content, values here only. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Values from the environment that nobody may read anywhere else. */
export interface Secrets {
  /** The value of a variable; undefined when it is not set or empty. It is kept secret unless it is `public`. */
  find(name: string, sight?: 'public'): string | undefined;
  /** Never to be written from now on, in whatever form it was derived from a variable. */
  keep(secret: string): void;
  /** The text with every secret that was found so far blackened: for all that is logged, thrown or stored. */
  hide(text: string): string;
}

/** Shorter values would blacken half of every text, and protect nothing. */
const SHORTEST = 4;

export function secretsOf(variables: Variables): Secrets {
  const kept = new Set<string>();
  const keep = (secret: string): void => {
    for (const each of [secret, encodeURIComponent(secret)]) if (each.length >= SHORTEST) kept.add(each);
  };
  return {
    find(name, sight) {
      const value = variables[name];
      if (value === undefined || value === '') return undefined;
      if (sight !== 'public') keep(value);
      return value;
    },
    keep,
    // The longest first: one may hold another.
    hide: (text) =>
      [...kept].sort((a, b) => b.length - a.length).reduce((rest, each) => rest.replaceAll(each, '***'), text),
  };
}
