import type { Text } from '@dealwright/diagnostics';
import { humanise } from '@dealwright/entities';
import type { ProcessShape } from '../process-schema.ts';
import { approvalAnswers, eventLabel, eventOf, TASK_ANSWERS } from './ask-event.ts';
import { outlineOf } from './outline.ts';

/** All events of a process with their labels, those that answer approvals and tasks after the others of their state. */
export function eventsOf(shape: ProcessShape): ReadonlyMap<string, Text> {
  const events = new Map<string, Text>();
  const add = (event: string, label: Text) => {
    if (!events.has(event)) events.set(event, label);
  };
  for (const { shape: state } of outlineOf(shape)) {
    for (const [event, { label }] of Object.entries(state.on ?? {})) add(event, label ?? humanise(event));
    for (const [name, said] of Object.entries(state.approvals ?? {}))
      for (const is of approvalAnswers(said)) add(eventOf(is, name), eventLabel(is, said.label ?? humanise(name)));
    for (const [name, { label }] of Object.entries(state.tasks ?? {}))
      for (const is of TASK_ANSWERS) add(eventOf(is, name), eventLabel(is, label ?? humanise(name)));
  }
  return events;
}
