import { rules } from '../../law/index.ts';
import type { Policy } from '../policy.ts';
import { sayList } from '../values.ts';
import { sayTerm } from '../words.ts';
import type { Look } from './look.ts';
import { type Check, type Ground, lawGround, uk } from './rule.ts';

type Cookie = Policy['cookies'][string];

/** Cookies that everybody knows by name: what they are for, whatever a policy calls them. */
const KNOWN: readonly { name: RegExp; use: 'advertising' | 'analytics' }[] = [
  {
    name: /^(?:_fbp|_fbc|fr|IDE|test_cookie|_gcl_\w+|NID|DSID|ANID|1P_JAR|MUID|_uet\w+|bcookie|lidc|li_\w+|UserMatchHistory|AnalyticsSyncHistory|_ttp|_pin_\w+|personalization_id|muc_ads|__gads|__gpi|criteo\w*|uuid2|anj|hubspotutk|__hstc|VISITOR_INFO1_LIVE)$/i,
    use: 'advertising',
  },
  {
    name: /^(?:_ga\w*|_gid|_gat\w*|__utm[a-z]|_hj\w+|_clck|_clsk|CLID|_pk_\w+|mp_\w+|amplitude\w*|ajs_\w+|optimizely\w*|_vwo\w*|nr\w*|JSESSIONID_ANALYTICS)$/i,
    use: 'analytics',
  },
];
const knownUse = (name: string) => KNOWN.find((known) => known.name.test(name))?.use ?? null;

const cookies = ({ policy }: Look): [string, Cookie][] => Object.entries(policy.cookies);
const FREELY = ['communication', 'strictly-necessary', 'emergency-location'];

const withoutConsent: Check = {
  rule: 'notice-56-cookie-without-consent',
  severity: 'error',
  ground: { ...lawGround(rules.P10), from: null, law: null },
  *find(look) {
    for (const [name, cookie] of cookies(look)) {
      const { exemption } = cookie;
      if (!exemption) continue;
      const place = look.at(`cookies.${name}.exemption`);
      const wrong = cookie.items.filter(
        (item) => FREELY.includes(exemption) && knownUse(item.name) === 'analytics',
      );
      if (wrong.length > 0)
        yield {
          place,
          message: `${name} is called ${sayTerm(exemption)}, and ${sayList(wrong.map((item) => item.name))} counts visitors.`,
          todo: 'Set "ask: consent", or use the statistical exemption if it fits.',
        };
      const late = (exemption === 'statistical' || exemption === 'appearance') && look.on < '2026-02-05';
      if (late && look.law === 'uk')
        yield {
          place,
          message: `${name} uses the exemption "${exemption}", which exists only from 5 February 2026.`,
          todo: 'Until then set "ask: consent".',
        };
    }
  },
};

const advertising: Check = {
  rule: 'notice-56-advertising-cookie-without-consent',
  severity: 'error',
  ground: { ...lawGround(rules.P10), from: null, law: null },
  *find(look) {
    for (const [name, cookie] of cookies(look)) {
      const wrong = cookie.exemption
        ? cookie.items.filter((item) => knownUse(item.name) === 'advertising')
        : [];
      if (wrong.length > 0)
        yield {
          place: look.at(`cookies.${name}.exemption`),
          message: `${name} is called exempt, and ${sayList(wrong.map((item) => item.name))} serves advertising, which is in no exemption.`,
          todo: 'Set "ask: consent".',
        };
    }
  },
};

const withoutObjection = (exemption: 'statistical' | 'appearance', ground: Ground): Check => ({
  rule: 'notice-57-statistics-without-objection',
  severity: 'warning',
  ground,
  *find(look) {
    for (const [name, cookie] of cookies(look))
      if (cookie.exemption === exemption && !cookie.objection)
        yield {
          place: look.at(`cookies.${name}.exemption`),
          message: `${name} uses the exemption "${exemption}" and gives visitors no simple way to object.`,
          todo: 'Set "objection: true": the banner and the cookie page then offer it.',
        };
  },
});

const vendorNotProcessor: Check = {
  rule: 'notice-57-exemption-vendor-not-processor',
  severity: 'warning',
  ground: lawGround(rules.P10),
  *find(look) {
    for (const [name, cookie] of cookies(look)) {
      if (cookie.exemption !== 'statistical' || !cookie.provider) continue;
      const role = look.policy.recipients[cookie.provider]?.role;
      if (role && role !== 'processor')
        yield {
          place: look.at(`cookies.${name}.provider`),
          message: `${name} uses the statistical exemption through ${cookie.provider}, which is not our processor.`,
          todo: 'Set "ask: consent", or agree with them that they act only for us.',
        };
    }
  },
};

const exemptionInEu: Check = {
  rule: 'law-cookie-exemption-not-in-eu',
  severity: 'error',
  ground: lawGround(rules['P10.eu']),
  *find(look) {
    for (const [name, cookie] of cookies(look))
      if (cookie.exemption && !['communication', 'strictly-necessary'].includes(cookie.exemption))
        yield {
          place: look.at(`cookies.${name}.exemption`),
          message: `${name} uses the exemption "${cookie.exemption}", which EU law does not know.`,
          todo: 'Set "ask: consent".',
        };
  },
};

const inScan: Check = {
  rule: 'notice-55-cookie-not-declared',
  severity: 'error',
  ground: uk('PECR reg 6(2)(a)', null),
  *find(look) {
    const declared = cookies(look).flatMap(([, cookie]) => cookie.items.map((item) => item.name));
    for (const name of look.facts.cookies ?? [])
      if (!declared.some((one) => matches(one, name)))
        yield {
          place: look.at('cookies'),
          message: `The site sets the cookie ${name}, and neither the policy nor its notice names it.`,
          todo: 'Declare it under cookies, or take it off the site.',
        };
  },
};

/** `_ga_*` stands for every name that begins so. */
const matches = (declared: string, found: string): boolean =>
  declared.endsWith('*') ? found.startsWith(declared.slice(0, -1)) : declared === found;

export const cookieChecks: readonly Check[] = [
  withoutConsent,
  advertising,
  withoutObjection('statistical', lawGround(rules.P10)),
  withoutObjection('appearance', lawGround(rules['P10.appearance'])),
  vendorNotProcessor,
  exemptionInEu,
  inScan,
];
