import { expect, test } from 'vitest';
import { addDays, day } from '../src/base/index.ts';
import type { Twin } from '../src/controls/index.ts';
import { address, companies, does, fillsIn } from './company.ts';

const withCompany = companies('intake-policy');
const withOutserve = companies('outserve');
const withWebstraxt = companies('webstraxt');
const ADA = { name: 'Ada', email: 'ada@people.example' };

const noticeOf = async (company: Twin): Promise<string> =>
  /data-version="([0-9a-f]{64})"/.exec((await company.visit('/notice')).text)?.[1] ?? '';

/** Something comes in by the JSON door; answers what it said. */
const sends = async (company: Twin, point: string, body: Record<string, unknown>) =>
  does(company, `/api/collection/${point}`, { notice: await noticeOf(company), ...body });

const supplier = (company: Twin, point = 'register') =>
  does(company, '/api/suppliers', {
    point,
    name: 'The register',
    evidence: 'Its terms allow it to be used again',
    checkedOn: company.today(),
  });

const imports = (company: Twin, rows: Record<string, string>[], point = 'register') =>
  does(company, `/api/collection/${point}/import`, {
    supplier: 'The register',
    evidence: 'open data',
    format: 'rows',
    rows,
  });

/** The state before anything happened, with the fact, and after the fact was spoilt by SQL. */
async function spoils(
  company: Twin,
  [control, path]: readonly [string, string],
  happens: () => Promise<unknown>,
  sql: string,
  expected = ['unproven', 'kept', 'broken'],
): Promise<void> {
  const seen = [await company.stateOf(control, path)];
  await happens();
  seen.push(await company.stateOf(control, path));
  await company.rows(sql);
  seen.push(await company.stateOf(control, path));
  expect(seen, control).toEqual(expected);
}

test('intake.source: a record that does not say where it came from is broken', () =>
  withCompany((company) =>
    spoils(
      company,
      ['intake.source', 'collection.contact-form'],
      () => fillsIn(company, 'contact-form', ADA),
      'delete from record_source',
    ),
  ));

test('intake.thirdparty: no evidence, no check of the supplier, and no proof for a bought name each break it', () =>
  withCompany(async (company) => {
    const on = ['intake.thirdparty', 'collection.register'] as const;
    await spoils(
      company,
      on,
      async () => {
        await supplier(company);
        await imports(company, [{ 'business-name': 'Kilns & Co' }]);
      },
      'update record_source set proven = false',
    );
    await company.rows('update record_source set proven = true');
    expect(await company.stateOf(...on)).toBe('kept');
    await company.rows("update data_supplier set valid_to = '2026-01-01', checked_on = '2025-01-01'");
    expect(await company.stateOf(...on)).toBe('broken');
    await company.rows("update data_supplier set valid_to = '2027-01-01', checked_on = '2026-01-01'");
    await company.rows('update record_source set bought = true, proven = false');
    expect(await company.stateOf(...on)).toBe('broken');
  }));

test('notice.art14: a duty whose day went by, and somebody to whom nobody owes word, are broken', () =>
  withCompany(async (company) => {
    const on = ['notice.art14', 'collection.register'] as const;
    await spoils(
      company,
      on,
      async () => {
        await supplier(company);
        await imports(company, [{ 'business-name': 'Kilns & Co' }]);
      },
      "update told_duty set due_on = '2026-11-20'",
    );
    await company.rows("update told_duty set due_on = '2026-11-25'");
    expect(await company.stateOf(...on)).toBe('at-risk');
    await company.rows('delete from told_duty');
    expect(await company.stateOf(...on)).toBe('broken');
  }));

test('hr.applicant and hr.cvspecial: an application without its route, and an open fence without a yes, are broken', () =>
  withCompany(async (company) => {
    const applies = () =>
      sends(company, 'job-application', {
        fields: { ...ADA, cv: 'I make glass. I am a practising Catholic.', route: 'direct' },
      });
    const fence = () => company.stateOf('hr.cvspecial', 'collection.job-application');
    await spoils(
      company,
      ['hr.applicant', 'collection.job-application'],
      applies,
      'update record_source set route = null',
    );
    expect(await fence()).toBe('kept');
    await company.rows('update record_part set open = true');
    expect(await fence()).toBe('broken');
  }));

test('survey.engine: answers that nobody was asked for are broken', () =>
  withCompany(async (company) => {
    await spoils(
      company,
      ['survey.engine', 'collection.survey'],
      () => fillsIn(company, 'survey', { score: '5', email: ADA.email }),
      `update survey_answer set answers = answers || '{"name": "Ada"}'`,
    );
  }));

test('hr.volunteered: an equality answer that is stored with a person is broken', () =>
  withCompany((company) =>
    spoils(
      company,
      ['hr.volunteered', 'collection.equality-form'],
      () => fillsIn(company, 'equality-form', { origin: 'any' }),
      `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
       values (gen_random_uuid(), gen_random_uuid(), 'equality-form', 'x', '\\x00', 'any', now())`,
    ),
  ));

test('publish.testimonial: words that stand although they were taken back are broken', () =>
  withCompany((company) =>
    spoils(
      company,
      ['publish.testimonial', 'publications.testimonials'],
      async () => {
        await sends(company, 'testimonial', {
          fields: { ...ADA, testimonial: 'Fine glass.' },
          outlets: ['website'],
        });
        const list = await company.call('GET', '/api/records?point=testimonial');
        const [record] = (list.json.items ?? []) as { id: string }[];
        await does(company, `/api/testimonials/${record?.id}/publish`, { outlet: 'website' });
      },
      'update publication set withdrawn_at = published_at',
    ),
  ));

test('intake.casefiles: a record of a case without its case is broken', () =>
  withCompany((company) =>
    spoils(
      company,
      ['intake.casefiles', 'collection.fault-report'],
      () => fillsIn(company, 'fault-report', { ...ADA, problem: 'It cracked.' }),
      'delete from support_case',
    ),
  ));

test('intake.casefiles: a closed case that is there long after its time is at risk', () =>
  withCompany(async (company) => {
    await fillsIn(company, 'fault-report', { ...ADA, problem: 'It cracked.' });
    const state = () => company.stateOf('intake.casefiles', 'collection.fault-report');
    await company.rows("update support_case set closed_at = '2026-11-20'");
    expect(await state()).toBe('kept');
    await company.rows("update support_case set closed_at = '2020-11-20'");
    expect(await state()).toBe('at-risk');
  }));

test('premises.visitors: a roll for another reason, and an entry past its time, are broken', () =>
  withCompany(async (company) => {
    const on = ['premises.visitors', 'collection.visitor-book'] as const;
    await spoils(
      company,
      on,
      async () => {
        await fillsIn(company, 'visitor-book', { 'visitor-name': 'Ada' });
        await does(company, '/api/visits/visitor-book/roll', { reason: 'drill' });
      },
      `update evidence_entry set body = jsonb_set(body::jsonb, '{reason}', '"curiosity"')::text where kind = 'visitor.roll-called'`,
    );
    await company.rows("delete from evidence_entry where kind = 'visitor.roll-called'");
    expect(await company.stateOf(...on)).toBe('kept');
    await company.rows(
      "update visit set signed_in_at = signed_in_at - interval '1 day', signed_out_at = null",
    );
    expect(await company.stateOf(...on)).toBe('at-risk');
    await company.rows(
      "update visit set signed_in_at = signed_in_at - interval '40 days', signed_out_at = signed_in_at - interval '40 days'",
    );
    expect(await company.stateOf(...on)).toBe('broken');
  }));

test('intake.telemetry: a field that is kept and not declared, and a count that is lost, are broken', () =>
  withCompany(async (company) => {
    const on = ['intake.telemetry', 'collection.kiln'] as const;
    await spoils(
      company,
      on,
      () => sends(company, 'kiln', { events: [{ firmware: '7', owner: 'Ada' }] }),
      'delete from telemetry_dropped',
    );
    await company.rows(
      `update evidence_entry set body = jsonb_set(jsonb_set(body::jsonb, '{dropped}', '0'), '{fields}', '["firmware", "owner"]')::text
       where kind = 'telemetry.taken'`,
    );
    expect(await company.stateOf(...on)).toBe('broken');
  }));

test('intake.credentials and intake.financial: a value that can be opened again is broken', () =>
  withCompany(async (company) => {
    await spoils(
      company,
      ['intake.credentials', 'collection.account'],
      () => fillsIn(company, 'account', { ...ADA, password: 'a-long-glass-rod' }),
      "update record_part set sealed = '\\x00'",
    );
    await spoils(
      company,
      ['intake.financial', 'data.money'],
      () => fillsIn(company, 'order', { ...ADA, 'card-number': '4111 1111 1111 1111' }),
      "update record_part set digest = null where kind = 'token'",
    );
  }));

test('intake.accuracy: a record that should have been confirmed by now is broken', () =>
  withCompany((company) =>
    spoils(
      company,
      ['intake.accuracy', 'attestations.accurate-records'],
      async () => {
        await fillsIn(company, 'contact-form', ADA);
        await does(company, '/api/bounces', { identity: address('ada') });
      },
      "update accuracy_check set due_on = '2026-11-01'",
    ),
  ));

test('intake.accuracy: whom nobody put before anybody is a worry after two days, and broken a month later', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('intake.accuracy', 'attestations.accurate-records');
    // A year before the company opens, and some days more.
    const daysBefore = (days: number) => addDays(day('2025-11-23'), -days);
    const heardOf = async (when: string) => {
      for (const set of [
        'person set made_at',
        'record set stored_at',
        'event set recorded_at',
        'permission set recorded_at',
      ])
        await company.rows(`update ${set} = $1::date`, [when]);
    };
    await fillsIn(company, 'contact-form', ADA);
    expect(await state()).toBe('unproven');
    await heardOf(daysBefore(0));
    expect(await state()).toBe('unproven');
    await heardOf(daysBefore(4));
    expect(await state()).toBe('at-risk');
    await heardOf(daysBefore(40));
    expect(await state()).toBe('broken');
  }));

test('mkt.referral: something that is stored of a recommendation is broken', () =>
  withCompany((company) =>
    spoils(
      company,
      ['mkt.referral', 'collection.recommend'],
      () => fillsIn(company, 'recommend', { 'referral-code': 'GLASS' }),
      `insert into record (person_id, id, point, stored_as, sealed, notice_version, stored_at)
       values (gen_random_uuid(), gen_random_uuid(), 'recommend', 'x', '\\x00', 'any', now())`,
    ),
  ));

test('premises.cctv: pictures that were asked for without an incident are broken; so is an old confirmation', () =>
  withCompany(async (company) => {
    await spoils(
      company,
      ['premises.cctv', 'collection.gate-camera'],
      () => does(company, '/api/cameras/gate-camera/requests', { asker: 'police', because: 'incident' }),
      "update camera_request set asker = 'other'",
    );
    await spoils(
      company,
      ['premises.cctv', 'retention.camera'],
      () =>
        does(company, '/api/attestations', {
          name: 'camera-overwrite',
          role: 'manager',
          signedOn: company.today(),
          evidence: 'letter 7',
        }),
      "update attestation set signed_on = '2025-01-01'",
      ['unproven', 'attested', 'broken'],
    );
  }));

test('calls.recording: a recording in silence, a gap, and a listening for something else are broken', () =>
  withCompany(async (company) => {
    const on = ['calls.recording', 'collection.telephone'] as const;
    await spoils(
      company,
      on,
      async () => {
        const { id } = await does(company, '/api/calls', {
          point: 'telephone',
          beganAt: company.now(),
          announced: true,
          recording: 'rec-1',
        });
        await does(company, `/api/calls/${String(id)}/listenings`, { purpose: 'train-staff' });
      },
      'update phone_call set announced = false',
    );
    await company.rows('update phone_call set announced = true, recording = null');
    expect(await company.stateOf(...on)).toBe('broken');
    await company.rows("update phone_call set recording = 'rec-1'");
    expect(await company.stateOf(...on)).toBe('kept');
    await company.rows("update call_listening set purpose = 'news'");
    expect(await company.stateOf(...on)).toBe('broken');
  }));

test('sec.remote: a look at what was not opened, or too late, is broken', () =>
  withCompany(async (company) => {
    const opens = async () => {
      const report = await sends(company, 'fault-report', { fields: { ...ADA, problem: 'It cracked.' } });
      const page = await company.submitForm('/forms/viewing', {
        'field.reason': 'to see the crack',
        'field.areas': 'screen',
        'field.case': String(report.record),
        notice: await noticeOf(company),
      });
      const code = /class="badge">([A-Z0-9]+)</.exec(page.text)?.[1] ?? '';
      await does(company, '/api/sessions/look', { code, area: 'screen', engineer: 'Grace' });
    };
    await spoils(
      company,
      ['sec.remote', 'collection.viewing'],
      opens,
      "update remote_look set area = 'mailbox'",
    );
    await company.rows("update remote_look set area = 'screen', at = at + interval '1 day'");
    expect(await company.stateOf('sec.remote', 'collection.viewing')).toBe('broken');
  }));

test('what somebody cannot eat goes after the dinner, and at once when they take back their yes', () =>
  withCompany(async (company) => {
    const left = async () =>
      (await company.rows<{ n: number }>('select count(*)::int as n from record_part'))[0]?.n;
    for (const who of ['ada', 'grace'])
      await sends(company, 'order', {
        fields: { name: who, email: address(who).value, diet: 'no fish' },
        consents: ['catering'],
      });
    expect(await left()).toBe(2);

    await does(company, '/api/permissions', {
      identity: address('grace'),
      purpose: 'catering',
      state: 'withdrawn',
      source: 'letter',
    });
    await company.travelTo('2026-11-24');
    expect(await left()).toBe(1);

    await does(company, '/api/events', { kind: 'dinner-held', identity: address('ada') });
    await company.travelTo('2026-11-30');
    expect(await left()).toBe(1);
    await company.travelTo('2026-12-02');
    expect(await left()).toBe(0);
    expect((await company.rows<{ n: number }>('select count(*)::int as n from record'))[0]?.n).toBe(2);
  }));

test('survey.engine: more surveys than are promised of a year are broken', () =>
  withOutserve((company) =>
    spoils(
      company,
      ['survey.engine', 'purposes.surveys'],
      () => does(company, '/api/surveys/openings', { point: 'survey', until: company.today() }),
      `insert into survey_opening select gen_random_uuid(), point, purpose, opened_on, until
       from survey_opening, generate_series(1, 4)`,
    ),
  ));

test('intake.thirdparty: what came from those of whom the policy says that nothing does is broken', () =>
  withWebstraxt((company) =>
    spoils(
      company,
      ['intake.thirdparty', 'prohibitions.outside-data'],
      () =>
        sends(company, 'passed-on-details', {
          fields: { 'full-name': 'Ada' },
          source: { who: 'A colleague', kind: 'person', evidence: 'her mail' },
        }),
      `update evidence_entry set body = jsonb_set(body::jsonb, '{supplier}', '"seller"')::text
       where kind = 'collection.received'`,
    ),
  ));
