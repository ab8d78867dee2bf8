import { elementOf, listOf, sentence, showKind } from '../feel-types.ts';
import type { Of, Span } from '../parse/syntax.ts';
import type { FeelType } from '../types.ts';
import { isNumeric, toInteger } from '../values/number.ts';
import { isList, kindOf, type Value } from '../values/value.ts';
import { type Code, condition, join, type Relation, spanOf } from './code.ts';
import type { Compiling } from './compiler.ts';
import type { Operand } from './diagnose.ts';
import { fold } from './fold.ts';
import type { Frame } from './frame.ts';
import { notBoolean } from './logic.ts';
import { type Local, type Scope, withItem } from './scope.ts';

/** `list[2]` is an element, `list[condition]` the elements for which it is true. A single value is a list of one. */
export function filter(syntax: Of<'filter'>, scope: Scope, compiling: Compiling): Code {
  const of = compiling.compile(syntax.of, scope);
  const slot = compiling.newSlot();
  const element = elementOf(of.type);
  const local: Local = { slot, type: element, element: of.relation, reads: of.reads };
  const where = compiling.compile(syntax.where, withItem(scope, local));
  const at = spanOf(syntax);
  const { kind } = where.type;
  if (!['boolean', 'number', 'any', 'null'].includes(kind)) {
    compiling.report.error(
      where,
      'WRONG_TYPE',
      sentence((show) => [
        `A filter is a condition or a position, this is ${show(where.type)}.`,
        `Un filtru este o condiție sau o poziție, iar aceasta este ${show(where.type)}.`,
      ]),
      {
        en: 'write a condition such as `[item != null]`, or `[1]`',
        ro: 'scrieți o condiție precum `[item != null]` sau `[1]`',
      },
    );
  }
  const more = of.reads ? { reads: of.reads } : {};
  if (kind === 'number') {
    const code: Code = {
      ...at,
      ...more,
      type: element,
      run: (frame) => position([of, of.run(frame)], [where, where.run(frame)], frame, at),
    };
    return checkPosition(where, compiling) ? fold(code, [of, where], compiling, POSITIONS) : code;
  }
  const relation = of.relation && narrowed(of.relation, where, slot);
  return {
    ...at,
    ...more,
    ...(relation && { relation }),
    type: resultType(kind, element),
    run: (frame) => select([of, of.run(frame)], where, slot, frame, at),
  };
}

/** Positions begin at 1, or at -1 from the end. */
function checkPosition(where: Code, compiling: Compiling): boolean {
  const wanted = where.constant?.value;
  if (!isNumeric(wanted) || (wanted !== 0 && toInteger(wanted) !== undefined)) return true;
  compiling.report.error(
    where,
    'ALWAYS_NULL',
    {
      en: `There is no position ${compiling.report.source.textOf(where)}.`,
      ro: `Nu există poziția ${compiling.report.source.textOf(where)}.`,
    },
    POSITIONS,
  );
  return false;
}

const POSITIONS = {
  en: 'write `[1]` for the first element, `[-1]` for the last',
  ro: 'scrieți `[1]` pentru primul element, `[-1]` pentru ultimul',
};

function resultType(kind: FeelType['kind'], element: FeelType): FeelType {
  return kind === 'any' ? { kind: 'any' } : listOf(element);
}

function narrowed(relation: Relation, where: Code, slot: number): Relation {
  return { path: relation.path, where: () => join('and', [relation.where(), condition(where, true, slot)]) };
}

function select(given: Operand, where: Code, slot: number, frame: Frame, at: Span): Value {
  const [, of] = given;
  if (of === null) return nullList(frame, at, given);
  const list = isList(of) ? of : [of];
  const chosen: Value[] = [];
  for (const [index, each] of list.entries()) {
    frame.charge(at);
    frame.locals[slot] = each;
    const verdict = where.run(frame);
    // Only known at run time: the first answer says that it is a position.
    if (index === 0 && isNumeric(verdict)) return position(given, [where, verdict], frame, at);
    if (verdict === true) chosen.push(each);
    else if (verdict !== false && verdict !== null) return notBoolean(frame, where, verdict);
  }
  return chosen;
}

function position(given: Operand, chosenBy: Operand, frame: Frame, at: Span): Value {
  const [[, of], [, wanted]] = [given, chosenBy];
  if (of === null) return nullList(frame, at, given);
  const list = isList(of) ? of : [of];
  const index = isNumeric(wanted) ? toInteger(wanted) : undefined;
  if (index === undefined) {
    const message = () => ({
      en: `A position is a whole number, this is ${showKind(kindOf(wanted), 'en')}.`,
      ro: `O poziție este un număr întreg, iar aceasta este ${showKind(kindOf(wanted), 'ro')}.`,
    });
    return frame.note(at, 'NO_POSITION', message, [chosenBy]);
  }
  const found = index < 0 ? list[list.length + index] : list[index - 1];
  if (found !== undefined) return found;
  const message = () => ({
    en: `There is no element ${index} in a list of ${list.length}.`,
    ro: `Nu există elementul ${index} într-o listă de ${list.length}.`,
  });
  return frame.note(at, 'OUTSIDE_LIST', message, [chosenBy]);
}

export function nullList(frame: Frame, at: Span, of: Operand): null {
  const message = () => ({ en: 'There is no list, but null.', ro: 'Nu există o listă, ci null.' });
  return frame.note(at, 'NULL_LIST', message, [of]);
}
