export type * from './process.ts';
