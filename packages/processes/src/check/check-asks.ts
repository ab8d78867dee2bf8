import { permissionKind, roleKind } from '@dealwright/access';
import { problem, type Text, warning } from '@dealwright/diagnostics';
import type { ContentDocument, Linking, YamlPath } from '@dealwright/metadata';
import { type Outlined, outlineOf } from '../link/outline.ts';
import type { Process, State } from '../process.ts';
import type { ProcessShape } from '../process-schema.ts';
import { isNever } from './constant.ts';

type Report = (code: string, path: YamlPath, message: Text, hint: Text) => void;

/** Checks approvals and tasks: somebody can answer, and something follows. */
export function checkAsks(process: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const said =
    (make: typeof problem): Report =>
    (code, path, message, hint) =>
      linking.report(make(code, message, { place: document.keyPlace(path), hint }));
  const [error, warn] = [said(problem), said(warning)];
  for (const each of outlineOf(document.shape)) {
    const state = process.allStates.get(each.name);
    if (!state) continue;
    checkEnds(each, error, warn);
    checkNeeded(each, error);
    checkGroups(each, state, linking, warn);
  }
}

/** What asks must lead on, and what leads on must ask. */
function checkEnds({ name, shape, path }: Outlined, error: Report, warn: Report): void {
  const { approvals, tasks, states, parts, agreed, disagreed, done } = shape;
  const isVoting = agreed || disagreed || shape.needed || shape.everybody || shape.inTurn;
  if (isVoting && !approvals) {
    const key = (['agreed', 'disagreed', 'needed', 'everybody', 'inTurn'] as const).find((each) => shape[each]);
    error(
      'NO_APPROVALS',
      [...path, key ?? 'agreed'],
      { en: `\`${name}\` asks for no approvals.`, ro: `\`${name}\` nu cere aprobări.` },
      { en: 'add `approvals`, or take this out', ro: 'adăugați `approvals` sau scoateți aceasta' },
    );
  }
  if (done && !tasks && !states && !parts) {
    error(
      'NOTHING_TO_BE_DONE',
      [...path, 'done'],
      {
        en: `\`${name}\` has no tasks, states or parts that could be done.`,
        ro: `\`${name}\` nu are sarcini, stări sau părți care să se încheie.`,
      },
      {
        en: 'for approvals write `agreed`, else add `tasks`',
        ro: 'pentru aprobări scrieți `agreed`, altfel adăugați `tasks`',
      },
    );
  }
  const canDisagree = Object.values(approvals ?? {}).some(({ answers }) => !answers || answers.includes('disagree'));
  const missing = [
    ...(approvals && !agreed ? ['agreed'] : []),
    ...(canDisagree && !disagreed ? ['disagreed'] : []),
    ...(tasks && !done ? ['done'] : []),
  ];
  for (const key of missing) {
    warn(
      'NOTHING_FOLLOWS',
      [...path, key === 'done' ? 'tasks' : 'approvals'],
      {
        en: `Nothing follows when \`${name}\` is ${key}.`,
        ro: `Nu urmează nimic când \`${name}\` ajunge la \`${key}\`.`,
      },
      { en: `add \`${key}: { to: … }\``, ro: `adăugați \`${key}: { to: … }\`` },
    );
  }
}

function checkNeeded({ shape, path }: Outlined, error: Report): void {
  const { needed, approvals = {} } = shape;
  const there = Object.keys(approvals).length;
  if (typeof needed !== 'number' || needed <= there || there === 0) return;
  error(
    'TOO_FEW_APPROVALS',
    [...path, 'needed'],
    {
      en: `${needed} must agree, but ${there} are asked.`,
      ro: `Trebuie să fie de acord ${needed}, dar sunt cerute ${there}.`,
    },
    { en: `write at most \`needed: ${there}\`, or \`all\``, ro: `scrieți cel mult \`needed: ${there}\` sau \`all\`` },
  );
}

function checkGroups({ shape, path }: Outlined, state: State, linking: Linking, warn: Report): void {
  for (const rule of state.asks.values()) {
    const here = [...path, shape.approvals?.[rule.name] ? 'approvals' : 'tasks', rule.name];
    if (rule.when && isNever(rule.when)) {
      warn(
        'NEVER_ASKED',
        [...here, 'when'],
        { en: `\`${rule.name}\` is never asked.`, ro: `\`${rule.name}\` nu este cerut niciodată.` },
        { en: 'correct its `when`, or take it out', ro: 'corectați `when` sau scoateți-l' },
      );
    }
    const roles = rule.whom.flatMap((each) => (each.is === 'role' ? [each.role] : []));
    const powerless = roles.filter((role) => !isGranted(role, linking));
    if (roles.length === 0 || powerless.length < rule.whom.length) continue;
    const names = powerless.map((each) => `\`${each}\``).join(', ');
    warn(
      'EMPTY_GROUP',
      [...here, 'by'],
      {
        en: `No permission names ${names}: who has the role sees nothing, so nobody will answer.`,
        ro: `Nicio permisiune nu numește ${names}: cine are rolul nu vede nimic, deci nimeni nu va răspunde.`,
      },
      {
        en: `write a \`kind: permission\` for ${names}, or name another role`,
        ro: `scrieți un document \`kind: permission\` pentru ${names} sau numiți alt rol`,
      },
    );
  }
}

/** True when a permission names the role, one that it includes, or one that includes it; and where there are none at all. */
function isGranted(role: string, linking: Linking): boolean {
  const roles = linking.all(roleKind);
  const granted = new Set([...linking.all(permissionKind).values()].flatMap((each) => each.roles));
  const named = [...granted].filter((each) => each !== 'everyone');
  if (named.length === 0) return true;
  const within = (name: string, seen = new Set<string>()): boolean => {
    if (granted.has(name)) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (roles.get(name)?.includes ?? []).some((each) => within(each, seen));
  };
  return within(role) || [...roles.values()].some(({ name, includes }) => includes.includes(role) && within(name));
}
