export { type Call, callOperation } from './call-operation.ts';
export { CONNECTOR, type Connector, type Operation } from './connector.ts';
export { connectorKind } from './connector-kind.ts';
export { type ConnectorState, ConnectorStates } from './connector-states.ts';
export { type CallOptions, performCall } from './perform-call.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/start-sandbox.ts';
export type { SandboxCall } from './sandbox/work-book.ts';
export { type SystemAccess, systemAccess } from './system-access.ts';
