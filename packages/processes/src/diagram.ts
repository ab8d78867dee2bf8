import { say } from '@dealwright/diagnostics';
import { targets } from './link/transitions-in.ts';
import type { Process } from './process.ts';

/** The process as a Mermaid state diagram, for the reference documentation. */
export function diagram(process: Process, locale = 'en'): string {
  const { states, start, initial } = process;
  const first = start ? targets(start.to) : [initial];
  const lines = [
    'stateDiagram-v2',
    ...[...states.values()].map(({ name, label }) => `  state "${quoted(say(label, locale))}" as ${idOf(name)}`),
    ...first.map((state) => `  [*] --> ${idOf(state)}`),
  ];
  for (const state of states.values()) {
    for (const { label, to } of state.on.values()) {
      for (const target of targets(to))
        lines.push(`  ${idOf(state.name)} --> ${idOf(target)}: ${quoted(say(label, locale))}`);
    }
    if (state.final) lines.push(`  ${idOf(state.name)} --> [*]`);
  }
  return `${lines.join('\n')}\n`;
}

/** Mermaid knows no hyphens in names. */
function idOf(state: string): string {
  return `s_${state.replaceAll('-', '_')}`;
}

function quoted(text: string): string {
  return text.replaceAll('"', "'").replaceAll(':', ' ').replaceAll(';', ',').replaceAll('\n', ' ');
}
