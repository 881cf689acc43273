import type { Policy } from '../policy.ts';
import { sayTerm } from '../words.ts';
import { drawnOrBound, saidSomewhere, told } from './coverage.rules.ts';
import type { Look } from './look.ts';
import { ownPurposes } from './purposes.rules.ts';
import { article, type Check, uk } from './rule.ts';

type Basis = Policy['purposes'][string]['basis'];

/** The words by which a notice names a basis. */
const BASIS_SAID: Readonly<Record<Basis, RegExp>> = {
  consent: /\bconsent|\bagreed?\b|\bopt(?:ed)?[ -]in\b|\byour permission\b|\bsaid yes\b/,
  contract: /\bcontract/,
  'legal-obligation':
    /\blegal (?:obligation|dut|requirement)|\b(?:required|obliged|ordered) by law|\bstatutory (?:dut|obligation|requirement)|\blaw (?:requires|obliges|orders|asks|says)|\bcomply with (?:the|a|our) (?:law|legal)/,
  'vital-interests': /\bvital interest|\b(?:save|protect) (?:a|your|someone's) life/,
  'public-task': /\bpublic (?:task|interest)|\bofficial authority/,
  'recognised-legitimate-interest': /\brecognised legitimate interest/,
  'legitimate-interests': /\blegitimate interest/,
};

const purposes: Check = {
  rule: 'notice-05-purpose-not-in-notice',
  severity: 'error',
  ground: article('Art 13(1)(c)'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look))
      if (!told(look, `purposes.${name}`, purpose.says))
        yield {
          place: look.at(`purposes.${name}`),
          message: `People are not told of the purpose ${name} ("${purpose.says}").`,
          todo: 'Put :list{purposes} into the notice, or a promise bound to it.',
        };
  },
};

/** What is used and stands nowhere in the notice: people can't know that we have it. */
const dataUnsaid: Check = {
  rule: 'notice-67-data-not-in-notice',
  severity: 'error',
  ground: article('Art 5(1)(a), 14(1)(d)'),
  *find(look) {
    for (const [name, declared] of Object.entries(look.policy.data)) {
      const used = ownPurposes(look).some(([, purpose]) => purpose.data.includes(name));
      if (used && !told(look, `data.${name}`, declared.says))
        yield {
          place: look.at(`data.${name}`),
          message: `People are not told that we use ${sayTerm(name)} ("${declared.says}").`,
          todo: 'Put :list{data} into the notice, or say it where you tell what you collect.',
        };
    }
  },
};

const basis: Check = {
  rule: 'notice-06-basis-not-in-notice',
  severity: 'error',
  ground: article('Art 13(1)(c)'),
  *find(look) {
    const seen = new Set<Basis>();
    for (const [name, purpose] of ownPurposes(look)) {
      if (seen.has(purpose.basis)) continue;
      seen.add(purpose.basis);
      if (!look.text.find(BASIS_SAID[purpose.basis]))
        yield {
          place: look.at(`purposes.${name}.basis`),
          message: `The notice nowhere says that we rely on ${sayTerm(purpose.basis)}, as ${name} does.`,
          todo: 'Put :list{purposes} into the notice, or say the basis beside the purpose.',
        };
    }
  },
};

/** Each purpose stands near its own basis: in the same section at least. */
const ownBasis: Check = {
  rule: 'notice-07-purpose-without-basis',
  severity: 'warning',
  ground: { ...article('Art 13(1)(c)'), tag: 'own knowledge' },
  *find(look) {
    for (const [name, purpose] of ownPurposes(look)) {
      if (look.text.drawn.has('purposes') || look.text.drawn.has(`purposes.${name}`)) continue;
      const inText = saidSomewhere(look, purpose.says);
      const said =
        (inText?.kind === 'text' ? inText : undefined) ??
        look.text.sentences.find((one) =>
          one.promises.some((promise) => promise.by.includes(`purposes.${name}`)),
        );
      if (!said) continue;
      const section = look.text.sentences.filter((one) => one.under === said.under);
      if (!section.some((one) => BASIS_SAID[purpose.basis].test(one.low)))
        yield {
          place: said.place,
          quote: said.text,
          sentence: said.n,
          message: `The purpose ${name} is told in a section that does not say it rests on ${sayTerm(purpose.basis)}.`,
          todo: 'Say the basis beside the purpose.',
        };
    }
  },
};

const interest: Check = {
  rule: 'notice-08-legitimate-interest-not-in-notice',
  severity: 'error',
  ground: article('Art 13(1)(d)'),
  *find(look) {
    for (const [name, purpose] of ownPurposes(look)) {
      if (purpose.basis !== 'legitimate-interests' || !purpose.interest) continue;
      const drawn = drawnOrBound(look, `purposes.${name}`);
      if (!drawn && !saidSomewhere(look, purpose.interest))
        yield {
          place: look.at(`purposes.${name}.interest`),
          message: `The notice does not say the interest that ${name} serves ("${purpose.interest}").`,
          todo: `Write :value{purposes.${name}.interest} beside the purpose.`,
        };
    }
  },
};

const automated: Check = {
  rule: 'notice-35-automated-decision-not-in-notice',
  severity: 'error',
  ground: article('Art 13(2)(f)'),
  *find(look) {
    for (const [name, decision] of Object.entries(look.policy.decisions))
      if (
        decision.automated &&
        decision.significant &&
        !told(look, `decisions.${name}`, decision.says) &&
        !look.text.find(/\bautomated\b[^.]*\bdecision|\bdecision[^.]*\bautomat|\bprofiling\b/)
      )
        yield {
          place: look.at(`decisions.${name}`),
          message: `${name} is a significant automated decision, and the notice does not tell people of it.`,
          todo: 'Put :list{decisions} into the notice.',
        };
  },
};

const safeguards: Check = {
  rule: 'notice-37-decisions-without-safeguards',
  severity: 'warning',
  ground: uk('UK GDPR Art 22C; DUAA 2025 s.80', '2026-02-05', 'S'),
  *find(look) {
    const significant = Object.entries(look.policy.decisions).find(
      ([, one]) => one.automated && one.significant,
    );
    if (!significant) return;
    const lacks = [
      !look.text.find(/\bhuman\b|\bby a person\b|\bhave a person\b|\ba member of (?:our )?staff\b/) &&
        'ask for a person to look at it',
      !look.text.find(/\bcontest|\bchallenge|\bappeal|\bdispute|\bquestion (?:it|the decision)\b/) &&
        'contest it',
      !look.text.find(/\b(?:your|their|a) (?:view|side|point|case|representations?)\b|\brepresentations\b/) &&
        'put their view',
    ].filter((lack) => lack !== false);
    if (lacks.length > 0)
      yield {
        place: look.at(`decisions.${significant[0]}`),
        message: `The notice does not say that people can ${lacks.join(' or ')} after ${significant[0]}.`,
        todo: 'Say it; :list{decisions} does.',
      };
  },
};

const indirectData: Check = {
  rule: 'notice-38-indirect-data-without-categories',
  severity: 'error',
  ground: article('Art 14(1)(d)'),
  *find(look) {
    for (const { name, point } of indirect(look)) {
      const data = new Set(point.purposes.flatMap((purpose) => look.policy.purposes[purpose]?.data ?? []));
      const known = [...data].some((one) => told(look, `data.${one}`, look.policy.data[one]?.says));
      const listed = look.text.drawn.has('collection') || look.text.drawn.has(`collection.${name}`);
      if (data.size > 0 && !known && !listed)
        yield {
          place: look.at(`collection.${name}`),
          message: `The notice does not say which data comes in through ${name}, which the person did not give.`,
          todo: 'Name the categories, or put :list{data} into the notice.',
        };
    }
  },
};

const indirectSource: Check = {
  rule: 'notice-39-source-unnamed',
  severity: 'error',
  ground: article('Art 14(2)(f)'),
  *find(look) {
    for (const { name, point } of indirect(look)) {
      if (!point.source) continue;
      if (!drawnOrBound(look, `collection.${name}`) && !saidSomewhere(look, point.source.who))
        yield {
          place: look.at(`collection.${name}.source`),
          message: `The notice does not say that data also comes from ${point.source.who}.`,
          todo: `Write :value{collection.${name}.source.who}.`,
        };
    }
  },
};

const indirect = ({ policy }: Look) =>
  Object.entries(policy.collection)
    .filter(([, point]) => point.from !== 'the-person' && !point['controlled-by'])
    .map(([name, point]) => ({ name, point }));

const specialUnsaid: Check = {
  rule: 'notice-41-special-category-not-in-notice',
  severity: 'warning',
  ground: article('Art 9, 13(1)(c)'),
  *find(look) {
    for (const [name, declared] of Object.entries(look.policy.data)) {
      const kinds = declared.special;
      const used = ownPurposes(look).some(([, purpose]) => purpose.data.includes(name));
      if (!kinds || !used) continue;
      const words = kinds.flatMap((kind) => kind.split('-')).filter((word) => word.length > 4);
      const named = words.some((word) => look.text.low.includes(word.slice(0, 6)));
      if (!named && !told(look, `data.${name}`, declared.says))
        yield {
          place: look.at(`data.${name}`),
          message: `Special-category data (${name}) is used, and the notice does not mention it.`,
          todo: 'Say that you use it, why, and on which condition.',
        };
    }
  },
};

export const noticePurposeChecks: readonly Check[] = [
  purposes,
  dataUnsaid,
  basis,
  ownBasis,
  interest,
  automated,
  safeguards,
  indirectData,
  indirectSource,
  specialUnsaid,
];
