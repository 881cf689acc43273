import { applicantErased } from './applicant.control.ts';
import { erasedEverywhere } from './erasure.control.ts';
import { holdsKeep } from './hold.control.ts';
import { mediaCertified } from './medium.control.ts';
import { heldForClients } from './processor.control.ts';
import { scheduleControls } from './schedule.control.ts';

export const retentionControls = [
  applicantErased,
  ...scheduleControls,
  holdsKeep,
  erasedEverywhere,
  mediaCertified,
  heldForClients,
];
