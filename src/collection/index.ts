/*
 * Words of this room
 * - collection point: where data comes in; takes the fields it declares and nothing else
 * - submission:       what somebody sent to one
 * - record:           what was stored of it, sealed, with the notice that was shown; a relay-only point has none
 */
export { collectionControls } from './controls.ts';
export { keepRecord } from './record.ts';
export {
  type CollectionPoint,
  checkSubmission,
  FORM_KINDS,
  isForm,
  needOf,
  type Submitted,
  sayField,
} from './submission.rules.ts';
