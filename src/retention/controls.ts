import { applicantErased } from './applicant.control.ts';

export const retentionControls = [applicantErased];
