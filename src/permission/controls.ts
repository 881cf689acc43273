import { balancingTest } from './assessment.control.ts';
import { channelMatrix } from './channels.control.ts';
import { consentLedger } from './consent.control.ts';
import { marketingGate } from './marketing.control.ts';
import { marketingOptOut, marketingUnsubscribe } from './optout.control.ts';
import { purposeGate } from './purpose.control.ts';
import { consentQuality } from './quality.control.ts';
import { purposeRegister } from './register.control.ts';

export const permissionControls = [
  purposeRegister,
  purposeGate,
  balancingTest,
  consentLedger,
  consentQuality,
  marketingGate,
  marketingOptOut,
  marketingUnsubscribe,
  channelMatrix,
];
