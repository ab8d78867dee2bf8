import type { SyntaxNode } from '@lezer/common';
import { parseNumber } from '../values/number.ts';
import { parseTemporal } from '../values/temporal.ts';
import { notFeel, oneSign } from './foreign-signs.ts';
import type { Report } from './parse.ts';
import { readString } from './read-string.ts';
import type { Argument, Comparator, Iterator, Operator, Span, Syntax, TestsSyntax, TypeSyntax } from './syntax.ts';

const SKIPPED = new Set(['LineComment', 'BlockComment']);

/** From the grammar's tree, which has no errors, to our own. */
export class SyntaxBuilder {
  readonly #text: string;
  readonly #report: Report;

  constructor(text: string, report: Report) {
    this.#text = text;
    this.#report = report;
  }

  expression(top: SyntaxNode): Syntax {
    return this.#build(first(top));
  }

  tests(top: SyntaxNode): TestsSyntax {
    const parts = childrenOf(top);
    if (parts[0]?.name === 'Wildcard') return { negated: false, tests: [] };
    const list = parts.find((part) => part.name === 'PositiveUnaryTests');
    return { negated: parts[0]?.name === 'not', tests: list ? this.#tests(list) : [] };
  }

  #tests(list: SyntaxNode): Syntax[] {
    return childrenOf(list).map((test) => this.#build(first(test)));
  }

  #build(node: SyntaxNode): Syntax {
    const at = spanOf(node);
    const parts = childrenOf(node);
    const part = (index: number) => this.#build(childAt(parts, index));
    switch (node.name) {
      case 'NumericLiteral':
        return this.#number(node, at);
      case 'StringLiteral':
        return { is: 'literal', value: readString(this.#slice(node)), ...at };
      case 'BooleanLiteral':
        return { is: 'literal', value: this.#slice(node) === 'true', ...at };
      case 'null':
        return { is: 'literal', value: null, ...at };
      case 'DateTimeLiteral':
        return this.#dateTime(parts, at);
      case 'VariableName':
        return { is: 'name', name: this.#name(node), ...at };
      case '?':
        return { is: 'input', ...at };
      case 'PathExpression': {
        const name = childAt(parts, 2);
        return { is: 'path', of: part(0), name: this.#name(name), at: spanOf(name), ...at };
      }
      case 'ArithmeticExpression':
        return this.#arithmetic(parts, at);
      case 'Comparison':
        return this.#comparison(parts, at);
      case 'SimplePositiveUnaryTest':
        return parts.length === 1
          ? part(0)
          : { is: 'test', operator: this.#slice(childAt(parts, 0)) as Comparator, of: part(1), ...at };
      case 'Interval':
        return {
          is: 'range',
          from: part(1),
          to: part(3),
          fromIncluded: this.#slice(childAt(parts, 0)) === '[',
          toIncluded: this.#slice(childAt(parts, 4)) === ']',
          ...at,
        };
      case 'Conjunction':
        return { is: 'and', left: part(0), right: part(2), ...at };
      case 'Disjunction':
        return { is: 'or', left: part(0), right: part(2), ...at };
      case 'ParenthesizedExpression':
        return part(1);
      case 'IfExpression':
        return { is: 'if', when: part(1), then: part(3), otherwise: part(5), ...at };
      case 'ForExpression':
        return { is: 'for', iterators: this.#iterators(childAt(parts, 1)), body: part(3), ...at };
      case 'QuantifiedExpression': {
        const is = parts[0]?.name === 'every' ? 'every' : 'some';
        return { is, iterators: this.#iterators(childAt(parts, 1)), body: part(3), ...at };
      }
      case 'FilterExpression':
        return { is: 'filter', of: part(0), where: part(2), ...at };
      case 'FunctionInvocation':
        return { is: 'call', of: this.#callee(childAt(parts, 0)), arguments: this.#arguments(parts), ...at };
      case 'List':
        return { is: 'list', of: parts.slice(1, -1).map((each) => this.#build(each)), ...at };
      case 'Context':
        return { is: 'context', entries: parts.slice(1, -1).map((each) => this.#entry(each)), ...at };
      case 'FunctionDefinition':
        return this.#function(parts, at);
      case 'InstanceOfExpression':
        return { is: 'instance of', of: part(0), type: this.#type(childAt(parts, 3)), ...at };
      default:
        this.#report.error(
          at,
          'SYNTAX',
          {
            en: `\`${this.#slice(node)}\` cannot stand here.`,
            ro: `\`${this.#slice(node)}\` nu poate sta aici.`,
          },
          { en: 'remove it', ro: 'ștergeți-l' },
        );
        return { is: 'literal', value: null, ...at };
    }
  }

  #slice(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  /** The words of a name, joined as a name is written: one blank between words, none needed around signs. */
  #name(node: SyntaxNode): string {
    return this.#slice(node).trim().replace(/\s+/g, ' ');
  }

  #number(node: SyntaxNode, at: Span): Syntax {
    const value = parseNumber(this.#slice(node).replace(/\s/g, ''));
    if (value === undefined) {
      this.#report.error(
        at,
        'NUMBER_TOO_LARGE',
        {
          en: 'This number is beyond what a decimal of 34 digits can hold.',
          ro: 'Acest număr depășește ce poate cuprinde un număr zecimal de 34 de cifre.',
        },
        { en: 'write a number below 1e6145', ro: 'scrieți un număr mai mic decât 1e6145' },
      );
    }
    return { is: 'literal', value: value ?? null, ...at };
  }

  #dateTime(parts: readonly SyntaxNode[], at: Span): Syntax {
    const head = childAt(parts, 0);
    if (head.name !== 'AtLiteral') {
      return { is: 'call', of: this.#callee(head), arguments: this.#arguments(parts), ...at };
    }
    const text = readString(this.#slice(first(head)));
    const value = parseTemporal(text);
    if (value === undefined) {
      this.#report.error(
        at,
        'NO_SUCH_DATE',
        { en: `"${text}" is no date, time or duration.`, ro: `„${text}” nu este o dată, o oră sau o durată.` },
        {
          en: 'write @"2026-01-31", @"10:30:00", @"2026-01-31T10:30:00", @"P3D" or @"P1Y6M"',
          ro: 'scrieți @"2026-01-31", @"10:30:00", @"2026-01-31T10:30:00", @"P3D" sau @"P1Y6M"',
        },
      );
    }
    return { is: 'literal', value: value ?? null, ...at };
  }

  #callee(node: SyntaxNode): Syntax {
    if (node.name === 'DateTimeConstructor' || node.name === 'SpecialFunctionName') {
      return { is: 'name', name: this.#name(node), ...spanOf(node) };
    }
    return this.#build(node);
  }

  #arguments(parts: readonly SyntaxNode[]): Argument[] {
    const list = parts.find((part) => part.name === 'NamedParameters' || part.name === 'PositionalParameters');
    if (!list) return [];
    return childrenOf(list).map((node) => {
      if (node.name !== 'NamedParameter') return { at: spanOf(node), value: this.#build(node) };
      const [name, value] = [childAt(childrenOf(node), 0), childAt(childrenOf(node), 1)];
      return { name: this.#name(name), at: spanOf(name), value: this.#build(value) };
    });
  }

  #arithmetic(parts: readonly SyntaxNode[], at: Span): Syntax {
    const last = this.#build(childAt(parts, parts.length - 1));
    const sign = this.#slice(childAt(parts, parts.length - 2));
    if (parts.length === 2) return sign === '-' ? { is: 'negate', of: last, ...at } : last;
    const operator = (sign === '^' ? '**' : sign) as Operator;
    return { is: 'arithmetic', operator, left: this.#build(childAt(parts, 0)), right: last, ...at };
  }

  #comparison(parts: readonly SyntaxNode[], at: Span): Syntax {
    const left = this.#build(childAt(parts, 0));
    const middle = childAt(parts, 1);
    if (middle.name === 'between') {
      return {
        is: 'between',
        of: left,
        from: this.#build(childAt(parts, 2)),
        to: this.#build(childAt(parts, 4)),
        ...at,
      };
    }
    if (middle.name === 'in') {
      const list = parts.find((part) => part.name === 'PositiveUnaryTests');
      const tests = list ? this.#tests(list) : [this.#build(first(childAt(parts, 2)))];
      return { is: 'in', of: left, tests, ...at };
    }
    const operator = this.#slice(middle) as Comparator;
    return { is: 'compare', operator, left, right: this.#build(this.#withoutSign(childAt(parts, 2), middle)), ...at };
  }

  /** `a == 5` reads as `a = (= 5)`, which nobody means. */
  #withoutSign(right: SyntaxNode, operator: SyntaxNode): SyntaxNode {
    const [second, value] = childrenOf(right);
    if (second?.name !== 'CompareOp' || !value) return right;
    const [one, two] = [this.#slice(operator), this.#slice(second)];
    const meant = oneSign(one, two);
    this.#report.error({ offset: operator.from, length: second.to - operator.from }, 'SYNTAX', notFeel(one + two), {
      en: `write \`${meant}\``,
      ro: `scrieți \`${meant}\``,
    });
    return value;
  }

  #iterators(list: SyntaxNode): Iterator[] {
    return childrenOf(list).map((node) => {
      const parts = childrenOf(node);
      const [from, , to] = childrenOf(childAt(parts, 2));
      const iterator = { name: this.#name(childAt(parts, 0)), in: this.#build(from ?? node) };
      return to ? { ...iterator, to: this.#build(to) } : iterator;
    });
  }

  #entry(node: SyntaxNode) {
    const [keyNode, value] = [childAt(childrenOf(node), 0), childAt(childrenOf(node), 1)];
    const inner = first(keyNode);
    const key = inner.name === 'StringLiteral' ? readString(this.#slice(inner)) : this.#name(inner);
    return { key, value: this.#build(value), ...spanOf(keyNode) };
  }

  #function(parts: readonly SyntaxNode[], at: Span): Syntax {
    const list = parts.find((part) => part.name === 'FormalParameters');
    const parameters = (list ? childrenOf(list) : []).map((node) => {
      const [name, type] = childrenOf(node);
      const parameter = { name: this.#name(name ?? node), ...spanOf(node) };
      return type ? { ...parameter, type: this.#type(type) } : parameter;
    });
    const external = parts.find((part) => part.name === 'external');
    if (external) {
      this.#report.error(
        spanOf(external),
        'NO_EXTERNAL_FUNCTIONS',
        {
          en: 'Functions written in Java or as PMML cannot be called.',
          ro: 'Funcțiile scrise în Java sau ca PMML nu pot fi apelate.',
        },
        {
          en: 'write the function in FEEL: `function(a, b) a + b`',
          ro: 'scrieți funcția în FEEL: `function(a, b) a + b`',
        },
      );
    }
    const body: Syntax = external
      ? { is: 'literal', value: null, ...spanOf(external) }
      : this.#build(first(childAt(parts, parts.length - 1)));
    return { is: 'function', parameters, body, ...at };
  }

  #type(node: SyntaxNode): TypeSyntax {
    const at = spanOf(node);
    const inner = first(node);
    const within = childrenOf(inner);
    switch (inner.name) {
      case 'ListType':
        // The grammar does not know `range<…>` and is shown `list <…>` in its place.
        return {
          is: this.#slice(inner).startsWith('range') ? 'range' : 'list',
          of: this.#type(childAt(within, 2)),
          ...at,
        };
      case 'ContextType': {
        const entries = childrenOf(childAt(within, 2)).map((entry) => {
          const [name, type] = [childAt(childrenOf(entry), 0), childAt(childrenOf(entry), 1)];
          return { name: this.#name(name), type: this.#type(type) };
        });
        return { is: 'context', entries, ...at };
      }
      case 'FunctionType': {
        const list = within.find((part) => part.name === 'ArgumentTypes');
        const parameters = list ? childrenOf(list).map((argument) => this.#type(first(argument))) : [];
        return { is: 'function', parameters, returns: this.#type(childAt(within, within.length - 1)), ...at };
      }
      default:
        return { is: 'named', name: this.#name(inner), ...at };
    }
  }
}

function spanOf(node: SyntaxNode): Span {
  return { offset: node.from, length: node.to - node.from };
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!SKIPPED.has(child.name) && child.name !== ',') found.push(child);
  }
  return found;
}

function first(node: SyntaxNode): SyntaxNode {
  return childAt(childrenOf(node), 0);
}

/** The grammar promises the child, once a tree has no errors. */
function childAt(parts: readonly SyntaxNode[], index: number): SyntaxNode {
  const part = parts[index];
  if (!part) throw new Error(`the FEEL grammar gave no part ${index}`);
  return part;
}
