import { rules } from '../../law/index.ts';
import type { Look } from './look.ts';
import { roughDays, typedPeriods } from './periods.rules.ts';
import { type Right, whyOwed } from './rights.rules.ts';
import { article, type Check, type Ground, lawGround, uk } from './rule.ts';

/** A right in a notice: its number, and the words by which people find it. */
const RIGHTS: readonly {
  right: Right;
  rule: string;
  ground: Ground;
  severity: 'error' | 'warning';
  said: RegExp;
}[] = [
  {
    right: 'access',
    rule: 'notice-19-no-access-right',
    ground: article('Art 13(2)(b), 15'),
    severity: 'error',
    said: /\bright (?:of|to) access|\baccess (?:to )?(?:the |your |any |all )?(?:personal )?(?:data|information)|\bcop(?:y|ies) of (?:the |your |any |all |what )?(?:personal )?(?:data|information|we)|\bsubject access|\bsee (?:the|your|what) (?:personal )?(?:data|information|we)/,
  },
  {
    right: 'rectification',
    rule: 'notice-20-no-rectification-right',
    ground: article('Art 13(2)(b), 16'),
    severity: 'error',
    said: /\brectif|\b(?:right|ask|request|want|tell|can)\b[^.]*\b(?:correct|put right|amend|inaccura|wrong)|\bcorrected\b/,
  },
  {
    right: 'erasure',
    rule: 'notice-21-no-erasure-right',
    ground: article('Art 13(2)(b), 17'),
    severity: 'error',
    said: /\b(?:right|ask|request|want|have (?:us|it|your))\b[^.]*\b(?:eras|delet|forgotten)|\b(?:eras|delet)\w+[^.]*\b(?:right|request)|\bto have data deleted/,
  },
  {
    right: 'restriction',
    rule: 'notice-22-no-restriction-right',
    ground: article('Art 13(2)(b), 18'),
    severity: 'error',
    said: /\brestrict(?:ion|ed|ing)?\b(?! (?:access|to those))|\blimit (?:how|the way|what) we use|\bstore (?:your )?data and do nothing else/,
  },
  {
    right: 'objection',
    rule: 'notice-23-no-objection-right',
    ground: article('Art 13(2)(b), 21'),
    severity: 'error',
    said: /\bobject(?:ion|ing|s)?\b/,
  },
  {
    right: 'portability',
    rule: 'notice-25-no-portability-right',
    ground: article('Art 13(2)(b), 20'),
    severity: 'warning',
    said: /\bportab|\bmachine[- ]readable|\b(?:take|move|transfer|send) [^.]*\b(?:elsewhere|another (?:organisation|company|provider|service)|someone else)/,
  },
  {
    right: 'withdrawal',
    rule: 'notice-26-no-withdrawal-right',
    ground: article('Art 13(2)(c)'),
    severity: 'error',
    said: /\bwithdraw|\btake (?:it|your consent) back|\bchange your mind|\bunsubscribe/,
  },
];

/** Whether a right is owed, declared or not: the notice tells of both. */
const owed = (look: Look, right: Right): boolean =>
  look.policy.rights[right] !== undefined || whyOwed(look, right) !== null;

const drawn = (look: Look, right: Right): boolean =>
  look.text.drawn.has('rights') || look.text.drawn.has(`rights.${right}`);

const YOUR_RIGHTS = /\b(?:your rights?|rights)\b/;

const rightsTold: readonly Check[] = RIGHTS.map(({ right, rule, ground, severity, said }) => ({
  rule,
  severity,
  ground,
  *find(look) {
    if (
      owed(look, right) &&
      !drawn(look, right) &&
      !look.text.sentences.some((one) => one.kind !== 'heading' && said.test(one.low))
    )
      yield {
        place: look.text.placeFor(YOUR_RIGHTS),
        message: `The notice does not tell people of their right of ${right}.`,
        todo: 'Put :list{rights} into the notice, or say it in your own words.',
      };
  },
}));

/** Art 21(4) wants the objection said on its own, not in a list of seven. */
const objectionApart: Check = {
  rule: 'notice-24-objection-not-separate',
  severity: 'warning',
  ground: { ...article('Art 21(4)'), tag: 'own knowledge' },
  *find(look) {
    if (!owed(look, 'objection') && !owed(look, 'marketing-objection')) return;
    const apart = look.text.sentences.some(
      (one) =>
        /\bobject|\bstop (?:our |direct )?marketing|\bmarketing\b[^.]*\bstop\b/.test(one.low) &&
        (one.kind === 'heading' ||
          one.promises.some((promise) =>
            promise.by.some((path) => /^rights\.(?:marketing-)?objection$/.test(path)),
          )),
    );
    const said = look.text.find(/\bobject(?:ion|ing)?\b/);
    if (!apart && said)
      yield {
        place: said.place,
        quote: said.text,
        sentence: said.n,
        message: 'The right to object is told in passing, not on its own.',
        todo: 'Give it a heading or a promise of its own.',
      };
  },
};

const REGULATOR =
  /\binformation commission(?:er)?|\bico\b|\bsupervisory authorit|\bdata protection (?:authority|commission)|\bregulator\b/;

const toRegulator: Check = {
  rule: 'notice-27-no-complaint-to-authority',
  severity: 'error',
  ground: article('Art 13(2)(d)'),
  *find(look) {
    if (
      !look.text.sentences.some(
        (one) => /\bcomplain|\bconcern|\bunhappy|\bdissatisfied/.test(one.low) && REGULATOR.test(one.low),
      )
    )
      yield {
        place: look.text.placeFor(/complain|your rights?/),
        message: 'The notice does not say that people can complain to the regulator.',
        todo:
          look.law === 'uk'
            ? 'Say that they can complain to the Information Commission, and how.'
            : 'Say that they can complain to their supervisory authority, and which it is.',
      };
  },
};

const TO_US =
  /\bcomplain\w*\b[^.]*\b(?:to|with) us\b|\b(?:our|a) complaints? (?:form|page|procedure|process)|\bcomplain\w*\b[^.]*\b(?:write to|tell|contact|e-?mail|call|reach) (?:us|our)\b|\b(?:write to|tell|contact|e-?mail|call) us\b[^.]*\bcomplain/;

const complaintSentences = (look: Look) =>
  look.text.sentences.filter(
    (one) =>
      one.kind !== 'heading' &&
      (TO_US.test(one.low) || one.promises.some((promise) => promise.by.includes('rights.complaint'))),
  );

const toUs: Check = {
  rule: 'notice-28-no-complaint-to-controller',
  severity: 'error',
  ground: lawGround(rules.R18),
  *find(look) {
    if (!drawn(look, 'complaint') && complaintSentences(look).length === 0)
      yield {
        place: look.text.placeFor(/complain|your rights?/),
        message:
          'The notice does not say that people can complain to us, which is their right since 19 June 2026.',
        todo: 'Say it, with the form: "You can complain to us at :value{organisation.contacts.complaints}."',
      };
  },
};

const electronically: Check = {
  rule: 'notice-29-no-electronic-complaint',
  severity: 'warning',
  ground: uk('DPA 2018 s.164A(2)', '2026-06-19'),
  *find(look) {
    const said = complaintSentences(look);
    const first = said[0];
    if (!first) return;
    const near = look.text.sentences.filter((one) => said.some((other) => Math.abs(one.n - other.n) <= 2));
    if (!near.some((one) => /\bform\b|\be-?mail|@|\bonline\b|https?:|\/\w|\bwebsite\b/.test(one.low)))
      yield {
        place: first.place,
        quote: first.text,
        sentence: first.n,
        message: 'People are told that they can complain to us, and not how to do it electronically.',
        todo: 'Name the form: :value{organisation.contacts.complaints}.',
      };
  },
};

const acknowledgedLate: Check = {
  rule: 'notice-30-late-acknowledgement',
  severity: 'warning',
  ground: uk('DPA 2018 s.164A(3)', '2026-06-19'),
  *find(look) {
    for (const sentence of complaintSentences(look)) {
      if (!/\backnowledg|\bconfirm|\breceived?\b/.test(sentence.low)) continue;
      for (const { key, said } of typedPeriods(sentence.text)) {
        const days = /^\d+d$/.test(key)
          ? Number.parseInt(key, 10)
          : /^\d+m$/.test(key)
            ? roughDays(`P${key.slice(0, -1)}M`)
            : 0;
        if (days > 31)
          yield {
            place: sentence.place,
            quote: sentence.text,
            sentence: sentence.n,
            message: `A complaint is said to be acknowledged within ${said}; the law gives 30 days.`,
            todo: 'Promise 30 days or less.',
          };
      }
    }
  },
};

export const noticeRightChecks: readonly Check[] = [
  ...rightsTold,
  objectionApart,
  toRegulator,
  toUs,
  electronically,
  acknowledgedLate,
];
