import { isClean, type Problem, problem, say, type Text } from '@dealwright/diagnostics';
import { compileOver, type Entity, type ExtraNames, recordScope, settingValues } from '@dealwright/entities';
import { type ContextType, contextType, type Expression, type FeelType, type Member } from '@dealwright/expressions';
import type { ContentDocument, ContentFile, Linking, YamlPath } from '@dealwright/metadata';
import type { Annex, ChosenWhen, ClauseTexts, DocumentTemplate, Language, Side } from '../document.ts';
import { sha256 } from '../sha256.ts';
import { type CompiledTemplate, compileTemplate } from '../template/compile-template.ts';
import { HELPERS, type Helper } from '../template/helpers.ts';
import { type Meaning, recordMeaning } from '../template/meaning.ts';
import type { TemplateScope } from '../template/template-scope.ts';
import { type TemplateSource, templateFile, templateText } from '../template/template-source.ts';
import { type Clause, clauseKind } from './clause-kind.ts';
import type { DocumentShape } from './document-schema.ts';
import { linkRequired } from './link-required.ts';
import { linkSamples } from './link-samples.ts';
import { readStyles } from './read-styles.ts';

/** The parts of a document that are known when everything is linked. */
type Compiled = Omit<DocumentTemplate, 'name' | 'label' | 'of' | 'locales' | 'by' | 'requirement' | 'page' | 'fonts'>;

/** Compiles all texts and expressions of a document over its entity. Undefined, with the problems reported, when one is wrong. */
export function compileDocument(
  of: Entity,
  locales: readonly string[],
  document: ContentDocument<DocumentShape>,
  linking: Linking,
): Compiled | undefined {
  return new DocumentCompiler(of, locales, document, linking).compile();
}

const TEXT: FeelType = { kind: 'string' };
const NUMBER: FeelType = { kind: 'number' };
const BOOLEAN: FeelType = { kind: 'boolean' };
const listOf = (of: FeelType): FeelType => ({ kind: 'list', of });

/** What the body of a document finds beside the record. */
const PARAGRAPH = contextType('paragraph', { number: TEXT, text: TEXT, items: listOf(TEXT) });
const CLAUSE = contextType('clause', {
  ...{ name: TEXT, number: TEXT, title: TEXT, version: TEXT, changed: BOOLEAN },
  paragraphs: listOf(PARAGRAPH),
});
const ANNEX = contextType('annex', { name: TEXT, number: NUMBER, title: TEXT, body: TEXT });
const BODY_NAMES: ReadonlyMap<string, Meaning> = new Map([
  ['clauses', { type: listOf(CLAUSE) }],
  ['annexes', { type: listOf(ANNEX) }],
]);

/** Stand in running headers and footers for what only the printer knows. */
export const PAGE = '\uE000';
export const PAGES = '\uE001';
const RUNNING_HELPERS: Readonly<Record<string, Helper>> = {
  ...HELPERS,
  page: { about: 'The number of the page.', parameters: [], returns: TEXT, run: () => PAGE },
  pages: { about: 'How many pages there are.', parameters: [], returns: TEXT, run: () => PAGES },
};

class DocumentCompiler {
  #of: Entity;
  #locales: readonly string[];
  #document: ContentDocument<DocumentShape>;
  #linking: Linking;
  #clean = true;
  #paths: (readonly string[])[] = [];
  #files = new Map<string, ContentFile>();
  #values = new Map<string, Expression>();
  #clauses: ChosenWhen<Clause>[] = [];

  constructor(of: Entity, locales: readonly string[], document: ContentDocument<DocumentShape>, linking: Linking) {
    this.#of = of;
    this.#locales = locales;
    this.#document = document;
    this.#linking = {
      ...linking,
      report: (...problems) => this.#report(problems, linking),
      find: (kind, name, usedAt) => this.#needed(linking.find(kind, name, usedAt)),
      file: (path, usedAt) => this.#read(this.#needed(linking.file(path, usedAt))),
    };
  }

  compile(): Compiled | undefined {
    const { shape, place } = this.#document;
    this.#compileValues();
    this.#clauses = (shape.clauses ?? []).flatMap((each, index) => this.#clause(each, index));
    const changes = this.#changes();
    const required = linkRequired(this.#of, this.#document, (text, path) => this.#condition(text, path), this.#linking);
    this.#paths.push(...required.flatMap((each) => (each.path ? [each.path] : [])));
    const styles = readStyles(this.#document, this.#linking);
    const annexes = this.#annexes();
    const body = this.#file(shape.template, ['template'], BODY_NAMES);
    const languages = new Map(this.#locales.map((locale) => [locale, this.#language(locale)]));
    const samples = linkSamples(this.#of, this.#document, this.#linking);
    if (!this.#clean || !body) return undefined;
    return {
      ...{ body, languages, required, styles, annexes, samples, values: this.#values, clauses: this.#clauses, changes },
      // Its last change dates the PDF.
      paths: withoutPrefixes([...this.#paths, ['updatedAt']]),
      settings: settingValues(this.#linking),
      hash: this.#hash(place().file),
    };
  }

  #report(problems: readonly Problem[], linking: Linking): void {
    if (!isClean(problems)) this.#clean = false;
    linking.report(...problems);
  }

  #needed<T>(found: T | undefined): T | undefined {
    if (found === undefined) this.#clean = false;
    return found;
  }

  #read(file: ContentFile | undefined): ContentFile | undefined {
    if (file) this.#files.set(file.path, file);
    return file;
  }

  #hash(file: string): string {
    const files = [...this.#files.values()].filter((each) => each.path !== file && !each.path.endsWith('.json'));
    const parts = files.map(({ path, text }) => `${path}\0${text}`).sort();
    return sha256([JSON.stringify(this.#document.shape), ...parts].join('\0'));
  }

  #compileValues(): void {
    for (const [name, text] of Object.entries(this.#document.shape.values ?? {})) {
      const path = ['values', name];
      const expression = this.#expression(text, path);
      if (!expression) continue;
      const { kind } = expression.type;
      const simple = !['context', 'list', 'range', 'function'].includes(kind) || isMoney(expression.type);
      if (simple) this.#values.set(name, expression);
      else {
        this.#linking.report(
          problem(
            'VALUE_NOT_SIMPLE',
            {
              en: `A value is one number, text, date or amount; this is a ${kind}.`,
              ro: `O valoare este un număr, un text, o dată sau o sumă; aceasta este ${kind}.`,
            },
            {
              place: this.#document.place(path),
              hint: {
                en: "go through the list in the template: `{{#each lines where='…'}}`",
                ro: "parcurgeți lista în șablon: `{{#each lines where='…'}}`",
              },
            },
          ),
        );
      }
    }
  }

  #expression(
    text: string,
    path: YamlPath,
    expects?: FeelType,
    document: Pick<ContentDocument, 'place'> = this.#document,
  ) {
    const compiled = compileOver(text, {
      ...{ type: this.#of.type, linking: this.#linking, extra: this.#members() },
      ...(expects ? { expects } : {}),
      place: (offset, length) => document.place(path, offset, length),
    });
    if (compiled) this.#paths.push(...compiled.paths.filter(([first]) => !this.#values.has(first ?? '')));
    return compiled;
  }

  #condition(
    text: string | undefined,
    path: YamlPath,
    document?: Pick<ContentDocument, 'place'>,
  ): Expression | undefined {
    return text === undefined ? undefined : this.#expression(text, path, { kind: 'boolean' }, document);
  }

  #members(): ExtraNames {
    return new Map([...this.#values].map(([name, { type }]): [string, Member] => [name, { type }]));
  }

  #clause(shape: NonNullable<DocumentShape['clauses']>[number], index: number): ChosenWhen<Clause>[] {
    const short = typeof shape === 'string';
    const path = short ? ['clauses', index] : ['clauses', index, 'clause'];
    const clause = this.#linking.find(clauseKind, short ? shape : shape.clause, this.#document.place(path));
    if (!clause) return [];
    const when = this.#condition(short ? undefined : shape.when, ['clauses', index, 'when']);
    const paragraphs = clause.paragraphs.map((each) =>
      this.#condition(each.when, [...each.path, 'when'], clause.document),
    );
    return [{ is: clause, when, paragraphs }];
  }

  #changes(): Expression[] {
    const { changes } = this.#document.shape;
    if (changes === undefined) return [];
    const list = Array.isArray(changes);
    const each = (text: string, index: number) => this.#change(text, list ? ['changes', index] : ['changes']);
    return (list ? changes : [changes]).flatMap(each);
  }

  /** A list whose elements name a clause, and say it in every language. */
  #change(text: string, path: YamlPath): Expression[] {
    const expression = this.#expression(text, path);
    if (!expression) return [];
    const { type } = expression;
    const each = type.kind === 'list' && type.of.kind === 'context' ? type.of : undefined;
    const missing = ['clause', ...this.#locales].filter((name) => each?.member(name) === undefined);
    if (missing.length === 0) return [expression];
    const names = missing.map((name) => `\`${name}\``).join(', ');
    this.#linking.report(
      problem(
        'CHANGES_NOT_A_LIST',
        {
          en: `The changes are a list that says of each ${names}.`,
          ro: `Modificările sunt o listă care spune despre fiecare ${names}.`,
        },
        {
          place: this.#document.place(path),
          hint: {
            en: 'write `for c in changes return { clause: c.clause, en: c.wording, ro: c.wordingRo }`',
            ro: 'scrieți `for c in changes return { clause: c.clause, en: c.wording, ro: c.wordingRo }`',
          },
        },
      ),
    );
    return [];
  }

  #annexes(): Annex[] {
    let last = 0;
    return (this.#document.shape.annexes ?? []).flatMap(({ name, number, template, when }, index) => {
      last = number ?? last + 1;
      const condition = this.#condition(when, ['annexes', index, 'when']);
      const body = this.#file(template, ['annexes', index, 'template'], BODY_NAMES);
      return body ? [{ name, number: last, when: condition, body }] : [];
    });
  }

  #language(locale: string): Language {
    const { shape } = this.#document;
    const text = (of: Text, path: YamlPath, helpers = HELPERS) => this.#text(of, locale, this.#document, path, helpers);
    const running = (part: 'header' | 'footer') =>
      definedMap(
        Object.entries(shape.page?.[part] ?? {}).map(([side, of]) => [
          side as Side,
          of === undefined ? undefined : text(of, ['page', part, side], RUNNING_HELPERS),
        ]),
      );
    return {
      title: text(shape.title ?? shape.label ?? shape.name, shape.title === undefined ? ['label'] : ['title']),
      fileName: text(shape.fileName, ['fileName']),
      texts: definedMap(Object.entries(shape.texts ?? {}).map(([name, of]) => [name, text(of, ['texts', name])])),
      annexTitles: definedMap(
        (shape.annexes ?? []).map((each, index) => [each.name, text(each.title, ['annexes', index, 'title'])]),
      ),
      clauses: new Map(this.#clauses.map((each) => [each.is.name, this.#clauseTexts(each.is, locale)])),
      running: { header: running('header'), footer: running('footer') },
    };
  }

  #clauseTexts(clause: Clause, locale: string): ClauseTexts {
    const text = (of: Text, path: YamlPath) => this.#text(of, locale, clause.document, path, HELPERS);
    return {
      title: text(clause.title, ['title']),
      paragraphs: clause.paragraphs.map((each) => ({
        text: text(each.text, each.textPath),
        items: each.items.map((item, index) => text(item, [...each.path, 'items', index])),
      })),
    };
  }

  #text(
    of: Text,
    locale: string,
    document: Pick<ContentDocument, 'place'>,
    path: YamlPath,
    helpers: TemplateScope['helpers'],
  ) {
    const inLanguage = typeof of === 'string' ? path : [...path, of[locale] === undefined ? 'en' : locale];
    const compiled = this.#compile(templateText(say(of, locale), document, inLanguage), new Map(), helpers);
    return compiled ?? NOTHING;
  }

  #file(path: string, at: YamlPath, names: ReadonlyMap<string, Meaning>): CompiledTemplate | undefined {
    const file = this.#linking.file(path, this.#document.place(at));
    return file && this.#compile(templateFile(file), names, HELPERS);
  }

  #compile(source: TemplateSource, names: ReadonlyMap<string, Meaning>, helpers: TemplateScope['helpers']) {
    const linking = this.#linking;
    const { shape } = this.#document;
    const settings = recordScope(this.#of.type, linking).member('settings');
    const values = [...this.#values].map(([name, { type }]): [string, Meaning] => [name, { type }]);
    const compiled = compileTemplate(source, {
      root: recordMeaning(this.#of),
      extra: new Map([...(settings ? [['settings', { type: settings.type }] as const] : []), ...values, ...names]),
      helpers,
      known: {
        clause: this.#clauses.flatMap(({ is }) => [
          is.name,
          ...is.paragraphs.flatMap(({ id }) => (id === undefined ? [] : [`${is.name}.${id}`])),
        ]),
        annex: (shape.annexes ?? []).map((each) => each.name),
        'text name': Object.keys(shape.texts ?? {}),
      },
      compile: (text, over, isRoot, expects, place) =>
        compileOver(text, {
          ...{ type: over.type as ContextType, linking, extra: isRoot ? this.#members() : new Map() },
          ...(expects ? { expects } : {}),
          // The literal begins with its quote.
          place: (offset, length) => ({ ...place, column: place.column + 1 + offset, length }),
        }),
      partial: (name, usedAt) => {
        const file = linking.file(`${name}.hbs`, usedAt);
        return file && templateFile(file);
      },
      report: (...problems) => linking.report(...problems),
    });
    if (compiled) this.#paths.push(...compiled.paths);
    return compiled;
  }
}

const NOTHING: CompiledTemplate = { paths: [], render: () => '' };

function isMoney(type: FeelType): boolean {
  return type.kind === 'context' && type.member('amount') !== undefined && type.member('currency') !== undefined;
}

function definedMap<Key, Value>(entries: readonly (readonly [Key, Value | undefined])[]): ReadonlyMap<Key, Value> {
  return new Map(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

/** Each path once; one that another one continues is left out. */
function withoutPrefixes(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const known = new Map(paths.map((path) => [path.join('.'), path]));
  const keys = [...known.keys()].sort();
  return keys.filter((key, index) => !keys[index + 1]?.startsWith(`${key}.`)).map((key) => known.get(key) ?? []);
}
