export { effectsContent } from './effects-content.ts';
export type { Handler, Handlers } from './handler.ts';
export { type Message, messageKind } from './message.ts';
export { type NotifyOptions, notifier } from './notify.ts';
export { createOutboxWorker, type OutboxWorker, type OutboxWorkerOptions } from './outbox-worker.ts';
export { performOutbox } from './perform-outbox.ts';
export { renderMessage } from './render-message.ts';
