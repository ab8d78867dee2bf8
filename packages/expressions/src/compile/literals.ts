import { listOf, rangeOf, STRING, sentence, unionAll } from '../feel-types.ts';
import type { Of, Span } from '../parse/syntax.ts';
import type { ContextType, Member } from '../types.ts';
import { order } from '../values/compare.ts';
import { Entries, Range, type Value } from '../values/value.ts';
import { type Code, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import { constantCode } from './constant.ts';
import { fold } from './fold.ts';
import { kindMismatch, orderable } from './kinds.ts';
import { remedy, sample } from './remedies.ts';
import { type Local, type Scope, withLocals } from './scope.ts';

export function literal(syntax: Of<'literal'>): Code {
  return constantCode(syntax.value, syntax);
}

export function listLiteral(syntax: Of<'list'>, scope: Scope, compiling: Compiling): Code {
  const parts = syntax.of.map((each) => compiling.compile(each, scope));
  const runs = parts.map((part) => part.run);
  const type = listOf(unionAll(parts.map((part) => part.type)));
  const code: Code = { ...spanOf(syntax), type, run: (frame) => runs.map((run) => run(frame)) };
  return fold(code, parts, compiling);
}

export function contextLiteral(syntax: Of<'context'>, scope: Scope, compiling: Compiling): Code {
  let twice = false;
  const locals = new Map<string, Local>();
  const members = new Map<string, Member>();
  const parts = syntax.entries.map(({ key, value, offset, length }) => {
    if (members.has(key)) {
      twice = true;
      compiling.report.error(
        { offset, length },
        'DUPLICATE_KEY',
        {
          en: `The key \`${key}\` stands here twice.`,
          ro: `Cheia \`${key}\` apare de două ori.`,
        },
        { en: 'give one of them another name', ro: 'dați uneia dintre ele alt nume' },
      );
    }
    const code = compiling.compile(value, withLocals(scope, new Map(locals)));
    const slot = compiling.newSlot();
    locals.set(key, { slot, type: code.type });
    members.set(key, { type: code.type });
    return { key, slot, run: code.run };
  });
  const type: ContextType = {
    kind: 'context',
    name: '',
    member: (name) => members.get(name),
    names: () => [...members.keys()],
  };
  return {
    ...spanOf(syntax),
    type,
    run(frame) {
      if (twice) return null;
      const map = new Map<string, Value>();
      for (const { key, slot, run } of parts) {
        const value = run(frame);
        frame.locals[slot] = value;
        map.set(key, value);
      }
      return new Entries(map);
    },
  };
}

export function rangeLiteral(syntax: Of<'range'>, scope: Scope, compiling: Compiling): Code {
  return rangeBetween(syntax, compiling.compile(syntax.from, scope), compiling.compile(syntax.to, scope), compiling);
}

/** Reports two known ends of which the first is greater. */
export function checkEnds(from: Code, to: Code, at: Span, compiling: Compiling): void {
  if (!from.constant || !to.constant || (order(from.constant.value, to.constant.value, 'UTC') ?? 0) <= 0) return;
  compiling.report.error(
    at,
    'EMPTY_RANGE',
    {
      en: 'This range begins after its end, so nothing is within.',
      ro: 'Acest interval începe după sfârșitul său, deci nu cuprinde nimic.',
    },
    { en: 'exchange its two ends', ro: 'schimbați între ele cele două capete' },
  );
}

/** The range whose two ends are compiled already. */
export function rangeBetween(syntax: Of<'range'>, from: Code, to: Code, compiling: Compiling): Code {
  const mismatch = kindMismatch(from.type, to.type);
  const type = from.type.kind === 'null' ? to.type : from.type;
  if (mismatch || !orderable(type)) {
    compiling.report.error(
      syntax,
      'WRONG_TYPE',
      sentence((show) => [
        `A range cannot go from ${show(from.type)} to ${show(to.type)}.`,
        `Un interval nu poate merge de la ${show(from.type)} la ${show(to.type)}.`,
      ]),
      remedy(to, from.type, compiling) ?? sample(from.type),
    );
  }
  const { fromIncluded, toIncluded } = syntax;
  const at = spanOf(syntax);
  const known = from.constant && to.constant ? ([from.constant.value, to.constant.value] as const) : undefined;
  checkEnds(from, to, syntax, compiling);
  const make = (start: Value, end: Value) => new Range(start, end, fromIncluded, toIncluded);
  const base = { ...at, type: rangeOf(type.kind === 'string' ? STRING : type) };
  if (known && !isEmpty(known[0], known[1], 'UTC')) {
    const value = make(known[0], known[1]);
    return { ...base, constant: { value }, run: () => value };
  }
  return {
    ...base,
    run(frame) {
      const [start, end] = [from.run(frame), to.run(frame)];
      if (isEmpty(start, end, frame.environment.zone)) {
        const message = () => ({
          en: 'The range begins after its end, or its ends cannot be compared.',
          ro: 'Intervalul începe după sfârșitul său sau capetele nu pot fi comparate.',
        });
        return frame.note(at, 'NO_RANGE', message, [
          [from, start],
          [to, end],
        ]);
      }
      return make(start, end);
    },
  };
}

/** No range can be made of the two: they cannot be compared, or the first is greater. */
function isEmpty(from: Value, to: Value, zone: string): boolean {
  if (from === null || to === null) return false;
  const compared = order(from, to, zone);
  return compared === undefined || compared > 0;
}
