import { BOOLEAN, sentence, showKind, union } from '../feel-types.ts';
import type { Of, Span } from '../parse/syntax.ts';
import { kindOf, type Value } from '../values/value.ts';
import { type Code, condition, join, not, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import type { Operand } from './diagnose.ts';
import type { Frame } from './frame.ts';
import { isKnown } from './kinds.ts';
import { asCondition } from './remedies.ts';
import type { Scope } from './scope.ts';

/** `and`, `or`: three-valued; what is neither true nor false counts as null. */
export function logic(syntax: Of<'and' | 'or'>, scope: Scope, compiling: Compiling): Code {
  const [left, right] = [compiling.compile(syntax.left, scope), compiling.compile(syntax.right, scope)];
  for (const side of [left, right]) expectBoolean(side, `\`${syntax.is}\``, compiling);
  const decisive = syntax.is === 'or';
  const other = syntax.is === 'or' ? 'and' : 'or';
  return {
    ...spanOf(syntax),
    type: BOOLEAN,
    run(frame) {
      const first = left.run(frame);
      if (first === decisive) return decisive;
      const second = right.run(frame);
      if (second === decisive) return decisive;
      if (first === !decisive && second === !decisive) return !decisive;
      return undecided(frame, syntax, [left, first], [right, second]);
    },
    whenTrue: (root) => join(syntax.is, [condition(left, true, root), condition(right, true, root)]),
    whenFalse: (root) => join(other, [condition(left, false, root), condition(right, false, root)]),
  };
}

/** `and`, `or` of what is neither true nor false. */
function undecided(frame: Frame, syntax: Of<'and' | 'or'>, ...operands: readonly Operand[]): null {
  const message = () => ({
    en: `\`${syntax.is}\` cannot be decided.`,
    ro: `\`${syntax.is}\` nu se poate decide.`,
  });
  return frame.note(spanOf(syntax), 'NULL_OPERAND', message, operands);
}

export function expectBoolean(code: Code, whose: string, compiling: Compiling): void {
  if (!isKnown(code.type) || code.type.kind === 'boolean') return;
  compiling.report.error(
    code,
    'WRONG_TYPE',
    sentence((show) => [
      `${whose} needs true or false here, this is ${show(code.type)}.`,
      `${whose} are nevoie aici de adevărat sau fals, iar aceasta este ${show(code.type)}.`,
    ]),
    asCondition(code, compiling),
  );
}

/** What should be true or false is something else: null. */
export function notBoolean(frame: Frame, at: Span, value: Value): null {
  const message = () => ({
    en: `True or false was expected, this is ${showKind(kindOf(value), 'en')}.`,
    ro: `Se aștepta adevărat sau fals, iar aceasta este ${showKind(kindOf(value), 'ro')}.`,
  });
  return frame.note(spanOf(at), 'NOT_A_CONDITION', message, [[at, value]]);
}

export function conditional(syntax: Of<'if'>, scope: Scope, compiling: Compiling): Code {
  const when = compiling.compile(syntax.when, scope);
  const [then, otherwise] = [compiling.compile(syntax.then, scope), compiling.compile(syntax.otherwise, scope)];
  expectBoolean(when, '`if`', compiling);
  const choose = (wanted: boolean) => (root: Parameters<typeof condition>[2]) => {
    const asked = condition(when, true, root);
    return join('or', [
      join('and', [asked, condition(then, wanted, root)]),
      join('and', [not(asked), condition(otherwise, wanted, root)]),
    ]);
  };
  const code: Code = {
    ...spanOf(syntax),
    type: union(then.type, otherwise.type),
    run(frame): Value {
      const verdict = when.run(frame);
      if (verdict === true) return then.run(frame);
      return verdict === false || verdict === null ? otherwise.run(frame) : notBoolean(frame, when, verdict);
    },
    term(root) {
      const [asked, first, second] = [condition(when, true, root), then.term?.(root), otherwise.term?.(root)];
      return asked && first && second ? { is: 'if', when: asked, then: first, otherwise: second } : undefined;
    },
  };
  // A database gives one type to all branches.
  if (code.type.kind === 'any') return { ...spanOf(code), type: code.type, run: code.run };
  return code.type.kind === 'boolean' ? { ...code, whenTrue: choose(true), whenFalse: choose(false) } : code;
}
