import { humanise, warnUntranslated } from '@dealwright/entities';
import type { ClockRule } from '../duration.ts';
import type { ClockShape } from '../schema/clock-schema.ts';
import { linkDuration, linkWarning } from './link-duration.ts';
import { linkEffects } from './link-effects.ts';
import { compiler, linkAutomatic } from './link-transition.ts';
import { findField, type Place, report, reportUnknownState, type TransitionLinking } from './transition-linking.ts';

/** Links one of `clocks:`. */
export function linkClock(name: string, shape: ClockShape, at: TransitionLinking): ClockRule {
  const path: Place = ['clocks', name];
  const { document, linking, entity } = at;
  const compile = compiler(new Map(), at);
  const { label, from, within, until, keeps = {}, restarts = [], pauses = [] } = shape;
  warnUntranslated(label, () => document.place([...path, 'label']), linking);
  if ((within === undefined) === (until === undefined)) reportLimits(path, at);
  for (const key of ['runs', 'pauses'] as const)
    (shape[key] ?? []).forEach((state, index) => {
      if (!at.states.has(state)) reportUnknownState(state, [...path, key, index], at);
    });
  for (const [key, field] of Object.entries(keeps)) checkKept(key, field, [...path, 'keeps', key], at);
  for (const [index, field] of restarts.entries()) findField(field, entity, [...path, 'restarts', index], at);
  return {
    name,
    label: label ?? humanise(name),
    from: from === undefined ? undefined : compile(from, [...path, 'from']),
    within: within === undefined ? undefined : linkDuration(within, [...path, 'within'], compile, at),
    until: until === undefined ? undefined : compile(until, [...path, 'until']),
    runs: new Set(shape.runs),
    pauses: new Set(pauses),
    restarts,
    warn: (shape.warn ?? []).flatMap(({ at: when, then }, index) => {
      const place = Array.isArray(document.shape.clocks?.[name]?.warn) ? [...path, 'warn', index] : [...path, 'warn'];
      const warning = linkWarning(when, [...place, 'at'], compile, at);
      return warning ? [{ at: warning, then: linkEffects(then, [...place, 'then'], compile, at) }] : [];
    }),
    breach: shape.breach && linkAutomatic('breach', shape.breach, [...path, 'breach'], at),
    keeps: { due: keeps.due, late: keeps.late, met: keeps.met },
  };
}

const KEPT: Readonly<Record<string, string>> = { due: 'instant', late: 'boolean', met: 'instant' };

function checkKept(key: string, name: string | undefined, path: Place, at: TransitionLinking): void {
  const field = name === undefined ? undefined : findField(name, at.entity, path, at);
  const type = KEPT[key] ?? '';
  if (!field || field.type.name === type) return;
  report(
    at,
    path,
    'WRONG_TYPE',
    { en: `\`${name}\` is no ${type}.`, ro: `\`${name}\` nu este de tipul ${type}.` },
    { en: `name a field of type ${type}`, ro: `numiți un câmp de tipul ${type}` },
  );
}

function reportLimits(path: Place, at: TransitionLinking): void {
  report(
    at,
    path,
    'NO_TIME_LIMIT',
    {
      en: 'A clock says how long there is, or until when.',
      ro: 'Un ceas spune cât timp este sau până când.',
    },
    { en: 'write one of `within` and `until`', ro: 'scrieți unul dintre `within` și `until`' },
  );
}
