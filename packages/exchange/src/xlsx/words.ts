import type { Text } from '@dealwright/diagnostics';
import type { HitPolicy } from '@dealwright/rules';
import type { Group } from './columns.ts';

/** The first words of a workbook of a decision. */
export const WORDS = {
  row: { en: 'Row', ro: 'Rând' },
  about: { en: 'about', ro: 'despre' },
  version: { en: 'Version', ro: 'Versiunea' },
  hit: { en: 'Hit policy', ro: 'Regula de alegere' },
  table: { en: 'Decision', ro: 'Decizia' },
  examples: { en: 'Examples', ro: 'Exemple' },
  examplesSay: {
    en: 'Run when the file is imported: what is given, and what the table must then answer.',
    ro: 'Se rulează la import: ce este dat și ce trebuie să răspundă atunci tabelul.',
  },
  readMe: { en: 'Read me', ro: 'Citește-mă' },
  lists: { en: 'Lists', ro: 'Liste' },
} as const satisfies Readonly<Record<string, Text>>;

export const GROUP_WORDS: Readonly<Record<Group, Text>> = {
  when: { en: 'WHEN', ro: 'CÂND' },
  then: { en: 'THEN', ro: 'ATUNCI' },
  because: { en: 'BECAUSE', ro: 'DEOARECE' },
  more: { en: 'MORE', ro: 'ALTELE' },
  given: { en: 'GIVEN', ro: 'FIIND DAT' },
  expect: { en: 'EXPECT', ro: 'SE AȘTEAPTĂ' },
  name: { en: 'EXAMPLE', ro: 'EXEMPLU' },
};

/** What the hit policies mean, for people. */
export const HIT_WORDS: Readonly<Record<HitPolicy, Text>> = {
  unique: { en: 'Only one row may match.', ro: 'Un singur rând se poate potrivi.' },
  any: {
    en: 'Several rows may match, but must agree.',
    ro: 'Se pot potrivi mai multe rânduri, dar trebuie să fie de acord.',
  },
  first: {
    en: 'The first row that matches, from the top, decides.',
    ro: 'Decide primul rând care se potrivește, de sus în jos.',
  },
  priority: {
    en: 'Of the rows that match, the highest priority decides.',
    ro: 'Dintre rândurile potrivite decide cel cu prioritatea cea mai mare.',
  },
  collect: { en: 'All rows that match are the answer.', ro: 'Răspunsul este format din toate rândurile potrivite.' },
  'rule-order': {
    en: 'All rows that match, in the order of the table.',
    ro: 'Toate rândurile potrivite, în ordinea din tabel.',
  },
  'output-order': {
    en: 'All rows that match, the highest priority first.',
    ro: 'Toate rândurile potrivite, întâi cele cu prioritate mai mare.',
  },
  'collect sum': { en: 'The sum over all rows that match.', ro: 'Suma peste toate rândurile potrivite.' },
  'collect min': { en: 'The least of all rows that match.', ro: 'Minimul dintre rândurile potrivite.' },
  'collect max': { en: 'The greatest of all rows that match.', ro: 'Maximul dintre rândurile potrivite.' },
  'collect count': { en: 'How many rows match.', ro: 'Câte rânduri se potrivesc.' },
};

/** The page that explains the workbook: what to do, and how it is written. */
export const READ_ME: readonly { readonly head: Text; readonly lines: readonly (readonly [string, Text])[] }[] = [
  {
    head: { en: 'What you may change', ro: 'Ce puteți schimba' },
    lines: [
      [
        '',
        {
          en: 'All cells of the rows, below the grey small print; the hit policy; the examples.',
          ro: 'Toate celulele rândurilor, sub textul mic gri; regula de alegere; exemplele.',
        },
      ],
      [
        '',
        {
          en: 'Insert a row anywhere and leave its number empty. Delete a row. Move rows: their order in the sheet is their new order.',
          ro: 'Inserați un rând oriunde și lăsați-i numărul gol. Ștergeți un rând. Mutați rânduri: ordinea din foaie devine ordinea lor.',
        },
      ],
      [
        'default',
        {
          en: 'A row whose number is `default` is the answer when no other row matches.',
          ro: 'Rândul care are în loc de număr `default` este răspunsul când niciun rând nu se potrivește.',
        },
      ],
    ],
  },
  {
    head: { en: 'What stays as it is', ro: 'Ce rămâne neschimbat' },
    lines: [
      [
        '',
        {
          en: 'The line of small grey keys (row, when.…, then.…): by it the columns are found again. Columns may be moved, not renamed.',
          ro: 'Linia cu chei mici gri (row, when.…, then.…): după ea se regăsesc coloanele. Coloanele se pot muta, nu redenumi.',
        },
      ],
      [
        '',
        {
          en: 'The numbers of the rows, by which a change is told from a new row; and the version.',
          ro: 'Numerele rândurilor, după care o schimbare se deosebește de un rând nou; și versiunea.',
        },
      ],
      [
        '',
        {
          en: 'Inputs, outputs and their types are declared in the YAML of the decision.',
          ro: 'Intrările, ieșirile și tipurile lor se declară în fișierul YAML al deciziei.',
        },
      ],
    ],
  },
  {
    head: { en: 'How to write a condition', ro: 'Cum se scrie o condiție' },
    lines: [
      ['(empty)', { en: 'anything', ro: 'orice' }],
      ['50', { en: 'exactly 50', ro: 'exact 50' }],
      ['>= 50', { en: 'at least 50; also <, <=, >', ro: 'cel puțin 50; la fel <, <=, >' }],
      ['[10..50)', { en: 'from 10 to below 50', ro: 'de la 10 până sub 50' }],
      [
        'retail, wholesale',
        { en: 'one of several values of a list', ro: 'una dintre mai multe valori ale unei liste' },
      ],
      ['not(retail)', { en: 'anything but', ro: 'orice în afară de' }],
      ['"Cluj-Napoca"', { en: 'free text stands in quotes', ro: 'textul liber stă între ghilimele' }],
      ['< date("2026-07-01")', { en: 'before a day', ro: 'înainte de o zi' }],
      ['null', { en: 'there is no value', ro: 'nu există valoare' }],
      ['10.5', { en: 'a point, not a comma: `10,5` means 10 or 5', ro: 'punct, nu virgulă: `10,5` înseamnă 10 sau 5' }],
    ],
  },
  {
    head: { en: 'How to write an answer', ro: 'Cum se scrie un răspuns' },
    lines: [
      ['12.5', { en: 'a value of the type that stands above', ro: 'o valoare de tipul scris deasupra' }],
      ['= base * 2', { en: 'computed from the facts', ro: 'calculat din date' }],
      ['null', { en: 'no value', ro: 'nicio valoare' }],
    ],
  },
  {
    head: { en: 'Then', ro: 'Apoi' },
    lines: [
      [
        'dealwright import',
        {
          en: 'shows every difference and every problem by cell, and writes nothing unless told so with --write.',
          ro: 'arată fiecare diferență și fiecare problemă pe celule și nu scrie nimic fără --write.',
        },
      ],
    ],
  },
];
