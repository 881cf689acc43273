import { rules } from '../../law/index.ts';
import type { Policy } from '../policy.ts';
import { saidSomewhere } from './coverage.rules.ts';
import type { Look } from './look.ts';
import { article, type Check, house, lawGround, uk } from './rule.ts';

const CONTACT = /\b(?:contact|write|reach|e-?mail|call|address)\b/;
const has = (look: Look, value: string | undefined): boolean =>
  value !== undefined && look.text.low.includes(value.toLowerCase().replaceAll('’', "'"));

const controller: Check = {
  rule: 'notice-01-no-controller-name',
  severity: 'error',
  ground: article('Art 13(1)(a)'),
  *find(look) {
    if (!has(look, look.policy.organisation.name))
      yield {
        place: look.text.placeFor(/who we are|about us|contact/),
        message: `The notice does not say the legal name of who is responsible: ${look.policy.organisation.name}.`,
        todo: 'Write :value{organisation.name} where you say who you are.',
      };
  },
};

const contact: Check = {
  rule: 'notice-02-no-controller-contact',
  severity: 'error',
  ground: article('Art 13(1)(a)'),
  *find(look) {
    const { privacy, phone, post } = look.policy.organisation.contacts;
    if (![privacy, phone, post].some((one) => has(look, one)))
      yield {
        place: look.text.placeFor(CONTACT),
        message: 'The notice gives none of the contacts of who is responsible.',
        todo: 'Write :value{organisation.contacts.privacy}.',
      };
  },
};

const representative: Check = {
  rule: 'notice-03-representative-unnamed',
  severity: 'error',
  ground: { ...lawGround(rules.N6), source: 'GDPR Art 13(1)(a), 27' },
  *find(look) {
    const acting = look.policy.organisation.representative;
    if (acting && !has(look, acting.contact) && !look.text.find(/\brepresentative\b/))
      yield {
        place: look.text.placeFor(CONTACT),
        message: 'A representative is declared, and the notice does not name it.',
        todo: 'Write :value{organisation.representative.says} and :value{organisation.representative.contact}.',
      };
  },
};

/** The officer's entry, where a data protection officer is required or appointed. */
const dpo = ({ organisation }: Policy) => organisation.officers['data-protection-officer'];

const officer: Check = {
  rule: 'notice-04-no-dpo-contact',
  severity: 'error',
  ground: article('Art 13(1)(b)'),
  *find(look) {
    const declared = dpo(look.policy);
    if (!declared) return;
    const own = typeof declared === 'string' ? undefined : declared.contact;
    const mentioned = look.text.find(/\bdata protection officer\b|\bdpo\b/);
    if (!mentioned)
      yield {
        place: look.text.placeFor(CONTACT),
        message: 'A data protection officer is declared, and the notice does not say how to reach one.',
        todo: 'Write who it is and :value{organisation.officers.data-protection-officer.contact}.',
      };
    else if (!has(look, own) && ![look.policy.organisation.contacts.privacy].some((one) => has(look, one)))
      yield {
        place: mentioned.place,
        quote: mentioned.text,
        sentence: mentioned.n,
        message: 'The notice names the data protection officer and no way to reach one.',
        todo: 'Declare officers.data-protection-officer.contact, and draw it here.',
      };
  },
};

const registration: Check = {
  rule: 'notice-61-registration-not-in-notice',
  severity: 'info',
  ground: uk('Data Protection (Charges and Information) Regulations 2018', null, 'S'),
  *find(look) {
    const { regulator } = look.policy.organisation.registrations;
    if (regulator && !has(look, regulator.reference))
      yield {
        place: look.text.placeFor(CONTACT),
        message: 'The notice does not show the registration with the regulator; it need not.',
        todo: 'Write :value{organisation.registrations.regulator.reference} to show it.',
      };
  },
};

const dated: Check = {
  rule: 'notice-63-no-date',
  severity: 'warning',
  ground: article('Art 12(1)'),
  *find(look) {
    const { policy, text } = look;
    const written = text.find(
      /\b(?:last (?:updated|changed|reviewed|revised)|in force (?:from|since)|effective (?:from|date)|updated on|version of)\b/,
    );
    if (!policy.effective && !written)
      yield {
        place: { file: 'notice.md', line: 1, column: 1 },
        message: 'Nothing says from when this notice holds.',
        todo: 'Set "effective" in policy.yaml: the published notice shows it.',
      };
  },
};

const stale: Check = {
  rule: 'notice-63-old-date',
  severity: 'warning',
  ground: article('Art 12(1)'),
  *find(look) {
    const { policy, facts } = look;
    if (policy.effective && facts.registerChanged && policy.effective < facts.registerChanged)
      yield {
        place: look.at('effective'),
        message: `The notice is of ${policy.effective}, and the declarations were changed on ${facts.registerChanged}.`,
        todo: 'Publish a new version.',
      };
  },
};

const PLACEHOLDER =
  /\[(?:your|our|company|organisation|insert|name|date|address|e-?mail|phone|tbc|x+)\b[^\]]*\]|\blorem ipsum\b|\b(?:TBC|TBD|TODO)\b|\bX{3,}\b|\bexample company\b/i;

const placeholder: Check = {
  rule: 'notice-66-placeholder',
  severity: 'warning',
  ground: house,
  *find({ text }) {
    for (const sentence of text.sentences) {
      const match = PLACEHOLDER.exec(sentence.typed);
      if (match)
        yield {
          place: sentence.place,
          quote: sentence.text,
          sentence: sentence.n,
          message: `"${match[0]}" looks like a gap that nobody has filled in.`,
          todo: 'Fill it in.',
        };
    }
  },
};

const children: Check = {
  rule: 'notice-62-no-word-for-children',
  severity: 'warning',
  ground: { ...article('Art 12(1), 25'), tag: 'S' },
  *find(look) {
    const young = Object.entries(look.policy.people).find(([, one]) => one.children);
    if (
      young &&
      !look.text.find(/\b(?:child|children|under (?:13|16|18)|young(?:er)? people|parents?|guardian)\b/)
    )
      yield {
        place: look.at(`people.${young[0]}`),
        message: `Some of ${young[0]} may be children, and the notice says nothing to them or of them.`,
        todo: 'Add a passage in words that they understand.',
      };
  },
};

/** What people lose who tell us nothing, or must tell us by law or contract. */
const mustProvide: Check = {
  rule: 'notice-34-no-requirement-statement',
  severity: 'warning',
  ground: article('Art 13(2)(e)'),
  *find(look) {
    const { policy, text } = look;
    const asks = Object.entries(policy.collection).find(([, point]) =>
      point.purposes.some((name) =>
        ['contract', 'legal-obligation'].includes(policy.purposes[name]?.basis ?? ''),
      ),
    );
    if (!asks) return;
    const [name, point] = asks;
    const said = text.find(
      /\b(?:if you (?:do not|don't|choose not|prefer not|decide not)|without (?:it|them|this|these|that|your)|you (?:must|need to|have to|are (?:not )?(?:required|obliged)|do not have to) (?:to )?(?:give|provide|tell|supply)|(?:we|us) cannot .*without|(?:required|needed|optional) (?:field|information|details))\b/,
    );
    if (!said && !(point.without && saidSomewhere(look, point.without)))
      yield {
        place: look.at(`collection.${name}`),
        message: `What people give at ${name} is needed for a contract or a law, and the notice does not say what happens without it.`,
        todo: 'Say whether they must give it, and what you cannot do without it.',
      };
  },
};

export const noticeIdentityChecks: readonly Check[] = [
  controller,
  contact,
  representative,
  officer,
  registration,
  dated,
  stale,
  placeholder,
  children,
  mustProvide,
];
