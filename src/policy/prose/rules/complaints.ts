import { LAW } from '../laws.ts';
import { found, headingAbout, missing, NOTHING, type Rule, sentenceRule } from '../rule.ts';

const COMPLAINT_HEADINGS = [/\bcomplain|\bconcerns?\b/, /\brights?\b/, /\bcontact/] as const;

export const complaintRules: readonly Rule[] = [
  {
    id: 'notice-27-no-complaint-to-authority',
    severity: 'error',
    law: LAW.gdpr('13(2)(d)'),
    todo: 'State the right to complain to the supervisory authority, and name it.',
    looks: (notice) =>
      notice.authorityComplaint.is === 'absent'
        ? missing(
            'The right to complain to the supervisory authority is not stated.',
            headingAbout(notice, ...COMPLAINT_HEADINGS),
          )
        : NOTHING,
  },
  {
    id: 'notice-28-no-complaint-to-controller',
    severity: 'error',
    law: LAW.complaintToController,
    only: 'uk',
    todo: 'Say that people may complain to you, how (an electronic form or e-mail), that you acknowledge within 30 days, and that you tell them the outcome.',
    looks: (notice) => {
      const { is, at } = notice.controllerComplaint;
      const severity = notice.jurisdiction.seatedInUk ? 'error' : 'warning';
      if (is === 'absent')
        return missing(
          'The right to complain to the controller itself is not stated.',
          headingAbout(notice, ...COMPLAINT_HEADINGS),
          severity,
        );
      if (is === 'weak')
        return found(
          'An address for complaints is given, but neither the right nor the acknowledgement within 30 days and the outcome.',
          at,
          'warning',
        );
      return NOTHING;
    },
  },
  {
    id: 'notice-29-no-electronic-complaint',
    severity: 'warning',
    law: { ...LAW.complaintToController, source: 'DPA 2018 s.164A(2)' },
    only: 'uk',
    todo: 'Offer a form or an e-mail address for complaints.',
    looks: ({ controllerComplaint: { is, at }, prose }) => {
      if (is !== 'said' || !at) return NOTHING;
      const section = prose.sentences.filter((s) => Math.abs(s.n - at.n) <= 6);
      return section.some((s) => /@|e-?mail|\bform\b|online|website|https?:|www\./.test(s.low)) ||
        /@|e-?mail protected/.test(prose.low)
        ? NOTHING
        : found('Complaints can be made, but by no electronic way.', at);
    },
  },
  sentenceRule({
    id: 'notice-30-late-acknowledgement',
    severity: 'warning',
    law: { ...LAW.complaintToController, source: 'DPA 2018 s.164A(3)' },
    only: 'uk',
    todo: 'Acknowledge within 30 days of receipt.',
    says: /acknowledg[^;]{0,60}\b(?:3[1-9]|[4-9]\d|\d{3}|six|eight|twelve|two|three) ?(?:\(\d+\) )?(?:working |business |calendar )?(?:days?|weeks|months)/,
    unless: /\b(?:two|three|six) (?:\(\d\) )?(?:working |business )?days|\btwo weeks|\bthree weeks/,
    when: (s) => /complain/.test(`${s.low} ${s.under}`),
    message: 'A complaint must be acknowledged within 30 days.',
  }),
  sentenceRule({
    id: 'notice-31-must-complain-to-us-first',
    severity: 'warning',
    law: { ...LAW.complaintToController, source: 'DPA 2018 ss.164A, 165', tag: 'S' },
    only: 'uk',
    todo: 'Invite people to come to you first; do not make it a condition.',
    says: /\b(?:must|are required to|have to|need to|should always|shall)\b[^;]{0,50}\b(?:complain|raise|contact|report|exhaust|complete)[^;]{0,80}\b(?:first|before|prior)|\bbefore (?:you can|you may|contacting|complaining)[^;]{0,80}\bmust\b|only (?:after|once)[^;]{0,60}complain/,
    when: (s) => /complain|concern/.test(s.low) && /\bico\b|commission|authority|regulator/.test(`${s.low}`),
    message:
      'Complaining to the controller first is offered by law, not required before going to the regulator.',
  }),
  sentenceRule({
    id: 'notice-32-cites-article-77',
    severity: 'warning',
    law: LAW.complaintArticle,
    only: 'uk',
    todo: 'Cite DPA 2018 s.165.',
    says: /\bart(?:icle|\.)? ?77\b/,
    unless: /\beu gdpr|european|member state/,
    when: (_s, { prose }) => /uk gdpr/.test(prose.low),
    message: 'Article 77 of the UK GDPR was replaced for complaints from 19 June 2026.',
  }),
];
