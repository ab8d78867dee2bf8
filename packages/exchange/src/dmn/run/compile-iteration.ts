import { defineFunction, type FeelType, type FeelValue } from '@dealwright/expressions';
import type { BoxedFilter, BoxedIterator } from '../model.ts';
import { compileText } from './compile-text.ts';
import { ANY, type Code, type Compiling, type Names, type Running, type Scope } from './compiling.ts';

/** The names under which FEEL's own loops and filters see the parts of a box. */
const LIST = 'list of the box';
const BODY = 'body of the box';

/** A filter is FEEL's own filter: of a text directly, so that it knows the members of each element. */
export function compileFilter({ in: list, match, place }: BoxedFilter, scope: Scope, compiling: Compiling): Code {
  const source = compiling.compile(list, scope);
  const known = new Map<string, FeelType>([...scope, [LIST, source.type]]);
  if (match?.is === 'literal') {
    const before = `${LIST}[`;
    const { text, place: placeOf } = match.source;
    const moved = (offset = 0, length?: number) => placeOf(Math.max(0, offset - before.length), length);
    const filter = compileText({ text: `${before}${text}\n]`, place: moved }, known, compiling);
    return {
      type: filter.type,
      run: (names, running) => filter.run(new Map([...names, [LIST, source.run(names, running)]]), running),
    };
  }
  const element = source.type.kind === 'list' ? source.type.of : ANY;
  const body = compiling.compile(match, new Map([...scope, ['item', element]]));
  const text = `${LIST}[${BODY}(item)]`;
  const filter = compileText({ text, place: () => place() }, new Map([...known, [BODY, ANY]]), compiling);
  return {
    type: filter.type,
    run(names, running) {
      const given = new Map(names)
        .set(LIST, source.run(names, running))
        .set(BODY, bodyOf(body, ['item'], names, running));
      return filter.run(given, running);
    },
  };
}

/** `for`, `some` and `every` are FEEL's own, over the body as a function. */
export function compileIterator(boxed: BoxedIterator, scope: Scope, compiling: Compiling): Code {
  const { is, variable, place } = boxed;
  const source = compiling.compile(boxed.in, scope);
  const element = source.type.kind === 'list' ? source.type.of : ANY;
  const more: readonly (readonly [string, FeelType])[] = [
    [variable, element],
    ...(is === 'for' ? [['partial', { kind: 'list', of: ANY }] as const] : []),
  ];
  const body = compiling.compile(boxed.body, new Map([...scope, ...more]));
  const parameters = more.map(([name]) => name);
  const called = `${BODY}(${is === 'for' ? 'each, partial' : 'each'})`;
  const text = `${is} each in ${LIST} ${is === 'for' ? 'return' : 'satisfies'} ${called}`;
  const loop = compileText(
    { text, place: () => place() },
    new Map<string, FeelType>([
      [LIST, source.type],
      [BODY, { kind: 'function', returns: body.type }],
    ]),
    compiling,
  );
  return {
    type: loop.type,
    run: (names, running) =>
      loop.run(
        new Map([
          [LIST, source.run(names, running)],
          [BODY, bodyOf(body, parameters, names, running)],
        ]),
        running,
      ),
  };
}

function bodyOf(
  body: Code,
  parameters: readonly string[],
  names: Names,
  { environment, diagnostics }: Running,
): FeelValue {
  const head = { parameters: parameters.map((name) => ({ name, type: ANY })), returns: ANY };
  return defineFunction(head, (args, call) => {
    const given = parameters.map((name, at) => [name, args[at] ?? null] as const);
    return body.run(new Map([...names, ...given]), { environment, within: call, diagnostics });
  });
}
