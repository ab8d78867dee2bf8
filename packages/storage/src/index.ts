export { type DatabaseOptions, type RunningDatabase, startDatabase } from './server/start-database.ts';
