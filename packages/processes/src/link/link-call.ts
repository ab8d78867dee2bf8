import { didYouMean } from '@dealwright/diagnostics';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { KindOf } from '@dealwright/metadata';
import type { Effect } from '../effect.ts';
import type { EffectShape } from '../schema/effect-schema.ts';
import { type Compile, type Place, report, type TransitionLinking } from './transition-linking.ts';

/** What a process must know of a connector, which is linked before it by a package further down. */
interface Callable {
  readonly operations: ReadonlyMap<string, CallableOperation>;
}

interface CallableOperation {
  readonly takes: ReadonlyMap<string, { readonly type: FeelType; readonly needed: boolean }>;
  readonly gives: ReadonlyMap<string, { readonly type: FeelType }>;
  readonly takesFiles: boolean;
  readonly undo: string | undefined;
}

const CONNECTOR: KindOf<Callable> = { name: 'connector' };

/** Links `call:`: the operation must be there, and get what it takes. Its events are checked by the caller. */
export function linkCall(
  { call, with: said = {}, attach = [], answered, failed, undo = false }: Extract<EffectShape, { call: string }>,
  when: Expression | undefined,
  path: Place,
  compile: Compile,
  at: TransitionLinking,
): Effect {
  const [connector = '', name = ''] = call.split('.');
  const operation = findOperation(connector, name, [...path, 'call'], at);
  const done = undo ? takenBackBy(operation, connector, [...path, 'undo'], at) : operation;
  const given = new Map<string, Expression>();
  for (const [key, text] of Object.entries(said)) {
    const taken = done?.takes.get(key);
    if (done && !taken) reportNotTaken(call, key, done, [...path, 'with', key], at);
    const expression = compile(text, [...path, 'with', key], expectedOf(taken?.type));
    if (expression) given.set(key, expression);
  }
  if (done) checkComplete(call, done, new Set(Object.keys(said)), { attach, answered, undo }, path, at);
  return { is: 'call', when, connector, operation: name, with: given, attach, answered, failed, undo };
}

function findOperation(
  connector: string,
  name: string,
  path: Place,
  at: TransitionLinking,
): CallableOperation | undefined {
  const found = at.linking.find(CONNECTOR, connector, at.document.place(path));
  const operation = found?.operations.get(name);
  if (!found || operation) return operation;
  const message = {
    en: `\`${connector}\` has no operation \`${name}\`.`,
    ro: `\`${connector}\` nu are operația \`${name}\`.`,
  };
  const hint = didYouMean(name, found.operations.keys()) ?? {
    en: `add it to \`operations\` of \`${connector}\``,
    ro: `adăugați-o la \`operations\` ale conectorului \`${connector}\``,
  };
  report(at, path, 'UNKNOWN_OPERATION', message, hint);
  return undefined;
}

function takenBackBy(
  operation: CallableOperation | undefined,
  connector: string,
  path: Place,
  at: TransitionLinking,
): CallableOperation | undefined {
  if (!operation) return undefined;
  const back = at.linking
    .all(CONNECTOR)
    .get(connector)
    ?.operations.get(operation.undo ?? '');
  if (back) return back;
  report(
    at,
    path,
    'NOTHING_TAKES_IT_BACK',
    { en: 'This operation has no `undo`.', ro: 'Această operație nu are `undo`.' },
    {
      en: 'name the operation that takes it back as its `undo` in the connector',
      ro: 'numiți în conector, la `undo`, operația care o anulează',
    },
  );
  return undefined;
}

/** Money and places are records to expressions: their own types read them. */
function expectedOf(type: FeelType | undefined): FeelType | undefined {
  return type && type.kind !== 'context' && type.kind !== 'any' ? type : undefined;
}

function reportNotTaken(
  call: string,
  key: string,
  { takes }: CallableOperation,
  path: Place,
  at: TransitionLinking,
): void {
  const message = { en: `\`${call}\` takes no \`${key}\`.`, ro: `\`${call}\` nu primește \`${key}\`.` };
  report(at, path, 'NOT_TAKEN', message, didYouMean(key, takes.keys()) ?? { en: 'leave it out', ro: 'omiteți' });
}

/** What is needed is given, files go where files are taken, and what comes back has a place in the record. */
function checkComplete(
  call: string,
  { takes, gives, takesFiles }: CallableOperation,
  given: ReadonlySet<string>,
  said: { readonly attach: readonly string[]; readonly answered: string | undefined; readonly undo: boolean },
  path: Place,
  at: TransitionLinking,
): void {
  const missing = [...takes].filter(([name, { needed }]) => needed && !given.has(name)).map(([name]) => name);
  const names = missing.map((name) => `\`${name}\``).join(', ');
  // What takes something back finds the rest in the record.
  if (missing.length > 0 && !said.undo) {
    const message = { en: `\`${call}\` needs ${names}.`, ro: `\`${call}\` are nevoie de ${names}.` };
    report(at, [...path, 'call'], 'CALL_INCOMPLETE', message, { en: 'give it in `with`', ro: 'dați în `with`' });
  }
  if (said.attach.length > 0 && !takesFiles) {
    const message = { en: `\`${call}\` takes no files.`, ro: `\`${call}\` nu primește fișiere.` };
    report(at, [...path, 'attach'], 'TAKES_NO_FILES', message, {
      en: 'leave `attach` out, or say `files` at the operation',
      ro: 'omiteți `attach` sau scrieți `files` la operație',
    });
  }
  if (said.answered === undefined || said.undo) return;
  for (const name of [...gives.keys()].filter((each) => each !== 'reason' && !at.entity.fields.has(each))) {
    const message = {
      en: `\`${call}\` gives \`${name}\`, but ${at.entity.name} has no such field.`,
      ro: `\`${call}\` dă \`${name}\`, dar ${at.entity.name} nu are acest câmp.`,
    };
    const hint = didYouMean(name, at.entity.fields.keys()) ?? { en: 'add the field', ro: 'adăugați câmpul' };
    report(at, [...path, 'answered'], 'GIVES_NO_FIELD', message, hint);
  }
}
