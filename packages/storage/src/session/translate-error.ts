import { problem, Refusal, RequestError, say } from '@dealwright/diagnostics';
import type { Entity, Field } from '@dealwright/entities';
import { KeyTaken } from '@dealwright/records';
import { OptimisticLockError } from '@mikro-orm/postgresql';
import { isLost } from '../connect/database.ts';

/** Finds the entity and field that a constraint of ours was made for. */
export type ConstraintOwner = (constraint: string) => { readonly entity: Entity; readonly field: Field } | undefined;

/** True when another transaction was in the way and trying again is all that is needed. */
export const isCollision = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** What PostgreSQL refused, in the words of the platform. What nobody could expect stays as it is. */
export function translateError(error: unknown, ownerOf: ConstraintOwner = () => undefined): unknown {
  if (error instanceof RequestError || error instanceof Refusal || error instanceof KeyTaken) return error;
  if (isLost(error)) {
    return new RequestError(
      'INTERNAL',
      'The connection to the database was lost; nothing of this request was stored.',
      'Send it again.',
    );
  }
  const code = codeOf(error);
  const at = ownerOf(String(read(error, 'constraint')));
  if (code === '23505' && at) return new KeyTaken(at.entity.name, at.field.name);
  if (code === '23503' && at) return refuseReference(at.entity, at.field, String(read(error, 'detail')));
  if (code === '23502') {
    const empty = ownerOf(`${String(read(error, 'table'))}.${String(read(error, 'column'))}`);
    if (empty) return refuseEmpty(empty.field);
  }
  if (error instanceof OptimisticLockError) return refuseOldVersion();
  if (code === '57014') {
    return new RequestError(
      'TOO_COMPLEX',
      'The database needed too long for this.',
      'Ask for less, or filter by fields that are indexed.',
    );
  }
  if (isCollision(error)) {
    const said = new RequestError(
      'INTERNAL',
      'Others were writing the same records at the same time.',
      'Send it again.',
    );
    // Who may try again looks here.
    said.cause = error;
    return said;
  }
  if (code.startsWith('22'))
    return new RequestError('BAD_USER_INPUT', `The database cannot store or compare this: ${messageOf(error)}.`);
  return error;
}

function refuseEmpty(field: Field): Refusal {
  const name = say(field.label);
  const wanted = { en: `${name} is required.`, ro: `${say(field.label, 'ro')}: valoare obligatorie.` };
  return new Refusal([problem('REQUIRED', wanted, { path: ['input', field.name] })]);
}

function refuseOldVersion(): Refusal {
  return new Refusal([
    problem(
      'VERSION_CONFLICT',
      {
        en: 'Somebody else has saved this record meanwhile.',
        ro: 'Altcineva a salvat între timp această înregistrare.',
      },
      { hint: { en: 'load it again and repeat your change', ro: 'încărcați-o din nou și repetați modificarea' } },
    ),
  ]);
}

function refuseReference(entity: Entity, field: Field, detail: string): Refusal {
  const gone = detail.includes('is still referenced');
  const [id = ''] = /[\da-f]{8}-[\da-f-]{27}/.exec(detail) ?? [];
  return new Refusal([
    gone
      ? problem('IN_USE', {
          en: `It cannot be deleted: a record of ${entity.name} refers to it in \`${field.name}\`.`,
          ro: `Nu se poate șterge: o înregistrare ${entity.name} se referă la ea prin \`${field.name}\`.`,
        })
      : problem(
          'UNKNOWN_REFERENCE',
          {
            en: `There is no ${field.reference?.entity.name} with the id ${id}.`,
            ro: `Nu există ${field.reference?.entity.name} cu id-ul ${id}.`,
          },
          { path: ['input', field.name] },
        ),
  ]);
}

const codeOf = (error: unknown): string => String(read(error, 'code') ?? '');
const messageOf = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : '');

/** MikroORM's errors keep what those of the driver said. */
function read(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null && name in error
    ? (error as Record<string, unknown>)[name]
    : undefined;
}
