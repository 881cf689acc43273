import { rightsAccess, rightsPortability } from './access.control.ts';
import { requestClock } from './clock.control.ts';
import { complaintDesk } from './complaint.control.ts';
import { rightsErase, rightsRectify } from './effect.control.ts';
import { rightsIdentity } from './identity.control.ts';
import { rightsIntake } from './intake.control.ts';
import { personDecides } from './person-decides.control.ts';
import { rightsRefusal } from './refusal.control.ts';
import { rightsRoute } from './route.control.ts';
import { rightsSelfservice } from './selfservice.control.ts';
import { rightsObject, rightsRestrict } from './stop.control.ts';
import { rightsWithdraw } from './withdraw.control.ts';

export const requestControls = [
  rightsIntake,
  requestClock,
  rightsIdentity,
  rightsAccess,
  rightsRectify,
  rightsErase,
  rightsRestrict,
  rightsObject,
  rightsPortability,
  rightsWithdraw,
  rightsRefusal,
  rightsRoute,
  rightsSelfservice,
  complaintDesk,
  personDecides,
];
