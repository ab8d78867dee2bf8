import { type FeelValue, fromWire, toWire } from '@dealwright/expressions';
import type { Json, JsonObject } from '@dealwright/values';
import { compileDmn, type DmnModel, readDmn } from '../src/index.ts';
import { ENVIRONMENT } from './dmn-shop.ts';

const DMN_15 = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

/** A file of DMN with these parts. */
export function file(parts: string, { xmlns = DMN_15, namespace = 'urn:test', more = '' } = {}): string {
  return `<?xml version="1.0"?>\n<definitions xmlns="${xmlns}" id="d" name="test" namespace="${namespace}"${more}>\n${parts}\n</definitions>\n`;
}

export function input(name: string, type?: string): string {
  return `<inputData id="i-${name}" name="${name}"><variable name="${name}"${type ? ` typeRef="${type}"` : ''}/></inputData>`;
}

interface Needs {
  readonly inputs?: readonly string[];
  readonly decisions?: readonly string[];
  readonly knowledge?: readonly string[];
  readonly type?: string;
}

export function decision(
  name: string,
  logic: string,
  { inputs = [], decisions = [], knowledge = [], type }: Needs = {},
) {
  const required = [
    ...inputs.map((each) => `<informationRequirement><requiredInput href="#i-${each}"/></informationRequirement>`),
    ...decisions.map(
      (each) => `<informationRequirement><requiredDecision href="#d-${each}"/></informationRequirement>`,
    ),
    ...knowledge.map((each) => `<knowledgeRequirement><requiredKnowledge href="#k-${each}"/></knowledgeRequirement>`),
  ].join('');
  return `<decision id="d-${name}" name="${name}"><variable name="${name}"${type ? ` typeRef="${type}"` : ''}/>${required}${logic}</decision>`;
}

/** A literal expression. */
export function feel(text: string): string {
  return `<literalExpression><text><![CDATA[${text}]]></text></literalExpression>`;
}

export function knowledge(name: string, parameters: readonly string[], body: string, required: readonly string[] = []) {
  const given = parameters.map((each) => `<formalParameter name="${each}"/>`).join('');
  const requires = required
    .map((each) => `<knowledgeRequirement><requiredKnowledge href="#k-${each}"/></knowledgeRequirement>`)
    .join('');
  return `<businessKnowledgeModel id="k-${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${given}${body}</encapsulatedLogic>${requires}</businessKnowledgeModel>`;
}

interface Column {
  readonly text: string;
  readonly type?: string;
}

/** A decision table; each row is its cells, one text after the other. */
export function table(
  hit: string,
  inputs: readonly Column[],
  outputs: readonly {
    readonly name?: string;
    readonly type?: string;
    readonly values?: string;
    readonly default?: string;
  }[],
  rows: readonly (readonly string[])[],
): string {
  const heads = inputs.map(
    ({ text, type }) =>
      `<input><inputExpression${type ? ` typeRef="${type}"` : ''}><text>${text}</text></inputExpression></input>`,
  );
  const columns = outputs.map(
    (each) =>
      `<output${each.name ? ` name="${each.name}"` : ''}${each.type ? ` typeRef="${each.type}"` : ''}>${
        each.values ? `<outputValues><text>${each.values}</text></outputValues>` : ''
      }${each.default ? `<defaultOutputEntry><text>${each.default}</text></defaultOutputEntry>` : ''}</output>`,
  );
  const rules = rows.map((cells) => {
    const entries = cells.map((cell, at) => {
      const name = at < inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${name}><text><![CDATA[${cell}]]></text></${name}>`;
    });
    return `<rule>${entries.join('')}</rule>`;
  });
  return `<decisionTable ${hit}>${[...heads, ...columns, ...rules].join('')}</decisionTable>`;
}

export function read(xml: string): DmnModel {
  const { model, problems } = readDmn(xml, 'test.dmn');
  if (!model) throw new Error(JSON.stringify(problems));
  return model;
}

/** The value of a decision of a file over JSON. */
export function run(xml: string, name: string, given: JsonObject = {}, imported: readonly string[] = []): Json {
  const program = compileDmn(read(xml), imported.map(read));
  const inputs = new Map<string, FeelValue>(
    Object.entries(given).map(([key, value]) => [key, fromWire(value, program.types.get(key) ?? { kind: 'any' })]),
  );
  const answer = program.decide(name, inputs, ENVIRONMENT);
  if (!answer) throw new Error(`no decision ${name}`);
  return toWire(answer.value);
}
