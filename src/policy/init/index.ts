/*
 * Words of this room
 * - answers: what somebody who starts says of the organisation
 * - draft:   a small policy folder made of them, with comments that teach; it passes the check on the day it is made
 */
import type { PolicyFiles } from '../folder.ts';
import type { Answers } from './answers.ts';
import { declarationsText } from './declarations.ts';
import { noticeDraft } from './notice-draft.ts';

/** A policy folder to start from. Nothing is invented: what the answers do not say is left as a comment to fill in. */
export function draftPolicy(answers: Answers): PolicyFiles {
  const files: Record<string, string> = {
    'policy.yaml': declarationsText(answers),
    'notice.md': noticeDraft(answers),
    'systems/kept.yaml': `# Where personal data lives. This one is Kept's own store; "kept scan" drafts the others from your databases.
says: the store of Kept, where forms and requests arrive
kind: hosted
`,
  };
  if (answers.does.includes('enquiries')) files['assessments/answer-enquiries.md'] = assessment(answers);
  if (answers.does.includes('newsletter')) files['wording/newsletter.md'] = wording;
  return files;
}

const assessment = ({ today, jurisdiction }: Answers): string => `---
# Legitimate interests need a recorded balance, approved and in date; without it the purpose is not live.
# This one was drafted from your answers. Read it, change it until you would sign it, and set the days.
kind: lia
for: [answer-enquiries]
approved-by: owner
approved: ${today}
review: ${Number(today.slice(0, 4)) + 1}${today.slice(4) === '-02-29' ? '-02-28' : today.slice(4)}
---
## What is the interest?
Answering people who write to us, which they want as much as we do.

## Is the use needed for it?
We cannot answer without the name, the address to answer to, and the question.

## Does it weigh more than theirs?
They wrote to us and expect an answer. We use nothing that they did not send, for nothing else, and delete it after a year.${
  jurisdiction === 'uk' ? '' : '\nThey can object at any time.'
}
`;

const wording = `---
# The question people see. Never ticked for them, and as easy to leave as to take.
kind: consent-question
for: newsletter
version: 1
---
Send me your news by e-mail. I can stop this at any time, in every e-mail.
`;

export {
  ACTIVITIES,
  type Activity,
  type Answers,
  PROCESSOR_JOBS,
  type ProcessorAnswer,
  type ProcessorJob,
} from './answers.ts';
