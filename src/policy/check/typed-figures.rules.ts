import { declarationsAt } from '../compile.ts';
import type { Look } from './look.ts';
import { NUMBER_WORDS, numberOf } from './periods.rules.ts';
import { type Check, type Hit, house } from './rule.ts';
import { boundSentences, quoted } from './typed-values.rules.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const DATE = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${MONTHS.join('|')})\\s+(\\d{4})\\b|\\b(\\d{4})-(\\d{2})-(\\d{2})\\b`,
  'gi',
);

function typedDates(text: string): { said: string; day: string }[] {
  return [...text.matchAll(DATE)].map(([said, dayOf, month, year, y, m, d]) => ({
    said,
    day: y
      ? `${y}-${m}-${d}`
      : `${year}-${String(MONTHS.indexOf((month ?? '').toLowerCase()) + 1).padStart(2, '0')}-${(dayOf ?? '').padStart(2, '0')}`,
  }));
}

function datesIn(declared: unknown, path: string): { path: string; day: string }[] {
  if (typeof declared === 'string')
    return /^\d{4}-\d{2}-\d{2}$/.test(declared) ? [{ path, day: declared }] : [];
  if (typeof declared === 'object' && declared !== null)
    return Object.entries(declared).flatMap(([key, part]) => datesIn(part, `${path}.${key}`));
  return [];
}

const date: Check = {
  rule: 'language-date-differs',
  severity: 'error',
  ground: house,
  *find(look) {
    const { effective, changes } = look.policy;
    for (const sentence of look.text.sentences) {
      const bound = sentence.promises.flatMap((one) =>
        one.by.flatMap((path) => declarationsAt(look.policy, path)),
      );
      const ofNotice = /\b(?:last )?(?:updated|revised|reviewed|effective|in force|version|changed)\b/.test(
        sentence.low,
      );
      const declared = [
        ...bound.flatMap((one) => datesIn(one.declared, one.path)),
        ...(ofNotice && effective ? [{ path: 'effective', day: effective as string }] : []),
        ...(ofNotice && changes.reviewed
          ? [{ path: 'changes.reviewed', day: changes.reviewed as string }]
          : []),
      ];
      const [first] = declared;
      if (!first) continue;
      for (const { said, day } of typedDates(sentence.typed))
        if (!declared.some((one) => one.day === day))
          yield {
            ...quoted(sentence),
            message: `The notice says ${said}; ${first.path} is ${first.day}.`,
            todo: `Draw it with :value{${first.path}}, or change the declaration.`,
          };
    }
  },
};

const COUNTED = new RegExp(
  `\\b(\\d{1,4}|${NUMBER_WORDS})\\s+(?:or more\\s+)?(people|persons|respondents|answers|replies|messages|e-?mails|texts)\\b`,
  'gi',
);

const number: Check = {
  rule: 'language-number-differs',
  severity: 'error',
  ground: house,
  *find(look) {
    for (const { sentence, to } of boundSentences(look)) {
      const declared = to.flatMap(({ path, declared: value }) => numbersIn(value, path));
      const [first] = declared;
      if (!first) continue;
      for (const match of sentence.typed.matchAll(COUNTED)) {
        const typed = numberOf(match[1] ?? '');
        if (typed !== null && !declared.some((one) => one.number === typed))
          yield {
            ...quoted(sentence),
            message: `The notice says ${match[0]}; ${first.path} is ${first.number}.`,
            todo: `Draw it with :value{${first.path}}, or change the declaration.`,
          };
      }
    }
    yield* registrationNumbers(look);
  },
};

function numbersIn(declared: unknown, path: string): { path: string; number: number }[] {
  if (typeof declared === 'number') return [{ path, number: declared }];
  if (typeof declared === 'object' && declared !== null && !Array.isArray(declared))
    return Object.entries(declared).flatMap(([key, part]) => numbersIn(part, `${path}.${key}`));
  return [];
}

function* registrationNumbers({ policy, text }: Look): Generator<Hit> {
  const { organisation } = policy;
  const numbers = [
    {
      path: 'organisation.registrations.regulator.reference',
      is: organisation.registrations.regulator?.reference,
      said: /\bZ[AB]?\d{6,7}\b/g,
    },
    {
      path: 'organisation.company-number',
      is: organisation['company-number'],
      said: /(?<=\bcompany (?:registration )?(?:number|no\.?):? )(?:[A-Z]{2})?\d{5,8}\b/gi,
    },
    {
      path: 'organisation.vat-number',
      is: organisation['vat-number'],
      said: /(?<=\bVAT (?:registration )?(?:number|no\.?):? )(?:GB ?)?[\d ]{9,11}\d\b/gi,
    },
  ];
  for (const sentence of text.sentences)
    for (const { path, is, said } of numbers)
      for (const [typed] of sentence.typed.matchAll(said))
        if (
          is !== undefined &&
          typed.replace(/\s/g, '').toLowerCase() !== is.replace(/\s/g, '').toLowerCase()
        )
          yield {
            ...quoted(sentence),
            message: `The notice says ${typed}; ${path} is ${is}.`,
            todo: `Draw it with :value{${path}}.`,
          };
}

export const typedFigureChecks: readonly Check[] = [date, number];
