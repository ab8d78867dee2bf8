import type { Environment } from '@dealwright/expressions';
import { isJsonObject, type Json } from '@dealwright/values';
import Handlebars from 'handlebars';
import { DocumentRefused } from '../document-refused.ts';
import { checkTemplate } from './check-template.ts';
import type { Helper, Rendering } from './helpers.ts';
import { follow, isMissing } from './show-value.ts';
import { calls, type Program } from './syntax.ts';
import type { TemplateScope } from './template-scope.ts';
import type { TemplateSource } from './template-source.ts';

/** A checked template, ready to be filled. */
export interface CompiledTemplate {
  /** What it reads of the record. */
  readonly paths: readonly (readonly string[])[];
  /**
   * The template filled with a record in wire form and the names beside it. All data is escaped: the result is HTML.
   * Throws DocumentRefused DOCUMENT_TOO_LONG beyond 20 million characters.
   */
  render(names: Readonly<Record<string, unknown>>, rendering: Rendering, environment: Environment): string;
}

/** A contract of a thousand pages has fewer. */
const MOST_CHARACTERS = 20_000_000;

const engine = Handlebars.create();
// Handlebars prepares all helpers at each use of a template: it is given only those that the template calls.
for (const name of Object.keys(engine.helpers)) engine.unregisterHelper(name);

/** Compiles a template; undefined when it cannot be read. Its problems are reported to the scope. */
export function compileTemplate(source: TemplateSource, scope: TemplateScope): CompiledTemplate | undefined {
  const checked = checkTemplate(source, scope);
  if (!checked) return undefined;
  const { program, shows, expressions, paths } = checked;
  const helpers: Record<string, Handlebars.HelperDelegate> = {
    ...BLOCK_HELPERS,
    get: (from: unknown, ...more: unknown[]) => follow(from, more.slice(0, -1) as string[]),
    print(value: Json, index: number, { data }: Options) {
      if (isMissing(value)) return '';
      if (value instanceof Handlebars.SafeString) return value;
      return shows[index]?.(value, data.rendering.locale, data.rendering.zone) ?? '';
    },
    evaluate: (over: Json, index: number, { data }: Options) =>
      isJsonObject(over) ? (expressions[index]?.evaluate(over, data.environment).value ?? null) : null,
    filter: (list: unknown, index: number, { data }: Options) =>
      Array.isArray(list)
        ? list.filter((each) => isJsonObject(each) && expressions[index]?.holds(each, data.environment))
        : null,
  };
  for (const [name, helper] of Object.entries(scope.helpers)) helpers[name] = delegate(helper);
  const called = calls(program);
  const used = Object.fromEntries(Object.entries(helpers).filter(([name]) => called.has(name)));
  if (Object.keys(used).length === 0) return constant(program);
  const knownHelpers = Object.fromEntries(Object.keys(used).map((name) => [name, true]));
  // Compiled by Handlebars when it is first used, and kept.
  const template = engine.compile(program, { strict: true, knownHelpersOnly: true, knownHelpers, preventIndent: true });
  return {
    paths,
    render(names, rendering, environment) {
      const html = template(names, {
        helpers: used,
        data: { rendering, environment },
        allowProtoPropertiesByDefault: false,
        allowProtoMethodsByDefault: false,
      });
      if (html.length > MOST_CHARACTERS) throw tooLong();
      return html;
    },
  };
}

function tooLong(): DocumentRefused {
  return new DocumentRefused(
    'DOCUMENT_TOO_LONG',
    { en: 'The document would be longer than a thousand pages.', ro: 'Documentul ar avea peste o mie de pagini.' },
    { en: 'make it of fewer records', ro: 'generați-l din mai puține înregistrări' },
  );
}

/** A template that says the same of every record. */
function constant(program: Program): CompiledTemplate {
  const text = program.body.map((each) => String((each as hbs.AST.ContentStatement).value)).join('');
  return { paths: [], render: () => text };
}

interface Options extends Handlebars.HelperOptions {
  readonly data: { readonly rendering: Rendering; readonly environment: Environment };
}

function delegate(helper: Helper): Handlebars.HelperDelegate {
  return (...given: unknown[]) => {
    const { hash, data } = given.pop() as Options;
    return helper.run(given as Json[], hash as Record<string, Json>, data.rendering);
  };
}

/** Handlebars' own, without its two surprises: here zero is a value, and only lists are gone through. */
const BLOCK_HELPERS: Record<string, Handlebars.HelperDelegate> = {
  if(this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    return isMissing(value) || value === false ? options.inverse(this) : options.fn(this);
  },
  unless(this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    return isMissing(value) || value === false ? options.fn(this) : options.inverse(this);
  },
  with(this: unknown, value: unknown, options: Handlebars.HelperOptions) {
    return isMissing(value) ? options.inverse(this) : options.fn(value, { data: options.data, blockParams: [value] });
  },
  each(this: unknown, list: unknown, options: Handlebars.HelperOptions) {
    if (!Array.isArray(list) || list.length === 0) return options.inverse(this);
    return list
      .map((item, index) => {
        const data = Handlebars.createFrame(options.data);
        Object.assign(data, { index, number: index + 1, first: index === 0, last: index === list.length - 1 });
        return options.fn(item, { data, blockParams: [item, index] });
      })
      .join('');
  },
};
