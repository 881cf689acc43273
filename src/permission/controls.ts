import { aggregateOnly } from './aggregate.control.ts';
import { balancingTest } from './assessment.control.ts';
import { channelMatrix } from './channels.control.ts';
import { consentLedger } from './consent.control.ts';
import { marketingGate } from './marketing.control.ts';
import { marketingOptOut, marketingUnsubscribe } from './optout.control.ts';
import { profilingConsent } from './profiling.control.ts';
import { purposeGate } from './purpose.control.ts';
import { consentQuality } from './quality.control.ts';
import { purposeRegister } from './register.control.ts';
import { sessionConsent } from './session.control.ts';
import { noSoftwareJudges } from './software.control.ts';
import { trainingGate } from './training.control.ts';

export const permissionControls = [
  purposeRegister,
  purposeGate,
  balancingTest,
  consentLedger,
  consentQuality,
  sessionConsent,
  profilingConsent,
  aggregateOnly,
  trainingGate,
  noSoftwareJudges,
  marketingGate,
  marketingOptOut,
  marketingUnsubscribe,
  channelMatrix,
];
