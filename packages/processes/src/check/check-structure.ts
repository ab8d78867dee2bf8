import { problem, type Text } from '@dealwright/diagnostics';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import { type Outlined, outlineOf } from '../link/outline.ts';
import type { ProcessShape } from '../process-schema.ts';
import { waysIn } from './ways.ts';

type Report = (code: string, path: YamlPath, message: Text, hint: Text) => void;

/** Checks how states hold each other: each name once, one way of holding, no way across parts. */
export function checkStructure(document: ContentDocument<ProcessShape>, linking: Linking): void {
  const report: Report = (code, path, message, hint) =>
    linking.report(problem(code, message, { place: document.keyPlace(path), hint }));
  const outline = outlineOf(document.shape);
  checkNames(outline, report);
  for (const each of outline) checkHolding(each, report);
  checkAskNames(outline, report);
  const byName = new Map(outline.map((each) => [each.name, each]));
  for (const { source, shape, path } of waysIn(document.shape)) {
    const target = typeof shape.to === 'string' ? byName.get(shape.to) : undefined;
    const across = target && partsBetween(source, target, byName);
    if (across) reportAcross(across, [...path, 'to'], report);
  }
}

function checkNames(outline: readonly Outlined[], report: Report): void {
  const seen = new Set<string>();
  for (const { name, path } of outline) {
    if (seen.has(name)) {
      report(
        'DUPLICATE_STATE',
        path,
        { en: `There are two states \`${name}\`.`, ro: `Există două stări \`${name}\`.` },
        { en: 'give one of them another name', ro: 'dați uneia dintre ele alt nume' },
      );
    }
    seen.add(name);
  }
}

function checkHolding({ name, shape, path }: Outlined, report: Report): void {
  const [states, parts, asks] = [shape.states, shape.parts, { ...shape.approvals, ...shape.tasks }].map(
    (each) => Object.keys(each ?? {}).length,
  );
  if (states && parts) {
    report(
      'STATES_AND_PARTS',
      [...path, 'parts'],
      { en: `\`${name}\` has both states and parts.`, ro: `\`${name}\` are și stări, și părți.` },
      { en: 'write the states as one of the parts', ro: 'scrieți stările ca una dintre părți' },
    );
  }
  if (asks && (states || parts)) {
    report(
      'ASKS_BESIDE_STATES',
      [...path, shape.approvals ? 'approvals' : 'tasks'],
      {
        en: `\`${name}\` holds states, so it cannot ask for approvals and tasks itself.`,
        ro: `\`${name}\` conține stări, deci nu poate cere ea însăși aprobări și sarcini.`,
      },
      { en: 'put them into one of the states in it', ro: 'puneți-le într-una dintre stările din ea' },
    );
  }
  for (const part of Object.keys(shape.parts ?? {})) {
    if (Object.keys(shape.parts?.[part]?.states ?? {}).length > 0) continue;
    report(
      'NO_STATES',
      [...path, 'parts', part],
      { en: `The part \`${part}\` has no states.`, ro: `Partea \`${part}\` nu are stări.` },
      {
        en: 'give it at least two: one where it begins, one where it ends',
        ro: 'dați-i cel puțin două: una de început și una de sfârșit',
      },
    );
  }
}

/** Answers say the name of what they answer, so what can be open at the same time needs names of its own. */
function checkAskNames(outline: readonly Outlined[], report: Report): void {
  const byName = new Map(outline.map((each) => [each.name, each]));
  const asked = outline.flatMap((state) =>
    (['approvals', 'tasks'] as const).flatMap((key) =>
      Object.keys(state.shape[key] ?? {}).map((name) => ({ name, state, path: [...state.path, key, name] })),
    ),
  );
  for (const [index, { name, state, path }] of asked.entries()) {
    const other = asked
      .slice(0, index)
      .find((each) => each.name === name && (each.state === state || partsBetween(each.state, state, byName)));
    if (!other) continue;
    report(
      'DUPLICATE_ASK',
      path,
      {
        en: `\`${name}\` is asked for twice at the same time.`,
        ro: `\`${name}\` este cerut de două ori în același timp.`,
      },
      { en: 'give one of them another name', ro: 'dați uneia dintre ele alt nume' },
    );
  }
}

/** The parallel state and its two parts, when the states are in different ones. */
function partsBetween(source: Outlined, target: Outlined, byName: ReadonlyMap<string, Outlined>) {
  const chain = (each: Outlined) => [...each.within.flatMap((name) => byName.get(name) ?? []), each];
  const [from, to] = [chain(source), chain(target)];
  for (const [index, each] of to.entries()) {
    const other = from[index];
    if (!other) return undefined;
    const holder = each.within.at(-1);
    if (other.part !== each.part) return { holder, from: other.part ?? '', to: each.part ?? '' };
    if (other !== each) return undefined;
  }
  return undefined;
}

function reportAcross(
  { holder, from, to }: { readonly holder: string | undefined; readonly from: string; readonly to: string },
  path: YamlPath,
  report: Report,
): void {
  report(
    'ACROSS_PARTS',
    path,
    {
      en: `This leads from the part \`${from}\` of \`${holder}\` into its part \`${to}\`, which goes on by itself.`,
      ro: `Aceasta duce din partea \`${from}\` a stării \`${holder}\` în partea \`${to}\`, care merge separat.`,
    },
    {
      en: 'lead to a state of the same part, or out of the whole; let the other part wait by `always`',
      ro: 'duceți la o stare din aceeași parte sau în afara întregului; lăsați cealaltă parte să aștepte prin `always`',
    },
  );
}
