import { say } from '@dealwright/diagnostics';
import type { Model } from '@dealwright/metadata';
import { drawProcess, type Process, processKind, type State, type Transition } from '@dealwright/processes';

/** A page about the processes of a Model, and a picture of each, by file name. */
export async function processPages(model: Model): Promise<ReadonlyMap<string, string>> {
  const processes = [...model.all(processKind).values()];
  const pages = new Map([['processes.md', `# Processes\n\n${processes.map(section).join('\n')}`]]);
  for (const process of processes) pages.set(pictureOf(process), `${await drawProcess(process, 'en')}\n`);
  return pages;
}

function pictureOf({ name }: Process): string {
  return `process-${name}.svg`;
}

function section(process: Process): string {
  const { label, name, of, field, allStates } = process;
  const title = say(label);
  const rows = [...allStates.values()].flatMap(rowsOf);
  return `## ${title}

\`${name}\`, of ${of.name}.${field.name}

![${title}](${pictureOf(process)})

| state | what happens | by | needs | leads to |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

function rowsOf(state: State): readonly string[] {
  const asks = [...state.asks.values()].map((ask) => {
    const within = ask.within ? `within ${say(ask.within.label)}` : '';
    return row(state, `${ask.is}: ${say(ask.label)} (\`${ask.name}\`)`, ask.by.join(', '), within, '');
  });
  const events = [...state.on.values()]
    .filter(({ ask }) => ask === undefined)
    .map((each) =>
      row(state, `${say(each.label)} (\`${each.event}\`)`, each.by.join(', '), needsOf(each), leadsTo(each)),
    );
  const times = state.after.map(({ duration, transition }) =>
    row(state, `after ${say(duration.label)}`, '', '', leadsTo(transition)),
  );
  return [...asks, ...events, ...times];
}

function row(state: State, what: string, by: string, needs: string, to: string): string {
  const inner = state.within.length > 0 ? '&emsp;'.repeat(state.within.length) : '';
  return `| ${[`${inner}${say(state.label)}`, what, by, needs, to].map((each) => each.replaceAll('|', '\\|')).join(' | ')} |`;
}

function needsOf({ needs }: Transition): string {
  const fields = needs.fields.map(({ field, when }) => `\`${field.name}\`${when ? ' sometimes' : ''}`);
  const files = needs.files.map(({ file }) => `file \`${file}\``);
  const decisions = needs.decisions.map(({ name }) => `\`${name}\` to allow it`);
  return [...fields, ...files, ...decisions, ...(needs.reason ? ['a reason'] : [])].join(', ');
}

function leadsTo({ to }: Transition): string {
  if (!to) return '';
  return to.is === 'state' ? `\`${to.state}\`` : `as \`${to.decision.name}\` says`;
}
