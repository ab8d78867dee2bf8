import { problem, type Text, warning } from '@dealwright/diagnostics';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import { outlineOf } from '../link/outline.ts';
import { targets } from '../link/transitions-in.ts';
import { alwaysPaths } from '../link/wakers-of.ts';
import type { Process, State } from '../process.ts';
import type { ProcessShape } from '../process-schema.ts';
import { isAlways, isZero, readsClock } from './constant.ts';

type Report = (code: string, path: YamlPath, message: Text, hint: Text) => void;

/** Checks what goes on by itself: it is woken, it changes something, and it comes to rest. */
export function checkAutomatic(process: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const said =
    (make: typeof problem): Report =>
    (code, path, message, hint) =>
      linking.report(make(code, message, { place: document.keyPlace(path), hint }));
  const [error, warn] = [said(problem), said(warning)];
  for (const { name, path } of outlineOf(document.shape)) {
    const state = process.allStates.get(name);
    if (!state) continue;
    for (const [index, { to, set, when }] of state.always.entries()) {
      const here = [...path, 'always', index];
      if (!to && set.size === 0) reportStays(here, error);
      if (when && readsClock(when.text)) reportClock(here, warn);
    }
    const far = [...unwoken(process, state)].map((each) => `\`${each}\``);
    if (far.length > 0) reportUnwoken(far.join(', '), [...path, 'always'], warn);
  }
  reportLoop(process, document, error);
  for (const [name, { runs, pauses }] of process.clocks) {
    const both = [...runs].filter((state) => pauses.has(state));
    if (both.length > 0) reportBoth(both, ['clocks', name, 'pauses'], error);
  }
  for (const [before, state] of process.running.states)
    if (!process.allStates.has(state)) reportMapping(state, ['running', 'states', before], error);
}

/** The paths whose change wakes nobody: through references, and beyond the records that refer to this one. */
function unwoken({ of }: Process, state: State): ReadonlySet<string> {
  const far = alwaysPaths(of, [state]).filter(([first = '', second, third]) => {
    if (of.fields.get(first)?.reference) return second !== undefined && second !== 'id';
    return of.inverses.has(first) && third !== undefined && third !== 'id';
  });
  return new Set(far.map((path) => path.join('.')));
}

function reportUnwoken(paths: string, here: YamlPath, warn: Report): void {
  warn(
    'NOT_WOKEN',
    here,
    {
      en: `\`always\` is not looked at when ${paths} changes: that belongs to another record.`,
      ro: `\`always\` nu este verificat când se schimbă ${paths}: aceasta aparține altei înregistrări.`,
    },
    {
      en: 'let that record `fire` an event of this one, or read records that refer to this one',
      ro: 'lăsați acea înregistrare să declanșeze un eveniment prin `fire` sau citiți înregistrări care se referă la aceasta',
    },
  );
}

function reportStays(here: YamlPath, error: Report): void {
  error(
    'NEVER_RESTS',
    here,
    {
      en: 'This changes nothing, so it would be taken again for ever.',
      ro: 'Aceasta nu schimbă nimic, deci ar fi luată la nesfârșit.',
    },
    { en: 'write `to:` another state', ro: 'scrieți `to:` altă stare' },
  );
}

function reportClock(here: YamlPath, warn: Report): void {
  warn(
    'NOT_WOKEN',
    here,
    {
      en: '`always` is not looked at because time passes.',
      ro: '`always` nu este verificat doar pentru că trece timpul.',
    },
    { en: 'write `after: { 1 days: { from: …, to: … } }`', ro: 'scrieți `after: { 1 days: { from: …, to: … } }`' },
  );
}

/** A circle of ways that need neither a person, nor time, nor a change. */
function reportLoop({ allStates }: Process, { shape }: ContentDocument<ProcessShape>, error: Report): void {
  const freely = (state: State) => [
    ...state.always.filter(({ when }) => when && isAlways(when)),
    ...state.after.filter(({ duration, from }) => !from && isZero(duration.amount)).map(({ transition }) => transition),
  ];
  for (const { name, path } of outlineOf(shape)) {
    const reached = new Set<string>();
    const state = allStates.get(name);
    for (const open = state ? [state] : []; open.length > 0; ) {
      const next = open.pop();
      for (const target of (next ? freely(next) : []).flatMap(({ to }) => targets(to))) {
        if (reached.has(target)) continue;
        reached.add(target);
        const found = allStates.get(target);
        if (found) open.push(found);
      }
    }
    if (!reached.has(name)) continue;
    error(
      'NEVER_RESTS',
      path,
      {
        en: `From \`${name}\` it goes on by itself, round and round.`,
        ro: `Din \`${name}\` merge de la sine, în cerc.`,
      },
      {
        en: 'give one of the ways a condition, or time that is not zero',
        ro: 'dați uneia dintre căi o condiție sau un timp diferit de zero',
      },
    );
    return;
  }
}

function reportBoth(states: readonly string[], path: YamlPath, error: Report): void {
  const names = states.map((each) => `\`${each}\``).join(', ');
  error(
    'CLOCK_RUNS_AND_PAUSES',
    path,
    { en: `The clock both runs and pauses in ${names}.`, ro: `Ceasul și merge, și stă în ${names}.` },
    { en: 'name the state in one of the two', ro: 'numiți starea doar într-una dintre liste' },
  );
}

function reportMapping(state: string, path: YamlPath, error: Report): void {
  error(
    'UNKNOWN_STATE',
    path,
    { en: `There is no state \`${state}\`.`, ro: `Nu există starea \`${state}\`.` },
    { en: 'name a state of this process', ro: 'numiți o stare a acestui proces' },
  );
}
