import { shareGate, shareRecipients } from './recipients.control.ts';
import { transferGate } from './transfer.control.ts';

export const sharingControls = [shareGate, shareRecipients, transferGate];
