import { type Day, Refused } from '../base/index.ts';
import {
  ERASURE_EXCEPTIONS,
  type ErasureException,
  EXEMPTIONS,
  type ExemptionId,
  mayChargeOrRefuse,
  missingFromExemptionUse,
  ruleOf,
} from '../law/index.ts';
import { factsOf, type RequestKind } from './kind.rules.ts';

/** Why a request can be refused, beside the exemptions of the DPA. Each says which requests it can meet. */
export const REFUSAL_GROUNDS = {
  'manifestly-unfounded': { kinds: 'all', says: 'the request is manifestly unfounded, Art 12(5)' },
  'manifestly-excessive': { kinds: 'all', says: 'the request is manifestly excessive, Art 12(5)' },
  'not-identified': { kinds: 'all', says: 'we could not be sure who asks, Art 12(2) and 12(6)' },
  'data-is-accurate': { kinds: ['rectification'], says: 'the data is accurate and complete, Art 16' },
  'erasure-exception': { kinds: ['erasure'], says: 'the data is needed all the same, Art 17(3)' },
  'no-ground-to-erase': { kinds: ['erasure'], says: 'none of the grounds of Art 17(1) is there' },
  'no-ground-to-restrict': { kinds: ['restriction'], says: 'none of the grounds of Art 18(1) is there' },
  'compelling-grounds': { kinds: ['objection'], says: 'compelling grounds that go before yours, Art 21(1)' },
  'legal-claims': { kinds: ['objection'], says: 'legal claims, Art 21(1)' },
  'right-does-not-apply': {
    kinds: ['portability', 'objection', 'human-review', 'withdrawal'],
    says: 'the right does not reach this data, because of the basis on which it is used',
  },
} as const;
export type RefusalGround = keyof typeof REFUSAL_GROUNDS;

export type Refusing = {
  /** One of the grounds above, or an exemption: E1 to E12. */
  ground: string;
  extent: 'whole' | 'part';
  reasoning: string;
  decidedBy: string;
  testAgainOn: Day | null;
  /** Which of Art 17(3), where that is the ground. */
  exception: string | null;
};

/** A refusal that may stand: what the register keeps and the letter says. */
export type Ground = { ground: string; exemption: ExemptionId | null; article: string; says: string };

/**
 * Whether this ground can refuse that request at all. An exemption works within its own set of articles only, and an
 * objection to direct marketing, a withdrawal and a complaint are never refused for what they ask. Refuses
 * `refusal.unknown-ground`, `refusal.ground-does-not-reach`, `refusal.no-reasons`, `refusal.incomplete`.
 */
export function groundOf(kind: RequestKind, refusing: Refusing, today: Day): Ground {
  const { article, exemptible } = factsOf(kind);
  if (refusing.reasoning.trim() === '')
    throw new Refused(
      'refusal.no-reasons',
      'A refusal needs its reasons in writing: the person is told them.',
    );
  if (Object.hasOwn(EXEMPTIONS, refusing.ground)) {
    const exemption = refusing.ground as ExemptionId;
    const rule = ruleOf(exemption);
    if (exemptible === null)
      throw new Refused(
        'refusal.ground-does-not-reach',
        `No exemption lifts a request ${factsOf(kind).says} (Art ${article}).`,
      );
    const lacks = missingFromExemptionUse({
      exemption,
      article: exemptible,
      reasoning: refusing.reasoning,
      decidedBy: refusing.decidedBy,
      decidedOn: today,
      testAgainOn: refusing.testAgainOn,
    });
    const [first] = lacks;
    if (first?.startsWith('an exemption that reaches'))
      throw new Refused(
        'refusal.ground-does-not-reach',
        `${rule.source} does not reach Art ${exemptible}: it cannot refuse a request ${factsOf(kind).says}.`,
        { exemption, article: exemptible },
      );
    if (first !== undefined)
      throw new Refused('refusal.incomplete', `This refusal still needs ${lacks.join(', ')}.`, { lacks });
    return {
      ground: exemption,
      exemption,
      article: exemptible,
      says: `${rule.source}, ${EXEMPTIONS[exemption].name.replaceAll('-', ' ')}`,
    };
  }
  if (!Object.hasOwn(REFUSAL_GROUNDS, refusing.ground))
    throw new Refused(
      'refusal.unknown-ground',
      `"${refusing.ground.slice(0, 60)}" is no ground. It can be: ${[...Object.keys(REFUSAL_GROUNDS), ...Object.keys(EXEMPTIONS)].join(', ')}.`,
    );
  return plainGround(kind, refusing.ground as RefusalGround, refusing);
}

function plainGround(kind: RequestKind, ground: RefusalGround, refusing: Refusing): Ground {
  const { article, says } = factsOf(kind);
  const { kinds, says: because } = REFUSAL_GROUNDS[ground];
  const reaches = kinds === 'all' ? kind !== 'complaint' : (kinds as readonly string[]).includes(kind);
  const absolute = kind === 'marketing-objection' && ground !== 'not-identified';
  if (!reaches || absolute)
    throw new Refused(
      'refusal.ground-does-not-reach',
      absolute
        ? 'An objection to direct marketing is absolute: it is never refused (Art 21(2)-(3)).'
        : `"${ground}" cannot refuse a request ${says}.`,
    );
  if (ground === 'manifestly-unfounded' || ground === 'manifestly-excessive')
    refuseUnproven(ground, refusing.reasoning);
  if (ground === 'erasure-exception') {
    const exception = refusing.exception ?? '';
    if (!Object.hasOwn(ERASURE_EXCEPTIONS, exception))
      throw new Refused(
        'refusal.incomplete',
        `Say which of Art 17(3) it is: ${Object.keys(ERASURE_EXCEPTIONS).join(', ')}.`,
      );
    const named = ERASURE_EXCEPTIONS[exception as ErasureException];
    return { ground, exemption: null, article, says: `${named}, ${exception.replaceAll('-', ' ')}` };
  }
  return { ground, exemption: null, article, says: because };
}

function refuseUnproven(ground: 'manifestly-unfounded' | 'manifestly-excessive', reasoning: string): void {
  const { answer } = mayChargeOrRefuse({
    manifestlyUnfounded: ground === 'manifestly-unfounded',
    manifestlyExcessive: ground === 'manifestly-excessive',
    furtherCopy: false,
    reasoning,
  });
  if (answer !== 'charge-or-refuse')
    throw new Refused(
      'refusal.no-reasons',
      'We have to prove that a request is manifestly unfounded or excessive.',
    );
}
