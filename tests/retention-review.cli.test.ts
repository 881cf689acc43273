import { afterEach, expect, test } from 'vitest';
import { addDays, startOf } from '../src/base/index.ts';
import { sayPreview } from '../src/doors/cli/retention-preview.ts';
import { reviewPart } from '../src/doors/cli/retention-review.ts';
import { makeServer } from '../src/doors/http/server.ts';
import {
  disposeDue,
  listProposals,
  policyInForce,
  previewRetention,
  takeEvent,
} from '../src/procedures/index.ts';
import { takeSubmission } from '../src/procedures/submission.ts';
import { email, withHouses } from '../src/procedures/tests/houses.ts';
import { codeOf, PASSWORD, signedIn } from './staff-client.ts';

afterEach(() => {
  delete process.env.KEPT_STAFF_PASSWORD;
  delete process.env.KEPT_STAFF_CODE;
});

test('in the terminal somebody agrees in their own name, with password and code, and nobody else can', () =>
  withHouses(
    async ({ one, store }) => {
      store.clock.set(startOf('2026-11-23', 'Europe/London'));
      const { hash: notice } = await policyInForce(one);
      await takeSubmission(one, 'application-form', {
        fields: { name: 'Ada', email: email('ada').value, letter: 'I have good hands.' },
        consents: [],
        declined: [],
        notice,
      });
      await takeEvent(one, { id: null, kind: 'application-rejected', identities: [email('ada')], at: null });
      store.clock.set(startOf(addDays('2027-11-23', -17), 'Europe/London'));
      await disposeDue(one);
      const app = await makeServer(one, { perMinute: 1_000_000 });
      await signedIn({ one, app }, 'owner');
      const lead = await signedIn({ one, app }, 'privacy-lead');
      await app.close();
      const [asked] = await listProposals(one);
      const approve = () =>
        reviewPart(one, { approve: asked?.hash ?? '', as: lead.email, json: true }, [asked?.id ?? '']);

      process.env.KEPT_STAFF_CODE = codeOf(lead.uri, 1);
      process.env.KEPT_STAFF_PASSWORD = 'not this one at all';
      await expect(approve()).rejects.toMatchObject({ code: 'staff.wrong' });
      process.env.KEPT_STAFF_PASSWORD = PASSWORD;
      expect(await approve()).toBe(0);

      expect(await listProposals(one)).toMatchObject([
        { state: 'asked', stage: 2, approvals: [{ by: `staff:${lead.id}`, role: 'privacy-lead' }] },
      ]);
    },
    { policy: 'media-policy' },
  ));

test('a preview says each rule once, and of one without words of its own why it is', () =>
  withHouses(async ({ one, store }) => {
    store.clock.set(startOf('2026-11-23', 'Europe/London'));
    const { hash: notice } = await policyInForce(one);
    await takeSubmission(one, 'application-form', {
      fields: { name: 'Ada', email: email('ada').value, letter: 'I have good hands.' },
      consents: [],
      declined: [],
      notice,
    });
    await takeEvent(one, { id: null, kind: 'application-rejected', identities: [email('ada')], at: null });
    const lines = sayPreview(await previewRetention(one, '2036-11-23'));

    expect(lines[0]).toBe(
      'applications: 1 of 1 people, then erase. An applicant can bring a claim for some months after the answer.',
    );
    expect(lines.at(-1)).toMatch(/^2036-11-23: 1 due by 1 rules/);
  }));
