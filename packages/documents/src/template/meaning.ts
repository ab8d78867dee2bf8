import { type Entity, type Field, fieldType } from '@dealwright/entities';
import type { ContextType, FeelType } from '@dealwright/expressions';

/** What a name in a template stands for. */
export interface Meaning {
  readonly type: FeelType;
  /** The entity of the record, or of the records of a list. */
  readonly entity?: Entity;
  readonly field?: Field;
  /** How it is reached from the document's record; undefined for what is not read from it. */
  readonly path?: readonly string[];
}

/** The names that can be said inside a meaning, or undefined where it has none. */
export interface Names {
  find(name: string): Meaning | undefined;
  all(): readonly string[];
}

/** The record of an entity, as the root of a document. */
export function recordMeaning(entity: Entity): Meaning {
  return { type: entity.type, entity, path: [] };
}

export function namesIn(meaning: Meaning): Names | undefined {
  const { type, entity } = meaning;
  if (type.kind !== 'context') return undefined;
  return entity ? namesOfRecord(entity, meaning.path) : namesOfContext(type, meaning.path);
}

/** One of the things in a list: what `each` goes through. */
export function itemOf({ type, ...more }: Meaning): Meaning | undefined {
  return type.kind === 'list' ? { ...more, type: type.of } : undefined;
}

function namesOfRecord(entity: Entity, base: readonly string[] | undefined): Names {
  const below = (name: string) => (base ? { path: [...base, name] } : {});
  return {
    all: () => entity.type.names(),
    find(name) {
      const field = entity.fields.get(name);
      if (field?.internal) return undefined;
      if (field?.reference) {
        return { type: field.reference.entity.type, entity: field.reference.entity, field, ...below(name) };
      }
      if (field) return { type: fieldType(field), field, ...below(name) };
      const inverse = entity.inverses.get(name);
      if (!inverse) return undefined;
      return { type: { kind: 'list', of: inverse.entity.type }, entity: inverse.entity, ...below(name) };
    },
  };
}

/** Money and such: a part is read together with the whole. */
function namesOfContext(type: ContextType, path: readonly string[] | undefined): Names {
  return {
    all: () => type.names(),
    find(name) {
      const member = type.member(name);
      return member && { type: member.type, ...(path ? { path } : {}) };
    },
  };
}
