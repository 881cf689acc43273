import type { Law } from './rule.ts';

/*
 * The provisions the rules rest on, as dated data. A tag `own knowledge` means that nobody has read the source for us:
 * such a rule is never more than a warning, and says so.
 */
const gdpr = (article: string): Law => ({
  source: `UK GDPR / GDPR Art ${article}`,
  tag: 'V',
  validFrom: '2018-05-25',
});
const gdprSecondary = (article: string): Law => ({ ...gdpr(article), tag: 'S' });
const own = (source: string, validFrom: Law['validFrom']): Law => ({
  source: `${source} [own knowledge]`,
  tag: 'own knowledge',
  validFrom,
});

export const LAW = {
  gdpr,
  gdprSecondary,
  own,
  pecr: (regulation: string): Law => ({
    source: `PECR reg ${regulation}`,
    tag: 'V',
    validFrom: '2003-12-11',
  }),
  complaintToController: {
    source: 'DPA 2018 s.164A (DUAA s.103, SI 2026/82)',
    tag: 'V',
    validFrom: '2026-06-19',
  },
  complaintArticle: { source: 'DUAA 2025 Sch 10', tag: 'S', validFrom: '2026-06-19' },
  automatedDecisions: { source: 'UK GDPR Arts 22A-22D (DUAA s.80)', tag: 'S', validFrom: '2026-02-05' },
  recognisedInterests: {
    source: 'UK GDPR Art 6(1)(ea), Annex 1 (DUAA s.70, Sch 4)',
    tag: 'S',
    validFrom: '2026-02-05',
  },
  privacyShield: { source: 'CJEU C-311/18 (Schrems II)', tag: 'S', validFrom: '2020-07-16' },
  safeHarbour: { source: 'CJEU C-362/14 (Schrems I)', tag: 'S', validFrom: '2015-10-06' },
  act1998: { source: 'Data Protection Act 1998, repealed by DPA 2018', tag: 'S', validFrom: '2018-05-25' },
  directive: { source: 'Directive 95/46/EC, repealed by GDPR Art 94', tag: 'S', validFrom: '2018-05-25' },
  oldClauses: {
    source: 'ICO transitional provisions for standard contractual clauses',
    tag: 'S',
    validFrom: '2024-03-21',
  },
  ukClauses: {
    source: 'ICO IDTA and Addendum, in force under DPA 2018 s.119A',
    tag: 'S',
    validFrom: '2022-03-21',
  },
  dataBridge: { source: 'SI 2023/1028 (UK-US data bridge)', tag: 'S', validFrom: '2023-10-12' },
  adequacyOfUk: {
    source: 'Commission decisions on UK adequacy, renewed to 27 Dec 2031',
    tag: 'S',
    validFrom: '2025-12-19',
  },
  transferTest: { source: 'UK GDPR Arts 45B, 46(6) (DUAA Sch 7)', tag: 'S', validFrom: '2026-02-05' },
  cookieExemptions: { source: 'PECR Sch A1 (DUAA s.112)', tag: 'S', validFrom: '2026-02-05' },
  charitySoftOptIn: { source: 'PECR reg 22(3A) (DUAA s.114)', tag: 'S', validFrom: '2026-02-05' },
  fee: {
    source: 'Data Protection (Charges and Information) Regulations 2018',
    tag: 'S',
    validFrom: '2018-05-25',
  },
} as const;
