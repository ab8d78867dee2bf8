/** From YAML to a checked Model: a large one, and the application's own. Goals are seconds; a ratio is time over goal. */
import assert from 'node:assert/strict';
import { calendarKind, choicesKind, dataKind, entityKind, settingKind } from '@dealwright/entities';
import { loadModel, type Source } from '@dealwright/metadata';
import { loadContent } from '@dealwright/platform';
import { ratioLine } from './compare.ts';

const ENTITIES = 300;
const KINDS = [choicesKind, settingKind, calendarKind, entityKind, dataKind];

/** The median of five runs, after one to warm up; in milliseconds. */
async function median(work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[2] ?? 0;
}

/** 30 fields each: texts, numbers, choices, references to the next entity, formulas and a validation over them. */
function entity(index: number): Source {
  const next = `Thing${(index + 1) % ENTITIES}`;
  const fields = Array.from(
    { length: 26 },
    (_, at) =>
      `  field${at}: { type: ${['text', 'integer', 'date', 'boolean'][at % 4]}, label: { en: Field, ro: Câmp } }`,
  );
  const text = `kind: entity
name: Thing${index}
title: field0
fields:
${fields.join('\n')}
  next: { type: reference, to: ${next}, inverse: from${index} }
  price: { type: money, currency: EUR }
  total: { type: formula, returns: decimal, is: "price.amount * field1" }
  late: { type: formula, returns: boolean, is: "field2 < today() and next.field1 > 3" }
validations:
  - { id: small, check: "field1 < 1000 and field5 >= 0", field: field1, message: { en: Too much., ro: Prea mult. } }
`;
  return { path: `thing-${index}.yaml`, text };
}

const user: Source = {
  path: 'user.yaml',
  text: 'kind: entity\nname: User\ntitle: name\nfields:\n  name: { type: text }\n',
};
const large = [user, ...Array.from({ length: ENTITIES }, (_, index) => entity(index))];
assert(loadModel(large, KINDS).model, JSON.stringify(loadModel(large, KINDS).problems.slice(0, 3)));

const seconds = (await median(() => loadModel(large, KINDS))) / 1000;
console.log(`  300 entities of 30 fields: ${seconds.toFixed(2)} s`);
console.log(ratioLine('load, link and check 300 entities of 30 fields, against 2 s', seconds / 2, { atMost: 1 }));

const own = await median(() => loadContent());
console.log(`  the application: ${own.toFixed(0)} ms`);
console.log(ratioLine('load, link and check the application, against 300 ms', own / 300, { atMost: 1 }));
