import { didYouMean, type Place, problem } from '@dealwright/diagnostics';
import type { Linking } from '@dealwright/metadata';
import type { Json, JsonObject } from '@dealwright/values';
import type { DeclaredType } from './declared-type.ts';

/** Reads literal values of outputs into wire form; unknown outputs and wrong values are reported. */
export function readOutputs(
  said: { readonly [name: string]: Json },
  outputs: ReadonlyMap<string, DeclaredType>,
  place: (name: string) => Place,
  linking: Linking,
): JsonObject {
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(said)) {
    const output = outputs.get(name);
    if (!output) {
      reportUnknownOutput(name, outputs, place(name), linking);
      continue;
    }
    const parsed = output.parse(value);
    if ('value' in parsed) values[name] = parsed.value;
    else linking.report(problem(parsed.flaw.code, parsed.flaw.message, { place: place(name), hint: parsed.flaw.hint }));
  }
  return values;
}

/** Reports an output that is not declared. */
export function reportUnknownOutput(
  name: string,
  outputs: ReadonlyMap<string, unknown>,
  place: Place,
  linking: Linking,
): void {
  linking.report(
    problem(
      'UNKNOWN_OUTPUT',
      { en: `There is no output \`${name}\`.`, ro: `Nu există ieșirea \`${name}\`.` },
      {
        place,
        hint: didYouMean(name, outputs.keys()) ?? {
          en: `declare it: \`outputs: { ${name}: text }\``,
          ro: `declarați-o: \`outputs: { ${name}: text }\``,
        },
      },
    ),
  );
}
