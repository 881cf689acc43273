import { rules } from '../../law/index.ts';
import { judgedThough } from '../judged.rules.ts';
import type { Look } from './look.ts';
import { overlap } from './purposes.rules.ts';
import { article, type Check, type Ground, lawGround } from './rule.ts';

const significant = ({ policy }: Look) =>
  Object.entries(policy.decisions).filter(([, decision]) => decision.automated && decision.significant);

const withoutReview = (ground: Ground): Check => ({
  rule: 'law-automated-decision-without-review',
  severity: 'error',
  ground,
  *find(look) {
    for (const [name, decision] of significant(look))
      if (!decision['review-by'])
        yield {
          place: look.at(`decisions.${name}`),
          message: `${name} is decided by a machine and matters to people, and nobody is named who reviews it.`,
          todo: 'Name the role: review-by: board-member.',
        };
  },
});

const prohibited = (ground: Ground): Check => ({
  rule: 'law-automated-decision-prohibited',
  severity: 'error',
  ground,
  *find(look) {
    for (const [name, decision] of significant(look))
      if (decision.basis === 'legitimate-interests')
        yield {
          place: look.at(`decisions.${name}.basis`),
          message: `${name} is a significant automated decision on legitimate interests, which Article 22 does not allow.`,
          todo: 'Rest it on a contract, a law or explicit consent, or let a person decide.',
        };
  },
});

const onSpecialData: Check = {
  rule: 'law-automated-decision-on-special-data',
  severity: 'error',
  ground: lawGround(rules.R17),
  *find(look) {
    for (const [name, decision] of significant(look)) {
      const special = (decision.data ?? []).filter((one) => look.policy.data[one]?.special);
      if (special.length === 0 || decision.basis === 'consent') continue;
      const publicInterest =
        decision.basis !== 'legitimate-interests' &&
        Object.values(look.policy.purposes).some(
          (purpose) =>
            purpose.special?.condition === 'substantial-public-interest' && overlap(purpose.data, special),
        );
      if (!publicInterest)
        yield {
          place: look.at(`decisions.${name}.data`),
          message: `${name} decides by machine on special-category data (${special.join(', ')}) without explicit consent.`,
          todo: 'Take that data out, ask for explicit consent, or let a person decide.',
        };
    }
  },
};

const logicUnsaid: Check = {
  rule: 'law-automated-decision-unexplained',
  severity: 'warning',
  ground: article('Art 13(2)(f)'),
  *find(look) {
    for (const [name, decision] of significant(look))
      if (!decision.logic)
        yield {
          place: look.at(`decisions.${name}`),
          message: `${name} does not say how it decides and what that means for people.`,
          todo: 'Say it in "logic": people must be told.',
        };
  },
};

const judgedAllTheSame: Check = {
  rule: 'law-judged-though-prohibited',
  severity: 'error',
  ground: article('Art 5(1)(a)'),
  *find(look) {
    for (const { path, says, prohibition } of judgedThough(look.policy))
      yield {
        place: look.at(path),
        message: `${says}, and prohibitions.${prohibition} says that this never happens.`,
        todo: 'Take out the one or the other: people are told that it never happens.',
      };
  },
};

export const decisionChecks: readonly Check[] = [
  withoutReview(lawGround(rules.R17)),
  withoutReview(lawGround(rules['R17.eu'])),
  prohibited(lawGround(rules['R17.eu'])),
  prohibited(lawGround(rules['R17.article-22'])),
  onSpecialData,
  logicUnsaid,
  judgedAllTheSame,
];
