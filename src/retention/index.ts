/*
 * Words of this room
 * - rule:        how long and from which event, then what
 * - due:         no longer kept: the first day after the period
 * - disposal:    what was done with what was due, with a certificate
 */
export { retentionControls } from './controls.ts';
export { countsFrom, deleteOn, pointsOf, type RetentionRule } from './due.rules.ts';
export { type DueRecord, dueRecords, recordsUnder } from './due.ts';
