import { accessOf } from '@dealwright/access';
import { didYouMean, isClean, type Problem, problem } from '@dealwright/diagnostics';
import { ENTITY, type Entity } from '@dealwright/entities';
import type { KindOf, Model } from '@dealwright/metadata';
import { isId } from '@dealwright/values';
import type { Saved } from '../change.ts';
import type { Context } from '../context.ts';
import { parametersOf } from '../parameters-of.ts';
import { actionsOf } from '../read-records.ts';
import type { RecordStore, WriteSession } from '../record-store.ts';
import { forbidden, notFound } from '../save/refusals.ts';
import { checkContent } from './check-content.ts';

/** A file that somebody brings. */
export interface BroughtFile {
  readonly entity: string;
  readonly record: string;
  /** The kind of file that it is to this record: `signed-contract`. */
  readonly as: string;
  readonly name: string;
  /** As the caller says it; the name says it when it is left out. */
  readonly mediaType: string | undefined;
  /** Base64. */
  readonly content: string;
}

/**
 * Stores a file with a record: by whoever may update the record, or may fire one of the events that it has now, because
 * those may need files. Answers the id of the File, or all reasons why not.
 */
export async function attachFile(store: RecordStore, context: Context, brought: BroughtFile): Promise<Saved> {
  const { model } = context;
  const entity = model.find(ENTITY, brought.entity);
  if (!entity || entity.internal) return refused([unknownEntity(model, brought.entity)]);
  const checked = checkContent(brought);
  const problems = [...checkKind(model, brought.as), ...('problems' in checked ? checked.problems : [])];
  if (!isClean(problems) || 'problems' in checked) return refused(problems);
  return store.write(context, async (session) => {
    const forbiddenBy = await refuseStranger(session, context, entity, brought.record);
    if (forbiddenBy) return refused([forbiddenBy]);
    const { mediaType, bytes } = checked;
    const attachedTo = { entity: entity.name, record: brought.record, as: brought.as };
    const file = await session.addFile({ name: brought.name.trim(), mediaType, bytes, attachedTo, about: {} });
    return { id: file.id, version: 1, problems: [] };
  });
}

async function refuseStranger(
  session: WriteSession,
  context: Context,
  entity: Entity,
  id: string,
): Promise<Problem | undefined> {
  const access = accessOf(context.model, context.actor);
  const parameters = parametersOf(context, access);
  const isWithin = async (operation: 'read' | 'update') => {
    const scope = access.scope(operation, entity);
    if (scope.is === 'constant' && !scope.value) return false;
    return session.matches(entity, id, scope, parameters);
  };
  if (!isId(id) || !(await isWithin('read'))) return { ...notFound(entity), path: ['record'] };
  if (await isWithin('update')) return undefined;
  const actions = (await actionsOf(session, context, entity, [id])).get(id) ?? [];
  const mayFire = actions.some(({ reasons }) => !reasons.some(({ code }) => NOT_THEIRS.has(code)));
  return mayFire ? undefined : forbidden('update', entity);
}

/** Why an event is not this person's, whatever else there is against it. */
const NOT_THEIRS: ReadonlySet<string> = new Set(['EVENT_NOT_ALLOWED']);

const DOCUMENT: KindOf<unknown> = { name: 'document' };
const KIND = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A name as content writes it, and not that of a document which the platform makes: nobody makes those by hand. */
function checkKind(model: Model, as: string): readonly Problem[] {
  if (!KIND.test(as) || as.length > 60) {
    const message = {
      en: 'The kind of a file is a name in small letters.',
      ro: 'Felul unui fișier este un nume cu litere mici.',
    };
    return [
      problem('FILE_KIND', message, {
        path: ['as'],
        hint: { en: 'write it as `signed-contract`', ro: 'scrieți, de exemplu, `signed-contract`' },
      }),
    ];
  }
  if (!model.find(DOCUMENT, as)) return [];
  const message = {
    en: `A \`${as}\` is made by the platform; it cannot be brought.`,
    ro: `Un \`${as}\` este generat de platformă; nu poate fi adus.`,
  };
  return [
    problem('FILE_KIND', message, {
      path: ['as'],
      hint: {
        en: `use \`generateDocument\`, or another kind such as \`signed-${as}\``,
        ro: `folosiți \`generateDocument\` sau alt fel, ca \`signed-${as}\``,
      },
    }),
  ];
}

function unknownEntity(model: Model, name: string): Problem {
  const shown = name.slice(0, 80).toWellFormed();
  const message = { en: `There is no entity \`${shown}\`.`, ro: `Nu există entitatea \`${shown}\`.` };
  return problem('UNKNOWN_ENTITY', message, { path: ['entity'], hint: didYouMean(shown, model.all(ENTITY).keys()) });
}

function refused(problems: readonly Problem[]): Saved {
  return { id: undefined, version: undefined, problems };
}
