/*
 * Words of this room
 * - request: what a person asks (access, erasure, …), dated by arrival, not by entry
 * - due day: the last day to answer, rolled off weekends and public holidays of the place that handles it
 * - answer:  what we told them; a request without an answer is open
 */

export { requestControls } from './controls.ts';
export { establishmentOf } from './establishment.rules.ts';
export {
  answerRequest,
  findRequest,
  listRequests,
  openRequest,
  REQUEST_KINDS,
  type Request,
  type RequestKind,
} from './request.ts';
