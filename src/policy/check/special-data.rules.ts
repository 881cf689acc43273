import { missingForCriminalOffence, missingForSpecialCategory, rules, SCHEDULE_1 } from '../../law/index.ts';
import type { Policy } from '../policy.ts';
import { ARTICLE_9, specialByName } from '../special.rules.ts';
import { sayList } from '../values.ts';
import { sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { ownPurposes } from './purposes.rules.ts';
import { article, type Check, lawGround } from './rule.ts';

type Purpose = Policy['purposes'][string];

/** Purposes that use special-category or criminal data, with which. */
function* sensitive(look: Look, kind: 'special' | 'criminal') {
  for (const [name, purpose] of ownPurposes(look)) {
    const used = purpose.data.filter((one) => {
      const declared = look.policy.data[one];
      return kind === 'criminal' ? declared?.criminal === true : declared?.special !== undefined;
    });
    if (used.length > 0) yield { name, purpose, used };
  }
}

const policyDocument = (look: Look, purpose: Purpose): boolean => {
  const name = purpose.special?.['policy-document'];
  return name !== undefined && look.policy.assessments[name]?.kind === 'policy-document';
};

const TODO: Readonly<Record<string, string>> = {
  'a condition of Art 9(2)':
    'Say it: special: { condition: employment-law, schedule-1: 1, policy-document: staff-health }.',
  'an appropriate policy document':
    'Write assessments/<name>.md with "kind: policy-document", and name it: special: { policy-document: <name> }.',
};

const specialCategory: Check = {
  rule: 'notice-41-special-category-without-condition',
  severity: 'error',
  ground: lawGround(rules.L5),
  *find(look) {
    for (const { name, purpose, used } of sensitive(look, 'special')) {
      const condition = purpose.special?.condition;
      const lacks = missingForSpecialCategory({
        jurisdiction: look.law,
        article9: condition ? ARTICLE_9[condition] : null,
        schedule1: purpose.special?.['schedule-1'] ?? null,
        policyDocument: true,
      });
      for (const lack of lacks)
        yield {
          place: look.at(`purposes.${name}.${purpose.special ? 'special' : 'data'}`),
          message: `${name} uses special-category data (${sayList(used.map(sayTerm))}) and lacks ${lack}.`,
          todo: TODO[lack] ?? `Name the paragraph: special: { schedule-1: … }, ${paragraphsFor(lack)}.`,
        };
    }
  },
};

const paragraphsFor = (lack: string): string => {
  const part = Number(/Part (\d)/.exec(lack)?.[1] ?? 1);
  const numbers = Object.entries(SCHEDULE_1).flatMap(([number, one]) => (one.part === part ? [number] : []));
  return `one of ${numbers.join(', ')}`;
};

const documentMissing: Check = {
  rule: 'law-policy-document-missing',
  severity: 'error',
  ground: lawGround(rules.L6),
  *find(look) {
    const seen = [...sensitive(look, 'special'), ...sensitive(look, 'criminal')];
    for (const { name, purpose } of new Map(seen.map((one) => [one.name, one])).values()) {
      const paragraph = SCHEDULE_1[purpose.special?.['schedule-1'] ?? 0];
      if (paragraph?.policyDocument !== 'yes' || policyDocument(look, purpose)) continue;
      yield {
        place: look.at(`purposes.${name}.special`),
        ...(paragraph.rule === 'L6' ? {} : { severity: 'warning' as const }),
        message: `${name} relies on Schedule 1 paragraph ${purpose.special?.['schedule-1']} (${paragraph.says}), which asks for an appropriate policy document, and names none.`,
        todo: TODO['an appropriate policy document'] ?? '',
      };
    }
  },
};

const criminal: Check = {
  rule: 'law-criminal-data-without-condition',
  severity: 'error',
  ground: lawGround(rules.L7),
  *find(look) {
    for (const { name, purpose, used } of sensitive(look, 'criminal'))
      for (const lack of missingForCriminalOffence({
        officialAuthority: purpose.special?.condition === 'official-authority',
        schedule1: purpose.special?.['schedule-1'] ?? null,
        policyDocument: true,
      }))
        yield {
          place: look.at(`purposes.${name}.${purpose.special ? 'special' : 'data'}`),
          message: `${name} uses data on criminal offences (${sayList(used.map(sayTerm))}) and lacks ${lack}.`,
          todo: 'Name the paragraph of DPA 2018 Schedule 1: special: { condition: …, schedule-1: … }, or do not use it.',
        };
  },
};

/** The law decides what is special, and not the list in a policy. */
const unmarked: Check = {
  rule: 'law-special-field-not-declared',
  severity: 'error',
  ground: article('Art 9(1), 10'),
  *find(look) {
    for (const [name, { fields, special, criminal }] of Object.entries(look.policy.data)) {
      if (special !== undefined || criminal) continue;
      for (const field of Array.isArray(fields) ? fields : Object.keys(fields)) {
        const kind = specialByName(field);
        if (kind)
          yield {
            place: look.at(`data.${name}.fields`),
            message: `${name} has the field "${field}", which the law protects specially (${sayTerm(kind)}), and does not say so.`,
            todo: `Put it into a category of its own with "${kind === 'criminal' ? 'criminal: true' : `special: ${kind}`}".`,
          };
      }
    }
  },
};

/** A day on which the person was told can only be asked for where the record is made. */
const knownByNobody: Check = {
  rule: 'law-special-known-by-not-asked',
  severity: 'error',
  ground: article('Art 13, 14'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look)) {
      const field = purpose.special?.['known-by'];
      if (field === undefined) continue;
      for (const [point, { purposes, fields }] of Object.entries(look.policy.collection))
        if (purposes.includes(name) && !Object.hasOwn(fields, field))
          yield {
            place: look.at(`collection.${point}.fields`),
            message: `${point} takes data for ${name}, and does not ask on which day the person was told ("${field}").`,
            todo: `Add the field: ${field}: { need: required, because: to show that the person knows of the record }.`,
          };
    }
  },
};

export const specialDataChecks: readonly Check[] = [
  specialCategory,
  documentMissing,
  criminal,
  unmarked,
  knownByNobody,
];
