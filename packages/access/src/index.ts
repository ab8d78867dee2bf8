export { type Access, type Actor, EVERYONE, type Operation, SYSTEM } from './access.ts';
export { accessContent } from './access-content.ts';
export { accessOf } from './access-of.ts';
export { meType, meValue } from './me.ts';
export { type Permission, permissionKind } from './permission.ts';
export { type Role, roleKind } from './role.ts';
