import type { Boxed, DmnModel, ItemDefinition } from '../model.ts';

/** Every name that expressions of the model may say. */
export function namesIn({ items, inputs, decisions, knowledge, services }: DmnModel): readonly string[] {
  return [
    ...items.flatMap(({ components }) => components.flatMap(inItem)),
    ...[...inputs, ...decisions, ...knowledge, ...services].map(({ name }) => name),
    ...[...decisions, ...knowledge].flatMap(({ logic }) => inBoxed(logic)),
  ];
}

function inItem({ name, components }: ItemDefinition): readonly string[] {
  return [name, ...components.flatMap(inItem)];
}

function inBoxed(boxed: Boxed | undefined): readonly string[] {
  switch (boxed?.is) {
    case 'context':
      return boxed.entries.flatMap(({ variable, value }) => [...(variable ? [variable.name] : []), ...inBoxed(value)]);
    case 'list':
      return boxed.of.flatMap(inBoxed);
    case 'relation':
      return [...boxed.columns.map(({ name }) => name), ...boxed.rows.flat().flatMap(inBoxed)];
    case 'invocation':
      return [...inBoxed(boxed.of), ...boxed.bindings.flatMap(({ name, value }) => [name, ...inBoxed(value)])];
    case 'function':
      return [...boxed.parameters.map(({ name }) => name), ...inBoxed(boxed.body)];
    case 'conditional':
      return [boxed.when, boxed.then, boxed.otherwise].flatMap(inBoxed);
    case 'filter':
      return [boxed.in, boxed.match].flatMap(inBoxed);
    case 'for':
    case 'some':
    case 'every':
      return [boxed.variable, ...[boxed.in, boxed.body].flatMap(inBoxed)];
    case 'table':
      return boxed.outputs.flatMap(({ name }) => name ?? []);
    default:
      return [];
  }
}
