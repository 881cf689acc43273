import type { Asked } from '../connector.ts';

/** A place where a person does what is asked: a filing cabinet, a supplier by e-mail. */
export interface ManualPlace {
  readonly name: string;
  /** What it is: "the paper files", "the accounts". */
  readonly says: string;
  /** The role that does it, as the policy's officers call it. */
  readonly who: string;
  readonly days: number;
  /** Where to look and what to do there, in the policy's own words. */
  readonly how?: string;
  /** Who runs it, where it is not us: they are written to. */
  readonly supplier?: { readonly name: string; readonly contact?: string };
  /** Whether a signature is enough, or a document has to show it. */
  readonly evidence: 'statement' | 'document';
}

const WORK = {
  read: 'copy all that is about this person, and nothing about others',
  erase: 'destroy or delete all that is about this person',
  change: 'correct what the request says is wrong',
} as const satisfies Record<Asked['intent'], string>;

/** What a person is asked to do there, as a task says it; nothing of whom it is about, so that it may stand on a list. */
export function taskSays({ says, supplier, how, evidence }: ManualPlace, intent: Asked['intent']): string {
  const contact = supplier?.contact ? ` (${supplier.contact})` : '';
  const where = supplier
    ? `Write to ${supplier.name}${contact}, who runs ${says} for us, and have them`
    : `Go to ${says}, look by every name and address that the request gives, and`;
  return [
    `${where} ${WORK[intent]}.`,
    ...(how ? [/[.!?]$/.test(how) ? how : `${how}.`] : []),
    supplier
      ? 'Keep their answer: it is the evidence.'
      : 'Then sign, with how many it was: none is an answer too.',
    ...(evidence === 'document' ? ['File the document that shows it, and say in the note where.'] : []),
  ].join(' ');
}
