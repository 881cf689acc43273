/*
 * Words of this room
 * - letter:  one mail as it leaves, headers and all
 * - outbox:  mails that wait, sealed; this room knows nothing of permission
 * - mailer:  the way out: an SMTP server
 */
export { type Footer, type Letter, marketingLetter, serviceLetter } from './letter.rules.ts';
export { type Mailer, smtpMailer } from './mailer.ts';
export {
  claimMails,
  type Draft,
  type MailClass,
  type Queued,
  queueMail,
  recoverMails,
  returnMail,
  settleMail,
  waitingMails,
} from './outbox.ts';
