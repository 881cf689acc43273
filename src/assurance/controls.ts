import { attestationCalendar } from './attestation.control.ts';
import { noticeIdentity } from './identity.control.ts';
import { noticeGate } from './launch.control.ts';
import { noticeLint } from './lint.control.ts';
import { noticeChange, noticePublished } from './notice.control.ts';
import { registration } from './registration.control.ts';
import { noticeScope } from './scope.control.ts';
import { noticeLinks } from './watch.control.ts';

export const assuranceControls = [
  attestationCalendar,
  noticePublished,
  noticeChange,
  noticeIdentity,
  noticeLint,
  noticeScope,
  noticeLinks,
  noticeGate,
  registration,
];
