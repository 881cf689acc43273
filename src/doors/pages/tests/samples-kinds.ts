import type { CollectionPoint } from '../../../collection/index.ts';
import * as page from '../index.ts';
import { form, HASH, NASTY, point } from './samples.ts';

const made = (declared: Partial<CollectionPoint>, props: Partial<page.FormProps> = {}): page.FormProps => ({
  ...form,
  declared: { ...point, asks: [], offers: [], purposes: ['orders'], ...declared },
  token: 'abc.def.ghi',
  ...props,
});

const diet = made(
  {
    kind: 'booking',
    asks: ['catering', 'newsletter'],
    fields: { name: 'required', email: 'required', 'dietary-needs': 'optional' },
  },
  {
    point: 'baking-course',
    purposes: { ...form.purposes, catering: { says: 'for the meal and nothing else' } },
    explicit: { 'dietary-needs': 'catering' },
  },
);

const survey = made(
  {
    kind: 'survey',
    fields: { score: 'optional', comment: 'optional', email: 'optional' },
    anonymous: { 'minimum-group': 5, name: 'optional' },
  },
  { point: 'survey', apart: ['email'] },
);

const application = made(
  {
    kind: 'application',
    asks: ['papers'],
    fields: { name: 'required', cv: { need: 'required', because: 'it is what we judge by' } },
  },
  {
    point: 'job-application',
    kinds: { cv: 'file' },
    purposes: { ...form.purposes, papers: { says: 'where the job calls for it' } },
  },
);

const session = made(
  { kind: 'remote-session', fields: { reason: 'required' }, 'case-bound': true, 'time-limit': 'PT15M' },
  { point: 'viewing' },
);

const book = made(
  {
    kind: 'visitor-book',
    says: 'so that nobody is left behind in a fire',
    fields: {
      'visitor-name': { need: 'required', without: 'We cannot let you in unsigned.' },
      'signed-in': 'required',
    },
  },
  { point: 'visitor-book' },
);

/** One page of each kind of collection point, by the path under which it is served. */
export const kindPagesOf = (on: page.Site): Record<string, string> => ({
  '/forms/baking-course': page.formPage(on, diet),
  '/forms/baking-course/wrong': page.formPage(on, {
    ...diet,
    values: { name: NASTY, email: 'ada@people.example', 'dietary-needs': 'no gluten' },
    errors: [
      {
        field: 'dietary-needs',
        message: 'We take it only with your explicit yes to the question beside it.',
      },
    ],
  }),
  '/forms/survey': page.formPage(on, survey),
  '/forms/survey/sent': page.formDonePage(on, {
    point: 'survey',
    stored: true,
    relayed: false,
    confirm: false,
    anonymous: true,
  }),
  '/forms/survey/results': page.surveyResultsPage(on, {
    point: 'survey',
    results: {
      minimumGroup: 5,
      answers: 41,
      questions: [
        {
          field: 'score',
          answered: 40,
          cells: [
            { label: '5', count: 28 },
            { label: NASTY, count: 12 },
          ],
          withheld: false,
        },
        { field: 'comment', answered: 30, cells: [], withheld: true },
      ],
    },
  }),
  '/forms/survey/results/none': page.surveyResultsPage(on, {
    point: 'survey',
    results: { minimumGroup: 5, answers: null, questions: [] },
  }),
  '/forms/job-application': page.formPage(on, application),
  '/forms/testimonial': page.formPage(
    on,
    made(
      { kind: 'testimonial', fields: { name: 'required', testimonial: 'required' } },
      { point: 'testimonial', outlets: ['website', 'social-media'] },
    ),
  ),
  '/testimonials': page.testimonialsPage(on, {
    items: [
      { id: HASH, outlet: 'website', text: 'Best bread in the county.\nBy far.', by: `Ada, ${NASTY}` },
      { id: `${HASH}2`, outlet: 'website', text: NASTY, by: '' },
    ],
  }),
  '/testimonials/mine/token': page.myTestimonialPage(on, {
    token: 'token',
    done: true,
    items: [
      { id: 'a', outlet: 'website', publishedAt: '2026-11-02T09:00:00.000Z', withdrawnAt: null },
      { id: 'b', outlet: 'social-media', publishedAt: null, withdrawnAt: '2026-11-03T09:00:00.000Z' },
      { id: 'c', outlet: 'brochure', publishedAt: null, withdrawnAt: null },
    ],
  }),
  '/forms/visitor-book': page.visitorPage(on, { ...book, values: {}, errors: [] }),
  '/forms/visitor-book/wrong': page.visitorPage(on, {
    ...book,
    errors: [{ field: 'badge', message: 'Nobody is signed in with this badge number.' }],
  }),
  '/forms/visitor-book/in': page.visitorDonePage(on, { point: 'visitor-book', badge: '4711' }),
  '/forms/visitor-book/out': page.visitorDonePage(on, { point: 'visitor-book', badge: null }),
  '/forms/viewing': page.sessionPage(on, { ...session, lasts: '15 minutes' }),
  '/forms/viewing/opened': page.sessionDonePage(on, {
    point: 'viewing',
    opened: { code: 'K7NQ2MXW', expiresAt: '2026-11-23T10:15:00.000Z', areas: ['Printer', NASTY] },
  }),
  '/forms/viewing/closed': page.sessionDonePage(on, { point: 'viewing', opened: null }),
  '/forms/cctv': page.signpostPage(on, {
    ...made({ kind: 'camera', says: 'cameras at the gate' }, { point: 'cctv' }),
    controller: { name: NASTY, contact: 'gate@yard.example' },
  }),
  '/forms/recommend': page.formPage(
    on,
    made(
      { kind: 'referral', fields: { 'referral-code': 'optional' }, stores: 'nowhere' },
      { point: 'recommend', share: { subject: 'Fernhill', text: `I thought of you: ${NASTY}` } },
    ),
  ),
  '/forms/fault/sent': page.formDonePage(on, {
    point: 'fault-report',
    stored: true,
    relayed: false,
    confirm: false,
    number: '019335e2-aaaa-7bbb-8ccc-0123456789ab',
  }),
});
