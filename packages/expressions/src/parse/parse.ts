import { type Problem, problem, warning } from '@dealwright/diagnostics';
import type { Tree } from '@lezer/common';
import { MAX_DEPTH, MAX_TEXT } from '../limits.ts';
import type { CompileOptions, ContextType } from '../types.ts';
import { SyntaxBuilder } from './build-syntax.ts';
import { parserFor, type Top } from './scope-parser.ts';
import { Source } from './source.ts';
import type { Span, Syntax, TestsSyntax } from './syntax.ts';
import { explainSyntaxError } from './syntax-errors.ts';

/** Says what is wrong, with places. In a lenient compilation only what cannot be read at all is an error. */
export class Report {
  readonly problems: Problem[] = [];
  readonly source: Source;
  readonly #options: Pick<CompileOptions, 'place' | 'lenient'>;
  constructor(text: string, options: Pick<CompileOptions, 'place' | 'lenient' | 'name'>) {
    this.source = new Source(text, options.name);
    this.#options = options;
  }

  error(span: Span, ...[code, message, hint]: [string, Problem['message'], Problem['hint']?]): void {
    const place = this.#options.place?.(span.offset, Math.max(1, span.length)) ?? this.source.placeOf(span);
    const say = this.#options.lenient && !UNREADABLE.has(code) ? warning : problem;
    this.problems.push(say(code, message, { hint, place }));
  }
}

const UNREADABLE = new Set(['SYNTAX', 'EXPRESSION_TOO_LARGE']);

/** The syntax tree of an expression; undefined, with problems in the report, where it cannot be read. */
export function parseExpression(text: string, scope: ContextType, report: Report): Syntax | undefined {
  const tree = parseTree(text, scope, 'Expression', report);
  return tree && new SyntaxBuilder(text, report).expression(tree.topNode);
}

/** The tests of a cell, likewise. */
export function parseTests(text: string, scope: ContextType, report: Report): TestsSyntax | undefined {
  const tree = parseTree(text, scope, 'UnaryTests', report);
  return tree && new SyntaxBuilder(text, report).tests(tree.topNode);
}

function parseTree(text: string, scope: ContextType, top: Top, report: Report): Tree | undefined {
  if (text.length > MAX_TEXT || nesting(text) > MAX_DEPTH) return tooLarge(report);
  const tree = parserFor(scope, top, text).parse(text.replace(/\brange(\s*)</g, 'list $1<'));
  if (depthOf(tree) > MAX_DEPTH * 2) return tooLarge(report);
  return explainSyntaxError(text, tree, report) ? undefined : tree;
}

function tooLarge(report: Report): undefined {
  report.error(
    { offset: 0, length: 1 },
    'EXPRESSION_TOO_LARGE',
    {
      en: `The expression is too large: at most ${MAX_TEXT} characters and ${MAX_DEPTH} levels of nesting.`,
      ro: `Expresia este prea mare: cel mult ${MAX_TEXT} de caractere și ${MAX_DEPTH} de niveluri de imbricare.`,
    },
    {
      en: 'split it into several, or use a decision table',
      ro: 'împărțiți-o în mai multe sau folosiți un tabel de decizie',
    },
  );
  return undefined;
}

/** Open brackets at the deepest point, before the grammar (whose cost grows with them) sees the text. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const char of text) {
    if ('([{'.includes(char)) deepest = Math.max(deepest, ++depth);
    else if (')]}'.includes(char)) depth--;
  }
  return deepest;
}

/** Without recursion, because the tree may be deeper than the stack. */
function depthOf(tree: Tree): number {
  let [depth, deepest] = [0, 0];
  tree.iterate({
    enter: () => {
      deepest = Math.max(deepest, ++depth);
    },
    leave: () => {
      depth--;
    },
  });
  return deepest;
}
