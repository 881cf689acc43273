import type { Notice } from '../facts/index.ts';
import { LAW } from '../laws.ts';
import type { Sentence } from '../notice.ts';
import { found, headingAbout, NOTHING, type Rule, type Spot, sentenceRule } from '../rule.ts';

const COOKIE = /\bcookies?\b|tracking technolog|web beacons?|\bpixels?\b|local storage/;
const NOT_NECESSARY =
  /\b(?:analy[sz]|analytic|statistic|traffic|which pages|google|advert|ads\b|count\w* (?:our |the )?visit|measur|marketing|tracking|track|targeting|remarketing|third[- ]party|performance|preference|functional|social media|facebook|visitor behaviou?r|how (?:visitors|users|people) use|personali[sz]|profil|doubleclick|hubspot)/;
const ASKS_FIRST =
  /\b(?:cookie (?:banner|consent|settings|preferences?|control|notice|pop-?up|tool|bar|choices|manager|preference cent(?:re|er))|consent (?:banner|tool|management|manager|pop-?up)|(?:manage|change|withdraw|set|give|control|review) (?:your )?(?:cookie )?(?:preferences|consent|choices)|(?:only|with|unless|without|until|after|if|once) (?:\w+ ){0,5}(?:your |prior |explicit )?(?:consent|permission|accept|agree)|opt[- ]?in|consented by clicking|(?:ask|request|obtain|seek) (?:\w+ ){0,4}consent|accept(?:ed|ing)? (?:all |non-essential |optional |our |the )cookies|click\w* (?:on )?["']?accept|reject (?:all|non-essential))/;
const BROWSER =
  /\b(?:brows\w+|device settings|handset)\b[^;]{0,140}\b(?:refus|reject|block|disabl|declin|delet|remov|notify|prevent|not (?:to )?accept|turn off|switch off|restrict|opt[- ]out|warn|clear|accept or)|\b(?:refus|reject|block|disabl|declin|delet|remov|prevent|turn off|switch off|control|manag|restrict|opt[- ]out|stop)\w*\b[^;]{0,140}\bbrows\w+/;

const asksFirst = ({ prose }: Notice): boolean =>
  prose.sentences.some(
    (s) =>
      ASKS_FIRST.test(s.low) &&
      (COOKIE.test(s.low) ||
        (/\bcookies?\b/.test(s.under) &&
          /analytic|statistic|tracking|these|them|banner|optional/.test(s.low))) &&
      !/geolocation|location data/.test(s.low) &&
      !/\bby (?:using|continuing|visiting)/.test(s.low),
  );
const usesMore = ({ prose }: Notice): boolean =>
  prose.sentences.some(
    (s) =>
      COOKIE.test(`${s.low} ${s.under}`) &&
      NOT_NECESSARY.test(s.low) &&
      !/\b(?:not|never|n't) (?:use|set|place)/.test(s.low),
  );
/** Where a text does not show whose law it answers to, the reader's holds. */
const ePrivacy = ({ jurisdiction: { uk, eu, us } }: Notice): boolean => uk || eu || !us;

/** Consent first has been the rule for devices since the amendment of May 2011. */
const READER = {
  ...LAW.pecr('6'),
  source: 'PECR reg 6; ePrivacy Directive Art 5(3)',
  validFrom: '2011-05-26',
} as const;
const isAnalyticsAddOn = (s: Sentence): boolean =>
  /\b(?:opt[- ]?out|prevent|refuse|stop)\w*\b[^;]{0,160}\b(?:add-?on|plug-?in|extension|gaoptout)|gaoptout/.test(
    s.low,
  );

export const cookieRules: readonly Rule[] = [
  {
    id: 'notice-56-browser-settings-as-consent',
    severity: 'error',
    law: READER,
    todo: 'Ask before setting cookies that are not strictly necessary, or, for statistics in the United Kingdom, offer a simple objection on the page.',
    looks: (notice) => {
      if (!ePrivacy(notice) || asksFirst(notice) || !usesMore(notice)) return NOTHING;
      const at =
        notice.prose.sentences.find(
          (s) =>
            s.kind !== 'heading' &&
            BROWSER.test(s.low) &&
            COOKIE.test(`${s.low} ${s.under}`) &&
            !isAnalyticsAddOn(s),
        ) ?? notice.prose.sentences.find((s) => BROWSER.test(s.low) && COOKIE.test(s.low));
      return at
        ? found(
            'Browser settings are offered in place of a choice; they are neither consent nor a simple objection.',
            at,
            // What a separate cookie policy offers cannot be seen from here.
            /\bcookies? (?:policy|notice|page|statement)\b/.test(notice.prose.low) ? 'warning' : 'error',
          )
        : NOTHING;
    },
  },
  {
    id: 'notice-57-statistics-without-objection',
    severity: 'warning',
    law: LAW.cookieExemptions,
    only: 'uk',
    todo: 'Ask for consent, or give clear information and a simple objection on the page itself.',
    looks: (notice) => {
      if (asksFirst(notice)) return NOTHING;
      const at = notice.prose.sentences.find(isAnalyticsAddOn);
      return at
        ? found(
            'Statistics are offered with a browser add-on as the only way out; that is no consent and no simple objection.',
            at,
          )
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'notice-58-exempt-advertising',
    severity: 'warning',
    law: LAW.cookieExemptions,
    only: 'uk',
    todo: 'Ask for consent: no exemption covers advertising.',
    says: /\b(?:advertis|marketing|targeting|remarketing)\w*\b[^;]{0,80}\b(?:exempt|do(?:es)? not (?:require|need) (?:your )?consent|without (?:your )?consent|strictly necessary|essential)|\b(?:exempt|strictly necessary|essential)\b[^;]{0,60}\b(?:advertis|targeting|remarketing)\w*/,
    unless: /\bnot (?:strictly necessary|essential|exempt)|non-?essential|e-?mail|post\b/,
    when: (s) => COOKIE.test(`${s.low} ${s.under}`),
    message: 'Advertising cookies are called exempt; they need consent.',
  }),
  sentenceRule({
    id: 'prose-cookie-wall',
    severity: 'warning',
    law: READER,
    todo: 'Require only the cookies that the service cannot run without.',
    says: /\b(?:must|need to|have to|required to) (?:enable|accept|allow) (?:all )?cookies\b/,
    unless: /strictly necessary|essential cookies/,
    message: 'All cookies are required; only strictly necessary ones may be.',
  }),
  sentenceRule({
    id: 'prose-social-plugins',
    severity: 'warning',
    law: READER,
    todo: 'Load share buttons and embedded media only after a choice.',
    says: /\b(?:share|like|social)\b[^;]{0,60}\b(?:buttons?|plug-?ins?|features?|widgets?)\b[^;]{0,160}|\bfeatures may\b[^;]{0,120}\bset a cookie/,
    when: (s, notice) =>
      ePrivacy(notice) &&
      /facebook|twitter|linkedin|google|social media/.test(s.low) &&
      !asksFirst(notice) &&
      /\b(?:site|website|pages?|features?|include|embed|use)/.test(s.low) &&
      !/follow us/.test(s.low),
    message: 'Share buttons of other companies load and set cookies before any choice.',
    most: 1,
  }),
  {
    id: 'prose-cookies-not-described',
    severity: 'warning',
    law: READER,
    todo: 'List the cookies: name, who sets it, what for, how long; or link to the page that does.',
    looks: (notice) => {
      const heading = headingAbout(notice, /\bcookies?\b/);
      const at =
        heading ??
        notice.prose.sentences.find((s) =>
          /\b(?:use|uses|set|place|places)\b[^;]{0,30}\bcookies\b/.test(s.low),
        );
      if (!at) return NOTHING;
      const described = notice.prose.sentences.filter((s) =>
        /\b(?:session|persistent|strictly necessary|essential|analytics?|preference|advertising|security|functional|performance|first[- ]party|third[- ]party) cookies?\b|\bcookie (?:list|table|name)|_ga\b|phpsessid|\bcookie (?:policy|notice)\b/.test(
          s.low,
        ),
      );
      return described.length === 0
        ? found('Cookies are announced, but neither listed nor described.', at)
        : NOTHING;
    },
  },
  {
    id: 'prose-tracking-cookie-without-consent',
    severity: 'warning',
    law: READER,
    todo: 'Say who sets it, how long it lasts, and that it waits for consent.',
    looks: (notice) => {
      if (!ePrivacy(notice) || asksFirst(notice)) return NOTHING;
      const tracking = notice.prose.sentences.filter(
        (s) =>
          /\b(?:track|record|monitor)\w*\b[^;]{0,50}\b(?:what you|your|you)\b[^;]{0,40}\b(?:view|visit|brows|click|activity|movement|behaviou?r|looked)/.test(
            s.low,
          ) && COOKIE.test(`${s.low} ${s.under}`),
      );
      return tracking.slice(0, 3).map(
        (at): Spot => ({
          at,
          message: 'What people look at is tracked by cookie, and no consent is asked.',
        }),
      );
    },
  },
  {
    id: 'prose-device-identifier',
    severity: 'warning',
    law: READER,
    todo: 'Read identifiers or location from a device only with consent, or say why it is strictly necessary.',
    looks: (notice) => {
      if (!ePrivacy(notice)) return NOTHING;
      const at = notice.prose.sentences.find(
        (s) =>
          /\bunique (?:device|phone|mobile|advertising)|\bdevice identifiers?\b|\budid\b|\badvertising id|\bimei\b|\bidfa\b|\bmac address/.test(
            s.low,
          ) && /\b(?:collect|gather|use|receive|record|log|include|includ|may)/.test(s.low),
      );
      return at && !/consent|opt[- ]?in|permission/.test(at.low) && !asksFirst(notice)
        ? found('Identifiers are read from the device, and no consent is asked.', at)
        : NOTHING;
    },
  },
  sentenceRule({
    id: 'prose-anonymous-tracking',
    severity: 'warning',
    law: LAW.gdpr('4(1), recital 30'),
    todo: 'Call it pseudonymous: an IP address or a client id is personal data.',
    says: /\b(?:anonymous|anonymi[sz]ed|cannot be (?:linked|traced)|does not identify)\b[^;]{0,90}\b(?:metrics|cookie|analytics|tracked|ip address|website|visit|consent)/,
    unless: /\bip[- ](?:address )?(?:anonymi|mask|truncat)|truncat|aggregat|mask/,
    when: (_s, { prose }) => /\bip address|google analytics/.test(prose.low),
    message: 'Tracking by IP address or cookie is called anonymous.',
    most: 2,
  }),
  {
    id: 'prose-cookies-no-choice',
    severity: 'warning',
    law: READER,
    todo: 'Say how the choice is made and taken back.',
    looks: (notice) => {
      if (!ePrivacy(notice) || asksFirst(notice)) return NOTHING;
      const at = notice.prose.sentences.find(
        (s) =>
          /\b(?:google analytics|advertis\w* cookies|tracking (?:cookies|technolog)|remarketing|facebook pixel|hotjar|hubspot)\b/.test(
            s.low,
          ) &&
          /\b(?:we|our|uses?|cookies)\b/.test(s.low) &&
          s.kind !== 'heading' &&
          !/\b(?:not|never|n't) use/.test(s.low),
      );
      return at
        ? found('Analytics or advertising technology is used, and no consent or objection is offered.', at)
        : NOTHING;
    },
  },
];
