import { problem } from '@dealwright/diagnostics';
import type { ContentDocument, KindOf, Linking } from '@dealwright/metadata';
import type { Effect } from '../effect.ts';
import { outlineOf } from '../link/outline.ts';
import { transitionsIn } from '../link/transitions-in.ts';
import type { Process } from '../process.ts';
import type { ProcessShape } from '../process-schema.ts';

const PROCESS: KindOf<Process> = { name: 'process' };

/** An event that names nobody in `by` is for the platform: something must fire it. */
export function checkFired(process: Process, document: ContentDocument<ProcessShape>, linking: Linking): void {
  const orphans = outlineOf(document.shape).flatMap(({ shape, path }) =>
    Object.entries(shape.on ?? {}).flatMap(([event, { by }]) =>
      by?.length === 0 ? [{ event, path: [...path, 'on', event, 'by'] }] : [],
    ),
  );
  if (orphans.length === 0) return;
  const fired = firedOn(process, linking.all(PROCESS).values());
  for (const { event, path } of orphans) {
    if (fired.has(event)) continue;
    linking.report(
      problem(
        'NOBODY_MAY_FIRE',
        { en: 'Nobody may fire this event.', ro: 'Nimeni nu poate declanșa acest eveniment.' },
        {
          place: document.place(path),
          hint: {
            en: 'name roles, leave `by` out, or fire it by `call … answered` or `fire`',
            ro: 'numiți roluri, omiteți `by` sau declanșați-l prin `call … answered` sau `fire`',
          },
        },
      ),
    );
  }
}

/** The events that effects of any process fire on the records of this one. */
function firedOn({ of }: Process, processes: Iterable<Process>): ReadonlySet<string> {
  const fired = new Set<string>();
  for (const process of processes) {
    for (const each of effectsOf(process)) {
      if (each.is === 'fire' && each.entity === of.name) fired.add(each.event);
      if (each.is !== 'call' || process.of.name !== of.name) continue;
      for (const event of [each.answered, each.failed]) if (event !== undefined) fired.add(event);
    }
  }
  return fired;
}

function effectsOf({ start, allStates, clocks }: Process): readonly Effect[] {
  const states = [...allStates.values()];
  const rules = [...clocks.values()];
  const transitions = [
    ...(start ? [start] : []),
    ...states.flatMap(transitionsIn),
    ...rules.flatMap((each) => each.breach ?? []),
  ];
  return [
    ...transitions.flatMap(({ then }) => then),
    ...states.flatMap(({ enter }) => enter),
    ...rules.flatMap(({ warn }) => warn.flatMap(({ then }) => then)),
  ];
}
