import { describe, expect, it } from 'vitest';
import { type Change, comparePolicies } from '../compare/index.ts';
import { type Edit, edited, policyOf, SOUND } from './sound-policy.ts';

const sound = policyOf(SOUND);
const change = (find: string, replace: string): Change[] => changes({ file: 'policy.yaml', find, replace });
const changes = (...edits: Edit[]): Change[] => comparePolicies(sound, policyOf(edited(SOUND, ...edits)));

describe('comparing two policies', () => {
  it('finds nothing between a policy and itself, nor when only its comments and order change', () => {
    expect(comparePolicies(sound, sound)).toEqual([]);
    expect(
      change('data: [contact-details, order-details]', 'data: [order-details, contact-details] # the same'),
    ).toEqual([]);
  });

  it('says in words what was and what is', () => {
    expect(change('keep: P7Y', 'keep: P8Y')).toEqual([
      {
        path: 'retention.orders.keep',
        what: 'changed',
        says: 'orders: keep 7 years → 8 years',
        material: true,
        because: 'Data is kept longer.',
      },
    ]);
    expect(change('where: in', 'where: [in, us]')[0]?.says).toBe(
      'drawing office: where now also the United States',
    );
    expect(change('name: Mailchimp', 'name: Brevo')[0]?.says).toBe('Brevo: name Mailchimp → Brevo');
  });

  const material: [string, string, string, string][] = [
    [
      'a new purpose',
      'purposes:\n',
      'purposes:\n  sell-doors: { says: to sell you doors, basis: contract, people: [customer], data: [order-details] }\n',
      'purposes.sell-doors',
    ],
    [
      'consent that becomes our interest',
      'kind: marketing\n    basis: consent',
      'kind: marketing\n    basis: legitimate-interests',
      'purposes.workshop-news.basis',
    ],
    [
      'more data for a purpose',
      'people: [applicant]\n    data: [application]',
      'people: [applicant]\n    data: [application, contact-details]',
      'purposes.hire-people.data',
    ],
    [
      'another channel',
      'channels: [email]\n    at-most',
      'channels: [email, sms]\n    at-most',
      'purposes.workshop-news.channels',
    ],
    [
      'a new recipient',
      'recipients:\n',
      'recipients:\n  printer: { says: a printer, role: processor }\n',
      'recipients.printer',
    ],
    ['a new country', 'where: in', 'where: [in, us]', 'recipients.drawing-office.where'],
    [
      'another protection abroad',
      'mechanism: idta',
      'mechanism: bcr',
      'recipients.drawing-office.transfer.mechanism',
    ],
    [
      'a new kind of data',
      'data:\n',
      'data:\n  photos: { says: photos of you, fields: [photo] }\n',
      'data.photos',
    ],
    ['a field more', 'fields: [item, price]', 'fields: [item, price, size]', 'data.order-details.fields'],
    ['longer keeping', 'keep: P1Y', 'keep: P2Y', 'retention.enquiries.keep'],
    [
      'another end of keeping',
      'keep: P1Y, then: erase',
      'keep: P1Y, then: anonymise',
      'retention.enquiries.then',
    ],
    ['a right that goes', '  portability: { within: P1M }\n', '', 'rights.portability'],
    [
      'a right that slows',
      'human-review: { within: P14D }',
      'human-review: { within: P1M }',
      'rights.human-review.within',
    ],
    [
      'fewer ways to complain',
      'routes: [web, email] }\nincidents',
      'routes: [web] }\nincidents',
      'rights.complaint.routes',
    ],
    [
      'a decision left to a machine',
      'decisions:\n',
      'decisions:\n  sorting: { says: who is invited, automated: true, significant: true, basis: consent }\n',
      'decisions.sorting',
    ],
    [
      'an answer that becomes required',
      'fields: { name: required, email: required, message: required }',
      'fields: { name: required, email: required, message: required, phone: required }',
      'collection.contact-form.fields.phone',
    ],
    [
      'a cookie that is no longer asked for',
      'adverts: { ask: consent,',
      'adverts: { exemption: appearance, objection: true,',
      'cookies.adverts.ask',
    ],
    [
      'another controller',
      'name: Fernhill Joinery Limited',
      'name: Oakhill Joinery Limited',
      'organisation.name',
    ],
    ['a later word of a breach', 'PT72H', 'PT96H', 'incidents.notify-regulator-within'],
  ];
  it.each(material)('calls %s material', (_what, find, replace, path) => {
    const found = change(find, replace).filter((one) => one.path === path);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ material: true });
    expect(found[0]?.because).toMatch(/\.$/);
  });

  it('calls a prohibition that goes material, and a new one not', () => {
    const without = policyOf(
      edited(
        SOUND,
        {
          file: 'policy.yaml',
          find: 'prohibitions:\n  sell: { says: we never sell your data, act: sell }\n',
          replace: '',
        },
        { file: 'notice.md', find: 'prohibitions.sell', replace: 'retention.orders' },
      ),
    );
    expect(comparePolicies(sound, without)).toMatchObject([
      { path: 'prohibitions.sell', what: 'removed', material: true },
    ]);
    expect(comparePolicies(without, sound)).toMatchObject([
      { path: 'prohibitions.sell', what: 'added', material: false },
    ]);
  });

  const harmless: [string, string, string][] = [
    ['shorter keeping', 'keep: P1Y', 'keep: P6M'],
    ['a renewed agreement', 'expires: 2027-03-01', 'expires: 2029-03-01'],
    ['a checked transfer', 'checked: 2026-10-01', 'checked: 2026-11-01'],
    ['a quicker right', 'access: { within: P1M }', 'access: { within: P14D }'],
    ['a new phone number', '+44 1632 960111', '+44 1632 960112'],
    [
      'a question that becomes optional',
      'email: required, message: required',
      'email: required, message: optional',
    ],
    [
      'better words for a reason',
      'a year is long enough to come back to an enquiry',
      'within a year people come back to an enquiry',
    ],
    ['a fresh review', 'reviewed: 2026-10-01', 'reviewed: 2026-11-01'],
  ];
  it.each(harmless)('does not call %s material', (_what, find, replace) => {
    expect(change(find, replace).filter((one) => one.material)).toEqual([]);
  });

  it('reads the same backwards: what was added is removed', () => {
    const after = policyOf(
      edited(SOUND, {
        file: 'policy.yaml',
        find: 'recipients:\n',
        replace: 'recipients:\n  printer: { says: a printer, role: processor }\n',
      }),
    );
    expect(comparePolicies(after, sound)).toMatchObject([
      { path: 'recipients.printer', what: 'removed', material: false },
    ]);
  });
});
