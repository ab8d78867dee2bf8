import { didYouMean, type Place, problem } from '@dealwright/diagnostics';
import type { Expression, FeelType } from '@dealwright/expressions';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import { type DuplicateRule, ENTITY, type Entity, type Field, type Validation } from './entity.ts';
import type { EntityShape } from './entity-schema.ts';
import { compileOver } from './record-scope.ts';
import { warnUntranslated } from './translations.ts';

type Document = ContentDocument<EntityShape>;

/** All entities are linked: names are resolved, expressions compiled, and what is wrong is reported. */
export function checkEntity(entity: Entity, document: Document, linking: Linking): void {
  checkFields(entity, document, linking);
  checkNames(entity, [document.shape.title], () => document.place(['title']), linking);
  for (const key of ['header', 'history'] as const) {
    document.shape[key]?.forEach((name, index) => {
      checkNames(entity, [name], () => document.place([key, index]), linking);
    });
  }
  (entity.validations as Validation[]).push(...linkValidations(entity, document, linking));
  (entity.duplicates as DuplicateRule[]).push(...linkDuplicates(entity, document, linking));
}

/** Reading each lazily linked part of a field once makes it compile and report; the check of names comes first. */
function checkFields(entity: Entity, document: Document, linking: Linking): void {
  const seen = new Map<string, string>();
  for (const [name, shape] of Object.entries(document.shape.fields)) {
    const field = entity.fields.get(name);
    if (!field || field.standard) continue;
    const target =
      field.type.name === 'file'
        ? 'File'
        : field.reference
          ? String(shape.to)
          : shape.type === 'rollup'
            ? String(shape.of).split('.')[0]
            : undefined;
    const key = shape.type === 'rollup' ? 'of' : field.type.name === 'file' ? 'type' : 'to';
    if (target !== undefined && !linking.find(ENTITY, target, document.place(['fields', name, key]))) continue;
    void field.default;
    void field.rollup;
    if (field.formula) checkFormula(entity, name, document, linking);
    const inverse = field.reference?.inverse;
    if (inverse === undefined) continue;
    const taken = `${target}.${inverse}`;
    if (seen.has(taken) || field.reference?.entity.fields.has(inverse)) {
      linking.report(
        problem(
          'NAME_TAKEN',
          { en: `${target} already has \`${inverse}\`.`, ro: `${target} are deja \`${inverse}\`.` },
          {
            place: document.place(['fields', name, 'inverse']),
            hint: { en: 'give the way back another name', ro: 'dați alt nume drumului înapoi' },
          },
        ),
      );
    }
    seen.set(taken, name);
  }
}

function checkFormula(entity: Entity, name: string, document: Document, linking: Linking): void {
  const { formula } = entity.fields.get(name) ?? {};
  const expression = formula?.expression;
  if (expression && readsItself(entity, name)) {
    linking.report(
      problem(
        'FORMULA_CYCLE',
        {
          en: `The formula \`${name}\` needs its own result.`,
          ro: `Formula \`${name}\` are nevoie de propriul rezultat.`,
        },
        {
          place: document.place(['fields', name, 'is']),
          hint: {
            en: 'one of the formulas in this circle must be computed from stored fields',
            ro: 'una dintre formulele din acest cerc trebuie calculată din câmpuri stocate',
          },
        },
      ),
    );
  }
  if (!formula?.stored || !expression) return;
  if (!expression.readsClock && !expression.paths.some((path) => leavesRecord(entity, path, expression))) return;
  linking.report(
    problem(
      'FORMULA_NOT_STORABLE',
      {
        en: 'A stored formula may read only this record, and no clock; a roll-up only where the database can compute with it.',
        ro: 'O formulă stocată poate citi doar această înregistrare și niciun ceas; un cumul doar dacă baza de date îl poate calcula.',
      },
      {
        place: document.place(['fields', name, 'stored']),
        hint: {
          en: 'remove `stored: true`: the formula is then computed on read',
          ro: 'ștergeți `stored: true`: formula se calculează atunci la citire',
        },
      },
    ),
  );
}

/**
 * True when what stands at the path can change without this record being written by us: another record, or a roll-up that
 * the database keeps, in an expression that the database cannot compute.
 */
function leavesRecord(entity: Entity, [head = '', ...rest]: readonly string[], expression: Expression): boolean {
  const field = entity.fields.get(head);
  if (field?.rollup) return !expression.term && !expression.predicate;
  return entity.inverses.has(head) || (rest.length > 0 && field?.reference !== undefined);
}

/** Follows the paths of a formula over references and other formulas, and tells whether they come back to it. */
function readsItself(entity: Entity, name: string): boolean {
  const seen = new Set<Field>();
  const open = [{ entity, field: entity.fields.get(name) }];
  for (const { entity: from, field } of open) {
    for (const path of field?.formula?.expression?.paths ?? []) {
      let at: Entity | undefined = from;
      for (const step of path) {
        const next: Field | undefined = at?.fields.get(step);
        if (at === entity && next?.name === name) return true;
        if (at && next?.formula && !seen.has(next)) {
          seen.add(next);
          open.push({ entity: at, field: next });
        }
        at = next?.reference?.entity ?? at?.inverses.get(step)?.entity;
      }
    }
  }
  return false;
}

const BOOLEAN: FeelType = { kind: 'boolean' };

function linkValidations(entity: Entity, document: Document, linking: Linking): Validation[] {
  const linked: Validation[] = [];
  document.shape.validations?.forEach((shape, index) => {
    const path = ['validations', index];
    const condition = (key: 'when' | 'check'): Expression | undefined => {
      const text = shape[key];
      return text === undefined
        ? undefined
        : compileOver(text, { type: entity.type, linking, expects: BOOLEAN, place: placer(document, [...path, key]) });
    };
    const when = condition('when');
    const check = condition('check');
    if (shape.field !== undefined) checkNames(entity, [shape.field], () => document.place([...path, 'field']), linking);
    warnUntranslated(shape.message, () => document.place([...path, 'message']), linking);
    if (check)
      linked.push({
        id: shape.id,
        when,
        check,
        field: shape.field,
        message: shape.message,
        requirement: shape.requirement ?? [],
      });
  });
  return linked;
}

function linkDuplicates(entity: Entity, document: Document, linking: Linking): DuplicateRule[] {
  return (document.shape.duplicates ?? []).map((shape, index) => {
    const path = ['duplicates', index];
    const match = shape.match.flatMap((each, position) => {
      const [name = '', how = 'same'] = typeof each === 'string' ? [each] : (Object.entries(each)[0] ?? []);
      checkNames(entity, [name], () => document.place([...path, 'match', position]), linking);
      const field = entity.fields.get(name);
      return field ? [{ field, how: how as 'same' | 'similar' }] : [];
    });
    const where =
      shape.where === undefined
        ? undefined
        : compileOver(shape.where, {
            type: entity.type,
            linking,
            expects: BOOLEAN,
            place: placer(document, [...path, 'where']),
          });
    if (where && (!where.predicate || where.readsClock)) {
      linking.report(
        problem(
          'NOT_QUERYABLE',
          {
            en: 'The database cannot answer this condition.',
            ro: 'Baza de date nu poate răspunde la această condiție.',
          },
          {
            place: document.place([...path, 'where']),
            hint: { en: 'compare stored fields with fixed values', ro: 'comparați câmpuri stocate cu valori fixe' },
          },
        ),
      );
    }
    return {
      match,
      where: where?.predicate,
      then: shape.then,
      message: shape.message,
      requirement: shape.requirement ?? [],
    };
  });
}

function placer(document: Document, path: YamlPath) {
  return (offset: number, length: number): Place => document.place(path, offset, length);
}

function checkNames(entity: Entity, names: readonly string[], place: () => Place, linking: Linking): void {
  for (const name of names) {
    if (entity.fields.has(name)) continue;
    linking.report(
      problem(
        'UNKNOWN_FIELD',
        { en: `${entity.name} has no field \`${name}\`.`, ro: `${entity.name} nu are câmpul \`${name}\`.` },
        {
          place: place(),
          hint: didYouMean(name, entity.fields.keys()),
        },
      ),
    );
  }
}
