import { expect, test } from '@jest/globals';
import { type TextFile, textFiles } from './repository.ts';

/** Words of the application's business. One in packages/ is a special case that belongs into content. */
const TELECOM = new Set(
  `telecom telecoms telco telecommunications telephony telesales telemarketing sim sims msisdn imsi iccid tariff tariffs
   subscriber subscribers billing roaming handset handsets postpaid broadband airtime
   vodafone telekom telenor amdocs`.split(/\s+/),
);

/** The words of a text, lower case; `estimatedSims` and `sim_card` are two words each. */
function wordsOf(text: string): string[] {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}

function telecomWords(files: readonly TextFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = wordsOf(line).filter((word) => TELECOM.has(word));
      return found.map((word) => `${path}:${index + 1} ${word}`);
    }),
  );
}

test('the kernel does not know which business it serves: no telecom word stands in packages/', () => {
  expect(telecomWords(textFiles('packages'))).toEqual([]);
});

test.each([
  ['const estimatedSims = 3;', 'sims'],
  ['/** One row a SIM. */', 'sim'],
  ['sim_card: { type: text }', 'sim'],
  ['export class SIMCard {}', 'sim'],
  ['name: BillingAddress', 'billing'],
  ['a message of the Telco', 'telco'],
])('the check finds the word in %s', (line, word) => {
  expect(telecomWords([{ path: 'packages/x/src/y.ts', text: `\n${line}` }])).toEqual([`packages/x/src/y.ts:2 ${word}`]);
});

test.each(['simple', 'similar', 'const simulated = 1;', 'a GraphQL subscription', 'Simplify'])(
  'the check leaves %s alone',
  (line) => {
    expect(telecomWords([{ path: 'packages/x/src/y.ts', text: line }])).toEqual([]);
  },
);
