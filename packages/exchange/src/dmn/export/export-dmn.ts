import { didYouMean, isClean, type Problem, problem, say, warning } from '@dealwright/diagnostics';
import { settingKind } from '@dealwright/entities';
import type { FeelType } from '@dealwright/expressions';
import type { Model } from '@dealwright/metadata';
import { type Decision, decisionKind } from '@dealwright/rules';
import { type Drawn, diagram } from './diagram.ts';
import { bareOutput, type Exported, exportedType, logicOf } from './exported-decision.ts';
import { feelLiteral } from './feel-literal.ts';
import type { Replacement } from './rename-paths.ts';
import { TypeRefs, upper } from './type-refs.ts';
import { element, text, type Written, writeXml } from './write-xml.ts';

export interface DmnExport {
  /** DMN 1.3; undefined where a problem is an error. */
  readonly xml: string | undefined;
  readonly problems: readonly Problem[];
}

/** Functions of ours that DMN does not have. */
const OURS = /\b(coalesce|days between|hours between|trim)\s*\(/;

/**
 * Writes decisions and those that they call as one model of DMN 1.3, with its diagram: Camunda Modeler and other tools
 * open it. Facts are its input data; settings stand in it as a decision of constants.
 * @param names of decisions of the content
 */
export function exportDmn(model: Model, names: readonly string[]): DmnExport {
  const all = model.all(decisionKind);
  const unknown = names.filter((name) => !all.has(name));
  if (unknown.length > 0) return { xml: undefined, problems: unknown.map((name) => noDecision(name, all)) };
  const problems: Problem[] = [];
  const writer = new ModelWriter(
    model,
    names.flatMap((name) => all.get(name) ?? []),
    (each) => problems.push(each),
  );
  const xml = writer.write();
  return { xml: isClean(problems) ? xml : undefined, problems };
}

/** What is read of a fact, or of a part of one. */
interface Read {
  readonly members: Map<string, Read>;
}

interface Fact extends Read {
  readonly type: FeelType;
}

class ModelWriter {
  readonly #model: Model;
  readonly #report: (problem: Problem) => void;
  readonly #types = new TypeRefs();
  readonly #decisions = new Map<Decision, Exported>();
  /** Every decision after those that it calls. */
  readonly #order = new Set<Decision>();
  readonly #facts = new Map<string, Fact>();
  readonly #constants = new Set<string>();
  /** `settings` means something else where a model comes back. */
  readonly #constantsName: string;

  constructor(model: Model, wanted: readonly Decision[], report: (problem: Problem) => void) {
    this.#model = model;
    this.#report = report;
    for (const each of wanted) this.#collect(each);
    const taken = new Set(this.#facts.keys());
    for (const decision of this.#order) {
      const name = unused(camelCase(decision.name), taken);
      taken.add(name);
      this.#decisions.set(decision, { decision, name, bare: bareOutput(decision) });
    }
    this.#constantsName = unused('constants', taken);
  }

  write(): string {
    const [first] = [...this.#decisions.values()].reverse();
    const decisions = [...this.#decisions.values()].map((each) => this.#decision(each));
    const constants = this.#constants.size > 0 ? [this.#constantsDecision()] : [];
    const inputs = [...this.#facts].map(([name, fact]) => this.#input(name, fact));
    const nodes = [...inputs, ...constants, ...decisions];
    const name = first?.decision.name ?? 'decisions';
    return writeXml(
      element(
        'definitions',
        {
          xmlns: 'https://www.omg.org/spec/DMN/20191111/MODEL/',
          'xmlns:dmndi': 'https://www.omg.org/spec/DMN/20191111/DMNDI/',
          'xmlns:dc': 'http://www.omg.org/spec/DMN/20180521/DC/',
          'xmlns:di': 'http://www.omg.org/spec/DMN/20180521/DI/',
          id: 'definitions',
          name,
          namespace: `urn:dealwright:${name}`,
          exporter: 'Dealwright',
        },
        [...this.#types.definitions, ...nodes.map(({ written }) => written), diagram(nodes.map(({ drawn }) => drawn))],
      ),
    );
  }

  #collect(decision: Decision): void {
    if (this.#decisions.has(decision)) return;
    for (const each of decision.calls.values()) this.#collect(each);
    const taken = new Set([...this.#decisions.values()].map(({ name }) => name));
    this.#decisions.set(decision, {
      decision,
      name: unused(camelCase(decision.name), taken),
      bare: bareOutput(decision),
    });
    for (const path of readBy(decision)) {
      const [first, ...more] = path;
      if (first === undefined || first === 'settings' || decision.calls.has(first)) continue;
      this.#fact(decision, first, more);
    }
    for (const each of settingsOf(decision)) this.#constants.add(each);
    if (decision.validFrom !== undefined || decision.validTo !== undefined || decision.replacements.length > 0) {
      this.#report(daysAreLost(decision.name));
    }
  }

  #fact(decision: Decision, name: string, more: readonly string[]): void {
    const type = decision.scope.member(name)?.type ?? { kind: 'any' };
    const known = this.#facts.get(name) ?? { type, members: new Map() };
    this.#facts.set(name, known);
    let here: Read = known;
    for (const each of more) {
      const next = here.members.get(each) ?? { members: new Map() };
      here.members.set(each, next);
      here = next;
    }
  }

  #input(name: string, { type, members }: Fact) {
    const id = `input_data_${name}`;
    const typeRef = this.#types.refer(type, `t${upper(name)}`, members);
    const written = element('inputData', { id, name }, [
      element('variable', { id: `variable_${name}`, name, typeRef }),
    ]);
    return { written, drawn: { id, kind: 'input', needs: [] } satisfies Drawn };
  }

  #constantsDecision() {
    const name = this.#constantsName;
    const settings = this.#model.all(settingKind);
    const entries = [...this.#constants].sort().map((key) => {
      const setting = settings.get(key);
      const literal = setting ? feelLiteral(setting.value, setting.type) : 'null';
      const typeRef = setting && this.#types.refer(setting.type, `t${upper(key)}`);
      return element('contextEntry', { id: `entry_${name}_${key}` }, [
        element('variable', { id: `variable_${name}_${key}`, name: key, typeRef }),
        element('literalExpression', { id: `literal_${name}_${key}` }, [text(literal)]),
      ]);
    });
    const written = element('decision', { id: `decision_${name}`, name }, [
      element('variable', { id: `variable_${name}`, name }),
      element('context', { id: `context_${name}` }, entries),
    ]);
    return { written, drawn: { id: `decision_${name}`, kind: 'decision', needs: [] } satisfies Drawn };
  }

  #decision(exported: Exported) {
    const { decision, name } = exported;
    const id = `decision_${name}`;
    const names = new Map<string, Replacement>();
    const needs: { edge: string; node: string }[] = [];
    const need = (node: string) => {
      if (!needs.some((each) => each.node === node)) needs.push({ edge: `requires_${name}_${needs.length + 1}`, node });
    };
    for (const [alias, called] of decision.calls) {
      const other = this.#decisions.get(called);
      if (!other) continue;
      need(`decision_${other.name}`);
      const { bare } = other;
      names.set(alias, bare === undefined ? { text: other.name } : bareReplacement(bare, other.name));
    }
    for (const [first] of readBy(decision)) {
      if (first === undefined || first === 'settings' || decision.calls.has(first)) continue;
      need(`input_data_${first}`);
    }
    if (settingsOf(decision).length > 0) {
      need(`decision_${this.#constantsName}`);
      names.set('settings', { text: this.#constantsName });
    }
    const logic = logicOf(exported, { types: this.#types, names, report: this.#report });
    const label = say(decision.label, 'en');
    const written = element('decision', { id, name, label: label === name ? undefined : label }, [
      element('variable', {
        id: `variable_${name}`,
        name,
        typeRef: this.#types.refer(exportedType(exported), `t${upper(name)}`),
      }),
      ...needs.map(({ edge, node }) =>
        element('informationRequirement', { id: edge }, [
          element(node.startsWith('input_data_') ? 'requiredInput' : 'requiredDecision', { href: `#${node}` }),
        ]),
      ),
      logic,
    ]);
    const ours = textsOf(decision).flatMap((each) => OURS.exec(each)?.[1] ?? []);
    for (const called of new Set(ours)) this.#report(notOfDmn(decision.name, called));
    return { written: written as Written, drawn: { id, kind: 'decision', needs } satisfies Drawn };
  }
}

/** The value of a decision with one output is that output; who means the whole gets an object of it. */
function bareReplacement(output: string, name: string): Replacement {
  return { text: `{${output}: ${name}}`, member: { name: output, text: name } };
}

/** The paths that a decision itself reads, in the order in which it says them. */
function readBy({ inputs, logic, outputs }: Decision): readonly (readonly string[])[] {
  const own = new Set(inputs.keys());
  const rows = logic.is === 'table' ? logic.rows : [];
  const formulas = rows.flatMap(({ computed, inOrder }) =>
    [...computed.values()].flatMap(({ paths }) => paths.filter(([first]) => !(inOrder && outputs.has(first ?? '')))),
  );
  const cells = rows.flatMap(({ tests }) => [...tests.values()].flatMap(({ paths }) => paths));
  const inside = [...cells, ...formulas].filter(([first]) => !own.has(first ?? ''));
  return [...[...inputs.values()].flatMap(({ paths }) => paths), ...inside];
}

/** The settings that its texts name; those of plain cells stand there as their values already. */
function settingsOf(decision: Decision): readonly string[] {
  return textsOf(decision).flatMap((each) =>
    [...each.matchAll(/\bsettings\s*\.\s*(\w+)/g)].flatMap(([, name]) => name ?? []),
  );
}

function textsOf({ inputs, logic }: Decision): readonly string[] {
  const rows = logic.is === 'table' ? logic.rows : [];
  return [
    ...[...inputs.values()].map((each) => each.text),
    ...rows.flatMap(({ tests, computed }) => [...tests.values(), ...computed.values()].map((each) => each.text)),
  ];
}

/** `lead-qualification` → `leadQualification`. */
function camelCase(name: string): string {
  const [first = '', ...more] = name.split('-');
  return first.charAt(0).toLowerCase() + first.slice(1) + more.map(upper).join('');
}

function unused(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    if (!taken.has(name)) return name;
  }
}

function noDecision(name: string, all: ReadonlyMap<string, Decision>): Problem {
  return problem(
    'UNKNOWN_DECISION',
    { en: `There is no decision \`${name}\`.`, ro: `Nu există decizia \`${name}\`.` },
    { hint: didYouMean(name, all.keys()) },
  );
}

function daysAreLost(name: string): Problem {
  return warning(
    'DAYS_NOT_EXPORTED',
    {
      en: `DMN does not know the days on which \`${name}\` counts, nor what replaces it then.`,
      ro: `DMN nu cunoaște zilele în care contează \`${name}\`, nici ce o înlocuiește atunci.`,
    },
    { hint: { en: 'export what replaces it by its own name', ro: 'exportați după nume ce o înlocuiește' } },
  );
}

function notOfDmn(decision: string, called: string): Problem {
  return warning(
    'NOT_OF_DMN',
    {
      en: `\`${decision}\` calls \`${called}\`, a function that other tools do not know.`,
      ro: `\`${decision}\` apelează \`${called}\`, o funcție pe care alte unelte nu o cunosc.`,
    },
    {
      hint: {
        en: 'it can be opened and edited, but not run there',
        ro: 'poate fi deschisă și editată, dar nu executată acolo',
      },
    },
  );
}
