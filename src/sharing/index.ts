/*
 * Words of this room
 * - recipient:  who receives data; nobody else does
 * - disclosure: one hand-over, asked for and made or refused
 * - transfer:   a disclosure to another country; lawful only by a mechanism that is valid that day
 */
export { sharingControls } from './controls.ts';
export { logDisclosure } from './disclosure.ts';
export { type Flow, mayShare, mayTransfer, type Recipient } from './recipient.rules.ts';
