import { hasChannel } from '../facts/identity.ts';
import { LAW } from '../laws.ts';
import { found, headingAbout, missing, NOTHING, type Rule } from '../rule.ts';
import { terms } from '../terms/compile.ts';

const CONTACT_HEADING = /\bcontact|who we are|about us|controller/;
const SEAT = terms(
  'compan(?:y|ies) (?:registration |reg\\.? )?(?:no\\.?|number|registered|house)',
  'registered (?:office|address|company|charity|number|no|in|at|with|under|as)',
  '(?:registration|reg\\.?|charity|corporate) ?(?:no\\.?|number|nr)',
  'reg\\. (?:no|address)',
  'rcs|siren|siret|hrb|handelsregister|trade register|register of companies|chamber of commerce|kvk',
  'incorporated (?:in|under)',
  'sole trader|partnership|parish|council|university|nhs|schools?|academy|surgery|church',
);

const ROUTE =
  /\bcontact(?:ing)? (?:us|our|the|me)\b|\b(?:write|writing|apply|e-?mail) to\b|\be-?mail(?:ing)? (?:us|our|me|the)\b|@|e-?mail ?protected|\b(?:form|account settings|in writing|details (?:below|above)|set out (?:below|above)|data protection officer)\b/;
const ABOUT_REQUESTS =
  /\brights?\b|\brequest|\bcopy\b|delet|correct|eras|remov|\baccess|question|quer(?:y|ies)|enquir/;
const FOR_MARKETING = /unsubscrib|marketing|newsletter|mailing list/;

export const identityRules: readonly Rule[] = [
  {
    id: 'notice-01-no-controller-name',
    severity: 'error',
    law: LAW.gdpr('13(1)(a)'),
    todo: 'Name the company, body or person who decides how the data is used.',
    looks: ({ name, prose }) => {
      if (name.is === 'absent')
        return missing('The notice does not say who the controller is.', prose.sentences[0]);
      if (name.is === 'weak')
        return found('A trading name appears, but no legal name of the controller.', name.at, 'info');
      return NOTHING;
    },
  },
  {
    id: 'notice-02-no-controller-contact',
    severity: 'error',
    law: LAW.gdpr('13(1)(a)'),
    todo: 'Give an e-mail address, a telephone number or a postal address.',
    looks: (notice) => {
      const near = headingAbout(notice, CONTACT_HEADING) ?? notice.prose.sentences[0];
      if (notice.contact.is === 'absent')
        return missing('The notice gives no way to contact the controller.', near);
      if (notice.contact.is === 'weak')
        return found(
          'Contact is pointed to, but no address or number stands in the text.',
          notice.contact.at,
          'warning',
        );
      return NOTHING;
    },
  },
  {
    id: 'notice-03-representative-unnamed',
    severity: 'warning',
    law: LAW.own('UK GDPR / GDPR Arts 13(1)(a), 27', '2018-05-25'),
    todo: 'Name the representative and say how to reach it.',
    looks: ({ representative }) =>
      representative.identity.is === 'weak' || representative.contact.is === 'weak'
        ? found(
            'A representative is spoken of, but its name or contact is not given.',
            representative.identity.at,
          )
        : NOTHING,
  },
  {
    id: 'notice-04-no-dpo-contact',
    severity: 'error',
    law: LAW.gdpr('13(1)(b)'),
    todo: "Give the data protection officer's e-mail, telephone or postal address.",
    looks: ({ dpo, contact }) =>
      dpo.is === 'weak'
        ? found(
            'A data protection officer is named, but no way to reach one stands beside it.',
            dpo.at,
            contact.is === 'said' ? 'warning' : 'error',
          )
        : NOTHING,
  },
  {
    id: 'prose-no-company-details',
    severity: 'warning',
    law: LAW.own('Companies (Trading Disclosures) rules; Art 13(1)(a)', '2018-05-25'),
    only: 'uk',
    todo: 'State the registered name, number and office, or the postal address.',
    looks: (notice) =>
      notice.prose.sentences.some(
        (s) =>
          SEAT.test(s.low) && !/\bico\b|information commission|data protection (?:register|act)/.test(s.low),
      )
        ? NOTHING
        : missing('No company number or registered office is given.', headingAbout(notice, CONTACT_HEADING)),
  },
  {
    id: 'prose-no-rights-contact',
    severity: 'warning',
    law: LAW.gdpr('12(2)'),
    todo: 'Say where a request to use a right is sent.',
    looks: (notice) => {
      const { prose, rights } = notice;
      const anyRight = Object.values(rights).some((right) => right.is === 'said');
      const routed = prose.sentences.some(
        (s) =>
          ROUTE.test(s.said) && ABOUT_REQUESTS.test(`${s.said} ${s.under}`) && !FOR_MARKETING.test(s.low),
      );
      if (!anyRight || routed) return NOTHING;
      // Any address will do, unless each is given for marketing alone.
      const general = prose.sentences.some(
        (s) =>
          hasChannel(s) && !FOR_MARKETING.test(`${s.low} ${s.under}`) && !/\bico\b|commissioner/.test(s.low),
      );
      if (general) return NOTHING;
      return missing('Rights are listed, but not where to send a request.', headingAbout(notice, /\bright/));
    },
  },
];
