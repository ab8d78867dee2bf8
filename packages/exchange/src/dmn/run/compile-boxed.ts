import { warning } from '@dealwright/diagnostics';
import { contextType, contextValue, defineFunction, type FeelType, type FeelValue } from '@dealwright/expressions';
import type { Boxed, BoxedConditional, BoxedContext, BoxedFunction, BoxedInvocation, BoxedRelation } from '../model.ts';
import { compileFilter, compileIterator } from './compile-iteration.ts';
import { compileTable } from './compile-table.ts';
import { compileText } from './compile-text.ts';
import { ANY, type Code, type Compiling, NULL, type Scope } from './compiling.ts';

/** Compiles an expression in its box over the names that are known there. */
export function compileBoxed(boxed: Boxed | undefined, scope: Scope, compiling: Compiling): Code {
  if (!boxed) return NULL;
  const code = compileUntyped(boxed, scope, compiling);
  return typed(code, boxed.typeRef, compiling);
}

/** The value made to fit the type that the model says, or null. */
export function typed(code: Code, typeRef: string | undefined, { types }: Compiling): Code {
  const type = types.typeOf(typeRef);
  if (type.kind === 'any') return code;
  return { type, run: (names, running) => types.fit(code.run(names, running), typeRef, running.environment) };
}

function compileUntyped(boxed: Boxed, scope: Scope, compiling: Compiling): Code {
  switch (boxed.is) {
    case 'literal':
      if (boxed.language === undefined) return compileText(boxed.source, scope, compiling);
      compiling.report(
        warning(
          'OTHER_LANGUAGE',
          {
            en: `This is written in \`${boxed.language}\`, not in FEEL.`,
            ro: `Aceasta este scrisă în \`${boxed.language}\`, nu în FEEL.`,
          },
          { place: boxed.place(), hint: { en: 'write it in FEEL', ro: 'scrieți-o în FEEL' } },
        ),
      );
      return NULL;
    case 'context':
      return compileContext(boxed, scope, compiling);
    case 'list': {
      const elements = boxed.of.map((each) => compileBoxed(each, scope, compiling));
      return {
        type: { kind: 'list', of: ANY },
        run: (names, running) => elements.map((each) => each.run(names, running)),
      };
    }
    case 'relation':
      return compileRelation(boxed, scope, compiling);
    case 'invocation':
      return compileInvocation(boxed, scope, compiling);
    case 'function':
      return compileFunctionBox(boxed, scope, compiling);
    case 'conditional':
      return compileConditional(boxed, scope, compiling);
    case 'filter':
      return compileFilter(boxed, scope, compiling);
    case 'for':
    case 'some':
    case 'every':
      return compileIterator(boxed, scope, compiling);
    case 'table':
      return compileTable(boxed, scope, compiling);
  }
}

/** A condition that is not known counts as false, as in FEEL; one that is no boolean makes the whole null. */
function compileConditional(boxed: BoxedConditional, scope: Scope, compiling: Compiling): Code {
  const when = compileBoxed(boxed.when, scope, compiling);
  const then = compileBoxed(boxed.then, scope, compiling);
  const otherwise = compileBoxed(boxed.otherwise, scope, compiling);
  return {
    type: ANY,
    run(names, running) {
      const holds = when.run(names, running);
      if (holds !== null && typeof holds !== 'boolean') return null;
      return (holds === true ? then : otherwise).run(names, running);
    },
  };
}

/** Entries in order, each known to those after it; one without a name is the result. */
function compileContext({ entries }: BoxedContext, scope: Scope, compiling: Compiling): Code {
  const known = new Map(scope);
  const members: Record<string, FeelType> = {};
  const steps = entries.map(({ variable, value }) => {
    const code = typed(compileBoxed(value, known, compiling), variable?.typeRef, compiling);
    if (variable) {
      known.set(variable.name, code.type);
      members[variable.name] = code.type;
    }
    return { name: variable?.name, code };
  });
  const result = steps.find(({ name }) => name === undefined);
  return {
    type: result?.code.type ?? contextType('', members),
    run(names, running) {
      const values = new Map(names);
      const own = new Map<string, ReturnType<Code['run']>>();
      for (const { name, code } of steps) {
        const value = code.run(values, running);
        if (name === undefined) return value;
        values.set(name, value);
        own.set(name, value);
      }
      return contextValue(own);
    },
  };
}

function compileRelation({ columns, rows }: BoxedRelation, scope: Scope, compiling: Compiling): Code {
  const codes = rows.map((row) =>
    columns.map(({ name, typeRef }, at) => ({
      name,
      code: typed(compileBoxed(row[at], scope, compiling), typeRef, compiling),
    })),
  );
  const members = columns.map(({ name, typeRef }) => [name, compiling.types.typeOf(typeRef)] as const);
  return {
    type: { kind: 'list', of: contextType('', Object.fromEntries(members)) },
    run: (names, running) =>
      codes.map((row) => contextValue(row.map(({ name, code }) => [name, code.run(names, running)] as const))),
  };
}

/** FEEL's own call, by the names of the parameters. */
function compileInvocation({ of, bindings, place }: BoxedInvocation, scope: Scope, compiling: Compiling): Code {
  const callee = compileBoxed(of, scope, compiling);
  const values = bindings.map((binding) => ({
    name: binding.name,
    code: typed(compileBoxed(binding.value, scope, compiling), binding.typeRef, compiling),
  }));
  const parameters = new Map<string, FeelType>([
    ['the callee', callee.type],
    ...values.map(({ code }, at) => [`argument${at}`, code.type] as const),
  ]);
  const text = `the callee(${values.map(({ name }, at) => `${name}: argument${at}`).join(', ')})`;
  const call = compileText({ text, place: () => place() }, parameters, compiling);
  return {
    type: call.type,
    run(names, running) {
      const given = new Map<string, FeelValue>([['the callee', callee.run(names, running)]]);
      for (const [at, { code }] of values.entries()) given.set(`argument${at}`, code.run(names, running));
      return call.run(given, running);
    },
  };
}

/** A function that keeps the names of its place; what Java or PMML do is not known. */
function compileFunctionBox(boxed: BoxedFunction, scope: Scope, compiling: Compiling): Code {
  const { types } = compiling;
  const parameters = boxed.parameters.map(({ name, typeRef }) => ({ name, type: types.typeOf(typeRef), typeRef }));
  if (boxed.kind !== 'FEEL') {
    compiling.report(
      warning(
        'EXTERNAL_FUNCTION',
        { en: `Functions of ${boxed.kind} are not run.`, ro: `Funcțiile ${boxed.kind} nu se execută.` },
        { place: boxed.place(), hint: { en: 'write the function in FEEL', ro: 'scrieți funcția în FEEL' } },
      ),
    );
  }
  const inner = new Map([...scope, ...parameters.map(({ name, type }) => [name, type] as const)]);
  const body = boxed.kind === 'FEEL' ? compileBoxed(boxed.body, inner, compiling) : NULL;
  const head = { parameters, returns: ANY };
  return {
    type: { kind: 'function', parameters: parameters.map(({ type }) => type), returns: body.type },
    run: (names, { environment, diagnostics }) =>
      defineFunction(head, (args, call) => {
        const given = parameters.map(({ name }, at) => [name, args[at] ?? null] as const);
        return body.run(new Map([...names, ...given]), { environment, within: call, diagnostics });
      }),
  };
}
