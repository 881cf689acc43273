/*
 * Words of this room
 * - permission:  what a person has granted, refused, withdrawn or objected to, per purpose and channel
 * - offered:     soft opt-in: they could have said no when they bought or negotiated, and did not (PECR reg 22(3))
 * - suppression: no more marketing to an address; a keyed hash that outlives the person
 */
export { permissionControls } from './controls.ts';
export { permissionFact, suppressionFact } from './permission.facts.ts';
export { choosable, noTo, PERMISSION_STATES, type PermissionState } from './permission.rules.ts';
export {
  appendPermission,
  type Current,
  currentPermissions,
  liftSuppression,
  type Said,
  suppress,
} from './permission.ts';
