/** What the report says beside its numbers. */
export interface Words {
  title(decision: string, records: string, entity: string, at: string): string;
  only(filter: string): string;
  readonly published: string;
  readonly changed: string;
  readonly changedOf: (field: string) => string;
  readonly allOf: (field: string) => string;
  readonly undecided: string;
  readonly output: (name: string) => string;
  readonly by: (field: string) => string;
  readonly records: string;
  readonly others: string;
  readonly outcomes: string;
  readonly rows: string;
  readonly row: string;
  readonly nothing: string;
  readonly sample: (scenario: string, count: number) => string;
  readonly failures: (scenario: string) => string;
  readonly before: string;
  readonly after: string;
  readonly draft: string;
}

const EN: Words = {
  title: (decision, records, entity, at) => `${decision}: ${records} ${entity}, as of ${at}`,
  only: (filter) => `Only those for which ${filter}`,
  published: 'published',
  changed: 'Changed',
  changedOf: (field) => `  their ${field}`,
  allOf: (field) => `  ${field} of all`,
  undecided: 'Could not be decided',
  output: (name) => `Sum of ${name}`,
  by: (field) => `By ${field}`,
  records: 'records',
  others: '(others)',
  outcomes: 'Outcomes that change',
  rows: 'Rows responsible',
  row: 'row',
  nothing: 'nothing',
  sample: (scenario, count) => `${scenario}: ${count} of the changed records`,
  failures: (scenario) => `${scenario}: records that could not be decided`,
  before: 'before',
  after: 'after',
  draft: 'draft',
};

const RO: Words = {
  title: (decision, records, entity, at) => `${decision}: ${records} ${entity}, la data de ${at}`,
  only: (filter) => `Numai cele pentru care ${filter}`,
  published: 'publicat',
  changed: 'Schimbate',
  changedOf: (field) => `  ${field} la acestea`,
  allOf: (field) => `  ${field} la toate`,
  undecided: 'Nu s-a putut decide',
  output: (name) => `Suma pentru ${name}`,
  by: (field) => `După ${field}`,
  records: 'înregistrări',
  others: '(altele)',
  outcomes: 'Rezultate care se schimbă',
  rows: 'Rândurile responsabile',
  row: 'rândul',
  nothing: 'nimic',
  sample: (scenario, count) => `${scenario}: ${count} dintre înregistrările schimbate`,
  failures: (scenario) => `${scenario}: înregistrări pentru care nu s-a putut decide`,
  before: 'înainte',
  after: 'după',
  draft: 'varianta',
};

export const wordsIn = (locale: string): Words => (locale.startsWith('ro') ? RO : EN);
