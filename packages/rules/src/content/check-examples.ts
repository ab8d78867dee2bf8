import { didYouMean, problem } from '@dealwright/diagnostics';
import type { ContextType } from '@dealwright/expressions';
import type { ContentDocument, Linking } from '@dealwright/metadata';
import { isJsonObject, type JsonObject } from '@dealwright/values';
import { wrongType } from '../answer/read-inputs.ts';
import { scalarType } from '../compile/scalar.ts';
import type { Decision } from '../decision.ts';
import type { DecisionShape } from './decision-schema.ts';

/** Checks that examples name facts that there are, with values of their types, and outputs that there are. */
export function checkExamples(decision: Decision, document: ContentDocument<DecisionShape>, linking: Linking): void {
  for (const [at, { given, expect }] of decision.examples.entries()) {
    checkFacts(given, decision.scope, ['examples', at, 'given'], document, linking);
    const outputs = decision.outcome.kind === 'list' ? decision.outcome.of : decision.outcome;
    for (const each of [expect].flat()) {
      if (!isJsonObject(each) || outputs.kind !== 'context') continue;
      for (const name of Object.keys(each)) {
        if (outputs.member(name)) continue;
        linking.report(
          problem(
            'UNKNOWN_OUTPUT',
            { en: `There is no output \`${name}\`.`, ro: `Nu există ieșirea \`${name}\`.` },
            { place: document.place(['examples', at, 'expect']), hint: didYouMean(name, outputs.names()) },
          ),
        );
      }
    }
  }
}

function checkFacts(
  given: JsonObject,
  scope: ContextType,
  path: readonly (string | number)[],
  document: ContentDocument,
  linking: Linking,
): void {
  for (const [name, value] of Object.entries(given)) {
    const member = scope.member(name);
    if (!member) {
      linking.report(
        problem(
          'UNKNOWN_FACT',
          { en: `There is no fact \`${name}\`.`, ro: `Nu există faptul \`${name}\`.` },
          { place: document.keyPlace([...path, name]), hint: didYouMean(name, scope.names()) },
        ),
      );
      continue;
    }
    const { type } = member;
    if (type.kind === 'context' && isJsonObject(value)) checkFacts(value, type, [...path, name], document, linking);
    else if (scalarType(type)?.read(value) === undefined && scalarType(type)) {
      linking.report(problem('FACT_TYPE', wrongType(name, type, value), { place: document.place([...path, name]) }));
    }
  }
}
