/** Words of FEEL that no name may be. */
const RESERVED = new Set(
  'and between else every external false for function if in instance item not null of or partial return satisfies some then true'.split(
    ' ',
  ),
);

/** Names as FEEL reads them: the letters of every alphabet, digits and underscores; blanks and signs end one. */
const PART = '[\\p{L}\\p{N}_]';

/**
 * The names of a model in our spelling: `Monthly Salary` is `monthlySalary` wherever it stands, because our expressions
 * name things in camelCase. Two names never become one.
 */
export class Names {
  readonly #spelled = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(names: Iterable<string>) {
    // Names that are right already keep their spelling, whatever others would become.
    const all = [...new Set(names)].filter((name) => name !== '');
    for (const name of [...all.filter(isSpelled), ...all.filter((each) => !isSpelled(each))]) {
      const spelled = unused(camelCase(name), this.#taken);
      this.#taken.add(spelled);
      this.#spelled.set(name, spelled);
    }
  }

  /** The name in our spelling. */
  of(name: string): string {
    return this.#spelled.get(name) ?? camelCase(name);
  }

  /** A name that is not taken yet, such as that of a column. */
  free(wanted: string, taken: ReadonlySet<string>): string {
    return unused(camelCase(wanted), taken);
  }

  /**
   * A text of FEEL with every name in our spelling. `paths` says for some names what stands for their value: a decision of
   * one output is read as `decision.output`.
   */
  rename(text: string, paths: ReadonlyMap<string, string> = new Map()): string {
    const known = [...this.#spelled.keys()].sort((a, b) => b.length - a.length);
    if (known.length === 0) return text;
    const written = known.map(patternOf).join('|');
    const token = new RegExp(
      `"(?:[^"\\\\]|\\\\.)*"|//[^\\n]*|/\\*[\\s\\S]*?\\*/|(?<!${PART})(?:${written})(?!${PART})`,
      'gu',
    );
    return text.replace(token, (found, at: number) => {
      const name = found.replace(/\s+/g, ' ');
      const spelled = this.#spelled.get(name);
      if (spelled === undefined) return found;
      const isMember = /\.\s*$/.test(text.slice(0, at));
      const isKeyOrCall = /^\s*[:(]/.test(text.slice(at + found.length));
      return isMember || isKeyOrCall ? spelled : (paths.get(name) ?? spelled);
    });
  }

  /** Which of these names the text uses. */
  used(text: string, names: readonly string[]): readonly string[] {
    const spoken = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    return names.filter((name) => new RegExp(`(?<!${PART})${patternOf(name)}(?!${PART})`, 'u').test(spoken));
  }
}

/** A name with any blanks between its words. */
function patternOf(name: string): string {
  return name
    .split(' ')
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+');
}

function isSpelled(name: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(name) && !RESERVED.has(name);
}

function unused(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    if (!taken.has(name)) return name;
  }
}

/** `FICO Score (new)` → `ficoScoreNew`. */
function camelCase(name: string): string {
  const words = wordsOf(name);
  const [first = 'value', ...more] = words;
  const start = first.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (letters) => letters.toLowerCase());
  const joined = start + more.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const begun = /^[a-z]/.test(joined) ? joined : `n${joined}`;
  return RESERVED.has(begun) ? `${begun}Value` : begun;
}

/** `Pre-bureau Risk` → `pre-bureau-risk`, for names of documents. */
export function kebabCase(name: string): string {
  const words = wordsOf(name).map((word) =>
    word.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase(),
  );
  const joined = words.join('-');
  return /^[a-z]/.test(joined) ? joined : `decision${joined === '' ? '' : `-${joined}`}`;
}

function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}
