import { expect, test } from 'vitest';
import {
  accessReplyItemsOwed,
  answerForm,
  childAnswers,
  deletionWaitsFor,
  erasure,
  mayChargeOrRefuse,
  missingFromRefusal,
  objection,
  portable,
  receivedByController,
  recipientsToTell,
  rectification,
  refusalItemsOwed,
  restrictionAllows,
  restrictionLiftable,
  ruleInForce,
} from '../index.ts';

test('R3: a child of 12 in Glasgow is answered, elsewhere competence is judged', () => {
  expect(childAnswers(12, 'scotland').answer).toBe('child');
  expect(childAnswers(11, 'scotland').answer).toBe('judge-competence');
  expect(childAnswers(12, 'england-and-wales').answer).toBe('judge-competence');
});
test('R4: answering is free; a further copy may be charged', () => {
  const request = {
    manifestlyUnfounded: false,
    manifestlyExcessive: false,
    furtherCopy: false,
    reasoning: '',
  };
  expect(mayChargeOrRefuse(request).answer).toBe('neither');
  expect(mayChargeOrRefuse({ ...request, furtherCopy: true }).answer).toBe('charge');
});
test('R5: the same request ten days later may be refused, with its reasoning and not without', () => {
  const request = { manifestlyUnfounded: false, manifestlyExcessive: true, furtherCopy: false };
  const reasoning = 'Answered on 2 November 2026; nothing new by the 12th.';
  expect(mayChargeOrRefuse({ ...request, reasoning }).answer).toBe('charge-or-refuse');
  expect(mayChargeOrRefuse({ ...request, reasoning: ' ' }).answer).toBe('neither');
});
test('R6: a refusal due on 3 December 2026 without the line of s.164A is defective', () => {
  const said = ['reasons', 'complaint-to-regulator', 'court'] as const;
  expect(missingFromRefusal(said, '2026-12-03', 'uk')).toEqual(['complaint-to-controller']);
  expect(missingFromRefusal(said, '2026-06-18', 'uk')).toEqual([]);
  expect(missingFromRefusal(said, '2026-12-03', 'eu')).toEqual([]);
  expect(refusalItemsOwed('2026-06-19', 'uk')).toHaveLength(4);
});
test('R7: an access reply lists Art 15(1), with the complaint to us in the UK from 19 June 2026', () => {
  expect(accessReplyItemsOwed('2026-06-18', 'uk')).not.toContain('complaint-to-controller');
  expect(accessReplyItemsOwed('2026-06-19', 'uk')).toContain('complaint-to-controller');
  expect(accessReplyItemsOwed('2026-11-02', 'eu')).toHaveLength(9);
});
test('R7: the bounded search is law from 1 January 2024', () => {
  expect([ruleInForce('R7', '2023-12-31'), ruleInForce('R7', '2024-01-01')]).toEqual([false, true]);
});
test('R8: an e-mail of 2 November 2026 is answered electronically, unless paper is wished', () => {
  expect(answerForm({ electronically: true, wishes: null })).toBe('electronic');
  expect(answerForm({ electronically: true, wishes: 'paper' })).toBe('paper');
  expect(answerForm({ electronically: false, wishes: null })).toBe('paper');
});
test('R10: a wrong address is put right, an opinion correctly recorded is not wrong', () => {
  const claim = { inaccurate: true, incomplete: false, opinion: false };
  expect(rectification(claim).answer).toBe('correct');
  expect(rectification({ ...claim, opinion: true }).answer).toBe('refuse');
  expect(rectification({ ...claim, inaccurate: false, incomplete: true }).answer).toBe('complete');
});
test('R11: consent withdrawn on 2 November 2026 erases all but the invoice that law orders kept', () => {
  const asked = {
    ground: 'consent-withdrawn',
    exception: 'legal-obligation-or-public-task',
    exceptionCoversAll: false,
  } as const;
  expect(erasure(asked)).toMatchObject({ answer: 'erase-the-rest', because: 'Art 17(3)(b)' });
  expect(erasure({ ...asked, exceptionCoversAll: true }).answer).toBe('refuse');
  expect(erasure({ ...asked, exception: null }).answer).toBe('erase');
  expect(erasure({ ...asked, ground: null, exception: null }).answer).toBe('refuse');
});
test('R12: restricted data is stored and not sent; lifted on 20 November after word of the 19th', () => {
  expect(restrictionAllows('storage')).toBe(true);
  expect(restrictionAllows('legal-claims')).toBe(true);
  expect(restrictionAllows('other')).toBe(false);
  expect(restrictionLiftable('2026-11-19', '2026-11-20')).toBe(true);
  expect(restrictionLiftable(null, '2026-11-20')).toBe(false);
});
test('R13: an erasure of 2 November 2026 tells its three recipients, save where impossible', () => {
  const recipients = ['mail', 'print', 'cloud'].map((name) => ({
    name,
    impossibleOrDisproportionate: name === 'print',
  }));
  expect(recipientsToTell('erasure', recipients).map(({ name }) => name)).toEqual(['mail', 'cloud']);
  expect(recipientsToTell('other', recipients)).toEqual([]);
});
test('R14: provided and observed data is portable, inferred, on paper or under legitimate interests not', () => {
  const data = { basis: 'contract', origin: 'observed', automated: true } as const;
  expect(portable(data).answer).toBe('yes');
  expect(portable({ ...data, origin: 'inferred' }).answer).toBe('no');
  expect(portable({ ...data, automated: false }).answer).toBe('no');
  expect(portable({ ...data, basis: 'legitimate-interests' }).answer).toBe('no');
});
test('R15: an objection restricts, then stops unless grounds are shown', () => {
  const raised = { directMarketing: false, basis: 'legitimate-interests' } as const;
  expect(objection({ ...raised, groundsShown: null }).answer).toBe('restrict-and-decide');
  expect(objection({ ...raised, groundsShown: false }).answer).toBe('stop');
  expect(objection({ ...raised, groundsShown: true }).answer).toBe('continue');
  expect(objection({ ...raised, basis: 'contract', groundsShown: null }).answer).toBe('no-right');
});
test('R16: against marketing grounds count for nothing, on any basis', () => {
  for (const basis of ['consent', 'legitimate-interests', 'contract'] as const) {
    expect(objection({ directMarketing: true, basis, groundsShown: true }).answer).toBe('suppress-at-once');
  }
});
test('R19: forwarded on 3 November 2026 the clock begins then, unless the processor is where requests go', () => {
  const request = { processorReceivedOn: '2026-11-02', forwardedOn: '2026-11-03' } as const;
  expect(receivedByController({ ...request, processorIsIntakePoint: false })).toBe('2026-11-03');
  expect(receivedByController({ ...request, processorIsIntakePoint: true })).toBe('2026-11-02');
});
test('R20: deletion waits from 2 November to the close on 2 December 2026', () => {
  const request = { receivedOn: '2026-11-02', closedOn: '2026-12-02' } as const;
  expect(deletionWaitsFor(request, '2026-11-01')).toBe(false);
  expect(deletionWaitsFor(request, '2026-11-02')).toBe(true);
  expect(deletionWaitsFor(request, '2026-12-02')).toBe(false);
  expect(deletionWaitsFor({ ...request, closedOn: null }, '2027-01-01')).toBe(true);
});
