import { intakeFields, noticeAtThePoint } from './fields.control.ts';
import { relayOnly } from './relay.control.ts';

export const collectionControls = [intakeFields, noticeAtThePoint, relayOnly];
