import { addPeriod, type Day, sayDay } from '../../base/index.ts';
import { rules } from '../../law/index.ts';
import { sayPeriod } from '../words.ts';
import { contrastOnWhite } from './contrast.rules.ts';
import { roughDays } from './periods.rules.ts';
import { article, type Check, type Ground, house, lawGround, uk } from './rule.ts';

const registrationExpired: Check = {
  rule: 'law-registration-expired',
  severity: 'error',
  ground: lawGround(rules.N5),
  *find(look) {
    const registered = look.policy.organisation.registrations.regulator;
    if (registered && registered.expires < look.on)
      yield {
        place: look.at('organisation.registrations.regulator.expires'),
        message: `The registration with the regulator ended on ${sayDay(registered.expires as Day)}.`,
        todo: 'Pay the fee and put in the new day.',
      };
  },
};

const registrationForm: Check = {
  rule: 'notice-61-no-registration-number',
  severity: 'info',
  ground: uk('Data Protection (Charges and Information) Regulations 2018', null, 'S'),
  *find(look) {
    const registered = look.policy.organisation.registrations.regulator;
    if (!registered)
      yield {
        place: look.at('organisation'),
        message: 'No registration with the regulator is declared.',
        todo: 'Declare it if you pay the fee: registrations: { regulator: { reference: ZA123456, expires: … } }.',
      };
    else if (!/^Z[A-Z0-9]{0,2}\d{5,7}$/i.test(registered.reference))
      yield {
        place: look.at('organisation.registrations.regulator.reference'),
        message: `"${registered.reference}" does not look like a registration number.`,
        todo: 'It is a Z, perhaps another letter, and digits: ZA123456.',
      };
  },
};

/** A controller outside the country that its people are in names somebody there. */
const representative: Check = {
  rule: 'notice-03-representative-missing',
  severity: 'error',
  // The language's "abroad" is seen from the UK; of the EU's states it says nothing.
  ground: { ...lawGround(rules.N6), law: 'uk' },
  *find(look) {
    const { organisation } = look.policy;
    if (organisation.establishment === 'abroad' && !organisation.representative)
      yield {
        place: look.at('organisation.establishment'),
        message: 'The organisation is established abroad and names no representative here.',
        todo: 'Name one: representative: { says: …, contact: …, in: … }.',
      };
  },
};

const regulatorSlow: Check = {
  rule: 'law-incident-notified-late',
  severity: 'error',
  ground: lawGround(rules.B1),
  *find(look) {
    const period = look.policy.incidents?.['notify-regulator-within'];
    if (period && roughDays(period) > 3)
      yield {
        place: look.at('incidents.notify-regulator-within'),
        message: `The regulator is told of a breach within ${sayPeriod(period)}; the law gives 72 hours.`,
        todo: 'Set "notify-regulator-within: PT72H" or less.',
      };
  },
};

const ARTICLE_14: Ground = article('Art 14(3)');

const toldLate: Check = {
  rule: 'notice-40-late-article-14-notice',
  severity: 'warning',
  ground: ARTICLE_14,
  *find(look) {
    for (const [name, point] of Object.entries(look.policy.collection))
      if (point['tell-within'] && roughDays(point['tell-within']) > 31)
        yield {
          place: look.at(`collection.${name}.tell-within`),
          message: `People whose data comes through ${name} hear of it within ${sayPeriod(point['tell-within'])}; the law gives one month.`,
          todo: 'Set "tell-within: P1M" or less.',
        };
  },
};

const neverTold: Check = {
  rule: 'law-indirect-data-untold',
  severity: 'warning',
  ground: ARTICLE_14,
  *find(look) {
    for (const [name, point] of Object.entries(look.policy.collection))
      if (point.from !== 'the-person' && !point['tell-within'] && !point['controlled-by'])
        yield {
          place: look.at(`collection.${name}.from`),
          message: `Data comes in through ${name} from somebody else, and nothing says when the person hears of it.`,
          todo: 'Say it: tell-within: P1M.',
        };
  },
};

const sourceMissing: Check = {
  rule: 'notice-39-source-not-declared',
  severity: 'error',
  ground: article('Art 14(2)(f)'),
  *find(look) {
    for (const [name, point] of Object.entries(look.policy.collection))
      if (point.from !== 'the-person' && !point.source && !point['controlled-by'])
        yield {
          place: look.at(`collection.${name}.from`),
          message: `Data comes in through ${name} from somebody else, and nothing says from whom.`,
          todo: 'Say it: source: { who: "people who recommend somebody" }.',
        };
  },
};

const reviewOverdue: Check = {
  rule: 'law-review-overdue',
  severity: 'warning',
  ground: article('Art 5(2), 24(1)'),
  *find(look) {
    const { reviewed } = look.policy.changes;
    const every = look.policy.changes['review-every'];
    if (!reviewed || !every) return;
    const due = addPeriod(reviewed as Day, every);
    if (due < look.on)
      yield {
        place: look.at('changes.reviewed'),
        message: `This policy was to be reviewed by ${sayDay(due)}.`,
        todo: 'Review it and put in the day.',
      };
  },
};

/** Our pages set links and buttons in the organisation's colour. */
const contrast: Check = {
  rule: 'language-contrast',
  severity: 'error',
  ground: { ...house, source: 'WCAG 2.2, 1.4.3' },
  *find(look) {
    const colour = look.policy.organisation.appearance?.colour;
    const ratio = colour ? contrastOnWhite(colour) : null;
    if (colour && ratio !== null && ratio < 4.5)
      yield {
        place: look.at('organisation.appearance.colour'),
        message: `${colour} on white has a contrast of ${ratio.toFixed(1)} to 1; people need 4.5 to read it.`,
        todo: 'Choose a darker colour.',
      };
  },
};

export const organisationChecks: readonly Check[] = [
  registrationExpired,
  registrationForm,
  representative,
  regulatorSlow,
  toldLate,
  neverTold,
  sourceMissing,
  reviewOverdue,
  contrast,
];
