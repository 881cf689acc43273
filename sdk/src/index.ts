/*
 * Words of this package
 * - kept:    the client of one installation: every operation of its API, with types from its own description
 * - problem: a refusal or a fault, thrown; its code is stable
 * - each:    all items of a list, page after page, as they are asked for
 */
export { createKept, type Kept, type KeptOptions } from './kept.ts';
export type { Item, ListName, ListPath, Query } from './lists.ts';
export { KeptProblem } from './problem.ts';
export type { components, operations, paths } from './schema.ts';
