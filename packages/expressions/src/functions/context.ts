import { didYouMean } from '@dealwright/diagnostics';
import { ANY, contextType, listOf, STRING } from '../feel-types.ts';
import type { FeelType } from '../types.ts';
import { entriesOf } from '../values/context-value.ts';
import { Context, Entries, type List, type Value } from '../values/value.ts';
import {
  also,
  anything,
  type BuiltIn,
  builtIn,
  type Call,
  context,
  type KnownArgument,
  list,
  nullable,
  signature,
  text,
  type Wrong,
} from './function.ts';

const entryType = contextType('', { key: STRING, value: ANY });
/** A context of which nothing is known. */
const SOME: FeelType = ANY;

/** `{ key, value }` of each element; null where one is no entry, or where a key stands twice. */
function fromEntries(entries: List, call: Call): Value {
  const map = new Map<string, Value>();
  for (const each of entries) {
    const [key, value] = each instanceof Context ? [each.get('key'), each.get('value')] : [];
    if (typeof key !== 'string' || value === undefined || map.has(key)) {
      return call.fail(
        'WRONG_ENTRY',
        'Every entry needs one `key` and a `value`.',
        'Fiecare intrare are nevoie de un `key` și de un `value`.',
      );
    }
    map.set(key, value);
  }
  return new Entries(map);
}

/** `given` with `value` at the end of the path `keys`; contexts on the way must be there. */
function put(given: Value, keys: readonly Value[], value: Value, call: Call): Value {
  const [key, ...more] = keys;
  if (!(given instanceof Context) || typeof key !== 'string') {
    return call.fail('WRONG_KEY', 'There is no context at this key.', 'La această cheie nu există un context.');
  }
  const inner = more.length === 0 ? value : put(given.get(key) ?? null, more, value, call);
  if (more.length > 0 && inner === null) return null;
  return new Entries(new Map(entriesOf(given)).set(key, inner));
}

/** A known record has only the members that it has. */
function checkKey([context, key]: readonly KnownArgument[]): Wrong | undefined {
  const wanted = key?.constant?.value;
  const type = context?.type;
  if (type?.kind !== 'context' || type.name === '' || typeof wanted !== 'string' || type.member(wanted))
    return undefined;
  const message = { en: `${type.name} has no \`${wanted}\`.`, ro: `${type.name} nu are \`${wanted}\`.` };
  return { code: 'UNKNOWN_NAME', message, hint: didYouMean(wanted, type.names()) };
}

export const contextFunctions: readonly BuiltIn[] = [
  builtIn(
    'get value',
    [
      signature([also(context('m'), 'context'), text('key')], ANY, ([m, key]) => m.get(key) ?? null),
      signature([also(context('m'), 'context'), list('keys', STRING)], ANY, ([m, keys]) => {
        return keys.reduce<Value>(
          (at, key) => (at instanceof Context && typeof key === 'string' ? (at.get(key) ?? null) : null),
          m,
        );
      }),
    ],
    { check: checkKey },
  ),
  builtIn(
    'get entries',
    signature([also(context('m'), 'context')], listOf(entryType), ([m]) => {
      return m.names().map(
        (name) =>
          new Entries(
            new Map<string, Value>([
              ['key', name],
              ['value', m.get(name) ?? null],
            ]),
          ),
      );
    }),
  ),
  builtIn(
    'context',
    signature([list('entries')], SOME, ([entries], call) => fromEntries(entries, call)),
  ),
  builtIn('context put', [
    signature([context('context'), text('key'), nullable(anything('value'))], SOME, ([given, key, value], call) =>
      put(given, [key], value, call),
    ),
    signature(
      [context('context'), list('keys', STRING), nullable(anything('value'))],
      SOME,
      ([given, keys, value], call) => {
        return keys.length === 0
          ? call.fail('WRONG_KEY', 'The list of keys is empty.', 'Lista de chei este goală.')
          : put(given, keys, value, call);
      },
    ),
  ]),
  builtIn(
    'context merge',
    signature([list('contexts')], SOME, ([contexts], call) => {
      const merged = new Map<string, Value>();
      for (const each of contexts) {
        if (!(each instanceof Context)) {
          return call.fail('WRONG_TYPE', 'Not all elements are contexts.', 'Nu toate elementele sunt contexte.');
        }
        for (const [name, value] of entriesOf(each) ?? []) merged.set(name, value);
      }
      return new Entries(merged);
    }),
  ),
];
