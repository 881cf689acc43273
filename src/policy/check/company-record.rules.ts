import type { Policy } from '../policy.ts';
import type { Place } from '../source.ts';
import type { Look } from './look.ts';
import { type Check, type Ground, house, uk } from './rule.ts';

/** Eight figures, of which leading noughts are often left out, or two letters and six: LLPs, Scotland, Northern Ireland. */
const COMPANY_NUMBER = /^(?:\d{6,8}|[A-Z]{2}\d{6})$/;
/** Nine figures, twelve for a branch, or a public body's; blanks are for the eye. */
const VAT_NUMBER = /^(?:GB)?(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/;

const REGISTER: Ground = { ...house, law: 'uk', source: 'Companies House: form of a company number' };

const companyNumber: Check = {
  rule: 'language-company-number',
  severity: 'error',
  ground: REGISTER,
  *find(look) {
    const number = look.policy.organisation['company-number'];
    if (number !== undefined && !COMPANY_NUMBER.test(number.replaceAll(' ', '').toUpperCase()))
      yield {
        place: look.at('organisation.company-number'),
        message: `"${number}" is no company number.`,
        todo: 'It has eight figures, or two letters and six figures; copy it from the register.',
      };
  },
};

const vatNumber: Check = {
  rule: 'language-vat-number',
  severity: 'error',
  ground: { ...house, law: 'uk', source: 'HMRC: form of a VAT registration number' },
  *find(look) {
    const number = look.policy.organisation['vat-number'];
    if (number !== undefined && !VAT_NUMBER.test(number.replaceAll(' ', '').toUpperCase()))
      yield {
        place: look.at('organisation.vat-number'),
        message: `"${number}" is no VAT number.`,
        todo: 'It is GB and nine figures; copy it from the certificate of registration.',
      };
  },
};

type Read = { text: string; place: () => Place; notice: boolean };

/** Declarations whose words people read on forms, in letters and in the notice. */
const READ = ['collection', 'messages', 'scope', 'publications', 'cookies', 'wording'] as const;

/** Everything that people read and that somebody typed; a value that is drawn from the record cannot differ from it. */
function* texts({ policy, text, at }: Look): Generator<Read> {
  for (const sentence of text.sentences)
    yield { text: sentence.typed, place: () => sentence.place, notice: true };
  for (const section of READ)
    for (const [path, said] of wordsIn(policy[section], section))
      yield { text: said, place: () => at(path), notice: false };
}

function* wordsIn(value: unknown, path: string): Generator<[path: string, said: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) yield* wordsIn(part, `${path}.${key}`);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Our short name, perhaps more capital words, and what only a company's name ends in. */
const companyLike = ({ organisation }: Policy): RegExp =>
  new RegExp(
    `\\b${escaped(organisation['short-name'] ?? organisation.name.split(' ')[0] ?? '')}(?: [A-Z][\\w&]*){0,3} (?:Ltd|Limited|LLP|PLC|plc|Inc|LLC|GmbH)\\b`,
    'g',
  );

/** A name like ours that is nobody's: not the legal name, and no recipient's. */
const otherName: Check = {
  rule: 'language-other-legal-name',
  severity: 'error',
  ground: uk('Companies (Trading Disclosures) Regulations 2008; GDPR Art 13(1)(a)', null, 'S'),
  *find(look) {
    const { organisation, recipients } = look.policy;
    const known = new Set([
      organisation.name,
      ...Object.values(recipients).flatMap(({ name }) => name ?? []),
    ]);
    const like = companyLike(look.policy);
    for (const { text, place } of texts(look))
      for (const [said] of text.matchAll(like))
        if (!known.has(said))
          yield {
            place: place(),
            quote: text,
            message: `"${said}" is not the legal name: that is ${organisation.name}.`,
            todo: 'Write the legal name, or leave the name out: every page and letter shows it.',
          };
  },
};

/** Whoever renames the company finds this and nothing else in the way. */
const nameTyped: Check = {
  rule: 'language-name-typed',
  severity: 'warning',
  ground: house,
  *find(look) {
    const { name, 'short-name': short } = look.policy.organisation;
    // A name of one word is also how people call us.
    if (!name.includes(' ') || name === short) return;
    for (const { text, place, notice } of texts(look))
      if (text.includes(name))
        yield {
          place: place(),
          quote: text,
          message: `"${name}" is typed here, and will stay when organisation.name changes.`,
          todo: notice ? 'Draw it with :value{organisation.name}.' : 'Say it without the name.',
        };
  },
};

const NUMBER_SAID = /\bcompany (?:registration )?(?:number|no\.?):? ((?:[A-Z]{2})?\d{5,8})\b/gi;

/** In the notice a number is looked at with its other figures; a form or a letter may carry a wrong one as well. */
const otherNumber: Check = {
  rule: 'language-other-company-number',
  severity: 'error',
  ground: REGISTER,
  *find(look) {
    const ours = look.policy.organisation['company-number'];
    if (ours === undefined) return;
    for (const { text, place, notice } of texts(look))
      for (const [, said = ''] of notice ? [] : text.matchAll(NUMBER_SAID))
        if (said.toUpperCase() !== ours.replaceAll(' ', '').toUpperCase())
          yield {
            place: place(),
            quote: text,
            message: `This says company number ${said}; organisation.company-number is ${ours}.`,
            todo: 'Leave the number out: every page and letter shows it.',
          };
  },
};

export const companyRecordChecks: readonly Check[] = [
  companyNumber,
  vatNumber,
  otherName,
  nameTyped,
  otherNumber,
];
