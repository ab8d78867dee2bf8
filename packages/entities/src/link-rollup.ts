import { didYouMean, problem } from '@dealwright/diagnostics';
import type { Predicate } from '@dealwright/expressions';
import type { Rollup } from './entity.ts';
import type { RollupShape } from './entity-schema.ts';
import type { FieldLinking } from './link-field.ts';
import { compileOver } from './record-scope.ts';

/** `{ of: Offer.lead, is: count, where: … }` → the children, their reference, and a Predicate; problems are reported. */
export function linkRollup(
  name: string,
  shape: RollupShape,
  { document, linking, owner, entityNamed }: FieldLinking,
): Rollup | undefined {
  const at = (key: string) => document.place(['fields', name, key]);
  const [childName = '', viaName = ''] = shape.of.split('.');
  const child = entityNamed(childName);
  if (!child) return undefined; // reported by checkEntity
  const via = child.fields.get(viaName);
  if (via?.reference?.entity !== owner()) {
    const back = [...child.fields.values()]
      .filter((each) => each.reference?.entity === owner())
      .map((each) => each.name);
    linking.report(
      problem(
        'NOT_A_REFERENCE',
        {
          en: `\`${shape.of}\` is not a reference to ${owner().name}.`,
          ro: `\`${shape.of}\` nu este o referință la ${owner().name}.`,
        },
        {
          place: at('of'),
          hint: didYouMean(viaName, back),
        },
      ),
    );
    return undefined;
  }
  const field = shape.field === undefined ? undefined : child.fields.get(shape.field);
  if (shape.is !== 'count' && !field) {
    linking.report(
      problem(
        'UNKNOWN_FIELD',
        {
          en: `A ${shape.is} needs a \`field\` of ${child.name}.`,
          ro: `Pentru ${shape.is} trebuie un \`field\` al ${child.name}.`,
        },
        {
          place: shape.field === undefined ? at('is') : at('field'),
          hint: didYouMean(shape.field ?? '', child.fields.keys()),
        },
      ),
    );
    return undefined;
  }
  return { entity: child, via, is: shape.is, field, where: wherePredicate() };

  function wherePredicate(): Predicate | undefined {
    if (shape.where === undefined || !child) return undefined;
    const expression = compileOver(shape.where, {
      type: child.type,
      linking,
      expects: { kind: 'boolean' },
      place: (offset, length) => document.place(['fields', name, 'where'], offset, length),
    });
    if (expression && (!expression.predicate || expression.readsClock)) {
      linking.report(
        problem(
          'NOT_QUERYABLE',
          {
            en: 'The database cannot answer this condition.',
            ro: 'Baza de date nu poate răspunde la această condiție.',
          },
          {
            place: at('where'),
            hint: {
              en: 'compare stored fields of the child with fixed values',
              ro: 'comparați câmpurile stocate ale copilului cu valori fixe',
            },
          },
        ),
      );
    }
    return expression?.predicate;
  }
}
