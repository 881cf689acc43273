/*
 * Words of this room
 * - letter:   one mail as it leaves, headers and all
 * - outbox:   mails that wait, sealed; this room knows nothing of permission
 * - mailer:   the way out: an SMTP server
 * - arrived:  a mail that came in: an opt-out, a report, an answer of a programme
 * - report:   a mail server's word that a mail did not arrive, or a reader's that it is spam
 * - campaign: what somebody approved before it may leave
 * - stamp:    a list of people that left, or came, for one purpose and until a day
 * - duty:     a message that is owed since something happened
 */
export { type Arrived, type Report, readArrived } from './arrived.ts';
export { type CampaignSays, findCampaigns, keepCampaign } from './campaign.ts';
export {
  type ChannelState,
  channelFact,
  type MailedState,
  mailedFact,
  readFact,
  recordChannelEvent,
} from './channel.ts';
export { mailControls } from './controls.ts';
export { type Letter, marketingLetter, serviceLetter } from './letter.rules.ts';
export { type Lack, lacksOf, sellsWith } from './letter-check.rules.ts';
export { endStamp, findStamp, type ListKind, stampList } from './list.ts';
export { type Mailer, MailRejected, smtpMailer } from './mailer.ts';
export { type MailName, messageIdOf, readMessageId } from './message-id.ts';
export {
  claimMails,
  type Draft,
  type Queued,
  queueMail,
  queueMails,
  recoverMails,
  returnMails,
  type Settled,
  settleMails,
} from './outbox.ts';
export {
  claimStaffMessages,
  queueStaffMessage,
  recoverStaffMessages,
  type StaffMessage,
  type StaffMessageKind,
  settleStaffMessage,
} from './staff-message.ts';
export { withoutTracking, withTracking } from './tracking.rules.ts';
