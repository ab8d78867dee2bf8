import type { Place } from '@dealwright/diagnostics';
import type { Span } from './syntax.ts';

/** What an expression is called where nobody gave it a name. */
const NAMELESS = 'FEEL';

/** The text of an expression, and where its parts stand in it. */
export class Source {
  readonly text: string;
  readonly #name: string;

  constructor(text: string, name = NAMELESS) {
    this.text = text;
    this.#name = name;
  }

  /** What stands there. */
  textOf({ offset, length }: Span): string {
    return this.text.slice(offset, offset + length);
  }

  /** Line and column within the expression; what goes on over several lines ends with the first. */
  placeOf({ offset, length }: Span): Place {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    const end = this.text.indexOf('\n', start);
    const source = this.text.slice(start, end < 0 ? undefined : end);
    const line = this.text.slice(0, start).split('\n').length;
    const shown = Math.max(1, Math.min(length, source.length - (offset - start)));
    return { file: this.#name, line, column: offset - start + 1, length: shown, source };
  }
}
