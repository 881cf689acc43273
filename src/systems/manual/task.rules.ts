import { addDays, type Day } from '../../base/index.ts';
import type { Change } from '../connector.ts';
import type { KnownAs } from '../find/identity.rules.ts';

/** What a person is asked to do in a place that no software of ours reaches. */
export interface ManualTask {
  readonly system: string;
  /** The role, as the policy's officers call it. */
  readonly who: string;
  readonly dueOn: Day;
  /** What to do, step by step; no value of a person in it, so that it may stand on a list. */
  readonly says: readonly string[];
  /** What is to be recorded when it is done. */
  readonly evidence: readonly ('how-many' | 'what-was-found' | 'who-and-when' | 'document')[];
}

export interface ManualPlace {
  readonly name: string;
  /** What it is: "the paper files", "the accounts". */
  readonly says: string;
  readonly who: string;
  readonly days: number;
  readonly how?: string;
  /** Who runs it, where it is not us: they are written to. */
  readonly supplier?: { readonly name: string; readonly contact?: string };
  readonly evidence: 'statement' | 'document';
}

/** The task that a plan gives to a place: due so many days after `on`, and never later than `answerBy`. */
export function manualTask(
  place: ManualPlace,
  asked: {
    readonly intent: 'read' | 'erase' | 'change' | 'look-again';
    readonly on: Day;
    readonly answerBy?: Day;
    readonly identities: readonly KnownAs[];
    readonly changes?: readonly Change[];
  },
): ManualTask {
  const { says, supplier, how } = place;
  const due = addDays(asked.on, place.days);
  const kinds = [...new Set(asked.identities.map(({ kind }) => KINDS[kind]))].join(', ');
  const where = supplier
    ? `Write to ${supplier.name}${supplier.contact ? ` (${supplier.contact})` : ''}, who runs ${says} for us`
    : `Go to ${says}`;
  const what = {
    read: 'copy all that is about this person, and nothing about others',
    erase: 'destroy or delete all that is about this person, unless the plan says that it is kept',
    change: `correct what is wrong: ${(asked.changes ?? []).map((change) => change.what).join(', ') || 'as the request says'}`,
    'look-again': 'look again, and say whether anything about this person is still there',
  }[asked.intent];
  return {
    system: place.name,
    who: place.who,
    dueOn: asked.answerBy && asked.answerBy < due ? asked.answerBy : due,
    says: [
      `${where}, and search by ${kinds || 'what the request gives'}.`,
      `Then ${what}.`,
      ...(how ? [how] : []),
      supplier
        ? 'Keep their answer: it is the evidence.'
        : 'Record what you found, how many, and that it is done; "nothing found" is an answer too.',
    ],
    evidence: [
      'how-many',
      'what-was-found',
      'who-and-when',
      ...(place.evidence === 'document' || supplier ? (['document'] as const) : []),
    ],
  };
}

const KINDS = {
  email: 'e-mail address',
  phone: 'telephone number',
  username: 'user name',
  external: 'the number they have there',
} as const satisfies Record<KnownAs['kind'], string>;

/** What somebody recorded of a task. */
export interface TaskEvidence {
  readonly by: string;
  readonly on: Day;
  readonly count: number | null;
  readonly note: string;
  /** The name under which a document was filed. */
  readonly document?: string;
}

/** What the evidence of a task lacks; empty: it can be closed. */
export function missingFromTask(task: ManualTask, given: TaskEvidence): ManualTask['evidence'] {
  const has: Readonly<Record<ManualTask['evidence'][number], boolean>> = {
    'how-many': given.count !== null && Number.isInteger(given.count) && given.count >= 0,
    'what-was-found': given.note.trim().length >= 3,
    'who-and-when': given.by === task.who && /^\d{4}-\d{2}-\d{2}$/.test(given.on),
    document: (given.document ?? '').trim() !== '',
  };
  return task.evidence.filter((item) => !has[item]);
}
