import type { Field } from '@dealwright/entities';
import {
  GraphQLID,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLOutputType,
  isInputType,
  isOutputType,
} from 'graphql';
import type { ApiContent } from '../api-content.ts';
import { choiceType } from './choice-type.ts';
import { filterType } from './filter-types.ts';
import type { TypeBook } from './type-book.ts';

/** Which GraphQL type stands for a field's values: read, written, filtered. References are resolved by their callers. */
export class FieldTypes {
  readonly content: ApiContent;
  readonly types: TypeBook;

  constructor(content: ApiContent, types: TypeBook) {
    this.content = content;
    this.types = types;
  }

  output(field: Field): GraphQLOutputType {
    const type = this.#named(field, 'output');
    if (!isOutputType(type)) throw new Error(`"${type}" of field type ${field.type.name} cannot be read.`);
    return type;
  }

  input(field: Field): GraphQLInputType {
    if (field.reference) return GraphQLID;
    const type = this.#named(field, 'input');
    if (!isInputType(type)) throw new Error(`"${type}" of field type ${field.type.name} cannot be written.`);
    return type;
  }

  /** Undefined when values of this field cannot be filtered: its type has no filter, or a formula is not queryable. */
  filter(field: Field): GraphQLInputType | undefined {
    const { filter } = field.type.scalar;
    if (filter === undefined || !isQueryable(field)) return undefined;
    return filterType(filter, field.choices ? this.#choices(field) : undefined, this.types);
  }

  #named(field: Field, way: 'output' | 'input') {
    const name = field.type.scalar[way];
    const list = /^\[(\w+)!\]$/.exec(name)?.[1];
    const type = field.choices ? this.#choices(field) : this.types.get(list ?? name);
    return list === undefined ? type : new GraphQLList(new GraphQLNonNull(type));
  }

  #choices(field: Field) {
    const choices = field.choices;
    if (!choices) throw new Error(`The field ${field.name} has no choices.`);
    const name = this.content.choicesType(choices);
    return this.types.define(name, () => choiceType(name, choices));
  }
}

/** Computed fields can be filtered and ordered by only where the database can compute them. */
export function isQueryable(field: Field): boolean {
  return (
    !field.formula ||
    field.formula.stored ||
    field.formula.expression.term !== undefined ||
    field.formula.expression.predicate !== undefined
  );
}
