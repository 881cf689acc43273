import type { ControlId } from '../controls/index.ts';
import type { BoardControl, NextStep, PromiseState } from './row.ts';

const REQUESTS = '/requests';
const OUTBOX = '/outbox';
const RETENTION = '/retention';
const LEDGER = '/ledger';

/** By the control that is not kept: what sets it right, in plain words. What has happened stays happened; the next one must not. */
const STEPS: Partial<Record<ControlId, { says: string; at?: string }>> = {
  'notice.publish': {
    says: 'Review the notice, then enter the day under "changes: reviewed" and publish it again.',
  },
  'notice.change': {
    says: 'Tell people of the change in every way that is promised, or take the change back; it takes effect by itself once the time is over.',
  },
  'notice.jit': {
    says: 'Find which form or system sends records without our notice, and have it use the one in force.',
  },
  'notice.art14': {
    says: 'Write to the people whose data came from others, and say where it came from; each letter is on the list of those to be told.',
    at: OUTBOX,
  },
  'notice.links': {
    says: 'See "kept links": put a living address into the policy in place of a dead one, and read again what has changed.',
  },
  'notice.gate': {
    says: 'Decide what the new use or recipient means for the notice and enter it under "changes: decisions", or stop the system that asks for it.',
  },
  'register.ico': { says: 'Renew the registration with the regulator, and enter its new expiry.' },
  'intake.fields': {
    says: 'Stop the form or system that sends more than is declared. Declare the field with its need, or delete what came in.',
  },
  'intake.source': {
    says: 'Find where these records came from and say so with each; delete those of which nobody can say it.',
  },
  'intake.telemetry': {
    says: 'Have the device or page report declared fields only, and delete what came in beside them.',
  },
  'intake.formnostore': { says: 'Find out why something was stored, delete it, and prove the form again.' },
  'intake.thirdparty': {
    says: 'Stop taking data from this supplier until somebody has checked them, and delete what came without evidence.',
  },
  'intake.financial': {
    says: 'Delete the number where it stands in the open, and have it entered again as a token.',
  },
  'intake.credentials': {
    says: 'Have those passwords changed, and delete what was kept of them in the open.',
  },
  'intake.casefiles': { says: 'Bind the loose files to their case, or delete them.' },
  'intake.accuracy': { says: 'Confirm or correct the records that wait past their day.' },
  'premises.visitors': { says: 'Sign out who has left, and let the entries go that are past their time.' },
  'premises.cctv': {
    says: 'Ask who runs the cameras to confirm in writing after how long pictures are overwritten, and sign for it.',
  },
  'calls.recording': {
    says: 'Find out why calls have no recording or no announcement, and stop the recording until it is mended.',
  },
  'purpose.register': {
    says: 'Find the system that still asks under an old register, and have it use the policy in force.',
  },
  'purpose.gate': {
    says: 'Stop the use that went beyond its purpose; declare it and tell people first, or do without it.',
  },
  'basis.lia': { says: 'Do the balancing test again, have it approved, and enter its new review day.' },
  'consent.ledger': {
    says: 'Find which system records a yes without its words or its entry, and ask those people again.',
  },
  'consent.quality': {
    says: 'Take back what nobody said: treat these people as never asked, and ask them properly.',
  },
  'consent.session': { says: 'Find out who looked without being let in, and tell the client.' },
  'sec.remote': { says: 'Find out who looked at what was not opened to them, and tell the client.' },
  'analysis.aggregate': { says: 'Withdraw the figures about groups that are too small.' },
  'analysis.ml': {
    says: 'Stop the training that was not allowed, and review the models whose day has come.',
  },
  'survey.engine': {
    says: 'Stop showing the survey’s results, and delete what can be led back to a person.',
  },
  'hr.volunteered': { says: 'Delete the answers that stand with a person, and ask again anonymously.' },
  'hr.applicant': {
    says: 'Enter how those applications came, and take back any marketing that was read out of one.',
  },
  'hr.cvspecial': { says: 'Fence the sensitive passages, or ask the applicant for an explicit yes.' },
  'publish.testimonial': {
    says: 'Take the testimonial down where nobody permitted it, or where the permission was taken back.',
  },
  'message.service': { says: 'See why these messages did not leave, and send them again.', at: OUTBOX },
  'message.duty': {
    says: 'Send the messages that are past their last day, or say by what other way they went.',
    at: OUTBOX,
  },
  'mkt.gate': {
    says: 'Stop this mailing until it is known how mails left without a basis, and write to who got one.',
    at: OUTBOX,
  },
  'mkt.unsubscribe': { says: 'Stop this mailing, and mend its template before it goes on.', at: OUTBOX },
  'mkt.optout': {
    says: 'Stop this mailing, find why opt-outs were missed, and say sorry to who was mailed.',
    at: OUTBOX,
  },
  'mkt.channels': { says: 'Stop the channel that is not declared; load both call registers before calling.' },
  'mkt.content': {
    says: 'Have the campaign approved by its role, with the reason why it is of use, before more of it leaves.',
    at: OUTBOX,
  },
  'mkt.partners': { says: 'Stop the partner’s mailing, and ask the partner to delete the list.' },
  'mkt.tracking': {
    says: 'Delete what was recorded of people who had not agreed, and turn tracking off in that template.',
  },
  'mkt.platform': {
    says: 'Have the list deleted where it should not be, and report that it was.',
  },
  'mkt.audience': { says: 'Have the audience deleted at the advertiser, and report that it was.' },
  'mkt.referral': { says: 'Delete what came in of friends, and take the field off the form.' },
  'profiling.consent': {
    says: 'Stop the profiling, and delete the profiles of who had not agreed or has objected.',
  },
  'share.gate': { says: 'Stop handing data over that way, and ask for it back.' },
  'share.recipients': {
    says: 'Stop handing data to this recipient; put them in the register first, or ask for it back.',
  },
  'xfer.gate': {
    says: 'Stop the transfer until a mechanism is in place that is valid today, and enter it in the register.',
  },
  'attest.calendar': {
    says: 'Do the duty, and have whoever holds the role sign for it with the evidence.',
  },
  'rights.intake': {
    says: 'Give each case its owner, and tell the people who have heard nothing.',
    at: REQUESTS,
  },
  'rights.clock': { says: 'Answer the requests that are due, the longest overdue first.', at: REQUESTS },
  'rights.identity': {
    says: 'Write the doubt down, or go on without asking more of the person.',
    at: REQUESTS,
  },
  'rights.access': {
    says: 'Run the search that should stand behind the answer, and send the file again.',
    at: REQUESTS,
  },
  'rights.portability': {
    says: 'Run the search that should stand behind the answer, and send the file again.',
    at: REQUESTS,
  },
  'rights.rectify': {
    says: 'Run the correction again, and tell the person and whoever had the wrong data.',
    at: REQUESTS,
  },
  'rights.erase': {
    says: 'Run the erasure again until nothing is left, and send the certificate.',
    at: REQUESTS,
  },
  'rights.restrict': {
    says: 'Restrict the data of who asked, and find which system went on using it.',
    at: REQUESTS,
  },
  'rights.object': {
    says: 'Stop the use that was objected to, or write down and tell the grounds for going on.',
    at: REQUESTS,
  },
  'rights.withdraw': {
    says: 'Carry out the withdrawals that wait, and find which system went on.',
    at: REQUESTS,
  },
  'rights.refusal': {
    says: 'Tell these people the reasons and where they can complain; look again at old refusals.',
    at: REQUESTS,
  },
  'rights.route': { says: 'Tell these people whom to ask, and pass their requests on.', at: REQUESTS },
  'complaint.desk': {
    says: 'Acknowledge the complaints that wait, and tell the outcome of the closed ones.',
    at: REQUESTS,
  },
  'ret.hold': { says: 'Look at each hold again: say until when it stands, or lift it.', at: RETENTION },
  'dispose.erase': {
    says: 'See why these records are still here, and let the night’s run take them.',
    at: RETENTION,
  },
  'ret.applicant': {
    says: 'See why these files are still here, and let the night’s run take them.',
    at: RETENTION,
  },
};

/** Controls of one family share what is to be done. */
const FAMILIES: readonly [string, { says: string; at?: string }][] = [
  [
    'ret.',
    {
      says: 'See why these records are still here: run "kept retention run", or place a hold with its reason.',
      at: RETENTION,
    },
  ],
  [
    'rights.',
    { says: 'Open the requests that are not as promised, the longest overdue first.', at: REQUESTS },
  ],
  ['mkt.', { says: 'Stop this mailing until it is known what went wrong.', at: OUTBOX }],
];

/** Nothing to do where a promise is kept, attested or proven. */
export function nextStep({
  state,
  controls,
  missing,
}: {
  state: PromiseState;
  controls: readonly Pick<BoardControl, 'control' | 'state' | 'lookedAt'>[];
  missing: readonly ControlId[];
}): NextStep | null {
  if (state === 'broken' || state === 'at-risk') {
    const [worst] = controls.filter((one) => one.state === state);
    return worst ? stepOf(worst.control) : null;
  }
  if (state !== 'unproven') return null;
  if (missing.length > 0)
    return {
      says: 'This release has no control for it. Keep it by hand and write down that you did, or promise only what is kept.',
      at: null,
    };
  if (controls.some(({ lookedAt }) => lookedAt === null))
    return { says: 'Start the worker ("kept up"): it looks at the facts by itself.', at: null };
  return {
    says: 'Try it out before anything happens: "kept prove" shows on a twin whether it would hold.',
    at: null,
  };
}

/** What sets right a control that is not kept. Where nothing else is said, its facts say what is wrong. */
export function stepOf(control: ControlId): NextStep {
  const step = STEPS[control] ?? FAMILIES.find(([prefix]) => control.startsWith(prefix))?.[1];
  return {
    says: step?.says ?? 'Look at the facts and entries that show it, and set right what they name.',
    at: step ? (step.at ?? null) : LEDGER,
  };
}
