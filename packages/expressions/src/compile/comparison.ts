import type { Text } from '@dealwright/diagnostics';
import { BOOLEAN, capital, sentence, showKind } from '../feel-types.ts';
import type { Comparator, Of, Span } from '../parse/syntax.ts';
import type { Comparison, Predicate, Term } from '../predicate.ts';
import { ALWAYS, NEVER } from '../predicate.ts';
import { equal, order } from '../values/compare.ts';
import { Entries, isList, kindOf, type Value } from '../values/value.ts';
import { type Code, join, not, type Relation, type Root, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import type { Operand } from './diagnose.ts';
import { type Frame, type Run, SIGNS_A_STEP } from './frame.ts';
import { orderable, reportMismatch } from './kinds.ts';
import { checkEnds } from './literals.ts';
import { remedy, sample, write } from './remedies.ts';
import type { Scope } from './scope.ts';

const OPPOSITE: Readonly<Record<Comparator, Comparator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

const ORDERED: Readonly<Record<Exclude<Comparator, '=' | '!='>, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export function comparison(syntax: Of<'compare'>, scope: Scope, compiling: Compiling): Code {
  const [left, right] = [compiling.compile(syntax.left, scope), compiling.compile(syntax.right, scope)];
  return compare(syntax.operator, left, right, syntax, compiling);
}

/** `left operator right`, checked. */
export function compare(operator: Comparator, left: Code, right: Code, at: Span, compiling: Compiling): Code {
  checkComparison(operator, left, right, at, compiling);
  return unchecked(operator, left, right, at);
}

/** `left operator right`, when its problems are told already. */
export function unchecked(operator: Comparator, left: Code, right: Code, at: Span): Code {
  return {
    ...spanOf(at),
    type: BOOLEAN,
    run: comparing(operator, left, right, spanOf(at)),
    whenTrue: (root) => comparePredicate(operator, left, right, root),
    whenFalse: (root) => comparePredicate(OPPOSITE[operator], left, right, root),
  };
}

function checkComparison(operator: Comparator, left: Code, right: Code, at: Span, compiling: Compiling): void {
  if (operator === '=' || operator === '!=') {
    reportMismatch(left, right, compiling);
    return;
  }
  for (const side of [left, right]) {
    if (side.type.kind === 'null') {
      compiling.report.error(
        at,
        'ALWAYS_NULL',
        { en: `\`${operator}\` with null is never true.`, ro: `\`${operator}\` cu null nu este niciodată adevărat.` },
        { en: 'compare with null by `=` or `!=`', ro: 'comparați cu null prin `=` sau `!=`' },
      );
      return;
    }
    if (!orderable(side.type)) {
      compiling.report.error(
        side.length > 0 ? side : at,
        'WRONG_TYPE',
        sentence((show) => [
          `${capital(show(side.type))} has no order, so \`${operator}\` cannot be asked of it.`,
          `${capital(show(side.type))} nu are o ordine, deci \`${operator}\` nu are sens.`,
        ]),
        orderHint(operator, side, side === left ? right : left, compiling),
      );
      return;
    }
  }
  reportMismatch(left, right, compiling);
}

function orderHint(operator: Comparator, side: Code, other: Code, compiling: Compiling): Text | undefined {
  const { source } = compiling.report;
  // `1 < a < 5` compares a truth with 5.
  const chained = /^(.*[<>=])\s*(.+)$/s.exec(source.textOf(side));
  if (side.type.kind === 'boolean' && chained) {
    const [whole = '', , middle = ''] = chained;
    return write(`${whole} and ${middle} ${operator} ${source.textOf(other)}`);
  }
  if (side.type.kind === 'list' && side.type.of.kind === other.type.kind) {
    return write(`some x in ${source.textOf(side)} satisfies x ${operator} ${source.textOf(other)}`);
  }
  return remedy(side, other.type, compiling, other) ?? sample(other.type);
}

function comparing(operator: Comparator, left: Code, right: Code, at: Span): Run {
  if (operator === '=' || operator === '!=') {
    const wanted = operator === '=';
    return (frame) => {
      const [a, b] = [left.run(frame), right.run(frame)];
      if (isLarge(a) && isLarge(b)) frame.weigh(at, a);
      const same = equal(a, b, frame.environment.zone);
      return same === undefined ? incomparable(frame, at, [left, a], [right, b]) : same === wanted;
    };
  }
  const decide = ORDERED[operator];
  return (frame) => {
    const a = left.run(frame);
    const b = right.run(frame);
    if (isLarge(a) && isLarge(b)) frame.weigh(at, a);
    const compared = order(a, b, frame.environment.zone);
    return compared === undefined ? incomparable(frame, at, [left, a], [right, b]) : decide(compared);
  };
}

/** What takes more than a step to compare. */
function isLarge(value: Value): boolean {
  return typeof value === 'string' ? value.length > SIGNS_A_STEP : isList(value) || value instanceof Entries;
}

export function incomparable(frame: Frame, at: Span, left: Operand, right: Operand): null {
  const [a, b] = [left[1], right[1]];
  const message = () => ({
    en: `${capital(showKind(kindOf(a), 'en'))} cannot be compared with ${showKind(kindOf(b), 'en')}.`,
    ro: `${capital(showKind(kindOf(a), 'ro'))} nu se poate compara cu ${showKind(kindOf(b), 'ro')}.`,
  });
  return frame.note(at, a === null || b === null ? 'NULL_OPERAND' : 'NOT_COMPARABLE', message, [left, right]);
}

function comparePredicate(operator: Comparison, left: Code, right: Code, root: Root): Predicate | undefined {
  const related = countPredicate(operator, left, right) ?? countPredicate(MIRRORED[operator], right, left);
  if (related) return relatedPredicate(related.relation, related.any, root);
  const [a, b] = [left.term?.(root), right.term?.(root)];
  return a && b ? compareTerms(operator, a, b) : undefined;
}

function compareTerms(operator: Comparison, a: Term, b: Term): Predicate {
  const isNull = (term: Term) => term.is === 'value' && term.value === null;
  const nullness = isNull(b) ? a : isNull(a) ? b : undefined;
  if (!nullness) return { is: 'compare', operator, left: a, right: b };
  if (operator !== '=' && operator !== '!=') return NEVER;
  const predicate: Predicate = isNull(nullness) ? ALWAYS : { is: 'null', term: nullness };
  return operator === '=' ? predicate : (not(predicate) ?? NEVER);
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** `count(related) > 0` and the like ask whether there is any. */
function countPredicate(
  operator: Comparison,
  left: Code,
  right: Code,
): { relation: Relation; any: boolean } | undefined {
  const [relation, bound] = [left.counts, right.constant?.value];
  if (!relation) return undefined;
  if ((bound === 0 && (operator === '>' || operator === '!=')) || (bound === 1 && operator === '>='))
    return { relation, any: true };
  if ((bound === 0 && (operator === '=' || operator === '<=')) || (bound === 1 && operator === '<'))
    return { relation, any: false };
  return undefined;
}

/** Some of the related records meet the relation's condition, or none does. */
function relatedPredicate(relation: Relation, any: boolean, root: Root): Predicate | undefined {
  const where = relation.where();
  if (!where || relation.path.root !== root) return undefined;
  const some: Predicate = { is: 'some', path: relation.path.names, where };
  return any ? some : not(some);
}

export function between(syntax: Of<'between'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const [from, to] = [compiling.compile(syntax.from, scope), compiling.compile(syntax.to, scope)];
  const low = compare('>=', of, from, syntax, compiling);
  const high = compare('<=', of, to, syntax, compiling);
  checkEnds(from, to, syntax, compiling);
  return {
    ...spanOf(syntax),
    type: BOOLEAN,
    run(frame) {
      const [above, below] = [low.run(frame), high.run(frame)];
      if (above === false || below === false) return false;
      return above === true && below === true ? true : null;
    },
    whenTrue: (root) => join('and', [low.whenTrue?.(root), high.whenTrue?.(root)]),
    whenFalse: (root) => join('or', [low.whenFalse?.(root), high.whenFalse?.(root)]),
  };
}
