import { say } from '@dealwright/diagnostics';
import type { Choices } from '@dealwright/entities';
import { GraphQLEnumType } from 'graphql';
import { valueNames } from '../names.ts';

/**
 * Choices as an enum. Inside, values are those of the content (`in-approval`); outside they are GraphQL names
 * (`in_approval`), and the description says the content's value and label.
 */
export function choiceType(name: string, choices: Choices): GraphQLEnumType {
  const names = valueNames(choices.values.keys());
  const values = [...choices.values.values()].map((choice) => [
    names.get(choice.name) ?? choice.name,
    {
      value: choice.name,
      description: described(choice.name, names.get(choice.name), say(choice.label)),
      ...(choice.retired ? { deprecationReason: 'Kept on old records, refused on new ones.' } : {}),
    },
  ]);
  return new GraphQLEnumType({ name, description: say(choices.label), values: Object.fromEntries(values) });
}

/** "In approval", or "`in-approval`: In approval" where the content's own value differs from the GraphQL name. */
export function described(value: string, name: string | undefined, label: string): string {
  return value === name ? label : `\`${value}\`: ${label}`;
}
