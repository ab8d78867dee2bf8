export { CONNECTOR, type Connector, type Operation } from './connector.ts';
export { connectorKind } from './connector-kind.ts';
