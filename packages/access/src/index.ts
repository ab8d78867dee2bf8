export type { Access, Actor, Operation } from './access.ts';
