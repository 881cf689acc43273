import { attestationCalendar } from './attestation.control.ts';
import { noticeChange, noticePublished } from './notice.control.ts';

export const assuranceControls = [attestationCalendar, noticePublished, noticeChange];
