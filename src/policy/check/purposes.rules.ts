import { type Day, sayDay } from '../../base/index.ts';
import { basisAllowed, rules } from '../../law/index.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import { sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { article, type Check, type Hit, house, lawGround, uk } from './rule.ts';

type Purpose = Policy['purposes'][string];

/** The purposes we answer for: what we do for a client rests on the client's basis. */
export const ownPurposes = ({ policy }: Pick<Look, 'policy'>): [string, Purpose][] =>
  Object.entries(policy.purposes).filter(([, purpose]) => purpose.role !== 'processor');

const basisInEu: Check = {
  rule: 'law-basis-not-in-eu',
  severity: 'error',
  ground: { ...lawGround(rules.L1), law: 'eu' },
  *find(look) {
    for (const [name, purpose] of ownPurposes(look))
      if (purpose.basis === 'recognised-legitimate-interest')
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `${name} rests on a recognised legitimate interest, which is no basis in the EU.`,
          todo: 'Choose one of the six bases of Art 6(1), perhaps legitimate interests with an assessment.',
        };
  },
};

const recognisedEarly: Check = {
  rule: 'notice-10-recognised-interest-before-5-february-2026',
  severity: 'warning',
  ground: uk('DUAA 2025 s.70; SI 2026/82 reg 2', null, 'S'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look))
      if (
        purpose.basis === 'recognised-legitimate-interest' &&
        !basisAllowed('recognised-legitimate-interests', 'uk', look.on).allowed
      )
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `${name} rests on a recognised legitimate interest, which is a basis only from 5 February 2026.`,
          todo: 'Until then choose another basis.',
        };
  },
};

const recognisedCondition: Check = {
  rule: 'notice-09-recognised-interest-without-condition',
  severity: 'warning',
  ground: uk('UK GDPR Art 6(1)(ea), Annex 1; DUAA 2025 Sch 4', '2026-02-05', 'S'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look)) {
      if (purpose.basis !== 'recognised-legitimate-interest') continue;
      if (!purpose.condition)
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `${name} rests on a recognised legitimate interest and names none of the five conditions of Annex 1.`,
          todo: 'Say which: condition: public-request, national-security, emergency, crime or safeguarding.',
        };
    }
  },
};

const recognisedAutomated: Check = {
  rule: 'notice-09-recognised-interest-for-automated-decision',
  severity: 'error',
  ground: lawGround(rules.R17),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look)) {
      if (purpose.basis !== 'recognised-legitimate-interest') continue;
      const decision = Object.entries(look.policy.decisions).find(
        ([other, one]) =>
          one.automated &&
          one.significant &&
          (other === name ||
            (overlap(one.people, purpose.people) &&
              overlap(one.data, purpose.data) &&
              one.basis === 'legitimate-interests')),
      );
      if (decision || purpose.kind === 'profiling')
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `${name} rests on a recognised legitimate interest, and no automated decision${decision ? ` like ${decision[0]}` : ''} may rest on one.`,
          todo: 'Give the decision another basis, or let a person decide.',
        };
    }
  },
};

export const overlap = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === undefined || b === undefined || a.some((one) => b.includes(one));

const L3 = lawGround(rules.L3);

const assessmentMissing: Check = {
  rule: 'law-assessment-missing',
  severity: 'error',
  ground: L3,
  *find(look) {
    for (const [name, purpose] of ownPurposes(look)) {
      if (purpose.basis !== 'legitimate-interests') continue;
      const assessment = purpose.assessment ? look.policy.assessments[purpose.assessment] : undefined;
      const place = look.at(`purposes.${name}.${purpose.assessment ? 'assessment' : 'basis'}`);
      if (!assessment)
        yield {
          place,
          message: `${name} rests on legitimate interests without an assessment, so it is not live.`,
          todo: `Write assessments/${name}.md with "kind: lia", and name it here with "assessment: ${name}".`,
        };
      else if (assessment.kind !== 'lia')
        yield {
          place,
          message: `${name} rests on legitimate interests, and ${purpose.assessment} is no assessment of them but ${sayKind(assessment.kind)}.`,
          todo: 'Name an assessment of "kind: lia".',
        };
      else if (assessment.for.length > 0 && !assessment.for.includes(name))
        yield {
          place,
          severity: 'warning',
          message: `The assessment ${purpose.assessment} is for ${sayList(assessment.for)}, not for ${name}.`,
          todo: `Add ${name} to its "for", if it does weigh this purpose.`,
        };
    }
  },
};

const KINDS: Readonly<Record<string, string>> = {
  dpia: 'a data protection impact assessment',
  'transfer-risk': 'an assessment of a transfer',
  'policy-document': 'an appropriate policy document',
  role: 'an assessment of roles',
  launch: 'a decision about a launch',
};
const sayKind = (kind: string): string => KINDS[kind] ?? kind;

/** An assessment that somebody leans on: approved by the day, not past its review, and not a no. */
const assessmentState: Check = {
  rule: 'law-assessment-expired',
  severity: 'error',
  ground: L3,
  *find(look) {
    for (const { name, by, place } of assessmentsUsed(look)) {
      const assessment = look.policy.assessments[name];
      if (!assessment) continue;
      const { approved, review, conclusion } = assessment;
      if (look.on > review)
        yield {
          place,
          message: `The assessment ${name} was to be reviewed by ${sayDay(review as Day)}, so ${by} is not live.`,
          todo: `Review assessments/${name}.md and set the next review.`,
        };
      else if (look.on < approved)
        yield {
          place,
          message: `The assessment ${name} is approved only from ${sayDay(approved as Day)}.`,
          todo: `Let ${by} begin on that day, or approve it earlier.`,
        };
      else if (conclusion === 'stop')
        yield {
          place,
          message: `The assessment ${name} concludes that ${by} must not go on.`,
          todo: 'Take the purpose out, or change it and assess it again.',
        };
    }
  },
};

function* assessmentsUsed(look: Look) {
  const { policy } = look;
  for (const [name, purpose] of Object.entries(policy.purposes)) {
    if (purpose.assessment)
      yield { name: purpose.assessment, by: name, place: look.at(`purposes.${name}.assessment`) };
    const document = purpose.special?.['policy-document'];
    if (document)
      yield { name: document, by: name, place: look.at(`purposes.${name}.special.policy-document`) };
  }
  for (const [name, recipient] of Object.entries(policy.recipients))
    if (recipient.transfer?.test)
      yield {
        name: recipient.transfer.test,
        by: `the transfer to ${name}`,
        place: look.at(`recipients.${name}.transfer.test`),
      };
}

const interestUnstated: Check = {
  rule: 'notice-08-legitimate-interest-not-declared',
  severity: 'error',
  ground: article('Art 13(1)(d)'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look))
      if (purpose.basis === 'legitimate-interests' && !purpose.interest)
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `${name} rests on legitimate interests and does not say which.`,
          todo: 'Say it: interest: "to answer people who write to us".',
        };
  },
};

const dutyUnnamed: Check = {
  rule: 'law-obligation-unnamed',
  severity: 'warning',
  ground: article('Art 6(1)(c), 6(3)'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look))
      if (purpose.basis === 'legal-obligation' && !purpose.law)
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `${name} rests on a legal obligation and does not say which.`,
          todo: 'Name the duty: law: "Companies Act 2006 s.388".',
        };
  },
};

const strayTerm: Check = {
  rule: 'language-term-without-its-basis',
  severity: 'warning',
  ground: house,
  *find(look): Iterable<Hit> {
    const belongs = {
      condition: 'recognised-legitimate-interest',
      interest: 'legitimate-interests',
      law: 'legal-obligation',
    } as const;
    for (const [name, purpose] of ownPurposes(look))
      for (const [term, basis] of Object.entries(belongs))
        if (purpose[term as keyof typeof belongs] !== undefined && purpose.basis !== basis)
          yield {
            place: look.at(`purposes.${name}.${term}`),
            message: `${name} has "${term}", which belongs to the basis ${basis}, and rests on ${sayTerm(purpose.basis)}.`,
            todo: 'Change the basis, or take the line out.',
          };
  },
};

export const purposeChecks: readonly Check[] = [
  basisInEu,
  recognisedEarly,
  recognisedCondition,
  recognisedAutomated,
  assessmentMissing,
  assessmentState,
  interestUnstated,
  dutyUnnamed,
  strayTerm,
];
