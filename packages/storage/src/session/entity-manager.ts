import type { Entity } from '@dealwright/entities';
import type { Json } from '@dealwright/values';
import {
  type EntityCtor,
  type EntityProperty,
  EntitySchema,
  type EntitySchemaProperty,
  MikroORM,
  Type,
} from '@mikro-orm/postgresql';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { isFilled } from '../print/print-order.ts';
import { storable } from '../print/values.ts';
import { type Column, columnsOf } from '../schema/columns.ts';
import { tableOf } from '../schema/names.ts';

/** A record as MikroORM holds it: values in wire form, references as ids. */
export interface Held {
  readonly id: string;
  [field: string]: Json;
}

/** What MikroORM knows of a Model: one schema an entity. Made anew for each Model (some 30 ms for 40 entities). */
export interface Mapping {
  readonly orm: MikroORM;
  schema(entity: Entity): EntitySchema<Held>;
}

export function mapEntities(entities: readonly Entity[]): Mapping {
  const schemas = new Map(entities.map((entity) => [entity.name, schemaOf(entity)]));
  return {
    orm: createOrm([...schemas.values()]),
    schema(entity) {
      const schema = schemas.get(entity.name);
      if (!schema) throw new Error(`${entity.name} is not in this Model.`);
      return schema;
    },
  };
}

function createOrm(entities: EntitySchema<Held>[]): MikroORM {
  return new MikroORM({
    entities,
    dbName: 'dealwright',
    // Connections are ours: each write gives its entity manager the transaction it works in.
    driverOptions: new Kysely({ dialect: NO_CONNECTION }),
    ensureDatabase: false,
    // The database says which value is missing, in words that we translate.
    validateRequired: false,
    debug: false,
    discovery: { warnWhenNoEntities: false },
  });
}

function schemaOf(entity: Entity): EntitySchema<Held> {
  const columns = columnsOf(entity).filter(({ field }) => !field.rollup);
  const properties = Object.fromEntries(columns.map((column) => [column.field.name, propertyOf(column)]));
  const id = { type: 'uuid', primary: true, fieldName: 'id' } as const;
  return new EntitySchema<Held, never, EntityCtor<Held>>({
    name: entity.name,
    tableName: tableOf(entity),
    properties: { ...properties, id },
  });
}

function propertyOf({ name, field, type }: Column): EntitySchemaProperty<Json, Held> {
  const property = { fieldName: name, columnType: type, nullable: !isFilled(field) };
  if (field.name === 'version' && field.standard) return { ...property, type: 'integer', version: true };
  return { ...property, type: new WireType(type) };
}

/** Records hold values in wire form; the database gets texts that it reads as the column's type. */
class WireType extends Type<Json, unknown> {
  /** MikroORM copies types by their properties: no private ones. */
  readonly column: Column['type'];
  constructor(type: Column['type']) {
    super();
    this.column = type;
  }

  override convertToDatabaseValue(value: Json | undefined): unknown {
    if (value === null || value === undefined) return value;
    const text = storable(value, this.column);
    if (text === undefined) throw new TypeError(`${JSON.stringify(value)} is no ${this.column}`);
    return text;
  }

  override convertToJSValue(value: unknown): Json {
    return value as Json;
  }

  override getColumnType(_property: EntityProperty): string {
    return this.column;
  }

  /** A wire value may be anything that JSON can say. */
  override get runtimeType(): string {
    return 'any';
  }

  override compareAsType(): string {
    return 'any';
  }
}

/** MikroORM wants a Kysely; every query of ours goes to the transaction that it was given, none to this. */
const NO_CONNECTION = {
  createDriver: () => ({
    init: async () => {},
    acquireConnection: async () => {
      throw new Error('A write was tried outside of its transaction.');
    },
    beginTransaction: async () => {},
    commitTransaction: async () => {},
    rollbackTransaction: async () => {},
    releaseConnection: async () => {},
    destroy: async () => {},
  }),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (kysely: Kysely<unknown>) => new PostgresIntrospector(kysely),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
