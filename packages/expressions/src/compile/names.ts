import { didYouMean } from '@dealwright/diagnostics';
import { ANY, listOf, sentence } from '../feel-types.ts';
import type { Of, Span } from '../parse/syntax.ts';
import type { Member } from '../types.ts';
import { Context, isList, kindOf, type Value } from '../values/value.ts';
import { type Code, type Path, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import type { Operand } from './diagnose.ts';
import type { Frame, Run } from './frame.ts';
import { relationOfPath, termOfPath } from './path-term.ts';
import { type Property, propertiesOf } from './properties.ts';
import { clip, reader } from './read-path.ts';
import { write } from './remedies.ts';
import { builtinValue } from './run-builtin.ts';
import { type Binding, findMember, type Scope } from './scope.ts';

export function name(syntax: Of<'name'>, scope: Scope, compiling: Compiling): Code {
  const binding = scope.find(syntax.name);
  if (binding) return bound(binding, syntax, compiling);
  const shown = clip(syntax.name);
  compiling.report.error(
    syntax,
    'UNKNOWN_NAME',
    { en: `There is nothing named \`${shown}\` here.`, ro: `Aici nu există nimic cu numele \`${shown}\`.` },
    /^not\b/.test(shown) ? write('not(…)') : didYouMean(shown, scope.names()),
  );
  return unknown(syntax, shown);
}

function unknown(at: Span, what: string): Code {
  const span = spanOf(at);
  const message = { en: `There is nothing named \`${what}\`.`, ro: `Nu există nimic cu numele \`${what}\`.` };
  return { ...span, type: ANY, run: (frame) => frame.note(span, 'UNKNOWN_NAME', () => message) };
}

function bound(binding: Binding, at: Span, compiling: Compiling): Code {
  const span = spanOf(at);
  switch (binding.is) {
    case 'member': {
      const { root, name: key, member, queryable, reads } = binding;
      return pathCode(span, { root, names: [key], members: [member] }, queryable, [...(reads ?? []), key], compiling);
    }
    case 'local': {
      const { slot, type, element, reads } = binding;
      const code: Code = { ...span, type, run: (frame) => frame.locals[slot] ?? null };
      if (reads) compiling.reads(reads);
      return { ...code, ...(reads && { reads }), ...(element && { path: { root: slot, names: [], members: [] } }) };
    }
    case 'maybe': {
      const { slot, name: key } = binding;
      const otherwise = binding.otherwise && bound(binding.otherwise, at, compiling);
      return {
        ...span,
        type: ANY,
        run(frame) {
          const element = frame.locals[slot];
          const value = element instanceof Context ? element.get(key) : undefined;
          if (value !== undefined) return value;
          return otherwise ? otherwise.run(frame) : noMember(frame, span, key);
        },
      };
    }
    case 'builtin': {
      const value = builtinValue(binding.builtin);
      if (binding.builtin.readsClock) compiling.readsClock();
      return { ...span, type: { kind: 'function', returns: ANY }, run: () => value, constant: { value } };
    }
  }
}

export function input(syntax: Of<'input'>, scope: Scope, compiling: Compiling): Code {
  const span = spanOf(syntax);
  if (!scope.input) {
    compiling.report.error(
      syntax,
      'NO_INPUT',
      {
        en: '`?` means the input of a test, and there is none here.',
        ro: '`?` înseamnă valoarea testată, iar aici nu există una.',
      },
      { en: 'write the name of the value', ro: 'scrieți numele valorii' },
    );
    return unknown(syntax, '?');
  }
  const { slot, type } = scope.input;
  return { ...span, type, run: (frame) => frame.locals[slot] ?? null };
}

export function path(syntax: Of<'path'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const span = spanOf(syntax);
  const element = of.type.kind === 'list' ? of.type.of : of.type;
  if (element.kind === 'any') return dynamicPath(of, syntax);
  if (element.kind !== 'context') return propertyPath(of, syntax, compiling);
  const found = findMember(element, syntax.name);
  if (!found) {
    const { name: what } = element;
    compiling.report.error(
      syntax.at,
      'UNKNOWN_NAME',
      {
        en: `${what || 'This context'} has no \`${syntax.name}\`.`,
        ro: `${what || 'Acest context'} nu are \`${syntax.name}\`.`,
      },
      didYouMean(syntax.name, element.names()),
    );
    return dynamicPath(of, syntax);
  }
  const reads = of.reads && [...of.reads, found.name];
  if (of.path && of.type.kind === 'context') {
    const longer: Path = {
      root: of.path.root,
      names: [...of.path.names, found.name],
      members: [...of.path.members, found.member],
    };
    return pathCode(span, longer, true, reads, compiling);
  }
  if (reads) compiling.reads(reads);
  const { type } = found.member;
  const more = reads ? { reads } : {};
  if (of.type.kind === 'list') {
    return { ...span, ...more, type: listOf(type), run: project(of, found.name, span) };
  }
  return { ...span, ...more, type, run: memberOf(of, found.name, span) };
}

/** Reads a path of known members: from the record's JSON directly, or from the element in a slot. */
function pathCode(
  span: Span,
  way: Path,
  queryable: boolean,
  reads: readonly string[] | undefined,
  compiling: Compiling,
): Code {
  const { type } = way.members.at(-1) as Member;
  if (reads) compiling.reads(reads);
  const code: Code = { ...span, type, path: way, run: reader(span, way, type), ...(reads && { reads }) };
  if (!queryable) return code;
  const relation = type.kind === 'list' ? relationOfPath(way) : undefined;
  return { ...code, term: (root) => termOfPath(way, type, root), ...(relation && { relation }) };
}

function memberOf(of: Code, key: string, span: Span): Run {
  return (frame) => {
    const value = of.run(frame);
    return value instanceof Context ? (value.get(key) ?? null) : absent(frame, span, [of, value], key);
  };
}

/** `orders.amount`: the member of each element; elements that are no contexts give null. */
function project(of: Code, key: string, span: Span): Run {
  return (frame) => {
    const value = of.run(frame);
    return isList(value) ? projectList(frame, span, value, key) : absent(frame, span, [of, value], key);
  };
}

function projectList(frame: Frame, span: Span, list: readonly Value[], key: string): Value {
  frame.charge(span, list.length);
  return list.map((each) => (each instanceof Context ? (each.get(key) ?? null) : null));
}

function dynamicPath(of: Code, syntax: Of<'path'>): Code {
  const { name: key } = syntax;
  const span = spanOf(syntax);
  return {
    ...span,
    type: ANY,
    run(frame) {
      const value = of.run(frame);
      if (value instanceof Context) return value.get(key) ?? noMember(frame, span, key);
      if (isList(value)) return projectList(frame, span, value, key);
      const property = value === null ? undefined : propertiesOf(kindOf(value))?.get(key);
      return property ? propertyOf(property, value, frame, span, key) : absent(frame, span, [of, value], key);
    },
  };
}

/** `.year` of a date and the like. */
function propertyPath(of: Code, syntax: Of<'path'>, compiling: Compiling): Code {
  const { name: key } = syntax;
  const span = spanOf(syntax);
  const properties = propertiesOf(of.type.kind);
  const property = properties?.get(key);
  if (!property) {
    compiling.report.error(
      syntax.at,
      'UNKNOWN_NAME',
      sentence((show) => [
        `\`${key}\` is not part of ${show(of.type)}.`,
        `\`${key}\` nu face parte din ${show(of.type)}.`,
      ]),
      properties ? didYouMean(key, properties.keys()) : write(compiling.report.source.textOf(of)),
    );
    return dynamicPath(of, syntax);
  }
  const type = property.type(of.type);
  return {
    ...span,
    type,
    run(frame) {
      const value = of.run(frame);
      return value === null ? absent(frame, span, [of, null], key) : propertyOf(property, value, frame, span, key);
    },
  };
}

function propertyOf(property: Property, value: Value, frame: Frame, span: Span, key: string): Value {
  return property.get(value, frame.environment.zone) ?? noMember(frame, span, key);
}

function absent(frame: Frame, span: Span, of: Operand, key: string): null {
  if (of[1] === null) {
    const message = () => ({ en: `\`${key}\` was asked of null.`, ro: `\`${key}\` a fost cerut de la null.` });
    return frame.note(span, 'NULL_HAS_NO_MEMBERS', message, [of]);
  }
  return noMember(frame, span, key);
}

function noMember(frame: Frame, span: Span, key: string): null {
  return frame.note(span, 'NO_MEMBER', () => ({ en: `There is no \`${key}\` in it.`, ro: `Nu conține \`${key}\`.` }));
}
