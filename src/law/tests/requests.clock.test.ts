import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, weekdayOf } from '../../base/index.ts';
import {
  answerDue,
  type ClockedRequest,
  type Establishment,
  NATIONS,
  roll,
  rulesetOf,
  UK_CALENDARS,
} from '../index.ts';

const ENGLAND: Establishment = { jurisdiction: 'uk', nation: 'england-and-wales' };
const SCOTLAND: Establishment = { jurisdiction: 'uk', nation: 'scotland' };
const NORTHERN_IRELAND: Establishment = { jurisdiction: 'uk', nation: 'northern-ireland' };
const UNKNOWN: Establishment = { jurisdiction: 'uk', nation: 'unknown' };

const access = (receivedOn: Day, more: Partial<ClockedRequest> = {}) =>
  answerDue({ right: 'access', receivedOn, establishment: ENGLAND, ...more });
const answered = (askedOn: Day, answeredOn: Day | null) => ({ askedOn, answeredOn });
const asked = (askedOn: Day, answeredOn: Day | null) =>
  ({ askedOn, answeredOn, about: 'what-is-sought' }) as const;

describe('one month', () => {
  test('T1: an event on 3 November 2026 and one month end on Thu 3 December 2026', () => {
    expect(access('2026-11-03').dueOn).toBe('2026-12-03');
  });
  test('T2: 31 January 2027 is answered by Mon 1 March 2027', () => {
    expect(access('2027-01-31').dueOn).toBe('2027-03-01');
  });
  test('T2: 25 November 2026 is answered by Tue 29 December 2026, past Christmas and its substitute', () => {
    expect(access('2026-11-25').dueOn).toBe('2026-12-29');
  });
  test('T2: the ICO’s own example, 25 November 2024, is answered by Fri 27 December 2024', () => {
    expect(access('2024-11-25').dueOn).toBe('2024-12-27');
  });
  test('T2: a request that arrives on a Sunday starts its month that day', () => {
    expect(access('2026-11-01').relevantOn).toBe('2026-11-01');
  });
  test('R1: a post at 23:59 on 1 August 2026 has its clock on 1 August', () => {
    expect(access('2026-08-01')).toMatchObject({ relevantOn: '2026-08-01', dueOn: '2026-09-01' });
  });
});

describe('whose holidays', () => {
  test('T3: 30 October 2026 is due Mon 30 November in England, Tue 1 December in Scotland', () => {
    expect(access('2026-10-30').dueOn).toBe('2026-11-30');
    expect(access('2026-10-30', { establishment: SCOTLAND }).dueOn).toBe('2026-12-01');
  });
  test('T3: 12 June 2026 is due Mon 13 July in England, Tue 14 July in Northern Ireland', () => {
    expect(access('2026-06-12').dueOn).toBe('2026-07-13');
    expect(access('2026-06-12', { establishment: NORTHERN_IRELAND }).dueOn).toBe('2026-07-14');
  });
  test('T3: where the nation is unknown the earliest day counts', () => {
    expect(access('2026-10-30', { establishment: UNKNOWN }).dueOn).toBe('2026-11-30');
    // Easter Monday is no bank holiday in Scotland, so Scotland is the earliest here.
    expect(access('2026-03-03', { establishment: UNKNOWN }).dueOn).toBe('2026-04-06');
    expect(access('2026-03-03').dueOn).toBe('2026-04-07');
  });
  test('T3: 15 May 2026 is due Tue 16 June in Scotland, whose Monday was proclaimed late', () => {
    expect(access('2026-05-15', { establishment: SCOTLAND }).dueOn).toBe('2026-06-16');
    expect(access('2026-05-15').dueOn).toBe('2026-06-15');
  });
  test('a last day past the end of the holiday table is refused, not guessed', () => {
    expect(() => access('2028-11-30')).toThrow(expect.objectContaining({ code: 'law.holidays-not-listed' }));
    expect(access('2028-11-29').dueOn).toBe('2028-12-29');
  });
});

describe('the relevant time', () => {
  test('T4: identity asked on 3 November and proved on the 17th resets: due Thu 17 December 2026', () => {
    const due = access('2026-11-02', { identity: answered('2026-11-03', '2026-11-17') });
    expect(due).toMatchObject({ relevantOn: '2026-11-17', dueOn: '2026-12-17', rules: ['T2', 'T4'] });
  });
  test('T4: while identity is not proved nothing is due', () => {
    const due = access('2026-11-02', { identity: answered('2026-11-03', null) });
    expect(due).toMatchObject({
      state: 'waiting',
      dueOn: null,
      awaits: { what: 'identity', since: '2026-11-03' },
    });
  });
  test('R2: a solicitor’s authority shown on 9 November is the start: due Wed 9 December 2026', () => {
    expect(access('2026-11-02', { authority: answered('2026-11-02', '2026-11-09') }).dueOn).toBe(
      '2026-12-09',
    );
  });
  test('R4: a fee paid on 20 November 2026 is the start: due Mon 21 December', () => {
    expect(access('2026-11-02', { fee: answered('2026-11-04', '2026-11-20') }).dueOn).toBe('2026-12-21');
  });
  test('T4: identity asked for after the last day does not cure lateness', () => {
    const due = access('2026-11-02', { identity: answered('2026-12-03', '2026-12-10') });
    expect(due).toMatchObject({ relevantOn: '2026-11-02', dueOn: '2026-12-02' });
  });
  test('T4: the latest of identity and fee counts', () => {
    const both = {
      identity: answered('2026-11-03', '2026-11-24'),
      fee: answered('2026-11-04', '2026-11-20'),
    };
    expect(access('2026-11-02', both).relevantOn).toBe('2026-11-24');
  });
});

describe('questions', () => {
  test('T5: a question from 5 to 11 November leaves out seven days: due Wed 9 December 2026', () => {
    const due = access('2026-11-02', { questions: [asked('2026-11-05', '2026-11-11')] });
    expect(due).toMatchObject({ excludedDays: 7, dueOn: '2026-12-09', extendBy: '2026-12-09' });
  });
  test('T5: an unanswered question pauses: nothing is due', () => {
    const due = access('2026-11-02', { questions: [asked('2026-11-05', null)] });
    expect(due).toMatchObject({ state: 'paused', dueOn: null, awaits: { what: 'clarification' } });
  });
  test('T5: overlapping questions leave each day out once', () => {
    const questions = [asked('2026-11-05', '2026-11-11'), asked('2026-11-09', '2026-11-13')];
    expect(access('2026-11-02', { questions }).excludedDays).toBe(9);
  });
  test('T5: days before the relevant time are not left out twice', () => {
    const due = access('2026-11-02', {
      identity: answered('2026-11-03', '2026-11-10'),
      questions: [asked('2026-11-05', '2026-11-12')],
    });
    expect(due).toMatchObject({ relevantOn: '2026-11-10', excludedDays: 2, dueOn: '2026-12-14' });
  });
  test('T5: a question of format pauses nothing', () => {
    const questions = [{ askedOn: '2026-11-05', answeredOn: null, about: 'format' }] as const;
    expect(access('2026-11-02', { questions }).dueOn).toBe('2026-12-02');
  });
  test('T5: only access requests pause', () => {
    const questions = [asked('2026-11-05', '2026-11-11')];
    expect(access('2026-11-02', { right: 'erasure', questions }).dueOn).toBe('2026-12-02');
  });
  test('T5: a question put after the last day does not cure lateness', () => {
    const questions = [asked('2026-12-03', '2026-12-10')];
    expect(access('2026-11-02', { questions })).toMatchObject({ excludedDays: 0, dueOn: '2026-12-02' });
  });
});

describe('extension', () => {
  const extendedOn = (noticeOn: Day, more: Partial<ClockedRequest> = {}) =>
    access('2026-11-30', { extension: { noticeOn, reason: 'complexity' }, ...more });
  test('T6: with relevant time 30 November 2026 notice is given by Wed 30 December, and Mon 1 March 2027 is due', () => {
    expect(extendedOn('2026-12-30')).toMatchObject({
      extendBy: '2026-12-30',
      extension: 'in-time',
      dueOn: '2027-03-01',
    });
  });
  test('T6: a notice on the day after is too late, and the first month stands', () => {
    expect(extendedOn('2026-12-31')).toMatchObject({ extension: 'too-late', dueOn: '2026-12-30' });
  });
  test('T6: days left out by a question lengthen the notice window too', () => {
    const due = extendedOn('2027-01-04', { questions: [asked('2026-12-07', '2026-12-11')] });
    expect(due).toMatchObject({ extendBy: '2027-01-04', extension: 'in-time', dueOn: '2027-03-05' });
  });
});

describe('other texts', () => {
  test('T7: received on 4 February 2026 keeps the old Article 12, on the 5th has Article 12A', () => {
    expect(rulesetOf({ receivedOn: '2026-02-04', establishment: ENGLAND })).toBe(
      'article-12-before-5-february-2026',
    );
    expect(rulesetOf({ receivedOn: '2026-02-05', establishment: ENGLAND })).toBe('article-12a');
  });
  test('T7: an old request is not paused by a question; what guidance allowed is said apart', () => {
    const due = access('2026-02-04', { questions: [asked('2026-02-09', '2026-02-13')] });
    expect(due).toMatchObject({ dueOn: '2026-03-04', excludedDays: 0, guidanceDueOn: '2026-03-09' });
  });
  test('T8: Berlin, 5 November 2026, is answered by Mon 7 December 2026', () => {
    const holidays = {
      from: '2026-01-01',
      to: '2026-12-31',
      days: ['2026-10-03', '2026-12-25', '2026-12-26'],
    } as const;
    const establishment: Establishment = { jurisdiction: 'eu', state: 'de', holidays };
    expect(access('2026-11-05', { establishment })).toMatchObject({
      dueOn: '2026-12-07',
      ruleset: 'gdpr-article-12',
    });
  });
  test('T8: weekends alone may be asked for, and are never later than the true day', () => {
    const establishment: Establishment = { jurisdiction: 'eu', state: 'de', holidays: 'weekends-only' };
    expect(access('2026-11-25', { establishment }).dueOn).toBe('2026-12-25');
  });
  test('T8: a member state without holidays is refused', () => {
    const establishment: Establishment = { jurisdiction: 'eu', state: 'ie' };
    expect(() => access('2026-11-05', { establishment })).toThrow(
      expect.objectContaining({ code: 'law.holidays-unknown' }),
    );
  });
  test('T8: in the EU proof of identity leaves the day of the law alone and moves only what guidance accepts', () => {
    const establishment: Establishment = { jurisdiction: 'eu', state: 'de', holidays: 'weekends-only' };
    const due = access('2026-11-02', { establishment, identity: answered('2026-11-03', '2026-11-09') });
    expect(due).toMatchObject({ dueOn: '2026-12-02', guidanceDueOn: '2026-12-09' });
  });
});

describe('for any request', () => {
  const received = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-02-05', days));
  const establishments = fc
    .constantFrom(...NATIONS, 'unknown' as const)
    .map((nation): Establishment => ({ jurisdiction: 'uk', nation }));
  test('the last day is a working day somewhere it counts', () => {
    fc.assert(
      fc.property(received, establishments, (receivedOn, establishment) => {
        const { dueOn } = access(receivedOn, { establishment });
        if (dueOn === null) return false;
        const nations =
          establishment.jurisdiction === 'uk' && establishment.nation !== 'unknown'
            ? [establishment.nation]
            : NATIONS;
        return weekdayOf(dueOn) < 6 && nations.some((nation) => !UK_CALENDARS[nation].holidays.has(dueOn));
      }),
    );
  });
  test('a later receipt is never due earlier', () => {
    fc.assert(
      fc.property(
        received,
        fc.integer({ min: 0, max: 40 }),
        establishments,
        (receivedOn, later, establishment) => {
          const first = access(receivedOn, { establishment }).dueOn;
          const second = access(addDays(receivedOn, later), { establishment }).dueOn;
          return first !== null && second !== null && first <= second;
        },
      ),
    );
  });
  test('an unknown nation is never due later than any nation', () => {
    fc.assert(
      fc.property(received, (receivedOn) =>
        NATIONS.every(
          (nation) => roll(receivedOn, UNKNOWN) <= roll(receivedOn, { jurisdiction: 'uk', nation }),
        ),
      ),
    );
  });
  test('a question never brings the last day forward', () => {
    const question = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 40 }));
    fc.assert(
      fc.property(received, fc.array(question, { maxLength: 4 }), (receivedOn, written) => {
        const questions = written.map(([after, days]) =>
          asked(addDays(receivedOn, after), addDays(receivedOn, after + days)),
        );
        const [without, withThem] = [access(receivedOn).dueOn, access(receivedOn, { questions }).dueOn];
        return without !== null && withThem !== null && without <= withThem;
      }),
    );
  });
});
