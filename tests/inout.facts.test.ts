import { expect, test } from 'vitest';
import { address, companies, does } from './company.ts';

const withCompany = companies('inout-policy');
const PATH = 'purposes.feedback';

const invited = (names: readonly string[], day: string) => ({
  purpose: 'feedback',
  subject: 'How was it?',
  text: 'We would like to know what you thought of it.',
  to: names.map(address),
  from: day,
  until: day,
});

test('invitations count by what happened to people: without it, one too many, or past the count, the board turns red', () =>
  withCompany(async (company) => {
    const state = () => company.stateOf('survey.engine', PATH);
    expect(await state()).toBe('unproven');
    const yes = { purpose: 'feedback', state: 'granted', wording: 'v1', source: 'form' };
    await does(company, '/api/permissions', { ...yes, identity: address('kit') });
    await does(company, '/api/events', { kind: 'open-day-attended', identity: address('kit') });
    expect(
      await does(company, '/api/surveys/invitations', invited(['kit', 'nobody'], company.today())),
    ).toEqual({
      queued: 1,
      absent: 0,
      already: 0,
      unknown: 1,
    });
    await company.work();
    expect(await state()).toBe('kept');

    await company.rows("update event set kind = 'enquiry-received' where kind = 'open-day-attended'");
    expect(await state()).toBe('broken');
    await company.rows("update event set kind = 'open-day-attended' where kind = 'enquiry-received'");
    expect(await state()).toBe('kept');

    await company.rows(
      `insert into survey_invitation select person_id, md5(n::text)::uuid, event, point, purpose, invited_at
       from survey_invitation, generate_series(1, 2) n`,
    );
    expect(await state()).toBe('broken');
    await company.rows("delete from survey_invitation where id in (md5('1')::uuid, md5('2')::uuid)");
    expect(await state()).toBe('kept');

    await company.rows("update survey_invitation set purpose = 'news'");
    expect(await state()).toBe('broken');
  }));

test('a promise of several purposes says of which of them it tells', () =>
  withCompany(async (company) => {
    const { json } = await company.call('GET', '/api/board');
    const rows = json.promises as { id: string; state: string; because: string }[];

    expect(rows.find(({ id }) => id === 'INO-003')).toMatchObject({
      state: 'unproven',
      because: expect.stringMatching(/^(News|Offers): [A-Z]/),
    });
  }));
