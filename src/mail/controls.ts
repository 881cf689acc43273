import { advertisingAudience } from './audience.control.ts';
import { mailingContent } from './content.control.ts';
import { owedMessages } from './duty.control.ts';
import { packRead } from './onboard.control.ts';
import { partnerMailings } from './partners.control.ts';
import { mailingPlatform } from './platform.control.ts';
import { serviceMessages } from './service.control.ts';
import { engagementTracking } from './tracking.control.ts';

export const mailControls = [
  packRead,
  mailingContent,
  partnerMailings,
  engagementTracking,
  mailingPlatform,
  advertisingAudience,
  serviceMessages,
  owedMessages,
];
