import { say, type Text } from './text.ts';

/** Where in the content something stands. Lines and columns count from 1, as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters are meant, for the caret line. */
  readonly length?: number;
  /** The whole source line, so that a person sees it without opening the file. */
  readonly source?: string;
}

/** What is wrong, where, and what to do about it: the only error vocabulary of the platform. */
export interface Problem {
  /** Stable, for machines: `UNKNOWN_FIELD`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: Text;
  /** The remedy: what to type instead. */
  readonly hint?: Text;
  /** In the content: file, line, column. */
  readonly place?: Place;
  /** In data: the path of the offending value, such as `['input', 'amount']`. */
  readonly path?: readonly (string | number)[];
  /** The answer of the decision that refused, as data, when one did. */
  readonly decision?: unknown;
}

type More = Pick<Problem, 'hint' | 'place' | 'path' | 'decision'>;

/** Makes an error. `more` adds remedy and place; undefined entries are left out. */
export function problem(code: string, message: Text, more: { [K in keyof More]?: More[K] | undefined } = {}): Problem {
  return make('error', code, message, more);
}

/** Makes a warning: worth a person's attention, but nothing is refused because of it. */
export function warning(code: string, message: Text, more: { [K in keyof More]?: More[K] | undefined } = {}): Problem {
  return make('warning', code, message, more);
}

function make(severity: Problem['severity'], code: string, message: Text, more: object): Problem {
  const given = Object.entries(more).filter(([, value]) => value !== undefined);
  return Object.freeze({ code, severity, message, ...Object.fromEntries(given) });
}

/** True when nothing in the list is an error. Warnings do not count. */
export function isClean(problems: readonly Problem[]): boolean {
  return problems.every((each) => each.severity === 'warning');
}

/** One line: `file:line:column CODE message (hint)`, or without the place where there is none. */
export function formatProblem(each: Problem, locale = 'en'): string {
  const { place, path } = each;
  const where = place ? `${place.file}:${place.line}:${place.column} ` : path ? `${path.join('.')} ` : '';
  const level = each.severity === 'warning' ? 'warning ' : '';
  const hint = each.hint ? ` (${say(each.hint, locale)})` : '';
  return `${where}${level}${each.code} ${say(each.message, locale)}${hint}`;
}

/** The line of {@link formatProblem}, and below it the source line with a caret under what is meant. */
export function showProblem(each: Problem, locale = 'en'): string {
  const line = formatProblem(each, locale);
  const { place } = each;
  if (!place?.source) return line;
  const margin = `${place.line} | `;
  const caret = '^'.repeat(Math.max(1, Math.min(place.length ?? 1, place.source.length - place.column + 1)));
  return `${line}\n  ${margin}${place.source}\n  ${' '.repeat(margin.length + place.column - 1)}${caret}`;
}
