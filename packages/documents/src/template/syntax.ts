import { type Problem, problem } from '@dealwright/diagnostics';
import Handlebars from 'handlebars';
import { explainSyntax } from './syntax-error.ts';
import type { TemplateSource } from './template-source.ts';

/** Handlebars' tree, and the few nodes that checking puts into it. */
export type Program = hbs.AST.Program;
export type Statement = hbs.AST.Statement;
export type Expression = hbs.AST.Expression;
export type Path = hbs.AST.PathExpression;
export type Call = hbs.AST.SubExpression | hbs.AST.MustacheStatement | hbs.AST.BlockStatement;
export type Location = hbs.AST.SourceLocation;

/** The tree of a template, or the problem that there is none. */
export function parseTemplate(source: TemplateSource): { program?: Program; problem?: Problem } {
  try {
    return { program: Handlebars.parse(source.text) };
  } catch (error) {
    const flaw = explainSyntax(error instanceof Error ? error.message : String(error));
    const place = source.place(flaw.line, flaw.column, 1);
    return { problem: problem('TEMPLATE_SYNTAX', flaw.message, { place, hint: flaw.hint }) };
  }
}

export function isPath(node: hbs.AST.Node): node is Path {
  return node.type === 'PathExpression';
}

export function isSubExpression(node: hbs.AST.Node): node is hbs.AST.SubExpression {
  return node.type === 'SubExpression';
}

/** The value of a literal, or undefined for what is none. */
export function literalOf(node: hbs.AST.Node): { value: string | number | boolean | null } | undefined {
  if (/^(String|Number|Boolean)Literal$/.test(node.type)) return { value: (node as hbs.AST.StringLiteral).value };
  return node.type === 'NullLiteral' ? { value: null } : undefined;
}

/** As written in the template: `../account.name`, `@index`. */
export function written(path: Path): string {
  return path.original;
}

export function callOf(name: string, params: Expression[], loc: Location): hbs.AST.SubExpression {
  const path: Path = { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
  return { type: 'SubExpression', path, params, hash: undefined as unknown as hbs.AST.Hash, loc };
}

export function textOf(value: string, loc: Location): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}

export function numberOf(value: number, loc: Location): hbs.AST.NumberLiteral {
  return { type: 'NumberLiteral', value, original: value, loc };
}

/** `this`, `..`, `@root`, or a block parameter: what a longer path begins with. */
export function baseOf(path: Path, parameter: string | undefined): Path {
  if (path.data) return { ...path, parts: path.parts.slice(0, 1) };
  if (parameter !== undefined) return { ...path, parts: [parameter], original: parameter };
  return { ...path, parts: [], original: path.depth === 0 ? 'this' : Array(path.depth).fill('..').join('/') };
}

/** The names of all helpers and blocks that a checked tree calls. */
export function calls(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const visitor = new Handlebars.Visitor();
  const collect = (path: hbs.AST.Node) => isPath(path) && names.add(path.original);
  visitor.MustacheStatement = function (node) {
    collect(node.path);
    Handlebars.Visitor.prototype.MustacheStatement.call(this, node);
  };
  visitor.BlockStatement = function (node) {
    collect(node.path);
    Handlebars.Visitor.prototype.BlockStatement.call(this, node);
  };
  visitor.SubExpression = function (node) {
    collect(node.path);
    Handlebars.Visitor.prototype.SubExpression.call(this, node);
  };
  visitor.accept(program);
  return names;
}
