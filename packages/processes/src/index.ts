export { actions } from './actions.ts';
export { diagram } from './diagram.ts';
export { fire, firing, start } from './fire.ts';
export type {
  Action,
  ActionsRequest,
  Effect,
  Fired,
  FireRequest,
  PerformedEffect,
  Process,
  StartRequest,
  State,
  Transition,
} from './process.ts';
export { processKind } from './process-kind.ts';
