import { compileOver } from '@dealwright/entities';
import type { Expression, Member } from '@dealwright/expressions';
import type { Row } from '../decision.ts';
import type { Linked, Names } from './linked.ts';
import { reportUnknownOutput } from './read-outputs.ts';

/** Links `is`: outputs that are computed in their order, as the one row of a table that always matches. */
export function linkFormulas({ document, linking, outputs }: Linked, { base, extra }: Names): Row {
  const computed = new Map<string, Expression>();
  const known = new Map<string, Member>(extra);
  for (const [name, text] of Object.entries(document.shape.is ?? {})) {
    const expects = outputs.get(name)?.type;
    if (!expects) {
      reportUnknownOutput(name, outputs, document.keyPlace(['is', name]), linking);
      continue;
    }
    const place = (offset: number, length: number) => document.place(['is', name], offset, length);
    const expression = compileOver(text, { type: base, linking, extra: known, expects, place });
    if (expression) computed.set(name, expression);
    known.set(name, { type: expects });
  }
  const said = [...computed].map(([name, { text }]) => `${name} = ${text.trim()}`).join(', ');
  return {
    number: 1,
    tests: new Map(),
    then: {},
    computed,
    inOrder: true,
    because: said,
    priority: undefined,
    validFrom: undefined,
    validTo: undefined,
  };
}
