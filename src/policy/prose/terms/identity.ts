import { terms } from './compile.ts';

/** A form of company or body after a capitalised name. Judged on the text as written. */
export const BODY =
  /\b[A-Z][\w&'’.-]{0,30}(?:,? (?:[A-Z&(][\w&'’.()-]{0,30}|and|of|the|for|de|UK)){0,6},? \(?(?:Limited|Ltd|LTD|LIMITED|LLP|PLC|plc|Plc|Inc|INC|Corp|Corporation|LLC|L\.L\.C|GmbH|B\.?V|S\.?A|S\.?à r\.?l|S\.?a\.?r\.?l|SARL|S\.A\.S|SAS|AG|SE|N\.?V|Oyj?|AB|ApS|A\/S|AS|Pty|Pte|CIC|CIO|S\.?r\.?l|S\.?p\.?A|UG|KG|e\.V|SICAV|DAC|CLG|S\.?L|Kft|d\.o\.o|Sp\. z o\.o|University|College|School|Academy|Trust|Council|Foundation|Association|Society|Church|Charity|Federation|Institute|Hospital|Hospice|Partnership|Club|Bank|Fund|Group|Museum|Theatre|Surgery|Solicitors|Authority|Agency|Ministry|Consulting)\b/;

/** Names of law and authority are not the controller's. */
export const NOT_A_CONTROLLER =
  /commission|\bico\b|court|european|regulation|\bact\b|privacy|children|terms|policy|supervisory|data protection auth/i;

/** Vendors whose names stand in many notices: naming them names no controller. */
export const VENDOR =
  /\b(?:google|facebook|meta platforms|microsoft|amazon|twitter|linkedin|mailchimp|rocket science|intuit|stripe|paypal|hubspot|zendesk|vimeo|youtube|cloudflare|hotjar|apple|adobe|salesforce|automattic|shopify|wordpress|instagram|pinterest|tiktok|matomo|sentry|mixpanel|intercom|sendgrid|twilio)\b/i;

export const NAMES_CONTROLLER = terms(
  '(?:data )?controllers?(?: ~)? (?:is|are|for|of|means|within|under|:|responsible)',
  '(?:is|are|as|act as|acts as) (?:the |a |an |your |joint |independent |responsible ){0,3}(?:data )?controllers?',
  '(?:we|us|our|ours|the company|the firm|the charity|the fund)"?\'?\\)?(?:,? (?:and|or) "?\'?(?:us|our|we)"?\'?)? ?(?:refers? to|means?|shall mean|is|are) ',
  '\\(?(?:together,? |collectively,? |hereinafter |hereafter |"|\'|the |referred to as |in this \\w+ |also ){0,4}["\'](?:we|us|our|the company|company|the firm|the charity)["\']',
  'we are (?:the )?[a-z]',
  'we,? [a-z&. ]{2,60},? are',
  'who we are',
  '(?:owned|operated|run|provided|managed|published|made available|administered) by',
  'on behalf of',
  '(?:is|are) responsible for (?:the )?(?:processing|your|collecting|handling)',
  'trading (?:as|name)',
  'words? (?:\\w+,? ){0,6}refer to',
);

export const EMAIL =
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\[e-?mail ?protected\]|[\w.+-]{1,64} ?(?:\[at\]|\(at\)|\{at\}| at )[\w -]{1,63}(?:\[dot\]|\(dot\)| dot |\.)[a-z]{2,10}|\[[^\]]{0,40}(?:contact|e-?mail)[^\]]{0,40}\]/i;
export const PHONE =
  /(?:\+|00|\(0|\b0)[\d\s().-]{8,18}\d\b|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|\btel(?:ephone)?(?: no)?[.:]? ?\+?\d/i;
export const UK_POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/;
export const ADDRESS =
  /\b(?:street|road|avenue|lane|boulevard|suite|p\.? ?o\.? box|freepost|rue|strasse|straße|platz|laan|straat|business park|industrial estate|quay|terrace)\b,?[^;]{0,50}?(?:\b\d{4,6}\b|\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b|\b(?:london|manchester|birmingham|leeds|bristol|dublin|edinburgh|glasgow|cardiff|belfast|luxembourg|berlin|paris|amsterdam|united kingdom|ireland|england|scotland|wales)\b)|\b\d{1,5}[a-z]?(?:-\d{1,4})?,? (?:[\w'.-]+ ){1,4}(?:street|st|road|rd|avenue|ave|lane|drive|way|boulevard|blvd|square|place|court|close|row|terrace|house|park)\b,|\bl-\d{4}\b|\b(?:strasse|straße|str\.|weg|platz) \d{1,4}\b/i;
export const CONTACT_FORM = terms(
  '(?:contact|online|web|enquiry|request|privacy)[- ](?:us )?(?:form|page|portal)',
  'contact us (?:here|at|by|via|through|using|on|page|form|section|\\()',
  'get in touch',
  'mailto',
  '(?:live|online) chat',
  '(?:via|through|using) (?:our|the|this) (?:\\w+ ){0,2}(?:form|portal|contact)',
);

export const DPO = terms(
  'data protection (?:officer|lead|manager|representative|team|contact|coordinator)s?',
  'dpo',
  '(?:chief )?privacy officer',
  'data privacy (?:officer|manager)',
);

export const REPRESENTATIVE = terms(
  '(?:eu|uk|u\\.k\\.|european|gdpr|article 27|art\\.? 27|data protection|union)(?: (?:and|/|or) (?:uk|eu))?(?: gdpr| data protection)? representatives?',
  'representatives? (?:in|for|within) (?:the )?(?:eu|uk|european|united kingdom|union|eea|purposes)',
  'representatives? (?:pursuant to|under|within the meaning of) art(?:icle|\\.)? 27',
  'art(?:icle|\\.)? 27',
);
