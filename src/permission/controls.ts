import { marketingGate } from './marketing.control.ts';
import { marketingOptOut, marketingUnsubscribe } from './optout.control.ts';

export const permissionControls = [marketingGate, marketingOptOut, marketingUnsubscribe];
