export { type DatabaseAddress, openStorage, type Storage, type StorageOptions } from './open-storage.ts';
export type { SchemaPlan } from './schema/plan-schema.ts';
export { type DatabaseOptions, type RunningDatabase, startDatabase } from './server/start-database.ts';
export type { Definition, Definitions, RunningDefinition } from './session/definitions.ts';
