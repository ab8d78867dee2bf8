import { ANY } from '../feel-types.ts';
import type { Of } from '../parse/syntax.ts';
import { conforms } from '../values/conforms.ts';
import { FeelFunction } from '../values/value.ts';
import { type Code, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import { readType } from './instance-of.ts';
import { type Local, type Scope, withLocals } from './scope.ts';

/** `function(a, b: number) a + b`. The function keeps the locals of its place as they are when it is made. */
export function functionLiteral(syntax: Of<'function'>, scope: Scope, compiling: Compiling): Code {
  const locals = new Map<string, Local>();
  const parameters = syntax.parameters.map((parameter) => {
    const type = parameter.type ? readType(parameter.type, compiling) : ANY;
    const slot = compiling.newSlot();
    locals.set(parameter.name, { slot, type });
    return { name: parameter.name, slot, type };
  });
  const body = compiling.compile(syntax.body, withLocals({ ...scope, input: undefined }, locals));
  const at = spanOf(syntax);
  return {
    ...at,
    type: { kind: 'function', parameters: parameters.map((each) => each.type), returns: body.type },
    run(frame) {
      const captured = frame.locals.slice();
      return new FeelFunction(
        parameters.map((each) => each.name),
        (args) => {
          const inner = frame.fork(captured.slice());
          for (const [index, { slot, type, name }] of parameters.entries()) {
            const value = args[index] ?? null;
            if (type.kind !== 'any') frame.weigh(at, value);
            if (!conforms(value, type)) {
              return frame.note(at, 'WRONG_ARGUMENTS', () => ({
                en: `The argument \`${name}\` is of another type.`,
                ro: `Argumentul \`${name}\` este de alt tip.`,
              }));
            }
            inner.locals[slot] = value;
          }
          return body.run(inner);
        },
      );
    },
  };
}
