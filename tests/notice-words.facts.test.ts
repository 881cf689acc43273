import { describe, expect, test } from 'vitest';
import type { Twin } from '../src/controls/index.ts';
import { boardOf } from '../src/proof/index.ts';
import { address, companies, does, fillsIn, OPENS, policy } from './company.ts';

const withCompany = companies('notice-words-policy');

/** What people read is changed behind the back of every check, as a release with other rules would find it. */
async function rewrites(company: Twin, file: string, from: string, to: string): Promise<void> {
  const rewritten = await company.rows(
    `update policy_version set files = jsonb_set(files::jsonb, array[$1], to_jsonb(replace(files ->> $1, $2, $3)))
     where in_force_at is not null and replaced_at is null and position($2 in files ->> $1) > 0 returning 1`,
    [file, from, to],
  );
  if (rewritten.length !== 1) throw new Error(`"${from}" does not stand in ${file}`);
}

describe('notice.identity', () => {
  const state = (company: Twin) => company.stateOf('notice.identity', 'organisation');
  const signs = (company: Twin) =>
    does(company, '/api/attestations', {
      name: 'record-compared',
      role: 'director',
      signedOn: OPENS,
      evidence: 'extract 4711',
    });

  test('a record that somebody compared is kept; when that is removed nothing shows it, when it is old it is at risk, then broken', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('unproven');
      await signs(company);
      expect(await state(company)).toBe('kept');

      await company.rows(
        "update attestation set signed_on = ($1::date - interval '5 months 10 days')::date",
        [OPENS],
      );
      expect(await state(company)).toBe('at-risk');
      await company.rows("update attestation set signed_on = ($1::date - interval '6 months 1 day')::date", [
        OPENS,
      ]);
      expect(await state(company)).toBe('broken');
      await company.rows('delete from attestation');
      expect(await state(company)).toBe('unproven');
    }));

  test('nobody signs at all: broken when the first interval since the first version has passed', () =>
    withCompany(async (company) => {
      await company.rows(
        "update policy_version set in_force_at = in_force_at - interval '7 months', proposed_at = proposed_at - interval '7 months'",
      );

      expect(await state(company)).toBe('broken');
    }));

  test('a published number that is none, and a published name that is nobody’s, break it', () =>
    withCompany(async (company) => {
      await signs(company);
      await rewrites(company, 'policy.yaml', '"09990041"', '"0999"');
      expect(await state(company)).toBe('broken');
      await rewrites(company, 'policy.yaml', '"0999"', '"09990041"');
      expect(await state(company)).toBe('kept');

      await rewrites(company, 'notice.md', '## Complaints', 'Forms are by Wrenlow Ltd.\n\n## Complaints');

      expect(await state(company)).toBe('broken');
    }));
});

describe('notice.lint', () => {
  const state = (company: Twin, path = 'changes') => company.stateOf('notice.lint', path);
  const because = async (company: Twin): Promise<string> => {
    const { json } = await company.call('GET', '/api/board?control=notice.lint&path=changes');
    return JSON.stringify(json);
  };
  const complaints = (company: Twin) =>
    rewrites(company, 'policy.yaml', '  complaint: { acknowledge-within: P14D, routes: [web, email] }\n', '');

  test('the version in force is judged by the law of today, and says which law is newer than it', () =>
    withCompany(async (company) => {
      expect(await state(company)).toBe('kept');

      await company.rows("update policy_version set in_force_at = '2026-05-04T09:00:00Z'");
      await complaints(company);

      expect(await state(company)).toBe('broken');
      expect(await because(company)).toContain('It is so since Fri 19 June 2026');
    }));

  test('words that leave things open put it at risk, law that has ended breaks it and what is said of law', () =>
    withCompany(async (company) => {
      const says = (from: string, to: string) => rewrites(company, 'notice.md', from, to);
      await says('## Complaints', 'Data is used for various purposes.\n\n## Complaints');
      expect(await state(company)).toBe('at-risk');

      await says('for various purposes', 'by the Data Protection Act 1998');

      expect(await state(company)).toBe('broken');
      expect(await state(company, 'scope.data-protection-law')).toBe('broken');
      expect(await state(company, 'scope.special-data')).toBe('kept');
    }));

  test('a field that tells of the body and is not called special breaks what is said of special data', () =>
    withCompany(async (company) => {
      await rewrites(company, 'policy.yaml', 'fields: [item, price]', 'fields: [item, fingerprint]');

      expect(await state(company, 'scope.special-data')).toBe('broken');
    }));

  test('without a version in force it is broken', () =>
    withCompany(async (company) => {
      const live = {
        now: company.now(),
        today: company.today(),
        inForceSince: company.today(),
        policyOf: () => Promise.resolve(policy('notice-words-policy')),
        rows: company.rows,
      };
      const board = () => boardOf(policy('notice-words-policy'), live, new Set());
      const shown = async (id: string) => (await board()).promises.find((one) => one.id === id)?.state;
      expect([await shown('WRD-002'), await shown('WRD-001')]).toEqual(['kept', 'unproven']);

      await company.rows('update policy_version set replaced_at = in_force_at');

      expect([await shown('WRD-002'), await shown('WRD-001')]).toEqual(['broken', 'broken']);
    }));
});

describe('notice.scope', () => {
  const state = (company: Twin, name: string) => company.stateOf('notice.scope', `scope.${name}`);
  const enquires = (company: Twin) =>
    fillsIn(company, 'contact-form', {
      name: 'Ada',
      email: 'ada@people.example',
      message: 'Do you bind theses?',
    });
  const WORDS = ['we', 'you', 'personal-data', 'controller', 'places'];
  const states = (company: Twin) => Promise.all(WORDS.map((name) => state(company, name)));

  test('words are kept by what came in under them; without a record nothing shows them', () =>
    withCompany(async (company) => {
      expect(new Set(await states(company))).toEqual(new Set(['unproven']));
      await enquires(company);
      expect(new Set(await states(company))).toEqual(new Set(['kept']));

      await company.rows('delete from record');

      expect(new Set(await states(company))).toEqual(new Set(['unproven']));
    }));

  test('a record from a point of which the notice says nothing breaks them, and so does one of people left out', () =>
    withCompany(async (company) => {
      await enquires(company);
      await company.rows("update record set point = 'call-recording'");
      expect(await state(company, 'places')).toBe('broken');

      await company.rows("update record set point = 'recommendation'");
      expect(await state(company, 'places')).toBe('kept');
      await rewrites(
        company,
        'policy.yaml',
        '    from: a-third-party\n',
        '    from: a-third-party\n    people: [enquirer]\n',
      );
      expect(await state(company, 'you')).toBe('kept');
      await rewrites(
        company,
        'policy.yaml',
        'people: [enquirer, customer, subscriber',
        'people: [customer, subscriber',
      );
      expect(await state(company, 'you')).toBe('broken');
    }));

  test('a place whose link to the notice is gone breaks the word that it stands under, and no other', () =>
    withCompany(async (company) => {
      await enquires(company);

      await rewrites(
        company,
        'policy.yaml',
        'at: https://phone.wrenlow.example,\n          notice: https://wrenlow.example/privacy,\n',
        'at: https://phone.wrenlow.example,\n',
      );

      expect([await state(company, 'places'), await state(company, 'we')]).toEqual(['broken', 'kept']);
    }));

  test('who asked about others was told whose notice applies; when that is removed nothing shows it, without an address it is broken', () =>
    withCompany(async (company) => {
      expect(await state(company, 'agencies')).toBe('unproven');
      await does(company, '/api/requests', {
        kind: 'access',
        identity: address('ada'),
        route: 'phone',
        about: 'agencies',
      });
      expect(await state(company, 'agencies')).toBe('kept');

      await company.rows('alter table evidence_entry disable trigger user');
      await company.rows(
        `update evidence_entry set body = replace(body, '"lines":1', '"lines":0') where kind = 'request.governed-elsewhere'`,
      );
      expect(await state(company, 'agencies')).toBe('broken');
      await company.rows(`delete from evidence_entry where kind = 'request.governed-elsewhere'`);
      expect(await state(company, 'agencies')).toBe('unproven');
    }));
});
