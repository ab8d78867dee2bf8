import { say } from '@dealwright/diagnostics';
import type { Field } from '@dealwright/entities';
import { isJsonObject, type Json } from '@dealwright/values';
import type { Answer, Decision, Finding, Match, Missed } from '../decision.ts';

/** How many rows that did not match are told one by one. */
const MOST_MISSES = 20;

/**
 * An answer as sentences, in English or Romanian: first the outcome with its reasons, then why the other rows or rules
 * did not match. With the decision, choices and fields are called by their labels.
 */
export function explain(answer: Answer, locale: string, decision?: Decision): readonly string[] {
  const words = locale.startsWith('ro') ? RO : EN;
  const teller = new Teller(words, locale, decision);
  const reasons = answer.matched.map((match) => teller.reason(match));
  const first = reasons.length > 0 ? reasons : [teller.withoutReason(answer.outcome)];
  const missed = answer.unmatched.flatMap(oneByOne).sort((a, b) => Number(a.rule) - Number(b.rule));
  const misses = missed.slice(0, MOST_MISSES).map((miss) => teller.miss(miss));
  const more = missed.length - misses.length;
  const broken = answer.problems.filter(({ severity }) => severity === 'error');
  const problems = broken.map(({ message }) => say(message, locale));
  return [...first, ...problems, ...misses, ...(more > 0 ? [words.more(more)] : [])];
}

interface Miss extends Finding {
  readonly rule: string;
}

function oneByOne({ input, value, tests }: Missed): readonly Miss[] {
  return Object.entries(tests).map(([rule, test]) => ({ rule, input, test, value }));
}

interface Words {
  readonly because: string;
  readonly always: string;
  readonly and: string;
  readonly row: string;
  readonly rule: string;
  readonly not: string;
  readonly within: string;
  readonly missing: string;
  readonly is: string;
  readonly must: string;
  readonly given: string;
  readonly empty: string;
  readonly signs: Readonly<Record<string, string>>;
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
  readonly fallback: string;
  more(count: number): string;
  /** What stands between a number and what it counts. */
  of(count: number): string;
}

const EN: Words = {
  because: 'because',
  always: 'without condition',
  and: 'and',
  row: 'row',
  rule: 'rule',
  not: 'does not count',
  within: 'in',
  missing: 'is missing',
  is: 'is',
  must: 'but must be',
  given: 'given',
  empty: 'empty',
  signs: {},
  yes: 'yes',
  no: 'no',
  nothing: 'No answer, because nothing matched.',
  fallback: 'because nothing else matched',
  more: (count) => `${count} more did not match.`,
  of: () => '',
};

const RO: Words = {
  because: 'deoarece',
  always: 'fără condiții',
  and: 'și',
  row: 'rândul',
  rule: 'regula',
  not: 'nu contează',
  within: 'în',
  missing: 'lipsește',
  is: 'este',
  must: 'dar trebuie să fie',
  given: 'completat',
  empty: 'gol',
  signs: {
    'not in': 'în afara',
    in: 'în',
    'does not contain': 'fără',
    contains: 'conține',
    not: 'nu',
  },
  yes: 'da',
  no: 'nu',
  nothing: 'Niciun răspuns, deoarece nimic nu s-a potrivit.',
  fallback: 'deoarece nimic altceva nu s-a potrivit',
  more: (count) => `Alte ${count} nu s-au potrivit.`,
  // Romanian counts "19 comenzi", but "20 de comenzi" and "101 comenzi".
  of: (count) => (count !== 0 && (count % 100 === 0 || Math.abs(count % 100) >= 20) ? 'de ' : ''),
};

class Teller {
  readonly words: Words;
  readonly locale: string;
  readonly decision: Decision | undefined;
  constructor(words: Words, locale: string, decision: Decision | undefined) {
    this.words = words;
    this.locale = locale;
    this.decision = decision;
  }

  /** "Direct sales, because 60 orders ≥ 50 (row 1: more than fifty)." */
  reason({ rule, because, outcome, met }: Match): string {
    const { words } = this;
    const conditions = met.map((finding) => this.condition(finding)).join(` ${words.and} `);
    const why = conditions === '' ? words.always : `${words.because} ${conditions}`;
    const said = because === undefined ? '' : `: ${say(because, this.locale).replace(/\.$/, '')}`;
    return `${capital(this.outcome(outcome))}, ${why} (${this.named(rule)}${said}).`;
  }

  withoutReason(outcome: Json): string {
    const isNothing = outcome === null || (Array.isArray(outcome) && outcome.length === 0);
    return isNothing ? this.words.nothing : `${capital(this.outcome(outcome))}, ${this.words.fallback}.`;
  }

  /** "Row 2 does not count: Value is 300, but must be > 500." */
  miss({ rule, input, test, value }: Miss): string {
    const { words } = this;
    const start = `${capital(this.named(rule))} ${words.not}`;
    if (input === '') return `${start}.`;
    const name = this.inputName(input);
    const needed = this.needed(test, input);
    const found = value === null ? words.missing : `${words.is} ${this.value(value, input)}`;
    return value === null
      ? `${start}: ${name} ${found} (${needed}).`
      : `${start}: ${name} ${found}, ${words.must} ${needed}.`;
  }

  condition({ input, test, value }: Finding): string {
    const name = this.inputName(input);
    if (value === null) return `${name} ${this.words.missing}`;
    const needed = this.needed(test, input);
    const isComparison = /^[<>≥≤≠]/.test(needed) || SIGNS.test(needed);
    const asked = this.counted(value, input) ?? `${name} ${this.value(value, input)}`;
    if (isComparison) return `${asked} ${needed}`;
    if (/^[[(\]]/.test(needed)) return `${asked} ${this.words.within} ${needed}`;
    return `${name} = ${this.value(value, input)}`;
  }

  /** "60 orders", "60 de comenzi": a number of things, when the field is called by their plural. */
  counted(value: Json, input: string): string | undefined {
    const field = this.fieldOf(input);
    if (!field || !Number.isSafeInteger(value) || !PLURAL.test(say(field.label, 'en'))) return undefined;
    return `${value} ${this.words.of(Number(value))}${small(say(field.label, this.locale))}`;
  }

  /** The test as people read it: signs for operators, labels for choices. */
  needed(test: string, input: string): string {
    const { words } = this;
    const plain = signs(test);
    const whole: Readonly<Record<string, string>> = {
      null: words.empty,
      'not(null)': words.given,
      true: words.yes,
      false: words.no,
    };
    if (Object.hasOwn(whole, plain)) return whole[plain] ?? plain;
    const labelled = plain.replace(/"([^"]*)",?/g, (quoted, text: string) => {
      const label = this.choiceLabel(text, input) ?? text;
      return quoted.endsWith(',') ? `${label}, ` : label;
    });
    const [sign] = Object.keys(words.signs).filter((each) => labelled.startsWith(`${each} `));
    return (sign === undefined ? labelled : `${words.signs[sign]}${labelled.slice(sign.length)}`).replace(
      / {2,}/g,
      ' ',
    );
  }

  outcome(outcome: Json): string {
    if (Array.isArray(outcome)) return outcome.map((each) => this.outcome(each)).join('; ');
    if (!isJsonObject(outcome)) return this.value(outcome, undefined);
    return Object.entries(outcome)
      .map(([name, value]) => this.output(name, value))
      .join(', ');
  }

  /** Choices speak for themselves; other values are named. */
  output(name: string, value: Json): string {
    const choice = typeof value === 'string' ? this.decision?.outputs.get(name)?.choices?.values.get(value) : undefined;
    if (choice) return say(choice.label, this.locale);
    return typeof value === 'string' ? value : `${name} ${this.value(value, undefined)}`;
  }

  value(value: Json, input: string | undefined): string {
    const { words } = this;
    if (value === null) return words.missing;
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value === 'string') return this.choiceLabel(value, input) ?? value;
    if (isJsonObject(value) && 'amount' in value)
      return `${String(value.amount)} ${String(value.currency ?? '')}`.trim();
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  choiceLabel(value: string, input: string | undefined): string | undefined {
    const field = input === undefined ? undefined : this.fieldOf(input);
    const choice = field?.choices?.values.get(value);
    return choice && say(choice.label, this.locale);
  }

  inputName(input: string): string {
    const field = this.fieldOf(input);
    return field ? say(field.label, this.locale) : input;
  }

  /** The field that the input is, when it is nothing but a field of the record or of one that it refers to. */
  fieldOf(input: string): Field | undefined {
    const names = (this.decision?.inputs.get(input)?.text ?? input).trim().split('.');
    let entity = this.decision?.about;
    let field: Field | undefined;
    for (const name of names) {
      field = entity?.fields.get(name);
      entity = field?.reference?.entity;
    }
    return field;
  }

  named(rule: string): string {
    return /^\d+$/.test(rule) ? `${this.words.row} ${rule}` : `${this.words.rule} ${rule}`;
  }
}

/** "Items", "Ordered PCs"; not "Status", "Address". */
const PLURAL = /[^suia]s$/;

const SIGNS = /^(in|not|contains|does|some|every|swap|în|fără|conține|nu)(?= )/;

function signs(test: string): string {
  return test
    .trim()
    .replace(/^>=/, '≥')
    .replace(/^<=/, '≤')
    .replace(/^!=/, '≠')
    .replace(/^= (?=true$|false$|")/, '');
}

/** "ordered PCs", but "PCs": an abbreviation stays as it is. */
function small(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
